"""Coverage and warnings in, the short sections of a brief and the pages that show them whole out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from pantau.interop import wording
from pantau.interop.blocks import Block, Bullets, Line, Paragraph, Run, Table, Weight, heading, line, text
from pantau.interop.positions import STANCE_WEIGHT
from pantau.interop.wording import Wording
from pantau.model.stance import Stance
from pantau.model.watch import (
    Cell,
    ChannelRow,
    DecisionRow,
    IndicatorRow,
    RequirementRow,
    Step,
    WarningRow,
    Watch,
    Word,
)

WORDS = 160
"""Characters of words shown in one line: two lines and the name of who says them on a terminal of 110 columns."""
SHORT = 90
"""Characters of a question in a brief."""
_ALARMS = {"missing": "nothing ever held", "silent": "silent"}
_STATES = {"not seen": "no word", "silent": "silent", "not collected": "not collected"}


def warning_lines(watch: Watch, words: Wording) -> Iterator[Block]:
    """The section of a brief: a line for each problem; nothing where none is declared."""
    if watch.warnings:
        yield heading(2, "Warning")
        yield Bullets(lines=tuple(_warning_line(row, words) for row in watch.warnings))
        yield from _pointer(watch.warnings, "pantau warning", words)


def coverage_lines(watch: Watch, words: Wording) -> Iterator[Block]:
    """The section of a brief: a line for each requirement and for each channel that should have told something."""
    alarms = [row for row in watch.channels if row.alarm]
    if watch.requirements or alarms:
        yield heading(2, "Coverage of what we need to know")
        lines = [_requirement_line(row, words) for row in watch.requirements]
        yield Bullets(lines=(*lines, *(_alarm_line(row, words) for row in alarms)))
        yield from _pointer((*watch.requirements, *alarms), "pantau coverage", words)


def _pointer(
    rows: Sequence[RequirementRow | ChannelRow | WarningRow], command: str, words: Wording
) -> Iterator[Block]:
    """As of when it is, and which command shows it whole."""
    moments = {_as_of(row.as_of, words, ended=row.ended) for row in rows}
    told = "; ".join(sorted(moment.removeprefix(", ") for moment in moments))
    yield Paragraph(line=line(text(f"{told[0].upper()}{told[1:]}. Whole: {command}", "muted")))


def warning_blocks(watch: Watch, words: Wording, label: str) -> Iterator[Block]:
    """The page of all warning problems."""
    yield heading(1, label)
    if not watch.warnings:
        yield Paragraph(line=line("No warning problem is declared: pantau warning declare FILE.toml."))
    for row in watch.warnings:
        yield from _warning(row, words)


def coverage_blocks(watch: Watch, words: Wording, label: str) -> Iterator[Block]:
    """The page of all requirements, each with its matrix, and of all channels."""
    yield heading(1, label)
    if not watch.requirements:
        yield Paragraph(line=line("No requirement is declared: pantau require FILE.toml."))
    for row in watch.requirements:
        yield from _requirement(row, words)
    yield from _channels(watch.channels, words)


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
    """ "level watch accepted by ana, 5 May 2025", or what a person has still to decide."""
    accepted = [taken for taken in row.decisions if taken.verdict == "accepted"]
    last = row.decisions[-1] if row.decisions else None
    if not accepted:
        known = f"level {row.accepted} until a person accepts another"
    else:
        known = f"level {row.accepted} accepted by {accepted[-1].by}, {_made(accepted[-1], words)}"
    if last is not None and last.verdict == "rejected":
        known += f"; {last.level} rejected by {last.by}, {_made(last, words)}"
    return f"{known}; evidence has changed since" if last is not None and last.changed else known


def _made(taken: DecisionRow, words: Wording) -> str:
    return words.date(taken.made.isoformat().replace("+00:00", "Z"))


def _as_of(moment: str, words: Wording, *, ended: bool) -> str:
    """Where the period is over, its last day; else the moment itself."""
    return (
        f", as of the end of the period, {words.last_day(moment)}"
        if ended
        else f", as of {words.date(moment)}"
    )


def _requirement_line(row: RequirementRow, words: Wording) -> Line:
    """ "PIR-1 Was a gate open? Malaysia denies 5 May 2025, leaves open 9 May 2025; ASEAN not collected"."""
    parts: list[Run | str] = [text(row.name, "strong"), f" {wording.cut(row.question, SHORT)} "]
    for cell in row.cells:
        if cell.channel is None and cell.party is not None:
            parts += [text(f"{wording.party(cell.party)} ", "strong"), *_summary(cell, words), "; "]
    return line(*parts[:-1])


def _summary(cell: Cell, words: Wording) -> Iterator[Run | str]:
    """Stances with their days, the latest last; and whether a denial is not seen or could not be."""
    held = tuple(sorted(cell.held, key=lambda word: word.since or ""))
    yield from _cell(replace(cell, held=held), words)
    if cell.held and cell.denial == "not seen":
        yield f", no denial in {wording.count(cell.reports, 'report')}"


def _cell(cell: Cell, words: Wording | None = None) -> Iterator[Run | str]:
    if not cell.held:
        reports = f" in {wording.count(cell.reports, 'report')}" if cell.state == "not seen" else ""
        yield text(f"{_STATES[cell.state]}{reports}", "muted" if cell.state == "not seen" else "open")
        return
    for place, word in enumerate(cell.held):
        when = f" {words.day(word.since)}" if words else ""
        yield text(f"{', ' if place else ''}{_stance(word.stance)}{when}", STANCE_WEIGHT[word.stance])


def _stance(stance: Stance) -> str:
    return wording.STANCES[stance]


def _alarm_line(row: ChannelRow, words: Wording) -> Line:
    return line(
        text("Channel ", "strong"), text(row.name, "strong"), ": ", text(_alarm(row, words), "bad"),
        f", expected every {_hours(row.every_hours)}",
    )  # fmt: skip


def _alarm(row: ChannelRow, words: Wording) -> str:
    if row.alarm is None:
        return "as expected" if row.every_hours else "nothing expected"
    return f"silent since {words.last_day(row.last)}" if row.alarm == "silent" else _ALARMS["missing"]


def _hours(hours: int | None) -> str:
    if hours is None:
        return "no time"
    return wording.count(hours // 24, "day") if hours % 24 == 0 else wording.count(hours, "hour")


def _requirement(row: RequirementRow, words: Wording) -> Iterator[Block]:
    yield heading(2, f"{row.name}: {row.question}", f"requirement-{wording.short(row.id)}")
    yield Paragraph(line=_terms(row, words))
    if row.cells:
        yield _matrix(row, words)
    for cell in row.cells:
        if cell.channel is None and cell.party is not None:
            yield from _party(cell, words)


def _terms(row: RequirementRow, words: Wording) -> Line:
    due = f"due {words.day(row.due)}" if row.due else ""
    period = (
        f"from {words.day(row.valid_from)}" if row.valid_from else "",
        f"to {words.day(row.valid_until)}" if row.valid_until else "",
    )
    parts = [f"priority {row.priority}", due, " ".join(part for part in period if part)]
    parts += [wording.count(len(row.statements), "statement") + " about it"]
    return line(
        " · ".join(part for part in parts if part),
        text(f" · overdue, unheard: {wording.parties(row.unheard)}" if row.overdue else "", "bad"),
        text(f"{_as_of(row.as_of, words, ended=row.ended)} · {wording.short(row.id)}", "muted"),
    )


def _matrix(row: RequirementRow, words: Wording) -> Table:
    """Channels down, parties across; the first row is all channels together."""
    cells = {(cell.channel, cell.party): cell for cell in row.cells}
    rows = []
    for channel in (None, *row.channels):
        whole = cells[channel, None]
        last = words.last_day(whole.last) if whole.last else "never"
        rows.append(
            (
                line(text(channel or "All channels", "strong" if channel is None else "plain")),
                *(line(*_cell(cells[channel, party])) for party in row.parties),
                line(f"{whole.reports}", text(f" ({whole.related} on it)", "muted")),
                line(last),
            )
        )
    parties = tuple(wording.party(party) for party in row.parties)
    return Table(head=("Channel", *parties, "Reports", "Last"), rows=tuple(rows))


def _party(cell: Cell, words: Wording) -> Iterator[Block]:
    """The words held of a party, and whether a denial is not seen or could not be."""
    lines = [_word(word, words) for word in cell.held]
    name = wording.party(cell.party)
    if cell.denial == "not seen":
        told = f"no denial seen in {wording.count(cell.reports, 'report')} that would carry it"
        lines.append(line(text(name, "strong"), f" {told if cell.held else f'no word held; {told}'}"))
    elif cell.denial == "not collected":
        lines.append(
            line(
                text(name, "strong"),
                text(" nobody collected: no report is held that would carry its word", "open"),
            )
        )
    yield Bullets(lines=tuple(lines))


def _word(word: Word, words: Wording) -> Line:
    """ "denies      Malaysia, Hazrul Mendapa denies (own words), 5 May 2025: “…” [outlet] 1f2e3d4c"."""
    return line(text(f"{_stance(word.stance):<11} ", STANCE_WEIGHT[word.stance]), *_said(word, words))


def _said(word: Word, words: Wording) -> Line:
    party = wording.party(word.party) if word.party else ""
    same = word.speaker in (party, f"Government of {party}", f"Government of the {party}")
    who = f"{party}, {word.speaker}" if party and not same else party or word.speaker
    conditional = ", conditional" if word.conditional else ""
    return line(
        text(who, "strong"),
        f" {wording.ACTS[word.act]} ",
        text(f"({wording.DIRECTNESS[word.directness]}{conditional}), ", "muted"),
        f"{words.day(word.since)}: {wording.cut(word.words, WORDS)} ",
        text(f"[{word.outlet}] {wording.short(word.statement)}", "muted"),
    )


def _channels(rows: Sequence[ChannelRow], words: Wording) -> Iterator[Block]:
    if not rows:
        return
    yield heading(2, "Channels")
    yield Table(
        head=("Channel", "Carries", "Reports", "Last", "Expected", "State"),
        rows=tuple(
            (
                line(row.name),
                line(wording.parties(row.carries) or "anybody"),
                line(str(row.reports)),
                line(words.last_day(row.last) if row.last else "never"),
                line(f"every {_hours(row.every_hours)}" if row.every_hours else "no time set"),
                line(text(_alarm(row, words), "bad" if row.alarm else "plain")),
            )
            for row in rows
        ),
        numeric=(2,),
    )


def _warning(row: WarningRow, words: Wording) -> Iterator[Block]:
    yield heading(2, f"{row.name}: {row.question}", f"warning-{wording.short(row.id)}")
    yield Paragraph(line=_levels(row, words))
    if row.means:
        yield Paragraph(line=line(f"{row.proposed}: {row.means}"))
    yield heading(3, "Indicators")
    yield Table(
        head=("Indicator", "Met", "Statements", "Sources", "Origins", "Within", "Lapses"),
        rows=tuple(_indicator(indicator, words) for indicator in row.indicators),
    )
    evidence = [line(text(f"{i.name}: ", "muted"), *_said(w, words)) for i in row.indicators for w in i.words]
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
        f" · {_standing(row, words)}{_as_of(row.as_of, words, ended=row.ended)}",
        text(f" · {scale} · {wording.short(row.id)}", "muted"),
    )


def _indicator(row: IndicatorRow, words: Wording) -> tuple[Line, ...]:
    undated = f", {row.undated} undated" if row.undated else ""
    return (
        line(text(row.name, "strong"), f" {row.text}"),
        line(text("yes" if row.met else "no", "bad" if row.met else "muted")),
        line(f"{row.statements} of {row.needs_statements}{undated}"),
        line(f"{row.sources} of {row.needs_sources}"),
        line(f"{row.origins} of {row.needs_origins}"),
        line(wording.count(row.window_days, "day") if row.window_days else "any time"),
        line(words.day(row.lapses) if row.lapses else "–"),
    )


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
        f" by {taken.by}, {_made(taken, words)}, on {wording.count(len(taken.evidence), 'statement')}: {taken.words}",
        text(changed, "bad"),
        text(f" {wording.short(taken.id)}", "muted"),
    )
