"""Reports that were exploited again in, a line each and how many were left out: what `ingest` and `rebuild` share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec

from pantau.cli.output import say, say_json
from pantau.rerun import Renewed, Undone


def tell_renewed(outcomes: Iterator[Renewed | Undone], *, as_json: bool) -> int:
    """Tell of every report as it is done, then how many there were; returns how many keep what they had."""
    counts: Counter[str] = Counter()
    for outcome in outcomes:
        counts[type(outcome).__name__] += 1
        if as_json:
            say_json({"outcome": type(outcome).__name__.lower(), **msgspec.structs.asdict(outcome)})
        else:
            say(_line(outcome), err=isinstance(outcome, Undone))
    undone = counts["Undone"]
    if not as_json:
        rest = (
            f", {undone} keep the statements they have: `pantau rebuild --exploit` goes on" if undone else ""
        )
        say(f"{counts['Renewed']} exploited again{rest}.")
    return undone


def _line(outcome: Renewed | Undone) -> str:
    if isinstance(outcome, Undone):
        return f"undone   {outcome.location}: {outcome.reason}"
    marks = [f"{outcome.kept} of them built-in"] if outcome.kept else []
    marks += [f"refused {number}: {reason}" for reason, number in outcome.refused.items()]
    notes = f" ({'; '.join(marks)})" if marks else ""
    return f"again    {outcome.location}: {outcome.statements} statements{notes}"
