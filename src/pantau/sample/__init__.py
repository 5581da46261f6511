"""The sample crisis: pages that we wrote about an invented flood, for a first run without a network."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path


@contextmanager
def sample_pages() -> Iterator[Path]:
    """The folder of sample pages, for as long as the context lasts."""
    with resources.as_file(resources.files("pantau.sample").joinpath("pages")) as folder:
        yield folder


@contextmanager
def sample_file(name: str) -> Iterator[Path]:
    """A file that people would write about the sample crisis (`requirements.toml`, `indicators.toml`)."""
    with resources.as_file(resources.files("pantau.sample").joinpath("watch", name)) as path:
        yield path
