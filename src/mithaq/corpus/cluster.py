"""A job and shards → outcomes, on Dask: workers of a cluster, or of this machine when no scheduler is named.

All workers must see the output folder and the archives under the same paths, and should run one thread each: a page's
clock is its process's own.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from mithaq.corpus.engine import MOST_DEATHS, Outcome, Workers
from mithaq.corpus.shards import Shard
from mithaq.corpus.work import Job, read_shard
from mithaq.model.errors import MithaqError

_AHEAD = 500  # shards that the scheduler knows of at one time


def run(job: Job, shards: Sequence[Shard], workers: Workers) -> Iterator[Outcome]:
    """Read the shards; each ends as `done` or `failed`."""
    dask, distributed = _needed()
    settings = {"distributed.scheduler.allowed-failures": MOST_DEATHS, "distributed.worker.daemon": True}
    with dask.config.set(settings), _client(distributed, workers) as client:
        waiting = iter(shards)
        futures: dict[Any, Shard] = {}
        deaths: Counter[str] = Counter()
        done = distributed.as_completed()

        def give(shard: Shard) -> None:
            future = client.submit(_timed, job, shard, pure=False, key=f"{shard.name}-{deaths[shard.name]}")
            futures[future] = shard
            done.add(future)

        for shard in islice(waiting, _AHEAD):
            give(shard)
        for future in done:
            shard = futures.pop(future)
            outcome = _outcome(future, shard, deaths, distributed.KilledWorker)
            yield outcome
            if outcome.event == "died":
                give(shard)
            elif (following := next(waiting, None)) is not None:
                give(following)


def _needed() -> tuple[Any, Any]:
    try:
        import dask
        import distributed
    except ImportError as e:
        raise MithaqError("this engine needs dask and distributed: pip install 'mithaq[corpus]'") from e
    return dask, distributed


def _client(distributed: Any, workers: Workers) -> Any:
    if workers.scheduler:
        try:
            return distributed.Client(workers.scheduler, timeout="20s")
        except OSError as e:
            raise MithaqError(f"no Dask scheduler answers at {workers.scheduler}: {e}") from e
    limit = int(workers.memory * 1_000_000)
    return distributed.Client(
        n_workers=workers.jobs, threads_per_worker=1, memory_limit=limit, dashboard_address=None, host="127.0.0.1"
    )


def _outcome(future: Any, shard: Shard, deaths: Counter[str], killed: type[Exception]) -> Outcome:
    error = future.exception()
    if error is None:
        told = future.result()
        return Outcome("done", shard, told["summary"], told["seconds"], told["cpu"])
    if isinstance(error, killed):
        deaths[shard.name] += 1
        event = "failed" if deaths[shard.name] >= MOST_DEATHS else "died"
        return Outcome(event, shard, note="its workers were lost")
    if isinstance(error, MithaqError):
        raise error
    return Outcome("failed", shard, note=f"{type(error).__name__}: {error}")


def _timed(job: Job, shard: Shard) -> dict[str, Any]:
    begun, used = time.perf_counter(), time.process_time()
    summary = read_shard(job, shard)
    return {"summary": summary, "seconds": time.perf_counter() - begun, "cpu": time.process_time() - used}
