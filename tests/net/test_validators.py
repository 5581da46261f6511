from __future__ import annotations

from pathlib import Path

import pytest

from pantau.errors import StoreError
from pantau.net.validators import FileValidators, MemoryValidators, Validator

URL = "https://paper.example/feed"
SEEN = Validator(etag='"1"', last_modified=None)


def test_memory_holds_what_was_put() -> None:
    held = MemoryValidators()
    assert held.get(URL) is None
    held.put(URL, SEEN)
    assert held.get(URL) == SEEN


def test_a_file_holds_it_for_the_next_run_once_saved(tmp_path: Path) -> None:
    path = tmp_path / "validators.json"
    held = FileValidators(path)
    held.put(URL, SEEN)
    assert held.get(URL) == SEEN
    assert FileValidators(path).get(URL) is None
    held.save()
    assert FileValidators(path).get(URL) == SEEN
    assert path.stat().st_mode & 0o077 == 0
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("content", [b"", b"not json", b'{"a": 3}', b"\xff"])
def test_a_file_that_cannot_be_read_counts_as_empty(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "validators.json"
    path.write_bytes(content)
    assert FileValidators(path).get(URL) is None


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"validators\.json"):
        FileValidators(tmp_path / "missing" / "validators.json").save()
