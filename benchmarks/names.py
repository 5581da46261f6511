"""The idner-news-2k corpus in; how many of its names are found whole and of the right kind, and the speed, out.

    python benchmarks/names.py FOLDER [--part test.txt]

Scored as CoNLL 2003 scores names. Also prints the milliseconds for a sentence on one core.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from pantau.config import cache_folder
from pantau.exploit.naming.onnx_tagger import OnnxNameTagger
from pantau.exploit.naming.tagging import KINDS, runs

sys.path.insert(0, str(Path(__file__).parent.parent / "training"))
from names_corpus import Sentence, read_sentences, score


def of_kind(tags: list[int] | tuple[int, ...], kind: str) -> list[int]:
    """`tags` with all names of other kinds taken out."""
    kept = [0] * len(tags)
    for run in runs(tags):
        if run.kind == kind:
            kept[run.start : run.end] = tags[run.start : run.end]
    return kept


def report(found: list[list[int]], sentences: list[Sentence]) -> float:
    """Prints precision, recall and F1, whole and by kind; returns the F1 of the whole."""
    right = [sentence.tags for sentence in sentences]
    print(f"{'':14} precision  recall      F1")
    rows = {"all": score(found, right)}
    for kind in KINDS:
        rows[kind] = score([of_kind(t, kind) for t in found], [of_kind(t, kind) for t in right])
    for name, (precision, recall, f1) in rows.items():
        print(f"{name:14} {precision:9.3f} {recall:7.3f} {f1:7.3f}")
    return rows["all"][2]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--part", default="test.txt")
    given = parser.parse_args()
    sentences = read_sentences(given.folder / given.part)
    tagger = OnnxNameTagger.load(cache_folder(), threads=1, progress=print)
    start = time.perf_counter()
    found = [tagger.tags(sentence.words) for sentence in sentences]
    taken = (time.perf_counter() - start) / len(sentences) * 1000
    report(found, sentences)
    print(f"{taken:.1f} ms a sentence of {sum(len(s.words) for s in sentences) / len(sentences):.0f} words")


if __name__ == "__main__":
    main()
