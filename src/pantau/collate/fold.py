"""Objects in, in any order and any portions; the picture that follows from the set of them out.

The layers stand on one another: facts of single reports, copies, events, stories, entities, claims. Each is an exact
function of the set below it, and each passes on only what changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pantau.collate.assess import Assessments
from pantau.collate.assess.ground import Ledger
from pantau.collate.claims import derive_claims
from pantau.collate.copies import Copies
from pantau.collate.corrections import Corrections, Entry, stand_in
from pantau.collate.declarations import Declarations, following
from pantau.collate.derive import StoryInput, derive
from pantau.collate.directives import Ruling, Scopes, credibility_votes, rulings
from pantau.collate.entities import Entities, Mention, Name, name_of, resolved
from pantau.collate.facts import ReportFacts, read_facts
from pantau.collate.holding import Holding
from pantau.collate.kinship import Member, member
from pantau.collate.rows import Rows
from pantau.collate.sources import opinions
from pantau.collate.story_facts import ClaimDeriver, CredibilityVote, Directive
from pantau.collate.storylines import Storylines
from pantau.model.correction import Anchor, Correction
from pantau.model.objects import Held
from pantau.model.picture import Entity, Picture
from pantau.model.rating import SourceSetting

PICTURE_VERSION = "1"
"""Names the software and constants that a picture follows from: raised whenever equal objects may give another one."""


def fold(objects: Iterable[Held], *, claim_deriver: ClaimDeriver = derive_claims) -> Picture:
    """The picture of a set of objects, whatever their order."""
    collation = Collation(claim_deriver=claim_deriver)
    collation.add(objects)
    return collation.picture()


class Collation:
    """A picture that is kept up to date while objects come and go; it equals the fold of what is left."""

    def __init__(self, *, claim_deriver: ClaimDeriver = derive_claims) -> None:
        self._derive_claims = claim_deriver
        self._holding = Holding()
        self._corrections = Corrections()
        self._declarations = Declarations()
        self._stale: set[str] = set()
        self._members: dict[str, Member] = {}
        self._copies = Copies()
        self._storylines = Storylines()
        self._entities = Entities()
        self._names: dict[str, Name] = {}
        self._named: dict[str, tuple[str, ...]] = {}
        self._rulings: tuple[Ruling, ...] = ()
        self._scopes = Scopes(())
        self._votes: dict[str, tuple[CredibilityVote, ...]] = {}
        self._rows = Rows()
        self._assessments = Assessments()

    def add(self, objects: Iterable[Held]) -> None:
        """Take objects in; what is held already, or of a type that this version does not know, changes nothing."""
        for held in objects:
            report = self._holding.put(held)
            self._assessments.put(held)
            if report is not None:
                self._stale.add(report)
            if isinstance(held.body, Correction):
                self._stale |= self._corrections.put(held)
            self._declarations.put(held)

    def remove(self, names: Iterable[str]) -> None:
        """Forget objects (a recall, a narrowed label); the picture is then as if they had never been held."""
        for name in names:
            held = self._holding.get(name)
            if held is None:
                continue
            report = self._holding.drop(name)
            self._assessments.drop(held)
            if report is not None:
                self._stale.add(report)
            if isinstance(held.body, Correction):
                self._stale |= self._corrections.drop(name)
            self._declarations.drop(name)

    def picture(self) -> Picture:
        """The picture of what is held now."""
        changed = self._read_reports()
        ruled = self._rule()
        changed |= self._copies.settle()
        for name in changed & self._members.keys():
            self._storylines.put(self._members[name].signals, self._copies.descent(name))
        ended, stories = self._storylines.settle(self._rulings)
        for story in ended:
            self._rows.drop_story(story)
        told = {name for name in changed | ruled if name in self._members}
        self._derive(stories | {self._storylines.story_of(name) for name in told})
        settings = self._declarations.latest(SourceSetting)
        self._rows.put_opinions(opinions(self._holding.evaluations(), settings))
        ledger = Ledger(
            stands=lambda anchor: stand_in(anchor, self._entries(anchor.report)),
            get=self._holding.get,
            corrections=self._corrections.about,
        )
        rows = following(self._rows.picture(PICTURE_VERSION, self._declarations), self._stands_for)
        return self._assessments.complete(rows, ledger)

    def _read_reports(self) -> set[str]:
        """Read anew the reports that an object came or went for; those whose facts changed."""
        changed = set()
        for name in sorted(self._stale):
            facts, before = self._facts(name), self._members.get(name)
            if facts is None and before is not None:
                self._forget(name)
                changed.add(name)
            elif facts is not None and (before is None or before.facts != facts):
                self._members[name] = member(facts)
                self._copies.put(self._members[name])
                changed.add(name)
        self._stale.clear()
        return changed

    def _facts(self, name: str) -> ReportFacts | None:
        report = self._holding.get(name)
        if report is None:
            return None
        return read_facts(
            report,
            runs=self._holding.runs(name),
            statements=self._holding.statements(name),
            corrections=self._corrections.of_report(name),
        )

    def _forget(self, name: str) -> None:
        del self._members[name]
        self._copies.drop(name)
        self._storylines.drop(name)
        self._name(name, {})

    def _rule(self) -> set[str]:
        """Resolve anew what analysts say of groups; the reports for which that changed."""
        before = {*self._rulings}
        self._rulings = rulings(self._corrections.groupings(), self._entries)
        self._scopes = Scopes(self._rulings)
        votes_before, self._votes = self._votes, credibility_votes(self._holding, self._entries)
        touched = {name for ruling in before ^ {*self._rulings} for name in ruling.reports}
        voted = {*votes_before, *self._votes}
        return touched | {name for name in voted if votes_before.get(name) != self._votes.get(name)}

    def _entries(self, report: str) -> Sequence[Entry]:
        found = self._members.get(report)
        return found.facts.entries if found is not None else ()

    def _stands_for(self, statement: str) -> str | None:
        """The statement of the latest generation that stands for one of any generation."""
        found = self._holding.entry(statement)
        if found is None:
            return None
        report, (name, said) = found
        return stand_in(Anchor.at(report, name, said), self._entries(report))

    def _reports_of(self, story: tuple[str, ...]) -> list[str]:
        return [name for event in story for name in self._storylines.reports_of(event)]

    def _derive(self, stories: set[tuple[str, ...]]) -> None:
        for story in sorted(stories):
            self._name_speakers(story)
        self._entities.tie(self._scopes.ties(self._names))
        renamed, entities = self._entities.settle()
        for statement in (statement for name in renamed for statement in self._entities.statements(name)):
            stories.add(self._storylines.story_of(self._holding.refs(statement)[0]))
        for story in sorted(stories):
            self._rows.put_story(derive(self._input(story), self._entity_of, self._derive_claims))
        for name in entities:
            self._rows.put_entity(name, self._entities.row(name))

    def _name_speakers(self, story: tuple[str, ...]) -> None:
        reports = self._reports_of(story)
        own = {
            entry.id: name_of(entry.statement.speaker, story[0])
            for report in reports
            for entry in self._members[report].facts.statements
        }
        meant = resolved(own.values())
        for report in reports:
            statements = self._members[report].facts.statements
            self._name(report, {entry.id: meant[own[entry.id]] for entry in statements})
            for entry in statements:
                name = self._scopes.scoped(entry.id, self._names[entry.id])
                self._entities.put(entry.id, Mention(name, entry.statement.speaker))

    def _name(self, report: str, names: dict[str, Name]) -> None:
        """Keep the names of a report's speakers, and forget statements that it no longer has."""
        for statement in self._named.pop(report, ()):
            if statement not in names:
                self._names.pop(statement, None)
                self._entities.drop(statement)
        if names:
            self._named[report] = tuple(names)
            self._names.update(names)

    def _entity_of(self, statement: str) -> Entity:
        return self._entities.entity(self._scopes.scoped(statement, self._names[statement]))

    def _input(self, story: tuple[str, ...]) -> StoryInput:
        reports = self._reports_of(story)
        held = {entry.id for report in reports for entry in self._members[report].facts.statements}
        directives = [
            Directive(kind=ruling.kind, statements=named, correction=ruling.correction)
            for ruling in self._rulings
            if ruling.grouping == "claims"
            and (named := tuple(name for name in ruling.statements if name in held))
        ]
        return StoryInput(
            id=story[0],
            events=tuple(self._storylines.reports_of(event) for event in story),
            members={name: self._members[name] for name in reports},
            descent={name: self._copies.descent(name) for name in reports},
            directives=tuple(directives),
            votes=tuple(vote for report in sorted(reports) for vote in self._votes.get(report, ())),
        )
