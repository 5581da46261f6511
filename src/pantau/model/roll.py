"""The roll: who stands how, with which key and ceiling, and who belongs to which community."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from pantau.model.base import Value


class Standing(StrEnum):
    APPLICANT = "applicant"
    PROBATION = "probation"
    FULL = "full"
    SUSPENDED = "suspended"
    DEPARTED = "departed"


class Member(Value, frozen=True, kw_only=True):
    """One member: opaque id, Ed25519 public key (hex), standing and the highest classification it may hold."""

    id: str
    key: str
    standing: Standing
    ceiling: str | None = None


class Roll(Value, frozen=True, kw_only=True):
    """All members by id, and per community the members that it had when a label named it."""

    members: dict[str, Member]
    communities: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)

    @classmethod
    def of_one(cls, member: str, key: str) -> Roll:
        """The roll of a node that has joined no community yet."""
        return cls(members={member: Member(id=member, key=key, standing=Standing.FULL)})

    def standing(self, member: str) -> Standing | None:
        found = self.members.get(member)
        return None if found is None else found.standing

    def ceiling(self, member: str) -> str | None:
        found = self.members.get(member)
        return None if found is None else found.ceiling

    def admits(self, entry: str, member: str) -> bool:
        """Does this audience entry (`member:<id>` or `community:<charter id>`) admit the member?"""
        kind, _, name = entry.partition(":")
        if kind == "member":
            return name == member
        return kind == "community" and member in self.communities.get(name, ())
