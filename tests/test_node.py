"""Opening a node: a key once, kept, private, never replaced in silence; settings that hold for what it makes."""

import errno
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from pantau.errors import SettingInvalid, StoreError
from pantau.model.canonical import sha256
from pantau.net import FileValidators
from pantau.net.validators import Validator
from pantau.node import (
    JOURNAL_FILE,
    KEY_FILE,
    VALIDATORS_FILE,
    collect_request,
    collecting,
    load_identity,
    open_node,
)
from pantau.store import Batch, Mark

ADDRESS = "https://kabar.example/1"


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


def opened(home):
    node = open_node(home)
    node.close()
    return node.parts.identity.member


def names(home):
    return sorted(found.name for found in home.iterdir())


def test_the_key_is_made_once_and_private(home):
    member = opened(home)
    assert opened(home) == member
    assert home.stat().st_mode & 0o777 == 0o700
    assert (home / KEY_FILE).stat().st_mode & 0o777 == 0o600
    assert [name for name in names(home) if name.startswith(".identity")] == []


def test_a_lost_key_is_never_replaced_in_silence(home):
    member = opened(home)
    kept = (home / KEY_FILE).read_bytes()
    (home / KEY_FILE).unlink()
    with pytest.raises(SettingInvalid, match=r"restore identity\.pem"):
        open_node(home)
    assert not (home / KEY_FILE).exists()
    (home / KEY_FILE).write_bytes(kept)
    assert opened(home) == member


def test_a_key_that_is_none_is_told_of(home):
    opened(home)
    (home / KEY_FILE).write_bytes(b"")
    with pytest.raises(SettingInvalid):
        open_node(home)


def test_many_at_once_get_one_key(home):
    home.mkdir()
    with ThreadPoolExecutor(8) as pool:
        found = list(
            pool.map(lambda _: load_identity(home / KEY_FILE, journal=home / JOURNAL_FILE), range(8))
        )
    assert len({identity.member for identity in found}) == 1
    assert names(home) == [KEY_FILE]


def test_drafts_of_killed_processes_hinder_nobody_and_go(home):
    home.mkdir()
    (home / ".identity-gone.draft").write_bytes(b"half a k")
    (home / f"identity.{os.getpid()}").write_bytes(b"somebody's own copy")
    opened(home)
    assert not (home / ".identity-gone.draft").exists()
    assert (home / f"identity.{os.getpid()}").exists()


def test_file_systems_without_links_will_do(home, monkeypatch):
    def refuse(*_):
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    member = opened(home)
    assert opened(home) == member
    assert (home / KEY_FILE).stat().st_mode & 0o777 == 0o600


def test_a_folder_that_cannot_be_written_is_told_of(home, monkeypatch):
    def refuse(*_, **__):
        raise OSError(errno.EROFS, "read-only file system")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(StoreError, match="read-only"):
        open_node(home)


def test_a_home_that_is_a_file_is_told_of(home):
    home.write_text("not a folder")
    with pytest.raises((SettingInvalid, StoreError)):
        open_node(home)


def test_labels_and_queues_follow_the_settings(home, monkeypatch):
    monkeypatch.setenv("PANTAU_LABEL_CLASSIFICATION", "RESTRICTED")
    monkeypatch.setenv("PANTAU_LABEL_FULLTEXT", "true")
    node = open_node(home)
    node.close()
    assert node.parts.label.classification == "RESTRICTED"
    assert node.parts.label.caveats == ()
    monkeypatch.setenv("PANTAU_LABEL_CLASSIFICATION", "COSMIC")
    with pytest.raises(SettingInvalid, match="UNCLASSIFIED or RESTRICTED"):
        open_node(home)


def remembered(node):
    """What the next fetch of the address would be made conditional on."""
    return FileValidators(node.settings.home / VALIDATORS_FILE).get(ADDRESS)


def collected(node, *, remember=None):
    with collecting(node, collect_request(node.settings, [])) as outcomes:
        assert list(outcomes) == []
    if remember:
        validators = FileValidators(node.settings.home / VALIDATORS_FILE)
        validators.put(ADDRESS, remember)
        validators.save()
        mark = Mark(name=VALIDATORS_FILE, value=sha256((node.settings.home / VALIDATORS_FILE).read_bytes()))
        with node.parts.store.writer() as writer:
            writer.append(Batch(objects=(), marks=(mark,)))


def test_what_recognises_unchanged_pages_lasts_as_long_as_its_journal(home):
    validator = Validator(etag='"1"')
    with closing(open_node(home)) as node:
        collected(node, remember=validator)
        collected(node)
        assert remembered(node) == validator
    for found in home.glob(JOURNAL_FILE + "*"):
        found.unlink()
    with closing(open_node(home)) as node:
        collected(node)
        assert remembered(node) is None


def test_an_older_copy_of_the_journal_does_not_know_newer_pages(home):
    with closing(open_node(home)) as node:
        collected(node)
    older = (home / JOURNAL_FILE).read_bytes()
    with closing(open_node(home)) as node:
        collected(node, remember=Validator(etag='"1"'))
    for found in home.glob(JOURNAL_FILE + "*"):
        found.unlink()
    (home / JOURNAL_FILE).write_bytes(older)
    with closing(open_node(home)) as node:
        collected(node)
        assert remembered(node) is None
