"""The main path, read first: captures in, signed objects into the journal, and a picture for a reader out.

collect  Channel -> Capture        exploit  Capture -> Exploited
take in  Exploited -> journal      collate  journal -> Picture, for one reader

It is longer than other modules, so that the whole way of a page can be read in one place, in its order.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

import msgspec

from pantau.bus import Settled, WorkQueue
from pantau.collate.brief import Selection, draft
from pantau.collate.digest import picture_digest
from pantau.collate.fold import PICTURE_VERSION, fold
from pantau.collate.watch import watch
from pantau.errors import (
    InputRefused,
    NotReleased,
    ObjectInvalid,
    StoreBusy,
    StoreError,
    TooLarge,
    UnknownReference,
    UsageError,
)
from pantau.exploit import Exploited, Extractor
from pantau.model.base import BlobRef, Value
from pantau.model.brief import Brief
from pantau.model.canonical import sha256
from pantau.model.envelope import By, Draft, Envelope, read_envelope, seal
from pantau.model.identity import Identity
from pantau.model.label import Label, Policy
from pantau.model.location import canonical_location
from pantau.model.picture import Picture, ReportRow
from pantau.model.release import Reader
from pantau.model.report import Capture, Exploitation, Report
from pantau.model.roll import Roll
from pantau.model.time import rfc3339
from pantau.model.watch import Watch
from pantau.share import decide, derived_label, release, strictest
from pantau.store import Batch, Blob, Mark, Seen, Store, Writer
from pantau.store import Reader as JournalReader
from pantau.store.chain import blob_digest

_VIEWS = f"view:{PICTURE_VERSION}:"
"""How the names of views begin that this version can use."""

_logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]


class Refused(Value, frozen=True, kw_only=True):
    """An input that could not be used, and why."""

    location: str
    reason: str


class Known(Value, frozen=True, kw_only=True):
    """An input that is held already, so that nothing was added."""

    location: str


class Taken(Value, frozen=True, kw_only=True):
    """A report that is now in the journal, durable, with all its statements."""

    location: str
    report: str
    statements: int
    notes: tuple[str, ...] = ()


Outcome = Refused | Known | Taken


class Parts(msgspec.Struct, frozen=True, kw_only=True):
    """What the main path works with; `node.py` puts it together. New objects get `label`."""

    store: Store
    identity: Identity
    roll: Roll
    policy: Policy
    label: Label
    clock: Clock


class Worked(Value, frozen=True, kw_only=True):
    """What an exploiting worker gives back for one capture: what it found, or why it could not."""

    capture: Capture
    by: By
    exploited: Exploited | None = None
    refusal: str = ""


class BriefQuery(Value, frozen=True, kw_only=True):
    """What a brief is asked for: knowledge as of a moment, changes since a day, some stories (by the beginning of
    their ids), or everything."""

    as_of: datetime | None = None
    since: str | None = None
    stories: tuple[str, ...] = ()
    every: bool = False


class View(Value, frozen=True, kw_only=True):
    """A picture with the reader it is for and the strictest label of what went into it."""

    picture: Picture
    reader: Reader
    label: Label
    position: int
    fulltext: frozenset[str]
    """Reports whose full text the reader may have."""


def exploit(extractor: Extractor, capture: Capture) -> Worked:
    """Exploit one capture; a refusal becomes its reason, so that one bad page does not stop the others.

    So does a mistake of ours or of a library that some page brings to light, with what to do about it.
    """
    by = By(kind="extractor", name=extractor.name, version=extractor.version, digest=extractor.digest)
    try:
        return Worked(capture=capture, by=by, exploited=extractor.exploit(capture))
    except InputRefused as refusal:
        return Worked(capture=capture, by=by, refusal=str(refusal))
    except Exception as bug:
        _logger.warning("exploiting %r failed", capture.location, exc_info=True)
        reason = (
            f"it could not be exploited ({type(bug).__name__}): please report this, with the page if you may"
        )
        return Worked(capture=capture, by=by, refusal=reason)


def worker_lost(capture: Capture) -> Worked:
    """The result for a capture that worker processes die of."""
    return Worked(
        capture=capture,
        by=By(kind="node", name="pantau"),
        refusal="exploiting it ended the worker process, perhaps for lack of memory: collect it alone with "
        "`exploit.workers` at 2, and report it if that fails too",
    )


def ingest(
    captures: Iterable[Capture | Refused | Known],
    *,
    parts: Parts,
    work: WorkQueue[Capture, Worked],
) -> Iterator[Outcome]:
    """Take everything in, one outcome an input, in order (pages that went back to an earlier text come last).

    A `Taken` is yielded only when it is durable.

    Stopping at any point, by signal or by not asking for more, leaves whole reports in the journal and nothing else.
    """
    with parts.store.writer() as writer:
        intake = _Intake(parts, writer)
        for done in work.run(intake.jobs(captures)):
            yield from intake.settle(done)
        for worked in work.run(intake.returned()):
            yield intake.take_in(worked)


class _Again(Value, frozen=True, kw_only=True):
    """A capture whose very bytes were read before, with the digest of the text that they gave."""

    capture: Capture
    text: str


class _Intake:
    """One run's way into the journal: tells what is new from what is held, and from pages that went back.

    A location's text is taken in once, whoever collected it; and once more where the channel that gave another text
    meanwhile gives the earlier one again. A file that holds several versions of one page gives all of them in each
    run, and none of them went back: so what may have gone back waits until the run has shown no other version.
    """

    def __init__(self, parts: Parts, writer: Writer) -> None:
        self._parts = parts
        self._writer = writer
        self._journal = parts.store.reader()
        self._shown: set[str] = set()
        self._back: dict[str, Capture] = {}

    def jobs(
        self, captures: Iterable[Capture | Refused | Known]
    ) -> Iterator[Capture | Settled[Refused | Known | _Again]]:
        """What the workers have to do, and what they need not do, in order."""
        for item in captures:
            if isinstance(item, Refused | Known):
                yield Settled(item)
            elif (text := self._journal.mark(_raw_name(item))) is not None:
                yield Settled(_Again(capture=item, text=text))
            else:
                yield item

    def settle(self, done: Worked | Refused | Known | _Again) -> Iterator[Outcome]:
        """The outcomes that follow: that of `done`, unless it has to wait, and that of what waited for it."""
        match done:
            case _Again():
                yield from self._held(done.capture, done.text)
            case Worked(exploited=Exploited() as found) if self._journal.has_seen(_seen(done.capture, found)):
                text = _text_digest(found)
                self._writer.append(
                    Batch(objects=(), marks=(Mark(name=_raw_name(done.capture), value=text),))
                )
                yield from self._held(done.capture, text)
            case Worked():
                yield self.take_in(done)
                yield from self._show(_place(done.capture))
            case _:
                yield done

    def returned(self) -> Iterator[Capture]:
        """The pages that went back to an earlier text."""
        yield from self._back.values()

    def take_in(self, worked: Worked) -> Outcome:
        """Sign what was exploited and append it whole."""
        capture, found = worked.capture, worked.exploited
        if found is None:
            return Refused(location=capture.location, reason=worked.refusal)
        place = Mark(name=_place(capture), value=_text_digest(found))
        seen = _seen(capture, found)
        raw, text = _blob(capture.raw), _blob(found.text.encode())
        try:
            objects = _objects(worked, found, raw=raw, text=text, parts=self._parts)
        except (ObjectInvalid, TooLarge) as error:
            return Refused(location=capture.location, reason=f"what was read in it cannot be kept: {error}")
        batch = Batch(
            objects=objects,
            blobs=(raw, text),
            seen=(seen,),
            marks=(place, Mark(name=_raw_name(capture), value=place.value)),
            unless=(place if self._journal.has_seen(seen) else seen,),
        )
        if not self._writer.append(batch):
            return Known(location=capture.location)
        return Taken(
            location=capture.location,
            report=objects[0].id,
            statements=len(found.statements),
            notes=found.reading.notes,
        )

    def _held(self, capture: Capture, text: str) -> Iterator[Known]:
        place = _place(capture)
        if self._journal.mark(place) in (None, text):
            yield Known(location=capture.location)
            yield from self._show(place)
        elif place in self._shown or place in self._back:
            yield Known(location=capture.location)
        else:
            self._back[place] = capture

    def _show(self, place: str) -> Iterator[Known]:
        """Note that this run gives the latest text of the place: an earlier one of the run stands beside it."""
        self._shown.add(place)
        if place in self._back:
            yield Known(location=self._back.pop(place).location)


def _objects(
    worked: Worked, result: Exploited, *, raw: Blob, text: Blob, parts: Parts
) -> tuple[Envelope, ...]:
    """The report, the run over it and its statements, each signed and naming what it was derived from."""

    def sealed(kind: str, body: Value, by: By, refs: tuple[str, ...]) -> Envelope:
        draft = Draft(type=kind, label=parts.label, body=body, by=by, refs=refs)
        return seal(draft, parts.identity, created=parts.clock())

    capture = worked.capture
    node = By(kind="node", name="pantau")
    body = Report(
        location=capture.location,
        channel=capture.channel,
        captured=capture.captured,
        media_type=capture.media_type,
        headers=capture.headers,
        declared=msgspec.structs.replace(capture.declared, text=None),
        raw=_ref(raw, capture.media_type),
    )
    report = sealed("report", body, node, ())
    run = Exploitation(
        generation=1,
        text=_ref(text, "text/plain"),
        reading=result.reading,
        statements=len(result.statements),
    )
    exploitation = sealed("exploitation", run, worked.by, (report.id,))
    statements = (
        sealed("statement", statement, worked.by, (report.id, exploitation.id))
        for statement in result.statements
    )
    return (report, exploitation, *statements)


def view(parts: Parts, reader: Reader, *, as_of: datetime | None = None) -> View:
    """The picture for `reader`: the fold of what is held, received by `as_of`, and released to that reader.

    `position` is that of the last object that was looked at. The picture is kept beside the journal under the
    reader's name, where the roll names the reader, and derived again as soon as the journal has grown.
    """
    journal = parts.store.reader()
    kept = _kept(journal, reader) if as_of is None else None
    if kept is not None:
        return kept
    position, envelopes = 0, []
    for entry in journal.entries(until=as_of):
        position = entry.position
        envelopes.append(read_envelope(entry.data))
    released = list(release(envelopes, roll=parts.roll, policy=parts.policy, reader=reader))
    derived = View(
        picture=fold(item.held for item in released),
        reader=reader,
        label=strictest((item.decision for item in released), parts.policy, parts.label),
        position=position,
        fulltext=frozenset(
            item.held.id for item in released if item.held.type == "report" and item.decision.fulltext
        ),
    )
    if as_of is None and reader.member in parts.roll.members:
        _keep(parts.store, derived)
    return derived


def _kept(journal: JournalReader, reader: Reader) -> View | None:
    """The view kept for the reader, unless the journal has grown since or it was kept in another shape."""
    kept = journal.view(_view_name(reader))
    if kept is None or kept[0] != journal.head():
        return None
    try:
        return msgspec.msgpack.decode(kept[1], type=View)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def _keep(store: Store, derived: View) -> None:
    """Keep it, and forget what other versions kept. A disk that is full or read-only only makes the next one slower."""
    try:
        store.drop_views(keep=_VIEWS)
        store.keep_view(_view_name(derived.reader), derived.position, msgspec.msgpack.encode(derived))
    except StoreError as error:
        _logger.warning("the picture could not be kept: %s", error)


def texts(parts: Parts, seen: View) -> Callable[[ReportRow], str | None]:
    """How to get a report's clean text for the reader of `seen`: None where the label keeps full texts home."""

    def text_of(row: ReportRow) -> str | None:
        blob = parts.store.reader().blob(row.text) if row.id in seen.fulltext else None
        return None if blob is None else blob.content.decode()

    return text_of


