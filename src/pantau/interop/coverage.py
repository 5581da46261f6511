"""Coverage of requirements in, the short section of a brief and the page that shows it whole out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from pantau.interop import wording
from pantau.interop.blocks import Block, Bullets, Line, Paragraph, Run, Table, heading, line, text
from pantau.interop.positions import STANCE_WEIGHT
from pantau.interop.watch import as_of, pointer, word_line
from pantau.interop.wording import Wording
from pantau.model.watch import Cell, ChannelRow, RequirementRow, Watch

SHORT = 90
"""Characters of a question in a brief."""
_ALARMS = {"missing": "nothing ever held", "silent": "silent"}
_STATES = {"not seen": "no word", "silent": "silent", "not collected": "not collected"}


def coverage_lines(watch: Watch, words: Wording) -> Iterator[Block]:
    """The section of a brief: a line for each requirement and for each channel that should have told something."""
    alarms = [row for row in watch.channels if row.alarm]
    if watch.requirements or alarms:
        yield heading(2, "Coverage of what we need to know")
        lines = [_requirement_line(row, words) for row in watch.requirements]
        yield Bullets(lines=(*lines, *(_alarm_line(row, words) for row in alarms)))
        yield from pointer((*watch.requirements, *alarms), "pantau coverage", words)


def coverage_blocks(watch: Watch, words: Wording, label: str) -> Iterator[Block]:
    """The page of all requirements, each with its matrix, and of all channels."""
    yield heading(1, label)
    if not watch.requirements:
        yield Paragraph(line=line("No requirement is declared: pantau require FILE.toml."))
    for row in watch.requirements:
        yield from _requirement(row, words)
    yield from _channels(watch.channels, words)


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
        yield text(f"{', ' if place else ''}{wording.STANCES[word.stance]}{when}", STANCE_WEIGHT[word.stance])


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
        text(
            f"{as_of(row.as_of, words, ended=row.ended)} · declared by {row.by} {wording.short(row.id)}",
            "muted",
        ),
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
    lines = [word_line(word, words) for word in cell.held]
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
