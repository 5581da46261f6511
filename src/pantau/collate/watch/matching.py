"""Topics and rows of a picture in; the statements that are about a topic out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from pantau.collate.claims.binding import REACTIONS
from pantau.collate.claims.concepts import concepts_of, written_together
from pantau.model.picture import Claim, Picture, ReportRow, StatementRow
from pantau.model.requirement import ANY_LANGUAGE, BETWEEN, TOGETHER, Topic
from pantau.model.stance import Stance
from pantau.model.statement import Act
from pantau.model.time import PartialDate
from pantau.model.watch import Word

GAP = 6
"""Words that ` ... ` in a term stands for at most: about a clause."""
GAPS, STARS = 3, 4
"""Gaps and stars in one term at most: one with more fits nothing, since trying all ways to fill them takes too long."""
ENDING = 20
"""Characters that `*` stands for at most."""
_PLAIN: dict[Stance, frozenset[Act]] = {
    "denies": frozenset({"deny"}),
    "affirms": frozenset({"assert", "confirm"}),
    "open": frozenset({"decline", "unconfirmed"}),
}
_DIRECTNESS = ("own words", "paraphrase", "account", "summary")


class Material:
    """A picture's rows by id. `statements` are those of current versions: what a page took back is no evidence."""

    def __init__(self, picture: Picture) -> None:
        self.reports: dict[str, ReportRow] = {row.id: row for row in picture.reports}
        self.claims: dict[str, Claim] = {row.id: row for row in picture.claims}
        self.every: dict[str, StatementRow] = {row.id: row for row in picture.statements}
        self.names = {row.id: row.name for row in picture.entities}
        self.statements = [row for row in picture.statements if not self.reports[row.report].superseded]
        self._spoken: dict[str, frozenset[str]] = {}
        """The concepts of a statement's words, once for all topics."""
        self._of_claim: dict[str, list[StatementRow]] = defaultdict(list)
        for row in self.statements:
            self._of_claim[row.claim].append(row)
        self.decisions = picture.decisions

    def about(self, topic: Topic) -> list[StatementRow]:
        """The statements about a topic: those whose own words are, then reactions in the claims of those; each by id.

        "That is not true" names nothing itself; what it answers does, where the topic is what the claim is mostly about.
        """
        own = [row for row in self.statements if self._fits(topic, row)]
        names = {row.id for row in own}
        claims = {claim for claim in {row.claim for row in own} if self._mostly(claim, names)}
        reactions = (row for row in self.statements if row.statement.act in REACTIONS)
        return own + [row for row in reactions if row.id not in names and row.claim in claims]

    def _mostly(self, claim: str, names: set[str]) -> bool:
        """Whether at least half of the claim's statements that say something themselves are among `names`."""
        telling = [row.id for row in self._of_claim[claim] if row.statement.act not in REACTIONS]
        return 2 * len(names.intersection(telling)) >= len(telling)

    def word(self, row: StatementRow) -> Word:
        """The statement as a line shows it."""
        report, statement = self.reports[row.report], row.statement
        return Word(
            statement=row.id,
            report=row.report,
            claim=row.claim,
            party=statement.speaker.party,
            speaker=self.names.get(row.entity, statement.speaker.name),
            source=row.source,
            act=statement.act,
            stance=row.stance,
            directness=statement.directness,
            conditional=statement.conditional,
            words=statement.words,
            since=row.since,
            outlet=report.reading.outlet.name or report.channel,
            location=report.location,
        )

    def _fits(self, topic: Topic, row: StatementRow) -> bool:
        return (
            self._in_story(topic, row)
            and self._in_claim(topic, row)
            and _at_place(topic, row)
            and _of_party(topic, row)
            and self._on_subject(topic, row)
        )

    def _in_story(self, topic: Topic, row: StatementRow) -> bool:
        stories = {self.reports[name].story for name in topic.stories if name in self.reports}
        return not topic.stories or self.reports[row.report].story in stories

    def _in_claim(self, topic: Topic, row: StatementRow) -> bool:
        claims = {self.every[name].claim for name in topic.claims if name in self.every}
        return not topic.claims or row.claim in claims

    def _on_subject(self, topic: Topic, row: StatementRow) -> bool:
        if not topic.subjects and not topic.terms:
            return True
        language = self.reports[row.report].reading.language.split("-", maxsplit=1)[0]
        for key in (language, ANY_LANGUAGE):
            found = _pattern(topic.terms.get(key, ()), together=written_together(language))
            if found is not None and found.search(_folded(row.statement.words)):
                return True
        return bool(topic.subjects) and self._speaks_of(topic.subjects, row, language)

    def _speaks_of(self, subjects: Sequence[str], row: StatementRow, language: str) -> bool:
        spoken = self._spoken.get(row.id)
        if spoken is None:
            spoken = self._spoken[row.id] = concepts_of(row.statement.words, language)
        return any(spoken.issuperset(subject.split(TOGETHER)) for subject in subjects)


def _at_place(topic: Topic, row: StatementRow) -> bool:
    if not topic.places:
        return True
    wanted = {_folded(name) for name in topic.places}
    named = {_folded(place.name) for place in row.statement.places}
    named |= {_folded(place.country) for place in row.statement.places if place.country}
    words = _folded(row.statement.words)
    return bool(wanted & named) or any(
        re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) for name in wanted
    )


def _of_party(topic: Topic, row: StatementRow) -> bool:
    wanted = {party.casefold() for party in topic.about}
    named = {mention.key.rpartition(":")[2].casefold() for mention in row.statement.mentions}
    return not wanted or bool(wanted & {*named, (row.statement.speaker.party or "").casefold()})


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def usable(term: str) -> bool:
    """Whether a term says something, in as many gaps and stars as can be looked for."""
    return bool(term.strip(" *.")) and term.count(BETWEEN) <= GAPS and term.count("*") <= STARS


@lru_cache(maxsize=1 << 10)
def _pattern(terms: tuple[str, ...], *, together: bool) -> re.Pattern[str] | None:
    """One pattern for all terms: whole words, anywhere in words where a language writes them together."""
    forms = [_form(_folded(term)) for term in terms if usable(term)]
    if not forms:
        return None
    joined = "|".join(forms)
    return re.compile(joined if together else rf"(?<!\w)(?:{joined})(?!\w)")


def _form(term: str) -> str:
    """`*` stands for any ending, ` ... ` for up to GAP words between; both are bounded, whoever declared the term."""
    parts = [re.sub(r"(?:\\\*)+", rf"\\w{{0,{ENDING}}}", re.escape(part)) for part in term.split(BETWEEN)]
    return rf"\W+(?:\w+\W+){{0,{GAP}}}".join(parts)


def plainest(row: StatementRow) -> tuple[object, ...]:
    """Sorts first what takes its stance by its very words, then what is most direct, then what is dated latest.

    Stable: of equals, what was about the topic by its own words stays before reactions.
    """
    return (
        row.statement.act not in _PLAIN[row.stance],
        _DIRECTNESS.index(row.statement.directness),
        -_ordinal(row.since),
    )


def _ordinal(since: str | None) -> int:
    return 0 if since is None else PartialDate.parse(since).last_day().toordinal()
