"""Errors become one line and an exit status; what is at the other end of the output stops nothing but the output."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli.harness import FAST, call
from pantau.cli.app import COMMANDS


def run(home, *words, env=None, **options):
    """The command in a process of its own, as a shell starts it."""
    return subprocess.run(
        [sys.executable, "-m", "pantau", "--home", str(home), *map(str, words)],
        env={**os.environ, **FAST, **(env or {})},
        capture_output="stdout" not in options,
        timeout=120,
        check=False,
        **options,
    )


def shell(home, words):
    """A pipe in bash; the exit status of its first command."""
    line = f'{sys.executable} -m pantau --home "{home}" {words}; exit ${{PIPESTATUS[0]}}'
    return subprocess.run(
        ["bash", "-c", line], env={**os.environ, **FAST}, capture_output=True, timeout=120, check=False
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(home, name):
    shown = call(home, name, "--help")
    assert shown.exit_code == 0
    assert "Usage:" in shown.output


def test_wrong_use_is_told_on_one_line(home):
    for words in (["nothing"], ["ingest"], ["brief", "--since", "soon"], ["brief", "--as-of", "later"]):
        found = call(home, *words)
        assert found.exit_code == 2
        assert found.stderr.strip()
        assert "Traceback" not in found.output


@pytest.mark.parametrize("zone", ["America", "Nowhere/There", "../etc"])
def test_a_zone_that_is_none_is_a_setting_to_mend(held, zone):
    found = call(held, "brief", env={"PANTAU_BRIEF_TIMEZONE": zone})
    assert found.exit_code == 2
    assert "brief.timezone" in found.stderr


def test_a_reader_who_has_seen_enough_ends_a_page(held):
    for words in ("brief", "export", "brief --format markdown"):
        ended = shell(held, f"{words} | head -n 1")
        assert (ended.returncode, ended.stderr) == (0, b"")


def test_ingest_goes_on_when_nobody_reads(home, pages):
    ended = shell(home, f"ingest {pages} | head -n 0")
    assert ended.returncode == 0
    assert "0 with a problem" in call(home, "verify").output
    again = call(home, "ingest", pages)
    assert "0 taken in" in again.output
    assert "3 held already" in again.output


def test_a_closed_output_stops_no_work(home, pages):
    ended = shell(home, f"ingest {pages} >&-")
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert "3 held already" in call(home, "ingest", pages).output


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("words", ["brief", "export", "brief --json"])
def test_a_full_disk_is_told(held, words):
    with Path("/dev/full").open("w") as full:
        ended = run(held, *words.split(), stdout=full, stderr=subprocess.PIPE)
    assert ended.returncode == 1
    assert b"No space left" in ended.stderr
    assert b"Traceback" not in ended.stderr


def test_an_encoding_that_lacks_letters_shows_something_else(held):
    ended = run(held, "brief", env={"PYTHONIOENCODING": "ascii"})
    assert ended.returncode == 0
    assert "Our crew was taken by force" in ended.stdout.decode("ascii")


def test_errors_carry_no_control_characters(home):
    found = call(home, "brief", "--since", "\x1b[31m2025\x9b")
    assert found.exit_code == 2
    assert "\x1b" not in found.output
    assert "\x9b" not in found.output
