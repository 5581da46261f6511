"""The stage's main path: inputs in; captures, refusals and what did not change out."""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import msgspec

from pantau.collect.formats import FORMATS, Format
from pantau.collect.inputs import (
    STANDARD_INPUT,
    LocalFile,
    distinct,
    expanded,
    is_remote,
    local_files,
    unreadable,
)
from pantau.collect.material import Budget, Material, buffered
from pantau.collect.remote import Fetching, Follower, Outcome
from pantau.collect.unfold import unfold
from pantau.collect.values import CollectRequest, Limits, Pointer, Refusal
from pantau.errors import InputRefused
from pantau.net import utc_now

CHUNK = 65_536
STDIN_NAME = "stdin"


def nothing_more(_label: str) -> None:
    """Nobody counts along."""


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What collecting works with; `node.py` chooses, tests replace.

    `fetcher` None keeps everything offline. `stdin` None is the process's own. `done` hears of each input that is
    through, as `count_inputs` counts them.
    """

    fetcher: Fetching | None = None
    formats: tuple[Format, ...] = FORMATS
    clock: Callable[[], datetime] = utc_now
    stdin: BinaryIO | None = None
    done: Callable[[str], None] = nothing_more


def collect(request: CollectRequest, options: Options | None = None) -> Iterator[Outcome]:
    """Everything that the inputs hold, one at a time: captures, refusals that say what to do, unchanged addresses.

    Files come in the order asked for, addresses after them as they answer. No input is passed over in silence, and
    none stops the others. Raises nothing of its own.
    """
    tools = options or Options()
    follower = Follower(request, tools.fetcher, tools.formats, tools.done)
    inputs = list(expanded(request.inputs))
    names = distinct(text for text in inputs if os.path.isfile(text))  # noqa: PTH113 - takes any text
    for text in inputs:
        if is_remote(text):
            follower.ask(text)
        elif text == STANDARD_INPUT:
            yield from _standard_input(request.limits, tools, follower)
        else:
            for file in local_files(text, request.limits, names.get(text)):
                yield from _local(file, request.limits, tools, follower)
    yield from follower.run()


def count_inputs(request: CollectRequest) -> int:
    """How many times `Options.done` will be called: one for each file, address, and thing refused by its name."""
    return sum(
        1 if is_remote(text) or text == STANDARD_INPUT else sum(1 for _ in local_files(text, request.limits))
        for text in expanded(request.inputs)
    )


def _local(
    file: LocalFile | Refusal, limits: Limits, tools: Options, follower: Follower
) -> Iterator[Outcome]:
    if isinstance(file, Refusal):
        yield file
        tools.done(file.input)
        return
    try:
        with file.path.open("rb") as opened:
            yield from _settled(_material(opened, file, limits, tools), tools, follower)
    except OSError as error:
        yield Refusal(input=file.label, error=unreadable(error))
    tools.done(file.label)


def _standard_input(limits: Limits, tools: Options, follower: Follower) -> Iterator[Outcome]:
    """Standard input, put aside in a temporary file, since archives are read from their end."""
    file = LocalFile(
        path=Path(STDIN_NAME), label=STANDARD_INPUT, location=STDIN_NAME, channel=STDIN_NAME, top=True
    )
    with tempfile.TemporaryFile(buffering=0) as raw, buffered(raw) as opened:
        try:
            _put_aside(tools.stdin or sys.stdin.buffer, raw, Budget(limits))
            yield from _settled(_material(opened, file, limits, tools), tools, follower)
        except InputRefused as error:
            yield Refusal(input=STANDARD_INPUT, error=error)
        except OSError as error:
            yield Refusal(input=STANDARD_INPUT, error=unreadable(error))
    tools.done(STANDARD_INPUT)


def _put_aside(source: BinaryIO, target: io.FileIO, budget: Budget) -> None:
    while chunk := source.read(CHUNK):
        budget.spend(len(chunk))
        target.write(chunk)
    target.seek(0)


def _settled(material: Material, tools: Options, follower: Follower) -> Iterator[Outcome]:
    for found in unfold(material, tools.formats):
        if isinstance(found, Pointer):
            yield from follower.settle(found)
        else:
            yield found
    yield from follower.overflow(material.label)


def _material(opened: io.BufferedReader, file: LocalFile, limits: Limits, tools: Options) -> Material:
    return Material(
        file=opened,
        label=file.label,
        name=file.path.name,
        location=file.location,
        channel=file.channel,
        captured=tools.clock(),
        limits=limits,
        budget=Budget(limits),
        top=file.top,
    )
