"""Values to canonical JSON (RFC 8785) and back, strictly: no floats, no duplicate keys, bounded size."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec
import rfc8785

from pantau.errors import NotCanonical, TooLarge

MAX_BYTES = 4 * 1024 * 1024
"""Largest object taken in. Texts and raw pages are blobs of their own, so that 4 MiB leaves room for any body."""

_SURROGATE_SENSITIVE = bytes([0xEE])
_encoder = msgspec.json.Encoder(order="sorted", decimal_format="string")


def _refuse_float(text: str) -> Any:
    raise NotCanonical(f"{text} is a float: numbers on the wire are integers or decimal strings")


_decoder = msgspec.json.Decoder(float_hook=_refuse_float)


def canonical(value: Any) -> bytes:
    """`value` (builtins, structs, datetimes, Decimals as strings) in RFC 8785 form.

    msgspec's sorted output is RFC 8785 for our values, at a fortieth of the time; it orders keys by code point and
    the standard by UTF-16 unit, which differ from U+E000 on, where rfc8785 itself takes over.
    Raises NotCanonical when the value cannot be written that way.
    """
    try:
        fast = _encoder.encode(value)
        if max(fast, default=0) < _SURROGATE_SENSITIVE[0]:
            return fast
        return rfc8785.dumps(msgspec.json.decode(fast))
    except (TypeError, UnicodeEncodeError, rfc8785.CanonicalizationError) as error:
        raise NotCanonical(f"this value has no canonical form: {error}") from error


def read_canonical(data: bytes) -> dict[str, Any]:
    """The JSON object in `data`; raises NotCanonical unless encoding it again gives the same bytes."""
    check_size(data)
    try:
        value = _decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise NotCanonical(f"not a JSON object: {error}") from error
    if not isinstance(value, dict):
        raise NotCanonical("not a JSON object: the outermost value is something else")
    if canonical(value) != data:
        raise NotCanonical(
            "encoding the object again gives other bytes: key order, spacing or duplicate keys"
        )
    return value


def check_size(data: bytes) -> None:
    """Raises TooLarge for an object that no node takes in."""
    if len(data) > MAX_BYTES:
        raise TooLarge(f"an object of {len(data):,} bytes is over the bound of {MAX_BYTES:,}")


def sha256(data: bytes) -> str:
    """Lower-case hexadecimal SHA-256."""
    return hashlib.sha256(data).hexdigest()
