"""How a statement or a party stands to a claim, and how the claim stands."""

from __future__ import annotations

from typing import Literal

Stance = Literal["affirms", "denies", "open"]
Status = Literal["contested", "uncontested", "confirmed"]
