"""Reports that are held in, a new generation of each that another extractor made out: signed, beside the one before."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator

import msgspec

from pantau.bus import WorkQueue
from pantau.errors import InputRefused, ModelFailed, ObjectInvalid, StoreError, TooLarge
from pantau.exploit import Exploited, Extractor
from pantau.model.base import Value
from pantau.model.envelope import By, Draft, Envelope, read_envelope, seal
from pantau.model.report import Exploitation, Report
from pantau.pipeline import Parts
from pantau.store import Batch, Mark

_logger = logging.getLogger(__name__)


class Rerun(Value, frozen=True, kw_only=True):
    """One report to be exploited again: text and reading of the run before, which a new one stands beside."""

    report: str
    location: str
    before: Exploitation
    text: str


class Undone(Value, frozen=True, kw_only=True):
    """A report that keeps the statements it has, and why."""

    location: str
    report: str
    reason: str


class Renewed(Value, frozen=True, kw_only=True):
    """A report with a new generation, durable. `kept` of its statements are the underlying extractor's."""

    location: str
    report: str
    generation: int
    statements: int
    kept: int = 0
    refused: dict[str, int] = msgspec.field(default_factory=dict)


class Again(Value, frozen=True, kw_only=True):
    """What a worker gives back for one report: what it found, or why it could not."""

    job: Rerun
    found: Exploited | None = None
    failure: str = ""


class Made(Value, frozen=True, kw_only=True):
    """Who signs: the extractor that makes a run, and the one whose statements it keeps where it has none of its own."""

    by: By
    base: By


def by_of(extractor: Extractor) -> By:
    """How objects name the extractor that made them."""
    return By(kind="extractor", name=extractor.name, version=extractor.version, digest=extractor.digest)


def exploit_again(extractor: Extractor, job: Rerun) -> Again:
    """Exploit one report; a failure becomes its reason, so that one report does not stop the others."""
    try:
        return Again(job=job, found=extractor.again(job.text, job.before.reading))
    except (ModelFailed, InputRefused, StoreError) as error:
        return Again(job=job, failure=str(error))
    except Exception as bug:
        _logger.warning("exploiting %s again failed", job.report, exc_info=True)
        reason = (
            f"it could not be exploited ({type(bug).__name__}): please report this, with the page if you may"
        )
        return Again(job=job, failure=reason)


def rerun_lost(job: Rerun) -> Again:
    """The result for a report that worker processes die of."""
    return Again(job=job, failure="exploiting it ended the worker process, perhaps for lack of memory")


def rerun(
    parts: Parts, work: WorkQueue[Rerun, Again], made: Made, among: Collection[str] | None = None
) -> Iterator[Renewed | Undone]:
    """Exploit own reports (those of `among`, where given) again whose last run somebody else than `made.by` made.

    Each is taken in whole when it is done, so that a run that is stopped goes on where it was: by asking for the rest.
    """
    for done in work.run(_outdated(parts, made.by, among)):
        yield done if isinstance(done, Undone) else _taken_in(parts, made, done)


def _outdated(parts: Parts, by: By, among: Collection[str] | None) -> Iterator[Rerun]:
    journal = parts.store.reader()
    runs = _last_runs(parts)
    for entry in journal.entries(kind="report"):
        last = runs.get(entry.id)
        if last is None or (among is not None and entry.id not in among):
            continue
        held, run = read_envelope(entry.data).held(), journal.get(last)
        made = read_envelope(run.data) if run is not None else None
        body = made.held().body if made is not None else None
        if made is None or made.by == by:
            continue
        if isinstance(held.body, Report) and isinstance(body, Exploitation):
            text = journal.blob(body.text.digest)
            if text is not None:
                yield Rerun(
                    report=entry.id, location=held.body.location, before=body, text=text.content.decode()
                )


def _last_runs(parts: Parts) -> dict[str, str]:
    """The own run of the highest generation by report: of two, the lower id, as in a picture."""
    found: dict[str, tuple[int, str]] = {}
    for entry in parts.store.reader().entries(kind="exploitation"):
        held = read_envelope(entry.data).held()
        if isinstance(held.body, Exploitation) and held.originator == parts.identity.member and held.refs:
            rank = (-held.body.generation, held.id)
            found[held.refs[0]] = min(found.get(held.refs[0], rank), rank)
    return {report: name for report, (_, name) in found.items()}


def _taken_in(parts: Parts, made: Made, again: Again) -> Renewed | Undone:
    job, found = again.job, again.found
    if found is None:
        return Undone(location=job.location, report=job.report, reason=again.failure)
    run = Exploitation(
        generation=job.before.generation + 1,
        text=job.before.text,
        reading=found.reading,
        statements=len(found.statements),
        refused=found.refused,
    )
    # Of two processes that make the same generation of a report at once, one takes it in.
    mark = Mark(name=f"run {job.report}", value=str(run.generation))
    try:
        batch = Batch(
            objects=tuple(_objects(parts, made, again.job.report, (run, found))),
            marks=(mark,),
            unless=(mark,),
        )
    except (ObjectInvalid, TooLarge) as error:
        return Undone(location=job.location, report=job.report, reason=f"it cannot be kept: {error}")
    with parts.store.writer() as writer:
        taken = writer.append(batch)
    if not taken:
        return Undone(location=job.location, report=job.report, reason="somebody else did it at this moment")
    return Renewed(
        location=job.location,
        report=job.report,
        generation=run.generation,
        statements=len(found.statements),
        kept=len(found.kept),
        refused=found.refused,
    )


def _objects(
    parts: Parts, made: Made, report: str, result: tuple[Exploitation, Exploited]
) -> Iterable[Envelope]:
    """The run and its statements; those that it keeps are signed as their own extractor's."""
    run, found = result
    head = _sealed(parts, ("exploitation", run), made.by, (report,))
    yield head
    for statement in found.statements:
        body = msgspec.structs.replace(statement, generation=run.generation)
        by = made.base if statement.ordinal in found.kept else made.by
        yield _sealed(parts, ("statement", body), by, (report, head.id))


def _sealed(parts: Parts, content: tuple[str, Value], by: By, refs: tuple[str, ...]) -> Envelope:
    draft = Draft(type=content[0], label=parts.label, body=content[1], by=by, refs=refs)
    return seal(draft, parts.identity, created=parts.clock())
