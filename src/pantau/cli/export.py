"""`pantau export`: the picture as JSON Lines, for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from pantau.cli.output import write
from pantau.cli.shared import audience_options, moment, opened, reader_for
from pantau.pipeline import texts, view, watched


@click.command()
@click.option("--format", "form", type=click.Choice(["jsonl"]), default="jsonl", show_default=True)
@audience_options
@click.option("--output", type=click.Path(path_type=Path), help="Write to this file instead.")
@click.pass_obj
def export(home: Path, *, form: str, member: str | None, as_of: str | None, output: Path | None) -> None:
    """Write reports, statements, events, stories, claims, coverage and warnings, one JSON object a line."""
    from pantau.interop.jsonl import export_lines

    del form  # JSON Lines is the one format so far; the option is there so that scripts name what they read
    with opened(home) as node:
        until = moment(as_of, node)
        seen = view(node.parts, reader_for(node, member), as_of=until)
        lines = export_lines(
            seen.picture,
            texts(node.parts, seen),
            label=seen.label,
            watch=watched(node.parts, seen, until),
        )
        write((line + b"\n" for line in lines), output)
