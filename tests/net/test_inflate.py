from __future__ import annotations

import gzip
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantau.errors import FetchFailed, InputRefused, TooLarge
from pantau.net.inflate import unpacked


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACKERS = {
    "": bytes,
    "identity": bytes,
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
}


def pieces(data: bytes, size: int) -> list[bytes]:
    return [data[i : i + size] for i in range(0, len(data), size)]


@given(st.binary(max_size=2_000), st.sampled_from(sorted(PACKERS)), st.integers(1, 64))
def test_what_was_packed_comes_back(data: bytes, coding: str, size: int) -> None:
    assert unpacked(pieces(PACKERS[coding](data), size), coding, 2_000) == data


@given(st.binary(min_size=2, max_size=2_000))
def test_raw_deflate_is_read_as_deflate(data: bytes) -> None:
    assert unpacked([raw_deflate(data)], "deflate", 2_000) == data


def test_several_gzip_members_are_one_body() -> None:
    assert unpacked([gzip.compress(b"one ") + gzip.compress(b"two")], "gzip", 100) == b"one two"


@pytest.mark.parametrize("coding", sorted(PACKERS))
def test_a_body_over_the_limit_is_refused(coding: str) -> None:
    packed = PACKERS[coding](b"x" * 1_001)
    assert unpacked([PACKERS[coding](b"x" * 1_000)], coding, 1_000)
    with pytest.raises(TooLarge, match=r"fetch\.max_bytes"):
        unpacked([packed], coding, 1_000)


def test_a_bomb_is_refused_before_it_goes_off() -> None:
    bomb = gzip.compress(bytes(50_000_000))
    assert len(bomb) < 60_000
    with pytest.raises(TooLarge):
        unpacked([bomb], "gzip", 10_000)


def test_what_ends_early_or_is_damaged_is_a_failure() -> None:
    packed = gzip.compress(b"harbour" * 100)
    with pytest.raises(FetchFailed, match="early"):
        unpacked([packed[:-9]], "gzip", 10_000)
    with pytest.raises(FetchFailed, match="damaged"):
        unpacked([packed[:-8] + bytes(8)], "gzip", 10_000)


def test_a_coding_that_was_not_asked_for_is_a_failure() -> None:
    with pytest.raises(FetchFailed, match="br"):
        unpacked([b"..."], "br", 100)


@given(st.lists(st.binary(max_size=50), max_size=5), st.sampled_from(["gzip", "deflate"]))
def test_any_bytes_are_unpacked_or_refused(chunks: list[bytes], coding: str) -> None:
    with suppress(InputRefused):
        assert len(unpacked(chunks, coding, 500)) <= 500
