"""Speakers as single reports name them in; one person, institution or government each, across reports, out."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, TypeVar

from pantau.collate.graph import Neighbourhoods, components
from pantau.collate.names import (
    bare,
    heard,
    institution,
    is_state,
    same_institution,
    same_person,
    short_forms,
    sound,
    surname_of,
    tokens,
)
from pantau.model.picture import Entity
from pantau.model.statement import Speaker, SpeakerKind

_T = TypeVar("_T")


class Name(NamedTuple):
    """One spelling of one speaker. `scope` keeps apart what never meets: unnamed speakers of different stories, and
    statements that an analyst split off (the correction's id)."""

    kind: Literal["person", "body", "government", "unnamed"]
    party: str
    """Empty where the speaker speaks for none."""
    name: str
    scope: str = ""


class Mention(NamedTuple):
    """One statement's speaker under its resolved name."""

    name: Name
    speaker: Speaker


def name_of(speaker: Speaker, story: str) -> Name:
    """The name that a speaker goes by within `story`."""
    party = speaker.party or ""
    if speaker.kind == "unnamed":
        return Name("unnamed", party, speaker.name, story)
    bare_name = institution(speaker.name, party or None)
    if party and (
        speaker.kind == "government" or (speaker.kind == "institution" and bare_name == ("government",))
    ):
        return Name("government", party, "")
    if speaker.kind == "person":
        return Name("person", party, speaker.name)
    return Name("body", party, speaker.name)


def resolved(names: Iterable[Name]) -> dict[Name, Name]:
    """For each of a story's names the one it stands for: a lone surname stands for the one full name it fits.

    Where two people of the story share the surname, or none has it, it stays as it is.
    """
    known = set(names)
    full = sorted(name for name in known if name.kind == "person" and len(tokens(name.name)) > 1)
    return {name: _meant(name, full) for name in known}


def _meant(name: Name, full: Sequence[Name]) -> Name:
    if name.kind != "person" or len(tokens(name.name)) != 1 or name.scope:
        return name
    fitting = [other for other in full if _parties_agree(name, other) and surname_of(name.name, other.name)]
    own = [other for other in fitting if other.party == name.party] or fitting
    people = _people(own)
    return people[0][0] if len(people) == 1 else name


def _parties_agree(a: Name, b: Name) -> bool:
    """Not two parties; a state and a body may be, where one full name speaks now for the one, now for the other."""
    if not a.party or not b.party or a.party == b.party:
        return True
    named_alike = tokens(a.name) == tokens(b.name) and len(tokens(a.name)) > 1
    return named_alike and not (is_state(a.party) and is_state(b.party))


def _same(a: Name, b: Name) -> bool:
    if a.kind != b.kind or a.scope != b.scope or not _parties_agree(a, b):
        return False
    if a.kind == "person":
        return same_person(a.name, b.name)
    if a.kind == "body":
        return a.party == b.party and same_institution(a.name, b.name, a.party or None)
    return a == b


def _people(names: Sequence[Name], ties: Sequence[tuple[Name, Name]] = ()) -> list[list[Name]]:
    """`names` in groups of which all fit one another: those with a party and the longest first, each joins the one
    group that it fits, of several the one that has its very words, else begins its own. `ties` hold whatever the
    spelling."""
    ordered = sorted(set(names), key=lambda name: (not name.party, -len(tokens(name.name)), name))
    groups: list[list[Name]] = []
    for name in ordered:
        fitting = [group for group in groups if all(_same(name, other) for other in group)]
        exact = [
            group for group in fitting if any(tokens(other.name) == tokens(name.name) for other in group)
        ]
        if len(fitting) == 1 or len(exact) == 1:
            (exact or fitting)[0].append(name)
        else:
            groups.append([name])
    return _tied(groups, ties)


def _tied(groups: list[list[Name]], ties: Sequence[tuple[Name, Name]]) -> list[list[Name]]:
    where = {name: str(at) for at, group in enumerate(groups) for name in group}
    links = [(where[a], where[b]) for a, b in ties if a in where and b in where]
    if not links:
        return groups
    parts = components([str(at) for at in range(len(groups))], links)
    return [[name for at in part for name in groups[int(at)]] for part in parts]


class Entities:
    """All speakers of a set of statements, kept up to date."""

    def __init__(self) -> None:
        self._mentions: dict[str, Mention] = {}
        self._statements: dict[Name, list[str]] = {}
        self._roles: dict[Name, Counter[str]] = {}
        self._kinds: dict[Name, Counter[SpeakerKind]] = {}
        self._spellings: dict[Name, Counter[str]] = {}
        self._blocks: dict[tuple[str, ...], set[Name]] = {}
        self._graph = Neighbourhoods((1,), most=0)
        self._keys: dict[str, Name] = {}
        self._ties: dict[Name, frozenset[Name]] = {}
        self._stale: set[Name] = set()
        self._entity: dict[Name, Entity] = {}
        self._rows: dict[str, Entity] = {}

    def put(self, statement: str, mention: Mention) -> None:
        """Take a statement's speaker in, in place of the one it had."""
        if self._mentions.get(statement) == mention:
            return
        self.drop(statement)
        self._mentions[statement] = mention
        name, speaker = mention
        insort(self._statements.setdefault(name, []), statement)
        self._kinds.setdefault(name, Counter())[speaker.kind] += 1
        self._spellings.setdefault(name, Counter())[speaker.name] += 1
        if speaker.role:
            self._roles.setdefault(name, Counter())[speaker.role] += 1
        self._stale.add(name)

    def drop(self, statement: str) -> None:
        """Forget a statement."""
        mention = self._mentions.pop(statement, None)
        if mention is None:
            return
        name, speaker = mention
        held = self._statements[name]
        del held[bisect_left(held, statement)]
        _less(self._kinds, name, speaker.kind)
        _less(self._spellings, name, speaker.name)
        if speaker.role:
            _less(self._roles, name, speaker.role)
        if not held:
            del self._statements[name]
        self._stale.add(name)

    def tie(self, ties: Iterable[tuple[Name, Name]]) -> None:
        """What analysts say is one, in place of what they said before."""
        found: dict[Name, set[Name]] = {}
        for a, b in ties:
            found.setdefault(a, set()).add(b)
            found.setdefault(b, set()).add(a)
        fresh = {name: frozenset(others) for name, others in found.items()}
        changed = {name for name in {*fresh, *self._ties} if fresh.get(name) != self._ties.get(name)}
        self._ties = fresh
        self._stale |= changed

    def entity(self, name: Name) -> Entity:
        """The entity of a resolved name, as of the last `settle`."""
        return self._entity[name]

    def statements(self, name: Name) -> Sequence[str]:
        """The statements whose speaker goes by a resolved name, sorted."""
        return self._statements.get(name, ())

    def settle(self) -> tuple[set[Name], set[str]]:
        """Derive anew what changed: the names whose entity has another id, name or party, and the ids of entities
        whose row changed, those that are gone among them."""
        for name in self._stale:
            self._place(name)
        self._stale.clear()
        gone, touched = self._graph.settle()
        keys = {key for part in (*gone, *touched) for key in part}
        before = {self._keys[key]: self._entity.pop(self._keys[key], None) for key in keys}
        for part in touched:
            names = [self._keys[key] for key in part]
            ties = [(name, other) for name in names for other in self._ties.get(name, ())]
            for group in _people(names, ties):
                self._entity.update(dict.fromkeys(group, self._row(group)))
        renamed = {
            name
            for name, old in before.items()
            if name in self._entity and _shown(old) != _shown(self._entity[name])
        }
        for key in keys:
            if self._keys[key] not in self._statements:
                del self._keys[key]
        return renamed, self._changed_rows(before)

    def row(self, name: str) -> Entity | None:
        """The entity with this id; None if there is none."""
        return self._rows.get(name)

    def _changed_rows(self, before: Mapping[Name, Entity | None]) -> set[str]:
        old = {row.id for row in before.values() if row is not None}
        new = {row.id: row for name in before if (row := self._entity.get(name)) is not None}
        for name in old - new.keys():
            self._rows.pop(name, None)
        changed = {name for name, row in new.items() if self._rows.get(name) != row}
        self._rows.update(new)
        return changed | (old - new.keys())

    def _place(self, name: Name) -> None:
        """Put a name into the graph with all it may be the same as, or take it out."""
        key = repr(tuple(name))
        blocks = _blocks(name)
        if name not in self._statements:
            for block in blocks:
                self._blocks.get(block, set()).discard(name)
            self._graph.drop(key)
            return
        self._keys[key] = name
        near = {other for block in blocks for other in self._blocks.get(block, ()) if _same(name, other)}
        near |= {other for other in self._ties.get(name, ()) if other in self._statements}
        for block in blocks:
            self._blocks.setdefault(block, set()).add(name)
        self._graph.put(key, {repr(tuple(other)): 1 for other in near if other != name})

    def _row(self, group: Sequence[Name]) -> Entity:
        statements = sorted(statement for name in group for statement in self._statements[name])
        spellings = sum((self._spellings[name] for name in group), Counter())
        kinds = sum((self._kinds[name] for name in group), Counter())
        roles = sum((self._roles.get(name, Counter()) for name in group), Counter())
        return Entity(
            id=statements[0],
            name=_usual(spellings, group[0].kind),
            names=tuple(sorted(spellings)),
            kind=min(kinds, key=lambda kind: (-kinds[kind], kind)),
            party=next((name.party for name in sorted(group) if name.party), None),
            roles=tuple(sorted(roles)),
            statements=tuple(statements),
        )


def _shown(entity: Entity | None) -> tuple[str | None, ...]:
    return () if entity is None else (entity.id, entity.name, entity.party)


def _less(counters: dict[Name, Counter[_T]], name: Name, item: _T) -> None:
    counters[name][item] -= 1
    if not counters[name][item]:
        del counters[name][item]
    if not counters[name]:
        del counters[name]


def _usual(spellings: Counter[str], kind: str) -> str:
    """The spelling that most statements use (ties: the longer); a person's full name before a lone surname."""
    full = [name for name in spellings if kind != "person" or len(tokens(name)) > 1]
    return min(full or list(spellings), key=lambda name: (-spellings[name], -len(name), name))


def _blocks(name: Name) -> list[tuple[str, ...]]:
    """Keys of which two names that may be the same share one."""
    if name.kind == "person":
        words = tokens(name.name)
        sounds = {sound(word) for word in words if len(word) > 1} | {sound("".join(words))}
        return [*(("person", one) for one in sorted(sounds)), ("heard", *heard(name.name))]
    if name.kind == "body":
        words = institution(name.name, name.party or None)
        short = {bare(name.name), *short_forms(name.name)}
        return [("body", name.party, *words), *(("short", name.party, form) for form in sorted(short))]
    return [tuple(name)]
