"""`mithaq watch FEEDS.yml` → what is new in the feeds, read into a register, told round after round."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from mithaq.cli.common import console, knowledge_option, labels_of, register_option, show_issues
from mithaq.cli.web_options import make_web, needs_fetch, web_options

if TYPE_CHECKING:
    from mithaq.documents.web import Web
    from mithaq.watch import Plan, Report, Watcher
    from mithaq.watch.webhook import Webhook

SOME_FAILED = 1
MEGABYTE = 1_000_000


class _Prepared(NamedTuple):
    plan: Plan
    web: Web
    webhook: Webhook | None


@click.command()
@click.argument("feeds", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FEEDS.yml")
@register_option
@knowledge_option
@click.option("--once", is_flag=True, help="Go round once and end.")
@click.option(
    "--every", type=click.FloatRange(1), metavar="MINUTES", help="Between two rounds.  [default: as the file says]"
)
@click.option("--json", "as_json", is_flag=True, help="Print each round as one JSON object a line.")
@click.option("--digest", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.md",
              help="Put what is new on top of this Markdown file.")  # fmt: skip
@click.option("--lang", type=click.Choice(["ar", "fr", "en"]), default="en", show_default=True, help="Of the digest.")
@click.option("--webhook", metavar="URL", help="Post each round that has news to this address on loopback.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes to read with.")
@click.option("--max-size", type=click.FloatRange(0, min_open=True), default=20, show_default=True, metavar="MB",
              help="Leave out pages larger than this.")  # fmt: skip
@web_options
def command(feeds: Path, target: str, knowledge: Path | None, once: bool, **how: Any) -> None:
    """Watch feeds, sitemaps and pages: read what is new into a register, and tell what it changed.

    Ctrl-C, or SIGTERM, ends it when the page in hand is read; nothing is lost. Exit codes, of the last round: 0 all is
    well, 1 some feeds or pages could not be had (they are listed), 2 wrong use, 3 register unusable.
    """
    from mithaq.documents.guarded import Extractor
    from mithaq.pipeline import Options, Reader
    from mithaq.register import Register

    stop = threading.Event()
    ready = _prepared(feeds, knowledge, how, stop)
    from mithaq.watch import Watcher

    with Register(target) as register:
        reader = Reader(knowledge)
        options = Options(reader.version, int(how["jobs"]), int(how["max_size"] * MEGABYTE))
        web = replace(ready.web, extractor=Extractor(options.extraction))
        watcher = Watcher(ready.plan, web, register, reader, options, stop)
        tell = _teller(watcher, how, ready.webhook)
        with _stopping(stop):
            last = _once(watcher, tell) if once else watcher.rounds(tell)
    if last.failed:
        sys.exit(SOME_FAILED)


def _prepared(feeds: Path, knowledge: Path | None, how: dict[str, Any], stop: threading.Event) -> _Prepared:
    """Read the plan and build what fetches, before the register is touched; complain about what is wrong."""
    needs_fetch()
    from mithaq.model.errors import DocumentError
    from mithaq.watch import load_plan
    from mithaq.watch.webhook import Webhook

    plan = load_plan(feeds)
    plan = replace(plan, every=how["every"] or plan.every)
    how = how | {"contact": how["contact"] or plan.contact}
    how = how | {"delay": plan.delay if how["delay"] is None else how["delay"]}
    try:
        webhook = Webhook(how["webhook"]) if how["webhook"] else None
    except DocumentError as e:
        raise click.UsageError(f"--webhook: {e}; {e.hint}") from e
    return _Prepared(plan, make_web(how, knowledge, stop.wait), webhook)


def _teller(watcher: Watcher, how: dict[str, Any], webhook: Webhook | None) -> Callable[[Report], None]:
    """Return what tells people and programs about a round."""

    def tell(report: Report) -> None:
        if webhook and (problem := webhook.deliver(watcher.register, report.as_json() if report.news else "")):
            report.issues = (*report.issues, problem)
        if how["digest"] and report.news:
            _write_digest(watcher, how["digest"], how["lang"], report)
        if how["as_json"]:
            click.echo(report.as_json())
            sys.stdout.flush()
        else:
            _show(report)

    return tell


def _write_digest(watcher: Watcher, path: Path, language: str, report: Report) -> None:
    from mithaq.watch.digest import Digest, add_to

    known = watcher.reader.knowledge
    labels = labels_of(known, language, watcher.register.names())
    digest = Digest(language, known.kinds, watcher.register.claims_with, labels)
    add_to(path, digest.markdown(report), digest.words["title"])


def _show(report: Report) -> None:
    out = console()
    for told in report.feeds:
        what = f"{told.result}, {told.listed} new pages" + (f", {told.failed} failed" if told.failed else "")
        out.print(f"{told.name}: {what}")
    changes = ", ".join(f"{len(report.of(op))} {op}" for op in ("added", "changed", "gone"))
    out.print(f"{report.at}: {len(report.documents)} documents read; records: {changes}")
    show_issues((issue for issue in report.issues if issue.code[0] in "DNX"), console(stderr=True))


def _once(watcher: Watcher, tell: Callable[[Report], None]) -> Report:
    report = watcher.round()
    tell(report)
    return report


@contextlib.contextmanager
def _stopping(stop: threading.Event) -> Iterator[None]:
    """Let the first signal set `stop`; the second ends the program as usual."""
    before: dict[int, Any] = {}

    def handle(number: int, frame: Any) -> None:
        stop.set()
        signal.signal(number, before[number])

    for number in (signal.SIGINT, signal.SIGTERM):
        before[number] = signal.signal(number, handle)
    try:
        yield
    finally:
        for held, handler in before.items():
            signal.signal(held, handler)
