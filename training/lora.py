"""Shapes of a network's tensors in; trainable small changes, and the file that the encoder merges, out.

Hu et al. 2021, "LoRA: Low-Rank Adaptation of Large Language Models": a matrix changes by the product of two thin
ones, the first begun at random, the second at zero, so that training begins from the network as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional as F  # noqa: N812 (the name that torch's own documentation uses)

from pantau.exploit.encoder.adapter import HEAD


class Changes:
    """Low-rank changes of matrices and offsets of vectors, by the names of `Weights`; none to begin with."""

    def __init__(self, *, scale: float = 1.0, dropout: float = 0.0) -> None:
        self.scale = scale
        self.dropout = dropout
        self.training = False
        self.tensors: dict[str, torch.Tensor] = {}

    def add_matrices(self, shapes: Mapping[str, tuple[int, int]], rank: int, seed: int) -> None:
        """Change these matrices, of shape (outputs, inputs), by products of rank `rank`."""
        dice = torch.Generator().manual_seed(seed)
        for name, (outputs, inputs) in shapes.items():
            down = torch.randn(rank, inputs, generator=dice) / inputs**0.5
            self.tensors[name + ".down"] = down.requires_grad_()
            self.tensors[name + ".up"] = torch.zeros(outputs, rank, requires_grad=True)

    def add_vectors(self, lengths: Mapping[str, int]) -> None:
        """Change these vectors by offsets."""
        for name, length in lengths.items():
            self.tensors[name] = torch.zeros(length, requires_grad=True)

    def dropped(self, state: torch.Tensor) -> torch.Tensor:
        """`state` with some of it dropped while training."""
        return F.dropout(state, self.dropout, training=self.training) if self.dropout else state

    def add_to(self, output: torch.Tensor, state: torch.Tensor, name: str) -> torch.Tensor:
        """`output` of the matrix `name` for `state`, with the change of that matrix."""
        down = self.tensors.get(name + ".down")
        if down is None:
            return output
        return output + F.linear(F.linear(self.dropped(state), down), self.tensors[name + ".up"]) * self.scale

    def vector(self, name: str, plain: torch.Tensor) -> torch.Tensor:
        """The vector `name` with its offset."""
        offset = self.tensors.get(name)
        return plain if offset is None else plain + offset


def write_adapter(path: Path, layers: int, changes: Changes, head: Mapping[str, torch.Tensor]) -> None:
    """Write what `pantau.exploit.encoder.adapter.read_adapter` reads: equal tensors give equal bytes."""
    held: dict[str, NDArray[np.generic]] = {"layers": np.array(layers)}
    for name, values in changes.tensors.items():
        scaled = values.detach() * (changes.scale if name.endswith(".up") else 1.0)
        held[name] = scaled.numpy().astype(np.float16)
    held |= {HEAD + name: values.detach().numpy().astype(np.float16) for name, values in head.items()}
    np.savez_compressed(path, allow_pickle=False, **held)
