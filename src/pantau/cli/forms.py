"""A file that a person wrote in TOML in, checked values out; what does not fit is named by line and field."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from pantau.errors import UsageError
from pantau.model.base import Value
from pantau.model.time import rfc3339

_V = TypeVar("_V", bound=Value)
_PLACE = re.compile(r"(?P<what>.*?) - at `\$(?P<path>[^`]*)`(?: in .*)?", re.DOTALL)
_STEP = re.compile(r"\.?([^.\[\]]+)|\[(\d+)\]|(\[\.\.\.\])")


class Form:
    """One such file. `name` is how messages call it."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        try:
            self._text = path.read_text(encoding="utf-8")
            self._table = _plain(tomllib.loads(self._text, parse_float=Decimal))
        except OSError as error:
            raise UsageError(f"{path} cannot be read: {error.strerror or error}") from error
        except (UnicodeDecodeError, tomllib.TOMLDecodeError, ValueError) as error:
            raise UsageError(f"{path.name} is no TOML file: {error}") from error

    def read(self, shape: type[_V]) -> _V:
        """The whole file as a value; raises UsageError with line and field, unknown fields included."""
        for path, known in _unknown(self._table, msgspec.inspect.type_info(shape), ""):
            near = get_close_matches(path.rpartition(".")[2], known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"it takes {', '.join(known)}"
            raise self.wrong(path, f"nobody knows this field: {hint}")
        try:
            return msgspec.convert(self._table, shape)
        except msgspec.ValidationError as error:
            found = _PLACE.fullmatch(str(error))
            path, what = (found["path"], found["what"]) if found else ("", str(error))
            raise self.wrong(path, what.replace("Object missing required", "it lacks the")) from error

    def wrong(self, path: str, what: str) -> UsageError:
        """The error that says what is wrong at a path such as indicator[2].parties."""
        steps = [(found[1], found[2]) for found in _STEP.finditer(path)]
        names = [name or (f"{int(number) + 1}" if number else "") for name, number in steps]
        where = " ".join(name for name in names if name)
        return UsageError(f"{self.name}, line {self._line(steps)}{f', {where}' if where else ''}: {what}")

    def _line(self, steps: list[tuple[str, str]]) -> int:
        """The line on which the path stands, as near as the names of its tables and fields lead."""
        lines = self._text.splitlines()
        at = 0
        for place, (name, _) in enumerate(steps):
            hits = [number for number in range(at, len(lines)) if name and _names(lines[number], name)]
            tables = [number for number in hits if lines[number].lstrip().startswith("[[")]
            index = int(steps[place + 1][1] or 0) if place + 1 < len(steps) else 0
            if index < len(tables):
                at = tables[index]
            elif hits:
                at = hits[0]
        return at + 1


def _names(line: str, name: str) -> bool:
    """Whether the line opens the table of that name, or gives the field a value, alone or within braces."""
    key = re.escape(name)
    return (
        re.match(rf"\s*\[\[?\s*(?:[\w.-]+\.)?{key}\s*[\].]", line) is not None
        or re.match(rf'\s*"?{key}"?\s*[=.]|.*[{{,]\s*{key}\s*=', line) is not None
    )


def _plain(value: Any) -> Any:
    """Days and times as the text in which objects carry them."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if isinstance(value, datetime):
        return rfc3339(value)
    return value.isoformat() if isinstance(value, date | time) else value


def _unknown(value: Any, kind: msgspec.inspect.Type, path: str) -> Iterator[tuple[str, list[str]]]:
    """Paths of fields that the shape does not have, with those that it has at that place."""
    match kind:
        case msgspec.inspect.StructType() if isinstance(value, dict):
            fields = {field.encode_name: field.type for field in kind.fields}
            for name, inner in value.items():
                if name not in fields:
                    yield f"{path}.{name}".lstrip("."), sorted(fields)
                else:
                    yield from _unknown(inner, fields[name], f"{path}.{name}")
        case msgspec.inspect.VarTupleType() if isinstance(value, list):
            for number, inner in enumerate(value):
                yield from _unknown(inner, kind.item_type, f"{path}[{number}]")
        case msgspec.inspect.UnionType():
            for option in kind.types:
                if isinstance(option, msgspec.inspect.StructType):
                    yield from _unknown(value, option, path)
