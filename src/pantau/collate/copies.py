"""Reports in; families that have one text between them, with who copied whom and how, out."""

from __future__ import annotations

from pantau.collate.graph import Neighbourhoods
from pantau.collate.kinship import TRANSLATED_WITHIN, TRANSLATION_LEAST, Kin, Member, compare
from pantau.collate.lineage import Descent, descents
from pantau.collate.nearby import Nearby
from pantau.collate.repeats import Fingerprints


class Copies:
    """The families of a set of reports, kept up to date."""

    def __init__(self) -> None:
        self._members: dict[str, Member] = {}
        self._fingerprints = Fingerprints()
        self._nearby = Nearby(window=TRANSLATED_WITHIN, least=TRANSLATION_LEAST)
        self._series: dict[str, set[str]] = {}
        self._kin: dict[str, dict[str, Kin]] = {}
        self._graph = Neighbourhoods((1,), most=0)
        self._stale: set[str] = set()
        self._descent: dict[str, Descent] = {}

    def put(self, member: Member) -> None:
        """Take a report in, in place of what had its id."""
        self.drop(member.facts.id)
        name = member.facts.id
        self._members[name] = member
        self._series.setdefault(member.signals.series, set()).add(name)
        self._nearby.put(member.signals)
        self._stale |= self._fingerprints.put(member.signals)

    def drop(self, name: str) -> None:
        """Forget a report."""
        member = self._members.pop(name, None)
        if member is None:
            return
        self._series[member.signals.series].discard(name)
        self._nearby.drop(name)
        self._stale |= self._fingerprints.drop(name)
        self._stale.discard(name)
        self._unlink(name)
        self._graph.drop(name)

    def descent(self, name: str) -> Descent:
        """Where the text of a report comes from, as of the last `settle`."""
        return self._descent[name]

    def settle(self) -> set[str]:
        """Derive anew what changed; the reports whose descent did, those that are gone among them."""
        for name in sorted(self._stale):
            self._relink(name)
        self._stale.clear()
        gone, touched = self._graph.settle()
        changed = {name for group in gone for name in group if name not in self._members}
        for name in changed:
            self._descent.pop(name, None)
        for group in touched:
            kin = {name: self._kin.get(name, {}) for name in group}
            found = descents([self._members[name] for name in group], kin, self._fingerprints.weight)
            for name, descent in found.items():
                if self._descent.get(name) != descent:
                    self._descent[name] = descent
                    changed.add(name)
        return changed

    def _unlink(self, name: str) -> None:
        for other in self._kin.pop(name, {}):
            del self._kin[other][name]

    def _relink(self, name: str) -> None:
        self._unlink(name)
        found = self._found(name)
        if found:
            self._kin[name] = found
            for other, kin in found.items():
                self._kin.setdefault(other, {})[name] = kin
        self._graph.put(name, {other: kin.share for other, kin in found.items()})

    def _found(self, name: str) -> dict[str, Kin]:
        member = self._members[name]
        shared = self._fingerprints.shared(name)
        near = self._nearby.near(name)
        candidates = {*shared, *near, *self._series[member.signals.series]} - {name}
        kin = {}
        for other in candidates:
            weight = min(self._fingerprints.weight(name), self._fingerprints.weight(other))
            copied = shared[other] * 1000 // max(weight, 1)
            link = compare(member, self._members[other], copied, near.get(other))
            if link is not None:
                kin[other] = link
        return kin
