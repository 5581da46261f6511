"""What follows from a picture's declarations at a moment: channels, coverage of requirements, warnings with evidence."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pantau.model.base import Value
from pantau.model.stance import Stance
from pantau.model.statement import Directness
from pantau.model.warning import Verdict

CellState = Literal["held", "not seen", "silent", "not collected"]
"""held: somebody's word is. not seen: it is not, though reports are held that would carry it. silent: the channel told
of things earlier, and of nothing in the period. not collected: no report is held that would carry it."""
Silence = Literal["missing", "silent"]


class Word(Value, frozen=True, kw_only=True):
    """What one statement says, with where it stands: the outlet, else the channel, that the report names."""

    statement: str
    report: str
    claim: str
    party: str | None
    speaker: str
    source: str
    act: str
    stance: Stance
    directness: Directness
    conditional: bool
    words: str
    since: str | None
    outlet: str
    location: str


class ChannelRow(Value, frozen=True, kw_only=True):
    """A channel of which something is expected, as of `as_of` (RFC 3339).

    `reports` are held of its period, `last` is when it last told of something, `report` the one that did. `alarm`
    says that nothing was ever held (missing), or nothing for longer than `every_hours` (silent); None where all is well.
    """

    id: str
    originator: str
    name: str
    matches: tuple[str, ...]
    carries: tuple[str, ...]
    as_of: str
    ended: bool
    reports: int
    last: str | None = None
    report: str | None = None
    every_hours: int | None = None
    alarm: Silence | None = None


class Cell(Value, frozen=True, kw_only=True):
    """One field of the coverage matrix: what is held of a party (None: of all) in a channel (None: in all).

    `reports` are those that would carry it, in the period; `related` those of them that are of a story in which the
    requirement is spoken of. `held` has one word for each stance, plainest first, of `statements` in all. `denial` tells
    whether a denial is held, is not seen in the reports, or could not be seen since nobody collected any.
    """

    party: str | None
    channel: str | None
    state: CellState
    denial: Literal["seen", "not seen", "not collected"]
    reports: int
    related: int
    statements: int = 0
    held: tuple[Word, ...] = ()
    last: str | None = None


class RequirementRow(Value, frozen=True, kw_only=True):
    """A requirement with its coverage matrix as of `as_of`. `ended`: its period is over, and that is its end.

    `parties` and `channels` name the columns and rows; cells stand for all parties and channels first. `unheard` are
    parties of which no word is held, `overdue` says that some are and the day on which it was due has passed.
    """

    id: str
    originator: str
    by: str
    name: str
    question: str
    priority: int
    as_of: str
    ended: bool
    parties: tuple[str, ...]
    channels: tuple[str, ...]
    cells: tuple[Cell, ...]
    statements: tuple[str, ...]
    unheard: tuple[str, ...] = ()
    due: str | None = None
    overdue: bool = False
    valid_from: str | None = None
    valid_until: str | None = None


class IndicatorRow(Value, frozen=True, kw_only=True):
    """How far one indicator is met: statements, distinct primary sources and origins held, of those needed.

    `evidence` are the ids of all statements that count, `words` one of each kind. `undated` fit but cannot be placed
    within the window. `lapses` is the first day on which it is no longer met unless something new is held.
    """

    name: str
    text: str
    met: bool
    statements: int
    sources: int
    origins: int
    needs_statements: int
    needs_sources: int
    needs_origins: int
    window_days: int | None = None
    undated: int = 0
    evidence: tuple[str, ...] = ()
    words: tuple[Word, ...] = ()
    lapses: str | None = None


class Step(Value, frozen=True, kw_only=True):
    """So many of these indicators must change for a rule to hold, or to hold no longer."""

    count: int
    of: tuple[str, ...]


class DecisionRow(Value, frozen=True, kw_only=True):
    """A person's decision with the evidence that it rested on; `changed` says in what that is another now."""

    id: str
    by: str
    made: datetime
    level: str
    verdict: Verdict
    words: str
    evidence: tuple[str, ...]
    changed: tuple[str, ...] = ()


class WarningRow(Value, frozen=True, kw_only=True):
    """A warning problem as of `as_of`: the level that a person last accepted, and the one that the indicators propose.

    `accepted` is the lowest level until a person accepts another. `proposal` names the proposed level with all its
    evidence. `pending`: somebody has to accept or reject it. Any one of the steps in `raised_by` raises the level to
    `next`; all of those in `lowered_by` together lower it, and without anything new it falls on the day `lapses`.
    `measures` are those prepared for the proposed level, `decisions` all that were taken, latest last.
    """

    id: str
    originator: str
    by: str
    name: str
    question: str
    as_of: str
    ended: bool
    levels: tuple[str, ...]
    accepted: str
    proposed: str
    means: str
    proposal: str
    pending: bool
    evidence: tuple[str, ...]
    indicators: tuple[IndicatorRow, ...]
    next: str | None = None
    raised_by: tuple[Step, ...] = ()
    lowered_by: tuple[Step, ...] = ()
    lapses: str | None = None
    measures: tuple[str, ...] = ()
    accepted_measures: tuple[str, ...] = ()
    decisions: tuple[DecisionRow, ...] = ()


class Watch(Value, frozen=True, kw_only=True):
    """All of it, each sorted as people read it: by priority and name. Empty where nothing is declared."""

    requirements: tuple[RequirementRow, ...] = ()
    channels: tuple[ChannelRow, ...] = ()
    warnings: tuple[WarningRow, ...] = ()

    def named(self) -> tuple[str, ...]:
        """Ids of all declarations, decisions and statements that it shows or counts, sorted."""
        found = {row.id for rows in (self.requirements, self.channels, self.warnings) for row in rows}
        found |= {name for row in self.requirements for name in row.statements}
        for row in self.warnings:
            found |= {taken.id for taken in row.decisions}
            found |= {name for indicator in row.indicators for name in indicator.evidence}
        return tuple(sorted(found))
