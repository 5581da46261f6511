"""Times the main path on invented 400-word pages about many crises, step by step and whole; prints ratios."""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import trafilatura

from pantau.collate.fold import Collation
from pantau.config import cache_folder
from pantau.exploit import Exploited
from pantau.exploit.reading import read
from pantau.exploit.statements import find_statements, make_document
from pantau.model.envelope import read_envelope
from pantau.model.report import Capture
from pantau.node import extractor, open_node
from pantau.pipeline import ingest

LEADS = Path(__file__).parent.parent / "training" / "means"
"""Our own texts on many topics: a crisis of the benchmark is about one of them, in Indonesian or English."""
SYLLABLES = [
    "ba",
    "ru",
    "ti",
    "mo",
    "lan",
    "sel",
    "ka",
    "do",
    "wi",
    "gar",
    "pu",
    "ne",
    "hal",
    "sor",
    "mi",
    "tan",
]
GIVEN = [
    "Rani",
    "Bagus",
    "Mira",
    "Yusuf",
    "Dewi",
    "Arman",
    "Laura",
    "Hasan",
    "Nadia",
    "Teguh",
    "Irene",
    "Fajar",
]
FRAMES = {
    "id": (
        "Juru bicara kepolisian {place} {name} mengatakan {number} orang terdampak. {words}.",
        '"Kami belum dapat memastikan {words}," kata {name} kepada wartawan di {place}.',
        "Menurut {name}, sedikitnya {number} orang menunggu kabar: {words}.",
        "Pemerintah {state} membantah laporan bahwa {words}.",
        "{name} berjanji memeriksa keadaan dalam {number} hari.",
        "{words}.",
    ),
    "en": (
        "Police spokesperson {name} said {number} people in {place} were affected. {words}.",
        '"We cannot yet confirm that {words}," {name} told reporters in {place}.',
        "According to {name}, at least {number} people were waiting: {words}.",
        "The government of {state} denied that {words}.",
        "{name} promised to look into it within {number} days.",
        "{words}.",
    ),
}
STATES = {"id": ("Malaysia", "Jepang", "Mesir", "Brasil"), "en": ("Canada", "India", "Kenya", "Norway")}
CRISIS_REPORTS = 30
"""Reports of one crisis, so that 10,000 reports are some 330 crises, as an archive of a year's foreign desk is."""


@cache
def leads(language: str) -> tuple[str, ...]:
    """Our texts in one language, a topic each."""
    lines = (LEADS / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line.strip())


def word(dice: random.Random) -> str:
    """An invented name."""
    return "".join(dice.choice(SYLLABLES) for _ in range(dice.randrange(2, 4))).capitalize()


