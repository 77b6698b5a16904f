"""A manifest → its shards read into a folder, what was done before left as it is: the run, its ledger and its progress.

OUT/corpus.json     what made the folder: version of code and knowledge, the shards in order
OUT/shards/NAME/    documents.parquet claims.parquet issues.parquet shard.json
OUT/ledger.jsonl    what happened, appended
OUT/running/        marks of the pages in hand; empty when nothing runs
"""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from mithaq.corpus.engine import Engine, Outcome, Workers
from mithaq.corpus.ledger import Ledger
from mithaq.corpus.manifest import load_manifest
from mithaq.corpus.shards import Shard, shards_of
from mithaq.corpus.work import SHARDS, Job, summary_of
from mithaq.model.errors import MithaqError
from mithaq.versions import code_version

ENGINES = {"pool": "mithaq.corpus.pool", "dask": "mithaq.corpus.cluster"}
CONTRACT = 1
_PLAN, _LEDGER, _LOCK = "corpus.json", "ledger.jsonl", ".lock"


class Progress(NamedTuple):
    """How far a run is. `left`: seconds that the rest will take at the speed so far, None when that is not known."""

    outcome: Outcome | None
    shards: int
    of: int
    done: int
    bytes: int
    left: float | None


@dataclass
class Ran:
    """What a run did: shards done now, found done, and given up, with the notes; counts over the shards done now."""

    done: int = 0
    found: int = 0
    deaths: int = 0
    failed: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


def read_corpus(
    manifest: Path,
    job: Job,
    workers: Workers,
    engine: str = "pool",
    progress: Callable[[Progress], None] = lambda step: None,
) -> Ran:
    """Read a corpus, or what is left of it. Raise MithaqError when the folder was made by another version."""
    shards = list(shards_of(load_manifest(manifest)))
    job.out.mkdir(parents=True, exist_ok=True)
    with _alone(job.out):
        _plan(job, shards)
        ledger = Ledger(job.out / _LEDGER)
        left = [shard for shard in shards if not (job.out / SHARDS / shard.name).exists()]
        ran = Ran(found=len(shards) - len(left))
        ledger.note("begun", shards=len(shards), left=len(left), engine=engine, jobs=workers.jobs)
        run: Engine = import_module(ENGINES[engine]).run
        begun = time.perf_counter()
        total = sum(shard.size for shard in shards)
        behind = total - sum(shard.size for shard in left)
        bytes_done = 0
        for outcome in run(job, left, workers) if left else ():
            _note(ledger, ran, outcome)
            bytes_done += outcome.shard.size * (outcome.event != "died")
            rest = total - behind - bytes_done
            speed = bytes_done / max(time.perf_counter() - begun, 1e-9)
            seconds = rest / speed if bytes_done else None
            progress(Progress(outcome, len(shards), total, ran.done + ran.found, behind + bytes_done, seconds))
        ledger.note("ended", done=ran.done, found=ran.found, failed=len(ran.failed))
    return ran


def _note(ledger: Ledger, ran: Ran, outcome: Outcome) -> None:
    about: dict[str, Any] = {"shard": outcome.shard.name, "seconds": round(outcome.seconds, 3)}
    if outcome.event == "done":
        summary = dict(outcome.summary or {})
        about |= {"cpu": round(outcome.cpu, 3), "memory": round(outcome.memory)}
        about |= {key: summary[key] for key in ("pages", "read", "claims", "failed", "quarantined")}
        ran.done += 1
        ran.counts.update({k: v for k, v in about.items() if k in ("pages", "read", "claims", "failed", "quarantined")})
        ran.counts.update({f"refused: {why}": count for why, count in summary["refused"].items()})
    else:
        about["note"] = outcome.note
        ran.deaths += outcome.event == "died"
        if outcome.event == "failed":
            ran.failed.append(f"{outcome.shard.name}: {outcome.note}")
    ledger.note(outcome.event, **about)


def _plan(job: Job, shards: list[Shard]) -> None:
    """Write down what makes this folder; refuse to mix two versions in one."""
    reader = job.reader(job.knowledge).version
    plan = {
        "contract": CONTRACT, "made_by": f"{reader}.{code_version('corpus', 'documents')}", "reader": reader,
        "gate": job.gate, "shards": [shard.name for shard in shards],
    }  # fmt: skip
    path = job.out / _PLAN
    if path.exists():
        before = plan_of(job.out)
        for key, what in (("made_by", "another version of the code or the knowledge"), ("gate", "another gate")):
            if before[key] != plan[key]:
                raise MithaqError(f"{job.out} was read with {what}: give another --out, or remove the folder first")
    part = path.with_suffix(".part")
    part.write_text(json.dumps(plan, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    part.replace(path)


def plan_of(out: Path) -> dict[str, Any]:
    """Return what was written down about a corpus folder; raise MithaqError when this is none."""
    try:
        plan: dict[str, Any] = json.loads((out / _PLAN).read_text(encoding="utf-8"))
    except (OSError, ValueError) as e:
        raise MithaqError(f"{out} is no folder of a corpus: make it with `mithaq corpus read MANIFEST --out`") from e
    if plan.get("contract") != CONTRACT:
        raise MithaqError(f"{out} was made by another Mithaq (contract {plan.get('contract')}; this one: {CONTRACT})")
    return plan


def finished(out: Path) -> Iterator[Path]:
    """Yield the folders of the finished shards, in the order of the corpus."""
    for name in plan_of(out)["shards"]:
        if (folder := out / SHARDS / name).exists():
            yield folder


def status(out: Path) -> dict[str, Any]:
    """Count what a corpus folder holds, and what its ledger says of losses."""
    plan = plan_of(out)
    counts: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    done = 0
    for folder in finished(out):
        summary = summary_of(folder)
        done += 1
        refused.update(summary["refused"])
        counts.update({name: summary[name] for name in ("pages", "read", "claims", "failed", "quarantined")})
    events = Ledger(out / _LEDGER).entries()
    known = set(plan["shards"])
    given_up = {e["shard"]: e.get("note", "") for e in events if e["event"] == "failed" and e["shard"] in known}
    open_ = {name: note for name, note in given_up.items() if not (out / SHARDS / name).exists()}
    return {
        "shards": len(known), "done": done, "counts": dict(counts), "refused": dict(sorted(refused.items())),
        "deaths": sum(event["event"] == "died" for event in events), "failed": open_, "made_by": plan["made_by"],
    }  # fmt: skip


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Let one run at a time work on a folder."""
    import fcntl

    with (out / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as e:
            raise MithaqError(f"another run is working on {out}: wait for it, or stop it first") from e
        lock.write(str(os.getpid()))
        yield
