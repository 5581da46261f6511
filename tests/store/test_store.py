"""One suite for every store: what is appended is there whole, in order, once, and chained."""

import sqlite3
import threading
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pantau.errors import SchemaTooNew, StoreDamaged, StoreError
from pantau.model.correction import Correction, Undo
from pantau.model.envelope import By, Draft, seal
from pantau.model.identity import Identity
from pantau.model.label import Label
from pantau.store import Batch, Blob, Mark, Seen
from pantau.store.chain import blob_digest, check_blob, check_chain
from pantau.store.memory import MemoryStore
from pantau.store.sqlite import SqliteStore
from pantau.store.sqlite.database import migrations, schema

ME = Identity.create()
START = datetime(2025, 5, 4, tzinfo=UTC)


def ticking():
    ticks = count()
    return lambda: START + timedelta(seconds=next(ticks))


@pytest.fixture(params=["memory", "sqlite"])
def store(request, tmp_path):
    made = (
        MemoryStore(ticking()) if request.param == "memory" else SqliteStore(tmp_path / "j.sqlite", ticking())
    )
    yield made
    made.close()


def thing(reason="x"):
    body = Correction(change=Undo(correction="ab" * 32), reason=reason)
    draft = Draft(type="correction", label=Label.own(ME.member), body=body, by=By(kind="analyst", name="ana"))
    return seal(draft, ME, created=START)


def blob(content=b"page"):
    return Blob(digest=blob_digest(b"salt", content), salt=b"salt", content=content)


def test_a_batch_is_there_whole(store):
    one, two = thing(), thing()
    note = Seen(location="a", content="raw:1")
    with store.writer() as writer:
        assert writer.append(Batch(objects=(one, two), blobs=(blob(),), seen=(note,))) == (1, 2)
    reader = store.reader()
    assert [entry.data for entry in reader.entries()] == [one.data, two.data]
    assert reader.head() == 2
    assert reader.get(two.id).position == 2
    assert reader.get("00" * 32) is None
    assert reader.blob(blob().digest) == blob()
    assert reader.has_seen(note)
    assert not reader.has_seen(Seen(location="b", content="raw:1"))


def test_the_same_object_is_taken_once(store):
    one = thing()
    with store.writer() as writer:
        assert writer.append(Batch(objects=(one,))) == (1,)
        assert writer.append(Batch(objects=(one, thing()))) == (2,)


def test_cursors_go_on_behind_a_position_and_until_a_time(store):
    with store.writer() as writer:
        for _ in range(4):
            writer.append(Batch(objects=(thing(),)))
    reader = store.reader()
    assert [entry.position for entry in reader.entries(after=2)] == [3, 4]
    assert [entry.position for entry in reader.entries(until=START + timedelta(seconds=1))] == [1, 2]
    assert [entry.position for entry in reader.entries(kind="correction")] == [1, 2, 3, 4]
    assert not list(reader.entries(kind="report"))


def test_ids_are_found_by_their_beginning(store):
    one = thing()
    with store.writer() as writer:
        writer.append(Batch(objects=(one, thing())))
    assert one.id in store.reader().find(one.id[:10])
    assert not store.reader().find(one.id[:3])
    assert not store.reader().find("zzzz%")


def test_views_are_kept_and_forgotten(store):
    assert store.reader().view("v") is None
    store.keep_view("v", 3, b"picture")
    assert store.reader().view("v") == (3, b"picture")
    store.keep_view("v", 4, b"newer")
    assert store.reader().view("v") == (4, b"newer")
    store.keep_view("v", 0, b"")
    assert store.reader().view("v") is None


def test_marks_are_kept_until_others_take_their_place(store):
    assert store.reader().mark("m") is None
    with store.writer() as writer:
        writer.append(Batch(objects=(), marks=(Mark(name="m", value="1"), Mark(name="n", value="1"))))
        writer.append(Batch(objects=(), marks=(Mark(name="m", value="2"),)))
    assert (store.reader().mark("m"), store.reader().mark("n")) == ("2", "1")


