"""One report's objects in; what the picture holds of that report alone, corrections applied, out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pantau.collate.corrections import Entry, apply, stand_in
from pantau.model.base import Value
from pantau.model.correction import Correction, Merge, Split, Undo
from pantau.model.objects import Held
from pantau.model.report import Exploitation, Reading, Report
from pantau.model.statement import Statement
from pantau.model.time import PartialDate


class StatementEntry(Value, frozen=True, kw_only=True):
    """A statement with the corrections that were applied to it (ids, in order)."""

    id: str
    statement: Statement
    corrected: tuple[str, ...] = ()


class ReportFacts(Value, frozen=True, kw_only=True):
    """A report as its highest visible generation has it.

    `statements` are sorted by id; `entries` are all of that run as they were found, for anchors to be resolved in.
    `text` is the digest of the clean text's blob.
    """

    id: str
    originator: str
    report: Report
    exploitation: str
    generation: int
    reading: Reading
    text: str
    statements: tuple[StatementEntry, ...]
    entries: tuple[Entry, ...]


def read_facts(
    report: Held, *, runs: Iterable[Held], statements: Iterable[Held], corrections: Sequence[Held]
) -> ReportFacts | None:
    """The facts of one report; None while no run of its own originator over it is held.

    `runs` and `statements` are all that name the report; those of others than its originator are ignored, since only
    a report's originator exploits it. Two runs of one generation: the lower id.
    """
    if not isinstance(report.body, Report):
        return None
    own = [
        (-run.body.generation, run.id, run.body)
        for run in runs
        if isinstance(run.body, Exploitation) and run.originator == report.originator
    ]
    if not own:
        return None
    _, name, run = min(own, key=lambda found: found[:2])
    entries = tuple(
        sorted(
            (
                (held.id, held.body)
                for held in statements
                if isinstance(held.body, Statement)
                and held.originator == report.originator
                and name in held.refs
            ),
            key=lambda entry: entry[0],
        )
    )
    return ReportFacts(
        id=report.id,
        originator=report.originator,
        report=report.body,
        exploitation=name,
        generation=run.generation,
        reading=run.reading,
        text=run.text.digest,
        statements=_corrected(entries, corrections),
        entries=entries,
    )


def _corrected(entries: tuple[Entry, ...], corrections: Sequence[Held]) -> tuple[StatementEntry, ...]:
    applied: dict[str, list[Held]] = {}
    for correction in corrections:
        if not isinstance(correction.body, Correction):
            continue
        change = correction.body.change
        if isinstance(change, Merge | Split | Undo):
            continue
        target = stand_in(change.target, entries)
        if target is not None:
            applied.setdefault(target, []).append(correction)
    found = (_entry(name, statement, applied.get(name, [])) for name, statement in entries)
    return tuple(entry for entry in found if entry is not None)


def _entry(name: str, statement: Statement, corrections: list[Held]) -> StatementEntry | None:
    current: Statement | None = statement
    for correction in corrections:
        if current is not None:
            current = apply(correction, current)
    if current is None:
        return None
    return StatementEntry(
        id=name, statement=current, corrected=tuple(correction.id for correction in corrections)
    )


def since(statement: Statement, reading: Reading) -> PartialDate | None:
    """The earliest date held: said, else published, else unknown (None)."""
    return statement.said or reading.published