def page(number: int) -> str:
    """A page of about 400 words on one of many invented crises, the same for the same number."""
    crisis, dice = random.Random(number // CRISIS_REPORTS), random.Random(number)
    language = ("id", "en")[number // CRISIS_REPORTS % 2]
    lead = leads(language)[number // CRISIS_REPORTS // 2 % len(leads(language))]
    place, state = word(crisis), crisis.choice(STATES[language])
    names = [f"{crisis.choice(GIVEN)} {word(crisis)}" for _ in range(4)]
    own = [*lead.split(), *(word(crisis).lower() for _ in range(60))]
    day = date(2019, 1, 1) + timedelta(days=8 * (number // CRISIS_REPORTS) + number % CRISIS_REPORTS // 6)

    def words() -> str:
        """Words of this crisis in an order of their own: no two pages share a run of them by chance."""
        return " ".join(dice.choice(own).strip('.,"') for _ in range(dice.randrange(8, 16)))

    sentences = lead.split(". ")
    body = [f"{sentences[0]} {word(dice)}", "", f"{place}, {day:%d/%m/%Y} - {'. '.join(sentences[1:3])}."]
    while sum(len(text.split()) for text in body) < 400:
        frame, amount = dice.choice(FRAMES[language]), dice.randrange(20, 900)
        body.append(
            frame.format(name=dice.choice(names), place=place, state=state, words=words(), number=amount)
        )
    return "\n\n".join(body)


def capture(number: int) -> Capture:
    return Capture(
        location=f"https://outlet{number % 40}.example/{number}",
        channel="benchmark",
        raw=page(number).encode(),
        media_type="text/plain",
        captured=datetime(2026, 11, 1, tzinfo=UTC) + timedelta(seconds=number),
    )


def timed(label: str, work: Iterator[object], count: int) -> float:
    start = time.perf_counter()
    for _ in work:
        pass
    rate = count / (time.perf_counter() - start)
    print(f"{label:44} {rate:9.1f} reports/s")
    return rate


def steps(count: int) -> None:
    """Each step alone, in this process on one core, and its share of the time."""
    captures = [capture(number) for number in range(count)]
    engine = extractor(cache_folder())
    engine.exploit(captures[0])
    spent: dict[str, float] = {}

    def clock(name: str, start: float) -> float:
        now = time.perf_counter()
        spent[name] = spent.get(name, 0.0) + now - start
        return now

    for item in captures:
        at = time.perf_counter()
        text, reading = read(item)
        at = clock("reading (clean, language, dates, origins)", at)
        statements = find_statements(make_document(text, reading), engine.tagger)
        at = clock("statements (speakers, acts, figures)", at)
        engine.attach_vectors(Exploited(text=text, reading=reading, statements=statements))
        clock("vectors", at)
    whole = sum(spent.values())
    for name, seconds in spent.items():
        print(f"  {name:42} {seconds / count * 1000:9.1f} ms {seconds / whole:6.0%}")
    html = f"<html><body><article>{''.join(f'<p>{p}</p>' for p in page(1).split(chr(10)) if p)}</article></body></html>"
    start = time.perf_counter()
    for _ in range(count):
        trafilatura.extract(html, favor_precision=True)
    alone = (time.perf_counter() - start) / count
    print(
        f"  {'trafilatura alone on the same words':42} {alone * 1000:9.1f} ms, ratio {whole / count / alone:.1f}"
    )


def whole(count: int) -> float:
    """The whole path into a fresh journal, over all cores."""
    with tempfile.TemporaryDirectory() as folder:
        node = open_node(Path(folder))
        rate = timed(
            f"ingest, {os.cpu_count()} cores",
            ingest((capture(n) for n in range(count)), parts=node.parts, work=node.work),
            count,
        )
        node.close()
    return rate


class Growing:
    """A node that takes in one page after another and keeps its picture up to date."""

    def __init__(self, home: Path) -> None:
        self.node = open_node(home)
        self._collation = Collation()
        self._position = 0
        self._number = 0

    def grow(self, target: int, step: int) -> None:
        """Take pages in until `target` are held, deriving the picture after every `step` pages."""
        while self._number < target:
            upto = min(self._number + step, target)
            pages = (capture(number) for number in range(self._number, upto))
            for _ in ingest(pages, parts=self.node.parts, work=self.node.work):
                pass
            entries = list(self.node.parts.store.reader().entries(after=self._position))
            self._collation.add([read_envelope(entry.data).held() for entry in entries])
            self._collation.picture()
            self._position, self._number = entries[-1].position, upto


def held(counts: list[int], sample: int) -> None:
    """The cost of one more report, collation included, with few and with many held; and memory."""
    costs = []
    with tempfile.TemporaryDirectory() as folder:
        growing = Growing(Path(folder))
        for target in counts:
            growing.grow(target - sample, 500)
            start = time.perf_counter()
            growing.grow(target, 10)
            costs.append((time.perf_counter() - start) / sample)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"  with {target:6} held: {costs[-1] * 1000:7.1f} ms a report, peak memory {peak:,.0f} MB")
        growing.node.close()
    print(f"  cost with {counts[-1]} held to {counts[0]} held: ratio {costs[-1] / costs[0]:.2f}")


def cold() -> None:
    """From nothing running to the first page taken in."""
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder) / "page.txt"
        first.write_text(page(1), encoding="utf-8")
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "pantau", "--home", f"{folder}/home", "ingest", str(first)],
            check=True,
            capture_output=True,
        )
        print(f"first page from a cold start: {time.perf_counter() - start:.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--held", type=int, nargs="*", default=[1000, 10_000])
    given = parser.parse_args()
    cold()
    steps(min(given.reports, 100))
    whole(given.reports)
    if given.held:
        held(given.held, 100)


if __name__ == "__main__":
    main()
