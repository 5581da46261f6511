"""A picture in; what it holds now of each thing that a judgement or product rests on, and what made it so, out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from pantau.collate.brief.desk import amount
from pantau.collate.moments import order
from pantau.model.correction import Anchor
from pantau.model.footing import Footing
from pantau.model.judgement import JudgementRow
from pantau.model.objects import Held
from pantau.model.picture import Claim, Picture, Position, ReportRow, StatementRow, ValueRow
from pantau.model.rating import AnalystRating
from pantau.model.statement import Quantity

REJECTED, NOT_FOUND = "rejected by an analyst", "not found any more by a newer run"


class Ledger(NamedTuple):
    """What a fold knows besides its picture: what stands at an anchor in the latest run, the objects that are held,
    and the corrections that name a report."""

    stands: Callable[[Anchor], str | None]
    get: Callable[[str], Held | None]
    corrections: Callable[[str], Iterable[str]]

    def made(self, name: str) -> datetime | None:
        """When the object was made; None where it is not held."""
        held = self.get(name)
        return None if held is None else held.created


def _itself(anchor: Anchor) -> str | None:
    return anchor.statement


def _unknown(_: str) -> Held | None:
    return None


def _none(_: str) -> Iterable[str]:
    return ()


PLAIN = Ledger(stands=_itself, get=_unknown, corrections=_none)
"""For footings of the very picture that they are looked up in, as when they are laid."""


class Ground:
    """A picture's rows by id. `judgements` are those that products rest on."""

    def __init__(self, picture: Picture, ledger: Ledger = PLAIN) -> None:
        self.ledger = ledger
        self.statements = {row.id: row for row in picture.statements}
        self.claims = {row.id: row for row in picture.claims}
        self.reports = {row.id: row for row in picture.reports}
        self.judgements: Mapping[str, JudgementRow] = {row.id: row for row in picture.judgements}
        self._sources = {row.source: (*row.analysts, *row.settings) for row in picture.sources}
        self._newer = _newer(picture.reports)

    def row(self, anchor: Anchor | None) -> StatementRow | None:
        """The statement that stands at the anchor; None where there is none, or it is rejected."""
        name = None if anchor is None else self.ledger.stands(anchor)
        return None if name is None else self.statements.get(name)

    def claim(self, anchor: Anchor | None) -> Claim | None:
        """The claim that holds the statement at the anchor."""
        row = self.row(anchor)
        return None if row is None else self.claims.get(row.claim)

    def claim_of(self, footing: Footing) -> Claim | None:
        """The claim that the footing is on: that of the first of its statements that is still there."""
        found = (self.claim(anchor) for anchor in (footing.anchor, *footing.others))
        return next((claim for claim in found if claim is not None), None)

    def facts(self, footing: Footing) -> dict[str, str] | None:
        """What is held of it now, by name of the fact; None where it is not there any more."""
        match footing.kind:
            case "statement":
                row = self.row(footing.anchor)
                return None if row is None else self._statement(row)
            case "claim":
                claim = self.claim_of(footing)
                return None if claim is None else _claim(claim)
            case "position":
                claim = self.claim_of(footing)
                return None if claim is None else _position(claim, footing.subject)
            case "report":
                report = self.reports.get(footing.subject)
                return None if report is None else self._report(report)
            case "judgement":
                judgement = self.judgements.get(footing.subject)
                return None if judgement is None else _judgement(judgement)
            case "source":
                return {"ratings": _given(self._sources.get(footing.subject, ()))}

    def gone(self, footing: Footing) -> str | None:
        """Why it is not there any more, in words; None where its object is not held."""
        if footing.anchor is None or self.ledger.made(footing.anchor.statement) is None:
            return None
        return NOT_FOUND if self.ledger.stands(footing.anchor) is None else REJECTED

    def causes(self, footing: Footing) -> set[str]:
        """Ids of the objects that may have changed what is held of it."""
        if footing.kind == "judgement":
            found = self.judgements.get(footing.subject)
            shifted = {name for shift in found.shifts for name in shift.causes} if found else set()
            return shifted | set(found.superseded_by if found else ())
        if footing.kind == "source":
            return {given.evaluation for given in self._sources.get(footing.subject, ())}
        if footing.kind == "report":
            return set(self._later(footing.subject))
        return self._of_statements(footing)

    def _of_statements(self, footing: Footing) -> set[str]:
        reports = {footing.anchor.report} if footing.anchor else set()
        claim = None if footing.kind == "statement" else self.claim_of(footing)
        found: set[str] = set()
        if claim is not None:
            reports |= set(claim.reports)
            found = {
                *claim.statements,
                *claim.reports,
                *(given.evaluation for given in claim.rating.analysts),
            }
        for report in reports:
            found |= {*self.ledger.corrections(report), *self._later(report)}
        return found

    def _statement(self, row: StatementRow) -> dict[str, str]:
        statement = row.statement
        return {
            "act": statement.act,
            "figures": _quantities(statement.quantities),
            "said": statement.said.value if statement.said else "",
            "speaker": _spoken(statement.speaker.name, statement.speaker.party),
            "still said": "yes" if self._still(row) else "not in the latest version of the page",
            "words": " ".join(statement.words.split()),
        }

    def _still(self, row: StatementRow) -> bool:
        """Whether the latest version of its page says so too."""
        later = [*self._later(row.report)]
        if not later:
            return True
        claim = self.claims.get(row.claim)
        others = (self.statements.get(name) for name in (claim.statements if claim else ()))
        return any(
            other is not None
            and other.report == later[-1]
            and (other.stance, other.statement.speaker.party) == (row.stance, row.statement.speaker.party)
            for other in others
        )

    def _report(self, row: ReportRow) -> dict[str, str]:
        return {
            "outlet": row.reading.outlet.name or "",
            "published": row.reading.published.value if row.reading.published else "",
            "title": row.reading.title or "",
            "version": "replaced by a later version" if row.superseded else "latest",
        }

    def _later(self, report: str) -> Iterator[str]:
        """The later versions of a report, oldest first."""
        seen = {report}
        while (report := self._newer.get(report, "")) and report not in seen:
            seen.add(report)
            yield report


