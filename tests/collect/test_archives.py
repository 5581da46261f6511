from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import tarfile
import zipfile
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collect.materials import HTML, LINES, RSS, SAMPLES, TEXT, captures, found, refusals, tarred, zipped
from pantau.collect import archives
from pantau.collect.values import Limits

PACKERS = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}


def test_the_members_of_a_zip_are_read_as_what_they_are() -> None:
    members = {"a.txt": TEXT, "b/c.jsonl": LINES, "b/d.html": HTML, "b/": b""}
    first, *records, page = captures(found(zipped(members), "box.zip"))
    assert (first.location, first.channel, first.raw) == ("a.txt", "box.zip", TEXT)
    assert [record.channel for record in records] == ["box.zip/b/c.jsonl"] * 2
    assert (page.location, page.media_type) == ("b/d.html", "text/html")


@pytest.mark.parametrize("name", ["box.tar", "box.tar.gz", "box.tar.bz2", "box.tar.xz", "box.tgz"])
def test_the_members_of_a_tar_are_read_however_it_is_packed(name: str) -> None:
    plain = tarred({"a.txt": TEXT, "b/c.html": HTML})
    packer = PACKERS.get("gz" if name.endswith("tgz") else name.rpartition(".")[2], bytes)
    results = captures(found(packer(plain), name))
    assert [(result.location, result.channel) for result in results] == [("a.txt", name), ("b/c.html", name)]


@pytest.mark.parametrize("packing", sorted(PACKERS))
def test_a_packed_file_keeps_its_name(packing: str) -> None:
    (page,) = captures(found(PACKERS[packing](TEXT), f"a.txt.{packing}"))
    assert (page.location, page.raw, page.media_type) == (f"a.txt.{packing}", TEXT, "text/plain")


@pytest.mark.parametrize("packing", sorted(PACKERS))
def test_packed_files_that_were_joined_are_one(packing: str) -> None:
    joined = PACKERS[packing](b"Feri ") + PACKERS[packing](b"berlayar.")
    assert captures(found(joined, f"a.txt.{packing}"))[0].raw == b"Feri berlayar."


def test_archives_in_archives_are_read_to_a_depth() -> None:
    box = zipped({"in/b.tar.gz": gzip.compress(tarred({"c.zip": zipped({"d.txt": TEXT})}))})
    (page,) = captures(found(box, "a.zip"))
    assert (page.location, page.channel) == ("in/b.tar.gz/c.zip/d.txt", "a.zip")
    for _ in range(12):
        box = zipped({"x.zip": box})
    assert any("unpack it first" in why for why in refusals(found(box, "a.zip")).values())


def test_an_empty_archive_and_one_of_folders_are_refused() -> None:
    for data in (zipped({}), zipped({"a/": b""}), tarred({"a": b""}, tarfile.DIRTYPE)):
        assert "holds no reports" in refusals(found(data))["input"]


def test_empty_and_unknown_members_are_refused_by_name_and_the_others_go_on() -> None:
    data = zipped({"a.txt": TEXT, "b.txt": b"", "c.bin": b"\x00\x01", "d.txt": TEXT})
    results = found(data, "box.zip")
    assert [capture.location for capture in captures(results)] == ["a.txt", "d.txt"]
    assert list(refusals(results)) == ["box.zip/b.txt", "box.zip/c.bin"]


@pytest.mark.parametrize(
    "name", ["../evil.txt", "/etc/evil.txt", "a/../../evil.txt", "..\\evil.txt", "C:\\evil.txt"]
)
@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_member_that_leads_out_is_refused_by_name(name: str, pack: object) -> None:
    results = found(pack({name: TEXT, "good.txt": TEXT}), "box")
    assert [capture.location for capture in captures(results)] == ["good.txt"]
    assert ["leads out" in why for why in refusals(results).values()] == [True]


names = st.text(min_size=1, max_size=20) | st.text(alphabet="./\\:aC~ ", min_size=1, max_size=12)


@given(st.lists(names, min_size=1, max_size=5, unique=True), st.sampled_from([zipped, tarred]))
def test_no_member_is_located_outside_or_passed_over(members: list[str], pack: object) -> None:
    usable = [name for name in members if name.isprintable() and name.split("\0")[0] == name]
    data = pack(dict.fromkeys(usable, TEXT))
    results = found(data, "box")
    assert len(results) >= min(1, len(usable))
    for capture in captures(results):
        path = PurePosixPath(capture.location)
        assert not path.is_absolute()
        assert ".." not in path.parts
        assert "\\" not in capture.location
        assert not re.match(r"[A-Za-z]:($|/)", capture.location)


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
def test_links_and_devices_in_a_tar_are_refused(kind: bytes) -> None:
    assert "link" in refusals(found(tarred({"a.txt": b""}, kind), "box.tar"))["box.tar/a.txt"]


