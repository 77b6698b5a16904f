"""`mithaq read PATH|URL…` → documents in the register, a summary, and an exit code that says whether all were read."""

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
from mithaq.cli.web_options import PathOrAddress, listing_options, make_web, web_options

if TYPE_CHECKING:
    from mithaq.documents.web import Web
    from mithaq.model.documents import Document
    from mithaq.model.issues import Issue
    from mithaq.pipeline import Options, Outcome, Step
    from mithaq.register import Register

SOME_FAILED = 1
MEGABYTE = 1_000_000


@click.command()
@click.argument("paths", nargs=-1, required=True, type=PathOrAddress(), metavar="PATH|URL...")
@register_option
@knowledge_option
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes to read with.")
@click.option("--max-size", type=click.FloatRange(0, min_open=True), default=20, show_default=True, metavar="MB",
              help="Leave out documents larger than this.")  # fmt: skip
@click.option(
    "--timeout",
    type=click.FloatRange(0, min_open=True),
    metavar="SECONDS",
    help="Put a document aside that takes longer to open or to read.  [default: 60 to open, none to read]",
)
@click.option(
    "--memory",
    type=click.FloatRange(0, min_open=True),
    metavar="MB",
    help="Put a document aside that needs more memory.  [default: 1000 to open, none to read]",
)
@click.option(
    "--columns",
    metavar="FIELD=COLUMN,…",
    help="Which columns of CSV, Parquet and JSONL are what: text=body,published=date,id=nr.",
)
@click.option(
    "--keep-originals",
    "keep",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Keep a copy of each original in this folder, named by its hash.",
)
@click.option("--again", is_flag=True, help="Read also what has not changed since the last time.")
@click.option("--quiet", is_flag=True, help="Print nothing but problems.")
@click.option("--progress", "form", type=click.Choice(["bar", "json"]), default="bar", show_default=True,
              help="How to show progress, on standard error; json: one object a document.")  # fmt: skip
@listing_options
@web_options
def command(
    paths: tuple[Path | str, ...],
    target: str,
    knowledge: Path | None,
    quiet: bool,
    form: str,
    **how: Any,
) -> None:
    """Read documents (files, folders, web pages, feeds, sitemaps) into a register.

    Kinds: .txt .md .html .pdf .docx .eml .mbox .jsonl .csv .parquet, .zip .tar.gz .gz of them, .warc.gz and .wet.gz.
    What was read before and has not changed is left as it is; a document that has changed replaces its claims.
    Exit codes: 0 all read, 1 some documents could not be read (they are listed), 2 wrong use, 3 register unusable.
    """
    from mithaq.pipeline import Reader, read_items, refresh
    from mithaq.register import Register

    web = make_web(how, knowledge) if any(isinstance(path, str) for path in paths) else None
    with Register(target) as register:
        reader = Reader(knowledge)
        options = _options(reader.version, how)
        items = _items(paths, options, web)
        with _progress(paths, quiet) if form == "bar" else _lines(paths) as step:
            outcome = read_items(items, register, reader, options, step)
        refresh(register, lambda: reader.knowledge.kinds, lambda: reader.knowledge)
        if form == "json":
            done = {"event": "end", "read": outcome.read, "unchanged": outcome.skipped, "failed": outcome.failed}
            _line(done | {"issues": [_issue(issue) for issue in outcome.issues if issue.code[0] in "DNX"]})
            quiet = True
        _report(outcome, register, quiet, list_issues=form == "bar")
    if outcome.failed:
        sys.exit(SOME_FAILED)


def _items(paths: tuple[Path | str, ...], options: Options, web: Web | None) -> Iterator[Document | Issue]:
    """Yield what the paths and addresses hold, in their order; addresses are fetched as they are reached."""
    from mithaq.documents import read_path
    from mithaq.documents.guarded import Extractor

    with Extractor(options.extraction) as extractor:
        for path in paths:
            if isinstance(path, Path):
                yield from read_path(path, extractor=extractor)
            elif web is not None:
                web.extractor = extractor
                yield from web.read(path)


def _count(paths: tuple[Path | str, ...]) -> int:
    """About how many documents there are; an address counts as one: what it leads to is not known yet."""
    from mithaq.documents import count

    return sum(count(path) if isinstance(path, Path) else 1 for path in paths)


def _options(version: str, how: dict[str, Any]) -> Options:
    from mithaq.documents.rows import columns_of
    from mithaq.pipeline import Options

    return Options(
        version,
        how["jobs"],
        int(how["max_size"] * MEGABYTE),
        how["again"],
        columns=columns_of(how["columns"] or ""),
        keep=how["keep"],
        timeout=how["timeout"],
        memory=how["memory"],
    )


@contextlib.contextmanager
def _progress(paths: tuple[Path | str, ...], quiet: bool) -> Iterator[Callable[[Step], None]]:
    """Show a bar on a terminal; elsewhere and when quiet, nothing."""
    out = console(stderr=True)
    if quiet or not out.is_terminal:
        yield lambda step: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
               TextColumn("{task.fields[document]}", markup=False))  # fmt: skip
    with Progress(*columns, console=out, transient=True) as bar:
        task = bar.add_task("", total=_count(paths), document="")
        yield lambda step: bar.update(task, advance=1, document=step.document[-40:])


@contextlib.contextmanager
def _lines(paths: tuple[Path | str, ...]) -> Iterator[Callable[[Step], None]]:
    """Print one JSON object a document on standard error, for programs."""
    total = _count(paths)
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
        show_issues((issue for issue in outcome.issues if issue.code[0] in "DNX"), errors)
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
