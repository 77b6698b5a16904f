"""A corpus is read whole and once, the same to the byte: whatever the engine, the number of workers, and who dies."""

from __future__ import annotations

import json
import os
import random
import signal
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psutil
import pytest
from tests.corpus.making import jsonl, manifest, prints, text
from tests.corpus.readers import DeadlyReader, SlowReader
from tests.fake import FakeReader

from mithaq.corpus.engine import Workers
from mithaq.corpus.ledger import Ledger, entries
from mithaq.corpus.run import Ran, finished, read_corpus, status
from mithaq.corpus.tables import read_back, read_rows
from mithaq.corpus.work import Job
from mithaq.model.errors import MithaqError


def corpus(folder: Path, count: int = 40, special: dict[int, str] | None = None, shard: float = 0.004) -> Path:
    folder.mkdir(exist_ok=True)
    texts = [text(i, (special or {}).get(i, "")) for i in range(count)]
    jsonl(folder / "a.jsonl", texts[: count // 2])
    jsonl(folder / "b.jsonl", texts[count // 2 :], first=count // 2)
    return manifest(folder, shard)


def run(path: Path, out: Path, reader: Any = FakeReader, jobs: int = 1, engine: str = "pool", **more: Any) -> Ran:
    job = Job(out, gate=False, reader=reader, **more)
    return read_corpus(path, job, Workers(jobs), engine)


def documents(out: Path) -> list[str]:
    return [row["id"] for folder in finished(out) for row in read_rows(folder, "documents")]


def issues(out: Path) -> list[tuple[str, str]]:
    return [(r["code"], r["message"]) for folder in finished(out) for r in read_rows(folder, "issues")]


def test_two_workers_and_dask_write_the_same_bytes_as_one(tmp_path: Path) -> None:
    path = corpus(tmp_path / "in")
    one = run(path, tmp_path / "one")
    assert (one.done, one.counts["pages"], one.counts["read"], one.counts["claims"]) == (
        len(prints(tmp_path / "one")) // 4,
        40,
        40,
        40,
    )
    run(path, tmp_path / "two", jobs=2)
    pytest.importorskip("distributed")
    run(path, tmp_path / "dask", jobs=2, engine="dask")
    assert prints(tmp_path / "one") == prints(tmp_path / "two") == prints(tmp_path / "dask")
    assert len(documents(tmp_path / "one")) == len(set(documents(tmp_path / "one"))) == 40


def test_a_second_run_does_nothing_and_a_third_what_is_missing(tmp_path: Path) -> None:
    path, out = corpus(tmp_path / "in"), tmp_path / "out"
    first = run(path, out)
    before = prints(out)
    again = run(path, out)
    assert (again.done, again.found) == (0, first.done)
    lost = sorted(finished(out))[1]
    for file in lost.iterdir():
        file.unlink()
    lost.rmdir()
    third = run(path, out)
    assert (third.done, third.found) == (1, first.done - 1)
    assert prints(out) == before
    assert not list((out / "running").iterdir())


def test_a_shard_whose_worker_died_is_tried_again(tmp_path: Path) -> None:
    once = tmp_path / "once"
    path = corpus(tmp_path / "in", special={7: f"DIES ONCE {once}", 30: f"DIES ONCE {once}2"})
    ran = run(path, tmp_path / "out", DeadlyReader, jobs=2)
    assert (ran.deaths, ran.failed, ran.counts["read"]) == (2, [], 40)
    run(path, tmp_path / "calm", DeadlyReader)
    assert prints(tmp_path / "out") == prints(tmp_path / "calm")
    notes = [event["note"] for event in Ledger(tmp_path / "out" / "ledger.jsonl").entries() if event["event"] == "died"]
    assert notes == ["the process ended with signal SIGKILL"] * 2


@pytest.mark.parametrize("engine", ["pool", "dask"])
def test_a_document_that_kills_twice_is_put_aside_and_the_rest_goes_on(tmp_path: Path, engine: str) -> None:
    pytest.importorskip("distributed")
    path = corpus(tmp_path / "in", 20, {7: "DIES ALWAYS"})
    ran = run(path, tmp_path / "out", DeadlyReader, engine=engine)
    assert (ran.counts["quarantined"], ran.counts["read"], ran.failed) == (1, 19, [])
    [(code, message)] = issues(tmp_path / "out")
    assert code == "X002"
    assert message.startswith("a-7 (byte ") and message.endswith("was left out: its process died, twice")
    assert "a-7" not in documents(tmp_path / "out")
    assert not list((tmp_path / "out" / "running").iterdir())


def test_a_document_that_hangs_is_put_aside_with_its_reason(tmp_path: Path) -> None:
    path = corpus(tmp_path / "in", 10, {3: "HANGS"})
    ran = run(path, tmp_path / "out", DeadlyReader, seconds=1.0)
    assert (ran.counts["quarantined"], ran.counts["read"], ran.deaths) == (1, 9, 2)
    assert issues(tmp_path / "out")[0][1].endswith("it took too long, twice")


def test_a_fault_of_the_reader_costs_the_document_only(tmp_path: Path) -> None:
    path = corpus(tmp_path / "in", 10, {3: "RAISES"})
    ran = run(path, tmp_path / "out", DeadlyReader)
    assert (ran.counts["failed"], ran.counts["read"], ran.deaths) == (1, 9, 0)
    assert [code for code, _ in issues(tmp_path / "out")] == ["X001"]


def test_workers_killed_at_random_lose_and_double_nothing(tmp_path: Path) -> None:
    path = corpus(tmp_path / "in", 200, shard=0.02)
    run(path, tmp_path / "calm", SlowReader)
    stop = threading.Event()
    killed = threading.Thread(target=kill, args=(stop, random.Random(4), 6))
    killed.start()
    try:
        ran = run(path, tmp_path / "wild", SlowReader, jobs=2)
    finally:
        stop.set()
        killed.join()
    assert ran.deaths > 0
    assert ran.failed == []
    assert prints(tmp_path / "wild") == prints(tmp_path / "calm")


def kill(stop: threading.Event, chance: random.Random, most: int) -> None:
    """Kill workers of this process now and then, a bounded number of times."""
    while most and not stop.wait(chance.uniform(0.3, 0.9)):
        busy = [c for c in psutil.Process().children() if "spawn_main" in " ".join(safely(c))]
        if busy:
            with_signal(chance.choice(busy))
            most -= 1


def safely(process: psutil.Process) -> Sequence[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return ()


def with_signal(process: psutil.Process) -> None:
    try:
        os.kill(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        time.sleep(0)


def test_what_another_version_read_is_not_mixed_in(tmp_path: Path) -> None:
    path = corpus(tmp_path / "in", 6)
    run(path, tmp_path / "out")

    class Newer(FakeReader):
        version = "fake-2"

    with pytest.raises(MithaqError, match="another version"):
        run(path, tmp_path / "out", Newer)
    with pytest.raises(MithaqError, match="another gate"):
        read_corpus(path, Job(tmp_path / "out", gate=True, reader=FakeReader), Workers())
    with pytest.raises(MithaqError, match="no folder of a corpus"):
        status(tmp_path)


def test_the_ledger_survives_a_torn_line(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.jsonl")
    ledger.note("done", shard="a")
    with (tmp_path / "ledger.jsonl").open("ab") as stream:
        stream.write(b'{"event": "do')
    ledger.note("done", shard="b")
    assert [event["shard"] for event in ledger.entries()] == ["a", "b"]
    assert entries(tmp_path / "none.jsonl") == []


def test_the_tables_give_back_what_was_read(tmp_path: Path) -> None:
    path = corpus(tmp_path / "in", 6)
    run(path, tmp_path / "out")
    lines = [json.loads(line) for line in (tmp_path / "in" / "a.jsonl").read_text().splitlines()]
    back = [read for folder in finished(tmp_path / "out") for read in read_back(folder)]
    assert [read.document.text for read in back][:3] == [line["text"] for line in lines]
    for read in back:
        [claim] = read.reading.claims
        assert claim == FakeReader()(read.document).claims[0]
        assert claim.evidence[0].text == read.document.text[slice(*claim.evidence[0].span)]


def test_status_counts_what_is_there(tmp_path: Path) -> None:
    path = corpus(tmp_path / "in", 20, {7: "DIES ALWAYS"})
    ran = run(path, tmp_path / "out", DeadlyReader)
    found = status(tmp_path / "out")
    assert (found["done"], found["shards"], found["deaths"]) == (ran.done, ran.done, 2)
    assert found["counts"] == {"pages": 20, "read": 19, "claims": 19, "failed": 0, "quarantined": 1}
    assert found["failed"] == {}
