"""`mithaq try` → one text with what was recognised in colour, the claims it makes, and by which card."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mithaq.cli.common import console, knowledge_option

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text as Line

    from mithaq.claims.read import Step
    from mithaq.model.claims import Claim, SlotValue
    from mithaq.model.documents import Document
    from mithaq.model.mentions import Mention
    from mithaq.model.text import Text
    from mithaq.pipeline import Traced

COLOURS = {
    "state": "bold blue", "organisation": "blue", "person": "bold magenta", "title": "magenta", "place": "cyan",
    "item": "bold red", "programme": "yellow", "exercise": "bold green", "agreement": "bold yellow", "body": "green",
    "quantity": "bold white", "money": "bold white", "date": "underline", "topic": "dim", "pair": "blue",
}  # fmt: skip


@click.command()
@click.argument("source", metavar="[FILE|-]", default="-")
@knowledge_option
@click.option("--published", metavar="DATE", help='The document\'s date (2025-10-20), for "last October" and the like.')
@click.option("--why", is_flag=True, help="Also list the cards that were considered and gave nothing, and why.")
@click.option("--mentions", is_flag=True, help="Also list everything that was recognised, with its id.")
@click.option("--as", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(source: str, knowledge: Path | None, published: str | None, form: str, **more: bool) -> None:
    """Read one text (a file, or - for standard input) and show what was read in it, by which card."""
    from mithaq.pipeline import Reader, trace_document

    document = _input(source)
    if published is not None:
        document = replace(document, published=published)
    read = trace_document(document, Reader(knowledge).knowledge)
    if form == "json":
        for claim in read.reading.claims:
            click.echo(json.dumps(claim.as_dict(), ensure_ascii=False))
        return
    out = console()
    _show_text(out, read)
    if more["mentions"]:
        _show_mentions(out, read.text, read.mentions)
    _show_claims(out, read.reading.claims)
    if more["why"]:
        _show_why(out, read.text, read.steps)
    for issue in read.reading.issues:
        out.print(f"issue {issue.code}: {issue.message}", style="yellow")


def _input(source: str) -> Document:
    """Return the one document to try: of a file that holds several, the first."""
    from mithaq.documents import read_path
    from mithaq.model.documents import Document

    if source == "-":
        return Document("-", sys.stdin.buffer.read().decode("utf-8", "replace"))
    path = Path(source)
    if not path.is_file():
        raise click.UsageError(f"there is no file {source}")
    for found in read_path(path):
        if isinstance(found, Document):
            return found
        click.echo(f"mithaq: {found.message}", err=True)
    sys.exit(1)


def _show_text(out: Console, read: Traced) -> None:
    """The original text; what is not read (tickers, other headlines) is greyed."""
    from rich.text import Text as Line

    from mithaq.model.text import READABLE

    text = read.text
    line = Line(text.document.text)
    for region in text.regions:
        if region.kind not in READABLE and region.end > region.start:
            line.stylize("bright_black strike", *text.span(region.start, region.end))
    for mention in read.mentions:
        line.stylize(COLOURS.get(mention.kind, ""), *text.span(mention.start, mention.end))
    out.print(line)
    out.print(_legend(), "\n")


def _legend() -> Line:
    from rich.text import Text as Line

    line = Line("— ")
    for kind, style in COLOURS.items():
        line.append(kind, style=style).append("  ")
    return line


def _show_mentions(out: Console, text: Text, mentions: Sequence[Mention]) -> None:
    from rich.table import Table

    table = Table("kind", "words", "id", "value", box=None, header_style="dim")
    for m in mentions:
        value = "" if m.value is None or m.kind == "person" else str(m.value)
        table.add_row(m.kind, text.original(m.start, m.end), m.id or "", value, style=COLOURS.get(m.kind, ""))
    out.print(table, "\n")


def _show_claims(out: Console, claims: Sequence[Claim]) -> None:
    if not claims:
        out.print("No claim was read.", style="bold")
    for claim in claims:
        head = f"{claim.kind}  {claim.modality}  confidence {claim.confidence:.2f}  card {claim.rule}"
        out.print(head, style="bold")
        for slot, values in claim.slots.items():
            out.print(f"   {slot:<18}{'; '.join(_shown(v) for v in values)}")
        if claim.attribution:
            out.print(f"   {'says':<18}{_shown(claim.attribution[0])}")
        for evidence in claim.evidence:
            out.print(f"   {'words':<18}{evidence.text!r} [{evidence.span.start}:{evidence.span.end}]", style="dim")


def _shown(value: SlotValue) -> str:
    known = str(value.value) if value.value is not None else value.id or value.name or ""
    extra = " ".join(str(v) for k, v in value.extra if k in ("qualifier", "currency") and v != "exact")
    words = f"«{value.text}»" if value.text and value.text != known else ""
    basis = f"({value.basis})" if value.basis != "stated" else ""
    return " ".join(p for p in (known, extra, words, basis) if p)


def _show_why(out: Console, text: Text, steps: Sequence[Step]) -> None:
    out.print("\nCards that were considered and gave nothing:", style="bold")
    for step in steps:
        if step.why:
            tokens = text.tokens[step.first : step.last]
            words = text.original(tokens[0].start, tokens[-1].end)
            out.print(f"   {words}  →  {step.card.id} ({step.card.file}:{step.card.line}): {step.why}")
