"""Objects in, one by one; what each report has of them, and which reports each object is about, out."""

from __future__ import annotations

from collections.abc import Iterator

from pantau.collate.corrections import Entry
from pantau.model.objects import Held
from pantau.model.rating import Evaluation
from pantau.model.report import Exploitation, Report
from pantau.model.statement import Statement


class Holding:
    """The reports, runs, statements and evaluations of a set of objects, by report."""

    def __init__(self) -> None:
        self._held: dict[str, Held] = {}
        self._runs: dict[str, dict[str, Held]] = {}
        self._statements: dict[str, dict[str, Held]] = {}
        self._evaluations: dict[str, Held] = {}

    def get(self, name: str) -> Held | None:
        """The object with this id; None if it is not held."""
        return self._held.get(name)

    def refs(self, name: str) -> tuple[str, ...]:
        """What an object that is held refers to."""
        return self._held[name].refs

    def put(self, held: Held) -> str | None:
        """Take an object in; the report that it is about, where it is of a report."""
        if held.id in self._held:
            return None
        self._held[held.id] = held
        shelf = self._shelf(held)
        if shelf is not None:
            shelf[held.id] = held
        return _report_of(held)

    def drop(self, name: str) -> str | None:
        """Forget an object; the report that it was about, where it was of a report."""
        held = self._held.pop(name, None)
        if held is None:
            return None
        shelf = self._shelf(held)
        if shelf is not None:
            del shelf[name]
        return _report_of(held)

    def runs(self, report: str) -> Iterator[Held]:
        """All runs over a report."""
        yield from self._runs.get(report, {}).values()

    def statements(self, report: str) -> Iterator[Held]:
        """All statements of a report, of every run."""
        yield from self._statements.get(report, {}).values()

    def evaluations(self) -> list[Held]:
        """All evaluations, in the order in which they were made."""
        return sorted(self._evaluations.values(), key=lambda held: (held.created, held.id))

    def entry(self, statement: str) -> tuple[str, Entry] | None:
        """The report and what it says of a statement of any run; None if it is not held."""
        held = self._held.get(statement)
        if held is None or not isinstance(held.body, Statement) or not held.refs:
            return None
        return held.refs[0], (held.id, held.body)

    def _shelf(self, held: Held) -> dict[str, Held] | None:
        if isinstance(held.body, Evaluation):
            return self._evaluations
        report = _report_of(held)
        if report is None or isinstance(held.body, Report):
            return None
        shelves = self._runs if isinstance(held.body, Exploitation) else self._statements
        return shelves.setdefault(report, {})


def _report_of(held: Held) -> str | None:
    if isinstance(held.body, Report):
        return held.id
    return held.refs[0] if isinstance(held.body, Exploitation | Statement) and held.refs else None
