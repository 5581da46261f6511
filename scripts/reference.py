"""Code in, docs/reference out: settings, commands, objects and errors as they are now. `--check` only compares."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from pantau import errors
from pantau.cli.app import COMMANDS, main
from pantau.config import FILE, TABLE
from pantau.model import (
    brief,
    correction,
    declaration,
    footing,
    judgement,
    page,
    picture,
    product,
    rating,
    release,
    report,
    requirement,
    statement,
    warning,
    watch,
)
from pantau.model.base import Value
from pantau.model.envelope import By, Envelope
from pantau.model.label import Label
from pantau.model.objects import BODIES

FOLDER = Path(__file__).parent.parent / "docs" / "reference"
HELP = ["-h", "--help"]
NOTE = "<!-- Written by scripts/reference.py from the code: `make docs`. -->\n\n"


def pages() -> dict[str, str]:
    """File name to content."""
    return {
        "settings.md": NOTE + settings(),
        "commands.md": NOTE + commands(),
        "objects.md": NOTE + objects(),
        "picture.md": NOTE + structs("Picture", picture),
        "watch.md": NOTE + structs("Coverage and warning", watch),
        "brief.md": NOTE + structs("Brief", brief),
        "errors.md": NOTE + error_tree(),
    }


def settings() -> str:
    rows = [
        f"| `{s.name}` | `{s.variable}` | {s.type.__name__} | `{s.default!r}` | {s.help} |" for s in TABLE
    ]
    head = [
        "# Settings",
        "",
        f"Read once at the start: defaults, then `{FILE}` in the home folder, then the environment.",
        "",
        "| name | environment | type | default | meaning |",
        "| --- | --- | --- | --- | --- |",
    ]
    return "\n".join([*head, *rows]) + "\n"


def commands() -> str:
    parts = [
        "# Commands",
        "",
        "Exit status: 0 done, 1 some inputs refused (each named, with why), 2 wrong use.",
        "",
    ]
    for path, command in [("pantau", main), *_walk(main, "pantau")]:
        # A fixed width, so that the page does not depend on the terminal on which it is written.
        with click.Context(command, info_name=path, terminal_width=100, help_option_names=HELP) as inner:
            text = command.get_help(inner)
        parts += [f"## {path}", "", "```", text, "```", ""]
    return "\n".join(parts)


def _walk(group: click.Group, path: str) -> Iterator[tuple[str, click.Command]]:
    names = COMMANDS if group is main else list(group.commands)
    for name in names:
        command = group.get_command(click.Context(group), name)
        if command is not None:
            yield f"{path} {name}", command
            if isinstance(command, click.Group):
                yield from _walk(command, f"{path} {name}")


def objects() -> str:
    kinds = "\n".join(f"- `{name}`: body `{body.__name__}`" for name, body in BODIES.items())
    modules = [report, statement, correction, rating, judgement, product, footing, page, release]
    modules += [declaration, requirement, warning]
    shapes = "\n".join(_shape(kind) for module in modules for kind in _structs(module))
    envelope = "\n".join(_shape(kind) for kind in (Envelope, By, Label))
    return (
        f"# Objects\n\nTypes that this version reads; others are kept and passed on.\n\n{kinds}\n\n"
        f"## Envelope\n\n{envelope}\n## Bodies and their parts\n\n{shapes}"
    )


def structs(title: str, module: object) -> str:
    return f"# {title}\n\n" + "\n".join(_shape(kind) for kind in _structs(module))


def _structs(module: object) -> list[type[Value]]:
    name = getattr(module, "__name__", "")
    return [
        kind
        for _, kind in sorted(vars(module).items())
        if inspect.isclass(kind) and issubclass(kind, Value) and kind.__module__ == name
    ]


def _shape(kind: type[Value]) -> str:
    rows = "\n".join(
        f"| `{field.encode_name}` | `{_type(kind, field.name)}` | {'yes' if field.required else ''} |"
        for field in msgspec.structs.fields(kind)
    )
    text = inspect.cleandoc(kind.__doc__ or "")
    return f"### {kind.__name__}\n\n{text}\n\n| field | type | required |\n| --- | --- | --- |\n{rows}\n"


def _type(kind: type[Value], field: str) -> str:
    for owner in kind.__mro__:
        if field in inspect.get_annotations(owner):
            return str(inspect.get_annotations(owner)[field]).replace("|", "\\|")
    return ""


def error_tree() -> str:
    text = (
        inspect.cleandoc(errors.__doc__ or "").partition("::\n\n")[2].partition("\n\nThe class docstring")[0]
    )
    rows = "\n".join(
        f"| `{name}` | {inspect.cleandoc(kind.__doc__ or '')} |"
        for name, kind in vars(errors).items()
        if inspect.isclass(kind)
    )
    return f"# Errors\n\n```\n{text}\n```\n\n| error | what it says |\n| --- | --- |\n{rows}\n"


def run() -> int:
    """Write the pages, or with --check name those that differ and return 1."""
    stale = []
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, content in pages().items():
        path = FOLDER / name
        if not path.exists() or path.read_text(encoding="utf-8") != content:
            stale.append(name)
            if "--check" not in sys.argv:
                path.write_text(content, encoding="utf-8")
    print(f"{len(stale)} of {len(pages())} pages differ: {', '.join(stale) or 'none'}")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(run())
