"""`mithaq show` → records as a table, CSV or JSON; `mithaq show ID` → one record with the words it stands on."""

from __future__ import annotations

import sys
from collections.abc import Sequence
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
    slots_of,
)
from mithaq.cli.filters import filter_options, selection, then_of, then_options
from mithaq.export.values import json_line

if TYPE_CHECKING:
    from mithaq.model.records import Record
    from mithaq.register import Register

_NOT_FOUND = 1
_DATES = ("date", "signed", "period", "since")


@click.command()
@click.argument("what", required=False, metavar="[KIND|ID]")
@register_option
@knowledge_option
@filter_options
@then_options
@click.option("--as", "form", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True)
def command(what: str | None, target: str, knowledge: Path | None, form: str, **narrow: Any) -> None:
    """Show the records of a register, all or of one KIND; or one record, by ID or its beginning, with its evidence."""
    kinds, then = kinds_of(knowledge), then_of(narrow)
    one = what is not None and what.startswith("r_")
    wanted = selection(None if one else kind_or_wrong(what, kinds, "an id (r_…)"), narrow)
    with open_register(target, lambda: kinds, then) as register:
        if one:
            _show_one(str(what), register, form)
            return
        found = register.select(wanted)
        if form == "json":
            for record in found:
                click.echo(json_line(record.as_dict()))
        elif form == "csv":
            from mithaq.export import export

            export(found, "csv", slots_of(kinds, wanted.kind))
        else:
            _table(list(found), register)


def _show_one(prefix: str, register: Register, form: str) -> None:
    record = register.record(prefix)
    if record is None:
        click.echo(f"mithaq: there is no record {prefix} in {register.shown}", err=True)
        sys.exit(_NOT_FOUND)
    claims = register.claims_of(record)
    if form == "json":
        click.echo(json_line(record.as_dict() | {"evidence": [c.as_dict() for c in claims]}))
        return
    if form == "csv":
        raise click.UsageError("one record is shown as a page or as JSON: leave out --as csv")
    from mithaq.cli.evidence import Held, show_record

    documents = {name: found for name in record.documents if (found := register.document(name))}
    show_record(record, claims, Held(documents, register.names()), console())


def _table(records: Sequence[Record], register: Register) -> None:
    from rich.table import Table

    out = console()
    if not records:
        out.print(f"no such records in {register.shown}")
        return
    names = register.names()
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("id", "date", "kind", "what", "sources", "sure"):
        wide = column == "what"
        right = column in ("sources", "sure")
        table.add_column(column, no_wrap=not wide, justify="right" if right else "left", overflow="fold")
    for record in records:
        row = (record.id[:10], _date(record), record.kind, isolated(told(record, names.get), out))
        table.add_row(*row, str(record.sources), f"{record.confidence:.2f}")
    out.print(table)
    out.print(f"{len(records)} records; one with its evidence: mithaq show ID --register {register.shown}", style="dim")


def _date(record: Record) -> str:
    from mithaq.export.values import slot_shown

    return next((slot_shown(record.slots[slot]) for slot in _DATES if slot in record.slots), "")


def told(record: Record, label: Any) -> Any:
    """Return a record in one line."""
    from rich.text import Text

    from mithaq.export.values import slot_shown

    rest = (slot for name, slot in record.slots.items() if name not in (*_DATES, "modality"))
    said = Text(" · ".join(filter(None, (slot_shown(slot, label) for slot in rest))))
    if record.modality != "asserted":
        said.append(f" ({record.modality})", style="italic")
    if record.disputed:
        said.append("  ‖ disputed", style="bold yellow")
    return said
