"""`pantau ingest`: files, folders, globs, archives, standard input and addresses into the journal."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click
import msgspec
from rich.markup import escape

from pantau.cli.output import say, say_json
from pantau.cli.renewal import tell_renewed
from pantau.cli.shared import opened
from pantau.collect import CollectRequest, count_inputs
from pantau.errors import UsageError
from pantau.interop.printable import printable
from pantau.node import Node, asks_model, collect_request, collecting, prepare, renewal
from pantau.pipeline import Known, Outcome, Refused, Taken
from pantau.pipeline import ingest as run_ingest


def tell(line: str) -> None:
    say(line, err=True)


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
    named with the reason, the others go on, and the exit status is then 1. Whoever stops reading what is printed
    stops nothing. Where a language model is set to find statements, it is asked about each new report once the
    built-in result is held.
    """
    if not inputs and not sample:
        raise UsageError("name something to take in: a file, folder, archive or address, or --sample")
    with ExitStack() as stack:
        node = stack.enter_context(opened(home))
        # Asked first, so that a setting that is not in order is told of before anything is taken in.
        renewing = renewal(node, tell) if asks_model(node.settings) else None
        if sample:
            from pantau.sample import sample_pages

            inputs = (*inputs, str(stack.enter_context(sample_pages())))
        prepare(node.settings, tell)
        counts, reports = _taken_in(
            node, collect_request(node.settings, inputs, follow=follow), as_json=as_json
        )
        undone = tell_renewed(renewing(reports), as_json=as_json) if renewing and reports else 0
    if counts["refused"] or undone:
        sys.exit(1)


def _taken_in(node: Node, request: CollectRequest, *, as_json: bool) -> tuple[Counter[str], set[str]]:
    """Take in what is asked for; how many of each outcome, and the ids of the new reports."""
    reports: set[str] = set()
    with ExitStack() as stack:
        bar = stack.enter_context(progress(request)) if sys.stderr.isatty() and not as_json else None
        captures = stack.enter_context(collecting(node, request, done=bar or quiet))
        outcomes = run_ingest(captures, parts=node.parts, work=node.work)
        return _report(_noted(outcomes, reports), node, as_json=as_json, live=bar is not None), reports


def _noted(outcomes: Iterator[Outcome], reports: set[str]) -> Iterator[Outcome]:
    """The same; the ids of what is taken in go into `reports`."""
    for outcome in outcomes:
        if isinstance(outcome, Taken):
            reports.add(outcome.report)
        yield outcome


def _report(outcomes: Iterator[Outcome], node: Node, *, as_json: bool, live: bool) -> Counter[str]:
    """Tell of every outcome as it comes (only of refusals while a bar is shown); returns how many of each."""
    counts: Counter[str] = Counter()
    for outcome in outcomes:
        kind = type(outcome).__name__.lower()
        counts[kind] += 1
        if isinstance(outcome, Taken):
            counts["statements"] += outcome.statements
        if as_json:
            say_json({"outcome": kind, **msgspec.structs.asdict(outcome)})
        elif isinstance(outcome, Refused) or not live:
            say(_line(outcome), err=isinstance(outcome, Refused))
    if not as_json:
        say(
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


def quiet(_input: str) -> None:
    """Nobody counts along."""


@contextmanager
def progress(request: CollectRequest) -> Iterator[Callable[[str], None]]:
    """A bar on the terminal: inputs read of all, rate, time left, and the one at hand."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        MofNCompleteColumn(),
        BarColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}", style="dim"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=count_inputs(request), rate="", name="")

        def done(name: str) -> None:
            speed = bar.tasks[task].speed
            bar.update(
                task, advance=1, rate=f"{speed:.1f}/s" if speed else "", name=escape(printable(name[-50:]))
            )

        yield done
