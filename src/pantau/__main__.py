"""`python -m pantau` is the command `pantau`."""

from __future__ import annotations

from pantau.cli import main

main()
