"""`pantau require` and `withdraw`: what we need to know and expect of channels, from a file into the journal, and back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from pantau.cli.declaring import Outcome, declare, read_requirements
from pantau.cli.forms import Form
from pantau.cli.output import say, say_json
from pantau.cli.shared import opened, reader_for, signer
from pantau.collate.claims.concepts import known_concepts
from pantau.errors import UnknownReference, UsageError
from pantau.model.declaration import Declaration, Withdrawal
from pantau.model.envelope import Draft, read_envelope
from pantau.model.picture import Declared
from pantau.node import Node
from pantau.pipeline import find, record, view

WITHDRAWN = ("requirement", "channel", "indicators", "source-setting", "warning-decision", "withdrawal")
"""Types of objects that can be taken back by their originator."""


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="FILE.toml...")
@click.option("--sample", is_flag=True, help="The requirements of the sample crisis.")
@click.option(
    "--subjects", is_flag=True, help="List the subjects that a topic may name, and do nothing else."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line for each declaration.")
@click.pass_obj
def require(home: Path, *, files: tuple[Path, ...], sample: bool, subjects: bool, as_json: bool) -> None:
    """Declare requirements (what we need to know) and what is expected of channels, from TOML files.

    A later declaration of the same name takes the earlier one's place; what is declared already is left as it is.
    `pantau coverage` shows what is held of them.
    """
    if subjects:
        say("\n".join(known_concepts()))
        return
    if not files and not sample:
        raise UsageError("name a file with [[requirement]] or [[channel]] tables: docs/howto/requirements.md")
    with ExitStack() as stack:
        node = stack.enter_context(opened(home))
        if sample:
            from pantau.sample import sample_file

            files = (*files, stack.enter_context(sample_file("requirements.toml")))
        read = [declaration for path in files for declaration in read_requirements(Form(path), node)]
        tell(declare(node, read), as_json=as_json)


def tell(outcomes: Iterator[Outcome], *, as_json: bool) -> None:
    """A line for each declaration."""
    for outcome in outcomes:
        if as_json:
            say_json(outcome)
        else:
            say(f"{outcome.outcome:<10} {outcome.type} {outcome.name}  {outcome.id[:12]}")


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME|ID...")
@click.option("--reason", default="", help="Why; kept beside the withdrawal.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def withdraw(home: Path, *, names: tuple[str, ...], reason: str, as_json: bool) -> None:
    """Take back requirements, channels, warning problems, decisions and source settings, by name or id.

    By name all versions are taken back; by id one, and the version before counts again. Withdrawing a withdrawal
    brings back what it took.
    """
    with opened(home) as node:
        targets = tuple(sorted({target for name in names for target in _targets(node, name)}))
        draft = Draft(
            type="withdrawal",
            label=node.parts.label,
            body=Withdrawal(targets=targets, reason=reason),
            by=signer(node),
            refs=targets,
        )
        made = record(node.parts, draft)
    if as_json:
        say_json({"id": made, "targets": targets})
    else:
        say(made)


def _targets(node: Node, name: str) -> Sequence[str]:
    """The own objects that a name or the beginning of an id means; raises UnknownReference, UsageError."""
    picture = view(node.parts, reader_for(node, None)).picture
    rows: list[Declared[Any]] = [*picture.requirements, *picture.channels, *picture.problems]
    own = node.parts.identity.member
    known = {row.body.name.casefold() for row in rows} | {
        row.source.casefold() for row in picture.sources if row.settings
    }
    versions = _versions(node, name, own) if name.casefold() in known else []
    if versions:
        return versions
    try:
        found = find(node.parts, name)
    except UnknownReference as error:
        raise UnknownReference(f"nothing is declared under the name or id {name!r}") from error
    if found.type not in WITHDRAWN:
        raise UsageError(f"{found.id[:12]} is a {found.type}: only what was declared can be withdrawn")
    if found.originator != own:
        raise UsageError(f"{found.id[:12]} is another member's: only its originator can withdraw it")
    return (found.id,)


def _versions(node: Node, name: str, own: str) -> list[str]:
    """Every own declaration of that name, of all versions."""
    found = []
    for entry in node.parts.store.reader().entries():
        if entry.originator == own and entry.type in WITHDRAWN:
            body = read_envelope(entry.data).held().body
            if isinstance(body, Declaration) and body.name.casefold() == name.casefold():
                found.append(entry.id)
    return found
