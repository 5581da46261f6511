"""Work in, results out in the same order: the contract of the queues that exploiting workers take from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, Protocol, TypeVar

Job = TypeVar("Job", contravariant=True)
Result = TypeVar("Result", covariant=True)
Other = TypeVar("Other")


class Settled(NamedTuple, Generic[Other]):
    """Stands among jobs for what needs no work: its result comes in its turn."""

    result: Other


class WorkQueue(Protocol[Job, Result]):
    """Runs one function over many jobs, perhaps elsewhere."""

    def run(self, jobs: Iterable[Job | Settled[Other]]) -> Iterator[Result | Other]:
        """Yield a result for each job, in the order of the jobs; takes jobs only as fast as results are fetched."""
        ...
