"""Positions and ids in, the journal's chain out, and the check that it adds up."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from pantau.errors import StoreDamaged
from pantau.store import Blob, Entry

START = bytes(32)


def link(before: bytes, position: int, object_id: str) -> bytes:
    """The chain value at `position`: SHA-256 over the value before, the position (8 bytes, big endian) and the id."""
    return hashlib.sha256(before + position.to_bytes(8, "big") + bytes.fromhex(object_id)).digest()


def check_chain(entries: Iterable[Entry]) -> Iterable[Entry]:
    """Pass entries from position 1 on through; raises StoreDamaged at the first gap or wrong value."""
    before, expected = START, 1
    for entry in entries:
        if entry.position != expected:
            raise StoreDamaged(f"position {expected} is missing from the journal")
        before = link(before, entry.position, entry.id)
        if before != entry.chain:
            raise StoreDamaged(f"the chain does not add up at position {entry.position} ({entry.id[:12]})")
        expected += 1
        yield entry


def blob_digest(salt: bytes, content: bytes) -> str:
    return hashlib.sha256(salt + content).hexdigest()


def check_blob(blob: Blob) -> None:
    """Raises StoreDamaged when the bytes are not those that were named."""
    if blob_digest(blob.salt, blob.content) != blob.digest:
        raise StoreDamaged(f"blob {blob.digest[:12]} holds other bytes than were taken in")
