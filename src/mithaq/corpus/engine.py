"""What any engine is: a job and shards → an outcome for each, as they come; engines may differ in nothing but speed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from mithaq.corpus.shards import Shard
from mithaq.corpus.work import Job

MOST_DEATHS = 20  # of workers over one shard in one run, before the shard is given up


class Outcome(NamedTuple):
    """`event`: `done`, `died` (a worker was lost; the shard is tried again) or `failed` (given up in this run)."""

    event: str
    shard: Shard
    summary: Mapping[str, Any] | None = None
    seconds: float = 0.0
    cpu: float = 0.0
    memory: float = 0.0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Workers:
    """How many there are and what they may use. `memory`: megabytes of one; above half of it a worker is replaced when
    its shard is done, above all of it at once. `scheduler`: address of a Dask scheduler, None for our own workers."""

    jobs: int = 1
    memory: float = 2000.0
    scheduler: str | None = None


Engine = Callable[[Job, Sequence[Shard], Workers], Iterator[Outcome]]
