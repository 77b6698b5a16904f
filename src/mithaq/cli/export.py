"""`mithaq export` → claims or records in a format, in a file or on standard output."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mithaq.cli.common import console, kinds_of, knowledge_option, open_register, register_option

if TYPE_CHECKING:
    from mithaq.export.base import Item


@click.command()
@register_option
@knowledge_option
@click.option("--level", type=click.Choice(["claims", "records"]), default="records", show_default=True,
              help="claims: what each document says; records: one entry a thing.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True)
@click.option("--kind", help="Only this kind, such as transfer.")
@click.option(
    "--to", type=click.Path(path_type=Path), help="The file to write; without it, or with -, standard output."
)
def command(target: str, knowledge: Path | None, level: str, form: str, kind: str | None, to: Path | None) -> None:
    """Export claims or records. A file appears only when it is complete."""
    from mithaq.export import export

    kinds = kinds_of(knowledge)
    if kind is not None and kind not in kinds:
        raise click.BadParameter(f"{kind} is not one of {', '.join(sorted(kinds))}", param_hint="--kind")
    slots = list(dict.fromkeys(slot for k in kinds.values() if kind in (None, k.id) for slot in k.slots))
    with open_register(target, (lambda: kinds) if level == "records" else None) as register:
        items: Iterable[Item] = register.claims(kind) if level == "claims" else register.records(kind)
        place = None if to is None or str(to) == "-" else to
        count = export(items, form, slots, place)
    if place is not None:
        console(stderr=True).print(f"{count} {level} in {place}")