def _newer(reports: Sequence[ReportRow]) -> dict[str, str]:
    return {row.version_of: row.id for row in reports if row.version_of is not None}


def _claim(claim: Claim) -> dict[str, str]:
    return {
        "ratings": _given(claim.rating.analysts),
        "credibility": str(claim.rating.credibility),
        "independence": claim.independence,
        "status": _status(claim),
    }


def _status(claim: Claim) -> str:
    if claim.status == "confirmed":
        return f"confirmed by {', '.join(claim.confirmed_by)}"
    return f"{claim.status}: figures differ" if claim.figures_differ else claim.status


def _position(claim: Claim, party: str) -> dict[str, str]:
    """The party's latest stance in the claim, and the latest figures that it gives there."""
    taken = _latest([position for position in claim.positions if position.party == party])
    values = _latest_values([value for value in claim.values if value.party == party])
    return {
        "figures": "; ".join(sorted({f"{amount(value)} {value.unit}" for value in values if amount(value)})),
        "stance": " and ".join(sorted({position.stance for position in taken})) or "none held",
    }


def _latest(positions: Sequence[Position]) -> list[Position]:
    """Those of the latest date, and those without one, which may be later."""
    last = max((order(position.since) for position in positions if position.since), default=None)
    return [p for p in positions if p.since is None or order(p.since) == last]


def _latest_values(values: Sequence[ValueRow]) -> list[ValueRow]:
    last = max((order(value.date) for value in values if value.date), default=None)
    return [value for value in values if value.date is None or order(value.date) == last]


def _judgement(row: JudgementRow) -> dict[str, str]:
    return {
        "evidence": "changed since" if row.shifts else "as it was",
        "standing": "superseded" if row.superseded_by else "newest",
    }


def _given(ratings: Iterable[AnalystRating]) -> str:
    return "; ".join(f"{given.rating} by {given.analyst}" for given in ratings)


def _spoken(name: str, party: str | None) -> str:
    return f"{name} ({party})" if party else name


def _quantities(quantities: Sequence[Quantity]) -> str:
    shown = (
        ValueRow(statement="", party=None, speaker="", unit=q.unit, value=q.value, low=q.low, high=q.high)
        for q in quantities
    )
    return "; ".join(f"{amount(row)} {row.unit}" for row in shown)
