"""Reports that are linked by kinship in; for each of them whose text it is, step by step, out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from pantau.collate.agencies import Standing, same
from pantau.collate.kinship import Kin, Member
from pantau.collate.moments import day_of, order
from pantau.model.base import Value
from pantau.model.picture import CopyKind, LineageEdge, LineageKind

# A report of which less than WHOLE (per mille of its own fingerprints) stands in one other, and at least MERGED in
# another of another family, is a merge of the two and no copy of either; so is one that credits an agency which the
# text it shares does not come from. Copies in the sample and development sets reach 430 and more of one.
WHOLE = 700
MERGED = 150
# Below this size, per mille of the source's text, a copy is a cut; with less than SPUN of its own it is reworded.
CUT = 750
SPUN = 600


class Descent(Value, frozen=True, kw_only=True):
    """Where a report's text comes from. `family` holds all reports with that text, itself among them, sorted;
    `source` is the one of them that it comes from in the end.

    `copy_of` is the report that it copies or translates; `edges` are all steps back; `version_of` is the version
    before it in its series; `superseded` says that a later version is held.
    """

    family: tuple[str, ...]
    source: str
    copy_of: str | None = None
    copy_kind: CopyKind | None = None
    edges: tuple[LineageEdge, ...] = ()
    version_of: str | None = None
    superseded: bool = False


class _Step(NamedTuple):
    """One possible step back. `own` is the share of the child's own text that stands there, per mille."""

    parent: Member
    kin: Kin
    own: int


Weight = Callable[[str], int]
"""How many fingerprints of a report count."""


def descents(
    members: Sequence[Member], kin: Mapping[str, Mapping[str, Kin]], weight: Weight
) -> dict[str, Descent]:
    """The descent of each of `members`, whose links (`kin`) lie among themselves.

    Whoever is credited by another comes first, then by day, who credits nobody, by moment, the longer text, capture
    and id; each report then descends from those before it.
    """
    credited = {name for member in members for name in member.standing.credits}
    ordered = sorted(members, key=lambda member: _rank(member, credited, weight))
    place = {member.facts.id: at for at, member in enumerate(ordered)}
    root: dict[str, str] = {}
    chosen: dict[str, Descent] = {}
    for at, member in enumerate(ordered):
        name = member.facts.id
        before = sorted(earlier for other in kin[name] if (earlier := place[other]) < at)
        steps = [_step(member, ordered[earlier], kin, weight) for earlier in before]
        chosen[name] = _descent(member, steps, root, weight)
        root[name] = root[chosen[name].copy_of or name] if chosen[name].copy_of else name
    return _with_families(chosen, root)


def _rank(member: Member, credited: Iterable[str], weight: Weight) -> tuple[object, ...]:
    reading = member.facts.reading
    own = member.standing.own
    cited = own is not None and any(same(name, own) for name in credited)
    shown = reading.modified or reading.published
    day = day_of(reading.published)
    return (
        not cited,
        day is None,
        day or 0,
        bool(member.standing.credits),
        order(shown.value if shown else None),
        -weight(member.facts.id),
        member.facts.report.captured,
        member.facts.id,
    )


def _step(member: Member, parent: Member, kin: Mapping[str, Mapping[str, Kin]], weight: Weight) -> _Step:
    name, source = member.facts.id, parent.facts.id
    link = kin[name][source]
    if link.kind == "translation":
        return _Step(parent, link, link.share)
    own = link.share * min(weight(name), weight(source)) // max(weight(name), 1)
    return _Step(parent, link, own)


def _descent(member: Member, steps: list[_Step], root: Mapping[str, str], weight: Weight) -> Descent:
    """The descent with the family left open."""
    if not steps:
        return Descent(family=(), source="")
    versions = [step for step in steps if step.kin.kind == "version"]
    if versions:
        return _version(versions[-1])
    texts = [step for step in steps if step.kin.kind == "text"]
    # max keeps the first of equals: the one nearest to the source. Shares of translations do not compare.
    best = max(texts, key=lambda step: step.own) if texts else steps[0]
    others = [
        step
        for step in texts
        if step.own >= MERGED and root[step.parent.facts.id] != root[best.parent.facts.id]
    ]
    if best.own < WHOLE and (others or _credits_more(member.standing, best.parent.standing)):
        second = [max(others, key=lambda step: step.own)] if others else []
        return Descent(family=(), source="", edges=tuple(_edge(step, "merge") for step in (best, *second)))
    kind: LineageKind = "translation" if best.kin.kind == "translation" else _manner(member, best, weight)
    return Descent(
        family=(),
        source="",
        copy_of=best.parent.facts.id,
        copy_kind="translation" if kind == "translation" else "duplicate",
        edges=(_edge(best, kind),),
    )


def _version(step: _Step) -> Descent:
    before = step.parent.facts.id
    return Descent(
        family=(),
        source="",
        copy_of=before,
        copy_kind="duplicate",
        edges=(_edge(step, "version"),),
        version_of=before,
    )


def _edge(step: _Step, kind: LineageKind) -> LineageEdge:
    return LineageEdge(kind=kind, report=step.parent.facts.id, share=step.own)


def _manner(member: Member, step: _Step, weight: Weight) -> LineageKind:
    if step.own < SPUN:
        return "spun"
    short = weight(member.facts.id) * 1000 < CUT * weight(step.parent.facts.id)
    return "cut" if short else "duplicate"


def _credits_more(child: Standing, parent: Standing) -> bool:
    """Whether the child credits somebody whom the parent neither is nor credits, beside one whom it is or credits."""
    known = [*parent.credits, *([parent.own] if parent.own else [])]
    covered = {name for name in child.credits if any(same(name, other) for other in known)}
    return bool(covered) and bool(set(child.agencies) - covered)


def _with_families(chosen: Mapping[str, Descent], root: Mapping[str, str]) -> dict[str, Descent]:
    families: dict[str, list[str]] = {}
    for name in sorted(chosen):
        families.setdefault(root[name], []).append(name)
    # One tuple for all members: a family of thousands must not cost its square.
    shared = {source: tuple(family) for source, family in families.items()}
    newer = {descent.version_of for descent in chosen.values()}
    return {
        name: msgspec.structs.replace(
            descent, family=shared[root[name]], source=root[name], superseded=name in newer
        )
        for name, descent in chosen.items()
    }
