"""An analyst's corrections: signed changes that name spans or objects, outlive generations and can be undone."""

from __future__ import annotations

from typing import Literal

from pantau.model.base import Span, Value, check_spans
from pantau.model.statement import Act, Quantity, Statement
from pantau.model.time import PartialDate

Grouping = Literal["claims", "events", "entities"]


class Anchor(Value, frozen=True, kw_only=True):
    """A statement named so that newer generations find it again: by its report, its span and what it said there.

    `statement` is the object that the analyst looked at; another generation's statement of the same report stands for
    it when the spans overlap most (ties: same act, same speaker surface, lower ordinal).
    """

    report: str
    statement: str
    span: Span
    content: tuple[Span, ...]
    act: Act
    surface: str

    def __post_init__(self) -> None:
        check_spans((self.span, *self.content))

    @classmethod
    def at(cls, report: str, name: str, statement: Statement) -> Anchor:
        """The anchor of the statement `name` in `report`."""
        return cls(
            report=report,
            statement=name,
            span=statement.span,
            content=statement.content,
            act=statement.act,
            surface=statement.speaker.surface,
        )


class SetAct(Value, frozen=True, kw_only=True, tag="act"):
    target: Anchor
    act: Act


class SetSpeaker(Value, frozen=True, kw_only=True, tag="speaker"):
    """`name` and `party` as they should be; a party of None says that the speaker speaks for none."""

    target: Anchor
    name: str
    party: str | None


class SetFigure(Value, frozen=True, kw_only=True, tag="figure"):
    """Replaces the figure at `was`; `now` of None removes it, `was` of None adds one."""

    target: Anchor
    was: Span | None
    now: Quantity | None

    def __post_init__(self) -> None:
        check_spans((self.was,))


class SetDate(Value, frozen=True, kw_only=True, tag="date"):
    target: Anchor
    said: PartialDate | None


class Merge(Value, frozen=True, kw_only=True, tag="merge"):
    """All that hold one of `statements` (claims, entities) or `reports` (events) become one."""

    grouping: Grouping
    statements: tuple[Anchor, ...] = ()
    reports: tuple[str, ...] = ()


class Split(Value, frozen=True, kw_only=True, tag="split"):
    """These `statements` (claims, entities) or `reports` (events) stand apart from the rest, together."""

    grouping: Grouping
    statements: tuple[Anchor, ...] = ()
    reports: tuple[str, ...] = ()


class Reject(Value, frozen=True, kw_only=True, tag="reject"):
    """The statement is no statement: it is left out of pictures."""

    target: Anchor


class Undo(Value, frozen=True, kw_only=True, tag="undo"):
    """The correction with this id no longer counts (undoing an undo makes it count again)."""

    correction: str


Change = SetAct | SetSpeaker | SetFigure | SetDate | Merge | Split | Reject | Undo


class Correction(Value, frozen=True, kw_only=True):
    """Body of a `correction` object; refs name all statements and reports that the change names."""

    change: Change
    reason: str = ""


def references(change: Change) -> tuple[str, ...]:
    """Ids of everything that the change names, sorted: the refs of its object, through which labels reach it."""
    match change:
        case Undo():
            return (change.correction,)
        case Merge() | Split():
            named = {name for anchor in change.statements for name in (anchor.report, anchor.statement)}
            return tuple(sorted(named | set(change.reports)))
        case _:
            return tuple(sorted({change.target.report, change.target.statement}))
