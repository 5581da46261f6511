from __future__ import annotations

import io
import socket
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collect.materials import HTML, LINES, RSS, SAMPLES, TEXT, zipped
from net.server import Reply, page, running
from pantau.collect import CollectRequest, Limits, Options, Outcome, Refusal, collect, count_inputs
from pantau.model.report import Capture
from pantau.net import Fetcher, FetchRules, MemoryValidators, Unchanged

NOW = datetime(2031, 3, 4, 5, 6, tzinfo=UTC)


def run(*inputs: str | Path, stdin: bytes = b"", limits: Limits | None = None) -> list[Outcome]:
    request = CollectRequest(inputs=tuple(str(text) for text in inputs), limits=limits or Limits())
    return list(collect(request, Options(clock=lambda: NOW, stdin=io.BytesIO(stdin))))


def places(results: list[Outcome]) -> list[tuple[str, str]]:
    return [(result.location, result.channel) for result in results if isinstance(result, Capture)]


def refused(results: list[Outcome]) -> dict[str, str]:
    return {result.input: str(result.error) for result in results if isinstance(result, Refusal)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "home" / "ana" / "crisis"
    (home / "sub").mkdir(parents=True)
    (home / "a.txt").write_bytes(TEXT)
    (home / "news.jsonl").write_bytes(LINES + b"not json\n")
    (home / "sub" / "b.html").write_bytes(HTML)
    (home / "sub" / "box.zip").write_bytes(zipped({"c.txt": TEXT, "../d.txt": TEXT}))
    (home / "sub" / "empty.txt").write_bytes(b"")
    return home


def test_a_folder_gives_all_it_holds_and_names_what_it_cannot(folder: Path) -> None:
    results = run(folder)
    assert places(results) == [
        ("a.txt", "crisis"),
        ("https://kabar.example/1", "crisis/news.jsonl"),
        ("https://kabar.example/2", "crisis/news.jsonl"),
        ("sub/b.html", "crisis"),
        ("sub/box.zip/c.txt", "crisis"),
    ]
    assert list(refused(results)) == [
        f"{folder}/news.jsonl:3",
        f"{folder}/sub/box.zip/../d.txt",
        f"{folder}/sub/empty.txt",
    ]


def test_files_archives_globs_and_folders_can_be_mixed(folder: Path) -> None:
    results = run(
        folder / "sub" / "box.zip", f"{folder}/*.txt", folder / "missing.txt", folder / "news.jsonl"
    )
    assert places(results) == [
        ("c.txt", "box.zip"),
        ("a.txt", "files"),
        ("https://kabar.example/1", "news.jsonl"),
        ("https://kabar.example/2", "news.jsonl"),
    ]
    assert "no such file" in refused(results)[f"{folder}/missing.txt"]


def test_files_of_one_name_in_two_folders_stay_two(folder: Path) -> None:
    (folder / "sub" / "a.txt").write_bytes(TEXT)
    assert places(run(folder / "a.txt", folder / "sub" / "a.txt")) == [
        ("crisis/a.txt", "files"),
        ("sub/a.txt", "files"),
    ]


def test_nothing_that_is_shared_holds_a_local_path(folder: Path) -> None:
    (folder / "feed.xml").write_bytes(RSS)
    for result in run(folder, folder / "a.txt", f"{folder}/**"):
        if isinstance(result, Capture):
            assert "home" not in result.location + result.channel


@pytest.mark.parametrize("sample", sorted(SAMPLES))
def test_standard_input_takes_whatever_a_file_may_be(sample: str, tmp_path: Path) -> None:
    path = tmp_path / "input"
    path.write_bytes(SAMPLES[sample])
    piped, named = run("-", stdin=SAMPLES[sample]), run(path)
    assert [type(result) for result in piped] == [type(result) for result in named]


def test_standard_input_has_a_name(tmp_path: Path) -> None:
    assert places(run("-", stdin=TEXT)) == [("stdin", "stdin")]
    assert places(run("-", stdin=LINES))[0] == ("https://kabar.example/1", "stdin")
    assert "empty" in refused(run("-"))["-"]
    assert "10 bytes" in refused(run("-", stdin=TEXT, limits=Limits(archive_bytes=10)))["-"]


def test_a_file_that_may_not_be_opened_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(self: Path, mode: str) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbidden)
    assert "permissions" in refused(run(folder / "a.txt"))[f"{folder}/a.txt"]


def test_captures_carry_the_time_of_the_clock_given(folder: Path) -> None:
    assert {result.captured for result in run(folder) if isinstance(result, Capture)} == {NOW}


def test_inputs_are_counted_as_they_are_done(folder: Path) -> None:
    done: list[str] = []
    inputs = (
        str(folder),
        f"{folder}/*.txt",
        "missing",
        "-",
        "https://kabar.example/1",
        "https://kabar.example/1",
    )
    request = CollectRequest(inputs=inputs)
    for _ in collect(request, Options(stdin=io.BytesIO(TEXT), done=done.append)):
        pass
    assert len(done) == count_inputs(request) == 9
    assert Counter(done)["https://kabar.example/1"] == 1


def test_captures_come_one_at_a_time(folder: Path) -> None:
    """Whoever stops early reads no further."""
    results = collect(CollectRequest(inputs=(str(folder),)))
    next(results)
    for path in sorted(folder.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    assert all(isinstance(result, Refusal) for result in results)


def test_pages_are_fetched_over_the_wire_and_known_the_next_time() -> None:
    held = MemoryValidators()
    with running() as site:

        def once(handler: object) -> Reply:
            same = handler.headers.get("If-None-Match") == '"a"'
            return Reply(status=304) if same else page("Feri berlayar", ETag='"a"')

        feed = RSS.replace(b"https://kabar.example", site.url("").encode()).replace(
            b"<title>Tanpa tautan</title>", b""
        )
        site.pages |= {
            "/robots.txt": Reply(b"User-agent: *\nDisallow: /private"),
            "/feed": Reply(feed, headers={"Content-Type": "application/rss+xml"}),
            "/2": once,
            "/private": page(),
        }
        rules = FetchRules(allow_private=True, delay=0.0)
        request = CollectRequest(inputs=(site.url("/feed"), site.url("/private")))
        first = list(collect(request, Options(fetcher=Fetcher(rules, validators=held))))
        second = list(collect(request, Options(fetcher=Fetcher(rules, validators=held))))
        assert set(places(first)) == {
            (site.url("/1"), site.url("/feed")),
            (site.url("/2"), site.url("/feed")),
        }
        assert "robots.txt" in refused(first)[site.url("/private")]
        assert Unchanged(asked=site.url("/2"), url=site.url("/2")) in second


def test_a_private_address_is_refused_by_default() -> None:
    with running() as site:
        request = CollectRequest(inputs=(site.url("/a"),))
        (refusal,) = collect(request, Options(fetcher=Fetcher()))
        assert isinstance(refusal, Refusal)
        assert site.requests == []


@given(st.lists(st.text(max_size=30), min_size=1, max_size=3))
def test_any_inputs_are_captured_or_refused(inputs: list[str]) -> None:
    wanted = [text for text in inputs if text != "-" and not Path(text or "?").exists()]
    results = run(*wanted)
    assert len(results) >= len(set(wanted))


@given(
    data=st.binary(max_size=400),
    name=st.sampled_from(["a.txt", "a.zip", "a.jsonl", "a.xml", "a.html.gz", "a.tar"]),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_file_is_captured_or_refused(tmp_path: Path, data: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert run(path)


def test_collecting_files_opens_no_connection(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "socket", lambda *a, **k: pytest.fail("opened a socket"))
    assert run(folder)
