"""The table of object types, and an object as a picture takes it: envelope facts with its typed body."""

from __future__ import annotations

from datetime import datetime

import msgspec

from pantau.model.base import Value
from pantau.model.correction import Correction
from pantau.model.declaration import Withdrawal
from pantau.model.judgement import Judgement
from pantau.model.product import Product, ProductAct
from pantau.model.rating import Evaluation, SourceSetting
from pantau.model.release import LabelAct
from pantau.model.report import Exploitation, Report
from pantau.model.requirement import ChannelExpectation, Requirement
from pantau.model.statement import Statement
from pantau.model.warning import Decision, Problem

Declared = Requirement | ChannelExpectation | Problem | SourceSetting | Decision | Withdrawal
Body = (
    Report
    | Exploitation
    | Statement
    | Correction
    | Evaluation
    | Judgement
    | Product
    | ProductAct
    | Declared
    | LabelAct
)
BODIES: dict[str, type[Body]] = {
    "report": Report,
    "exploitation": Exploitation,
    "statement": Statement,
    "correction": Correction,
    "evaluation": Evaluation,
    "judgement": Judgement,
    "product": Product,
    "product-act": ProductAct,
    "requirement": Requirement,
    "channel": ChannelExpectation,
    "indicators": Problem,
    "source-setting": SourceSetting,
    "warning-decision": Decision,
    "withdrawal": Withdrawal,
    "label-act": LabelAct,
}
"""Types that this version reads. Others are kept and passed on as they came."""


class Held(Value, frozen=True, kw_only=True):
    """One object that is held, read: what a fold takes. `body` is None for types that this version does not know.

    refs: an exploitation names (report,), a statement (report, exploitation), a correction all that it changes,
    an evaluation the source's or claim's statements, a judgement and a product all that they rest on, a product act
    its product, a declaration what its topics name, a decision on a warning the declaration and its evidence,
    a withdrawal its targets, a label act its target. `by` is the name of the analyst, or of the software, that made it.
    """

    id: str
    type: str
    originator: str
    created: datetime
    refs: tuple[str, ...] = ()
    by: str = ""
    body: Body | None = None


def read_body(kind: str, raw: bytes) -> Body | None:
    """The typed body of an object of type `kind`; None for unknown types; raises msgspec.ValidationError."""
    shape = BODIES.get(kind)
    return None if shape is None else msgspec.json.decode(raw, type=shape)
