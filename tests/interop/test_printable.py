"""What a page says cannot steer a terminal, and stays readable otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantau.interop.blocks import heading, line, plain
from pantau.interop.printable import printable


@pytest.mark.parametrize(
    "sign", ["\x1b", "\x07", "\r", "\x7f", "\x9b", "\u202e", "\u2066", "\u2028", "\ud800", "\x00"]
)
def test_signs_that_steer_are_replaced(sign):
    assert printable(f"a{sign}b") == "a\ufffdb"
    assert sign not in plain(line(f"a{sign}b"))
    assert sign not in heading(2, sign).text


@pytest.mark.parametrize("text", ["Ana\tBelo\n", "تصريح", "मंत्री", "경보 🚨", "naïve", "zero\u200djoin"])
def test_letters_of_all_scripts_stay(text):
    assert printable(text) == text


@given(st.text())
def test_the_result_is_as_long_and_always_encodes(text):
    assert len(printable(text)) == len(text)
    printable(text).encode()
