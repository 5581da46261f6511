"""What a node is and holds, and whether it is in order."""

import json
import sqlite3
from contextlib import closing

from cli.harness import PAGES, call, rows


def test_init_makes_a_node_and_names_it(home):
    made = json.loads(call(home, "init", "--json").stdout)
    assert made["member"].startswith("m-")
    assert made["key"] in call(home, "init").stdout
    assert (home / "identity.pem").stat().st_mode & 0o777 == 0o600


def test_show_gives_object_text_and_raw_bytes(held):
    report = next(row for row in rows(held, "report") if row["location"] == "wire.txt")
    assert json.loads(call(held, "show", report["id"][:10]).stdout)["type"] == "report"
    assert call(held, "show", report["id"], "--text").stdout == report["text"]
    assert call(held, "show", report["id"], "--raw").stdout_bytes == PAGES["wire.txt"].encode()


def test_show_refuses_what_has_no_text(held):
    statement = rows(held, "statement")[0]["id"]
    assert call(held, "show", statement, "--text").exit_code == 2
    assert call(held, "show", "0" * 20).exit_code == 1


def test_verify_counts_and_names_what_does_not_add_up(home, pages):
    call(home, "ingest", pages)
    whole = call(home, "verify")
    assert (whole.exit_code, "0 with a problem" in whole.stdout) == (0, True)
    with closing(sqlite3.connect(home / "journal.sqlite")) as database:
        database.execute("UPDATE blob SET content = CAST('other' AS BLOB)")
        database.commit()
    broken = call(home, "verify", "--json")
    assert broken.exit_code == 1
    found = [json.loads(line) for line in broken.stdout.splitlines()]
    assert found[-1]["problems"] == len(found) - 1 > 0


def test_rebuild_gives_the_same_picture(held):
    one, two = (json.loads(call(held, "rebuild", "--json").stdout) for _ in range(2))
    assert one == two
    assert one["reports"] == 3
    assert one["digest"] in call(held, "rebuild").stdout


def test_doctor_shows_settings_even_when_one_is_wrong(home, monkeypatch, tmp_path):
    fine = call(home, "doctor")
    assert fine.exit_code == 0
    assert "not there yet" in fine.stdout
    wrong = call(home, "doctor", env={"PANTAU_FETCH_DELAY": "soon"})
    assert wrong.exit_code == 2
    assert "PANTAU_FETCH_DELAY" in wrong.stdout
    monkeypatch.chdir(tmp_path)
    assert call("relative", "doctor").exit_code == 0
    assert json.loads(call(home, "doctor", "--json").stdout)["problem"] == ""
