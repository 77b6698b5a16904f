"""A function and tasks → its results, worked out in processes that may crash, hang or eat memory at no one's cost.

A worker answers one task with any number of messages. When it dies, is silent for too long, or runs out of memory, the
caller is told which task it was and why, and a new worker takes its place.
"""

from __future__ import annotations

import contextlib
import signal
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, NamedTuple, TypeVar

T = TypeVar("T")
Function = Callable[[Any], Iterable[Any]]
_READY, _ITEM, _END, _MEMORY, _ERROR = "ready", "item", "end", "memory", "error"
_MEGABYTE = 1_000_000
_STARTING = 600.0
_AHEAD = 4


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one task may cost. `seconds`: of silence; `megabytes`: of memory beside what the worker needs to start.

    Memory is limited where the system can do so (Linux); None: no limit.
    """

    seconds: float | None = None
    megabytes: float | None = None


class Failure(NamedTuple):
    """Why a task has no result: `reason` is `died`, `time` or `memory`, `detail` says it in words."""

    reason: str
    detail: str


class Worker(Generic[T]):
    """One process. `setup(*given)` is called in it once and returns the function that answers tasks."""

    def __init__(self, setup: Callable[..., Function], given: tuple[Any, ...], allowance: Allowance) -> None:
        self._make = (setup, given, allowance)
        self._allowance = allowance
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, *self._make), daemon=True)
        self._process.start()
        theirs.close()
        self._ready = False

    def ask(self, task: T) -> Iterator[Any]:
        """Yield the answers to a task as they come, and a Failure as the last one if it cannot be finished."""
        if failure := self.start(task):
            yield failure
            return
        while True:
            deadline = None if self._allowance.seconds is None else self._allowance.seconds
            if not self.pipe.poll(deadline):
                yield self.overdue()
                return
            kind, value = self.receive()
            if kind == _END:
                return
            yield value
            if isinstance(value, Failure):
                return

    def start(self, task: T) -> Failure | None:
        """Hand a task over, once the worker is ready."""
        if not self._ready and not self.pipe.poll(_STARTING):
            return self.overdue()
        try:
            if not self._ready:
                kind, value = self.receive()
                if kind != _READY:
                    return value if isinstance(value, Failure) else Failure("died", "could not start")
                self._ready = True
            self.pipe.send(task)
        except OSError:
            return self._dead()
        return None

    def receive(self) -> tuple[str, Any]:
        """Return the kind and value of the next message; a Failure when the worker is gone. Raises what it raised."""
        try:
            kind, value = self.pipe.recv()
        except (EOFError, OSError):
            return _ITEM, self._dead()
        if kind == _ERROR:
            raise value
        if kind == _MEMORY:
            self.stop()
            return _ITEM, Failure("memory", f"needed more than {self._allowance.megabytes:g} MB of memory")
        return kind, value

    def overdue(self) -> Failure:
        """End a worker that has been silent for too long."""
        self.stop()
        return Failure("time", f"took longer than {self._allowance.seconds:g} seconds")

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.join()
        self.pipe.close()

    def _dead(self) -> Failure:
        self._process.join(5)
        code = self._process.exitcode
        self.stop()
        name = f"exit code {code}"
        if code is not None and code < 0:
            with contextlib.suppress(ValueError):
                name = signal.Signals(-code).name
        return Failure("died", f"ended the process that read it ({name})")


def in_order(
    tasks: Iterable[T], make: Callable[[], Worker[Any]], jobs: int, allowance: Allowance, task_of: Callable[[T], Any]
) -> Generator[tuple[T, Any], None, None]:
    """Yield each task with its one answer, or a Failure, in the order of the tasks; `jobs` workers, a short queue."""
    waiting, idle = iter(tasks), [make() for _ in range(jobs)]
    busy: dict[Connection, tuple[int, T, Worker[Any], float | None]] = {}
    done: dict[int, tuple[T, Any]] = {}
    asked, given, more = 0, 0, True
    try:
        while more or busy or done:
            while more and idle and asked - given < jobs * _AHEAD:
                try:
                    task = next(waiting)
                except StopIteration:
                    more = False
                    break
                worker = idle.pop()
                if failure := worker.start(task_of(task)):
                    done[asked] = (task, failure)
                    idle.append(make())
                else:
                    end = None if allowance.seconds is None else time.monotonic() + allowance.seconds
                    busy[worker.pipe] = (asked, task, worker, end)
                asked += 1
            for number, task, worker, answer in _answers(busy):
                done[number] = (task, answer)
                idle.append(make() if isinstance(answer, Failure) else worker)
            while given in done:
                yield done.pop(given)
                given += 1
    finally:
        for worker in [*idle, *(entry[2] for entry in busy.values())]:
            worker.stop()


def _answers(busy: dict[Connection, tuple[int, T, Worker[Any], float | None]]) -> Iterator[tuple[int, T, Any, Any]]:
    """Wait for the next messages; yield number, task, worker and answer of what is finished, out of `busy`."""
    if not busy:
        return
    ends = [entry[3] for entry in busy.values() if entry[3] is not None]
    ready = wait(list(busy), None if not ends else max(0.0, min(ends) - time.monotonic()))
    for pipe in [p for p in busy if p in ready]:
        number, task, worker, _ = busy.pop(pipe)
        _, answer = worker.receive()
        if not isinstance(answer, Failure):
            worker.receive()  # the end of the answers, which are one
        yield number, task, worker, answer
    for pipe in [p for p, entry in busy.items() if entry[3] is not None and entry[3] <= time.monotonic()]:
        number, task, worker, _ = busy.pop(pipe)
        yield number, task, worker, worker.overdue()


def _serve(pipe: Connection, setup: Callable[..., Function], given: tuple[Any, ...], allowance: Allowance) -> None:
    """Answer tasks until the caller is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        try:
            function = setup(*given)
            _limit(allowance.megabytes)
            pipe.send((_READY, None))
            while True:
                for item in function(pipe.recv()):
                    pipe.send((_ITEM, item))
                pipe.send((_END, None))
        except MemoryError:
            pipe.send((_MEMORY, None))
        except (EOFError, OSError):
            raise
        except Exception as e:
            pipe.send((_ERROR, e))


def _limit(megabytes: float | None) -> None:
    """Let the process have so much memory beside what it has now."""
    if megabytes is None:
        return
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        with open("/proc/self/status", encoding="ascii") as status:
            kilobytes = next(int(line.split()[1]) for line in status if line.startswith("VmData:"))
        most = kilobytes * 1024 + int(megabytes * _MEGABYTE)
        resource.setrlimit(resource.RLIMIT_DATA, (most, resource.getrlimit(resource.RLIMIT_DATA)[1]))
