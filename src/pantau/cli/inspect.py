"""`pantau init`, `show`, `verify`, `rebuild`, `doctor`: what this node is, holds, and whether it is in order."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click
import msgspec

from pantau import __version__
from pantau.cli.shared import opened, reader_for
from pantau.config import FILE, TABLE, cache_folder, load_settings
from pantau.errors import StoreDamaged
from pantau.model.objects import Held
from pantau.model.report import Exploitation, Report
from pantau.node import JOURNAL_FILE, KEY_FILE, Node
from pantau.pipeline import find
from pantau.pipeline import rebuild as run_rebuild
from pantau.pipeline import view as run_view
from pantau.share.verify import verify as run_verify
from pantau.store.sqlite import engine


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def init(home: Path, *, as_json: bool) -> None:
    """Create the node: its folder, key and journal (any other command does so as well)."""
    with opened(home) as node:
        member, key = node.parts.identity.member, node.parts.identity.public_key
    if as_json:
        click.echo(msgspec.json.encode({"home": str(home), "member": member, "key": key}).decode())
    else:
        click.echo(f"Node in {home}\nmember {member}\npublic key {key}")


@click.command()
@click.argument("object_id", metavar="ID")
@click.option("--raw", is_flag=True, help="The raw bytes of a report as captured, to standard output.")
@click.option("--text", is_flag=True, help="The clean text of a report.")
@click.pass_obj
def show(home: Path, *, object_id: str, raw: bool, text: bool) -> None:
    """Show one object by the beginning of its id: how a report was captured, or what a statement says."""
    with opened(home) as node:
        found = find(node.parts, object_id)
        if raw or text:
            click.echo(_content(found.held(), node, raw=raw), nl=False)
        else:
            click.echo(msgspec.json.format(found.data, indent=2).decode())


def _content(held: Held, node: Node, *, raw: bool) -> bytes:
    """The bytes of a report, or the clean text of its last run; raises StoreDamaged where they are not held."""
    reader = node.parts.store.reader()
    if isinstance(held.body, Report) and not raw:
        seen = run_view(node.parts, reader_for(node, None))
        row = next((row for row in seen.picture.reports if row.id == held.id), None)
        digest = row.text if row else ""
    elif isinstance(held.body, Report):
        digest = held.body.raw.digest
    elif isinstance(held.body, Exploitation):
        digest = held.body.text.digest
    else:
        raise click.UsageError(
            f"{held.type} {held.id[:12]} has no raw bytes or text of its own: name a report"
        )
    blob = reader.blob(digest)
    if blob is None:
        raise StoreDamaged(f"the bytes of {held.id[:12]} are not held here")
    return blob.content


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line for each problem.")
@click.pass_obj
def verify(home: Path, *, as_json: bool) -> None:
    """Check the whole journal: chain, canonical bytes, ids, signatures, references, blobs."""
    problems = checked = 0
    with opened(home) as node:
        for result in run_verify(node.parts.store.reader(), node.parts.roll):
            checked += 1
            if result.problem:
                problems += 1
                shown = msgspec.json.encode(result).decode()
                click.echo(shown if as_json else f"{result.position} {result.id[:12]}: {result.problem}")
    if not as_json:
        click.echo(f"{checked} objects checked, {problems} with a problem.")
    if problems:
        sys.exit(1)


@click.command()
@click.pass_obj
def rebuild(home: Path) -> None:
    """Forget the kept picture and derive it anew from the journal alone."""
    from pantau.collate.digest import picture_digest

    with opened(home) as node:
        seen = run_rebuild(node.parts, reader_for(node, None))
    picture = seen.picture
    click.echo(
        f"{len(picture.reports)} reports, {len(picture.statements)} statements, {len(picture.claims)} claims, "
        f"{len(picture.events)} events, {len(picture.stories)} stories. Picture {picture_digest(picture)}"
    )


@click.command()
@click.pass_obj
def doctor(home: Path) -> None:
    """Show settings and where everything is, and say what is not in order."""
    settings = load_settings(home)
    click.echo(f"pantau {__version__}, Python {sys.version.split()[0]}, {engine()}")
    click.echo(f"home    {home}")
    for name in (KEY_FILE, JOURNAL_FILE, FILE):
        path = home / name
        click.echo(f"  {name:<16} {_state(path)}")
    click.echo(f"models  {cache_folder()}")
    free = shutil.disk_usage(home if home.exists() else home.anchor).free
    click.echo(f"free    {free / 1e9:.1f} GB")
    click.echo("settings")
    for setting in TABLE:
        value = getattr(settings, setting.attribute)
        origin = "" if value == setting.default else "  (set)"
        click.echo(f"  {setting.name:<22} {value!r}{origin}")


def _state(path: Path) -> str:
    if not path.exists():
        return "not there yet"
    mode = path.stat().st_mode & 0o777
    warning = "  readable by others: chmod 600" if mode & 0o077 and path.name != FILE else ""
    return f"{path.stat().st_size} bytes, mode {mode:o}{warning}"
