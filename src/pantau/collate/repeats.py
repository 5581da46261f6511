"""Fingerprints of reports in; what two reports have in common, less what an outlet or everybody repeats, out.

Menus, notices and standing background make unrelated pages of one outlet look like copies (of 232 pairs of articles
that share many 5-grams, 114 were of different events). So a fingerprint that an outlet repeats is not looked at in
that outlet's reports, nor one that stands on many days wherever it is. A report of which hardly anything would be left
is no page with a frame but a text that is published again and again, and counts whole. All of this is an exact
function of the set.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from pantau.collate.signals import Signals

# An outlet repeats a fingerprint when this many of its documents hold it: on more than one day, or more of them on
# one. Two are an article and its follow-up; three copies of one wire under three addresses of one outlet on one day
# occur, five do not (sample and development sets: no copy is lost, no two different pages are joined).
REPEATED = 3
REPEATED_IN_A_DAY = 5
# Standing background of agencies returns for months; copies of one text appear within three days.
STANDING_DAYS = 6
# Per mille of a report's fingerprints that are repeated: frames that are left after cleaning reach 500.
WHOLE_FROM = 850

_Where = tuple[str | None, str, int | None]
"""Outlet, document and day of a report."""


_NONE: frozenset[str] = frozenset()


class _Entry:
    """All that hold one fingerprint: `live` are those in whose reports it counts, None for all of them; `whole` those
    in which it counts only because they count whole.

    There are a hundred of these for each report, so they are small: nothing is kept that few of them need.
    """

    __slots__ = ("days", "everywhere", "holders", "live", "repeated", "whole")

    def __init__(self) -> None:
        self.holders: dict[str, _Where] = {}
        self.days: tuple[int | None, ...] = ()
        self.live: set[str] | None = None
        self.whole: frozenset[str] = _NONE
        self.repeated = _NONE
        self.everywhere = False

    def add(self, name: str, where: _Where) -> None:
        self.holders[name] = where
        if where[2] not in self.days:
            self.days = (*self.days, where[2])
        if self.live is not None and where[0] not in self.repeated and not self.everywhere:
            self.live.add(name)

    def remove(self, name: str) -> None:
        del self.holders[name]
        self.days = tuple({where[2] for where in self.holders.values()})
        self.whole -= {name}
        if self.live is not None:
            self.live.discard(name)

    def counting(self) -> set[str] | dict[str, _Where]:
        return self.holders if self.live is None else self.live

    def stands(self) -> bool:
        return len(self.holders) >= REPEATED and len(self.days) >= STANDING_DAYS

    def repeats(self, outlet: str | None) -> bool:
        """Whether `outlet` repeats it; what no outlet is known for is nobody's habit."""
        if outlet is None or len(self.holders) < REPEATED:
            return False
        known = {where[1:] for where in self.holders.values() if where[0] == outlet}
        documents = {series for series, _ in known}
        days = {day for _, day in known}
        return len(documents) >= (REPEATED if len(days) > 1 else REPEATED_IN_A_DAY)


class Fingerprints:
    """An inverted index that says what two reports share, kept up to date one report at a time."""

    def __init__(self) -> None:
        self._entries: dict[int, str | _Entry] = {}
        self._of: dict[str, tuple[_Where, NDArray[np.uint64]]] = {}
        self._weight: Counter[str] = Counter()
        self._whole: set[str] = set()

    def put(self, signals: Signals) -> set[str]:
        """Take a report in; the reports whose counting fingerprints changed, itself among them."""
        touched = self.drop(signals.id) | {signals.id}
        day = signals.days.first if signals.days else None
        where = (signals.outlet, signals.series, day)
        self._of[signals.id] = (where, signals.fingerprints)
        self._weight[signals.id] = 0
        for fingerprint in signals.fingerprints.tolist():
            touched |= self._hold(fingerprint, signals.id, where)
        self._count_whole(touched)
        return touched

    def drop(self, name: str) -> set[str]:
        """Forget a report; the others whose counting fingerprints changed."""
        touched: set[str] = set()
        if name in self._of:
            _, fingerprints = self._of.pop(name)
            for fingerprint in fingerprints.tolist():
                touched |= self._release(fingerprint, name)
            del self._weight[name]
            self._whole.discard(name)
            touched.discard(name)
            self._count_whole(touched)
        return touched

    def weight(self, name: str) -> int:
        """How many fingerprints of a report count."""
        return len(self._of[name][1]) if name in self._whole else self._weight[name]

    def shared(self, name: str) -> Counter[str]:
        """Other report -> number of counting fingerprints in common."""
        found: Counter[str] = Counter()
        for fingerprint in self._of[name][1].tolist():
            entry = self._entries[fingerprint]
            if isinstance(entry, _Entry) and (name in entry.whole or name in entry.counting()):
                found.update(tuple(entry.counting()))
                found.update(entry.whole)
        del found[name]
        return found

    def _hold(self, fingerprint: int, name: str, where: _Where) -> set[str]:
        entry = self._entries.get(fingerprint)
        if entry is None:
            self._entries[fingerprint] = name
            self._weight[name] += 1
            return set()
        if isinstance(entry, str):
            first, entry = entry, _Entry()
            entry.add(first, self._of[first][0])
            self._entries[fingerprint] = entry
        entry.add(name, where)
        counts = not entry.everywhere and where[0] not in entry.repeated
        self._weight[name] += counts
        if entry.everywhere:
            return set()
        if not (entry.stands() or (counts and entry.repeats(where[0]))):
            return set()
        repeated = entry.repeated | {str(where[0])} if counts and entry.repeats(where[0]) else entry.repeated
        return self._settle(entry, repeated, everywhere=entry.stands())

    def _release(self, fingerprint: int, name: str) -> set[str]:
        entry = self._entries[fingerprint]
        if isinstance(entry, str):
            del self._entries[fingerprint]
            return set()
        entry.remove(name)
        outlets = {where[0] for where in entry.holders.values()}
        repeated = frozenset(outlet for outlet in outlets if outlet is not None and entry.repeats(outlet))
        changed = self._settle(entry, repeated, everywhere=entry.stands())
        if len(entry.holders) == 1:
            self._entries[fingerprint] = next(iter(entry.holders))
        return changed

    def _settle(self, entry: _Entry, repeated: frozenset[str], *, everywhere: bool) -> set[str]:
        """Set anew in whose reports the fingerprint counts; those for whom that changed."""
        before = set(entry.counting())
        live = {name for name, where in entry.holders.items() if not everywhere and where[0] not in repeated}
        changed = (before ^ live) & entry.holders.keys()
        for name in changed:
            self._weight[name] += 1 if name in live else -1
        entry.repeated, entry.everywhere = repeated, everywhere
        entry.live = None if len(live) == len(entry.holders) else live
        entry.whole = frozenset(name for name in entry.holders if name in self._whole and name not in live)
        return changed

    def _count_whole(self, names: set[str]) -> None:
        """Decide anew which of `names` count whole."""
        for name in names:
            fingerprints = self._of[name][1]
            repeated = len(fingerprints) - self._weight[name]
            whole = repeated > 0 and repeated * 1000 >= WHOLE_FROM * len(fingerprints)
            if whole == (name in self._whole):
                continue
            self._whole ^= {name}
            for fingerprint in fingerprints.tolist():
                entry = self._entries[fingerprint]
                if isinstance(entry, _Entry):
                    counts = whole and name not in entry.counting()
                    entry.whole = entry.whole | {name} if counts else entry.whole - {name}
