"""What two products rest on in; what the second holds otherwise, anew or no more, out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pantau.model.footing import Footing, Shift

LINE = "line"
"""The fact that a product has a line on this at all."""
_CLAIM = re.compile(r"(?:story \d+, )?claim \d+")
_Key = tuple[str, str, str]


def differences(before: Sequence[Footing], after: Sequence[Footing]) -> tuple[Shift, ...]:
    """The changes from one product to another: of each fact that both hold, then lines that only one of them has.

    Two claims are one where lines on them quote a statement in common; otherwise lines are matched by what they rest
    on.
    """
    same = _same_claims(before, after)
    return tuple(_differences(_by_key(before, same), _by_key(after, None)))


def _claim_line(footing: Footing) -> str:
    """The line of the claim that it belongs to ("claim 2"); empty where it is of none."""
    found = _CLAIM.match(footing.where)
    return found[0] if found else ""


def _same_claims(before: Sequence[Footing], after: Sequence[Footing]) -> dict[str, str]:
    """Claim line of the first product -> that of the second with most statements in common; each once."""
    quoted: dict[str, set[str]] = defaultdict(set)
    for footing in after:
        if footing.anchor is not None and _claim_line(footing):
            quoted[footing.anchor.statement].add(_claim_line(footing))
    shared: Counter[tuple[str, str]] = Counter()
    for footing in before:
        line = _claim_line(footing)
        if footing.anchor is not None and line:
            shared.update((line, other) for other in quoted.get(footing.anchor.statement, ()))
    found: dict[str, str] = {}
    for (line, other), _ in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if line not in found and other not in found.values():
            found[line] = other
    return found


def _by_key(
    footings: Sequence[Footing], names: Mapping[str, str] | None
) -> Mapping[_Key, tuple[int, Footing]]:
    """The first footing on each thing: other lines on it hold the same facts."""
    found: dict[_Key, tuple[int, Footing]] = {}
    for place, footing in enumerate(footings):
        line = _claim_line(footing)
        anchored = footing.anchor.statement if footing.anchor else ""
        if footing.kind in ("claim", "position") and line:
            anchored = line if names is None else names.get(line, f"only {line}")
        found.setdefault((footing.kind, footing.subject, anchored), (place, footing))
    return found


def _differences(
    before: Mapping[_Key, tuple[int, Footing]], after: Mapping[_Key, tuple[int, Footing]]
) -> Iterator[Shift]:
    for key, (place, footing) in before.items():
        if key in after:
            held = after[key][1].held
            for fact, was in sorted(footing.held.items()):
                if held.get(fact) != was:
                    yield _shift(place, footing, fact=fact, was=was, now=held.get(fact))
    yield from _lines(before, after, was="there", now=None)
    yield from _lines(after, before, was=None, now="new")


def _lines(
    these: Mapping[_Key, tuple[int, Footing]],
    those: Mapping[_Key, tuple[int, Footing]],
    *,
    was: str | None,
    now: str | None,
) -> Iterator[Shift]:
    """The lines of these that stand on nothing of those, each once. What is said of sources is in other lines."""
    seen: set[tuple[str, str]] = set()
    for key, (place, footing) in these.items():
        if key not in those and footing.kind != "source" and (footing.where, footing.said) not in seen:
            seen.add((footing.where, footing.said))
            yield _shift(place, footing, fact=LINE, was=was, now=now)


def _shift(place: int, footing: Footing, *, fact: str, was: str | None, now: str | None) -> Shift:
    return Shift(footing=place, where=footing.where, said=footing.said, fact=fact, was=was, now=now)
