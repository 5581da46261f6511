"""Labels and their algebra: policy, classification, audience clauses and caveats (after ADatP-4774)."""

from __future__ import annotations

from collections.abc import Iterable

from pantau.errors import UsageError
from pantau.model.base import Value

Clause = tuple[str, ...]
"""Members (`member:<id>`) or communities (`community:<charter id>`), any one of which admits; empty admits nobody."""

NO_FULLTEXT = "NO-FULLTEXT"
"""Raw bytes and full text stay home (copyright); spans that statements quote travel in the statement."""


class Policy(Value, frozen=True, kw_only=True):
    """The classifications of a policy, lowest first, and the caveats it knows."""

    name: str
    classifications: tuple[str, ...]
    caveats: tuple[str, ...]

    def rank(self, classification: str) -> int | None:
        """Place in the order, 0 lowest; None where the policy does not know it."""
        return self.classifications.index(classification) if classification in self.classifications else None


DEFAULT_POLICY = Policy(name="PANTAU", classifications=("UNCLASSIFIED", "RESTRICTED"), caveats=(NO_FULLTEXT,))
"""It names the caveats that are enforced, and no others: one that is not known denies."""


class Label(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A policy's classification, audience clauses (every one must admit the reader) and caveats.

    One list of members or communities is one clause, of which any entry admits. No clause at all admits nobody, as
    does an empty one: what nobody was named for is not released. Fields that this version does not know are refused
    on reading: they may bar somebody.
    """

    policy: str = "PANTAU"
    classification: str
    audience: tuple[Clause, ...]
    caveats: tuple[str, ...] = ()

    @classmethod
    def own(cls, member: str, classification: str = "UNCLASSIFIED", caveats: Iterable[str] = ()) -> Label:
        """The default: the own member only."""
        return cls(
            classification=classification,
            audience=((member_clause(member),),),
            caveats=tuple(sorted(caveats)),
        )

    @classmethod
    def closed(cls, policy: Policy) -> Label:
        """The label of what nothing is known about: the highest classification, for nobody."""
        return cls(policy=policy.name, classification=policy.classifications[-1], audience=((),))

    def normal(self) -> Label:
        """The same label with sorted, distinct entries, so that equal labels are equal values."""
        clauses = {tuple(sorted(set(clause))) for clause in self.audience}
        return Label(
            policy=self.policy,
            classification=self.classification,
            audience=tuple(sorted(clauses)),
            caveats=tuple(sorted(set(self.caveats))),
        )


def member_clause(member: str) -> str:
    return f"member:{member}"


def combine(labels: Iterable[Label], policy: Policy) -> Label:
    """The strictest of all: highest classification, every audience clause, union of caveats.

    Commutative, associative and idempotent on normal labels of one policy. A label of another policy, or with a
    classification that the policy does not know, makes the whole unreadable: it gets the highest classification
    and an empty clause, which admits nobody. Raises UsageError when there is no label at all.
    """
    given = [label.normal() for label in labels]
    if not given:
        raise UsageError("combining labels needs at least one label")
    ranks = [policy.rank(label.classification) if label.policy == policy.name else None for label in given]
    clauses = {clause for label in given for clause in label.audience}
    if None in ranks or any(not label.audience for label in given):
        clauses.add(())
    highest = len(policy.classifications) - 1
    return Label(
        policy=policy.name,
        classification=policy.classifications[max(highest if rank is None else rank for rank in ranks)],
        audience=tuple(clauses),
        caveats=tuple({caveat for label in given for caveat in label.caveats}),
    ).normal()


def stricter(one: Label, other: Label, policy: Policy) -> Label:
    """Of two label acts with the same number: what both together allow, so that nobody gains by the tie."""
    return combine((one, other), policy)
