"""The main path: whole reports or nothing, nothing twice, edited pages as new versions, refusals beside the rest."""

from datetime import timedelta

import msgspec

from pantau.bus.local import InlineQueue
from pantau.errors import StoreError, Unreadable
from pantau.model.envelope import read_envelope
from pantau.model.release import Reader
from pantau.model.report import Exploitation, Report
from pantau.model.statement import Statement
from pantau.pipeline import Known, Refused, Taken, exploit, ingest, rebuild, view, worker_lost
from pantau.share.verify import verify
from pantau.store.sqlite import SqliteStore
from pantau.testing import LineExtractor, capture, line_work, memory_parts, ticking


def bodies(parts):
    return [read_envelope(entry.data).held() for entry in parts.store.reader().entries()]


def test_a_report_comes_in_with_its_run_and_statements():
    parts = memory_parts()
    (outcome,) = ingest([capture("Ana: the gate was open\nBo: it was shut")], parts=parts, work=line_work())
    assert outcome == Taken(location="page.txt", report=outcome.report, statements=2)
    report, run, *statements = bodies(parts)
    assert isinstance(report.body, Report)
    assert isinstance(run.body, Exploitation)
    assert run.refs == (report.id,)
    assert run.body.statements == len(statements) == 2
    assert all(isinstance(s.body, Statement) and s.refs == (report.id, run.id) for s in statements)
    assert (
        parts.store.reader().blob(report.body.raw.digest).content
        == b"Ana: the gate was open\nBo: it was shut"
    )
    assert [result.problem for result in verify(parts.store.reader(), parts.roll)] == [None] * 4


def test_the_same_thing_twice_adds_nothing():
    parts = memory_parts()
    page = capture("Ana: the gate was open")
    list(ingest([page], parts=parts, work=line_work()))
    head = parts.store.reader().head()
    assert list(ingest([page, page], parts=parts, work=line_work())) == [Known(location="page.txt")] * 2
    assert parts.store.reader().head() == head


def test_twice_within_one_run_adds_nothing_either():
    parts = memory_parts()
    page = capture("Ana: the gate was open")
    outcomes = list(ingest([page, page], parts=parts, work=line_work()))
    assert [type(outcome) for outcome in outcomes] == [Taken, Known]


def test_an_edited_page_is_a_new_report_of_its_series():
    parts = memory_parts()
    pages = [capture("Ana: the gate was open"), capture("Ana: two gates were open")]
    outcomes = list(ingest(pages, parts=parts, work=line_work()))
    assert [type(outcome) for outcome in outcomes] == [Taken, Taken]
    reports = [held for held in bodies(parts) if held.type == "report"]
    assert {held.body.location for held in reports} == {"page.txt"}
    assert len(reports) == 2


def test_a_page_that_reads_the_same_is_held_already():
    class Trimming(LineExtractor):
        def exploit(self, given):
            from msgspec.structs import replace

            return super().exploit(replace(given, raw=given.raw.split(b"\n--")[0]))

    parts = memory_parts()
    work = InlineQueue(lambda job: exploit(Trimming(), job))
    pages = [capture("Ana: open\n-- 5 comments"), capture("Ana: open\n-- 9 comments")]
    assert [type(outcome) for outcome in ingest(pages, parts=parts, work=work)] == [Taken, Known]


def test_a_refusal_stops_nobody():
    class Picky(LineExtractor):
        def exploit(self, given):
            if b"\0" in given.raw:
                raise Unreadable("zeros")
            return super().exploit(given)

    parts = memory_parts()
    work = InlineQueue(lambda job: exploit(Picky(), job))
    pages = [capture("a\0b", "bad.txt"), Refused(location="gone.txt", reason="no file"), capture("Ana: open")]
    outcomes = list(ingest(pages, parts=parts, work=work))
    assert {(type(o), o.location) for o in outcomes} == {
        (Refused, "bad.txt"),
        (Refused, "gone.txt"),
        (Taken, "page.txt"),
    }


def test_stopping_early_leaves_whole_reports():
    parts = memory_parts()
    pages = [capture(f"Ana: gate {n}\nBo: no", f"{n}.txt") for n in range(6)]
    outcomes = ingest(pages, parts=parts, work=line_work())
    for _ in range(3):
        next(outcomes)
    outcomes.close()
    held = bodies(parts)
    assert len([h for h in held if h.type == "report"]) == 3
    assert len([h for h in held if h.type == "statement"]) == 6


