"""Documents that crash, hang or eat memory cost themselves only: in opening and in reading, alone and in archives."""

from __future__ import annotations

import os
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mithaq.documents import read_path
from mithaq.documents.guarded import Extractor, Settings, Task
from mithaq.documents.workers import Allowance, Failure, Worker, in_order
from mithaq.model.documents import Document
from mithaq.model.errors import KnowledgeError
from mithaq.model.issues import Issue
from mithaq.model.readings import Reading
from mithaq.pipeline import Options, read_paths
from mithaq.register import Register

LINUX = sys.platform.startswith("linux")


def obey(order: str) -> Iterator[str]:
    """Do what a task says."""
    if order == "die":
        os.kill(os.getpid(), 9)
    if order == "leave":
        os._exit(7)
    if order == "hang":
        time.sleep(600)
    if order == "eat":
        bytearray(2_000_000_000)
    if order == "wrong":
        raise KnowledgeError("a fault of the knowledge")
    yield order.upper()


def setup() -> Callable[[str], Iterator[str]]:
    return obey


def reader(document: Document) -> Reading:
    """A reader that does what the document says."""
    next(obey(document.text.strip()))
    return Reading(language="en")


def test_each_task_has_its_answer_in_order_whatever_the_others_do() -> None:
    allowance = Allowance(seconds=1.0, megabytes=300)
    tasks = ["a", "die", "b", "hang", "c", "leave", "d"] + (["eat"] if LINUX else []) + ["e"]
    found = list(in_order(tasks, lambda: Worker(setup, (), allowance), 2, allowance, lambda task: task))
    assert [task for task, _ in found] == tasks
    reasons = {task: answer.reason for task, answer in found if isinstance(answer, Failure)}
    assert reasons == {"die": "died", "leave": "died", "hang": "time"} | ({"eat": "memory"} if LINUX else {})
    assert [answer for _, answer in found if not isinstance(answer, Failure)] == ["A", "B", "C", "D", "E"]
    details = [answer.detail for _, answer in found if isinstance(answer, Failure)]
    assert "SIGKILL" in details[0] and "longer than 1 seconds" in details[1] and "exit code 7" in details[2]


def test_a_fault_of_the_knowledge_stops_the_run() -> None:
    with pytest.raises(KnowledgeError):
        list(in_order(["a", "wrong"], lambda: Worker(setup, (), Allowance()), 1, Allowance(), lambda task: task))


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_run_goes_on_past_documents_that_end_its_reading_processes(tmp_path: Path, jobs: int) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    for name, order in {"a": "well", "b": "die", "c": "well 2", "d": "hang", "e": "well 3"}.items():
        (folder / f"{name}.txt").write_text(order)
    with Register(str(tmp_path / "r.db")) as register:
        outcome = read_paths([folder], register, reader, Options("v", jobs, timeout=1.0))
        assert outcome.read == 3 and outcome.failed == 2
        assert [(i.code, i.document) for i in outcome.issues] == [("X002", "b.txt"), ("X002", "d.txt")]
        assert [d.id for d in register.documents()] == ["a.txt", "c.txt", "e.txt"]
        assert {i.code for i in register.issues()} == {"X002"}


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that makes the worker's `mithaq.documents.docx` do what a .docx says."""
    package = tmp_path / "hostile"
    package.mkdir()
    lines = [
        "import os, time",
        "from mithaq.documents import docx",
        "def read(part, limits):",
        "    order = part.read(limits).split()[-1]",
        "    if order == b'die': os.kill(os.getpid(), 11)",
        "    if order == b'hang': time.sleep(600)",
        "    if order == b'eat': bytearray(2_000_000_000)",
        "    from mithaq.documents import plain",
        "    import io, dataclasses",
        "    yield from plain.read(dataclasses.replace(part, stream=io.BytesIO(order)), limits)",
        "docx.read = read",
    ]
    (package / "sitecustomize.py").write_text("\n".join(lines))
    monkeypatch.setenv("PYTHONPATH", f"{package}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    return tmp_path


def test_files_and_members_that_end_the_opening_process_are_put_aside(hostile: Path) -> None:
    folder = hostile / "docs"
    folder.mkdir()
    orders = {"a": "die", "b": "one", "c": "hang", "e": "two"} | ({"d": "eat"} if LINUX else {})
    with zipfile.ZipFile(folder / "m.zip", "w") as archive:
        for name, order in orders.items():
            archive.writestr(f"{name}.docx", f"PK {order}")
    (folder / "k.docx").write_bytes(b"PK die")
    (folder / "z.txt").write_text("the rest")
    settings = Settings(allowance=Allowance(seconds=3.0, megabytes=500))
    with Extractor(settings) as extractor:
        found = list(read_path(folder, extractor=extractor))
    assert [d.id for d in found if isinstance(d, Document)] == ["m.zip/b.docx", "m.zip/e.docx", "z.txt"]
    put_aside = {i.document: i.message for i in found if isinstance(i, Issue)}
    assert set(put_aside) == {"k.docx", "m.zip/a.docx", "m.zip/c.docx"} | ({"m.zip/d.docx"} if LINUX else set())
    assert "SIGSEGV" in put_aside["k.docx"] and "longer than 3 seconds" in put_aside["m.zip/c.docx"]
    if LINUX:
        assert "500 MB of memory" in put_aside["m.zip/d.docx"]


def test_an_extractor_that_nobody_listens_to_any_longer_can_be_asked_again(tmp_path: Path) -> None:
    rows = "id,text\n" + "".join(f"{i},text {i}\n" for i in range(2000))
    with Extractor() as extractor:
        first = next(extractor(Task(rows.encode(), "a.csv")))
        assert isinstance(first, Document) and first.id == "0"
        assert len(list(extractor(Task(rows.encode(), "a.csv")))) == 2000
