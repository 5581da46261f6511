from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pantau.collect.inputs import LocalFile, distinct, expanded, is_remote, local_files
from pantau.collect.values import Limits, Refusal


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.txt", "b/c.txt", "b/d/e.html", "f.txt"):
        path = tmp_path / "crisis" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Feri berlayar.")
    return tmp_path / "crisis"


def split(path: Path | str, limits: Limits | None = None) -> tuple[list[LocalFile], dict[str, str]]:
    results = list(local_files(str(path), limits or Limits()))
    files = [result for result in results if isinstance(result, LocalFile)]
    return files, {result.input: str(result.error) for result in results if isinstance(result, Refusal)}


def test_a_file_is_named_by_its_name_alone(folder: Path) -> None:
    (file,), refused = split(folder / "b" / "c.txt")
    assert (file.location, file.channel, file.top, refused) == ("c.txt", "files", True, {})


def test_a_folder_gives_its_files_in_order_by_their_way_inside_it(folder: Path) -> None:
    files, refused = split(folder)
    assert [file.location for file in files] == ["a.txt", "b/c.txt", "b/d/e.html", "f.txt"]
    assert {file.channel for file in files} == {"crisis"}
    assert not refused
    assert files[1].label == f"{folder}/b/c.txt"


def test_a_folder_is_named_even_when_it_is_the_one_we_are_in(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    files, _ = split(".")
    assert {file.channel for file in files} == {"crisis"}
    assert files[0].location == "a.txt"


def test_no_location_or_channel_holds_a_local_path(folder: Path) -> None:
    files, _ = split(folder)
    assert not any(str(folder.parent) in file.location + file.channel for file in files)


def test_what_cannot_be_used_is_named(folder: Path) -> None:
    (folder / "loop").symlink_to(folder)
    (folder / "out.txt").symlink_to("/etc/hostname")
    (folder / "gone.txt").symlink_to(folder / "never")
    (folder / ".hidden").write_text("x")
    os.mkfifo(folder / "pipe")
    files, refused = split(folder)
    assert len(files) == 4
    assert {Path(name).name: why.split(":")[0] for name, why in refused.items()} == {
        "loop": "it is a link, which is not followed",
        "out.txt": "it is a link, which is not followed",
        "gone.txt": "it is a link, which is not followed",
        ".hidden": "it is hidden",
        "pipe": "it is no regular file",
    }


def test_a_link_that_is_named_itself_is_followed(folder: Path) -> None:
    link = folder.parent / "link"
    link.symlink_to(folder)
    files, _ = split(link)
    assert len(files) == 4
    assert files[0].channel == "link"


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    assert "empty" in split(tmp_path)[1][str(tmp_path)]


def test_folders_too_deep_are_named(folder: Path) -> None:
    files, refused = split(folder, Limits(folder_depth=1))
    assert [file.location for file in files] == ["a.txt", "b/c.txt", "f.txt"]
    assert "too deep" in refused[f"{folder}/b/d"]


@pytest.mark.parametrize("name", ["missing.txt", "missing/a.txt", "a.txt/b", "x" * 300, "nul\0"])
def test_what_is_not_there_is_named(folder: Path, name: str) -> None:
    assert split(folder / name if "\0" not in name else name)[1]


def test_what_may_not_be_read_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.scandir

    def forbidden(path: os.PathLike[str]) -> object:
        if Path(path).name == "b":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", forbidden)
    files, refused = split(folder)
    assert [file.location for file in files] == ["a.txt", "f.txt"]
    assert "permissions" in refused[f"{folder}/b"]
    assert str(folder) not in refused[f"{folder}/b"]


def test_a_name_that_is_no_text_is_named(folder: Path) -> None:
    (folder / os.fsdecode(b"\xff.txt")).write_text("x")
    files, refused = split(folder)
    assert len(files) == 4
    assert ["rename" in why for why in refused.values()] == [True]


def test_globs_are_replaced_by_what_they_match(folder: Path) -> None:
    text = str(folder)
    assert list(expanded([f"{text}/*.txt"])) == [f"{text}/a.txt", f"{text}/f.txt"]
    assert list(expanded([f"{text}/**/*.txt"])) == [f"{text}/a.txt", f"{text}/b/c.txt", f"{text}/f.txt"]
    assert list(expanded([f"{text}/**"])) == [
        f"{text}/{n}" for n in ("a.txt", "b/c.txt", "b/d/e.html", "f.txt")
    ]
    assert list(expanded([f"{text}/?"])) == [f"{text}/b"]


def test_each_input_counts_once_and_nothing_is_lost(folder: Path) -> None:
    kept = [f"{folder}/a.txt", f"{folder}/*.none", "https://kabar.example/?q=[1]", "-"]
    assert list(expanded([*kept, *kept, f"{folder}/a*"])) == kept
    assert "no such file" in split(f"{folder}/*.none")[1][f"{folder}/*.none"]


def test_a_file_whose_name_looks_like_a_glob_is_itself(folder: Path) -> None:
    odd = folder / "a[1].txt"
    odd.write_text("x")
    assert list(expanded([str(odd)])) == [str(odd)]


@pytest.mark.parametrize("text", ["https://kabar.example/", "HTTP://a", "ftp://a", "file:///a"])
def test_addresses_of_any_scheme_are_no_paths(text: str) -> None:
    assert is_remote(text)


@pytest.mark.parametrize("text", ["a.txt", "/a", "C:/a", "a://", "-", "", "1://a"])
def test_paths_are_no_addresses(text: str) -> None:
    assert not is_remote(text) or text == "a://"


def test_files_of_one_name_are_told_apart_by_as_little_as_it_takes() -> None:
    assert distinct(["/x/a/1.txt", "/x/b/1.txt", "/y/2.txt", "/x/b/../b/1.txt"]) == {
        "/x/a/1.txt": "a/1.txt",
        "/x/b/1.txt": "b/1.txt",
        "/x/b/../b/1.txt": "b/1.txt",
        "/y/2.txt": "2.txt",
    }


@given(
    st.lists(
        st.lists(st.sampled_from(["a", "b", "..", "c.txt"]), min_size=1, max_size=4).map("/".join), max_size=6
    )
)
@example(["a", "a/a", "a/a/a"])
def test_different_files_never_share_a_name(paths: list[str]) -> None:
    named = distinct(paths)
    files = {os.path.normpath(Path.cwd() / path) for path in paths}
    assert len({named[path] for path in paths}) >= len(files) - 1
    assert all(not name.startswith("/home") for name in named.values())
