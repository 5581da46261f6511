"""The gate: an object, its label acts, the roll and a reader in; one decision with its reason out.

Pure and complete: every export, page, count, name and search hit that leaves is decided here (DESIGN: default deny;
an unknown policy, classification, caveat, member or reference denies; an empty audience is nobody).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from pantau.model.base import Value
from pantau.model.label import NO_FULLTEXT, Label, Policy, combine, stricter
from pantau.model.roll import Roll, Standing


class LabelAct(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Body of a `label-act` object (refs[0] is its target): the target's label from now on, by rising number."""

    number: int
    label: Label
    reason: str = ""


class Reader(Value, frozen=True, kw_only=True):
    """Who would read: a member, and within it perhaps a user with a ceiling of their own (a classification)."""

    member: str
    ceiling: str | None = None


class Labelled(Value, frozen=True, kw_only=True):
    """What the gate needs of an object. `alone`: a sanitised version, for which its originator's own label stands
    in place of those of the originator's other objects, and of nobody else's."""

    id: str
    originator: str
    label: Label
    refs: tuple[str, ...] = ()
    alone: bool = False


class Decision(Value, frozen=True, kw_only=True):
    """May the reader have it, why, and under which effective label. `fulltext`: raw bytes and text as well."""

    allowed: bool
    reason: str
    label: Label | None = None
    fulltext: bool = False


Lookup = Callable[[str], Labelled | None]
Acts = Mapping[str, Iterable[tuple[str, LabelAct]]]
"""Target id -> (who signed, the act)."""


def own_label(item: Labelled, acts: Acts, policy: Policy) -> Label:
    """The originator's latest label act by number (ties: the stricter), else the label the object was made with."""
    valid = [act for signer, act in acts.get(item.id, ()) if signer == item.originator]
    if not valid:
        return item.label.normal()
    number = max(act.number for act in valid)
    latest = [act.label for act in valid if act.number == number]
    label = latest[0].normal()
    for other in latest[1:]:
        label = stricter(label, other, policy)
    return label


class Gate:
    """Decides for one roll, policy and set of label acts; remembers effective labels while it lives."""

    def __init__(self, *, roll: Roll, policy: Policy, acts: Acts, lookup: Lookup) -> None:
        self._roll = roll
        self._policy = policy
        self._acts = acts
        self._lookup = lookup
        self._effective: dict[str, Label | None] = {}

    def effective(self, item: Labelled) -> Label | None:
        """The label combined with those of all that it is derived from; None when some of that is not held."""
        for current, parents in self._bottom_up(item):
            labels = [self._effective.get(ref) for ref in parents]
            whole = all(label is not None for label in labels)
            own = own_label(current, self._acts, self._policy)
            self._effective[current.id] = (
                combine([own, *(label for label in labels if label is not None)], self._policy)
                if whole
                else None
            )
        return self._effective[item.id]

    def decide(self, item: Labelled, reader: Reader) -> Decision:
        """One decision; never raises for what an object says, only denies."""
        if item.originator == reader.member and reader.ceiling is None:
            return Decision(allowed=True, reason="originator", label=self.effective(item), fulltext=True)
        label = self.effective(item)
        if label is None:
            return Decision(allowed=False, reason="something that it is derived from is not held")
        reason = (
            self._refusal(label, reader) if item.originator != reader.member else self._over(label, reader)
        )
        if reason is not None:
            return Decision(allowed=False, reason=reason, label=label)
        fulltext = item.originator == reader.member or NO_FULLTEXT not in label.caveats
        return Decision(allowed=True, reason="label admits the reader", label=label, fulltext=fulltext)

    def _bottom_up(self, item: Labelled) -> Iterable[tuple[Labelled, tuple[str, ...]]]:
        """The items that have no label yet and the ids whose labels count for each, parents first, `item` last."""
        order: list[tuple[Labelled, tuple[str, ...]]] = []
        seen: set[str] = set()
        stack: list[tuple[Labelled, tuple[str, ...] | None]] = [(item, None)]
        while stack:
            current, parents = stack.pop()
            if parents is not None:
                order.append((current, parents))
                continue
            if current.id in seen or current.id in self._effective:
                continue
            seen.add(current.id)
            counting = self._counting(current)
            stack.append((current, counting))
            found = (self._lookup(ref) for ref in counting)
            stack.extend((parent, None) for parent in found if parent is not None)
        return order

    def _counting(self, item: Labelled) -> tuple[str, ...]:
        """Ids of the objects whose labels count for `item`, held or not.

        A sanitised version passes over what its own originator made, and over that alone: whatever others made on the
        way there counts, or a member would sanitise away what a partner has labelled.
        """
        if not item.alone:
            return item.refs
        counting: list[str] = []
        seen: set[str] = set()
        stack = list(item.refs)
        while stack:
            name = stack.pop()
            if name in seen:
                continue
            seen.add(name)
            parent = self._lookup(name)
            if parent is not None and parent.originator == item.originator:
                stack.extend(parent.refs)
            else:
                counting.append(name)
        return tuple(counting)

    def _refusal(self, label: Label, reader: Reader) -> str | None:
        standing = self._roll.standing(reader.member)
        if standing not in (Standing.FULL, Standing.PROBATION):
            return "the reader is not a member in good standing"
        unknown = sorted(set(label.caveats) - set(self._policy.caveats))
        if unknown:
            return f"unknown caveat {unknown[0]}"
        if not label.audience:
            return "no audience"
        for clause in label.audience:
            if not any(self._roll.admits(entry, reader.member) for entry in clause):
                return "an audience clause does not admit the reader"
        return self._over(label, reader)

    def _over(self, label: Label, reader: Reader) -> str | None:
        """Why the classification is above the member's or the user's ceiling; None when it is not."""
        rank = self._policy.rank(label.classification)
        if label.policy != self._policy.name or rank is None:
            return "unknown policy or classification"
        for ceiling in (self._roll.ceiling(reader.member), reader.ceiling):
            limit = None if ceiling is None else self._policy.rank(ceiling)
            if ceiling is not None and (limit is None or rank > limit):
                return f"classified above {ceiling}"
        return None
