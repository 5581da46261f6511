"""`pantau warning`: problems with their indicators, the level that these propose, and what people decide."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import click
import msgspec

from pantau.cli.declaring import declare as sign_all
from pantau.cli.declaring import read_problem
from pantau.cli.forms import Form
from pantau.cli.output import say, say_json
from pantau.cli.pages import Page, form_options, show_page
from pantau.cli.require import tell
from pantau.cli.shared import audience_options, moment, opened, reader_for, signer, zone_of
from pantau.errors import UnknownReference, UsageError
from pantau.model.envelope import Draft
from pantau.model.warning import Decision, Verdict
from pantau.model.watch import WarningRow, Watch
from pantau.node import Node
from pantau.pipeline import record, view, watched


@click.group(invoke_without_command=True)
@click.pass_context
def warning(ctx: click.Context) -> None:
    """Warning problems: what indicators propose, on which evidence, and what a person has accepted. Alone: `show`."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(show, names=(), form="terminal")


@warning.command()
@click.argument("names", nargs=-1, metavar="PROBLEM...")
@form_options
@audience_options
@click.pass_obj
def show(
    home: Path,
    *,
    names: tuple[str, ...],
    form: str,
    output: Path | None = None,
    member: str | None = None,
    as_of: str | None = None,
) -> None:
    """Show each problem: level, indicators with evidence, what would raise and lower it, measures, decisions.

    Windows end at --as-of, by default now. A problem whose period has ended is shown as it stood then.
    """
    from pantau.interop import wording
    from pantau.interop.warning import warning_blocks
    from pantau.interop.watch_rows import plain, warning_rows

    with opened(home) as node:
        as_of_moment = moment(as_of, node)
        seen = view(node.parts, reader_for(node, member), as_of=as_of_moment)
        found = watched(node.parts, seen, as_of_moment)
        chosen = tuple(_named(found, name) for name in names) or found.warnings
        found = msgspec.structs.replace(found, warnings=chosen)
        label = wording.label(seen.label, seen.reader.member)
        page = Page(
            title=f"{seen.label.classification}: warning",
            blocks=tuple(warning_blocks(found, wording.Wording(zone_of(node)), label)),
            rows=tuple({**row, "label": plain(seen.label)} for row in warning_rows(found)),
        )
    show_page(page, form, output)


@warning.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="FILE.toml...")
@click.option("--sample", is_flag=True, help="The warning problem of the sample crisis.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line for each problem.")
@click.pass_obj
def declare(home: Path, *, files: tuple[Path, ...], sample: bool, as_json: bool) -> None:
    """Declare warning problems from TOML files, one problem a file: levels with rules and measures, and indicators.

    A later declaration of the same name takes the earlier one's place; what is declared already is left as it is.
    """
    if not files and not sample:
        raise UsageError("name a file with [[level]] and [[indicator]] tables: docs/howto/warning.md")
    with ExitStack() as stack:
        node = stack.enter_context(opened(home))
        if sample:
            from pantau.sample import sample_file

            files = (*files, stack.enter_context(sample_file("indicators.toml")))
        read = [read_problem(Form(path), node) for path in files]
        tell(sign_all(node, read), as_json=as_json)


_problem = click.argument("problem")
_proposal = click.option(
    "--proposal", default="", metavar="ID", help="Decide on this proposal alone: refused when it has changed."
)
_words = click.option("--words", required=True, help="Why, in words; shown beside the decision.")
_json = click.option("--json", "as_json", is_flag=True, help="One JSON object.")


@warning.command()
@_problem
@_proposal
@_words
@_json
@click.pass_obj
def accept(home: Path, *, problem: str, proposal: str, words: str, as_json: bool) -> None:
    """Accept the level that is proposed for PROBLEM, with its evidence."""
    _decide(home, problem, proposal, verdict="accepted", words=words, as_json=as_json)


@warning.command()
@_problem
@_proposal
@_words
@_json
@click.pass_obj
def reject(home: Path, *, problem: str, proposal: str, words: str, as_json: bool) -> None:
    """Reject the level that is proposed for PROBLEM: the accepted one stays, until other evidence proposes again."""
    _decide(home, problem, proposal, verdict="rejected", words=words, as_json=as_json)


def _decide(home: Path, problem: str, proposal: str, *, verdict: Verdict, words: str, as_json: bool) -> None:
    if not words.strip():
        raise UsageError("say why: --words takes a sentence")
    with opened(home) as node:
        row = _proposed(node, problem, proposal, verdict)
        body = Decision(
            problem=row.name,
            declaration=row.id,
            level=row.proposed,
            verdict=verdict,
            words=words,
            indicators=tuple(indicator.name for indicator in row.indicators if indicator.met),
            evidence=row.evidence,
        )
        draft = Draft(
            type="warning-decision",
            label=node.parts.label,
            body=body,
            by=signer(node),
            refs=tuple(sorted({row.id, *row.evidence})),
        )
        made = record(node.parts, draft)
    if as_json:
        say_json({"id": made, "problem": row.name, "level": row.proposed, "verdict": verdict})
    else:
        say(f"{row.name}: {row.proposed} {verdict}, on {len(row.evidence)} statements  {made[:12]}")


def _proposed(node: Node, problem: str, proposal: str, verdict: Verdict) -> WarningRow:
    """The problem with what is proposed now; raises UsageError where there is nothing to decide on."""
    seen = view(node.parts, reader_for(node, None))
    row = _named(watched(node.parts, seen, None), problem)
    if row.originator != node.parts.identity.member:
        raise UsageError(f"{row.name} is another member's problem: declare one of your own to decide on")
    if proposal and not row.proposal.startswith(proposal.casefold()):
        raise UsageError(
            f"the proposal has changed: it is {row.proposal[:12]} ({row.proposed}) now; see `pantau warning`"
        )
    last = row.decisions[-1] if row.decisions else None
    same = last is not None and not last.changed and last.level == row.proposed and last.verdict == verdict
    if same or (last is None and row.proposed == row.accepted and verdict == "rejected"):
        raise UsageError(f"there is nothing to decide: {row.name} stands at {row.accepted}, as proposed")
    return row


def _named(watch: Watch, name: str) -> WarningRow:
    """The problem of this name; the own one where several members have one. Raises UnknownReference."""
    found = [row for row in watch.warnings if row.name.casefold() == name.casefold()]
    if not found:
        raise UnknownReference(
            f"no warning problem is declared under the name {name!r}: see `pantau warning`"
        )
    return found[0]
