"""A brief or a judgement with its picture in; what each of their lines rests on, with what is held of it now, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from pantau.collate.assess.ground import Ground
from pantau.collate.brief.desk import amount
from pantau.errors import UnknownReference
from pantau.model.brief import Brief, ClaimEntry, FigureLine, PositionLine, StoryBrief
from pantau.model.correction import Anchor
from pantau.model.footing import Footing, FootingKind
from pantau.model.judgement import Judgement
from pantau.model.party import party_name
from pantau.model.picture import Picture, StatementRow

ANCHORS = 4
"""Statements by which a claim is found again: all of them may be rejected, but seldom are."""


class Layer:
    """Lays footings on one picture."""

    def __init__(self, picture: Picture) -> None:
        self._ground = Ground(picture)
        self._reports = picture.reports

    def of_brief(self, brief: Brief) -> tuple[Footing, ...]:
        """Every line of the brief, once for each thing that it rests on, top to bottom."""
        several = len(brief.stories) > 1
        return tuple(
            footing
            for number, story in enumerate(brief.stories, start=1)
            for footing in self._story(story, f"story {number}, " if several else "")
        )

    def of_judgement(self, judgement: Judgement) -> tuple[Footing, ...]:
        """What the judgement is about, and its evidence for and against.

        Raises UnknownReference for what is neither a statement nor a report of the picture.
        """
        named = (("about", judgement.about), ("for", judgement.supports), ("against", judgement.opposes))
        seen: set[str] = set()
        return tuple(
            footing
            for where, names in named
            for name in names
            for footing in self._evidence(name, where, seen)
        )

    def refs(self, brief: Brief) -> tuple[str, ...]:
        """Ids of all that went into the brief's stories: the labels of all of it count for what is made of it."""
        shown = {story.id for story in brief.stories}
        reports = {row.id: row for row in self._reports if row.story in shown}
        found = {*reports, *(row.exploitation for row in reports.values())}
        for row in self._ground.statements.values():
            if row.report in reports:
                found |= {row.id, *row.corrected}
        for story in brief.stories:
            found |= {judgement.id for judgement in story.judgements}
            found |= {given.evaluation for claim in story.claims for given in claim.analysts}
            found |= {given.evaluation for row in story.rated for given in (*row.analysts, *row.settings)}
        watched = brief.watch.named()
        if watched:
            # Coverage and warnings count reports of every story.
            found |= {*watched, *(row.id for row in self._reports)}
        return tuple(sorted(found))

    def _story(self, story: StoryBrief, lead: str) -> Iterator[Footing]:
        for number, claim in enumerate(story.claims, start=1):
            yield from self._claim(claim, f"{lead}claim {number}")
        for number, line in enumerate(story.others, start=1):
            yield from self._quoted(line.statement, f"{lead}also said {number}", _said(line))
        for number, figure in enumerate(story.figures, start=1):
            for name in figure.statements:
                yield from self._quoted(name, f"{lead}figure {number}", _figure(figure))
        for number, change in enumerate(story.changes, start=1):
            where = f"{lead}what moved {number}, {party_name(change.party)}"
            yield from self._on_claim("position", where, change.words, [change.claim], party=change.party)
        for number, entry in enumerate(story.timeline, start=1):
            yield from self._quoted(entry.statement, f"{lead}timeline {number}", entry.text)
        for reference in story.references:
            said = f"{reference.outlet or 'site unnamed'}: {reference.title or reference.location}"
            yield from self._lay("report", f"{lead}page {reference.mark}", said, subject=reference.report)
        for source in sorted({source for claim in story.claims for source in claim.sources}):
            yield from self._lay("source", f"{lead}source", source, subject=source)
        for number, judgement in enumerate(story.judgements, start=1):
            where = f"{lead}judgement {number}"
            yield from self._lay("judgement", where, judgement.sentence, subject=judgement.id)

    def _claim(self, claim: ClaimEntry, where: str) -> Iterator[Footing]:
        quoted = [*dict.fromkeys(line.statement for line in claim.positions), claim.id]
        yield from self._on_claim("claim", where, claim.text, quoted)
        for line in claim.positions:
            who = party_name(line.party) if line.party else line.speaker
            yield from self._quoted(line.statement, f"{where}, {who}", _said(line))
        for party in dict.fromkeys(line.party for line in claim.positions if line.party):
            said = "; ".join(_said(line) for line in claim.positions if line.party == party)
            beside = f"{where}, {party_name(party)}"
            yield from self._on_claim("position", beside, said, quoted, party=party)

    def _on_claim(
        self, kind: FootingKind, where: str, said: str, statements: Sequence[str], *, party: str = ""
    ) -> Iterator[Footing]:
        """A footing on the claim of these statements, or on a party's position in it."""
        rows = (self._ground.statements.get(name) for name in dict.fromkeys(statements))
        anchors = [_anchored(row) for row in rows if row is not None][:ANCHORS]
        for footing in self._lay(kind, where, said, subject=party, anchor=anchors[0] if anchors else None):
            yield msgspec.structs.replace(footing, others=tuple(anchors[1:]))

    def _quoted(self, statement: str, where: str, said: str) -> Iterator[Footing]:
        yield from self._lay("statement", where, said, anchor=self._anchor(statement))

    def _evidence(self, name: str, where: str, seen: set[str]) -> Iterator[Footing]:
        """What stands behind one id; each claim once, though several of its statements are named."""
        row, report = self._ground.statements.get(name), self._ground.reports.get(name)
        if row is not None:
            anchor = _anchored(row)
            yield from self._lay("statement", where, row.statement.words, anchor=anchor)
            claim = self._ground.claims.get(row.claim)
            if claim is None or claim.id in seen:
                return
            seen.add(claim.id)
            yield from self._on_claim("claim", where, claim.text, [name, *claim.statements])
            for party in sorted({position.party for position in claim.positions if position.party}):
                line = f"{where}, {party_name(party)}"
                yield from self._on_claim(
                    "position", line, claim.text, [name, *claim.statements], party=party
                )
        elif report is not None:
            yield from self._lay("report", where, report.reading.title or report.location, subject=name)
        else:
            raise UnknownReference(
                f"{name[:12]} is neither a statement nor a report of the picture: a judgement names those"
            )

    def _anchor(self, statement: str) -> Anchor | None:
        row = self._ground.statements.get(statement)
        return None if row is None else _anchored(row)

    def _lay(
        self, kind: FootingKind, where: str, said: str, *, subject: str = "", anchor: Anchor | None = None
    ) -> Iterator[Footing]:
        """The footing with the facts held of it; none where nothing is."""
        footing = Footing(kind=kind, where=where, said=said, subject=subject, anchor=anchor, held={})
        facts = self._ground.facts(footing)
        if facts is not None:
            yield Footing(kind=kind, where=where, said=said, subject=subject, anchor=anchor, held=facts)


def _anchored(row: StatementRow) -> Anchor:
    return Anchor.at(row.report, row.id, row.statement)


def _figure(line: FigureLine) -> str:
    return f"{amount(line)} {line.unit}: {', '.join(line.speakers)}"


def _said(line: PositionLine) -> str:
    return line.words
