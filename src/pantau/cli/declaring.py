"""What people declare in files in; checked against what is known and held, and signed objects, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

import msgspec

from pantau.cli.forms import Form
from pantau.cli.shared import reader_for, signer
from pantau.collate.claims.concepts import known_concepts
from pantau.collate.watch.matching import GAPS, STARS, usable
from pantau.errors import ObjectInvalid, UsageError
from pantau.model.base import Value
from pantau.model.envelope import Draft
from pantau.model.objects import BODIES
from pantau.model.party import code_of
from pantau.model.picture import Declared, Picture
from pantau.model.requirement import ANY_LANGUAGE, TOGETHER, ChannelExpectation, Requirement, Topic
from pantau.model.time import PartialDate
from pantau.model.warning import Indicator, Level, Problem
from pantau.node import Node
from pantau.pipeline import find, record, view

Kind = Requirement | ChannelExpectation | Problem


class RequirementsForm(Value, frozen=True, kw_only=True):
    """A file of `[[requirement]]` and `[[channel]]` tables."""

    requirement: tuple[Requirement, ...] = ()
    channel: tuple[ChannelExpectation, ...] = ()


class ProblemForm(Value, frozen=True, kw_only=True):
    """A file with one warning problem: `[[level]]` tables, lowest first, and `[[indicator]]` tables."""

    name: str
    question: str
    level: tuple[Level, ...]
    indicator: tuple[Indicator, ...]
    valid_from: str | None = None
    valid_until: str | None = None


class Outcome(Value, frozen=True, kw_only=True):
    """What became of one declaration: its object's type, name and id."""

    outcome: Literal["declared", "unchanged"]
    type: str
    name: str
    id: str


def read_requirements(form: Form, node: Node) -> list[tuple[Kind, tuple[str, ...]]]:
    """The file's declarations, each with the ids that it names; raises UsageError for what makes no sense."""
    read = form.read(RequirementsForm)
    if not read.requirement and not read.channel:
        raise form.wrong("", "it holds no [[requirement]] and no [[channel]]")
    _check_names(form, "requirement", [row.name for row in read.requirement])
    _check_names(form, "channel", [row.name for row in read.channel])
    found: list[tuple[Kind, tuple[str, ...]]] = []
    for number, row in enumerate(read.requirement):
        at = f"requirement[{number}]"
        if row.topic == Topic():
            raise form.wrong(f"{at}.topic", "it must say what the requirement is about")
        _check_parties(form, f"{at}.parties", row.parties)
        _check_period(form, at, row)
        topic = _topic(form, f"{at}.topic", row.topic, node)
        found.append((msgspec.structs.replace(row, topic=topic), topic.named()))
    for number, channel in enumerate(read.channel):
        at = f"channel[{number}]"
        if not [match for match in channel.matches if match.strip("/ ")]:
            raise form.wrong(f"{at}.matches", "it must name an outlet, an address or a folder")
        _check_parties(form, f"{at}.carries", channel.carries)
        _check_period(form, at, channel)
        found.append((channel, ()))
    return found


def read_problem(form: Form, node: Node) -> tuple[Problem, tuple[str, ...]]:
    """The file's warning problem with the ids that it names; raises UsageError for what makes no sense."""
    read = form.read(ProblemForm)
    _check_names(form, "level", [level.name for level in read.level])
    _check_names(form, "indicator", [indicator.name for indicator in read.indicator])
    _check_period(form, "", read)
    indicators = []
    for number, row in enumerate(read.indicator):
        at = f"indicator[{number}]"
        _check_parties(form, f"{at}.parties", row.parties)
        indicators.append(msgspec.structs.replace(row, topic=_topic(form, f"{at}.topic", row.topic, node)))
    for number, level in enumerate(read.level):
        _check_level(form, number, level, [row.name for row in indicators])
    if len(read.level) < 2 or not indicators:
        raise form.wrong("", "a warning problem needs two [[level]] tables and one [[indicator]] at least")
    problem = Problem(
        name=read.name,
        question=read.question,
        levels=read.level,
        indicators=tuple(indicators),
        valid_from=read.valid_from,
        valid_until=read.valid_until,
    )
    return problem, tuple(sorted({name for row in indicators for name in row.topic.named()}))


