"""A journal and the roll in, what does not add up out: chain, canonical bytes, ids, signatures, references, blobs."""

from __future__ import annotations

from collections.abc import Iterator

from pantau.errors import BadSignature, ObjectInvalid, StoreDamaged, TooLarge, UnknownReference, WrongIdentity
from pantau.model.base import BlobRef, Value
from pantau.model.envelope import open_envelope
from pantau.model.objects import Body
from pantau.model.report import Exploitation, Report
from pantau.model.roll import Roll
from pantau.store import Entry, Reader
from pantau.store.chain import check_blob, check_chain


class Verified(Value, frozen=True, kw_only=True):
    """One checked entry of the journal; `problem` says what does not add up."""

    position: int
    id: str
    problem: str | None = None


def verify(journal: Reader, roll: Roll) -> Iterator[Verified]:
    """Check the whole journal, one result an entry.

    Raises StoreDamaged where the chain itself is broken, since nothing behind that is safe. A journal that ends early
    adds up as well: that its tail is missing shows only beside a copy, a partner's or one's own note of its head.
    """
    held: set[str] = set()
    for entry in check_chain(journal.entries()):
        held.add(entry.id)
        try:
            _check(entry, held, journal, roll)
        except (ObjectInvalid, StoreDamaged, TooLarge) as problem:
            yield Verified(position=entry.position, id=entry.id, problem=str(problem))
        else:
            yield Verified(position=entry.position, id=entry.id)


def _check(entry: Entry, held: set[str], journal: Reader, roll: Roll) -> None:
    member = roll.members.get(entry.originator)
    if member is None:
        raise BadSignature(f"its originator {entry.originator} is not on the roll")
    envelope = open_envelope(entry.data, member.key)
    if (envelope.id, envelope.type, envelope.originator) != (entry.id, entry.type, entry.originator):
        raise WrongIdentity(f"the journal lists it as {entry.type} of {entry.originator}, which it is not")
    missing = [ref for ref in envelope.refs if ref not in held]
    if missing:
        raise UnknownReference(f"it names {missing[0][:12]}, which does not stand before it in the journal")
    for ref in _blobs_of(envelope.held().body):
        blob = journal.blob(ref.digest)
        if blob is None:
            raise StoreDamaged(f"its blob {ref.digest[:12]} is not held")
        check_blob(blob)


def _blobs_of(body: Body | None) -> tuple[BlobRef, ...]:
    if isinstance(body, Report):
        return (body.raw,)
    return (body.text,) if isinstance(body, Exploitation) else ()