def draft_brief(parts: Parts, reader: Reader, query: BriefQuery) -> Brief:
    """The brief for `reader`: a draft, until a person approves it. Raises UnknownReference for stories not held."""
    seen = view(parts, reader, as_of=query.as_of)
    drafted = draft(seen.picture, Selection(stories=query.stories, since=query.since, every=query.every))
    return Brief(
        label=seen.label,
        audience=reader.member,
        as_of=rfc3339(query.as_of) if query.as_of else None,
        cut_off=drafted.cut_off,
        undated=drafted.undated,
        since=query.since,
        every=query.every,
        picture_version=seen.picture.version,
        digest=picture_digest(seen.picture),
        position=seen.position,
        stories=drafted.stories,
        other_stories=drafted.others,
        more_stories=drafted.more,
        products=drafted.products,
        watch=watched(parts, seen, query.as_of),
    )


def watched(parts: Parts, seen: View, as_of: datetime | None) -> Watch:
    """Coverage and warnings of a view as of a moment, by default now."""
    return watch(seen.picture, as_of or parts.clock())


def record(parts: Parts, draft: Draft, *, once: Mark | None = None) -> str:
    """Sign what a person says, append it, and return its id: its label is never looser than what it is derived from.

    Raises StoreBusy where the mark `once` is there already, which is set with it.
    """
    journal, marks = parts.store.reader(), (once,) if once else ()
    label = derived_label(draft.refs, draft.label, journal=journal, roll=parts.roll, policy=parts.policy)
    made = msgspec.structs.replace(draft, label=label)
    envelope = seal(made, parts.identity, created=parts.clock())
    with parts.store.writer() as writer:
        taken = writer.append(Batch(objects=(envelope,), marks=marks, unless=marks))
    if not taken:
        raise StoreBusy("somebody else did the same at this moment: try again")
    return envelope.id


