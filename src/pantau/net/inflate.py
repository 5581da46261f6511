"""A body as it came over the wire in, the bytes it stands for out, never more than were asked for."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

import httpx

from pantau.errors import FetchFailed, TooLarge

ACCEPTED = "gzip, deflate"
"""What this module unpacks, as an Accept-Encoding value."""
GZIP_OR_ZLIB = 47
RAW_DEFLATE = -15


def unpacked(chunks: Iterable[bytes], encoding: str, limit: int) -> bytes:
    """The whole body, which came in the content coding `encoding`.

    Raises TooLarge when it is over `limit` bytes, FetchFailed when it is damaged.
    """
    coding = encoding.strip().lower()
    if coding in ("", "identity"):
        return _gathered(chunks, limit)
    if coding in ("gzip", "x-gzip", "deflate"):
        return _inflated(chunks, limit)
    raise FetchFailed(f"the server packed its answer as {coding!r}, which was not asked for: try again later")


def bounded_body(response: httpx.Response, limit: int) -> bytes:
    """The body of an answer, refused unread where its header already promises more than `limit` bytes; see `unpacked`."""
    promised = response.headers.get("content-length", "")
    if promised.isdecimal() and int(promised) > limit:
        raise over(limit)
    return unpacked(response.iter_raw(), response.headers.get("content-encoding", ""), limit)


def over(limit: int) -> TooLarge:
    """What is raised for an answer of more than `limit` bytes."""
    return TooLarge(
        f"the answer is over {limit:,} bytes: raise `fetch.max_bytes` in the settings if it is wanted"
    )


def _gathered(chunks: Iterable[bytes], limit: int) -> bytes:
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > limit:
            raise over(limit)
    return bytes(body)


def _inflated(chunks: Iterable[bytes], limit: int) -> bytes:
    body = bytearray()
    unpacker = None
    for chunk in chunks:
        packed = chunk
        while packed:
            if unpacker is None or unpacker.eof:
                unpacker = zlib.decompressobj(_window(packed))
            body += _step(unpacker, packed, limit + 1 - len(body))
            if len(body) > limit:
                raise over(limit)
            packed = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
    if unpacker is not None and not unpacker.eof:
        raise FetchFailed("the packed answer ended early: try again")
    return bytes(body)


def _step(unpacker: zlib._Decompress, chunk: bytes, room: int) -> bytes:
    try:
        return unpacker.decompress(chunk, room)
    except zlib.error as error:
        raise FetchFailed(f"the packed answer is damaged ({error}): try again") from error


def _window(start: bytes) -> int:
    """Some servers send raw deflate for `deflate`; gzip and zlib (RFC 1950, 1952) show in the first bytes."""
    zlib_header = len(start) > 1 and start[0] & 0x0F == 8 and (start[0] << 8 | start[1]) % 31 == 0
    return GZIP_OR_ZLIB if start[:1] == b"\x1f" or zlib_header or len(start) == 1 else RAW_DEFLATE
