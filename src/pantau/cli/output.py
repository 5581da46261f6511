"""Lines, JSON and files out, whatever the other end is: a terminal, a pipe that was closed, a full disk."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from io import UnsupportedOperation
from pathlib import Path
from typing import Any, TextIO

import click
import msgspec

from pantau.errors import UsageError
from pantau.interop.printable import printable


def prepare_streams() -> None:
    """Let every text through to standard output and error, in whatever encoding they are, closed or not."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            # Taken before any other file is opened, so that none of them gets the number of the closed stream.
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8"))
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def silence(stream: TextIO) -> None:
    """Send what is still written to `stream` nowhere: its reader is gone, and Python would complain at exit."""
    descriptor = os.open(os.devnull, os.O_WRONLY)
    with suppress(UnsupportedOperation):
        os.dup2(descriptor, stream.fileno())
    os.close(descriptor)


def say(text: str, *, err: bool = False) -> None:
    """One line about work that goes on even when nobody reads about it any more."""
    stream = sys.stderr if err else sys.stdout
    try:
        click.echo(printable(text), err=err)
        stream.flush()
    except BrokenPipeError:
        silence(stream)


def say_json(value: Any) -> None:
    """The same for one line of JSON, in UTF-8 whatever the terminal's encoding."""
    try:
        write([msgspec.json.encode(value) + b"\n"])
        sys.stdout.flush()
    except BrokenPipeError:
        silence(sys.stdout)


def write(content: Iterable[bytes], output: Path | None = None) -> None:
    """Bytes to standard output, or to a file that is there whole or not at all; raises UsageError for a bad path."""
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.writelines(content)
        sys.stdout.buffer.flush()
        return
    try:
        _write_file(content, output)
    except OSError as error:
        raise UsageError(f"{output} cannot be written: {error.strerror or error}") from error


def _write_file(content: Iterable[bytes], output: Path) -> None:
    if output.exists() and not output.is_file():
        # A pipe or a device takes no renaming.
        with output.open("wb") as file:
            file.writelines(content)
        return
    part = output.with_name(f".{output.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as file:
            file.writelines(content)
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)
