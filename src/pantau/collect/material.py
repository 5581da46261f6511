"""Bytes with where they stand in, captures, members and refusals of them out: what every parser works with."""

from __future__ import annotations

import io
from datetime import datetime

import msgspec

from pantau.collect.values import Limits, Pointer, Refusal
from pantau.errors import InputRefused, TooLarge
from pantau.model.location import is_address
from pantau.model.report import Capture, Declared

HEAD_BYTES = 8_192
"""How much of an input is looked at to tell what it is."""


class Budget:
    """How much may still be unpacked from one input, however deep its archives stand in one another."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._bytes = limits.archive_bytes
        self._members = limits.members

    def spend(self, count: int) -> None:
        """Take `count` bytes; raises TooLarge when there are not as many left."""
        self._bytes -= count
        self.check()

    def member(self) -> None:
        """Take one member; raises TooLarge when there is none left."""
        self._members -= 1
        self.check()

    def check(self) -> None:
        """Raises TooLarge when more was taken than there was: nothing further of this input is read."""
        if self._bytes < 0:
            raise TooLarge(
                f"it unpacks to more than {self._limits.archive_bytes:,} bytes; the rest was left: split it"
            )
        if self._members < 0:
            raise TooLarge(
                f"it holds more than {self._limits.members:,} files; the rest was left: split it, "
                "or raise `collect.max_members`"
            )


class Material(msgspec.Struct, frozen=True, kw_only=True):
    """One document, archive or list of documents, not yet told apart.

    `label` is how its giver knows it, `location` and `channel` what captures will say, `name` what its extension
    is read from. `top` says that it was asked for itself: what is found in it is then named relative to it.
    `address` is where it was fetched from.
    """

    file: io.BufferedReader
    label: str
    name: str
    location: str
    channel: str
    captured: datetime
    limits: Limits
    budget: Budget
    top: bool = False
    level: int = 0
    address: str | None = None
    media_type: str = ""
    headers: dict[str, str] = {}
    declared: Declared = Declared()

    @property
    def container(self) -> str:
        """The channel of documents that are found in this one."""
        return self.location if self.top else f"{self.channel}/{self.location}"

    def head(self) -> bytes:
        """The first bytes, without taking them."""
        return self.file.peek(HEAD_BYTES)[:HEAD_BYTES]

    def read(self) -> bytes:
        """All of it as one document; raises TooLarge."""
        data = self.file.read(self.limits.input_bytes + 1)
        if len(data) > self.limits.input_bytes:
            raise TooLarge(f"over {self.limits.input_bytes:,} bytes: split it, or raise `collect.max_bytes`")
        return data

    def capture(self, raw: bytes, media_type: str) -> Capture:
        """This material as one report."""
        return Capture(
            location=self.location,
            channel=self.channel,
            raw=raw,
            media_type=media_type,
            captured=self.captured,
            headers=self.headers,
            declared=self.declared,
        )

    def item(self, raw: bytes, media_type: str, location: str, declared: Declared) -> Capture:
        """One of several reports in this material."""
        return Capture(
            location=location,
            channel=self.container,
            raw=raw,
            media_type=media_type,
            captured=self.captured,
            headers=self.headers,
            declared=declared,
        )

    def pointer(self, capture: Capture) -> Capture | Pointer:
        """What stands for an item without full text: its page where it has one, `capture` where not fetched."""
        if not is_address(capture.location):
            return capture
        declared = msgspec.structs.replace(capture.declared, text=None)
        return Pointer(address=capture.location, channel=self.container, declared=declared, instead=capture)

    def refusal(self, error: InputRefused, part: str = "") -> Refusal:
        """This material, or the `part` of it, could not be used."""
        return Refusal(input=self.label + part, error=error)

    def unpacked(self, file: io.BufferedReader, name: str) -> Material:
        """The same with its packing taken off."""
        return msgspec.structs.replace(self, file=file, name=name, level=self._deeper(), media_type="")

    def member(self, name: str, file: io.BufferedReader) -> Material:
        """The member `name` of this archive."""
        return msgspec.structs.replace(
            self,
            file=file,
            label=f"{self.label}/{name}",
            name=name,
            location=name if self.top else f"{self.location}/{name}",
            channel=self.location if self.top else self.channel,
            level=self._deeper(),
            top=False,
            media_type="",
        )

    def _deeper(self) -> int:
        if self.level >= 2 * self.limits.depth:
            raise TooLarge(
                f"archives stand more than {self.limits.depth} deep in one another: unpack it first"
            )
        return self.level + 1


Found = Capture | Refusal | Pointer | Material
"""What a parser may find: reports, what could not be used, addresses to fetch, and members to look into."""


def opened(data: bytes) -> io.BufferedReader:
    """Bytes in memory as a file to read."""
    return io.BufferedReader(io.BytesIO(data), HEAD_BYTES)


def buffered(raw: io.FileIO) -> io.BufferedReader:
    """An unbuffered file as one to read."""
    return io.BufferedReader(raw, HEAD_BYTES)
