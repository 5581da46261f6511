"""`pantau ingest`: files, folders, globs, archives, standard input and addresses into the journal."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

import click
import msgspec

from pantau.cli.shared import opened
from pantau.errors import UsageError
from pantau.node import Node, captures, prepare
from pantau.pipeline import Known, Outcome, Refused, Taken
from pantau.pipeline import ingest as run_ingest


@click.command()
@click.argument("inputs", nargs=-1, metavar="PATH|URL...")
@click.option("--sample", is_flag=True, help="Take in the sample crisis: pages about an invented flood.")
@click.option(
    "--follow/--no-follow",
    default=None,
    help="Fetch the pages that feeds point to. [default: where a feed's items lack full text]",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line for each input.")
@click.pass_obj
def ingest(home: Path, *, inputs: tuple[str, ...], sample: bool, follow: bool | None, as_json: bool) -> None:
    """Take reports in: files, folders, globs, archives (.zip, .tar.gz), pages, feeds, sitemaps; - reads standard input.

    What is held already is not added again; an edited page becomes a new version. Inputs that cannot be used are
    named with the reason, the others go on, and the exit status is then 1.
    """
    if not inputs and not sample:
        raise UsageError("name something to take in: a file, folder, archive or address, or --sample")
    with ExitStack() as stack:
        node = stack.enter_context(opened(home))
        if sample:
            from pantau.sample import sample_pages

            inputs = (*inputs, str(stack.enter_context(sample_pages())))
        prepare(node.settings, lambda message: click.echo(message, err=True))
        outcomes = run_ingest(captures(node, inputs, follow=follow), parts=node.parts, work=node.work)
        counts = _report(outcomes, node, as_json=as_json)
    if counts["refused"]:
        sys.exit(1)


def _report(outcomes: Iterator[Outcome], node: Node, *, as_json: bool) -> Counter[str]:
    """Tell of every outcome as it comes; returns how many there were of each."""
    counts: Counter[str] = Counter()
    live = not as_json and sys.stderr.isatty()
    shown: Iterable[Outcome] = _with_progress(outcomes) if live else outcomes
    for outcome in shown:
        kind = type(outcome).__name__.lower()
        counts[kind] += 1
        if isinstance(outcome, Taken):
            counts["statements"] += outcome.statements
        if as_json:
            click.echo(msgspec.json.encode({"outcome": kind, **msgspec.structs.asdict(outcome)}).decode())
        elif isinstance(outcome, Refused) or not live:
            click.echo(_line(outcome), err=isinstance(outcome, Refused))
        sys.stdout.flush()
    if not as_json:
        click.echo(
            f"{counts['taken']} taken in with {counts['statements']} statements, {counts['known']} held already, "
            f"{counts['refused']} refused. The journal is at {node.parts.store.reader().head()}."
        )
    return counts


def _line(outcome: Outcome) -> str:
    match outcome:
        case Refused():
            return f"refused  {outcome.location}: {outcome.reason}"
        case Known():
            return f"held     {outcome.location}"
        case Taken():
            notes = f" ({'; '.join(outcome.notes)})" if outcome.notes else ""
            return (
                f"taken in {outcome.location}: {outcome.statements} statements, {outcome.report[:12]}{notes}"
            )


def _with_progress(outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
    """The same outcomes, with a bar on the terminal: done so far, rate, time, and the page at hand."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed} reports"),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[location]}", style="dim"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None, rate="", location="")
        for outcome in outcomes:
            speed = progress.tasks[task].speed
            rate = f"{speed:.1f}/s" if speed else ""
            progress.update(task, advance=1, rate=rate, location=outcome.location[-60:])
            yield outcome