def declare(node: Node, declared: Iterable[tuple[Kind, tuple[str, ...]]]) -> Iterator[Outcome]:
    """Sign and keep each declaration, unless the very same one of that name counts already."""
    picture = view(node.parts, reader_for(node, None)).picture
    for body, refs in declared:
        kind = next(name for name, shape in BODIES.items() if type(body) is shape)
        own = _counting(picture, body, node.parts.identity.member)
        if own is not None and own.body == body:
            yield Outcome(outcome="unchanged", type=kind, name=body.name, id=own.id)
            continue
        draft = Draft(
            type=kind,
            label=node.parts.label,
            body=body,
            by=signer(node),
            refs=refs,
        )
        yield Outcome(outcome="declared", type=kind, name=body.name, id=record(node.parts, draft))


def _counting(picture: Picture, body: Kind, member: str) -> Declared[Any] | None:
    """The own declaration of the same kind and name that counts now."""
    rows: list[Declared[Any]] = [*picture.requirements, *picture.channels, *picture.problems]
    same = (row for row in rows if row.originator == member and type(row.body) is type(body))
    return next((row for row in same if row.body.name.casefold() == body.name.casefold()), None)


def _check_names(form: Form, table: str, names: Sequence[str]) -> None:
    for number, name in enumerate(names):
        if not name.strip():
            raise form.wrong(f"{table}[{number}].name", "it needs a name")
        if name.casefold() in [other.casefold() for other in names[:number]]:
            raise form.wrong(f"{table}[{number}].name", f"there is another {table} {name!r} above")


def _check_parties(form: Form, path: str, parties: Sequence[str]) -> None:
    for party in parties:
        code = code_of(party)
        if code is not None and code != party:
            raise form.wrong(path, f"parties are written as codes: {code} for {party!r}")


def _check_period(form: Form, path: str, row: Requirement | ChannelExpectation | ProblemForm) -> None:
    for name in ("due", "valid_from", "valid_until"):
        day = getattr(row, name, None)
        try:
            if day is not None:
                PartialDate.parse(day)
        except ValueError as error:
            raise form.wrong(f"{path}.{name}", str(error)) from error
    if row.valid_from and row.valid_until:
        first, last = (PartialDate.parse(day).bounds() for day in (row.valid_from, row.valid_until))
        if last[1] <= first[0]:
            raise form.wrong(f"{path}.valid_until", "it ends before it begins")


def _check_level(form: Form, number: int, level: Level, names: Sequence[str]) -> None:
    at = f"level[{number}]"
    if number == 0 and level.rules:
        raise form.wrong(
            f"{at}.rules", "the lowest level holds when nothing raises another: it takes no rules"
        )
    if number and not level.rules:
        raise form.wrong(at, f"nothing raises level {level.name!r}: it needs rules")
    for rule in level.rules:
        unknown = [name for name in rule.of if name not in names]
        if unknown:
            raise form.wrong(f"{at}.rules", f"there is no indicator {unknown[0]!r}")
        if rule.at_least > len(rule.of or names):
            raise form.wrong(f"{at}.rules", f"{rule.at_least} of {len(rule.of or names)} can never be met")


def _topic(form: Form, path: str, topic: Topic, node: Node) -> Topic:
    """The topic with whole ids in place of their beginnings; raises UsageError for subjects and ids not known."""
    for subject in topic.subjects:
        for name in subject.split(TOGETHER):
            if name not in known_concepts():
                hint = "`pantau require --subjects` lists them"
                raise form.wrong(f"{path}.subjects", f"there is no subject {name!r}: {hint}")
    for language in topic.terms:
        if language != ANY_LANGUAGE and not (2 <= len(language) <= 3 and language.islower()):
            raise form.wrong(
                f"{path}.terms", f"{language!r} is no language: write a code such as id, or {ANY_LANGUAGE}"
            )
    for term in (term for terms in topic.terms.values() for term in terms):
        if not usable(term):
            told = f"{term!r} is no term: a few words, with at most {GAPS} gaps and {STARS} stars"
            raise form.wrong(f"{path}.terms", told)
    _check_parties(form, f"{path}.about", topic.about)
    try:
        stories = tuple(find(node.parts, name, kind="report").id for name in topic.stories)
        claims = tuple(find(node.parts, name, kind="statement").id for name in topic.claims)
    except (ObjectInvalid, UsageError) as error:
        raise form.wrong(f"{path}.{'stories' if topic.stories else 'claims'}", str(error)) from error
    return msgspec.structs.replace(topic, stories=stories, claims=claims)
