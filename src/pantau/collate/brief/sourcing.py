"""A story's reports in, on whose reporting they stand and which are copies of which out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pantau.collate.brief.desk import Desk, published_of
from pantau.model.brief import Copies, Reference, Route, Step
from pantau.model.picture import LineageKind, ReportRow


def routes(desk: Desk) -> tuple[Route, ...]:
    """Each agency or outlet with the pages that stand on it, those with most pages first; then pages on their own."""
    relayed: dict[tuple[str | None, tuple[str, ...]], list[str]] = defaultdict(list)
    own: dict[tuple[str | None, tuple[str, ...]], list[str]] = defaultdict(list)
    for row in desk.order:
        credited = tuple(dict.fromkeys(origin.name for origin in row.reading.origins))
        if not credited and not row.lineage:
            own[(row.reading.outlet.name, ())].append(row.id)
        for name in row.routes if credited or row.lineage else ():
            known = name in credited
            relayed[(name, tuple(other for other in credited if known and other not in row.routes))].append(
                row.id
            )
    return tuple(
        Route(name=name, own=is_own, via=via, references=desk.pages(reports))
        for is_own, found in ((False, relayed), (True, own))
        for (name, via), reports in sorted(
            found.items(), key=lambda item: (-len(item[1]), item[0][0] or "", item[0][1])
        )
    )


def copied(desk: Desk) -> tuple[Copies, ...]:
    """Pages by what their text comes from and how, in the order of the marks."""
    found: dict[tuple[str, LineageKind], list[str]] = defaultdict(list)
    for row in desk.order:
        for step in _steps(row, desk):
            found[(step.mark, step.kind)].append(row.id)
    return tuple(
        Copies(kind=kind, of=mark, references=desk.pages(reports))
        for (mark, kind), reports in sorted(found.items(), key=lambda item: (len(item[0][0]), item[0]))
    )


def _steps(row: ReportRow, desk: Desk) -> Iterator[Step]:
    for edge in row.lineage:
        if edge.report in desk.marks:
            yield Step(kind=edge.kind, mark=desk.marks[edge.report])


def references(desk: Desk) -> tuple[Reference, ...]:
    """Every page of the story, in the order of its mark."""
    counts: dict[str, int] = defaultdict(int)
    for statement in desk.statements.values():
        counts[statement.report] += 1
    return tuple(_reference(row, desk, counts[row.id]) for row in desk.order)


def _reference(row: ReportRow, desk: Desk, statements: int) -> Reference:
    return Reference(
        mark=desk.marks[row.id],
        report=row.id,
        outlet=row.reading.outlet.name,
        outlet_known=row.reading.outlet.known,
        published=published_of(row),
        language=row.reading.language,
        title=row.reading.title,
        origins=tuple(dict.fromkeys(origin.name for origin in row.reading.origins)),
        lineage=tuple(_steps(row, desk)),
        statements=statements,
        location=row.location,
        notes=row.reading.notes,
    )
