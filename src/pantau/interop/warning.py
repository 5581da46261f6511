"""Warning problems in, the short section of a brief and the page that shows them whole out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pantau.interop import wording
from pantau.interop.blocks import Block, Bullets, Line, Paragraph, Table, Weight, heading, line, text
from pantau.interop.watch import as_of, made, pointer, said
from pantau.interop.wording import Wording
from pantau.model.watch import DecisionRow, IndicatorRow, Step, WarningRow, Watch


def warning_lines(watch: Watch, words: Wording) -> Iterator[Block]:
    """The section of a brief: a line for each problem; nothing where none is declared."""
    if watch.warnings:
        yield heading(2, "Warning")
        yield Bullets(lines=tuple(_warning_line(row, words) for row in watch.warnings))
        yield from pointer(watch.warnings, "pantau warning", words)


def warning_blocks(watch: Watch, words: Wording, label: str) -> Iterator[Block]:
    """The page of all warning problems."""
    yield heading(1, label)
    if not watch.warnings:
        yield Paragraph(line=line("No warning problem is declared: pantau warning declare FILE.toml."))
    for row in watch.warnings:
        yield from _warning(row, words)


def _warning_line(row: WarningRow, words: Wording) -> Line:
    met = [indicator.name for indicator in row.indicators if indicator.met]
    told = f", by {', '.join(met)} ({len(met)} of {len(row.indicators)} indicators)" if met else ""
    return line(
        text(row.name, "strong"),
        ": ",
        text(f"{row.proposed} proposed" if row.pending else row.accepted, _level_weight(row)),
        f"{told}; ",
        _standing(row, words),
    )


def _level_weight(row: WarningRow) -> Weight:
    return "bad" if row.pending else "strong"


def _standing(row: WarningRow, words: Wording) -> str:
    """ "watch accepted by ana, 5 May 2025", or what a person has still to decide."""
    accepted = [taken for taken in row.decisions if taken.verdict == "accepted"]
    last = row.decisions[-1] if row.decisions else None
    if not accepted:
        known = f"{row.accepted} until a person accepts another"
    else:
        known = f"{row.accepted} accepted by {accepted[-1].by}, {made(accepted[-1], words)}"
    if last is not None and last.verdict == "rejected":
        known += f"; {last.level} rejected by {last.by}, {made(last, words)}"
    return f"{known}; evidence has changed since" if last is not None and last.changed else known


def _warning(row: WarningRow, words: Wording) -> Iterator[Block]:
    yield heading(2, f"{row.name}: {row.question}", f"warning-{wording.short(row.id)}")
    yield Paragraph(line=_levels(row, words))
    if row.means:
        yield Paragraph(line=line(f"{row.proposed}: {row.means}"))
    yield heading(3, "Indicators")
    yield Table(
        head=("Indicator", "Met", "Held", "Needs", "Lapses"),
        rows=tuple(_indicator(indicator, words) for indicator in row.indicators),
    )
    evidence = [line(text(f"{i.name}: ", "muted"), *said(w, words)) for i in row.indicators for w in i.words]
    if evidence:
        yield heading(3, f"Evidence: {wording.count(len(row.evidence), 'statement')}, copies among them")
        yield Bullets(lines=tuple(evidence))
    yield heading(3, "What would change it")
    yield Bullets(lines=tuple(_changes(row, words)))
    yield from _measures(row)
    yield from _decisions(row, words)


def _levels(row: WarningRow, words: Wording) -> Line:
    scale = " < ".join(row.levels)
    state = f"{row.proposed} proposed" if row.pending else f"{row.accepted}"
    return line(
        text(state, _level_weight(row)),
        f" · {_standing(row, words)}{as_of(row.as_of, words, ended=row.ended)}",
        text(f" · {scale} · declared by {row.by} {wording.short(row.id)}", "muted"),
    )


def _indicator(row: IndicatorRow, words: Wording) -> tuple[Line, ...]:
    within = f" in {wording.count(row.window_days, 'day')}" if row.window_days else ""
    return (
        line(text(row.name, "strong"), f" {row.text}"),
        line(text("yes" if row.met else "no", "bad" if row.met else "muted")),
        line(_held(row)),
        line(f"{_needs(row)}{within}"),
        line(words.day(row.lapses) if row.lapses else "–"),
    )


def _held(row: IndicatorRow) -> str:
    """ "4 by 3 sources, 2 origins, 1 undated"."""
    undated = f", {row.undated} undated" if row.undated else ""
    if not row.statements:
        return f"none{undated}"
    counts = f"{wording.count(row.sources, 'source')}, {wording.count(row.origins, 'origin')}"
    return f"{row.statements} by {counts}{undated}"


def _needs(row: IndicatorRow) -> str:
    """What is needed beyond a single statement: "2 sources, 2 origins"."""
    needed = (
        (row.needs_statements, "statement"),
        (row.needs_sources, "source"),
        (row.needs_origins, "origin"),
    )
    told = [wording.count(amount, noun) for amount, noun in needed if amount > 1]
    return ", ".join(told) or wording.count(1, "statement")


def _changes(row: WarningRow, words: Wording) -> Iterator[Line]:
    if row.next is not None:
        yield line("Raised to ", text(row.next, "strong"), f" by {_steps(row.raised_by, ' or ')}.")
    else:
        yield line("It is the highest level that the rules know.")
    if row.lowered_by:
        yield line(f"Lowered when no longer met: {_steps(row.lowered_by, ' and ')}.")
    if row.lapses is not None:
        yield line("Falls on ", text(words.day(row.lapses), "strong"), " unless something new is held.")


def _steps(steps: Sequence[Step], joined: str) -> str:
    return joined.join(
        f"{step.count} of {', '.join(step.of)}" if len(step.of) > 1 else step.of[0] for step in steps
    )


def _measures(row: WarningRow) -> Iterator[Block]:
    """Measures prepared for the accepted level, and for the proposed one where that is another."""
    for level, measures in {row.accepted: row.accepted_measures, row.proposed: row.measures}.items():
        if measures:
            yield heading(3, f"Measures prepared for {level}")
            yield Bullets(lines=tuple(line(measure) for measure in measures))


def _decisions(row: WarningRow, words: Wording) -> Iterator[Block]:
    yield heading(3, "Decisions")
    if row.decisions:
        yield Bullets(lines=tuple(_decision(taken, words) for taken in row.decisions))
    else:
        yield Paragraph(line=line("None yet: the rules propose, people decide."))
    if row.pending:
        yield Paragraph(
            line=line(
                text(
                    f'pantau warning accept {row.name} --proposal {wording.short(row.proposal)} --words "…"',
                    "muted",
                ),
            )
        )


def _decision(taken: DecisionRow, words: Wording) -> Line:
    changed = f" outdated: {'; '.join(taken.changed)}" if taken.changed else ""
    return line(
        text(f"{taken.level} {taken.verdict}", "strong"),
        f" by {taken.by}, {made(taken, words)}, on {wording.count(len(taken.evidence), 'statement')}: {taken.words}",
        text(changed, "bad"),
        text(f" {wording.short(taken.id)}", "muted"),
    )
