"""Pantau: reports in, attributed statements, claims and a picture out, each object only where its label releases it."""

from __future__ import annotations

__version__ = "0.1.0"
