"""Warning problems: indicators, the levels that they raise with the measures prepared, and people's decisions."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pantau.model.base import Value
from pantau.model.declaration import Amount, Declaration, check_days
from pantau.model.requirement import Topic
from pantau.model.stance import Stance, Status
from pantau.model.statement import Act, Directness

Verdict = Literal["accepted", "rejected"]


class FigureTest(Value, frozen=True, kw_only=True):
    """A figure that a statement must give: in `unit`, of one of `states` where given, at least or at most so much.

    A range counts by its lower bound for `at_least`, by its upper one for `at_most`.
    """

    unit: str | None = None
    states: tuple[str, ...] = ()
    at_least: Decimal | None = None
    at_most: Decimal | None = None

    def __post_init__(self) -> None:
        if any(bound is not None and not bound.is_finite() for bound in (self.at_least, self.at_most)):
            raise ValueError("a figure's bound is a number")


class Indicator(Value, frozen=True, kw_only=True):
    """A pattern of statements that is met or not: what fits all that is given counts.

    `parties` speak, `status` is that of the statement's claim. It is met by `statements` statements of `sources`
    distinct primary sources in reports of `origins` distinct origins (copies add none), within `window_days` days;
    without a window, whenever said.
    """

    name: str
    text: str
    topic: Topic = Topic()
    acts: tuple[Act, ...] = ()
    stances: tuple[Stance, ...] = ()
    parties: tuple[str, ...] = ()
    directness: tuple[Directness, ...] = ()
    status: tuple[Status, ...] = ()
    figure: FigureTest | None = None
    statements: Amount = 1
    sources: Amount = 1
    origins: Amount = 1
    window_days: Amount | None = None


class Rule(Value, frozen=True, kw_only=True):
    """So many indicators, of those named (of all, where none is), must be met."""

    at_least: Amount
    of: tuple[str, ...] = ()


class Level(Value, frozen=True, kw_only=True):
    """A warning level: what it means, and the measures prepared for it. Any one of its rules raises it."""

    name: str
    means: str = ""
    measures: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()


class Problem(Declaration, frozen=True, kw_only=True):
    """Body of an `indicators` object: a warning problem with its levels, lowest first, and its indicators.

    The lowest level holds when no rule raises another. Windows end at `valid_until` once that has passed. refs are
    the objects that the indicators' topics name.
    """

    question: str
    levels: tuple[Level, ...]
    indicators: tuple[Indicator, ...]
    valid_from: str | None = None
    valid_until: str | None = None

    def __post_init__(self) -> None:
        check_days(self.valid_from, self.valid_until)
        for kind, names in (
            ("level", [level.name for level in self.levels]),
            ("indicator", [indicator.name for indicator in self.indicators]),
        ):
            if not names:
                raise ValueError(f"a warning problem needs at least one {kind}")
            if len(names) > len({*names}):
                raise ValueError(f"two of its {kind}s have one name")


class Decision(Value, frozen=True, kw_only=True):
    """Body of a `warning-decision` object: a person accepts or rejects the level proposed for a problem, by name.

    refs are the problem's `declaration` and the statements in `evidence`, so that only who may see all of them sees
    the decision. `indicators` are those that were met.
    """

    problem: str
    declaration: str
    level: str
    verdict: Verdict
    words: str
    indicators: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