class Stumbling(LineExtractor):
    def exploit(self, given):
        if given.location == "2.txt":
            raise IndexError("a parser's mistake")
        return super().exploit(given)


def test_a_page_that_brings_a_mistake_to_light_is_refused_and_the_others_go_on(caplog):
    parts = memory_parts()
    work = InlineQueue(lambda job: exploit(Stumbling(), job))
    pages = [capture(f"Ana: gate {n}", f"{n}.txt") for n in range(5)]
    outcomes = list(ingest(pages, parts=parts, work=work))
    assert [type(outcome) for outcome in outcomes] == [Taken, Taken, Refused, Taken, Taken]
    assert "IndexError" in outcomes[2].reason
    assert "report" in outcomes[2].reason
    assert "2.txt" in caplog.text
    assert "Traceback" in caplog.text


def test_a_page_that_kills_its_worker_is_refused_by_name():
    parts = memory_parts()
    work = InlineQueue(worker_lost)
    (outcome,) = ingest([capture("x", "big.txt")], parts=parts, work=work)
    assert isinstance(outcome, Refused)
    assert outcome.location == "big.txt"
    assert "memory" in outcome.reason


def test_what_is_held_or_refused_is_told_of_in_its_turn():
    parts = memory_parts()
    pages = [capture(f"Ana: gate {n}", f"{n}.txt") for n in range(4)]
    list(ingest(pages, parts=parts, work=line_work()))
    read = []

    def source():
        for item in [*pages, Refused(location="gone.txt", reason="no file"), Known(location="same.txt")]:
            read.append(item)
            yield item

    for number, outcome in enumerate(ingest(source(), parts=parts, work=line_work()), start=1):
        assert len(read) == number
        assert isinstance(outcome, Known | Refused)


def kinds(parts, *pages):
    return [type(outcome) for outcome in ingest(pages, parts=parts, work=line_work())]


def texts_of(parts):
    reports = (held for held in bodies(parts) if held.type == "report")
    return [parts.store.reader().blob(report.body.raw.digest).content for report in reports]


def test_a_page_that_goes_back_to_an_earlier_text_is_a_new_version():
    parts = memory_parts()
    one, two = capture("Ana: the gate was open"), capture("Ana: two gates were open")
    found = [kinds(parts, page) for page in (one, two, one, one, two, two, one)]
    assert found == [[Taken], [Taken], [Taken], [Known], [Taken], [Known], [Taken]]
    assert texts_of(parts) == [page.raw for page in (one, two, one, two, one)]


def test_a_file_with_several_versions_of_a_page_adds_nothing_when_read_again():
    parts = memory_parts()
    versions = [capture(f"Ana: {n} gates were open") for n in range(4)]
    assert kinds(parts, *versions) == [Taken] * 4
    assert kinds(parts, *versions) == [Known] * 4
    assert kinds(parts, *reversed(versions)) == [Known] * 4
    assert kinds(parts, *versions, capture("Ana: nine")) == [Known] * 4 + [Taken]
    assert kinds(parts, *versions[:2]) == [Known, Taken]


def test_another_channel_that_holds_an_earlier_text_adds_nothing():
    from msgspec.structs import replace

    parts = memory_parts()
    one, two = capture("Ana: open"), capture("Ana: shut")
    other = replace(one, channel="another")
    assert [kinds(parts, page) for page in (one, two, other, other)] == [[Taken], [Taken], [Known], [Known]]


def test_an_earlier_text_in_other_bytes_is_a_return_as_well():
    class Trimming(LineExtractor):
        def exploit(self, given):
            from msgspec.structs import replace

            return super().exploit(replace(given, raw=given.raw.split(b"\n--")[0]))

    parts = memory_parts()
    work = InlineQueue(lambda job: exploit(Trimming(), job))

    def taken(text):
        return [type(outcome) for outcome in ingest([capture(text)], parts=parts, work=work)]

    pages = ["Ana: open\n-- 1", "Ana: shut\n-- 2", "Ana: open\n-- 3", "Ana: open\n-- 4"]
    assert [taken(page) for page in pages] == [[Taken], [Taken], [Taken], [Known]]


