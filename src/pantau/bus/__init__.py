"""Work in, results out in the same order: the contract of the queues that exploiting workers take from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

Job = TypeVar("Job", contravariant=True)
Result = TypeVar("Result", covariant=True)


class WorkQueue(Protocol[Job, Result]):
    """Runs one function over many jobs, perhaps elsewhere."""

    def run(self, jobs: Iterable[Job]) -> Iterator[Result]:
        """Yield a result for each job, in the order of the jobs; takes jobs only as fast as results are fetched."""
        ...
