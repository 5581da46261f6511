"""Coverage and warnings in; their objects for JSON Lines out: requirement, channel, coverage and warning."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from pantau.model.watch import Cell, RequirementRow, Watch


def watch_rows(watch: Watch) -> Iterator[dict[str, Any]]:
    """All rows: each requirement, its cells of the matrix (`coverage`), channels and warnings."""
    yield from coverage_rows(watch)
    yield from warning_rows(watch)


def coverage_rows(watch: Watch) -> Iterator[dict[str, Any]]:
    """Each requirement followed by the cells of its matrix, then the channels."""
    for row in watch.requirements:
        plain = msgspec.to_builtins(row)
        plain.pop("cells", None)
        yield {"type": "requirement", **_whole(row, plain)}
        for cell in row.cells:
            yield _cell(row, cell)
    for channel in watch.channels:
        yield {"type": "channel", **_whole(channel, msgspec.to_builtins(channel))}


def warning_rows(watch: Watch) -> Iterator[dict[str, Any]]:
    """Each warning problem as it stands."""
    for row in watch.warnings:
        yield {"type": "warning", **_whole(row, msgspec.to_builtins(row))}


def _cell(row: RequirementRow, cell: Cell) -> dict[str, Any]:
    plain = _whole(cell, msgspec.to_builtins(cell))
    return {"type": "coverage", "requirement": row.id, "name": row.name, "as_of": row.as_of, **plain}


def _whole(row: msgspec.Struct, plain: dict[str, Any]) -> dict[str, Any]:
    """With the fields that hold their default, so that every line of a type has the same fields."""
    fields = (field.name for field in msgspec.structs.fields(row))
    return {name: plain.get(name, getattr(row, name)) for name in fields if name != "cells"}
