"""Reports exploited again: a new generation beside the old one, once, and what fails keeps what it has."""

import msgspec

from pantau.bus.local import InlineQueue, ThreadQueue
from pantau.errors import ModelFailed
from pantau.model.envelope import By, read_envelope
from pantau.model.release import Reader
from pantau.pipeline import ingest, view
from pantau.rerun import Made, Renewed, Undone, by_of, exploit_again, rerun, rerun_lost
from pantau.share.verify import verify
from pantau.testing import LineExtractor, capture, line_work, memory_parts

PAGES = [capture(f"Ana: gate {n} was open\nBo: it was shut", f"{n}.txt") for n in range(5)]
BASE = by_of(LineExtractor())


class Newer(LineExtractor):
    """Finds the same, and keeps the second statement as the one that it builds on found it."""

    name = "newer"

    def again(self, text, reading):
        found = super().again(text, reading)
        return msgspec.structs.replace(found, kept=(1,), refused={"act not in the list": 2})


class Failing(Newer):
    def again(self, text, reading):
        if "gate 3" in text:
            raise ModelFailed("it is down")
        return super().again(text, reading)


def filled():
    parts = memory_parts()
    list(ingest(PAGES, parts=parts, work=line_work()))
    return parts


def again(parts, extractor, *, workers=0, among=None):
    def work(job):
        return exploit_again(extractor, job)

    queue = ThreadQueue(work, workers=workers) if workers else InlineQueue(work)
    return list(rerun(parts, queue, Made(by=by_of(extractor), base=BASE), among))


def picture(parts):
    return view(parts, Reader(member=parts.identity.member)).picture


def test_each_report_gets_a_generation_of_its_own():
    parts = filled()
    outcomes = again(parts, Newer(), workers=3)
    assert [outcome.location for outcome in outcomes] == [page.location for page in PAGES]
    assert all(
        (one.generation, one.statements, one.kept, one.refused) == (2, 2, 1, {"act not in the list": 2})
        for one in outcomes
    )
    assert {row.statement.generation for row in picture(parts).statements} == {2}
    assert len(picture(parts).statements) == 10
    assert all(result.problem is None for result in verify(parts.store.reader(), parts.roll))


def test_what_is_kept_is_signed_as_of_its_own_extractor():
    parts = filled()
    again(parts, Newer())
    made = [read_envelope(entry.data) for entry in parts.store.reader().entries(kind="statement")]
    second = [one for one in made if one.held().body.generation == 2]
    assert {(one.held().body.ordinal, one.by.name) for one in second} == {(0, "newer"), (1, "lines")}


def test_a_second_time_adds_nothing_and_another_version_does():
    parts = filled()
    again(parts, Newer())
    head = parts.store.reader().head()
    assert again(parts, Newer()) == []
    assert parts.store.reader().head() == head
    changed = Newer()
    changed.digest = "other"
    assert {outcome.generation for outcome in again(parts, changed)} == {3}


def test_what_fails_keeps_what_it_has_and_is_done_the_next_time():
    parts = filled()
    outcomes = again(parts, Failing(), workers=2)
    undone = [one for one in outcomes if isinstance(one, Undone)]
    assert [(one.location, one.reason) for one in undone] == [("3.txt", "it is down")]
    assert len(picture(parts).statements) == 10
    (rest,) = again(parts, Newer())
    assert (type(rest), rest.location) == (Renewed, "3.txt")


def test_only_those_asked_for():
    parts = filled()
    wanted = picture(parts).reports[0].id
    assert [one.report for one in again(parts, Newer(), among={wanted})] == [wanted]


def test_a_mistake_of_ours_stops_nothing():
    class Broken(Newer):
        def again(self, text, reading):
            raise ZeroDivisionError

    parts = filled()
    assert all("ZeroDivisionError" in one.reason for one in again(parts, Broken()))
    assert rerun_lost(None).failure


def test_two_at_once_make_one_generation():
    parts = filled()
    seen = []

    class Racing(Newer):
        def again(self, text, reading):
            if not seen:
                seen.append(1)
                again(parts, Newer())
            return super().again(text, reading)

    outcomes = again(parts, Racing())
    assert isinstance(outcomes[0], Undone)
    runs = [read_envelope(entry.data) for entry in parts.store.reader().entries(kind="exploitation")]
    assert len({(run.refs, run.held().body.generation) for run in runs}) == len(runs)


def test_extractors_are_named_with_version_and_digest():
    assert by_of(Newer()) == By(kind="extractor", name="newer", version="1", digest="none")
