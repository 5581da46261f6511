"""A picture or a brief that the gate has released in, the formats that leave out."""

from __future__ import annotations
