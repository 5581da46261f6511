"""Paths, folders and globs in, the files that they stand for out, each under a name that may be shared."""

from __future__ import annotations

import glob
import os
import re
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from pantau.collect.names import CONTROL
from pantau.collect.values import Limits, Refusal
from pantau.errors import InputRefused, NotAllowed, TooLarge, Unreadable
from pantau.model.base import Value

STANDARD_INPUT = "-"
LOOSE_FILES = "files"
"""The channel of files named one by one: the name of the folder that they lie in may tell more than is meant."""
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
MAGIC = re.compile(r"[*?\[]")


class LocalFile(Value, frozen=True, kw_only=True):
    """A file to read. `label` is how its giver knows it; `location` and `channel` never hold a local path.

    `top` says that it was named itself, and not found in a folder.
    """

    path: Path
    label: str
    location: str
    channel: str
    top: bool = False


def is_remote(text: str) -> bool:
    """Whether an input is an address, of whatever scheme, rather than a path."""
    return ADDRESS.match(text) is not None


def expanded(inputs: Iterable[str]) -> Iterator[str]:
    """The inputs with globs replaced by what they match, in order of name, as a shell does; each once.

    `**` stands for files alone, since their folders would give them a second time.
    """
    seen: set[str] = set()
    for text in inputs:
        for name in _matches(text) or [text]:
            if name not in seen:
                seen.add(name)
                yield name


def local_files(text: str, limits: Limits, name: str | None = None) -> Iterator[LocalFile | Refusal]:
    """The files that one path stands for, in order of name; what cannot be used is refused by name.

    Never empty: a folder without files is a refusal. `name` is the location of a single file where its own name is
    not distinct.
    """
    path = Path(text)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        yield Refusal(input=text, error=unreadable(error))
        return
    if stat.S_ISDIR(mode):
        yield from _folder(path, text, limits)
    else:
        file = LocalFile(path=path, label=text, location=name or path.name, channel=LOOSE_FILES, top=True)
        yield _checked(file, mode)


def distinct(inputs: Iterable[str]) -> dict[str, str]:
    """For each path the shortest ending that no other of them has: as a rule its file name."""
    pending = {text: _absolute(text).parts for text in inputs}
    named: dict[str, str] = {}
    length = 1
    while pending:
        endings = Counter(parts[-length:] for parts in set(pending.values()))
        for text, parts in tuple(pending.items()):
            if endings[parts[-length:]] == 1 or length >= len(parts):
                named[text] = "/".join(parts[-length:])
                del pending[text]
        length += 1
    return named


def unreadable(error: OSError | ValueError) -> Unreadable:
    """What stands for an error of the file system: says what to do, and holds no path."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Unreadable("there is no such file or folder: check the name")
    if isinstance(error, PermissionError):
        return Unreadable("it may not be read: check its permissions")
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return Unreadable(f"it cannot be read ({reason}): check the name and the disk")


def _matches(text: str) -> list[str]:
    if is_remote(text) or not MAGIC.search(text) or "\0" in text or os.path.lexists(text):
        return []
    found = sorted(glob.glob(text, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
    return [name for name in found if not Path(name).is_dir()] if "**" in text else found


def _folder(path: Path, label: str, limits: Limits) -> Iterator[LocalFile | Refusal]:
    channel = _absolute(path).name or LOOSE_FILES
    nothing = True
    for found in _walk(path, label.rstrip("/"), limits.folder_depth):
        nothing = False
        if isinstance(found, Refusal):
            yield found
        else:
            location = found.relative_to(path).as_posix()
            yield _checked(
                LocalFile(
                    path=found, label=f"{label.rstrip('/')}/{location}", location=location, channel=channel
                )
            )
    if nothing:
        yield Refusal(input=label, error=Unreadable("the folder is empty: check the name"))


def _walk(folder: Path, label: str, depth: int) -> Iterator[Path | Refusal]:
    """Every file below `folder`; links are not followed, so that nothing outside it and nothing twice is read."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Refusal(input=label, error=unreadable(error))
        return
    for entry in entries:
        name = f"{label}/{entry.name}"
        refusal = _unwanted(entry, depth)
        if refusal is not None:
            yield Refusal(input=name, error=refusal)
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), name, depth - 1)
        else:
            yield Path(entry.path)


def _unwanted(entry: os.DirEntry[str], depth: int) -> InputRefused | None:
    if entry.name.startswith("."):
        return NotAllowed("it is hidden: name it itself if it is wanted")
    if entry.is_symlink():
        return NotAllowed("it is a link, which is not followed: name its target itself")
    if depth <= 0 and entry.is_dir(follow_symlinks=False):
        return TooLarge("its folders stand too deep in one another: name this one itself")
    return None


def _absolute(path: str | Path) -> Path:
    """As `a/../b` is meant: without following links, which would give it another name."""
    return Path(os.path.normpath(Path.cwd() / path))


def _checked(file: LocalFile, mode: int | None = None) -> LocalFile | Refusal:
    try:
        mode = file.path.stat().st_mode if mode is None else mode
    except OSError as error:
        return Refusal(input=file.label, error=unreadable(error))
    if not stat.S_ISREG(mode):
        return Refusal(input=file.label, error=NotAllowed("it is no regular file: pipe it into `-` instead"))
    if CONTROL.search(file.location) or CONTROL.search(file.channel):
        return Refusal(input=file.label, error=NotAllowed("its name is not UTF-8 text: rename it"))
    return file
