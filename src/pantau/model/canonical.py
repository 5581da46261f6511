"""Values to canonical JSON (RFC 8785) and back, strictly: no floats, no duplicate keys, bounded size."""

from __future__ import annotations

import hashlib
import re
from typing import Any

import msgspec
import rfc8785

from pantau.errors import NotCanonical, TooLarge

MAX_BYTES = 4 * 1024 * 1024
"""Largest object taken in. Texts and raw pages are blobs of their own, so that 4 MiB leaves room for any body."""

MAX_INTEGER = 2**53 - 1
"""Largest integer that every JSON reader holds exactly (RFC 8785, section 3.2.2.3; RFC 7493, section 2.2)."""

_PERHAPS_NUMBER = re.compile(rb"[:,\[]-?(?:[0-9]{16}|[0-9]+[.eE])")
"""A float or a long integer, or what looks like one inside a text: only where this matches, a closer look is due."""
_SURROGATE_SENSITIVE = bytes([0xEE])
_encoder = msgspec.json.Encoder(order="sorted", decimal_format="string")


def _refuse_float(text: str) -> Any:
    raise NotCanonical(f"{text} is a float: numbers on the wire are integers or decimal strings")


_decoder = msgspec.json.Decoder(float_hook=_refuse_float)


def canonical(value: Any) -> bytes:
    """`value` (builtins, structs, datetimes, Decimals as strings) in RFC 8785 form.

    msgspec's sorted output is RFC 8785 for our values, at a fortieth of the time; it orders keys by code point and
    the standard by UTF-16 unit, which differ from U+E000 on, where rfc8785 itself takes over.
    Raises NotCanonical when the value cannot be written that way: floats, and integers that others would round.
    """
    _check_numbers(value)
    data = _encoded(value)
    if _PERHAPS_NUMBER.search(data):
        _check_numbers(msgspec.json.decode(data))
    return data


def _encoded(value: Any) -> bytes:
    try:
        fast = _encoder.encode(value)
        if max(fast, default=0) < _SURROGATE_SENSITIVE[0]:
            return fast
        return rfc8785.dumps(msgspec.json.decode(fast))
    except (TypeError, UnicodeEncodeError, RecursionError, rfc8785.CanonicalizationError) as error:
        raise NotCanonical(f"this value has no canonical form: {error}") from error


def _check_numbers(value: Any) -> None:
    """Raises NotCanonical for a float or too large an integer in dictionaries and sequences; passes structs over."""
    stack = [value]
    while stack:
        one = stack.pop()
        if isinstance(one, dict):
            stack.extend(one.values())
        elif isinstance(one, list | tuple):
            stack.extend(one)
        elif isinstance(one, float):
            _refuse_float(repr(one))
        elif isinstance(one, int) and abs(one) > MAX_INTEGER:
            raise NotCanonical(f"{one} is over what every reader holds exactly: write it as a string")


def read_canonical(data: bytes) -> dict[str, Any]:
    """The JSON object in `data`; raises NotCanonical unless encoding it again gives the same bytes."""
    check_size(data)
    try:
        value = _decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise NotCanonical(f"not a JSON object: {error}") from error
    if not isinstance(value, dict):
        raise NotCanonical("not a JSON object: the outermost value is something else")
    if _PERHAPS_NUMBER.search(data):
        _check_numbers(value)
    if _encoded(value) != data:
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
