import json

import msgspec
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from pantau.errors import NotCanonical, TooLarge
from pantau.model.canonical import MAX_BYTES, canonical, read_canonical

keys = st.text(max_size=8)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(keys, values, max_size=6))
def test_canonical_is_what_the_standard_says(value):
    assert canonical(value) == rfc8785.dumps(value)


@given(st.dictionaries(keys, values, max_size=6))
def test_canonical_bytes_read_back(value):
    assert read_canonical(canonical(value)) == value


@pytest.mark.parametrize(
    "data",
    [
        b'{"b":1,"a":2}',
        b'{"a": 1}',
        b'{"a":1,"a":1}',
        b'{"a":1.5}',
        b'{"a":1e3}',
        b'{"a":9007199254740992}',
        b'{"a":[{"b":-9007199254740992}]}',
        b'{"a":1152921504606846976}',
        b'{"a":-0}',
        b"[1]",
        b"{",
        b"",
        b'{"a":"\\u0041"}',
        b"\xff",
        b'{"a":' * 2000 + b"1" + b"}" * 2000,
    ],
)
def test_other_forms_are_refused(data):
    with pytest.raises(NotCanonical):
        read_canonical(data)


def test_size_is_bounded():
    with pytest.raises(TooLarge):
        read_canonical(json.dumps({"a": "x" * MAX_BYTES}).encode())


@pytest.mark.parametrize("value", [1.5, 1e22, 1.0, float("nan"), float("inf"), 2**53, -(2**53), 2**60, 2**70])
def test_numbers_that_others_would_read_differently_are_not_written(value):
    for whole in (value, {"a": value}, {"a": [{"b": (value,)}]}):
        with pytest.raises(NotCanonical):
            canonical(whole)


def test_numbers_in_values_are_checked_as_well():
    class Loose(msgspec.Struct):
        number: float | int

    for number in (1.5, 2**60):
        with pytest.raises(NotCanonical):
            canonical(Loose(number))


def test_texts_that_look_like_numbers_pass():
    value = {"a": [",1.5", "[12345678901234567890", ":1e9"], "b": 2**53 - 1, "c": True}
    assert read_canonical(canonical(value)) == value
