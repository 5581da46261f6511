"""Judgements, products and acts upon them in, with the picture that they stand in; their rows and alarms out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from pantau.collate.assess.ground import Ground, Ledger
from pantau.collate.assess.products import Series, alarms_of, product_row
from pantau.collate.assess.shifts import shifts
from pantau.model.judgement import Judgement, JudgementRow
from pantau.model.objects import Held
from pantau.model.picture import Picture
from pantau.model.product import Alarm, Product, ProductAct, ProductRow
from pantau.model.release import LabelAct


class Assessments:
    """What people made of a picture, kept beside the reports; its rows are an exact function of what is held."""

    def __init__(self) -> None:
        self._judgements: dict[str, Held] = {}
        self._products: dict[str, Held] = {}
        self._acts: dict[str, Held] = {}
        self._labels: dict[str, Held] = {}

    def put(self, held: Held) -> None:
        """Take an object in; what is of another type changes nothing."""
        shelf = self._shelf(held)
        if shelf is not None:
            shelf[held.id] = held

    def drop(self, held: Held) -> None:
        """Forget an object."""
        shelf = self._shelf(held)
        if shelf is not None:
            shelf.pop(held.id, None)

    def complete(self, picture: Picture, ledger: Ledger) -> Picture:
        """The picture with judgements, products and alarms, each kind sorted by id."""
        if not self._judgements and not self._products:
            return picture
        ground = Ground(picture, ledger)
        judgements = tuple(self._judged(ground))
        ground.judgements = {row.id: row for row in judgements}
        products, alarms = self._published(ground)
        return msgspec.structs.replace(picture, judgements=judgements, products=products, alarms=alarms)

    def _judged(self, ground: Ground) -> Iterator[JudgementRow]:
        later: dict[tuple[str, str], list[str]] = defaultdict(list)
        for held in self._judgements.values():
            if isinstance(held.body, Judgement) and held.body.supersedes is not None:
                later[held.originator, held.body.supersedes].append(held.id)
        for name in sorted(self._judgements):
            held = self._judgements[name]
            if isinstance(held.body, Judgement):
                yield _judgement_row(held, held.body, later[held.originator, name], ground)

    def _published(self, ground: Ground) -> tuple[tuple[ProductRow, ...], tuple[Alarm, ...]]:
        acts = _by_target(self._acts.values())
        labels = _by_target(self._labels.values())
        series: Series = {}
        for name in sorted(self._products):
            held = self._products[name]
            if isinstance(held.body, Product):
                series[name] = (held, held.body, product_row(held, held.body, acts.get(name, ())))
        alarms = (alarm for name in series for alarm in alarms_of(name, series, labels=labels, ground=ground))
        return tuple(row for _, _, row in series.values()), tuple(sorted(alarms, key=lambda alarm: alarm.id))

    def _shelf(self, held: Held) -> dict[str, Held] | None:
        match held.body:
            case Judgement():
                return self._judgements
            case Product():
                return self._products
            case ProductAct():
                return self._acts
            case LabelAct():
                return self._labels
        return None


def _by_target(acts: Iterable[Held]) -> Mapping[str, list[Held]]:
    """The acts upon each object, in the order in which they were made."""
    found: dict[str, list[Held]] = defaultdict(list)
    for held in sorted(acts, key=lambda act: (act.created, act.id)):
        if held.refs:
            found[held.refs[0]].append(held)
    return found


def _judgement_row(held: Held, body: Judgement, later: list[str], ground: Ground) -> JudgementRow:
    anchors = {footing.anchor.statement: footing.anchor for footing in body.footings if footing.anchor}
    claims = [claim for name in body.about if (claim := ground.claim(anchors.get(name)))]
    reports = [report for name in body.about if (report := ground.reports.get(name))]
    return JudgementRow(
        id=held.id,
        originator=held.originator,
        analyst=held.by,
        made=held.created,
        judgement=body,
        claims=tuple(sorted({claim.id for claim in claims})),
        stories=tuple(sorted({claim.story for claim in claims} | {report.story for report in reports})),
        superseded_by=tuple(sorted(later)),
        shifts=shifts(body.footings, held.created, ground),
    )
