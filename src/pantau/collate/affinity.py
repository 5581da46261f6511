"""Signals of two reports or events in; how much speaks for one happening, or for one story, out, in whole numbers.

The unit is a thousandth of a centred cosine: whatever else two have in common is worth so much cosine.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from pantau.collate.nearby import days_between
from pantau.collate.signals import Signals
from pantau.model.vector import cosine_matrix

Affinity = Callable[[Signals, Signals, int | None], int]

# Measured (B-cubed F1 of events on the development set, the held-out set and the sample; the labelled crises in
# training/, 402 reports in 49 stories; 156 English articles about 29 events, many with wrong dates, of these also
# pairwise F1): 0.93 0.94 0.90 0.78 0.96/0.92. Cosine and days alone give 0.93 0.89 0.88 for the first three and 0.89/0.75
# for the last, or, set for the last, 0.68 0.76 0.76 0.97/0.94. Middle of what random searches over all worths found; with
# every worth off by up to a quarter at once they are on average 0.90 0.93 0.88 0.78 0.95/0.90. Run
# training/fit_grouping.py before touching them.
EVENT_TIE = 441
"""From here on two reports, and two groups of them, are about one happening."""
EVENT_GAP = (0, 20, 300, 400)
"""Taken off for so many days between, and for more."""
EVENT_UNDATED = 350
TITLE_WORTH = 550
"""Of a title all of whose words the other has, in one language..."""
TITLE_EXPECTED = 220
"""... less what titles of one crisis share anyway, per mille of their words."""
TITLE_FOREIGN = 95
"""What stands for it where the languages differ, or one has no title."""
EVENT_LANGUAGES = 35
"""Two languages: what one says of a happening lies that much further from what the other says of it."""
FIGURE_WORTH = 25
MOST_FIGURES = 3
TOLD_WORTH = 100
"""Statements of both are dated to one day."""
WORDING_WORTH = 180
MOST_WORDING = 4
"""Fingerprints in common: two reports of one event quote the same words."""
SAID_WORTH = 45
MOST_SAID = 3
SAID_ALIKE = 600
"""Statements of one party whose words have this cosine are one act of speech, in any language."""

# Measured on the same sets: stories of the first three are all right, 0.96 of the labelled crises' (B-cubed F1), and the
# 29 events of the last, which have nothing to do with one another, lie in 27 stories, for ties from 355 to 370. At 340
# development stories run together, at 385 those of the sample fall apart; with PARTIES_WORTH 130 the crises lose 0.015.
# Without LANGUAGES_WORTH a page in a language of its own falls out of its crisis.
STORY_TIE = 362
LANGUAGES_WORTH = 165
"""Two languages: what one says of a thing lies that much further from what the other says of it."""
PARTIES_WORTH = 60
"""States named by both, of all that either names..."""
PARTIES_EXPECTED = 400
"""... less what two stories of one region share anyway, per mille."""
NAME_WORTH = 10
MOST_NAMES = 6
STORY_PAUSE = 60
"""Days of silence that cost nothing."""
STORY_GAP_PER_WEEK = 3

# Measured on 1,283 pairs of news articles in ten languages that people judged: Pearson 0.783 for the cosine, 0.788 with
# FOREIGN_WORTH, 0.806 cut at both ends as well (0.803 to 0.806 for ends from 250 to 300 and from 650 to 700, and for
# FOREIGN_WORTH from 30 to 70). Whether people see one story is said with an F1 of 0.820, 0.81 to 0.82 for SAME_STORY
# from 390 to 500. Words, figures and names in common, as weighed above, add nothing there.
FOREIGN_WORTH = 50
UNLIKE_BELOW = 250
ALIKE_FROM = 700
SAME_STORY = 444
"""Two pages from whose likeness on they tell one story."""


def likeness(cosine: int, *, foreign: bool) -> int:
    """How alike two pages are by their leads alone, whenever they appeared: 0 (nothing in common) to 1000 (the same).

    `cosine` is per mille, of their centred vectors; `foreign` says that they are in two languages.
    """
    whole = cosine + (FOREIGN_WORTH if foreign else 0)
    within = min(max(whole, UNLIKE_BELOW), ALIKE_FROM) - UNLIKE_BELOW
    return 1000 * within // (ALIKE_FROM - UNLIKE_BELOW)


def event_affinity(a: Signals, b: Signals, cosine: int | None) -> int:
    """How much speaks for one happening: meaning, titles, figures, dates, wording and statements in common, less the days
    between. What costs more to find is looked for only where it could still decide."""
    worth = _meaning(a, b, cosine) - _event_gap(a, b) + _titles(a, b)
    worth += 0 if a.languages & b.languages else EVENT_LANGUAGES
    worth += FIGURE_WORTH * min(len(a.figures & b.figures), MOST_FIGURES)
    worth += TOLD_WORTH if a.told & b.told else 0
    if worth + WORDING_WORTH * MOST_WORDING + SAID_WORTH * MOST_SAID < EVENT_TIE:
        return worth
    worth += WORDING_WORTH * min(_wording(a, b), MOST_WORDING)
    if worth + SAID_WORTH * MOST_SAID < EVENT_TIE:
        return worth
    return worth + SAID_WORTH * min(said_alike(a, b), MOST_SAID)


def story_affinity(a: Signals, b: Signals, cosine: int | None) -> int:
    """How much speaks for one story: meaning, parties and names in common, less long pauses."""
    worth = _meaning(a, b, cosine) + _parties(a, b)
    worth += 0 if a.languages & b.languages else LANGUAGES_WORTH
    worth += NAME_WORTH * min(len(a.names & b.names), MOST_NAMES)
    pause = max(0, (days_between(a, b) or 0) - STORY_PAUSE)
    return worth - pause * STORY_GAP_PER_WEEK // 7


def _parties(a: Signals, b: Signals) -> int:
    either = len(a.states | b.states)
    if not either:
        return 0
    return PARTIES_WORTH * (1000 * len(a.states & b.states) // either - PARTIES_EXPECTED) // 1000


def _event_gap(a: Signals, b: Signals) -> int:
    gap = days_between(a, b)
    return EVENT_UNDATED if gap is None else EVENT_GAP[min(gap, len(EVENT_GAP) - 1)]


def _titles(a: Signals, b: Signals) -> int:
    """What the words of two titles in one language are worth, less than nothing if they have hardly one in common."""
    if a.languages != b.languages or not a.title or not b.title:
        return TITLE_FOREIGN
    shared = 1000 * len(a.title & b.title) // min(len(a.title), len(b.title))
    return TITLE_WORTH * (shared - TITLE_EXPECTED) // 1000


def _wording(a: Signals, b: Signals) -> int:
    return len(np.intersect1d(a.fingerprints, b.fingerprints, assume_unique=True))


def said_alike(a: Signals, b: Signals) -> int:
    """How many statements of the two are each other's nearest, of one party and near enough to be one."""
    if not len(a.said) or not len(b.said):
        return 0
    alike = cosine_matrix(a.said, b.said)
    nearest, back = alike.argmax(axis=1), alike.argmax(axis=0)
    return sum(
        1
        for row, column in enumerate(nearest.tolist())
        if back[column] == row and alike[row, column] >= SAID_ALIKE and a.parties[row] == b.parties[column]
    )


def _meaning(a: Signals, b: Signals, cosine: int | None) -> int:
    """The cosine; where one has no vector, the share of names in common stands for it."""
    if cosine is not None:
        return cosine
    either = len(a.keys | b.keys)
    return 500 * len(a.keys & b.keys) // either if either else 0
