"""A place to look in, captures out: files, folders, archives, feeds and addresses, each read or refused by name."""

from __future__ import annotations

from pantau.collect.collecting import Options, collect, count_inputs
from pantau.collect.formats import FORMATS, Format, Parser
from pantau.collect.material import Material
from pantau.collect.remote import Fetching, Outcome
from pantau.collect.values import CollectRequest, Limits, Pointer, Refusal

__all__ = [
    "FORMATS",
    "CollectRequest",
    "Fetching",
    "Format",
    "Limits",
    "Material",
    "Options",
    "Outcome",
    "Parser",
    "Pointer",
    "Refusal",
    "collect",
    "count_inputs",
]
