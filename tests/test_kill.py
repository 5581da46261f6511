"""SIGKILL at any moment of an ingest: what was reported as taken in is there, and nothing is half there."""

import json
import os
import random
import signal
import subprocess
import sys
from datetime import UTC, datetime

from pantau.model.envelope import read_envelope
from pantau.model.identity import Identity
from pantau.model.report import Exploitation
from pantau.model.roll import Roll
from pantau.share.verify import verify
from pantau.store.sqlite import SqliteStore

ROUNDS = int(os.environ.get("PANTAU_KILL_ROUNDS", "8"))
PAGES = 60

PAGE = """KOTA SUNGAI, 4 Mei 2025 - Juru bicara dinas perairan Rani Lestari mengatakan {number} pintu air dibuka pada Minggu.

"Kami tidak membuka pintu mana pun tanpa pemberitahuan," kata Rani kepada wartawan di lokasi nomor {number}.

Kementerian Luar Negeri Malaysia membantah laporan itu dan mendesak penyelidikan bersama atas {number} keluhan warga.
"""


def ingest(home, folder):
    command = [sys.executable, "-m", "pantau", "--home", str(home), "ingest", str(folder), "--json"]
    environment = {**os.environ, "PANTAU_EXPLOIT_VECTORS": "false", "PANTAU_EXPLOIT_WORKERS": "2"}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)


def taken(lines):
    """Report ids of whole lines that say "taken"; a line cut by the kill was not reported."""
    rows = [json.loads(line) for line in lines if line.endswith(b"\n")]
    return [row["report"] for row in rows if row["outcome"] == "taken"]


def check(home, reported):
    """Everything reported is held, every held run has all its statements, and the journal verifies."""
    store = SqliteStore(home / "journal.sqlite", lambda: datetime.now(UTC))
    me = Identity.from_pem((home / "identity.pem").read_bytes())
    assert [r for r in verify(store.reader(), Roll.of_one(me.member, me.public_key)) if r.problem] == []
    envelopes = [read_envelope(entry.data) for entry in store.reader().entries()]
    store.close()
    reports = [e.id for e in envelopes if e.type == "report"]
    runs = {e.id: e.held().body for e in envelopes if e.type == "exploitation"}
    statements = [e.refs[1] for e in envelopes if e.type == "statement"]
    assert set(reported) <= set(reports)
    assert len(runs) == len(reports)
    for name, run in runs.items():
        assert isinstance(run, Exploitation)
        assert statements.count(name) == run.statements > 0
    return reports


def test_no_kill_loses_or_halves_anything(tmp_path):
    folder, home = tmp_path / "pages", tmp_path / "home"
    folder.mkdir()
    for number in range(PAGES):
        (folder / f"{number:03}.txt").write_text(PAGE.format(number=number + 2), encoding="utf-8")
    dice, reported = random.Random(20250504), []
    for _ in range(ROUNDS):
        process = ingest(home, folder)
        wanted = dice.randrange(0, PAGES // ROUNDS + 2)
        lines = [process.stdout.readline() for _ in range(wanted)]
        process.send_signal(signal.SIGKILL)
        lines += process.stdout.readlines()
        process.wait()
        process.stdout.close()
        reported += taken(lines)
        if (home / "journal.sqlite").exists() and (home / "identity.pem").exists():
            check(home, reported)
    process = ingest(home, folder)
    lines = process.stdout.readlines()
    process.stdout.close()
    assert process.wait() == 0
    held = check(home, reported + taken(lines))
    assert len(held) == PAGES
