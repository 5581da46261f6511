"""What speaks for one event and for one story: each worth counts in its direction, and never by order."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantau.collate.affinity import (
    EVENT_GAP,
    EVENT_TIE,
    SAME_STORY,
    TOLD_WORTH,
    event_affinity,
    likeness,
    story_affinity,
)
from pantau.collate.signals import Days, Signals

COSINES = st.integers(-1000, 1000)


def page(**given: Any) -> Signals:
    plain: dict[str, Any] = {
        "id": "a",
        "series": "a",
        "outlet": None,
        "languages": frozenset({"id"}),
        "days": Days(100, 100),
        "told": frozenset(),
        "keys": frozenset(),
        "states": frozenset(),
        "names": frozenset(),
        "figures": frozenset(),
        "vector": None,
        "fingerprints": np.empty(0, dtype=np.uint64),
        "title": frozenset(),
        "said": np.empty((0, 384), dtype=np.int16),
        "parties": (),
    }
    return Signals(**{**plain, **given})


@given(COSINES, COSINES, st.booleans())
def test_likeness_is_a_share_and_rises_with_the_cosine(a, b, foreign):
    low, high = sorted((a, b))
    assert 0 <= likeness(low, foreign=foreign) <= likeness(high, foreign=foreign) <= 1000


def test_another_language_makes_up_for_what_translation_costs():
    assert likeness(420, foreign=False) < SAME_STORY <= likeness(420, foreign=True)


@pytest.mark.parametrize("days", [1, 2, 3])
def test_the_longer_between_the_less_speaks_for_one_event(days):
    near, far = page(days=Days(100 + days - 1, 100 + days - 1)), page(days=Days(100 + days, 100 + days))
    taken = EVENT_GAP[days] - EVENT_GAP[days - 1]
    assert event_affinity(page(), near, 600) - event_affinity(page(), far, 600) == taken > 0


def test_statements_dated_to_one_day_speak_for_one_event():
    dated = page(told=frozenset({99}))
    assert event_affinity(dated, dated, 300) - event_affinity(page(), dated, 300) == TOLD_WORTH


def test_two_days_are_two_events_unless_titles_agree():
    first, later = page(title=frozenset({"gempa", "utara"})), page(days=Days(103, 103))
    assert event_affinity(first, later, 600) < EVENT_TIE
    assert event_affinity(first, later._replace(title=first.title), 600) >= EVENT_TIE


@given(COSINES, st.integers(0, 30), st.sampled_from(["id", "ko"]))
def test_neither_comes_first(cosine, days, language):
    a, b = page(), page(days=Days(100 + days, 101 + days), languages=frozenset({language}))
    assert event_affinity(a, b, cosine) == event_affinity(b, a, cosine)
    assert story_affinity(a, b, cosine) == story_affinity(b, a, cosine)
