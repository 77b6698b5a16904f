"""A file or bytes → documents and issues as `extract` gives them, from a process of its own, part by part.

When a part crashes, hangs or eats memory, it is put aside with the reason, and the rest of its archive is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self, TypeVar

from mithaq.documents.extract import Begun, walk_part
from mithaq.documents.limits import Limits
from mithaq.documents.parts import Part
from mithaq.documents.workers import Allowance, Failure, Function, Worker
from mithaq.model.documents import Document
from mithaq.model.issues import Issue

T = TypeVar("T")
SECONDS, MEGABYTES = 60.0, 1000.0
_HEAD = 1024
_MOST_DEATHS = 20


@dataclass(frozen=True, slots=True)
class Settings:
    """How files are read. `columns`: which column of a table is which field; `keep`: where originals are kept."""

    limits: Limits = field(default_factory=Limits)
    columns: tuple[tuple[str, str], ...] = ()
    keep: Path | None = None
    allowance: Allowance = field(default_factory=lambda: Allowance(SECONDS, MEGABYTES))


class Task(NamedTuple):
    """What to extract: a file, or bytes.

    `known`: fields that are known beside it, with their basis. `done`: the parts in it that were read, or put aside.
    """

    source: Path | bytes
    name: str
    media_type: str = ""
    url: str | None = None
    known: tuple[tuple[str, tuple[str, str]], ...] = ()
    done: frozenset[str] = frozenset()


class _Call(NamedTuple):
    """A function of a module, to be called in the process, and what it is given."""

    function: Callable[..., object]
    given: tuple[object, ...]


class Extractor:
    """A worker that extracts; started when it is first needed, and again when a file has brought it down."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self._worker: Worker[Task | _Call] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        if self._worker is not None:
            self._worker.stop()
            self._worker = None

    def __call__(self, task: Task) -> Iterator[Document | Issue]:
        """Yield what is in a file or in some bytes."""
        begun: list[str] = []
        for _ in range(_MOST_DEATHS):
            failure = None
            before = len(begun)
            for message in self._ask(task._replace(done=frozenset(begun))):
                if isinstance(message, Begun):
                    begun.append(message.name)
                elif isinstance(message, Failure):
                    failure = message
                elif isinstance(message, Document | Issue):
                    yield message
            if failure is None:
                return
            name = begun[-1] if len(begun) > before else task.name
            yield put_aside(name, failure)
            if name == task.name:
                return
        yield put_aside(task.name, Failure("died", f"ended {_MOST_DEATHS} processes; the rest of it was not read"))

    def call(self, function: Callable[..., T], *given: object) -> T | Failure:
        """Return what a function of a module returns in the process, or why it did not. Raises what it raises."""
        answers = list(self._ask(_Call(function, given)))
        return answers[-1]  # type: ignore[return-value]

    def _ask(self, task: Task | _Call) -> Iterator[object]:
        worker = self._worker = self._worker or Worker(_prepare, (self.settings,), self.settings.allowance)
        finished = False
        try:
            for message in worker.ask(task):
                if isinstance(message, Failure):
                    self._worker = None
                yield message
            finished = True
        finally:
            if not finished:  # nobody listens to the rest of its answers
                self.close()


def put_aside(name: str, failure: Failure) -> Issue:
    """Return the issue for a document that its worker did not survive."""
    hints = {
        "time": "raise the limit (--timeout SECONDS), or leave it out",
        "memory": "raise the limit (--memory MB), or leave it out",
        "died": "save its text as .txt; please report it with the file",
    }
    return Issue("X002", f"{name} was put aside: it {failure.detail}", name, hint=hints[failure.reason])


def _prepare(settings: Settings) -> Function:
    """Return what answers tasks inside the worker."""
    columns = dict(settings.columns)

    def answer(task: Task | _Call) -> Iterator[object]:
        if isinstance(task, _Call):
            yield task.function(*task.given)
            return
        with BytesIO(task.source) if isinstance(task.source, bytes) else task.source.open("rb") as stream:
            head = stream.read(_HEAD)
            stream.seek(0)
            part = Part(task.name, stream, task.media_type, task.url, dict(task.known), columns, head=head)
            yield from walk_part(part, settings.limits, settings.keep, task.done)

    return answer
