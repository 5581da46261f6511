"""The labelled crises that heads are trained on: TOML files in, checked reports with their statements out.

Every crisis, person, outlet and place of authority in them is invented; the texts were written and labelled by hand
for this project and are under its licence. `python training/crises.py` checks all files and counts what they hold.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "crises"
ACTS = frozenset(
    [
        "assert",
        "confirm",
        "deny",
        "decline",
        "unconfirmed",
        "warn",
        "demand",
        "condemn",
        "promise",
        "estimate",
        "consider",
        "agree",
    ]
)
STANCES = frozenset({"affirms", "denies", "open"})
LANGUAGES = frozenset({"id", "en", "ms", "vi", "ko", "ru", "uk"})


class BadCrisis(ValueError):
    """A file that breaks the form; the message says where."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """One statement: `content` stands verbatim in the report's text; statements of one `claim` answer one question."""

    content: str
    speaker: str
    party: str
    act: str
    claim: str
    stance: str


@dataclass(frozen=True, kw_only=True)
class Report:
    """One short page: title and lead paragraphs."""

    id: str
    language: str
    published: str
    event: str
    title: str
    text: str
    statements: tuple[Said, ...]


@dataclass(frozen=True, kw_only=True)
class Crisis:
    """One story: its reports, and what each claim is about."""

    id: str
    claims: Mapping[str, str]
    reports: tuple[Report, ...]


def load(folder: Path = FOLDER) -> list[Crisis]:
    """All crises of a folder by name. Raises BadCrisis."""
    return [read(path) for path in sorted(folder.glob("*.toml"))]


def read(path: Path) -> Crisis:
    """One file. Raises BadCrisis."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        reports = tuple(_report(row) for row in table["report"])
        crisis = Crisis(id=path.stem, claims=table["claims"], reports=reports)
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise BadCrisis(f"{path.name}: {type(error).__name__} {error}") from error
    for fault in _faults(crisis):
        raise BadCrisis(f"{path.name}: {fault}")
    return crisis


def _report(row: Mapping[str, Any]) -> Report:
    said = tuple(Said(**statement) for statement in row.get("said", ()))
    return Report(**{key: value for key, value in row.items() if key != "said"}, statements=said)


def _faults(crisis: Crisis) -> Iterator[str]:
    used: set[str] = set()
    for report in crisis.reports:
        if report.language not in LANGUAGES:
            yield f"{report.id}: language {report.language}"
        for said in report.statements:
            where = f"{report.id}, {said.content[:40]!r}"
            used.add(said.claim)
            if said.content not in report.text:
                yield f"{where}: not verbatim in the text"
            if said.act not in ACTS or said.stance not in STANCES:
                yield f"{where}: act {said.act}, stance {said.stance}"
            if said.claim not in crisis.claims:
                yield f"{where}: claim {said.claim} is not in [claims]"
    for claim in sorted(set(crisis.claims) - used):
        yield f"claim {claim} has no statement"


def main() -> int:
    """Check all files; exit status 1 when one breaks the form."""
    counts: Counter[str] = Counter()
    status = 0
    for path in sorted(FOLDER.glob("*.toml")):
        try:
            crisis = read(path)
        except BadCrisis as error:
            print(error, file=sys.stderr)
            status = 1
            continue
        counts.update(crises=1, claims=len(crisis.claims), reports=len(crisis.reports))
        counts.update(f"reports in {report.language}" for report in crisis.reports)
        counts.update(statements=sum(len(report.statements) for report in crisis.reports))
    print(", ".join(f"{number} {name}" for name, number in counts.items()) or "nothing held")
    return status


if __name__ == "__main__":
    sys.exit(main())
