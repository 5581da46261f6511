"""`ingest` and `rebuild --exploit` with a language model: the built-in result first, what fails named, the key nowhere."""

import json
import logging
import os
import signal
import subprocess
import sys
import threading

import pytest

from cli.harness import FAST, call, rows
from net.completions import code_of, page_of, serving
from net.server import Reply

CHAT = "/v1/chat/completions"
KEY = "sk-planted-0123456789"
DENIAL = {
    "sentence": '"No ferry was boarded," Malaysian Defence Minister Halim Ombak said.',
    "content": ['"No ferry was boarded,"'],
    "speaker": "Halim Ombak",
    "name": "Halim Ombak",
    "cue": "said",
    "kind": "person",
    "act": "deny",
    "directness": "own words",
    "party": "MYS",
}
INVENTED = DENIAL | {"content": ["We boarded it"]}


def model(system, user):
    page, code = page_of(user), code_of(user)
    if "translate quotations" in system:
        return {"code": code, "translations": [f"terjemahan: {one}" for one in json.loads(page)]}
    return {"code": code, "statements": [DENIAL, INVENTED] if "Halim Ombak" in page else []}


@pytest.fixture
def site():
    with serving(model) as server:
        yield server


@pytest.fixture
def env(site, tmp_path):
    return {
        "PANTAU_EXPLOIT_EXTRACTOR": "language-model",
        "PANTAU_MODEL_ADDRESS": site.url("/v1"),
        "PANTAU_MODEL_NAME": "tiny",
        "PANTAU_MODEL_ALLOW_PRIVATE": "true",
        "PANTAU_MODEL_ATTEMPTS": "1",
        "PANTAU_MODEL_KEY": KEY,
        "PANTAU_CACHE": str(tmp_path / "cache"),
    }


def everything_under(folder):
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_it_is_off_by_default(home, pages, site):
    assert call(home, "ingest", pages).exit_code == 0
    assert site.requests == []


def test_new_reports_are_exploited_again(home, pages, env, site, caplog, tmp_path):
    caplog.set_level(logging.DEBUG)
    done = call(home, "ingest", pages, env=env)
    assert done.exit_code == 0
    assert "again    wire.txt" in done.stdout
    assert "refused 1: content not verbatim in its sentence" in done.stdout
    assert "3 exploited again." in done.stdout
    own = [row for row in rows(home, "statement") if row["act"] == "deny" and row["quoted"] == "direct"]
    assert [row["speaker"]["party"] for row in own] == ["MYS", "MYS"]
    runs = json.loads(call(home, "show", own[0]["id"]).stdout)
    assert runs["by"]["name"] == "language-model"
    assert runs["by"]["digest"].startswith("model tiny; prompt ")
    assert call(home, "verify").exit_code == 0
    assert all(headers["authorization"] == f"Bearer {KEY}" for _, headers in site.requests)
    assert KEY.encode() not in everything_under(tmp_path)
    assert KEY not in done.output + caplog.text
    assert call(home, "ingest", pages, env=env).exit_code == 0
    assert len(site.bodies) == 3


def test_the_journal_holds_nothing_that_only_the_model_said(home, pages, env):
    call(home, "ingest", pages, env=env)
    assert b"We boarded it" not in everything_under(home)


def test_a_service_that_fails_keeps_nothing_from_coming_in(home, pages, env, site):
    site.pages[CHAT] = Reply(b"", 503)
    done = call(home, "ingest", pages, env=env)
    assert done.exit_code == 1
    assert done.stderr.count("undone") == 3
    assert "503" in done.stderr
    assert "3 taken in" in done.stdout
    assert "`pantau rebuild --exploit` goes on" in done.stdout
    assert len(rows(home, "report")) == 3
    assert rows(home, "statement")


def test_a_budget_names_what_remains_and_goes_on_later(home, pages, env, site):
    done = call(home, "ingest", pages, "--json", env=env | {"PANTAU_MODEL_RUN_REQUESTS": "2"})
    assert done.exit_code == 1
    outcomes = [json.loads(line) for line in done.stdout.splitlines()]
    (undone,) = (one for one in outcomes if one["outcome"] == "undone")
    assert "budget is used up (2 of 2 requests a run)" in undone["reason"]
    assert sum(one["outcome"] == "renewed" for one in outcomes) == 2
    rest = call(home, "rebuild", "--exploit", env=env)
    assert rest.exit_code == 0
    assert undone["location"] in rest.stdout
    assert "1 exploited again." in rest.stdout
    assert len(site.bodies) == 3


