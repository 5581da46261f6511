"""`pantau judge`: an analyst's judgements, written on the command line, in a file or in an editor, signed."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, get_args

import click
import msgspec

from pantau.cli.output import say, say_json
from pantau.cli.shared import audience_options, moment, opened, reader_for, signer, zone_of
from pantau.errors import UnknownReference, UsageError
from pantau.interop.assessed_rows import judgement_row
from pantau.model.judgement import SCALES, Confidence, Judgement, JudgementRow
from pantau.node import Node
from pantau.pipeline import view
from pantau.publish import Desk
from pantau.publish import judge as sign

_FIELDS = ("about", "reasons", "alternatives", "gaps", "for", "against")
_TEXTS = ("sentence", "probability", "confidence", "supersedes")
TEMPLATE = """\
# A judgement. Ids may be shortened; lists take several entries.
about = [{about}]          # statements (each means its claim) or reports (their story)
sentence = ""
probability = ""           # {terms}; leave it empty to put no probability
confidence = "moderate"    # low, moderate, high
reasons = [""]             # why the confidence is what it is
alternatives = [""]        # what else would explain the reports
gaps = [""]                # what would have to be known
for = []                   # evidence for it: statements, reports
against = []               # evidence against it
supersedes = ""            # the judgement that this one takes the place of
"""


@click.group()
def judge() -> None:
    """Write down what you judge, apart from what is reported: with probability, confidence, alternatives and gaps."""


@judge.command()
@click.argument("about", nargs=-1, metavar="ID...")
@click.option("--sentence", help="What you judge to be so.")
@click.option("--probability", help="A word of the scale, in English or Indonesian (pantau judge scale).")
@click.option("--confidence", type=click.Choice(get_args(Confidence)), help="How well founded it is.")
@click.option("--reason", "reasons", multiple=True, help="Why the confidence is what it is.")
@click.option("--alternative", "alternatives", multiple=True, help="What else would explain the reports.")
@click.option("--gap", "gaps", multiple=True, help="What is not known and would matter.")
@click.option("--for", "for", multiple=True, metavar="ID", help="A statement or report that speaks for it.")
@click.option("--against", multiple=True, metavar="ID", help="One that speaks against it.")
@click.option("--supersedes", metavar="ID", help="The judgement that this one takes the place of.")
@click.option("--file", type=click.Path(path_type=Path), help="Read the fields from a TOML file instead.")
@click.option("--edit", is_flag=True, help="Write it in your editor, from a template.")
@click.pass_obj
def write(home: Path, /, *, about: tuple[str, ...], file: Path | None, edit: bool, **given: Any) -> None:
    """Sign a judgement about the claims that hold these statements, or the stories of these reports."""
    with opened(home) as node:
        fields: dict[str, Any] = {**given, "about": about}
        if file is not None:
            fields = _merged(_read(file), fields)
        elif edit:
            fields = _merged(_edited(node, about), fields)
        judgement = _judgement(fields, node)
        say(sign(node.parts, Desk(by=signer(node), reader=reader_for(node, None)), judgement))


@judge.command()
@click.argument("about", nargs=-1, metavar="ID...")
@click.pass_obj
def template(home: Path, *, about: tuple[str, ...]) -> None:
    """Print an empty judgement as TOML, for `pantau judge write --file`."""
    with opened(home) as node:
        say(_template(node, about))


@judge.command()
def scale() -> None:
    """Show the scales of probability words with their bands, in English and Indonesian, and where they come from."""
    for key, declared in SCALES.items():
        say(f"{key}: {declared.source}")
        for term in declared.terms:
            english, indonesian = (" / ".join(term.words[code]) for code in ("en", "id"))
            say(f"  {term.low:>2}–{term.high} %  {english}; {indonesian}")


@judge.command("list")
@audience_options
@click.option("--all", "every", is_flag=True, help="Those that later ones have superseded as well.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def list_judgements(home: Path, *, member: str | None, as_of: str | None, every: bool, as_json: bool) -> None:
    """List judgements, oldest first."""
    with opened(home) as node:
        seen = view(node.parts, reader_for(node, member), as_of=moment(as_of, node)).picture
    for row in sorted(seen.judgements, key=lambda row: (row.made, row.id)):
        if every or not row.superseded_by:
            _list_one(row, as_json=as_json)


@judge.command()
@click.argument("judgement", metavar="ID")
@audience_options
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def show(home: Path, *, judgement: str, member: str | None, as_of: str | None, as_json: bool) -> None:
    """Show one judgement with all that has changed of what it rests on."""
    from pantau.cli.terminal import show_blocks
    from pantau.interop.assessed import judgement_blocks
    from pantau.interop.wording import Wording

    with opened(home) as node:
        zone = zone_of(node)
        seen = view(node.parts, reader_for(node, member), as_of=moment(as_of, node))
        found = [row for row in seen.picture.judgements if row.id.startswith(judgement.casefold())]
    if len(found) != 1 or len(judgement) < 4:
        raise UnknownReference(
            f"no single judgement has an id that starts with {judgement!r}: `pantau judge list`"
        )
    if as_json:
        say_json(judgement_row(found[0]))
    else:
        show_blocks(judgement_blocks(found[0], seen.label, Wording(zone)))


def _list_one(row: JudgementRow, *, as_json: bool) -> None:
    if as_json:
        say_json(judgement_row(row))
        return
    marks = [
        f"superseded by {row.superseded_by[0][:8]}" if row.superseded_by else "",
        f"{len(row.shifts)} changes in its evidence since" if row.shifts else "",
    ]
    told = "".join(f", {mark}" for mark in marks if mark)
    body = row.judgement
    chance = body.probability or "no probability"
    say(
        f"{row.id[:8]} {row.made:%Y-%m-%d %H:%M} UTC {row.analyst}: {chance}, {body.confidence} confidence: "
        f"{body.sentence}{told}"
    )


def _judgement(fields: dict[str, Any], node: Node) -> Judgement:
    """The judgement that these fields make. Raises UsageError, naming what is missing or wrong."""
    for name in ("about", "sentence", "confidence"):
        if not fields.get(name):
            what = "ID..." if name == "about" else f"--{name}"
            raise UsageError(f"a judgement needs {what}: give it, or use --file or --edit")
    named = {
        "scale": node.settings.judgement_scale,
        "supports": fields.get("for") or (),
        "opposes": fields.get("against") or (),
        **{name: fields.get(name) or () for name in ("about", "reasons", "alternatives", "gaps")},
        **{
            name: fields.get(name) or None for name in ("sentence", "probability", "confidence", "supersedes")
        },
    }
    try:
        return msgspec.convert(named, Judgement)
    except msgspec.ValidationError as error:
        raise UsageError(f"this is no judgement: {error}") from error


def _merged(read: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """What the file says, where the command line says nothing else."""
    return {**read, **{name: value for name, value in given.items() if value}}


def _read(file: Path) -> dict[str, Any]:
    try:
        return _parsed(file.read_text(encoding="utf-8"), file.name)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} cannot be read: {error}") from error


def _parsed(content: str, name: str) -> dict[str, Any]:
    """The fields of a judgement in TOML; entries that were left empty are left out."""
    try:
        found = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{name} is no TOML: {error}") from error
    unknown = sorted(set(found) - {*_FIELDS, *_TEXTS})
    if unknown:
        raise UsageError(
            f"{name}: a judgement has no {unknown[0]!r}; it has {', '.join((*_TEXTS, *_FIELDS))}"
        )
    wrong = [field for field in _FIELDS if not isinstance(found.get(field, []), list)]
    if wrong:
        raise UsageError(f'{name}: {wrong[0]} is a list: write {wrong[0]} = ["..."]')
    return {
        field: [entry for entry in value if entry] if isinstance(value, list) else value
        for field, value in found.items()
    }


def _edited(node: Node, about: tuple[str, ...]) -> dict[str, Any]:
    content = click.edit(_template(node, about), extension=".toml")
    if content is None:
        raise UsageError("nothing was saved in the editor: nothing is recorded")
    return _parsed(content, "what you wrote")


def _template(node: Node, about: tuple[str, ...]) -> str:
    declared = SCALES.get(node.settings.judgement_scale)
    terms = ", ".join(term.key for term in declared.terms) if declared else ""
    return TEMPLATE.format(about=", ".join(f'"{name}"' for name in about), terms=terms)
