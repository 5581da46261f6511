"""What two products rest on in; what the second holds otherwise, anew or no more, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pantau.model.footing import Footing, Shift

LINE = "line"
"""The fact that a product has a line on this at all."""
_Key = tuple[str, str, str]


def differences(before: Sequence[Footing], after: Sequence[Footing]) -> tuple[Shift, ...]:
    """The changes from one product to another: of each fact that both hold, then lines that only one of them has."""
    return tuple(_differences(_by_key(before), _by_key(after)))


def _by_key(footings: Sequence[Footing]) -> Mapping[_Key, tuple[int, Footing]]:
    """The first footing on each thing: other lines on it hold the same facts."""
    found: dict[_Key, tuple[int, Footing]] = {}
    for place, footing in enumerate(footings):
        anchored = footing.anchor.statement if footing.anchor else ""
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
    for key, (place, footing) in before.items():
        if key not in after:
            yield _shift(place, footing, fact=LINE, was="there", now=None)
    for key, (place, footing) in after.items():
        if key not in before:
            yield _shift(place, footing, fact=LINE, was=None, now="new")


def _shift(place: int, footing: Footing, *, fact: str, was: str | None, now: str | None) -> Shift:
    return Shift(footing=place, where=footing.where, said=footing.said, fact=fact, was=was, now=now)
