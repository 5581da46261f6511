"""A warning problem, its decisions and a picture in; the level proposed, why, and what would change it, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from pantau.collate.watch.indicators import indicator_row, kind_of
from pantau.collate.watch.matching import Material
from pantau.collate.watch.period import Period
from pantau.model.canonical import canonical, sha256
from pantau.model.picture import Declared
from pantau.model.warning import Decision, Problem, Rule
from pantau.model.watch import DecisionRow, IndicatorRow, Step, WarningRow


def warning_row(declared: Declared[Problem], material: Material, *, as_of: datetime) -> WarningRow:
    """The problem's row as of a moment."""
    body = declared.body
    period = Period.of(body.valid_from, body.valid_until, as_of)
    indicators = tuple(indicator_row(indicator, material, period) for indicator in body.indicators)
    met = [row.name for row in indicators if row.met]
    at = _level(body, met)
    evidence = _evidence(body, at, indicators)
    decisions = tuple(
        _decision(taken, declared, indicators, evidence=evidence, material=material)
        for taken in _taken(declared, material)
    )
    accepted = _accepted(body, decisions)
    proposed = body.levels[at]
    raised = _raised_by(body, at, met)
    return WarningRow(
        id=declared.id,
        originator=declared.originator,
        by=declared.by,
        name=body.name,
        question=body.question,
        as_of=period.as_of,
        ended=period.ended,
        levels=tuple(level.name for level in body.levels),
        accepted=body.levels[accepted].name,
        proposed=proposed.name,
        means=proposed.means,
        proposal=_proposal(declared.id, proposed.name, evidence),
        pending=_pending(at, accepted, proposed.name, decisions),
        evidence=evidence,
        indicators=indicators,
        next=body.levels[raised[0]].name if raised else None,
        raised_by=raised[1] if raised else (),
        lowered_by=tuple(_lowered_by(body, at, met)),
        lapses=None if period.ended else _lapses(body, at, indicators),
        measures=proposed.measures,
        accepted_measures=body.levels[accepted].measures,
        decisions=decisions,
    )


def _level(problem: Problem, met: Sequence[str]) -> int:
    """The highest level that a rule raises; the lowest where none does."""
    raised = [
        at
        for at, level in enumerate(problem.levels)
        if any(_holds(rule, problem, met) for rule in level.rules)
    ]
    return max(raised, default=0)


def _named(rule: Rule, problem: Problem) -> tuple[str, ...]:
    return rule.of or tuple(indicator.name for indicator in problem.indicators)


def _holds(rule: Rule, problem: Problem, met: Sequence[str]) -> bool:
    return len({*_named(rule, problem)} & {*met}) >= rule.at_least


def _evidence(problem: Problem, at: int, indicators: Sequence[IndicatorRow]) -> tuple[str, ...]:
    """The statements of the met indicators by which a rule of the level holds."""
    met = [row.name for row in indicators if row.met]
    counting = {
        name
        for rule in problem.levels[at].rules
        if _holds(rule, problem, met)
        for name in _named(rule, problem)
        if name in met
    }
    return tuple(sorted({name for row in indicators if row.name in counting for name in row.evidence}))


def _raised_by(problem: Problem, at: int, met: Sequence[str]) -> tuple[int, tuple[Step, ...]] | None:
    """The next higher level that a rule can still raise, and what is missing for each of its rules."""
    for above in range(at + 1, len(problem.levels)):
        steps = []
        for rule in problem.levels[above].rules:
            named = _named(rule, problem)
            missing = tuple(name for name in named if name not in met)
            count = rule.at_least - (len(named) - len(missing))
            if 0 < count <= len(missing):
                steps.append(Step(count=count, of=missing))
        if steps:
            return above, tuple(steps)
    return None


def _lowered_by(problem: Problem, at: int, met: Sequence[str]) -> Iterator[Step]:
    """For each rule by which the level holds, how many of its indicators must be met no longer."""
    for rule in problem.levels[at].rules if at else ():
        holding = tuple(name for name in _named(rule, problem) if name in met)
        if len(holding) >= rule.at_least:
            yield Step(count=len(holding) - rule.at_least + 1, of=holding)


def _lapses(problem: Problem, at: int, indicators: Sequence[IndicatorRow]) -> str | None:
    """The first day on which the level falls because windows have moved on, unless something new is held."""
    days = sorted({row.lapses for row in indicators if row.lapses is not None})
    for day in days:
        left = [row.name for row in indicators if row.met and (row.lapses is None or row.lapses > day)]
        if _level(problem, left) < at:
            return day
    return None


def _proposal(problem: str, level: str, evidence: Sequence[str]) -> str:
    """The name of exactly this proposal: another level, declaration or piece of evidence gives another name."""
    return sha256(canonical({"problem": problem, "level": level, "evidence": evidence}))


def _taken(declared: Declared[Problem], material: Material) -> list[Declared[Decision]]:
    """The decisions of the problem's own originator, in the order in which they were taken."""
    name = declared.body.name.casefold()
    return [
        row
        for row in material.decisions
        if row.originator == declared.originator and row.body.problem.casefold() == name
    ]


def _accepted(problem: Problem, decisions: Sequence[DecisionRow]) -> int:
    """The place of the level that was accepted last, of those that there are now."""
    places = {level.name: at for at, level in enumerate(problem.levels)}
    taken = [row.level for row in decisions if row.verdict == "accepted" and row.level in places]
    return places[taken[-1]] if taken else 0


def _pending(at: int, accepted: int, level: str, decisions: Sequence[DecisionRow]) -> bool:
    """Whether the proposed level is another than the accepted one, and nobody has rejected it on this evidence."""
    last = decisions[-1] if decisions else None
    rejected = last is not None and last.verdict == "rejected" and last.level == level and not last.changed
    return at != accepted and not rejected


def _decision(
    taken: Declared[Decision],
    declared: Declared[Problem],
    indicators: Sequence[IndicatorRow],
    *,
    evidence: Sequence[str],
    material: Material,
) -> DecisionRow:
    body = taken.body
    return DecisionRow(
        id=taken.id,
        by=taken.by,
        made=taken.created,
        level=body.level,
        verdict=body.verdict,
        words=body.words,
        evidence=body.evidence,
        changed=tuple(_changed(taken, declared, indicators, evidence=evidence, material=material)),
    )


def _changed(
    taken: Declared[Decision],
    declared: Declared[Problem],
    indicators: Sequence[IndicatorRow],
    *,
    evidence: Sequence[str],
    material: Material,
) -> Iterator[str]:
    """In words, what is another now than when the decision was taken."""
    body = taken.body
    if body.declaration != declared.id:
        yield "the problem was declared anew"
    met = {row.name: row.met for row in indicators}
    yield from _listed("met since", [name for name in met if met[name] and name not in body.indicators])
    yield from _listed("no longer met", [name for name in body.indicators if not met.get(name)])
    gone = len({*body.evidence} - {*(name for row in indicators for name in row.evidence)})
    if gone:
        yield f"{gone} of its statements no longer count"
    kinds = _kinds(body.evidence, material)
    fresh = len(_kinds(evidence, material).keys() - kinds.keys())
    if fresh:
        yield f"{fresh} new {'statement' if fresh == 1 else 'statements'} of another kind"


def _listed(words: str, names: Sequence[str]) -> Iterator[str]:
    if names:
        yield f"{words}: {', '.join(names)}"


def _kinds(names: Sequence[str], material: Material) -> Mapping[tuple[object, ...], str]:
    return {kind_of(material.every[name]): name for name in names if name in material.every}
