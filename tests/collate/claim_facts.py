"""Statements of an invented quarrel over a bridge between Arland and Brenia, as the deriving of claims takes them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec

from pantau.collate.claims import derive_claims
from pantau.collate.story_facts import StatementFact, StoryClaims, StoryFacts
from pantau.model.picture import Claim
from pantau.model.statement import Quantity, Speaker, Statement

_STATEMENT = frozenset(Statement.__struct_fields__)
_SPEAKER = frozenset({"kind", "role"})


def fact(name: str, words: str, party: str | None = "ARL", act: str = "assert", **more: Any) -> StatementFact:
    """A statement by the spokesman of `party`; any field of the fact, the statement or the speaker by its name.

    What ends in a number has that number as its ordinal; each statement stands in a report of its own.
    """
    tail = name.rsplit("-", 1)[-1]
    ordinal = int(tail) if tail.isdigit() else 0
    span = (1000 * ordinal, 1000 * ordinal + len(words))
    speaker = str(more.pop("speaker", f"spokesman of {party}"))
    report = str(more.pop("report", f"report-{name}"))
    statement = msgspec.structs.replace(
        Statement(
            ordinal=ordinal,
            span=span,
            text=words,
            speaker=Speaker(name=speaker, surface=speaker, kind="person", party=party),
            act=act,  # type: ignore[arg-type]  # spelled out in tests
            content=(span,),
            words=words,
            quoted="indirect",
            directness="paraphrase",
        ),
        **{key: more.pop(key) for key in list(more) if key in _STATEMENT},
    )
    who = msgspec.structs.replace(
        statement.speaker, **{key: more.pop(key) for key in list(more) if key in _SPEAKER}
    )
    known = {
        "entity": speaker,
        "source": speaker,
        "since": "2031-03-02",
        "routes": (f"outlet of {report}",),
        "language": "en",
        "published": "2031-03-02",
        **more,
    }
    return StatementFact(
        id=name,
        report=report,
        originator="alpha",
        generation=1,
        statement=msgspec.structs.replace(statement, speaker=who),
        speaker=speaker,
        party=party,
        **known,
    )


def story(*facts: StatementFact, **more: Any) -> StoryFacts:
    """A story of these statements."""
    ordered = tuple(sorted(facts, key=lambda item: item.id))
    reports = tuple(sorted({item.report for item in facts}))
    return StoryFacts(id="story", facts=ordered, reports=reports, **more)


def count(value: int | None, state: str | None = None, **more: Any) -> Quantity:
    """A number of persons, unless `unit` says otherwise."""
    amount = None if value is None else Decimal(value)
    return Quantity(**{"span": (0, 1), "unit": "person", "value": amount, "state": state, **more})


def claim_of(found: StoryClaims, name: str) -> Claim:
    """The claim that holds the statement `name`."""
    return next(claim for claim in found.claims if name in claim.statements)


def together(found: StoryClaims, *names: str) -> bool:
    """Whether all these statements stand in one claim."""
    return len({found.assigned[name][0] for name in names}) == 1


def claims(*facts: StatementFact, **more: Any) -> StoryClaims:
    """The claims of a story of these statements."""
    return derive_claims(story(*facts, **more))
