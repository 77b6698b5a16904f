"""`mithaq brief US MA` → a dated, sourced brief on two states as HTML, Markdown or on the terminal."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mithaq.cli.common import console, knowledge_option, labels_of, open_register, register_option
from mithaq.cli.filters import then_of, then_options

if TYPE_CHECKING:
    from mithaq.export.brief import Holdings
    from mithaq.register import Register


@click.command()
@click.argument("states", nargs=2)
@register_option
@knowledge_option
@then_options
@click.option(
    "--to", type=click.Path(path_type=Path), help="The file to write: .html or .md; without it, the terminal."
)
@click.option("--lang", type=click.Choice(["en", "ar", "fr"]), default="en", show_default=True)
@click.option("--date", help="The date to put on it, such as 2026-01-31.  [default: today]")
def command(
    states: tuple[str, str], target: str, knowledge: Path | None, to: Path | None, lang: str, **more: Any
) -> None:
    """Write a brief on two states, given by their ISO codes, from what the register holds."""
    from mithaq.export.brief import Style, write_brief
    from mithaq.export.brief_html import html
    from mithaq.export.brief_md import markdown
    from mithaq.pipeline import Reader

    codes = (states[0].upper(), states[1].upper())
    if any(len(code) != 2 or not code.isalpha() for code in codes) or codes[0] == codes[1]:
        raise click.UsageError("give the ISO codes of two states, such as US MA")
    if to is not None and to.suffix.lower() not in (".html", ".htm", ".md"):
        raise click.BadParameter("the file must end in .html or .md", param_hint="--to")
    known, then = Reader(knowledge).knowledge, then_of(more)
    with open_register(target, lambda: known.kinds, then) as register:
        held = _holdings(register, codes)
        labels = labels_of(known, lang, register.names())
    style = Style(lang, more["date"] or then.as_of or datetime.now(UTC).date().isoformat(), known.kinds, labels)
    brief = write_brief(codes, held, style)
    if to is None:
        from rich.markdown import Markdown

        console().print(Markdown(markdown(brief)))
        return
    from mithaq.export.base import whole_file

    with whole_file(to) as out:
        out.write(markdown(brief) if to.suffix.lower() == ".md" else html(brief))
    console(stderr=True).print(f"{len(held.records)} records from {len(held.documents)} documents in {to}")


def _holdings(register: Register, states: tuple[str, str]) -> Holdings:
    """Take the picture of the two states, with its claims and documents."""
    from mithaq.export.brief import Holdings
    from mithaq.register.dyad import dyad

    records = {record.id: record for record in dyad(register, states)}
    claims = {claim.id: claim for record in records.values() for claim in register.claims_of(record)}
    names = sorted({claim.document for claim in claims.values()})
    documents = {name: found for name in names if (found := register.document(name))}
    return Holdings(list(records.values()), claims, documents)
