"""`mithaq search WORDS` → the documents that hold them, each with a snippet in which they are marked."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from mithaq.cli.common import console, isolated, open_register, register_option
from mithaq.cli.filters import Day
from mithaq.export.values import json_line

if TYPE_CHECKING:
    from rich.text import Text

    from mithaq.register.search import Hit

_NOTHING = 1
_MARKED = ("[", "]")


@click.command()
@click.argument("words", nargs=-1, required=True)
@register_option
@click.option("--kind", help="Only where a claim of this kind was read, such as transfer.")
@click.option("--state", "states", multiple=True, metavar="CODE",
              help="Only where a claim that names this state was read; may be repeated.")  # fmt: skip
@click.option("--since", type=Day(), metavar="DATE", help="Only documents published from then on.")
@click.option("--lang", "language", metavar="CODE", help="Only documents in this language: ar, fr, en.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="At most so many documents.")
@click.option("--as", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(words: tuple[str, ...], target: str, form: str, **narrow: Any) -> None:
    """Find documents by their words; all of them must be there. "In quotes" they must follow each other; a star
    stands for any ending (coop*). Arabic words are found with and without the article and what is joined to them.

    Exit codes: 0 found, 1 nothing found.
    """
    asked = " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words)
    with open_register(target) as register:
        hits = register.search(asked, **narrow)
    if form == "json":
        for hit in hits:
            click.echo(json_line(hit.as_dict()))
    else:
        _print(hits, narrow["limit"])
    if not hits:
        sys.exit(_NOTHING)


def _print(hits: list[Hit], limit: int) -> None:
    out = console()
    for hit in hits:
        about = (hit.published, hit.language, hit.title, *(record[:10] for record in hit.records[:4]))
        out.print(hit.document, style="bold", end="")
        out.print("  " + "  ".join(part for part in about if part), style="dim")
        out.print(isolated(marked(hit, plain=not out.is_terminal or out.no_color), out))
    more = " (there may be more: --limit)" if len(hits) == limit else ""
    out.print(f"{len(hits)} documents{more}" if hits else "nothing found", style="dim")


def marked(hit: Hit, *, plain: bool) -> Text:
    """Return the snippet with its matches bright; where there are no colours, in brackets."""
    from rich.text import Text

    from mithaq.cli.evidence import one_line

    line = Text("  …" if hit.span.start else "  ", overflow="fold")
    at = hit.span.start
    for mark in hit.marks:
        line.append(one_line(hit.text[at - hit.span.start : mark.start - hit.span.start]))
        words = one_line(hit.text[mark.start - hit.span.start : mark.end - hit.span.start])
        line.append(words.join(_MARKED) if plain else words, style="bold reverse")
        at = max(at, mark.end)
    line.append(one_line(hit.text[at - hit.span.start :]))
    return line
