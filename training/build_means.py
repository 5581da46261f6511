"""The leads in training/means in; the constants that centre vectors, src/pantau/model/data/centring.json, out.

    python training/build_means.py [FOLDER FOR THE BUILT ENCODER]

Line n says the same in every language's file; some languages have only the first lines. That separates what a
language adds to a vector from what the news says: a language's offset is the mean difference, over the lines it has,
to the languages that have all lines. The texts were written for this purpose and are about invented happenings.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pantau.exploit.encoder import Encoder, load_encoder
from pantau.model.vector import BASIS_BITS, DIMENSIONS, MEAN_FINENESS

HERE = Path(__file__).parent
OUTPUT = HERE.parent / "src" / "pantau" / "model" / "data" / "centring.json"
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”»]?\s+|(?<=[。！？])[”」]?")
MAX_TOKENS = {"lead": 160, "sentence": 64}

Floats = NDArray[np.float64]


def read_leads() -> dict[str, list[str]]:
    """Language code to its leads, in the order that all languages share."""
    return {
        path.stem: path.read_text("utf-8").splitlines() for path in sorted((HERE / "means").glob("*.txt"))
    }


def units(lead: str, kind: str) -> list[str]:
    """The texts of one lead that are encoded for `kind`: the lead itself, or its sentences."""
    return [lead] if kind == "lead" else [part for part in SENTENCE_END.split(lead) if part.strip()]


def encode_lines(encoder: Encoder, leads: list[str], kind: str) -> Floats:
    """One mean vector for each lead, shape (leads, 384), in the unit of a centred vector."""
    rows = []
    for lead in leads:
        vectors = encoder.encode(units(lead, kind), max_tokens=MAX_TOKENS[kind], telling=kind == "lead")
        whole = np.frombuffer(b"".join(vectors), dtype=np.int8).reshape(-1, DIMENSIONS)
        rows.append(whole.astype(np.float64).mean(axis=0) * MEAN_FINENESS)
    return np.stack(rows)


def language_means(lines: dict[str, Floats]) -> Floats:
    """The mean vector of every language as if each had all lines, shape (languages, 384)."""
    most = max(map(len, lines.values()))
    full = np.mean([rows for rows in lines.values() if len(rows) == most], axis=0)
    return np.stack([full.mean(axis=0) + (rows - full[: len(rows)]).mean(axis=0) for rows in lines.values()])


def centring_of(means: Floats) -> dict[str, list[list[int]] | list[int]]:
    """The middle of the language means, and an orthonormal basis of the directions in which they differ."""
    middle = means.mean(axis=0)
    directions = np.linalg.svd(means - middle, full_matrices=False)[2][: len(means) - 1]
    return {
        "mean": np.rint(middle).astype(int).tolist(),
        "basis": np.rint(directions * (1 << BASIS_BITS)).astype(int).tolist(),
    }


def main(cache_dir: Path) -> None:
    """Writes the constants and says for how many languages."""
    encoder = load_encoder(cache_dir, progress=print)
    leads = read_leads()
    constants: dict[str, object] = {"encoder": encoder.version, "languages": list(leads)}
    for kind in MAX_TOKENS:
        lines = {language: encode_lines(encoder, texts, kind) for language, texts in leads.items()}
        constants[kind] = centring_of(language_means(lines))
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    OUTPUT.write_text(json.dumps(constants, separators=(",", ":")) + "\n", "utf-8")
    print(f"{OUTPUT.name}: {len(leads)} languages, encoder {encoder.version}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent / ".cache")
