"""`mithaq corpus read|status|load` → archives read shard by shard into a folder, its state, it in a register."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mithaq.cli.common import console, knowledge_option, register_option

if TYPE_CHECKING:
    from mithaq.corpus.run import Progress, Ran

SOME_FAILED = 1
MEGABYTE = 1_000_000
_folder = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group()
def command() -> None:
    """Read very many documents: WARC, WET and JSONL archives, into Parquet shard by shard, then into a register."""


@command.command()
@click.argument("manifest", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder for the shards.")
@click.option("--engine", type=click.Choice(["pool", "dask"]), default="pool", show_default=True,
              help="Processes of this machine, or Dask.")  # fmt: skip
@click.option(
    "--scheduler", metavar="ADDRESS", help="A Dask scheduler, such as tcp://10.0.0.1:8786 (with --engine dask)."
)
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes to read with.")
@click.option("--memory", type=click.FloatRange(100), default=2000, show_default=True, metavar="MB",
              help="End a process that uses more.")  # fmt: skip
@click.option(
    "--seconds", type=click.FloatRange(1), default=60, show_default=True, help="End a page that takes longer."
)
@click.option("--max-size", type=click.FloatRange(0, min_open=True), default=20, show_default=True, metavar="MB",
              help="Leave out documents larger than this.")  # fmt: skip
@click.option("--no-gate", is_flag=True, help="Read every document in full, also what is about other matters.")
@click.option("--progress", "form", type=click.Choice(["bar", "json", "none"]), default="bar", show_default=True,
              help="How to show progress, on standard error; json: one object a shard.")  # fmt: skip
@knowledge_option
def read(manifest: Path, out: Path, form: str, knowledge: Path | None, **how: Any) -> None:
    """Read the archives of MANIFEST into a folder; run again, it goes on where it was stopped.

    Exit codes: 0 all read, 1 some shards were given up (they are listed; run again to try them), 2 wrong use.
    """
    from mithaq.corpus.engine import Workers
    from mithaq.corpus.run import read_corpus
    from mithaq.corpus.work import Job

    if how["scheduler"] and how["engine"] != "dask":
        raise click.UsageError("--scheduler goes with --engine dask")
    job = Job(out.resolve(), knowledge and knowledge.resolve(), not how["no_gate"], int(how["max_size"] * MEGABYTE),
              how["seconds"])  # fmt: skip
    workers = Workers(how["jobs"], how["memory"], how["scheduler"])
    with _progress(form) as step:
        ran = read_corpus(manifest, job, workers, how["engine"], step)
    _report(ran, form)
    if ran.failed:
        sys.exit(SOME_FAILED)


@command.command()
@click.argument("folder", type=_folder)
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
def status(folder: Path, as_json: bool) -> None:
    """Show how far the corpus in FOLDER has been read, what was refused, lost and given up."""
    from mithaq.corpus.run import status as status_of

    found = status_of(folder)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    _table(
        {
            "shards": f"{found['done']} of {found['shards']} done; {len(found['failed'])} given up",
            "pages": _counted(found["counts"]),
            "refused": _counted(found["refused"]),
            "workers lost": str(found["deaths"]),
        }
    )
    for name, note in found["failed"].items():
        click.echo(f"given up: {name}: {note}")


@command.command()
@click.argument("folder", type=_folder)
@register_option
@click.option("--all", "everything", is_flag=True, help="Also the documents that make no claim.")
@click.option("--batch", type=click.IntRange(1), default=500, show_default=True, help="Documents in one transaction.")
@click.option("--no-records", is_flag=True, help="Leave the records for later.")
@knowledge_option
def load(folder: Path, target: str, everything: bool, batch: int, no_records: bool, knowledge: Path | None) -> None:
    """Put what was read from a corpus into a register, and make its records; loading twice changes nothing.

    Exit codes: 0 loaded, 1 some shards are not read yet (the others were loaded), 2 wrong use, 3 register unusable.
    """
    from mithaq.corpus.assembly import assemble
    from mithaq.corpus.load import load_corpus
    from mithaq.pipeline import Reader
    from mithaq.register import Register

    with Register(target) as register:
        done = load_corpus(folder, register, batch, everything)
        counts = f"{done.loaded} loaded, {done.unchanged} unchanged, {done.twice} left out (another has the name)"
        rows = {"shards": f"{done.shards} of {done.of}", "documents": f"{counts}, {done.silent} without claims"}
        if not no_records:
            known = Reader(knowledge).knowledge
            rows["records"] = str(assemble(register, known))
        _table(rows)
    if done.shards < done.of:
        sys.exit(SOME_FAILED)


@contextlib.contextmanager
def _progress(form: str) -> Iterator[Callable[[Progress], None]]:
    out = console(stderr=True)
    if form == "json":
        yield lambda step: click.echo(json.dumps(_as_dict(step), ensure_ascii=False), err=True)
        return
    if form == "none" or not out.is_terminal:
        yield lambda step: None
        return
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

    columns = (TextColumn("reading"), BarColumn(), DownloadColumn(),
               TextColumn("shard {task.fields[shard]} · {task.fields[left]} left"))  # fmt: skip
    with Progress(*columns, console=out, transient=True) as bar:
        task = bar.add_task("", total=None, shard="0", left="?")
        yield lambda step: bar.update(
            task, total=step.of, completed=step.bytes, shard=f"{step.done} of {step.shards}", left=_time(step.left)
        )


def _as_dict(step: Progress) -> dict[str, Any]:
    outcome = step.outcome
    about = {} if outcome is None else {"event": outcome.event, "shard": outcome.shard.name, "note": outcome.note}
    left = None if step.left is None else round(step.left)
    return about | {"shards": step.shards, "done": step.done, "bytes": step.bytes, "of": step.of, "seconds_left": left}


def _time(seconds: float | None) -> str:
    if seconds is None:
        return "?"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


def _report(ran: Ran, form: str) -> None:
    for note in ran.failed:
        click.echo(f"mithaq: given up: {note}", err=True)
    if form == "json":
        return
    read_ = {name: count for name, count in ran.counts.items() if not name.startswith("refused")}
    refused = {name.partition(": ")[2]: n for name, n in sorted(ran.counts.items()) if name.startswith("refused")}
    shards = f"{ran.done} read, {ran.found} done before, {len(ran.failed)} given up; {ran.deaths} workers lost"
    _table({"shards": shards, "pages": _counted(read_), "refused": _counted(refused)})


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items()) or "none"


def _table(rows: Mapping[str, str]) -> None:
    from rich.table import Table

    table = Table(box=None, show_header=False, pad_edge=False)
    for name, value in rows.items():
        table.add_row(name, value)
    console().print(table)
