"""What a judgement or a product rests on, and what was held of it then; what has changed since."""

from __future__ import annotations

from typing import Literal

from pantau.model.base import Value
from pantau.model.correction import Anchor

FootingKind = Literal["claim", "position", "statement", "report", "judgement", "source"]


class Footing(Value, frozen=True, kw_only=True):
    """One thing that a line rests on, with what the picture held of it when the line was written.

    `where` names the line ("claim 2, Malaysia"), `said` is what it says. A claim, a position and a statement are
    found again by the statement at `anchor`; a report and a judgement by their id in `subject`, a source by its name,
    a position by its party besides. `others` are more statements by which a claim is found where that one is gone.
    `held` are the facts that are compared later, by name.
    """

    kind: FootingKind
    where: str
    said: str
    subject: str = ""
    anchor: Anchor | None = None
    others: tuple[Anchor, ...] = ()
    held: dict[str, str]


class Shift(Value, frozen=True, kw_only=True):
    """What is now held otherwise than a line says.

    `footing` is the place of what it rests on. `fact` names what changed; a `now` of None says that it is no longer
    held. `causes` are ids of the objects made since that may have changed it, the first ones; `since` is when the
    first of them was made, RFC 3339, None where nothing that is held tells.
    """

    footing: int
    where: str
    said: str
    fact: str
    was: str | None
    now: str | None
    since: str | None = None
    causes: tuple[str, ...] = ()
