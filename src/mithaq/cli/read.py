"""`mithaq read PATH…` → documents in the register, a summary, and an exit code that says whether all were read."""

from __future__ import annotations

import contextlib
import itertools
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mithaq.cli.common import console, knowledge_option, register_option, show_issues

if TYPE_CHECKING:
    from mithaq.model.issues import Issue
    from mithaq.pipeline import Outcome, Step
    from mithaq.register import Register

SOME_FAILED = 1
MEGABYTE = 1_000_000


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@register_option
@knowledge_option
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes to read with.")
@click.option("--max-size", type=click.FloatRange(0, min_open=True), default=20, show_default=True, metavar="MB",
              help="Leave out documents larger than this.")  # fmt: skip
@click.option("--again", is_flag=True, help="Read also what has not changed since the last time.")
@click.option("--quiet", is_flag=True, help="Print nothing but problems.")
@click.option("--progress", "form", type=click.Choice(["bar", "json"]), default="bar", show_default=True,
              help="How to show progress, on standard error; json: one object a document.")  # fmt: skip
def command(
    paths: tuple[Path, ...],
    target: str,
    knowledge: Path | None,
    quiet: bool,
    form: str,
    **how: float,
) -> None:
    """Read documents (.txt .md .jsonl, or folders of them) into a register.

    What was read before and has not changed is left as it is; a document that has changed replaces its claims.
    Exit codes: 0 all read, 1 some documents could not be read (they are listed), 2 wrong use, 3 register unusable.
    """
    from mithaq.pipeline import Options, Reader, read_paths, refresh
    from mithaq.register import Register

    with Register(target) as register:
        reader = Reader(knowledge)
        options = Options(reader.version, int(how["jobs"]), int(how["max_size"] * MEGABYTE), bool(how["again"]))
        with _progress(paths, quiet) if form == "bar" else _lines(paths) as step:
            outcome = read_paths(paths, register, reader, options, step)
        refresh(register, lambda: reader.knowledge.kinds, lambda: reader.knowledge)
        if form == "json":
            done = {"event": "end", "read": outcome.read, "unchanged": outcome.skipped, "failed": outcome.failed}
            _line(done | {"issues": [_issue(issue) for issue in outcome.issues if issue.code[0] in "DX"]})
            quiet = True
        _report(outcome, register, quiet, list_issues=form == "bar")
    if outcome.failed:
        sys.exit(SOME_FAILED)


@contextlib.contextmanager
def _progress(paths: tuple[Path, ...], quiet: bool) -> Iterator[Callable[[Step], None]]:
    """Show a bar on a terminal; elsewhere and when quiet, nothing."""
    out = console(stderr=True)
    if quiet or not out.is_terminal:
        yield lambda step: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from mithaq.documents import count

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
               TextColumn("{task.fields[document]}", markup=False))  # fmt: skip
    with Progress(*columns, console=out, transient=True) as bar:
        task = bar.add_task("", total=sum(count(path) for path in paths), document="")
        yield lambda step: bar.update(task, advance=1, document=step.document[-40:])


@contextlib.contextmanager
def _lines(paths: tuple[Path, ...]) -> Iterator[Callable[[Step], None]]:
    """Print one JSON object a document on standard error, for programs."""
    from mithaq.documents import count

    total = sum(count(path) for path in paths)
    _line({"event": "begin", "documents": total})
    done = itertools.count(1)
    yield lambda step: _line({"event": "document", "number": next(done), "of": total} | step._asdict())


def _line(entry: dict[str, Any]) -> None:
    click.echo(json.dumps(entry, ensure_ascii=False), err=True)


def _issue(issue: Issue) -> dict[str, Any]:
    return {"code": issue.code, "document": issue.document, "message": issue.message, "hint": issue.hint}


def _report(outcome: Outcome, register: Register, quiet: bool, *, list_issues: bool = True) -> None:
    errors = console(stderr=True)
    if list_issues:
        show_issues((issue for issue in outcome.issues if issue.code[0] in "DX"), errors)
    if quiet:
        return
    from rich.table import Table

    summary = register.summary()
    table = Table(box=None, show_header=False, pad_edge=False)
    claims = ", ".join(f"{kind} {count}" for kind, count in summary.claims.items())
    issues = ", ".join(f"{code} {count}" for code, count in summary.issues.items())
    done = f"{outcome.read} read, {outcome.skipped} unchanged, {outcome.failed} failed"
    table.add_row("documents", f"{done}; {summary.documents} in {register.shown}")
    table.add_row("claims", f"{sum(summary.claims.values())}" + (f" ({claims})" if claims else ""))
    table.add_row("records", f"{summary.records}, of which {summary.disputed} hold values that disagree")
    table.add_row("issues", f"{sum(summary.issues.values())}" + (f" ({issues})" if issues else ""))
    console().print(table)
