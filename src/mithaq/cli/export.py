"""`mithaq export` → claims or records in a format, in a file or on standard output."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mithaq.cli.common import console, kind_or_wrong, knowledge_option, open_register, register_option, slots_of
from mithaq.cli.filters import ParamType, filter_options, selection, then_of, then_options

if TYPE_CHECKING:
    from mithaq.export.view import Sources, Told
    from mithaq.knowledge.load import Knowledge
    from mithaq.register import Register, Selection

_BATCH = 200


class Formats(ParamType):
    """The formats, known only when they are asked for."""

    name = "format"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Name the formats."""
        from mithaq.export import FORMATS

        return f"[{'|'.join(FORMATS)}]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the format, if there is one of that name."""
        from mithaq.export import FORMATS

        if value not in FORMATS:
            self.fail(f"{value} is not one of {', '.join(FORMATS)}", param, ctx)
        return str(value)


@click.command()
@register_option
@knowledge_option
@click.option("--level", type=click.Choice(["claims", "records"]), default="records", show_default=True,
              help="claims: what each document says; records: one entry a thing.")  # fmt: skip
@click.option("--format", "form", type=Formats(), default="jsonl", show_default=True)
@click.option("--kind", help="Only this kind, such as transfer.")
@filter_options
@then_options
@click.option(
    "--to", type=click.Path(path_type=Path), help="The file to write; without it, or with -, standard output."
)
def command(target: str, knowledge: Path | None, level: str, form: str, to: Path | None, **narrow: Any) -> None:
    """Export claims or records. A file appears only when it is complete. The filters are those of `show`."""
    from mithaq.export import FORMATS, export
    from mithaq.pipeline import Reader

    known = Reader(knowledge).knowledge
    chosen, then = FORMATS[form], then_of(narrow)
    kind = kind_or_wrong(narrow.pop("kind"), known.kinds)
    if level not in chosen.levels:
        raise click.UsageError(f"{form} holds records, not claims: leave out --level claims")
    wanted = selection(chosen.kind or kind, narrow)
    if level == "claims" and any(wanted[1:]):
        raise click.UsageError("claims can be narrowed by --kind only")
    with open_register(target, (lambda: known.kinds) if level == "records" else None, then) as register:
        place = None if to is None or str(to) == "-" else to
        items: Iterable[Any] = register.claims(wanted.kind) if level == "claims" else register.select(wanted)
        sources = None
        if chosen.told:
            items, sources = with_claims(register, wanted), sources_of(register, known)
        count = export(items, form, slots_of(known.kinds, wanted.kind), place, sources)
    if place is not None:
        what = "sources" if chosen.module == "citations" else level
        console(stderr=True).print(f"{count} {what} in {place}")


def with_claims(register: Register, wanted: Selection) -> Iterator[Told]:
    """Yield records with their claims, some hundred at a time."""
    from mithaq.export.view import Told

    records = register.select(wanted)
    while batch := list(islice(records, _BATCH)):
        claims = register.claims_named([i for record in batch for i in record.claims])
        for record in batch:
            yield Told(record, [claims[i] for i in record.claims if i in claims])


def sources_of(register: Register, known: Knowledge) -> Sources:
    """Return what formats need beside the records."""
    from mithaq.export.categories import categories
    from mithaq.export.view import Sources

    folder = getattr(known, "folder", None)
    usual = {i: str(e["name"]) for i, e in known.lexicon.entries.items() if isinstance(e.get("name"), str)}
    return Sources(register.abouts(), usual | register.names(), categories(folder) if folder else {})
