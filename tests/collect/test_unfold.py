from __future__ import annotations

import io
from collections.abc import Iterator

from collect.materials import SAMPLES, TEXT, captures, found, material, refusals
from pantau.collect.formats import FORMATS, Format
from pantau.collect.material import Found, Material
from pantau.collect.unfold import unfold
from pantau.errors import TooLarge


class Failing(io.RawIOBase):
    """A disk that gives up."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        raise OSError(5, "Input/output error")


def test_every_sample_gives_something_that_can_be_used() -> None:
    for name, data in SAMPLES.items():
        assert any(not hasattr(result, "error") for result in found(data, f"a.{name}")), name


def test_a_disk_that_fails_is_a_refusal_without_its_path() -> None:
    broken = material(b"", "a.txt", file=io.BufferedReader(Failing()))
    (refusal,) = unfold(broken, FORMATS)
    assert "Input/output error" in str(refusal.error)


def test_a_parser_that_finds_nothing_or_gives_up_is_told() -> None:
    def nothing(_material: Material) -> Iterator[Found]:
        return iter(())

    def half(material: Material) -> Iterator[Found]:
        yield material.capture(b"x", "text/plain")
        raise TooLarge("enough")

    def formats(parse: object) -> tuple[Format, ...]:
        return (Format(name="only", parse=parse, extensions=("txt",)),)

    results = list(unfold(material(TEXT, "a.txt"), formats(nothing)))
    assert "holds no reports" in refusals(results)["a.txt"]
    results = list(unfold(material(TEXT, "a.txt"), formats(half)))
    assert len(captures(results)) == 1
    assert refusals(results) == {"a.txt": "enough"}
