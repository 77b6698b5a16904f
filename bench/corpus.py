"""A manifest → documents a second, by stage and by number of workers; the memory over time; what killing workers costs.

    python bench/generate_corpus.py --documents 20000 --out /var/tmp/corpus
    python bench/corpus.py /var/tmp/corpus/manifest.yml --stages
    python bench/corpus.py /var/tmp/corpus/manifest.yml --jobs 1 --jobs 2 --kill 8

Each run reads into a folder of its own; all must come out the same to the byte, the one with kills too.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import resource
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil

from mithaq.corpus.engine import Workers
from mithaq.corpus.ledger import Ledger
from mithaq.corpus.manifest import load_manifest
from mithaq.corpus.pages import Page, extracted, pages, rough_text
from mithaq.corpus.run import read_corpus
from mithaq.corpus.shards import shards_of
from mithaq.corpus.tables import Tables
from mithaq.corpus.work import Held, Job
from mithaq.model.documents import Document
from mithaq.model.issues import Issue

MOST = 20_000_000
EVERY = 2.0  # seconds between two looks at the memory


class Watch:
    """Looks at the processes of a run: their memory, and, if asked for, kills one of them now and then."""

    def __init__(self, kills: int, seed: int = 5) -> None:
        self.curve: list[tuple[float, float, float]] = []
        self.killed = 0
        self._kills, self._chance, self._stop = kills, random.Random(seed), threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        self._thread.join()

    def _look(self) -> None:
        begun = time.perf_counter()
        while not self._stop.wait(EVERY):
            busy = list(self._workers())
            used = [process.memory_info().rss / 2**20 for process in busy if process.is_running()]
            if used:
                self.curve.append((time.perf_counter() - begun, max(used), sum(used)))
            if busy and self.killed < self._kills and self._chance.random() < 0.2:
                os.kill(self._chance.choice(busy).pid, signal.SIGKILL)
                self.killed += 1

    def _workers(self) -> Iterator[psutil.Process]:
        for process in psutil.Process().children(recursive=True):
            try:
                if "spawn_main" in " ".join(process.cmdline()) and process.memory_info().rss > 150 * 2**20:
                    yield process
            except psutil.Error:
                continue

    def shown(self) -> str:
        """Return the largest worker's megabytes at ten points of the run."""
        if not self.curve:
            return "too short to see"
        step = max(1, len(self.curve) // 10)
        return " ".join(f"{most:.0f}" for _, most, _ in self.curve[::step])


def prints(out: Path) -> str:
    """Return one hash over all files of all shards."""
    digest = hashlib.sha256()
    for path in sorted(p for p in (out / "shards").rglob("*") if p.is_file()):
        digest.update(path.relative_to(out).as_posix().encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def run(manifest: Path, out: Path, jobs: int, engine: str, kills: int = 0) -> str:
    """Read once and print what it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    with Watch(kills) as watch:
        ran = read_corpus(manifest, Job(out), Workers(jobs), engine)
    took = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    inside = sum(e["cpu"] for e in Ledger(out / "ledger.jsonl").entries() if e["event"] == "done")
    number = ran.counts["pages"]
    lines = (
        f"{engine}, {jobs} worker(s){f', {watch.killed} killed' if kills else ''}: {ran.done} shards, {number:,} pages",
        f"{ran.counts['read']:,} read, {ran.counts['claims']:,} claims, {len(ran.failed)} shards given up",
        f"{took:,.0f} s, {number / took:,.0f} pages/s; cores used {cpu / took:.2f}",
        f"processor {cpu:,.0f} s, of it in shards {inside:,.0f} s: {number / max(inside, 0.1):,.0f} pages/s a core",
        f"memory of the largest worker over the run, MB: {watch.shown()}",
    )
    print("\n  ".join(lines), flush=True)
    return prints(out)


class Stages:
    """The processor time of each stage over some pages of one archive."""

    def __init__(self, held: Held, most: int) -> None:
        self.held, self.most = held, most
        self.spent: Counter[str] = Counter()
        self.count: Counter[str] = Counter()
        self.tables = Tables()

    def timed(self, name: str, work: Callable[..., Any], *given: Any) -> Any:
        begun = time.process_time()
        done = work(*given)
        self.spent[name] += time.process_time() - begun
        self.count[name] += 1
        return done

    def over(self, stream: Iterator[Page | Issue]) -> None:
        gate = self.held.gate
        assert gate is not None
        while self.count["archive"] < self.most:
            page = self.timed("archive", next, stream, None)
            if not isinstance(page, Page):
                break
            found: list[Document | Issue] = [page.document] if page.document else []
            if page.document is None:
                if self.timed("gate, rough", gate.refused_roughly, self.timed("rough text", rough_text, page)):
                    continue
                found = self.timed("extraction", lambda page: list(extracted(page, MOST)), page)
            for document in found:
                if isinstance(document, Document) and not self.timed("gate", gate.refused, document.text):
                    reading = self.timed("reading", self.held.read, document)
                    self.timed("rows and sketch", self.tables.add, 0, document, reading)

    def show(self, name: str) -> None:
        with tempfile.TemporaryDirectory() as folder:
            self.timed("Parquet", self.tables.write, Path(folder))
            size = sum(path.stat().st_size for path in Path(folder).iterdir())
        total, read = self.spent.total(), self.count["reading"]
        print(f"{name}: {self.count['archive']:,} pages, {read} read, {total:.1f} s of processor, "
              f"{size / max(1, read):,.0f} bytes of Parquet a document")  # fmt: skip
        for stage, seconds in self.spent.items():
            times = self.count[stage]
            print(f"  {stage:<18}{times:>8,} times {seconds / times * 1000:>9.3f} ms each {seconds / total:>7.1%}")


def stages(manifest: Path, most: int) -> None:
    """Print what each stage costs, over the first pages of one archive of each format."""
    held = Held(Job(Path("-")))
    listed = load_manifest(manifest)
    for form in sorted({archive.format for archive in listed.archives}):
        archive = next(archive for archive in listed.archives if archive.format == form)
        found = Stages(held, most)
        shards = (shard for shard in shards_of(listed) if shard.archive == archive.name)
        found.over(page for shard in shards for page in pages(shard, MOST))
        found.show(archive.name)


def main() -> int:
    """Measure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("manifest", type=Path)
    options.add_argument("--jobs", type=int, action="append", default=[])
    options.add_argument("--engine", default="pool")
    options.add_argument("--kill", type=int, default=0, help="kill workers at random, so many times at most")
    options.add_argument("--stages", action="store_true")
    options.add_argument("--pages", type=int, default=2000, help="of each archive, for --stages")
    options.add_argument("--out", type=Path, help="keep the folders of the runs here")
    given = options.parse_args()
    if given.stages:
        stages(given.manifest, given.pages)
    with tempfile.TemporaryDirectory() as thrown_away:
        folder = given.out or Path(thrown_away)
        found = {f"jobs-{n}": run(given.manifest, folder / f"jobs-{n}", n, given.engine) for n in given.jobs}
        if given.kill:
            found["killed"] = run(given.manifest, folder / "killed", max(given.jobs or [2]), given.engine, given.kill)
    same = len(set(found.values())) <= 1
    if len(found) > 1:
        print("all runs are the same to the byte" if same else f"the runs differ: {found}")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