@pytest.mark.parametrize("known", [Seen(location="a", content="text:1"), Mark(name="m", value="1")])
def test_nothing_of_a_batch_is_taken_in_where_its_condition_holds(store, known):
    place = {"seen": (known,)} if isinstance(known, Seen) else {"marks": (known,)}
    one, two = (
        Batch(objects=(thing(),), blobs=(blob(b"%d" % n),), unless=(known,), **place) for n in range(2)
    )
    with store.writer() as writer:
        assert writer.append(one) == (1,)
        assert writer.append(two) == ()
    assert store.reader().head() == 1
    assert store.reader().blob(blob(b"0").digest)
    assert store.reader().blob(blob(b"1").digest) is None


def test_another_value_of_a_mark_is_no_hindrance(store):
    with store.writer() as writer:
        writer.append(Batch(objects=(), marks=(Mark(name="m", value="1"),)))
        assert writer.append(Batch(objects=(thing(),), unless=(Mark(name="m", value="2"),))) == (1,)


def test_views_are_dropped_all_but_those_of_one_kind(store):
    names = ("v:1:a", "v:2:a", "v:2:b", "V:2:a", "")
    for name in names:
        store.keep_view(name, 1, b"picture")
    store.drop_views(keep="v:2:")
    assert [bool(store.reader().view(name)) for name in names] == [False, True, True, False, False]
    store.drop_views()
    assert [bool(store.reader().view(name)) for name in names] == [False] * 5


def test_the_chain_adds_up_and_tells_of_gaps(store):
    with store.writer() as writer:
        writer.append(Batch(objects=tuple(thing() for _ in range(5))))
    entries = list(store.reader().entries())
    assert list(check_chain(entries)) == entries
    for broken in (entries[1:], entries[:2] + entries[3:], [entries[1], entries[0], *entries[2:]]):
        with pytest.raises(StoreDamaged):
            list(check_chain(broken))


def test_a_changed_blob_is_noticed():
    check_blob(blob())
    with pytest.raises(StoreDamaged):
        check_blob(Blob(digest=blob().digest, salt=b"salt", content=b"other"))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.integers(0, 9), max_size=4), max_size=8))
def test_both_stores_hold_the_same_whatever_the_batches(batches):
    objects = [thing(str(number)) for number in range(10)]
    with SqliteStoreInTemp() as on_disk:
        in_memory = MemoryStore(ticking())
        for made in (on_disk, in_memory):
            with made.writer() as writer:
                for batch in batches:
                    writer.append(Batch(objects=tuple(objects[i] for i in batch)))
        ours = [(e.position, e.id, e.chain) for e in on_disk.reader().entries()]
        assert ours == [(e.position, e.id, e.chain) for e in in_memory.reader().entries()]
        assert {e[1] for e in ours} == {objects[i].id for batch in batches for i in batch}


class SqliteStoreInTemp:
    """A store in a folder of its own: Hypothesis runs many examples in one test."""

    def __enter__(self):
        from tempfile import TemporaryDirectory

        self._folder = TemporaryDirectory()
        self._store = SqliteStore(__import__("pathlib").Path(self._folder.name) / "j.sqlite", ticking())
        return self._store

    def __exit__(self, *_):
        self._store.close()
        self._folder.cleanup()


