"""A product: a numbered brief, frozen as it was drafted, the signed acts upon it, and the alarms that it raises."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from pantau.model.base import Value
from pantau.model.footing import Footing, Shift
from pantau.model.label import Label
from pantau.model.page import Block

ProductKind = Literal["brief", "notice"]
ProductState = Literal["draft", "approved", "superseded", "recalled"]
ActKind = Literal["approve", "supersede", "recall", "release"]


class CutOff(Value, frozen=True, kw_only=True):
    """Up to where a product goes: the last journal position that was looked at, when that was (RFC 3339), and the
    latest date of its pages; picture version and digest name the picture exactly."""

    position: int
    time: str
    pages: str | None = None
    picture_version: str
    digest: str


class Product(Value, frozen=True, kw_only=True):
    """Body of a `product` object: it never changes, what becomes of it is said by `product-act` objects.

    `number` counts in the originator's own series. `content` is the page as it was drafted, `label` the one printed on
    it, `audience` the member whose picture it shows, `recipients` who is to have it, in words. `stories` names each
    story by one report of it. refs name every report, run, statement, judgement, correction and evaluation that went into it, so that their labels reach it; `footings`
    say which line rests on what. A notice `corrects` an earlier product (id) and `answers` what changed there.
    """

    number: Annotated[int, msgspec.Meta(ge=1)]
    kind: ProductKind = "brief"
    title: str
    cut_off: CutOff
    label: Label
    audience: str
    recipients: tuple[str, ...] = ()
    stories: tuple[str, ...] = ()
    judgements: tuple[str, ...] = ()
    footings: tuple[Footing, ...] = ()
    content: tuple[Block, ...]
    corrects: str | None = None
    answers: tuple[Shift, ...] = ()


class ProductAct(Value, frozen=True, kw_only=True):
    """Body of a `product-act` object: what an analyst of the product's originator does with it (refs[0]).

    supersede: by the product refs[1]. release: to `recipients`, in words or by member id.
    """

    act: ActKind
    reason: str = ""
    recipients: tuple[str, ...] = ()


class ActRow(Value, frozen=True, kw_only=True):
    """One act upon a product: who did what, when. `successor` is the product that took its place."""

    id: str
    act: ActKind
    analyst: str
    made: datetime
    reason: str = ""
    recipients: tuple[str, ...] = ()
    successor: str | None = None


class ProductRow(Value, frozen=True, kw_only=True):
    """A product in a picture, without its page. `received` are those to whom it was released, sorted."""

    id: str
    originator: str
    number: int
    kind: ProductKind
    title: str
    state: ProductState
    analyst: str
    made: datetime
    cut_off: CutOff
    audience: str
    recipients: tuple[str, ...]
    received: tuple[str, ...]
    stories: tuple[str, ...]
    judgements: tuple[str, ...]
    acts: tuple[ActRow, ...]
    corrects: str | None = None


class Alarm(Value, frozen=True, kw_only=True):
    """Something that a draft or approved product rests on is held otherwise now, with the line that says so.

    `answered_by` is the approved notice that tells of it; None while nobody has been told.
    """

    id: str
    product: str
    number: int
    shift: Shift
    answered_by: str | None = None
