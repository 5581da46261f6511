"""Objects that take others back in, one by one; whether an object still counts out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


class Undoing:
    """Which objects take which back. Only the same originator does, and one that is itself taken back does not."""

    def __init__(self) -> None:
        self._originators: dict[str, str] = {}
        self._targets: dict[str, tuple[str, ...]] = {}
        self._undos: dict[str, set[str]] = defaultdict(set)

    def put(self, name: str, originator: str, targets: Iterable[str]) -> None:
        """Take in an object that takes `targets` back."""
        self._originators[name] = originator
        self._targets[name] = tuple(targets)
        for target in self._targets[name]:
            self._undos[target].add(name)

    def drop(self, name: str) -> None:
        """Forget it, if it is held."""
        self._originators.pop(name, None)
        for target in self._targets.pop(name, ()):
            self._undos[target].discard(name)

    def counts(self, name: str, originator: str) -> bool:
        """Whether nobody of the same originator takes the object back."""
        return self._counts(name, originator, frozenset())

    def _counts(self, name: str, originator: str, above: frozenset[str]) -> bool:
        """`above` ends a circle, which digests as ids rule out."""
        return not any(
            self._originators[undo] == originator and self._counts(undo, originator, above | {name})
            for undo in self._undos.get(name, ())
            if undo not in above
        )
