"""Words on the command line in, calls of the main path and lines on the terminal out."""

from __future__ import annotations

from pantau.cli.app import main

__all__ = ["main"]