def test_many_threads_share_commits_and_lose_nothing(tmp_path):
    store = SqliteStore(tmp_path / "j.sqlite", ticking())
    objects = [thing() for _ in range(60)]
    with store.writer() as writer:
        threads = [
            threading.Thread(
                target=lambda part: [writer.append(Batch(objects=(o,))) for o in part], args=(objects[i::6],)
            )
            for i in range(6)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert {entry.id for entry in check_chain(store.reader().entries())} == {o.id for o in objects}
    store.close()


def test_a_writer_that_fails_takes_in_nothing_and_says_so(tmp_path):
    store = SqliteStore(tmp_path / "j.sqlite", ticking())
    broken = Blob(digest="d", salt=b"s", content=None)
    with store.writer() as writer:
        with pytest.raises(StoreError):
            writer.append(Batch(objects=(thing(),), blobs=(broken,)))
        assert writer.append(Batch(objects=(thing(),))) == (1,)
    with pytest.raises(StoreError):
        writer.append(Batch(objects=()))
    store.close()


def answered(call):
    """What became of the call in a thread of its own; fails when it was still waiting after ten seconds."""
    results = []

    def run():
        try:
            results.append(call())
        except StoreError as error:
            results.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(10)
    assert results, "the caller was never answered"
    return results[0]


class Failing:
    """A connection on which some statements fail, as on a full or broken disk."""

    in_transaction = True

    def __init__(self, connection, *failing):
        self._connection, self._failing = connection, failing

    def execute(self, statement, *values):
        if statement in self._failing:
            raise sqlite3.OperationalError("disk I/O error")
        return self._connection.execute(statement, *values)

    def close(self):
        self._connection.close()


@pytest.mark.parametrize("failing", [("COMMIT",), ("COMMIT", "ROLLBACK"), ("BEGIN IMMEDIATE",)])
def test_whoever_appends_is_answered_when_the_disk_fails(tmp_path, failing):
    store = SqliteStore(tmp_path / "j.sqlite", ticking())
    with store.writer() as writer:
        writer._connection = Failing(writer._connection, *failing)
        assert isinstance(answered(lambda: writer.append(Batch(objects=(thing(),)))), StoreError)
        assert isinstance(answered(lambda: writer.append(Batch(objects=(thing(),)))), StoreError)
    assert store.reader().head() == 0
    store.close()


def test_what_cannot_be_written_is_told_of_and_the_writer_goes_on(tmp_path):
    store = SqliteStore(tmp_path / "j.sqlite", ticking())
    odd = Batch(objects=(thing(),), seen=(Seen(location="\udcff", content="raw:1"),))
    with store.writer() as writer:
        assert isinstance(answered(lambda: writer.append(odd)), StoreError)
        assert answered(lambda: writer.append(Batch(objects=(thing(),)))) == (1,)
    store.close()


def test_a_batch_that_fails_leaves_the_others_of_its_commit_alone(tmp_path):
    store = SqliteStore(tmp_path / "j.sqlite", ticking())
    odd = Batch(objects=(thing(),), seen=(Seen(location="\udcff", content="raw:1"),))
    good = [Batch(objects=(thing(),)) for _ in range(3)]
    with store.writer() as writer:
        jobs = [(batch, Future()) for batch in (good[0], odd, *good[1:])]
        writer._commit(jobs)
        told = [done.exception() or done.result() for _, done in jobs]
    assert [told[0], *told[2:]] == [(1,), (2,), (3,)]
    assert isinstance(told[1], StoreError)
    assert store.reader().head() == 3
    store.close()


def test_whoever_races_with_the_end_is_answered(tmp_path):
    store = SqliteStore(tmp_path / "j.sqlite", ticking())
    results = []

    def append(writer):
        try:
            while True:
                results.append(writer.append(Batch(objects=(thing(),))))
        except StoreError as error:
            results.append(error)

    with store.writer() as writer:
        threads = [threading.Thread(target=append, args=(writer,), daemon=True) for _ in range(8)]
        for thread in threads:
            thread.start()
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive()
    taken = [result for result in results if isinstance(result, tuple)]
    assert len(results) - len(taken) == 8
    assert store.reader().head() == len(taken)
    store.close()


def test_the_file_is_private_and_the_engine_careful(tmp_path):
    path = tmp_path / "j.sqlite"
    store = SqliteStore(path, ticking())
    assert {found.stat().st_mode & 0o777 for found in tmp_path.iterdir()} == {0o600}
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    connection.close()
    store.close()


def layout(statements):
    connection = sqlite3.connect(":memory:")
    connection.executescript(statements)
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY 1, 2").fetchall()
    connection.close()
    return [(kind, name, table, " ".join((sql or "").split())) for kind, name, table, sql in rows]


def test_the_migrations_lead_to_the_schema():
    assert layout("".join(text for _, text in migrations())) == layout(schema())
    assert [number for number, _ in migrations()] == list(range(1, len(migrations()) + 1))


def test_a_newer_folder_is_refused(tmp_path):
    path = tmp_path / "j.sqlite"
    SqliteStore(path, ticking()).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    with pytest.raises(SchemaTooNew):
        SqliteStore(path, ticking())


def test_a_file_that_is_no_database_is_named(tmp_path):
    path = tmp_path / "j.sqlite"
    path.write_bytes(b"this is not a database at all" * 100)
    with pytest.raises(StoreDamaged):
        SqliteStore(path, ticking())