def find(parts: Parts, prefix: str, *, kind: str | None = None) -> Envelope:
    """The one held object whose id starts with `prefix`, as far as the own member may see it.

    Raises UnknownReference, UsageError where several begin that way, NotReleased.
    """
    reader = parts.store.reader()
    entries = [reader.get(name) for name in reader.find(prefix)]
    found = [entry for entry in entries if entry is not None and kind in (None, entry.type)]
    if not found:
        raise UnknownReference(
            f"no {kind or 'object'} is held whose id starts with {prefix!r} (four digits at least)"
        )
    if len(found) > 1:
        raise UsageError(f"{len(found)} objects have an id that starts with {prefix!r}: give more digits")
    envelope = read_envelope(found[0].data)
    reader_own = Reader(member=parts.identity.member)
    decision = decide(envelope, reader, roll=parts.roll, policy=parts.policy, reader=reader_own)
    if not decision.allowed:
        raise NotReleased(f"{envelope.id[:12]} is not released here: {decision.reason}")
    return envelope


def rebuild(parts: Parts, reader: Reader) -> View:
    """Forget all kept pictures and derive the reader's anew from the journal alone."""
    parts.store.drop_views()
    return view(parts, reader)


def _view_name(reader: Reader) -> str:
    return f"{_VIEWS}{reader.member}:{reader.ceiling or ''}"


def _raw_name(capture: Capture) -> str:
    """The mark that tells which text these very bytes from there gave."""
    return f"raw {sha256(capture.raw)} {canonical_location(capture.location)}"


def _place(capture: Capture) -> str:
    """The mark that tells which text the channel gave last for the location."""
    return f"latest {sha256(capture.channel.encode())} {canonical_location(capture.location)}"


def _seen(capture: Capture, found: Exploited) -> Seen:
    """What tells that a page says the same as before although its bytes changed (advertisements, counters)."""
    return Seen(location=canonical_location(capture.location), content=f"text:{_text_digest(found)}")


def _text_digest(found: Exploited) -> str:
    return sha256("\0".join((found.reading.title or "", found.text)).encode())


def _blob(content: bytes) -> Blob:
    salt = secrets.token_bytes(16)
    return Blob(digest=blob_digest(salt, content), salt=salt, content=content)


def _ref(blob: Blob, media_type: str) -> BlobRef:
    return BlobRef(digest=blob.digest, size=len(blob.content), media_type=media_type)
