"""The statements of one claim in; the clearest sentence that states it, in somebody's own wording, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pantau.collate.claims.positions import DIRECTNESS, Told

# A quotation of this many characters states a proposition whole and can still be read at a glance.
_SHORTEST = 40
_LONGEST = 220
_PLAIN = {"assert": 0, "confirm": 0, "agree": 1, "estimate": 1, "promise": 1, "deny": 2}


def wording(told: Sequence[Told], heads: Sequence[bool]) -> str:
    """The words of the best affirming statement (of any, if none affirms) in the claim's most frequent language.

    Statements that only follow another (`heads` false) say too little alone. Then: whole and short, plainly said,
    first-hand, as most say it.
    """
    pairs = list(zip(told, heads, strict=True))
    chosen = [item for item, head in pairs if item.stance == "affirms" and head]
    chosen = chosen or [item for item, head in pairs if head] or list(told)
    languages = Counter(item.fact.language for item in told)
    most = min({item.fact.language for item in chosen}, key=lambda language: (-languages[language], language))
    common = Counter(_folded(item) for item in chosen)
    best = min(
        (item for item in chosen if item.fact.language == most),
        key=lambda item: (_length_fault(item), *_manner(item), -common[_folded(item)], item.fact.id),
    )
    return best.fact.statement.words


def _folded(item: Told) -> str:
    return " ".join(item.fact.statement.words.casefold().split())


def _length_fault(item: Told) -> int:
    length = len(item.fact.statement.words)
    return max(0, _SHORTEST - length) + max(0, length - _LONGEST)


def _manner(item: Told) -> tuple[int, int, int]:
    statement = item.fact.statement
    return int(statement.conditional), _PLAIN.get(statement.act, 3), DIRECTNESS[statement.directness]
