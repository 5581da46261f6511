from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collect.materials import JSON_FEED, LINES, captures, found, pointers, refusals
from pantau.collect.values import Limits
from pantau.model.report import Declared


def line(**fields: object) -> bytes:
    return json.dumps({"url": "https://kabar.example/1", "text": "Feri.", **fields}).encode()


def test_each_line_is_a_capture_of_its_own_bytes() -> None:
    first, second = captures(found(LINES, "news.jsonl"))
    assert first.location == "https://kabar.example/1"
    assert first.channel == "news.jsonl"
    assert first.raw == LINES.splitlines()[0]
    assert first.media_type == "application/json"
    assert first.declared == Declared(title="Feri", text="Feri berlayar.", published="2031-03-04")
    assert second.declared == Declared(text="Dermaga ditutup.", outlet="kabar.example", language="id")


def test_a_bad_line_is_refused_by_its_number_and_the_others_go_on() -> None:
    bad = [
        b'{"url": "https://kabar.example/1"}',
        b'{"text": "x"}',
        b'{"url": "a", "url": "b", "text": "x"}',
        b"not json",
        b"[1]",
        b'{"url": "a", "text": "x", "score": NaN}',
        b'{"url": "a", "text": "\xff"}',
        b'{"url": "a", "text": "\\ud800"}',
        b'{"url": "a", "text": {"b": 1}}',
        b'{"url": "/home/ana/a.txt", "text": "x"}',
        b'{"a":' * 5_000,
        b'{"url": "a", "text": ' + b"9" * 5_000 + b"}",
    ]
    results = found(b"\n".join([line(), b"", *bad, line()]) + b"\n", "news.jsonl")
    assert len(captures(results)) == 2
    named = refusals(results)
    assert list(named) == [f"news.jsonl:{number}" for number in range(3, 3 + len(bad))]
    assert "no text" in named["news.jsonl:3"]
    assert "no address" in named["news.jsonl:4"]
    assert "`url` more than once" in named["news.jsonl:5"]
    assert "`text` is no text" in named["news.jsonl:11"]


def test_numbers_and_lists_of_names_are_taken_as_text() -> None:
    declared = captures(
        found(line(published=1930000000, author=["Rani", "Budi"], title=" ", outlet=None), "a.jsonl")
    )
    assert declared[0].declared == Declared(text="Feri.", published="1930000000", author="Rani, Budi")


def test_unknown_fields_are_passed_over() -> None:
    assert captures(found(line(event="x", nested={"a": [1]}), "a.jsonl"))[0].declared == Declared(
        text="Feri."
    )


def test_a_line_over_the_bound_is_refused_and_the_next_is_read() -> None:
    limits = Limits(input_bytes=100)
    data = line(text="x" * 500) + b"\n" + line() + b"\n" + line(text="y" * 500)
    results = found(data, "a.jsonl", limits)
    assert len(captures(results)) == 1
    assert list(refusals(results)) == ["a.jsonl:1", "a.jsonl:3"]


def test_a_byte_order_mark_and_windows_lines_do_no_harm() -> None:
    data = b"\xef\xbb\xbf" + LINES.replace(b"\n", b"\r\n")
    assert [capture.raw for capture in captures(found(data, "a.jsonl"))] == LINES.splitlines()


def test_an_array_of_records_is_read_like_lines() -> None:
    raws = LINES.splitlines()
    results = found(b"[" + b",\n ".join([*raws, b"3"]) + b"]", "a.json")
    assert [capture.raw for capture in captures(results)] == raws
    assert list(refusals(results)) == ["a.json[3]"]


@pytest.mark.parametrize("name", ["a.json", "input"])
def test_one_record_and_lines_under_another_name_are_read(name: str) -> None:
    assert len(captures(found(b'{\n "url": "a",\n "text": "x"\n}', name))) == 1
    assert len(captures(found(LINES, name))) == 2


@pytest.mark.parametrize("data", [b"{", b"[", b"[{]", b"[" * 100_000, b"3", b'"a"', b"{}", b"[]", b" "])
def test_what_is_no_record_is_refused(data: bytes) -> None:
    assert refusals(found(data, "a.json"))


def test_a_json_feed_gives_its_items() -> None:
    results = found(JSON_FEED, "feed.json", address="https://port.example/feed.json")
    (full,) = captures(results)
    assert full.location == "https://port.example/1"
    assert full.media_type == "application/feed+json"
    assert json.loads(full.raw)["id"] == "1"
    assert full.declared == Declared(
        title="Ferry",
        text="<p>Ferry sails.</p>",
        published="2031-03-04T01:00:00Z",
        outlet="Port Watch",
        language="en",
        author="R. Sari",
    )
    (short,) = pointers(results)
    assert short.address == "https://port.example/2"
    assert short.instead is not None
    assert short.instead.declared.text == "Pier closed."
    assert "no address" in refusals(results)["feed.json item 3"]


@pytest.mark.parametrize(("authors", "expected"), [(b"3", None), (b'[{"name": 3}, "x", {"name": "A"}]', "A")])
def test_odd_authors_do_no_harm(authors: bytes, expected: str | None) -> None:
    item = b'{"url": "https://port.example/1", "content_text": "x", "authors": ' + authors + b"}"
    data = (
        b'{"version": "https://jsonfeed.org/version/1.1", "items": ['
        + item
        + b', {"url": "https://a.example"}]}'
    )
    results = found(data, "feed.json")
    assert captures(results)[0].declared.author == expected
    assert "neither text nor title" in refusals(results)["feed.json item 2"]


@pytest.mark.parametrize("items", [b"3", b"null", b'[1, {"id": []}]', b'{"a": 1}'])
def test_a_json_feed_with_bad_items_is_refused(items: bytes) -> None:
    data = b'{"version": "https://jsonfeed.org/version/1", "items": ' + items + b"}"
    assert refusals(found(data, "feed.json"))


records = st.dictionaries(
    st.sampled_from(["url", "text", "title", "published", "version", "items"]),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text() | st.just("https://jsonfeed.org/version/1"),
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner, max_size=2),
        max_leaves=4,
    ),
)


@given(st.lists(records, max_size=3), st.sampled_from(["a.jsonl", "a.json", "a"]))
def test_any_records_are_captured_or_refused(items: list[dict[str, object]], name: str) -> None:
    data = b"\n".join(json.dumps(item).encode() for item in items)
    assert found(data, name)
    assert found(json.dumps(items).encode(), name)


@given(st.binary(max_size=200), st.sampled_from(["a.jsonl", "a.json"]))
def test_any_bytes_are_captured_or_refused(data: bytes, name: str) -> None:
    assert found(data, name)
