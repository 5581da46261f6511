"""A claim and its statements in, which of them says best what the claim is about out."""

from __future__ import annotations

from collections.abc import Mapping

from pantau.collate.brief.desk import Desk
from pantau.collate.moments import order
from pantau.model.picture import Claim, StatementRow
from pantau.model.vector import centre_all, cosine_matrix

PLAIN_STANCES = {"deny", "confirm", "decline", "unconfirmed"}
"""Acts that take a stance by their very words."""
DIRECTNESS = {"own words": 0, "paraphrase": 1, "account": 2, "summary": 3}
STEP = 200
"""So much more similarity (cosine, per mille) makes up for one degree of directness. Compared by eye on the sample:
with 50 an account by others took the place of what the speaker says; with 1000, which leaves similarity out, an aside
took the place of a demand about the claim."""
SHORTEST = 15
"""Characters below which words ("disagrees", "kept silent") say too little alone."""


class Relevance:
    """Which statements of one claim say best what it is about."""

    def __init__(self, claim: Claim, desk: Desk) -> None:
        rows = [desk.statements[name] for name in claim.statements if name in desk.statements]
        self._near = _similarities(claim.text, rows)
        self._figures = {(value.value, value.low, value.high, value.unit) for value in claim.values}

    def key(self, row: StatementRow) -> tuple[object, ...]:
        """Sorts first what takes its stance plainly, gives the claim's figure, is near to it and direct, and early."""
        statement = row.statement
        figures = {(q.value, q.low, q.high, q.unit) for q in statement.quantities}
        direct = DIRECTNESS[statement.directness]
        return (
            len(statement.words) < SHORTEST,
            statement.act not in PLAIN_STANCES,
            bool(self._figures) and not figures & self._figures,
            direct - self._near.get(row.id, 0) // STEP,
            direct,
            order(row.since),
            row.report,
            row.id,
        )


def _similarities(text: str, rows: list[StatementRow]) -> Mapping[str, int]:
    """Similarity of each statement with the one that words the claim; nothing where that one has no vector."""
    with_vectors = [row for row in rows if row.statement.vector is not None]
    wording = next((place for place, row in enumerate(with_vectors) if row.statement.words == text), None)
    if wording is None:
        return {}
    centred = centre_all([row.statement.vector or b"" for row in with_vectors], "sentence")
    near = cosine_matrix(centred[wording : wording + 1], centred)[0]
    return {row.id: int(value) for row, value in zip(with_vectors, near, strict=True)}
