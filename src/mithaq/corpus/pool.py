"""A job and shards → outcomes, on processes of this machine, each with a pipe of its own.

The pools of the standard library stop altogether when one process dies, and take the others' work with them; here the
loss of a process costs the shard that it had in hand, which is tried again.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import sys
import time
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from types import FrameType
from typing import Any

from mithaq.corpus.engine import MOST_DEATHS, Outcome, Workers
from mithaq.corpus.shards import Shard
from mithaq.corpus.work import Job, read_shard
from mithaq.model.errors import MithaqError

_WATCH = 0.5  # seconds between looks at the memory
_FREE = 3.0  # seconds that a process gets to end by itself
_MB = 1 << 20
_MAX_RSS = 1 if sys.platform == "darwin" else 1024  # what ru_maxrss counts in


class _Worker:
    """One process and the shard it has in hand."""

    def __init__(self, job: Job) -> None:
        spawn = get_context("spawn")
        self.pipe, there = spawn.Pipe()
        self.process: SpawnProcess = spawn.Process(target=_serve, args=(there, job), daemon=True)
        self.process.start()
        there.close()
        self.shard: Shard | None = None
        self.begun = 0.0
        self.note = ""

    def give(self, shard: Shard) -> None:
        self.shard, self.begun = shard, time.perf_counter()
        with contextlib.suppress(BrokenPipeError, OSError):  # it has died; the loop will see
            self.pipe.send(shard)

    def end(self) -> None:
        """Let an idle process go; stop one that does not."""
        with contextlib.suppress(OSError):
            self.pipe.close()
        self.process.join(_FREE)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


def run(job: Job, shards: Sequence[Shard], workers: Workers) -> Iterator[Outcome]:
    """Read the shards; each ends as `done` or `failed`."""
    waiting = deque(shards)
    deaths: Counter[str] = Counter()
    crew: list[_Worker] = []
    try:
        while waiting or any(worker.shard for worker in crew):
            while waiting and len(crew) < workers.jobs:
                crew.append(_Worker(job))
            for worker in crew:
                if worker.shard is None and waiting:
                    worker.give(waiting.popleft())
            for worker in _ready(crew, workers):
                outcome = _outcome(worker, deaths)
                if outcome.event == "died":
                    waiting.appendleft(outcome.shard)
                if outcome.event != "done" or outcome.memory > workers.memory / 2:
                    crew.remove(worker)
                    worker.end()
                yield outcome
    finally:
        for worker in crew:
            worker.process.terminate() if worker.shard else None
        for worker in crew:
            worker.end()


def _ready(crew: Sequence[_Worker], workers: Workers) -> list[_Worker]:
    """Return those that have answered or died; end those that use too much memory."""
    busy = {worker.pipe: worker for worker in crew if worker.shard}
    found = wait(list(busy), timeout=_WATCH)
    for worker in busy.values():
        if (used := _memory(worker.process.pid)) > workers.memory:
            worker.note = f"it used {used:.0f} MB; the limit is {workers.memory:.0f} MB"
            worker.process.kill()
    return [busy[pipe] for pipe in found]  # type: ignore[index]


def _outcome(worker: _Worker, deaths: Counter[str]) -> Outcome:
    shard = worker.shard
    assert shard is not None
    took = time.perf_counter() - worker.begun
    try:
        told = worker.pipe.recv()
    except (EOFError, OSError):
        worker.process.join(_FREE)
        deaths[shard.name] += 1
        note = worker.note or f"the process ended with {_how(worker.process.exitcode)}"
        if deaths[shard.name] >= MOST_DEATHS:
            return Outcome("failed", shard, note=f"{note}; given up after {MOST_DEATHS} tries")
        return Outcome("died", shard, seconds=took, note=note)
    worker.shard = None
    if "wrong" in told:
        raise MithaqError(told["wrong"])
    if "fault" in told:
        return Outcome("failed", shard, seconds=took, note=told["fault"])
    return Outcome("done", shard, told["summary"], took, told["cpu"], told["memory"])


def _how(code: int | None) -> str:
    if code is not None and code < 0:
        return f"signal {signal.Signals(-code).name}"
    return f"exit code {code}"


def _memory(process: int | None) -> float:
    """Return the megabytes that a process holds now; 0 where that cannot be seen."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / _MB
    except (OSError, IndexError, ValueError):
        return 0.0


def _serve(pipe: Connection, job: Job) -> None:
    """Read what comes through the pipe until it closes."""
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    while True:
        try:
            shard = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send(_told(job, shard))


def _told(job: Job, shard: Shard) -> dict[str, Any]:
    begun = time.process_time()
    try:
        summary = read_shard(job, shard)
    except MithaqError as e:
        return {"wrong": str(e)}
    except Exception as e:
        return {"fault": f"{type(e).__name__}: {e}"}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _MAX_RSS / _MB
    return {"summary": summary, "cpu": time.process_time() - begun, "memory": _memory(os.getpid()) or peak}


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(0)
