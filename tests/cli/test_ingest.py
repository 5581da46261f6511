"""Each input is taken, held already or refused by name; the exit status says whether something was refused."""

import json

from cli.harness import call


def test_each_input_gets_a_line_and_the_end_counts_them(home, pages):
    found = call(home, "ingest", pages)
    assert found.exit_code == 0
    assert sum(line.startswith("taken in") for line in found.stdout.splitlines()) == 3
    assert "3 taken in with" in found.stdout
    assert "The journal is at" in found.stdout


def test_what_cannot_be_used_is_named_and_the_rest_goes_on(home, pages, tmp_path):
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7\n\x00")
    found = call(home, "ingest", tmp_path / "scan.pdf", tmp_path / "missing.txt", pages)
    assert found.exit_code == 1
    refused = [line for line in found.stderr.splitlines() if line.startswith("refused")]
    assert len(refused) == 2
    assert "scan.pdf" in found.stderr
    assert "3 taken in" in found.stdout


def test_json_has_one_object_an_input(home, pages, tmp_path):
    found = call(home, "ingest", "--json", pages, tmp_path / "missing.txt")
    rows = [json.loads(line) for line in found.stdout.splitlines()]
    assert [row["outcome"] for row in rows].count("taken") == 3
    assert {"location", "reason"} <= next(row for row in rows if row["outcome"] == "refused").keys()
    assert call(home, "ingest", "--json", pages).stdout.count('"known"') == 3


def test_standard_input_is_read(home):
    found = call(
        home, "ingest", "-", stdin="Harbour closed\n\nThe port of Selat is closed, its master said.\n"
    )
    assert found.exit_code == 0
    assert "1 taken in" in found.stdout


def test_names_cannot_steer_the_terminal(home, tmp_path):
    (tmp_path / "a\x1b[2Jb.txt").write_text(
        "The harbour master said on 4 March 2025 that the port is closed."
    )
    found = call(home, "ingest", tmp_path)
    assert "1 taken in" in found.stdout
    assert "\x1b" not in found.output
