"""Correction objects in; those that count now, and what stands at an anchor in the latest generation, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from pantau.collate.undoing import Undoing
from pantau.model.base import Span
from pantau.model.correction import (
    Anchor,
    Correction,
    Merge,
    Reject,
    SetAct,
    SetDate,
    SetFigure,
    SetSpeaker,
    Split,
    Undo,
)
from pantau.model.objects import Held
from pantau.model.statement import Quantity, Statement

Entry = tuple[str, Statement]
"""A statement's id and what it says."""


class Corrections:
    """The corrections of a set of objects: which of them count, and which reports each of them is about.

    An undo counts for a correction of the same originator; one that is itself undone does not count.
    """

    def __init__(self) -> None:
        self._held: dict[str, Held] = {}
        self._undoing = Undoing()
        self._of_report: dict[str, set[str]] = defaultdict(set)
        self._groupings: set[str] = set()

    def put(self, held: Held) -> set[str]:
        """Take a correction in; the reports that it may change."""
        change = _change(held)
        if held.id in self._held or change is None:
            return set()
        self._held[held.id] = held
        if isinstance(change, Undo):
            self._undoing.put(held.id, held.originator, (change.correction,))
        elif isinstance(change, Merge | Split):
            self._groupings.add(held.id)
        else:
            self._of_report[change.target.report].add(held.id)
        return self._reports(held.id)

    def drop(self, name: str) -> set[str]:
        """Forget a correction; the reports that it may have changed."""
        held = self._held.get(name)
        if held is None:
            return set()
        touched = self._reports(name)
        del self._held[name]
        self._undoing.drop(name)
        self._groupings.discard(name)
        for report in touched:
            self._of_report[report].discard(name)
        return touched

    def of_report(self, report: str) -> list[Held]:
        """Corrections of single statements of `report` that count, in the order in which they were made."""
        return self._counting(self._of_report.get(report, ()))

    def about(self, report: str) -> list[str]:
        """Ids of all corrections that name `report`, with those that undo them."""
        return [name for name in self._held if report in self._reports(name)]

    def groupings(self) -> list[Held]:
        """Merges and splits that count, in the order in which they were made."""
        return self._counting(self._groupings)

    def _counting(self, names: Iterable[str]) -> list[Held]:
        held = [self._held[name] for name in names]
        counting = (item for item in held if self._undoing.counts(item.id, item.originator))
        return sorted(counting, key=lambda item: (item.created, item.id))

    def _reports(self, name: str) -> set[str]:
        """The reports of the correction that `name` is, or that a chain of undos from `name` leads to."""
        seen: set[str] = set()
        while name in self._held and name not in seen:
            seen.add(name)
            change = _change(self._held[name])
            if isinstance(change, Undo):
                name = change.correction
                continue
            return set(_named(change)) if change is not None else set()
        return set()


def _change(held: Held) -> SetAct | SetSpeaker | SetFigure | SetDate | Merge | Split | Reject | Undo | None:
    return held.body.change if isinstance(held.body, Correction) else None


def _named(
    change: SetAct | SetSpeaker | SetFigure | SetDate | Merge | Split | Reject | Undo,
) -> Iterator[str]:
    """The reports that a change is about."""
    if isinstance(change, Merge | Split):
        yield from change.reports
        yield from (anchor.report for anchor in change.statements)
    elif not isinstance(change, Undo):
        yield change.target.report


def stand_in(anchor: Anchor, entries: Iterable[Entry]) -> str | None:
    """The statement among `entries` that stands for the anchor's: itself, else the one whose span overlaps it most.

    Ties: same act, same speaker's surface, lower ordinal, lower id. None when nothing overlaps.
    """
    best: tuple[int, bool, bool, int] | None = None
    found: str | None = None
    for name, statement in sorted(entries, key=lambda entry: entry[0]):
        if name == anchor.statement:
            return name
        shared = overlap(anchor.span, statement.span)
        same = (statement.act == anchor.act, statement.speaker.surface == anchor.surface)
        rank = (shared, *same, -statement.ordinal)
        if shared and (best is None or rank > best):
            best, found = rank, name
    return found


def overlap(a: Span, b: Span) -> int:
    """Code points in common."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def apply(correction: Held, statement: Statement) -> Statement | None:
    """`statement` as the correction has it; None when it is rejected."""
    change = _change(correction)
    match change:
        case SetAct():
            return msgspec.structs.replace(statement, act=change.act)
        case SetSpeaker():
            speaker = msgspec.structs.replace(statement.speaker, name=change.name, party=change.party)
            return msgspec.structs.replace(statement, speaker=speaker)
        case SetFigure():
            return msgspec.structs.replace(statement, quantities=_figures(statement.quantities, change))
        case SetDate():
            return msgspec.structs.replace(statement, said=change.said)
        case Reject():
            return None
        case _:
            return statement


def _figures(quantities: tuple[Quantity, ...], change: SetFigure) -> tuple[Quantity, ...]:
    """With the figure that overlaps `was` most replaced, removed, or `now` added, in the order of their spans."""
    kept = list(quantities)
    if change.was is not None:
        was = change.was
        at = max(range(len(kept)), key=lambda i: (overlap(kept[i].span, was), -i), default=None)
        if at is not None and overlap(kept[at].span, was):
            del kept[at]
    if change.now is not None:
        kept.append(change.now)
    return tuple(sorted(kept, key=lambda quantity: quantity.span))
