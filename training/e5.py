"""The weights of multilingual-e5-small in; a torch network that can be trained a little out.

The same BERT as `pantau.exploit.encoder.graph` builds, in float32. Changes are low-rank factors beside the matrices
and offsets beside biases and normalisations (`lora.py`); the package's own tensors stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from lora import Changes
from torch.nn import functional as F  # noqa: N812 (the name that torch's own documentation uses)

from pantau.exploit.encoder.weights import Floats, Weights

MATRICES = ("q", "k", "v", "ao", "fi", "fo")
"""Query, key, value and output of the attention; widening and narrowing of the feed-forward part."""
NORMS = ("aln.w", "aln.b", "oln.w", "oln.b")


class E5:
    """The first `layers` layers; frozen but for the `changes` that are given to each run."""

    def __init__(self, weights: Weights, layers: int) -> None:
        self.sizes = weights.sizes
        self.layers = layers
        self._weights = weights
        self._tensors: dict[str, torch.Tensor] = {}
        for layer in range(layers):
            for part in MATRICES:
                name = f"l{layer}.{part}"
                self._keep(name + ".w", weights.matrix(name + ".w"))
                self._keep(name + ".b", weights.floats(name + ".b"))
            for part in NORMS:
                self._keep(f"l{layer}.{part}", weights.floats(f"l{layer}.{part}"))
        for part in ("w", "b"):
            self._keep(f"emb.ln.{part}", weights.floats(f"emb.ln.{part}"))
        places = weights.floats("emb.pos").reshape(-1, self.sizes.hidden)
        self._keep("places", places + weights.floats("emb.type")[: self.sizes.hidden])

    def _keep(self, name: str, values: Floats) -> None:
        self._tensors[name] = torch.from_numpy(np.ascontiguousarray(values))

    def matrices(self, first: int = 0) -> dict[str, tuple[int, int]]:
        """Names of the matrices from layer `first` on, with their shapes (outputs, inputs)."""
        names = [f"l{layer}.{part}.w" for layer in range(first, self.layers) for part in MATRICES]
        return {name: tuple(self._tensors[name].shape) for name in names}

    def vectors(self, first: int = 0) -> dict[str, int]:
        """Names of the biases and normalisations from layer `first` on, with their lengths."""
        parts = [*(f"{part}.b" for part in MATRICES), *NORMS]
        names = [f"l{layer}.{part}" for layer in range(first, self.layers) for part in parts]
        return {name: len(self._tensors[name]) for name in names}

    def embed(self, texts: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor]:
        """Token ids of texts: states before the first layer (texts, longest, hidden), and which are real."""
        longest = max(map(len, texts))
        words = np.zeros((len(texts), longest, self.sizes.hidden), dtype=np.float32)
        real = torch.zeros(len(texts), longest, dtype=torch.bool)
        for row, ids in enumerate(texts):
            words[row, : len(ids)] = self._weights.word_rows(np.array(ids, dtype=np.int64))
            real[row, : len(ids)] = True
        state = torch.from_numpy(words) + self._tensors["places"][:longest]
        return self._normalise(state, "emb.ln.", Changes()), real

    def run(
        self,
        state: torch.Tensor,
        real: torch.Tensor,
        changes: Changes,
        *,
        first: int = 0,
        last: int | None = None,
    ) -> torch.Tensor:
        """States after the layers [first, last), of the states before them."""
        for layer in range(first, self.layers if last is None else last):
            state = self._layer(state, real, f"l{layer}.", changes)
        return state

    def _layer(self, state: torch.Tensor, real: torch.Tensor, name: str, changes: Changes) -> torch.Tensor:
        attended = changes.dropped(
            self._linear(self._attend(state, real, name, changes), name + "ao", changes)
        )
        state = self._normalise(state + attended, name + "aln.", changes)
        narrow = self._linear(F.gelu(self._linear(state, name + "fi", changes)), name + "fo", changes)
        return self._normalise(state + changes.dropped(narrow), name + "oln.", changes)

    def _attend(self, state: torch.Tensor, real: torch.Tensor, name: str, changes: Changes) -> torch.Tensor:
        texts, tokens, hidden = state.shape
        parts = [
            self._linear(state, name + part, changes)
            .view(texts, tokens, self.sizes.heads, -1)
            .transpose(1, 2)
            for part in ("q", "k", "v")
        ]
        mask = real[:, None, None, :]
        context = F.scaled_dot_product_attention(parts[0], parts[1], parts[2], attn_mask=mask)
        return context.transpose(1, 2).reshape(texts, tokens, hidden)

    def _linear(self, state: torch.Tensor, name: str, changes: Changes) -> torch.Tensor:
        plain = F.linear(
            state, self._tensors[name + ".w"], changes.vector(name + ".b", self._tensors[name + ".b"])
        )
        return changes.add_to(plain, state, name + ".w")

    def _normalise(self, state: torch.Tensor, name: str, changes: Changes) -> torch.Tensor:
        scale, shift = (changes.vector(name + part, self._tensors[name + part]) for part in ("w", "b"))
        return F.layer_norm(state, (self.sizes.hidden,), scale, shift, self.sizes.epsilon)


def mean_of(states: torch.Tensor, real: torch.Tensor) -> torch.Tensor:
    """Mean over the real tokens, shape (texts, hidden), of states (texts, tokens, hidden)."""
    kept = real[:, :, None].to(states.dtype)
    return (states * kept).sum(dim=1) / kept.sum(dim=1)
