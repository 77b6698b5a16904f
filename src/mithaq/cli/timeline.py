"""`mithaq timeline` → what happened when, a line a record under the heading of its year, as text or JSON."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mithaq.cli.common import (
    console,
    isolated,
    kind_or_wrong,
    kinds_of,
    knowledge_option,
    open_register,
    register_option,
)
from mithaq.cli.filters import filter_options, selection, then_of, then_options
from mithaq.cli.show import told
from mithaq.export.values import json_line

if TYPE_CHECKING:
    from mithaq.model.records import Record


@click.command()
@click.argument("kind", required=False, metavar="[KIND]")
@register_option
@knowledge_option
@filter_options
@then_options
@click.option("--as", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(kind: str | None, target: str, knowledge: Path | None, form: str, **narrow: Any) -> None:
    """Show records in the order of their dates; those without a date of their own are counted at the end."""
    kinds, then = kinds_of(knowledge), then_of(narrow)
    wanted = selection(kind_or_wrong(kind, kinds), narrow)
    with open_register(target, lambda: kinds, then) as register:
        records = list(register.select(wanted))
        names = register.names()
    dated = sorted(((when(r), r.kind, r.id, r) for r in records if when(r)), key=lambda row: row[:3])
    if form == "json":
        for date, _, _, record in dated:
            click.echo(json_line({"date": date} | record.as_dict()))
        return
    _print([(date, record) for date, _, _, record in dated], len(records) - len(dated), names)


def when(record: Record) -> str:
    """Return the EDTF date of the thing itself, or nothing."""
    from mithaq.register.rows import date_of

    return date_of(record) or ""


def _print(dated: list[tuple[str, Record]], undated: int, names: dict[str, str]) -> None:
    from rich.table import Table

    out = console()
    table = Table(box=None, pad_edge=False, show_header=False)
    for column in ("date", "kind", "what", "id"):
        table.add_column(column, no_wrap=column != "what", overflow="fold")
    for year, rows in groupby(dated, key=lambda row: row[0][:4]):
        table.add_row(year, style="bold")
        for date, record in rows:
            table.add_row(f"  {date}", record.kind, isolated(told(record, names.get), out), record.id[:10])
    out.print(table)
    out.print(f"{len(dated)} dated; {undated} more without a date of their own", style="dim")
