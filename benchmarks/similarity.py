"""Labelled pairs and events in; how well reports' similarity and their events agree with people, out.

    python benchmarks/similarity.py FOLDER

FOLDER holds `semeval2022-task8/pairs.csv` (pairs of news articles in ten languages with their similarity from 1, the
same, to 4) and `giveme5w1h/events.jsonl` (articles with the event that each is about). Nothing is trained on either.
Prints Pearson's correlation with people, the same-story decision, and the events as `pantau ingest` finds them.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pantau.collate.affinity import SAME_STORY, likeness
from pantau.exploit.builtin import LEAD_CHARACTERS, LEAD_TOKENS
from pantau.exploit.encoder import Encoder, load_encoder
from pantau.model.vector import centre_all, cosine_permille

# Articles whose people's mean is nearer to "same" than to "different".
SAME_BELOW = 2.5


def f1(both: int, found: int, wanted: int) -> float:
    """The harmonic mean of both / found and both / wanted."""
    return 2 * both / (found + wanted) if found + wanted else 1.0


def pairs_of(groups: Mapping[str, Hashable]) -> set[tuple[str, str]]:
    """Every two that share a group."""
    members = defaultdict(list)
    for name, group in groups.items():
        members[group].append(name)
    return {pair for group in members.values() for pair in combinations(sorted(group), 2)}


def b_cubed(found: Mapping[str, Hashable], wanted: Mapping[str, Hashable]) -> float:
    """Bagga and Baldwin (1998): F1 of each item's share of its group that belongs there, averaged over items."""
    sizes, whole = Counter(found.values()), Counter(wanted.values())
    common = Counter((found[name], wanted[name]) for name in wanted)
    both = [(common[found[name], wanted[name]], sizes[found[name]], whole[wanted[name]]) for name in wanted]
    precision = sum(shared / mine for shared, mine, _ in both) / len(both)
    recall = sum(shared / theirs for shared, _, theirs in both) / len(both)
    return 2 * precision * recall / (precision + recall)


def print_pairs(table: Path, encoder: Encoder) -> None:
    """Pearson and the same-story decision over the labelled pairs of `table`."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    texts = [row[name].strip()[:LEAD_CHARACTERS] for row in rows for name in ("text1", "text2")]
    vectors = centre_all(encoder.encode(texts, max_tokens=LEAD_TOKENS, telling=True))
    cosines = [cosine_permille(vectors[at], vectors[at + 1]) for at in range(0, len(vectors), 2)]
    foreign = [row["lang1"] != row["lang2"] for row in rows]
    alike = [likeness(cosine, foreign=other) for cosine, other in zip(cosines, foreign, strict=True)]
    people = np.array([float(row["Overall"]) for row in rows])
    for name, values in (("cosine", cosines), ("similarity", alike)):
        by_kind = [np.corrcoef(np.array(values)[where], -people[where])[0, 1] for where in _kinds(foreign)]
        print(f"{name}: Pearson {by_kind[0]:.3f}, one language {by_kind[1]:.3f}, two {by_kind[2]:.3f}")
    same, said = people < SAME_BELOW, np.array(alike) >= SAME_STORY
    decided = f1(int((same & said).sum()), int(said.sum()), int(same.sum()))
    print(f"same story: F1 {decided:.3f}, accuracy {(same == said).mean():.3f}")


def _kinds(foreign: Sequence[bool]) -> list[NDArray[np.bool_]]:
    two = np.array(foreign)
    return [np.ones(len(two), dtype=bool), ~two, two]


def pantau(home: Path, *words: str) -> str:
    """What a `pantau` command prints."""
    command = [sys.executable, "-m", "pantau", "--home", str(home), *words]
    # A page that is refused is counted below: the command's status says no more.
    return subprocess.run(command, capture_output=True, check=False, text=True).stdout


def print_events(table: Path) -> None:
    """Events as found with the default settings; a page that is refused is an event of its own."""
    rows = [json.loads(line) for line in table.read_text("utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        pantau(Path(folder), "ingest", str(table))
        exported = [json.loads(line) for line in pantau(Path(folder), "export").splitlines()]
    held = {row["location"]: row["event"] for row in exported if row["type"] == "report"}
    found = {row["url"]: held.get(row["url"], row["url"]) for row in rows}
    wanted = {row["url"]: row["event"] for row in rows}
    mine, theirs = pairs_of(found), pairs_of(wanted)
    pair = f1(len(mine & theirs), len(mine), len(theirs))
    print(
        f"events: {len(held)} of {len(rows)} pages held, B-cubed {b_cubed(found, wanted):.3f}, pairs {pair:.3f}"
    )


def main(folder: Path) -> None:
    """Prints all figures; about two minutes."""
    with tempfile.TemporaryDirectory() as cache:
        print_pairs(folder / "semeval2022-task8" / "pairs.csv", load_encoder(Path(cache)))
    print_events(folder / "giveme5w1h" / "events.jsonl")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