def test_two_that_ingest_the_same_at_once_take_it_in_once(tmp_path):
    store = SqliteStore(tmp_path / "j.sqlite", ticking())
    other = SqliteStore(tmp_path / "j.sqlite", ticking())
    parts = memory_parts()
    from msgspec.structs import replace

    ours, theirs = replace(parts, store=store), replace(parts, store=other)
    pages = [capture(f"Ana: gate {n}", f"{n}.txt") for n in range(3)]

    def rival(job):
        """While we exploit, another process takes the same page in."""
        list(ingest([job], parts=theirs, work=line_work()))
        return exploit(LineExtractor(), job)

    assert [type(o) for o in ingest(pages, parts=ours, work=InlineQueue(rival))] == [Known] * 3
    back = [capture(f"Ana: gate {n} again", f"{n}.txt") for n in range(3)]
    list(ingest(back, parts=ours, work=line_work()))
    assert [type(o) for o in ingest(pages, parts=ours, work=InlineQueue(rival))] == [Known] * 3
    held = [read_envelope(entry.data) for entry in store.reader().entries(kind="report")]
    assert len(held) == 9
    store.close()
    other.close()


def test_a_page_whose_objects_are_too_large_is_refused_and_the_others_go_on():
    class Long(LineExtractor):
        def exploit(self, given):
            from msgspec.structs import replace

            found = super().exploit(given)
            if given.location == "long.txt":
                return replace(found, reading=replace(found.reading, notes=("x" * 5_000_000,)))
            return found

    parts = memory_parts()
    pages = [capture("Ana: open", "long.txt"), capture("Ana: open", "short.txt")]
    outcomes = list(ingest(pages, parts=parts, work=InlineQueue(lambda job: exploit(Long(), job))))
    assert [type(outcome) for outcome in outcomes] == [Refused, Taken]
    assert "bound" in outcomes[0].reason


def own(parts):
    return Reader(member=parts.identity.member)


def filled(*texts):
    parts = memory_parts()
    list(ingest([capture(text, f"{n}.txt") for n, text in enumerate(texts)], parts=parts, work=line_work()))
    return parts


def test_a_kept_view_serves_until_the_journal_grows():
    parts = filled("Ana: open")
    first = view(parts, own(parts))
    assert view(parts, own(parts)) == first
    list(ingest([capture("Bo: shut", "b.txt")], parts=parts, work=line_work()))
    grown = view(parts, own(parts))
    assert (len(first.picture.reports), len(grown.picture.reports)) == (1, 2)
    assert grown.position == parts.store.reader().head()


def test_a_kept_view_of_another_shape_is_derived_anew():
    parts = filled("Ana: open")
    first = view(parts, own(parts))
    for content in (b"\x80", b"not msgpack", msgspec.msgpack.encode({"picture": {"version": 5}})):
        parts.store._views = dict.fromkeys(parts.store._views, (first.position, content))
        assert view(parts, own(parts)) == first


def test_a_view_that_cannot_be_kept_can_be_read(monkeypatch, caplog):
    parts = filled("Ana: open")

    def refuse(*_):
        raise StoreError("the disk is full")

    monkeypatch.setattr(parts.store, "keep_view", refuse)
    assert len(view(parts, own(parts)).picture.reports) == 1
    assert "the disk is full" in caplog.text


def test_views_are_kept_for_members_only_and_old_ones_go():
    parts = filled("Ana: open")
    parts.store.keep_view("view:of-old:m", 1, b"old")
    view(parts, Reader(member="m-typo"))
    assert list(parts.store._views) == ["view:of-old:m"]
    kept = view(parts, own(parts))
    (name,) = parts.store._views
    assert kept.reader.member in name
    parts.store.keep_view("view:of-old:m", 1, b"old")
    assert rebuild(parts, own(parts)) == kept
    assert list(parts.store._views) == [name]


def test_a_view_as_of_a_moment_stands_at_the_last_object_it_saw():
    parts = filled("Ana: open", "Bo: shut")
    entries = list(parts.store.reader().entries())
    middle = next(entry for entry in entries if entry.type == "statement")
    then = view(parts, own(parts), as_of=middle.received)
    assert then.position == max(entry.position for entry in entries if entry.received <= middle.received)
    assert then.position < len(entries)
    assert len(then.picture.reports) == 1
    assert view(parts, own(parts), as_of=entries[0].received - timedelta(days=1)).position == 0


def test_what_comes_in_while_a_view_is_derived_is_in_the_next(monkeypatch):
    parts = filled("Ana: open")
    entries = parts.store.entries

    def growing(*given, **named):
        found = list(entries(*given, **named))
        list(ingest([capture("Bo: shut", "b.txt")], parts=parts, work=line_work()))
        return iter(found)

    monkeypatch.setattr(parts.store, "entries", growing)
    first = view(parts, own(parts))
    monkeypatch.undo()
    assert (len(first.picture.reports), first.position) == (1, 3)
    assert len(view(parts, own(parts)).picture.reports) == 2
