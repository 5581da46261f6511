"""The idner-news-2k corpus in; the names model, src/pantau/exploit/data/naming/names.npz, out.

    python training/fit_names.py FOLDER [--layers 8] [--rank 16] [--epochs 12] [--seed 1] [--output FILE]

FOLDER holds train.txt and dev.txt. Needs torch (only here): `pip install torch==2.13.0`. Low-rank changes are trained
on the first layers of the encoder, with a linear-chain conditional random field on the state of each word's first
token (Lample et al. 2016, section 3). Dev is only watched: what is kept is the last epoch's.
"""

from __future__ import annotations

import argparse
import itertools
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from e5 import E5
from lora import Changes, write_adapter
from names_corpus import Sentence, Variations, read_sentences, score
from torch.nn import functional as F  # noqa: N812 (the name that torch's own documentation uses)

from pantau.exploit.encoder.tokens import Tokenizer
from pantau.exploit.encoder.weights import open_weights
from pantau.exploit.naming.tagging import TAGS, best_tags
from pantau.exploit.naming.words import spaced

OUTPUT = Path(__file__).parent.parent / "src" / "pantau" / "exploit" / "data" / "naming" / "names.npz"
MOST_TOKENS = 200
BATCH = 16
WARM_UP = 0.1
DECAY = 0.01


class Tagger:
    """The network, its changes and the head, on sentences of words."""

    def __init__(self, network: E5, tokenizer: Tokenizer, given: argparse.Namespace) -> None:
        self.network = network
        self.changes = Changes(scale=given.scale, dropout=given.dropout)
        self.changes.add_matrices(network.matrices(given.first), given.rank, given.seed)
        self.changes.add_vectors(network.vectors(given.first))
        self.head = {
            "weight": (torch.randn(TAGS, network.sizes.hidden) * 0.02).requires_grad_(),
            "bias": torch.zeros(TAGS, requires_grad=True),
            "moves": torch.zeros(TAGS + 1, TAGS, requires_grad=True),
        }
        self._tokenizer = tokenizer

    def scores(self, sentences: Sequence[Sentence]) -> tuple[torch.Tensor, list[int]]:
        """Scores (sentences, longest in words, TAGS) and how many words each has."""
        rows = [self._ids(sentence) for sentence in sentences]
        state, real = self.network.embed([ids for ids, _starts in rows])
        state = self.network.run(state, real, self.changes)
        longest = max(len(starts) for _ids, starts in rows)
        at = torch.zeros(len(rows), longest, dtype=torch.int64)
        for row, (_ids, starts) in enumerate(rows):
            at[row, : len(starts)] = torch.tensor(starts)
        words = torch.gather(state, 1, at[:, :, None].expand(-1, -1, state.shape[2]))
        tags = F.linear(self.changes.dropped(words), self.head["weight"], self.head["bias"])
        return tags, [len(starts) for _ids, starts in rows]

    def _ids(self, sentence: Sentence) -> tuple[list[int], list[int]]:
        pieces = [
            self._tokenizer.pieces(word, spaced=space)
            for word, space in zip(sentence.words, spaced(sentence.words), strict=True)
        ]
        starts = list(itertools.accumulate(map(len, pieces), initial=1))[:-1]
        ids = list(itertools.chain.from_iterable(pieces))[: MOST_TOKENS - 2]
        return self._tokenizer.framed(ids), [min(start, len(ids)) for start in starts]

    def loss(self, sentences: Sequence[Sentence]) -> torch.Tensor:
        """Mean negative log likelihood of the right tags."""
        scores, counts = self.scores(sentences)
        moves = self.head["moves"]
        total = torch.zeros(())
        tags = torch.zeros(scores.shape[:2], dtype=torch.int64)
        for row, sentence in enumerate(sentences):
            tags[row, : len(sentence.tags)] = torch.tensor(sentence.tags)
        real = torch.arange(scores.shape[1])[None] < torch.tensor(counts)[:, None]
        before = torch.cat((torch.full((len(sentences), 1), TAGS), tags[:, :-1]), dim=1)
        right = scores.gather(2, tags[:, :, None])[:, :, 0] + moves[before, tags]
        total = (right * real).sum()
        reached = scores[:, 0] + moves[TAGS]
        for at in range(1, scores.shape[1]):
            onward = torch.logsumexp(reached[:, :, None] + moves[None, :TAGS], dim=1) + scores[:, at]
            reached = torch.where(real[:, at, None], onward, reached)
        return (torch.logsumexp(reached, dim=1).sum() - total) / len(sentences)

    def tag(self, sentences: Sequence[Sentence]) -> list[list[int]]:
        """The best tags of each sentence."""
        moves = self.head["moves"].detach().numpy()
        found: dict[int, list[int]] = {}
        with torch.no_grad():
            for batch in batches(range(len(sentences)), sentences):
                scores, counts = self.scores([sentences[number] for number in batch])
                for row, number in enumerate(batch):
                    found[number] = best_tags(scores[row, : counts[row]].numpy(), moves)
        return [found[number] for number in range(len(sentences))]


