"""Two reports in; whether one text stands behind both, and how much of it they share, out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Literal, NamedTuple

from pantau.collate.agencies import Standing, same, standing
from pantau.collate.facts import ReportFacts
from pantau.collate.nearby import days_between
from pantau.collate.parallel import parallel
from pantau.collate.signals import Signals, signals_of
from pantau.model.vector import Centred, cosine_matrix

# Share of the smaller text's fingerprints, per mille. Copies, cuts and spun copies in the sample and development sets
# share 430 and more, two texts about one event at most 45.
COPIED = 180
# How far a translation may lie behind, in days.
TRANSLATED_WITHIN = 4
# Leads of translations and their originals have cosines of 300 and more in the sample, development and held-out sets.
TRANSLATION_LEAST = 280
# Statements matched in order, times their mean cosine, per mille of the shorter text's statements: translations reach
# 430 to 660; of two reports that credit one another but are none, the highest are a merge (410), which lineage tells
# apart, and 316; of two that do not, 350.
ALIGNED_CREDITED = 380
ALIGNED = 450
ALIGNED_MIN_STATEMENTS = 5
# Paragraphs of like length in the same order (see parallel.py), for languages in which few statements are found:
# whole translations reach 3,900 to 8,700; others that credit one another up to 3,600 where their leads are this close,
# and others at all up to 4,500.
PARALLEL_CREDITED = 3800
PARALLEL = 5200
PARALLEL_LEAD = 400
# A page of the same address is a new version of the old one from this share or this cosine of their leads on: an
# address that serves another text every day is no series.
VERSION_COPIED = 120
VERSION_LEAD = 600


class Kin(NamedTuple):
    """What links two reports: `share` is the text in common, per mille of the smaller one."""

    kind: Literal["text", "translation", "version"]
    share: int


class Member(NamedTuple):
    """A report with what comparing it needs."""

    facts: ReportFacts
    signals: Signals
    standing: Standing


def member(facts: ReportFacts) -> Member:
    """The report's signals and credits beside its facts."""
    return Member(facts, signals_of(facts), standing(facts.reading))


def compare(a: Member, b: Member, copied: int, cosine: int | None) -> Kin | None:
    """The kinship of two reports that share `copied` per mille of the smaller text and `cosine` of their leads.

    None when each was written on its own, or when nothing shows that it was not.
    """
    versions = a.signals.series == b.signals.series and (
        copied >= VERSION_COPIED or (cosine is not None and cosine >= VERSION_LEAD)
    )
    if versions:
        return Kin("version", max(copied, VERSION_COPIED))
    if copied >= COPIED:
        return Kin("text", copied)
    if a.signals.languages != b.signals.languages and cosine is not None:
        share = translated(a, b, cosine)
        return Kin("translation", share) if share else None
    return None


def translated(a: Member, b: Member, cosine: int) -> int:
    """How far two reports in two languages run in parallel, per mille; 0 when they are no translations."""
    gap = days_between(a.signals, b.signals)
    if cosine < TRANSLATION_LEAST or (gap is not None and gap > TRANSLATED_WITHIN):
        return 0
    told = credited(a.standing, b.standing)
    share = aligned(a.signals.said, b.signals.said)
    if share >= (ALIGNED_CREDITED if told else ALIGNED):
        return share
    if cosine < PARALLEL_LEAD:
        return 0
    both = parallel(a.facts.reading, b.facts.reading)
    return both.share if both.score >= (PARALLEL_CREDITED if told else PARALLEL) else 0


def credited(a: Standing, b: Standing) -> bool:
    """Whether one credits the other's outlet, or both credit the same agency or outlet."""
    return _names(a, b) or _names(b, a) or any(same(x, y) for x in a.credits for y in b.credits)


def _names(a: Standing, b: Standing) -> bool:
    return b.own is not None and any(same(name, b.own) for name in a.credits)


def aligned(a: Centred, b: Centred) -> int:
    """Mean cosine of statements that are each other's nearest and stand in the same order, over all of the shorter.

    Unmatched statements count as 0. In per mille; 0 with fewer than ALIGNED_MIN_STATEMENTS on one side.
    """
    if min(len(a), len(b)) < ALIGNED_MIN_STATEMENTS:
        return 0
    if (len(a), a.tobytes()) > (len(b), b.tobytes()):
        a, b = b, a
    cosines = cosine_matrix(a, b)
    nearest, back = cosines.argmax(axis=1), cosines.argmax(axis=0)
    pairs = [(row, int(column)) for row, column in enumerate(nearest) if back[column] == row]
    kept = _rising([column for _, column in pairs])
    return max(0, sum(int(cosines[pairs[at]]) for at in kept)) // len(a)


def _rising(values: Sequence[int]) -> list[int]:
    """Positions of a longest rising subsequence (Fredman 1975)."""
    tails: list[int] = []
    last: list[int] = []
    before: list[int | None] = []
    for at, value in enumerate(values):
        place = bisect_left(tails, value)
        before.append(last[place - 1] if place else None)
        if place == len(tails):
            tails.append(value)
            last.append(at)
        else:
            tails[place] = value
            last[place] = at
    found: list[int] = []
    step: int | None = last[-1] if last else None
    while step is not None:
        found.append(step)
        step = before[step]
    return found[::-1]