def test_links_in_a_zip_are_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        link = zipfile.ZipInfo("a.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/hostname")
    assert "link" in refusals(found(buffer.getvalue(), "box.zip"))["box.zip/a.txt"]


def test_an_encrypted_member_is_refused() -> None:
    data = bytearray(zipped({"a.txt": TEXT}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    assert "encrypted" in refusals(found(bytes(data), "box.zip"))["box.zip/a.txt"]


def test_a_packing_that_is_not_bounded_is_refused() -> None:
    data = zipped({"a.txt": TEXT}, zipfile.ZIP_LZMA)
    assert "packed in a way" in refusals(found(data, "box.zip"))["box.zip/a.txt"]


@pytest.mark.parametrize("first", ["[Content_Types].xml", "mimetype"])
def test_an_office_document_is_no_archive(first: str) -> None:
    assert "Office" in refusals(found(zipped({first: b"x", "a.txt": TEXT}), "a.docx"))["a.docx"]


@pytest.mark.parametrize("packing", sorted(PACKERS))
def test_a_bomb_is_refused_by_its_ratio(packing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "RATIO_FROM", 100_000)
    line = b'{"url": "a", "text": "' + b"x" * 1_000 + b'"}\n'
    bomb = PACKERS[packing](line * 3_000)
    results = found(bomb, f"a.jsonl.{packing}", Limits(ratio=100))
    assert any("as bombs do" in why for why in refusals(results).values())
    assert len(captures(results)) < 3_000


def test_a_zip_bomb_is_refused_by_its_ratio(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "RATIO_FROM", 100_000)
    results = found(zipped({"a.txt": b" x" * 1_000_000, "b.txt": TEXT}), "box.zip")
    assert "as bombs do" in refusals(results)["box.zip/a.txt"]
    assert [capture.location for capture in captures(results)] == ["b.txt"]


def test_what_unpacks_to_too_much_is_cut_and_says_so() -> None:
    members = {f"{number}.txt": TEXT * 5_000 for number in range(10)}
    limits = Limits(archive_bytes=len(TEXT) * 17_500)
    for data, name in ((zipped(members), "box.zip"), (gzip.compress(tarred(members)), "box.tgz")):
        results = found(data, name, limits)
        assert 0 < len(captures(results)) < 4
        assert any("the rest was left" in why for why in refusals(results).values())


def test_too_many_members_are_cut_and_say_so() -> None:
    members = {f"{number}.txt": TEXT for number in range(10)}
    for data in (zipped(members), tarred(members)):
        results = found(data, "box", Limits(members=4))
        assert len(captures(results)) == 4
        assert "4 files" in refusals(results)["box"]


def test_a_member_over_the_bound_is_refused_alone() -> None:
    results = found(zipped({"a.txt": TEXT * 9, "b.txt": TEXT}), "box", Limits(input_bytes=len(TEXT)))
    assert [capture.location for capture in captures(results)] == ["b.txt"]
    assert list(refusals(results)) == ["box/a.txt"]


@pytest.mark.parametrize("name", ["zip", "tar", "tar.gz", "tar.bz2", "tar.xz"])
def test_an_archive_that_was_cut_off_is_refused(name: str) -> None:
    data = SAMPLES[name]
    results = found(data[: 2_048 if name == "tar" else len(data) * 2 // 3], f"box.{name}")
    assert any("damaged" in why for why in refusals(results).values())


def test_records_before_the_cut_are_kept() -> None:
    lines = b"".join(b'{"url": "u%d", "text": "%d"}\n' % (n, n * n * 7919) for n in range(9_000))
    packed = gzip.compress(lines)
    results = found(packed[: len(packed) // 2], "a.jsonl.gz")
    assert captures(results)
    assert "damaged" in refusals(results)["a.jsonl.gz"]


def test_memory_that_an_xz_may_ask_for_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    data = lzma.compress(TEXT)
    assert captures(found(data, "a.txt.xz"))
    monkeypatch.setattr(archives, "XZ_MEMORY", 100_000)
    assert "damaged" in refusals(found(data, "a.txt.xz"))["a.txt.xz"]


@given(st.sampled_from(["zip", "tar", "tar.gz", "tar.bz2", "tar.xz"]), st.data())
def test_any_damaged_archive_is_read_or_refused(name: str, data: st.DataObject) -> None:
    whole = SAMPLES[name]
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 60)))
    assert found(whole[:start] + data.draw(st.binary(max_size=30)) + whole[end:], f"box.{name}")


def test_a_feed_in_an_archive_is_read() -> None:
    assert captures(found(zipped({"feed.xml": RSS}), "box.zip"))[0].channel == "box.zip/feed.xml"
