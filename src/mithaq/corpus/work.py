"""One shard → its folder of Parquet tables, whole or not at all: what each worker of any engine does.

The folder appears under its name by one rename. Whoever comes second finds it and leaves it as it is, so a shard that
is done twice, by accident or because its worker was thought dead, is there once.
"""

from __future__ import annotations

import json
import os
import shutil
import threading
import uuid
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mithaq.corpus.gate import Gate, build_gate
from mithaq.corpus.guard import BETWEEN, Guard
from mithaq.corpus.pages import Page, extracted, pages, rough_text
from mithaq.corpus.shards import Shard
from mithaq.corpus.tables import Tables
from mithaq.model.documents import Document
from mithaq.model.errors import KnowledgeError
from mithaq.model.issues import Issue
from mithaq.model.readings import Reading
from mithaq.pipeline import Reader

SHARDS, RUNNING, SUMMARY = "shards", "running", "shard.json"
QUARANTINED, DAMAGED = "X002", "D011"


@dataclass(frozen=True, slots=True)
class Job:
    """What all shards of a run have in common. `seconds`: that one page may take. `reader`: makes what reads documents
    (tests put another in its place)."""

    out: Path
    knowledge: Path | None = None
    gate: bool = True
    max_size: int = 20_000_000
    seconds: float = 60.0
    reader: type[Reader] = Reader


class Held:
    """A reader and its gate, made once in each process."""

    def __init__(self, job: Job) -> None:
        self.key = (job.knowledge, job.gate, job.reader)
        self.read = job.reader(job.knowledge)
        self.gate: Gate | None = build_gate(self.read.knowledge) if job.gate else None


_held: list[Held] = []
_one_at_a_time = threading.Lock()  # the clock of a page is the process's own


def hold(job: Job) -> Held:
    """Return the reader of this process."""
    if not _held or _held[0].key != (job.knowledge, job.gate, job.reader):
        _held[:] = [Held(job)]
    return _held[0]


def read_shard(job: Job, shard: Shard) -> dict[str, Any]:
    """Read a shard unless that was done; return its summary (counts that depend on the shard and the reader alone)."""
    target = job.out / SHARDS / shard.name
    with _one_at_a_time:
        if target.exists():
            return summary_of(target)
        held = hold(job)
        with Guard(job.out / RUNNING, shard.name, job.seconds) as guard:
            tables, counts = _Reading(job, shard, held, guard).run()
            guard.at(BETWEEN)
            summary = {"shard": shard.name, "archive": shard.archive, "start": shard.start, "end": shard.end, **counts}
            _publish(tables, summary, target)
            guard.forget()
        return summary


def summary_of(folder: Path) -> dict[str, Any]:
    """Return what a finished shard says of itself."""
    found: dict[str, Any] = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))
    return found


class _Reading:
    """One shard being read."""

    def __init__(self, job: Job, shard: Shard, held: Held, guard: Guard) -> None:
        self.job, self.shard, self.held, self.guard = job, shard, held, guard
        self.tables = Tables()
        self.refused: Counter[str] = Counter()
        self.counts: Counter[str] = Counter()

    def run(self) -> tuple[Tables, dict[str, Any]]:
        """Return the tables and the counts: each page is read, refused, failed or quarantined."""
        for found in pages(self.shard, self.job.max_size):
            if isinstance(found, Issue):
                self.counts["pages"] += found.code != DAMAGED
                self._fail(found)
                continue
            self.counts["pages"] += 1
            if found.place in self.guard.left_out:
                self._quarantine(found)
            else:
                self.guard.at(found.place)
                self._page(found)
                self.guard.at(BETWEEN)
        names = ("pages", "read", "claims", "failed", "quarantined")
        return self.tables, {name: self.counts[name] for name in names} | {
            "refused": dict(sorted(self.refused.items()))
        }

    def _page(self, page: Page) -> None:
        gate = self.held.gate
        why = page.why or (gate.refused_roughly(rough_text(page)) if gate and page.document is None else "")
        if why:
            self.refused[why] += 1
            return
        remarks: list[Issue] = []
        got = 0
        for found in extracted(page, self.job.max_size):
            if isinstance(found, Issue):
                remarks.append(found)
                continue
            got += 1
            self._document(page, found, remarks)
            remarks = []
        if not got:
            self.refused["no article"] += 1

    def _document(self, page: Page, document: Document, remarks: list[Issue]) -> None:
        if (gate := self.held.gate) and (why := gate.refused(document.text)):
            self.refused[why] += 1
            return
        try:
            reading = self.held.read(document)
        except KnowledgeError:
            raise
        except Exception as e:
            message = f"{document.id}: the reader failed ({type(e).__name__}: {e})"
            self._fail(Issue("X001", message, document.id, hint="please report it with the document"))
            return
        reading = replace(reading, issues=(*remarks, *reading.issues))
        self.tables.add(page.place, document, reading)
        self.counts["read"] += 1
        self.counts["claims"] += self.tables.rows["documents"][-1]["claims"]

    def _fail(self, issue: Issue) -> None:
        self.counts["failed"] += 1
        self.tables.remark(issue)

    def _quarantine(self, page: Page) -> None:
        self.counts["quarantined"] += 1
        name = page.name
        message = (
            f"{name} (byte {page.place} of {self.shard.archive}) was left out: {self.guard.left_out[page.place]}, twice"
        )
        self.tables.remark(Issue(QUARANTINED, message, name or None, hint="read it alone to see why"))


def _publish(tables: Tables, summary: dict[str, Any], target: Path) -> None:
    """Write everything beside its place, then rename; what another has put there in the meantime stays."""
    folder = target.parent / f".{target.name}.{uuid.uuid4().hex[:8]}"
    folder.mkdir(parents=True)
    try:
        tables.write(folder)
        text = json.dumps(summary, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        (folder / SUMMARY).write_text(text, encoding="utf-8")
        for path in (*sorted(folder.iterdir()), folder):
            _settle(path)
        try:
            folder.rename(target)
        except OSError:
            if not (target / SUMMARY).exists():
                raise
        _settle(target.parent)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _settle(path: Path) -> None:
    """See a file or folder on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


__all__ = ["Job", "Reading", "hold", "read_shard", "summary_of"]
