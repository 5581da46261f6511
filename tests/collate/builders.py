"""Small synthetic objects for tests of collating: reports, runs, statements and corrections with readable ids."""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from pantau.model.base import BlobRef
from pantau.model.correction import Anchor, Correction
from pantau.model.objects import BODIES, Held
from pantau.model.rating import Evaluation
from pantau.model.report import Exploitation, Origin, Outlet, Reading, Report
from pantau.model.statement import Mention, Quantity, Speaker, Statement
from pantau.model.time import PartialDate
from pantau.model.vector import pack

EPOCH = datetime(2031, 1, 1, tzinfo=UTC)
TOPICS = 12


def hashed(*parts: object) -> str:
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()


def direction(*seeds: object) -> np.ndarray:
    """A unit vector that depends on `seeds` alone; different seeds give nearly orthogonal vectors."""
    number = int(hashed(*seeds)[:12], 16)
    vector = np.random.default_rng(number).normal(size=384)
    return vector / np.linalg.norm(vector)


def vector(mixture: dict[str, float]) -> bytes:
    """The packed unit vector of a weighted sum of named directions."""
    found = sum(weight * direction(name) for name, weight in sorted(mixture.items()))
    return pack(found / np.linalg.norm(found))


def fingerprints(text: str, width: int = 4) -> bytes:
    words = re.findall(r"\w+", text.lower())
    shingles = {" ".join(words[i : i + width]) for i in range(len(words) - width + 1)}
    return b"".join(struct.pack(">Q", int(value[:16], 16)) for value in sorted(map(hashed, shingles)))


def blob(name: str) -> BlobRef:
    return BlobRef(digest=hashed("blob", name), size=1, media_type="text/plain")


def report(name: str, *, originator: str = "alpha", location: str | None = None, minute: int = 0) -> Held:
    moment = EPOCH + timedelta(minutes=minute)
    body = Report(
        location=location or f"https://{name}.example/{name}",
        channel="test",
        captured=moment,
        media_type="text/html",
        raw=blob(name),
    )
    return Held(id=f"r-{name}", type="report", originator=originator, created=moment, body=body)


def run(
    of: Held,
    *,
    generation: int = 1,
    text: str = "",
    topic: dict[str, float] | None = None,
    originator: str | None = None,
    **reading: Any,
) -> Held:
    """A run over a report; `reading` are fields of Reading, with dates, outlets and origins as plain strings."""
    published, outlet = reading.pop("published", None), reading.pop("outlet", None)
    origins = tuple(Origin(name=name, kind="agency", how="credit") for name in reading.pop("origins", ()))
    body = Exploitation(
        generation=generation,
        text=blob(f"{of.id}.{generation}"),
        statements=0,
        reading=Reading(
            language=reading.pop("language", "en"),
            published=PartialDate(value=published) if published else None,
            outlet=Outlet(name=outlet, known="page") if outlet else Outlet(),
            origins=origins,
            vector=vector(topic) if topic else None,
            fingerprints=fingerprints(text),
            **reading,
        ),
    )
    return Held(
        id=f"x-{of.id}-{generation}",
        type="exploitation",
        originator=originator or of.originator,
        created=of.created,
        refs=(of.id,),
        body=body,
    )


def statement(
    of: Held,
    ordinal: int = 0,
    *,
    speaker: str = "Ana Belo",
    party: str | None = "PRT",
    words: str = "the bridge is open",
    **fields: Any,
) -> Held:
    """A statement that the run `of` found; `fields` are fields of Statement, with `said` as a plain string."""
    assert isinstance(of.body, Exploitation)
    said, kind = fields.pop("said", None), fields.pop("kind", "person")
    span = fields.pop("span", (ordinal * 100, ordinal * 100 + 90))
    text = f"{speaker} said {words}."
    body = Statement(
        generation=of.body.generation,
        ordinal=ordinal,
        span=span,
        text=text,
        speaker=Speaker(name=speaker, surface=speaker, kind=kind, party=party, role=fields.pop("role", None)),
        act=fields.pop("act", "assert"),
        content=((span[0] + 10, span[1]),),
        words=words,
        quoted="indirect",
        directness="paraphrase",
        said=PartialDate(value=said) if said else None,
        vector=fields.pop("vector", vector({words: 1.0})),
        **fields,
    )
    return Held(
        id=f"s-{of.id}-{ordinal}",
        type="statement",
        originator=of.originator,
        created=of.created,
        refs=(of.refs[0], of.id),
        body=body,
    )


def figure(value: int, unit: str = "person") -> Quantity:
    from decimal import Decimal

    return Quantity(span=(0, 1), unit=unit, value=Decimal(value))


def named(*keys: str) -> tuple[Mention, ...]:
    return tuple(Mention(key=key, kind="party", span=(0, 1)) for key in keys)


def anchor(of: Held) -> Anchor:
    assert isinstance(of.body, Statement)
    return Anchor(
        report=of.refs[0],
        statement=of.id,
        span=of.body.span,
        content=of.body.content,
        act=of.body.act,
        surface=of.body.speaker.surface,
    )


def correction(name: str, change: Any, *, originator: str = "alpha", minute: int = 0) -> Held:
    return Held(
        id=f"c-{name}",
        type="correction",
        originator=originator,
        created=EPOCH + timedelta(days=1, minutes=minute),
        body=Correction(change=change),
    )


def evaluation(name: str, *, minute: int = 0, originator: str = "alpha", **fields: Any) -> Held:
    return Held(
        id=f"e-{name}",
        type="evaluation",
        originator=originator,
        created=EPOCH + timedelta(days=2, minutes=minute),
        body=Evaluation(**fields),
    )


def declared(
    name: str,
    body: Any,
    *,
    minute: int = 0,
    originator: str = "alpha",
    by: str = "ana",
    refs: Sequence[str] = (),
) -> Held:
    """A declaration, decision or withdrawal."""
    kind = next(kind for kind, shape in BODIES.items() if isinstance(body, shape))
    return Held(
        id=f"d-{name}",
        type=kind,
        originator=originator,
        created=EPOCH + timedelta(days=3, minutes=minute),
        refs=tuple(refs),
        by=by,
        body=body,
    )


def page(name: str, *, says: Sequence[dict[str, Any]] = (), minute: int = 0, **fields: Any) -> list[Held]:
    """A report, its run and its statements at once."""
    location, originator = fields.pop("location", None), fields.pop("originator", "alpha")
    held = report(name, location=location, originator=originator, minute=minute)
    found = run(held, **fields)
    return [held, found, *(statement(found, at, **said) for at, said in enumerate(says))]


def ids(objects: Iterable[Held]) -> list[str]:
    return [held.id for held in objects]