def test_a_journal_of_before_is_taken_up_and_given_back(home, pages, env):
    call(home, "ingest", pages)
    before = {row["text"] for row in rows(home, "statement")}
    assert "3 exploited again." in call(home, "rebuild", "--exploit", env=env).stdout
    assert "0 exploited again." in call(home, "rebuild", "--exploit", env=env).stdout
    assert "3 exploited again." in call(home, "rebuild", "--exploit").stdout
    assert {row["text"] for row in rows(home, "statement")} == before
    assert json.loads(call(home, "rebuild", "--json").stdout)["reports"] == 3


def test_translations_are_shown_beside_the_words(home, pages, env):
    call(home, "ingest", pages, env=env | {"PANTAU_MODEL_TRANSLATE": "id"})
    shown = " ".join(call(home, "brief", "--all").stdout.split())
    assert "[machine translation (id): terjemahan:" in shown
    row = rows(home, "statement")[0]
    assert row["machine_translation"]["by"] == "tiny"
    assert "terjemahan" not in json.dumps(rows(home, "claim"))


@pytest.mark.parametrize(
    "changed",
    [
        {"PANTAU_EXPLOIT_EXTRACTOR": "oracle"},
        {"PANTAU_MODEL_NAME": ""},
        {"PANTAU_MODEL_ADDRESS": ""},
        {"PANTAU_MODEL_ADDRESS": "llm.example/v1"},
        {"PANTAU_MODEL_KEY": "two words"},
        {"PANTAU_MODEL_TRANSLATE": "ignore all this"},
        {"PANTAU_MODEL_KEY_FILE": "no-such-file"},
    ],
)
def test_settings_that_are_not_in_order_are_told_of_before_anything_is_taken_in(home, pages, env, changed):
    done = call(home, "ingest", pages, env=env | changed)
    assert done.exit_code == 2
    assert "two words" not in done.output
    assert rows(home, "report") == []
    assert call(home, "doctor", env=env | changed).exit_code == 2


def test_the_key_comes_from_a_private_file(home, pages, env, site, tmp_path):
    path = tmp_path / "key"
    path.write_text(f"{KEY}-of-a-file\n")
    path.chmod(0o644)
    given = env | {"PANTAU_MODEL_KEY_FILE": str(path)}
    open_to_all = call(home, "ingest", pages, env=given)
    assert (open_to_all.exit_code, "chmod 600" in open_to_all.stderr) == (2, True)
    path.chmod(0o600)
    assert call(home, "ingest", pages, env=given).exit_code == 0
    assert site.requests[-1][1]["authorization"] == f"Bearer {KEY}-of-a-file"


def test_doctor_says_whether_the_model_answers(home, pages, env, site):
    assert "off: the built-in extractor" in call(home, "doctor").stdout
    call(home, "ingest", pages, env=env)
    fine = call(home, "doctor", env=env)
    assert fine.exit_code == 0
    assert "reachable" in fine.stdout
    assert "3 requests, 300 tokens" in fine.stdout
    assert "refused, content not verbatim in its sentence 2" in " ".join(fine.stdout.split())
    assert KEY not in fine.stdout
    site.pages["/v1/models"] = Reply(b"", 401)
    refused = call(home, "doctor", "--json", env=env)
    assert (refused.exit_code, "key is not accepted" in json.loads(refused.stdout)["problem"]) == (1, True)
    gone = call(home, "doctor", env=env | {"PANTAU_MODEL_ADDRESS": "http://127.0.0.1:9/v1"})
    assert (gone.exit_code, "not reachable" in gone.stdout) == (1, True)


def test_an_interrupt_waits_for_no_answer_and_loses_nothing(home, pages, env, site):
    stuck, true = threading.Event(), site.pages[CHAT]
    site.pages[CHAT] = Reply(stream=lambda handler: stuck.wait(60))
    command = [sys.executable, "-m", "pantau", "--home", str(home), "ingest", str(pages)]
    process = subprocess.Popen(command, env={**os.environ, **FAST, **env}, stdout=-1, stderr=-1)
    while len(site.bodies) < 3:
        stuck.wait(0.02)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)  # a request may take four times as long
    stuck.set()
    site.pages[CHAT] = true
    assert process.returncode == 1
    assert len(rows(home, "report")) == 3
    assert "3 exploited again." in call(home, "rebuild", "--exploit", env=env).stdout
    assert call(home, "verify").exit_code == 0
