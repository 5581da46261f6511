"""The settings in; whether the language model answers, what it cost today and what was refused of its answers, out."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import msgspec

from pantau.cli.shared import opened
from pantau.config import Settings
from pantau.errors import SettingInvalid
from pantau.model.base import Value
from pantau.model.envelope import read_envelope
from pantau.model.report import Exploitation
from pantau.node import JOURNAL_FILE, Node, asks_model, model_budget, model_fault, model_key, model_reach


class ModelState(Value, frozen=True, kw_only=True):
    """What `doctor` shows by name; `problem`: a setting is not in order, `fault`: the service does not answer."""

    rows: dict[str, Any] = msgspec.field(default_factory=dict)
    problem: str = ""
    fault: str = ""


def model_state(home: Path, settings: Settings) -> ModelState:
    """How the language model stands; asking the service costs no tokens."""
    try:
        if not asks_model(settings):
            return ModelState(rows={"state": "off: the built-in extractor finds the statements"})
        model_reach(settings)
        fault = model_fault(settings)
        key = "given" if model_key(settings) else "none"
    except SettingInvalid as error:
        return ModelState(rows={"state": f"not in order: {error}"}, problem=str(error))
    spent = model_budget(settings).spent()
    rows: dict[str, Any] = {
        "state": f"not reachable: {fault}" if fault else "reachable",
        "key": key,
        "today": f"{spent.requests:,} requests, {spent.tokens:,} tokens",
    }
    if (home / JOURNAL_FILE).exists():
        with opened(home) as node:
            rows |= {f"refused, {reason}": number for reason, number in sorted(_refused(node).items())}
    return ModelState(rows=rows, fault=fault)


def _refused(node: Node) -> Counter[str]:
    """What the pages did not bear out of the model's answers, in all runs that the journal holds."""
    counts: Counter[str] = Counter()
    for entry in node.parts.store.reader().entries(kind="exploitation"):
        body = read_envelope(entry.data).held().body
        if isinstance(body, Exploitation):
            counts.update(body.refused)
    return counts
