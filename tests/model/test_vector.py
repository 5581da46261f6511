"""Integer arithmetic on vectors: exact, whatever bytes come and in whatever order."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pantau.errors import ObjectInvalid
from pantau.model.vector import (
    BASIS_BITS,
    DIMENSIONS,
    MEAN_FINENESS,
    NORM_BITS,
    SCALE,
    centre,
    centre_all,
    centring,
    cosine_matrix,
    cosine_permille,
    pack,
)

vectors = st.one_of(
    st.binary(min_size=DIMENSIONS, max_size=DIMENSIONS),
    # The longest there are.
    st.lists(st.sampled_from([0x80, 0x7F]), min_size=DIMENSIONS, max_size=DIMENSIONS).map(bytes),
)
kinds = st.sampled_from(["lead", "sentence"])


def signed(vector: bytes) -> list[int]:
    return [byte - 256 if byte > 127 else byte for byte in vector]


def slowly_centred(vector: bytes, kind: str) -> list[int]:
    """Python's unbounded integers, one number after the other."""
    constants = centring(kind)
    mean = [int(value) for value in constants.mean]
    basis = [[int(value) for value in row] for row in constants.basis]
    shifted = [MEAN_FINENESS * value - middle for value, middle in zip(signed(vector), mean, strict=True)]
    along = [sum(a * b for a, b in zip(shifted, row, strict=True)) for row in basis]
    removed = [sum(c * row[i] for c, row in zip(along, basis, strict=True)) for i in range(DIMENSIONS)]
    half = 1 << (2 * BASIS_BITS - 1)
    whole = [
        value - ((part + half) >> (2 * BASIS_BITS)) for value, part in zip(shifted, removed, strict=True)
    ]
    return [max(-32767, min(32767, value)) for value in whole]


def slowly_compared(a: list[int], b: list[int]) -> int:
    dot = sum(x * y for x, y in zip(a, b, strict=True))
    lengths = math.prod(math.isqrt(sum(x * x for x in each) << (2 * NORM_BITS)) for each in (a, b))
    if not lengths:
        return 0
    return max(-1000, min(1000, (dot * (1000 << (2 * NORM_BITS)) + lengths // 2) // lengths))


@settings(max_examples=25, deadline=None)
@given(vectors, kinds)
def test_centring_is_what_unbounded_integers_give(vector, kind):
    assert centre(vector, kind).tolist() == slowly_centred(vector, kind)


@settings(max_examples=50, deadline=None)
@given(vectors, vectors)
def test_cosine_is_what_unbounded_integers_give(a, b):
    left, right = centre_all([a, b])
    assert cosine_permille(left, right) == slowly_compared(left.tolist(), right.tolist())


@given(st.lists(vectors, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_order_and_company_change_nothing(many, random):
    order = list(range(len(many)))
    random.shuffle(order)
    straight = cosine_matrix(centre_all(many), centre_all(many))
    shuffled = centre_all([many[i] for i in order])
    np.testing.assert_array_equal(cosine_matrix(shuffled, shuffled), straight[np.ix_(order, order)])
    np.testing.assert_array_equal(straight, straight.T)
    assert straight[0, -1] == cosine_permille(centre(many[0]), centre(many[-1]))


@given(vectors)
def test_a_vector_is_like_itself(vector):
    centred = centre(vector)
    assert cosine_permille(centred, centred) == 1000
    assert cosine_permille(centred, -centred) in (-1000, -999)


def test_a_vector_of_nothing_is_like_nothing():
    zero = np.zeros(DIMENSIONS, dtype=np.int16)
    assert cosine_permille(zero, centre(bytes(DIMENSIONS))) == 0


def test_none_gives_an_empty_matrix():
    assert cosine_matrix(centre_all([]), centre_all([bytes(DIMENSIONS)])).shape == (0, 1)


@pytest.mark.parametrize("length", [0, DIMENSIONS - 1, DIMENSIONS + 1, 2 * DIMENSIONS])
def test_a_wrong_length_is_refused(length):
    with pytest.raises(ObjectInvalid, match=str(length)):
        centre_all([bytes(DIMENSIONS), bytes(length)])


@pytest.mark.parametrize("kind", ["lead", "sentence"])
def test_removed_directions_are_orthonormal(kind):
    basis = centring(kind).basis / (1 << BASIS_BITS)
    np.testing.assert_allclose(basis @ basis.T, np.eye(len(basis)), atol=1e-3)


@given(vectors, kinds, st.integers(0, 14), st.integers(-3, 3))
def test_what_a_language_adds_is_taken_off(vector, kind, direction, steps):
    """A shift along a removed direction leaves but what rounding to whole bytes makes of it."""
    plain = np.array(signed(vector), dtype=np.float64) / 2
    moved = plain + steps * 20 * centring(kind).basis[direction] / (1 << BASIS_BITS)
    a, b = (centre(np.rint(each).astype(np.int8).tobytes(), kind).astype(float) for each in (plain, moved))
    assert np.linalg.norm(a - b) <= MEAN_FINENESS * math.sqrt(DIMENSIONS)


@given(st.lists(st.floats(-1, 1), min_size=DIMENSIONS, max_size=DIMENSIONS))
def test_packing_rounds_and_cuts(components):
    packed = signed(pack(np.array(components)))
    assert all(
        abs(whole - max(-127, min(127, value * SCALE))) <= 0.5
        for whole, value in zip(packed, components, strict=True)
    )
