"""Objects in, the picture that follows from them out: one function of the set, whatever the order of arrival."""

from __future__ import annotations
