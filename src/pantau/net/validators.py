"""What servers gave to recognise an unchanged document by: kept between runs, by address."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Protocol

import msgspec

from pantau.errors import StoreError
from pantau.model.base import Value


class Validator(Value, frozen=True, kw_only=True):
    """ETag and Last-Modified of one document (RFC 9110, section 8.8)."""

    etag: str | None = None
    last_modified: str | None = None


class Validators(Protocol):
    """Remembers validators by address."""

    def get(self, url: str) -> Validator | None:
        """The validator last remembered for `url`."""
        ...

    def put(self, url: str, validator: Validator) -> None:
        """Remember `validator`; called once everything from `url` has been handed on."""
        ...


class MemoryValidators:
    """Validators that last as long as the process: for one run, and for tests."""

    def __init__(self) -> None:
        self._held: dict[str, Validator] = {}

    def get(self, url: str) -> Validator | None:
        return self._held.get(url)

    def put(self, url: str, validator: Validator) -> None:
        self._held[url] = validator


class FileValidators:
    """Validators in one file of JSON, written only by `save`: call it once what was collected is durable.

    A run that is cut before that asks for everything again, which loses nothing. A file that cannot be read counts
    as empty for the same reason.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._held = _read(path)

    def get(self, url: str) -> Validator | None:
        return self._held.get(url)

    def put(self, url: str, validator: Validator) -> None:
        self._held[url] = validator

    def save(self) -> None:
        """Replace the file as a whole, readable by its owner alone; raises StoreError."""
        draft = self._path.with_suffix(f".{os.getpid()}")
        try:
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(msgspec.json.encode(self._held))
            draft.replace(self._path)
        except OSError as error:
            raise StoreError(f"{self._path.name} cannot be written: {error.strerror}") from error


def _read(path: Path) -> dict[str, Validator]:
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, Validator])
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return {}
