"""Measures the names model on the corpus whose other parts it was trained on; prints what is reached."""

import os
import subprocess
import sys
from pathlib import Path

LEAST = 0.889
BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "names.py"


def test_names_of_the_test_part():
    given = os.environ.get("PANTAU_SHARED")
    assert given, "PANTAU_SHARED must name the folder with labelled data: make test-shared SHARED=..."
    folder = Path(given).resolve() / "data" / "idner-news-2k"
    told = subprocess.run(
        [sys.executable, BENCHMARK, folder], capture_output=True, check=True, text=True
    ).stdout
    print(told)
    whole = next(line.split() for line in told.splitlines() if line.startswith("all"))
    assert float(whole[-1]) >= LEAST
