"""`pantau init`, `show`, `verify`, `rebuild`, `doctor`: what this node is, holds, and whether it is in order."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import click
import msgspec

from pantau import __version__
from pantau.cli.model_state import ModelState, model_state
from pantau.cli.output import say, say_json, write
from pantau.cli.renewal import tell_renewed
from pantau.cli.shared import opened, reader_for
from pantau.config import FILE, TABLE, Settings, cache_folder, load_settings
from pantau.errors import NotReleased, SettingInvalid, StoreDamaged, UsageError
from pantau.interop.printable import printable
from pantau.model.envelope import Envelope
from pantau.model.report import Exploitation, Report
from pantau.node import JOURNAL_FILE, KEY_FILE, Node, renewal
from pantau.pipeline import find
from pantau.pipeline import rebuild as run_rebuild
from pantau.pipeline import view as run_view
from pantau.share import decide
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
        say_json({"home": str(home), "member": member, "key": key})
    else:
        say(f"Node in {home}\nmember {member}\npublic key {key}")


@click.command()
@click.argument("object_id", metavar="ID")
@click.option("--raw", is_flag=True, help="The raw bytes of a report as captured, to standard output.")
@click.option("--text", is_flag=True, help="The clean text of a report.")
@click.pass_obj
def show(home: Path, *, object_id: str, raw: bool, text: bool) -> None:
    """Show one object by the beginning of its id: how a report was captured, or what a statement says."""
    with opened(home) as node:
        found = find(node.parts, object_id)
        notes: tuple[str, ...] = ()
        if raw or text:
            content = _content(found, node, raw=raw)
        else:
            content = msgspec.json.format(found.data, indent=2) + b"\n"
            notes = _notes(found, node)
    if sys.stdout.isatty():
        content = printable(content.decode(errors="replace")).encode()
    write([content])
    for note in notes:
        say(f"note: {note}", err=True)


def _notes(found: Envelope, node: Node) -> tuple[str, ...]:
    """What the last run over a report could not read, and why."""
    rows = run_view(node.parts, reader_for(node, None)).picture.reports if found.type == "report" else ()
    return next((row.reading.notes for row in rows if row.id == found.id), ())


def _content(found: Envelope, node: Node, *, raw: bool) -> bytes:
    """The bytes of a report, or the clean text of its last run.

    Raises NotReleased where the label keeps full texts home, StoreDamaged where they are not held, UsageError for
    what has none.
    """
    held = found.held()
    if not isinstance(held.body, Report | Exploitation) or (raw and not isinstance(held.body, Report)):
        what = "raw bytes" if raw else "text"
        raise UsageError(f"{held.type} {held.id[:12]} has no {what} of its own: name a report")
    parts, own = node.parts, reader_for(node, None)
    journal = parts.store.reader()
    if not decide(found, journal, roll=parts.roll, policy=parts.policy, reader=own).fulltext:
        raise NotReleased(f"the label of {held.id[:12]} keeps its full text with its originator")
    if raw and isinstance(held.body, Report):
        digest = held.body.raw.digest
    elif isinstance(held.body, Exploitation):
        digest = held.body.text.digest
    else:
        rows = run_view(parts, own).picture.reports
        digest = next((row.text for row in rows if row.id == held.id), "")
    blob = journal.blob(digest)
    if blob is None:
        raise StoreDamaged(f"the bytes of {held.id[:12]} are not held here")
    return blob.content


@click.command()
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object a line for each problem, then the counts."
)
@click.pass_obj
def verify(home: Path, *, as_json: bool) -> None:
    """Check the whole journal: chain, canonical bytes, ids, signatures, references, blobs."""
    problems = checked = 0
    with opened(home) as node:
        for result in run_verify(node.parts.store.reader(), node.parts.roll):
            checked += 1
            if result.problem:
                problems += 1
                if as_json:
                    say_json(result)
                else:
                    say(f"{result.position} {result.id[:12]}: {result.problem}")
    if as_json:
        say_json({"checked": checked, "problems": problems})
    else:
        say(f"{checked} objects checked, {problems} with a problem.")
    if problems:
        sys.exit(1)


@click.command()
@click.option(
    "--exploit", is_flag=True, help="First exploit again what another extractor, version or model did."
)
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object, and one a line for each report done again."
)
@click.pass_obj
def rebuild(home: Path, *, exploit: bool, as_json: bool) -> None:
    """Forget the kept picture and derive it anew from the journal alone.

    With --exploit, each own report whose last run is not by the extractor of `exploit.extractor` as it is now gets a
    new generation, which the picture takes. Reports for which that fails keep what they have, are named, and the exit
    status is then 1; calling it again goes on with them.
    """
    from pantau.collate.digest import picture_digest

    undone = 0
    with opened(home) as node:
        if exploit:
            renewing = renewal(node, partial(say, err=True))
            undone = tell_renewed(renewing(None), as_json=as_json)
        picture = run_rebuild(node.parts, reader_for(node, None)).picture
    counts = {
        kind: len(getattr(picture, kind)) for kind in ("reports", "statements", "claims", "events", "stories")
    }
    digest = picture_digest(picture)
    if as_json:
        say_json({**counts, "version": picture.version, "digest": digest})
    else:
        say(f"{', '.join(f'{number} {kind}' for kind, number in counts.items())}. Picture {digest}")
    if undone:
        sys.exit(1)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def doctor(home: Path, *, as_json: bool) -> None:
    """Show settings and where everything is, and say what is not in order.

    Exit status 2 where a setting is not, 1 where the language model that is to find statements does not answer.
    """
    settings, problem = _settings(home)
    model = model_state(home, settings) if settings else ModelState()
    problem = problem or model.problem
    names = (KEY_FILE, JOURNAL_FILE, FILE)
    files = {name: _state(home / name) for name in names}
    free = shutil.disk_usage(_nearest(home)).free
    if as_json:
        values = {s.name: getattr(settings, s.attribute) for s in TABLE} if settings else {}
        say_json(
            {
                "version": __version__,
                "engine": engine(),
                "home": str(home),
                "files": files,
                "models": str(cache_folder()),
                "free": free,
                "settings": values,
                "model": model.rows,
                "problem": problem or model.fault,
            }
        )
    else:
        say(f"pantau {__version__}, Python {sys.version.split()[0]}, {engine()}\nhome    {home}")
        say("\n".join(f"  {name:<16} {state}" for name, state in files.items()))
        say(f"models  {cache_folder()}\nfree    {free / 1e9:.1f} GB\nsettings")
        say("\n".join(_rows(settings)) if settings else f"  not in order: {problem}")
        say("\n".join(["language model", *(f"  {name:<22} {value}" for name, value in model.rows.items())]))
    if problem or model.fault:
        sys.exit(2 if problem else 1)


def _settings(home: Path) -> tuple[Settings | None, str]:
    """The settings, or why they cannot be used."""
    try:
        return load_settings(home), ""
    except SettingInvalid as error:
        return None, str(error)


def _rows(settings: Settings) -> Iterator[str]:
    for setting in TABLE:
        value = getattr(settings, setting.attribute)
        yield f"  {setting.name:<22} {value!r}{'' if value == setting.default else '  (set)'}"


def _nearest(path: Path) -> Path:
    """The folder itself or the nearest one above it that exists."""
    absolute = path.absolute()
    return next(folder for folder in (absolute, *absolute.parents) if folder.exists())


def _state(path: Path) -> str:
    if not path.exists():
        return "not there yet"
    mode = path.stat().st_mode & 0o777
    warning = "  readable by others: chmod 600" if mode & 0o077 and path.name != FILE else ""
    return f"{path.stat().st_size} bytes, mode {mode:o}{warning}"
