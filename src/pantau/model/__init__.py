"""The nouns: frozen, typed values without I/O, from a report's bytes to the picture that follows from them."""

from __future__ import annotations
