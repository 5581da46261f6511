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

# Measured on four sets (B-cubed F1 of events; of the last also pairwise F1): development, sample, held-out, and 156
# English articles about 29 events, many with wrong dates. Cosine and days alone give 0.93 0.89 0.88 0.89/0.75, or, set
# for the last, 0.68 0.76 0.76 0.97/0.94. With titles, figures, wording and statements: 0.86 0.89 0.91 0.97/0.94 for
# every EVENT_TIE from 410 to 440; the worths of a quarter more or less change none of them by more than 0.03. Run
# training/fit_grouping.py before touching them.
EVENT_TIE = 435
"""From here on two reports, and two groups of them, are about one happening."""
EVENT_GAP = (0, 80, 200, 280)
"""Taken off for so many days between, and for more."""
EVENT_UNDATED = 200
TITLE_WORTH = 1000
"""Of a title all of whose words the other has, in one language..."""
TITLE_EXPECTED = 150
"""... less what titles of one crisis share anyway, per mille of their words."""
TITLE_FOREIGN = 20
"""What stands for it where the languages differ, or one has no title."""
FIGURE_WORTH = 80
MOST_FIGURES = 3
WORDING_WORTH = 60
MOST_WORDING = 4
"""Fingerprints in common: two reports of one event quote the same words."""
SAID_WORTH = 140
MOST_SAID = 3
SAID_ALIKE = 600
"""Statements of one party whose words have this cosine are one act of speech, in any language."""

# Measured on the same sets: stories of the first three are all right, and 0.91 to 0.95 of the fourth (whose events
# have nothing to do with one another) stay apart, for LANGUAGES_WORTH 150 to 180, PARTIES_WORTH 120 to 150 and
# thresholds within 15. Without LANGUAGES_WORTH a page in a language of its own falls out of its crisis.
STORY_TIE = 355
LANGUAGES_WORTH = 165
"""Two languages: what one says of a thing lies that much further from what the other says of it."""
PARTIES_WORTH = 130
"""States named by both, of all that either names..."""
PARTIES_EXPECTED = 400
"""... less what two stories of one region share anyway, per mille."""
NAME_WORTH = 10
MOST_NAMES = 6
STORY_PAUSE = 60
"""Days of silence that cost nothing."""
STORY_GAP_PER_WEEK = 3


def event_affinity(a: Signals, b: Signals, cosine: int | None) -> int:
    """How much speaks for one happening: meaning, titles, figures, wording and statements in common, less the days
    between. What costs more to find is looked for only where it could still decide."""
    worth = _meaning(a, b, cosine) - _event_gap(a, b) + _titles(a, b)
    worth += FIGURE_WORTH * min(len(a.figures & b.figures), MOST_FIGURES)
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
