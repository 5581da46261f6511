"""Statements, claims and evaluations in; whose word something finally is, and how each source has fared, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pantau.model.objects import Held
from pantau.model.party import party_name
from pantau.model.picture import Claim, Declared, Entity, SourceRating, StatementRow
from pantau.model.rating import AnalystRating, Evaluation, SourceSetting, newest

# A record shorter than this says nothing about a source: AJP-2.1 has F for it.
LEAST_RECORD = 5
# Share, per mille, of what others confirmed among that and what the source had to correct: the letters of AJP-2.1 are
# words ("usually", "fairly"), these bounds are ours.
BORNE_OUT = ((950, "A"), (850, "B"), (650, "C"), (400, "D"), (0, "E"))


class Record(NamedTuple):
    """What became of a source's statements: in all, of those how many stand in a claim that another source confirms,
    how many where others deny what it affirms, and reports of it that correct earlier ones."""

    statements: int = 0
    confirmed: int = 0
    denied: int = 0
    corrections: int = 0

    def plus(self, other: Record) -> Record:
        """Both records together."""
        return Record(*(a + b for a, b in zip(self, other, strict=True)))

    def less(self, other: Record) -> Record:
        """This record without the other, which went into it."""
        return Record(*(a - b for a, b in zip(self, other, strict=True)))


def source_of(entity: Entity) -> str:
    """Whose word it finally is, in words: the speaker, with the party where the name does not show it."""
    if entity.kind == "person" or entity.party is None:
        return entity.name
    country = party_name(entity.party)
    shown = country.casefold() in entity.name.casefold() or entity.party.casefold() == entity.name.casefold()
    return entity.name if shown else f"{entity.name} ({country})"


def records(
    statements: Sequence[StatementRow], claims: Sequence[Claim], corrected: Iterable[str]
) -> dict[str, Record]:
    """The record in one story of each source and of each route. `corrected` names the routes of reports that correct
    earlier reporting, once for each report."""
    found: Counter[tuple[str, str]] = Counter()
    fate = {claim.id: claim for claim in claims}
    for row in statements:
        claim = fate.get(row.claim)
        for name in (row.source, *row.routes):
            found[name, "statements"] += 1
            if claim is not None and row.stance == "affirms":
                found[name, "confirmed"] += _confirmed(claim, row)
                found[name, "denied"] += _denied(claim, row)
    for name in corrected:
        found[name, "corrections"] += 1
    names = {name for name, _ in found}
    return {name: Record(*(found[name, field] for field in Record._fields)) for name in names}


def _confirmed(claim: Claim, row: StatementRow) -> bool:
    party = row.statement.speaker.party
    return claim.independence == "shown" and any(other != party for other in claim.confirmed_by)


def _denied(claim: Claim, row: StatementRow) -> bool:
    party = row.statement.speaker.party
    return any(position.stance == "denies" and position.party != party for position in claim.positions)


class Opinions(NamedTuple):
    """What people say of a source's reliability: analysts by evaluations, owners by their settings."""

    analysts: tuple[AnalystRating, ...] = ()
    settings: tuple[AnalystRating, ...] = ()


def rating(source: str, record: Record, opinions: Opinions) -> SourceRating:
    """The rule's reliability with its reasons, and beside it the newest that each analyst gives and owners' settings."""
    letter, reason = _rule(record)
    reasons = [f"{record.statements} statements held"]
    if record.corrections:
        reasons.append(f"{record.corrections} of its reports correct earlier ones")
    reasons.append(reason)
    return SourceRating(
        source=source,
        reliability=letter,
        reasons=tuple(reasons),
        analysts=newest(opinions.analysts),
        settings=opinions.settings,
    )


def _rule(record: Record) -> tuple[str, str]:
    """Being denied is counted and shown but not held against a source: who denies may be the one who errs."""
    tried = record.confirmed + record.corrections
    told = f"confirmed {record.confirmed} times and denied {record.denied} times by others"
    if tried < LEAST_RECORD:
        return "F", f"{told}: too little to judge by"
    share = record.confirmed * 1000 // tried
    return next(letter for least, letter in BORNE_OUT if share >= least), told


def signed(held: Held, rating: str, reason: str) -> AnalystRating:
    """What the analyst who made the evaluation `held` gives."""
    return AnalystRating(
        evaluation=held.id,
        originator=held.originator,
        analyst=held.by,
        made=held.created,
        rating=rating,
        reason=reason,
    )


def opinions(
    evaluations: Iterable[Held], settings: Iterable[Declared[SourceSetting]]
) -> Mapping[str, Opinions]:
    """Source -> what people say of it, in the order in which they said it."""
    analysts, owners = _evaluations(evaluations), _settings(settings)
    return {
        name: Opinions(analysts=tuple(analysts.get(name, ())), settings=tuple(owners.get(name, ())))
        for name in {*analysts, *owners}
    }


def _settings(settings: Iterable[Declared[SourceSetting]]) -> Mapping[str, list[AnalystRating]]:
    found: dict[str, list[AnalystRating]] = {}
    for row in sorted(settings, key=lambda row: (row.originator, row.id)):
        found.setdefault(row.body.name, []).append(
            AnalystRating(
                evaluation=row.id,
                originator=row.originator,
                analyst=row.by,
                made=row.created,
                rating=row.body.reliability,
                reason=row.body.reason,
            )
        )
    return found


def _evaluations(evaluations: Iterable[Held]) -> Mapping[str, list[AnalystRating]]:
    found: dict[str, list[AnalystRating]] = {}
    for held in sorted(evaluations, key=lambda item: (item.created, item.id)):
        body = held.body
        if isinstance(body, Evaluation) and body.source is not None and body.reliability is not None:
            found.setdefault(body.source, []).append(signed(held, body.reliability, body.reason))
    return found
