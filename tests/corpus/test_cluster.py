"""A corpus read by a Dask cluster that was started by command: the same bytes as one worker of our own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.corpus.making import jsonl, manifest, prints, text
from tests.fake import FakeReader

from mithaq.corpus.engine import Workers
from mithaq.corpus.run import read_corpus
from mithaq.corpus.work import Job
from mithaq.model.errors import MithaqError

pytest.importorskip("distributed")
ROOT = Path(__file__).parents[2]
DASK = Path(sys.executable).with_name("dask")
WAIT = 120.0


@contextmanager
def started(*arguments: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run `dask …` with the code and the readers of these tests; end it in any case."""
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT), os.environ.get("PYTHONPATH", "")])
    how = os.environ | {"PYTHONPATH": paths}
    with (folder / f"{arguments[0]}.log").open("wb") as log:
        process = subprocess.Popen([DASK, *arguments], env=how, cwd=folder, stdout=log, stderr=log)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def address_in(path: Path, process: subprocess.Popen[bytes]) -> str:
    """Wait for the file in which a scheduler says where it listens."""
    import json

    end = time.monotonic() + WAIT
    while time.monotonic() < end and process.poll() is None:
        if path.exists() and path.read_text():
            return str(json.loads(path.read_text())["address"])
        time.sleep(0.2)
    raise AssertionError(f"no scheduler: {[p.read_text() for p in path.parent.glob('*.log')]}")


@pytest.mark.skipif(not DASK.exists(), reason="dask is not installed beside this Python")
def test_a_cluster_of_processes_writes_the_bytes_of_one_worker(tmp_path: Path) -> None:
    jsonl(tmp_path / "a.jsonl", [text(i) for i in range(60)])
    path, said = manifest(tmp_path, 0.004), tmp_path / "scheduler.json"
    job = Job(tmp_path / "one", gate=False, reader=FakeReader)
    one = read_corpus(path, job, Workers(1), "pool")
    where = ("--host", "127.0.0.1", "--no-dashboard")
    with started("scheduler", *where, "--port", "0", "--scheduler-file", str(said), folder=tmp_path) as scheduler:
        address = address_in(said, scheduler)
        with started("worker", address, *where, "--nthreads", "1", "--nworkers", "2", folder=tmp_path):
            many = Job(tmp_path / "many", gate=False, reader=FakeReader)
            ran = read_corpus(path, many, Workers(1, scheduler=address), "dask")
    assert ran.done == one.done > 3 and ran.counts == one.counts
    assert prints(tmp_path / "one") == prints(tmp_path / "many") != {}


def test_no_scheduler_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import distributed

    def refuse(*given: object, **more: object) -> None:
        raise OSError("timed out")

    monkeypatch.setattr(distributed, "Client", refuse)
    jsonl(tmp_path / "a.jsonl", [text(1)])
    job = Job(tmp_path / "out", gate=False, reader=FakeReader)
    with pytest.raises(MithaqError, match=r"no Dask scheduler answers at tcp://127.0.0.1:1"):
        read_corpus(manifest(tmp_path), job, Workers(1, scheduler="tcp://127.0.0.1:1"), "dask")
