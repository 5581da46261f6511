"""Coverage and warnings in; their objects for JSON Lines out: requirement, channel, coverage and warning."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from pantau.model.watch import RequirementRow, Watch


def watch_rows(watch: Watch) -> Iterator[dict[str, Any]]:
    """All rows: each requirement, its cells of the matrix (`coverage`), channels and warnings."""
    yield from coverage_rows(watch)
    yield from warning_rows(watch)


def coverage_rows(watch: Watch) -> Iterator[dict[str, Any]]:
    """Each requirement followed by the cells of its matrix, then the channels."""
    for row in watch.requirements:
        yield from _requirement(row)
    for channel in watch.channels:
        yield {"type": "channel", **plain(channel)}


def warning_rows(watch: Watch) -> Iterator[dict[str, Any]]:
    """Each warning problem as it stands."""
    for row in watch.warnings:
        yield {"type": "warning", **plain(row)}


def _requirement(row: RequirementRow) -> Iterator[dict[str, Any]]:
    whole: dict[str, Any] = plain(row)
    cells = whole.pop("cells")
    yield {"type": "requirement", **whole}
    for cell in cells:
        yield {"type": "coverage", "requirement": row.id, "name": row.name, "as_of": row.as_of, **cell}


def plain(value: Any) -> Any:
    """A value as an object with all its fields, those at their default too, so that every line of a type is alike."""
    if isinstance(value, msgspec.Struct):
        return {name: plain(getattr(value, name)) for name in value.__struct_fields__}
    return [plain(inner) for inner in value] if isinstance(value, tuple) else value
