"""Text from anywhere in, text that a terminal can be shown out: no control characters, no hidden change of direction."""

from __future__ import annotations

import re

# C0 and C1 controls but line feed and tab; embeddings, overrides and isolates, which reorder what stands beside them
# (Unicode TR 9, TR 36); line separators; lone surrogates, which no encoding takes.
_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    """`text` with U+FFFD where a character would steer the terminal or hide what is written; it stays as long."""
    return _UNSHOWN.sub("\ufffd", text)