def batches(order: Sequence[int], sentences: Sequence[Sentence], pool: int = 8) -> Iterator[list[int]]:
    """Numbers of sentences of like length, BATCH at a time; `pool` batches are sorted together."""
    for start in range(0, len(order), BATCH * pool):
        near = sorted(order[start : start + BATCH * pool], key=lambda number: len(sentences[number].words))
        yield from (near[at : at + BATCH] for at in range(0, len(near), BATCH))


def fit(tagger: Tagger, train: list[Sentence], dev: list[Sentence], given: argparse.Namespace) -> None:
    """Trains in place, telling loss and F1 on `dev` after each epoch."""
    dice = random.Random(given.seed)
    variations = Variations(train, dice, renamed=given.renamed, recased=given.recased)
    matrices = [value for name, value in tagger.changes.tensors.items() if value.dim() == 2]
    others = [value for value in tagger.changes.tensors.values() if value.dim() == 1]
    groups = [
        {"params": matrices, "lr": given.rate, "weight_decay": DECAY},
        {"params": others, "lr": given.rate, "weight_decay": 0.0},
        {"params": list(tagger.head.values()), "lr": given.rate * 3, "weight_decay": 0.0},
    ]
    optimiser = torch.optim.AdamW(groups)
    steps = given.epochs * -(-len(train) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / (WARM_UP * steps), (steps - step) / (steps * (1 - WARM_UP)))
    )
    for epoch in range(given.epochs):
        start, spent = time.perf_counter(), 0.0
        varied = [variations.vary(sentence) for sentence in train]
        order = dice.sample(range(len(train)), len(train))
        groups_of = list(batches(order, varied))
        dice.shuffle(groups_of)
        tagger.changes.training = True
        for batch in groups_of:
            loss = tagger.loss([varied[number] for number in batch])
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([value for group in groups for value in group["params"]], 1.0)
            optimiser.step()
            schedule.step()
            spent += loss.item() * len(batch) / len(train)
        tagger.changes.training = False
        told = ""
        if dev and (epoch % 3 == 2 or epoch == given.epochs - 1):
            told = "dev " + " ".join(
                f"{value:.4f}" for value in score(tagger.tag(dev), [s.tags for s in dev])
            )
        print(f"epoch {epoch + 1} loss {spent:.3f} {told} ({time.perf_counter() - start:.0f} s)", flush=True)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--layers", type=int, default=8)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--rank", type=int, default=16)
    parser.add_argument("--scale", type=float, default=2.0)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--renamed", type=float, default=0.2)
    parser.add_argument("--recased", type=float, default=0.04)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--with-dev", action="store_true", help="train on dev.txt too")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    return parser.parse_args()


def main() -> None:
    given = arguments()
    torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)
    np.random.seed(given.seed)
    weights = open_weights()
    tagger = Tagger(E5(weights, given.layers), Tokenizer(weights.pieces()), given)
    train, dev = (read_sentences(given.folder / f"{part}.txt") for part in ("train", "dev"))
    fit(tagger, [*train, *dev] if given.with_dev else train, dev, given)
    given.output.parent.mkdir(parents=True, exist_ok=True)
    write_adapter(given.output, given.layers, tagger.changes, tagger.head)
    print(f"{given.output.name}: {given.output.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
