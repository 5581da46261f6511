"""A node with the pages in it, taken in once for all tests that only read."""

from pathlib import Path

import pytest

from cli.harness import PAGES, call


@pytest.fixture(scope="session")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    for name, text in PAGES.items():
        Path(folder, name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def held(tmp_path_factory, pages):
    """A home folder with the pages in it; tests that use it must not add to it."""
    home = tmp_path_factory.mktemp("home")
    assert call(home, "ingest", pages).exit_code == 0
    return home


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"
