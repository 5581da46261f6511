"""What was changed in a journal behind its back is named, entry by entry, and the rest is checked all the same."""

import msgspec
import pytest

from pantau.errors import StoreDamaged
from pantau.model.canonical import MAX_BYTES
from pantau.pipeline import ingest
from pantau.share.verify import verify
from pantau.store.chain import START, link
from pantau.testing import capture, line_work, memory_parts


@pytest.fixture
def parts():
    made = memory_parts()
    list(ingest([capture("Ana: open\nBo: shut")], parts=made, work=line_work()))
    return made


def problems(parts):
    return [result.problem for result in verify(parts.store.reader(), parts.roll)]


def change(parts, place, **values):
    """Change the entry at `place`, and the chain behind it, as whoever can write the file could."""
    entries = parts.store._entries
    entries[place] = msgspec.structs.replace(entries[place], **values)
    before = START
    for number, entry in enumerate(entries):
        before = link(before, entry.position, entry.id)
        entries[number] = msgspec.structs.replace(entry, chain=before)


def test_an_untouched_journal_is_in_order(parts):
    assert problems(parts) == [None] * 4


@pytest.mark.parametrize(
    "values",
    [
        {"type": "correction"},
        {"originator": "m-somebody"},
        {"id": "ab" * 32},
        {"data": b"{}"},
        {"data": b"x" * (MAX_BYTES + 1)},
    ],
)
def test_whatever_is_changed_is_named_and_the_rest_is_checked(parts, values):
    change(parts, 3, **values)
    assert [problem is None for problem in problems(parts)] == [True, True, True, False]


def test_another_signature_is_noticed(parts):
    entries = parts.store._entries
    one, other = (msgspec.json.decode(entries[place].data) for place in (2, 3))
    change(parts, 3, data=entries[3].data.replace(other["signature"].encode(), one["signature"].encode()))
    assert "does not fit the key" in problems(parts)[3]


def test_a_lost_or_changed_blob_is_noticed(parts):
    blobs = parts.store._blobs
    name, other = sorted(blobs)
    kept = blobs[name]
    blobs[name] = msgspec.structs.replace(kept, content=b"other words")
    assert sum(1 for problem in problems(parts) if problem) == 1
    del blobs[name], blobs[other]
    assert sum(1 for problem in problems(parts) if problem and "not held" in problem) == 2


def test_a_gap_breaks_the_chain(parts):
    del parts.store._entries[1]
    with pytest.raises(StoreDamaged):
        problems(parts)
