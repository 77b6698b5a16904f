"""The folder of a corpus → its documents and claims in a register, some hundred a transaction; twice is as once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mithaq.corpus.run import finished, plan_of
from mithaq.corpus.tables import Read, read_back, read_rows
from mithaq.model.issues import Issue
from mithaq.register import Register
from mithaq.register.loading import Stored
from mithaq.register.rows import issue_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_FAILED = ("X001", "X002")


class Loaded(NamedTuple):
    """What was done. `twice`: documents whose name another of the corpus has, with another text; the first is kept.
    `silent`: documents without claims that were left out."""

    shards: int
    of: int
    loaded: int
    unchanged: int
    twice: int
    silent: int


def load_corpus(folder: Path, register: Register, batch: int = 500, everything: bool = False) -> Loaded:
    """Store the documents that make claims, or `everything`; what is there already stays as it is."""
    plan = plan_of(folder)
    version = plan["reader"]
    seen: dict[str, str] = {}
    loaded = unchanged = twice = silent = shards = 0
    failures: list[Issue] = []
    run = register.start_run(version)
    for shard in finished(folder):
        shards += 1
        failures += [issue_of(row) for row in read_rows(shard, "issues") if row["code"] in _FAILED]
        for reads in _batches(read_back(shard), batch):
            fresh = []
            for read in reads:
                name, sha = read.document.id, read.document.sha256
                if not everything and not read.reading.claims:
                    silent += 1
                elif name not in seen:
                    seen[name] = sha
                    fresh.append((read, sha))
                elif seen[name] == sha:
                    unchanged += 1
                else:
                    twice += 1
            there = register.stored_among([read.document.id for read, _ in fresh])
            new = [read for read, sha in fresh if there.get(read.document.id) != (sha, version)]
            if new:
                register.put_all([Stored(*read) for read in new], version)
            loaded += len(new)
            unchanged += len(fresh) - len(new)
    register.put_issues(failures)
    register.end_run(run, read=loaded, skipped=unchanged, failed=len(failures) + twice)
    return Loaded(shards, len(plan["shards"]), loaded, unchanged, twice, silent)


def _batches(reads: Iterable[Read], size: int) -> Iterator[list[Read]]:
    stream = iter(reads)
    while batch := list(islice(stream, size)):
        yield batch
