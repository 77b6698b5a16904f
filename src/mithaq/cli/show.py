"""`mithaq show` → records as a table or JSON; `mithaq show ID` → one record with the words it stands on."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mithaq.cli.common import console, kinds_of, knowledge_option, open_register, register_option

if TYPE_CHECKING:
    from mithaq.model.records import Record
    from mithaq.register import Register

_NOT_FOUND = 1


@click.command()
@click.argument("what", required=False, metavar="[KIND|ID]")
@register_option
@knowledge_option
@click.option("--state", "states", multiple=True, metavar="CODE", help="Only what names this state; may be repeated.")
@click.option("--since", metavar="DATE", help="Only what is dated (or was reported) from then on: 2013 or 2013-05.")
@click.option("--disputed", is_flag=True, help="Only what documents disagree about.")
@click.option("--as", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def command(
    what: str | None, target: str, knowledge: Path | None, form: str, states: Sequence[str], **narrow: str | bool | None
) -> None:
    """Show the records of a register, all or of one KIND; or one record, by ID or its beginning, with its evidence."""
    kinds = kinds_of(knowledge)
    if what is not None and what not in kinds and not what.startswith("r_"):
        raise click.UsageError(f"{what} is neither a kind ({', '.join(sorted(kinds))}) nor an id (r_…)")
    with open_register(target, lambda: kinds) as register:
        if what is not None and what.startswith("r_"):
            record = register.record(what)
            if record is None:
                click.echo(f"mithaq: there is no record {what} in {register.shown}", err=True)
                sys.exit(_NOT_FOUND)
            _one(record, register, form)
            return
        since = narrow["since"]
        found = register.records(what, states, str(since) if since else None, disputed=bool(narrow["disputed"]))
        if form == "json":
            for record in found:
                click.echo(json.dumps(record.as_dict(), ensure_ascii=False))
            return
        _table(list(found), register)


def _one(record: Record, register: Register, form: str) -> None:
    from mithaq.cli.evidence import Held, show_record

    claims = register.claims_of(record)
    if form == "json":
        click.echo(json.dumps(record.as_dict() | {"evidence": [c.as_dict() for c in claims]}, ensure_ascii=False))
        return
    documents = {name: found for name in record.documents if (found := register.document(name))}
    show_record(record, claims, Held(documents, register.names()), console())


def _table(records: Sequence[Record], register: Register) -> None:
    from rich.table import Table
    from rich.text import Text

    from mithaq.export.values import slot_shown

    out = console()
    if not records:
        out.print(f"no such records in {register.shown}")
        return
    names = register.names()
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("id", "date", "kind", "what", "sources", "sure"):
        table.add_column(column, no_wrap=column != "what", justify="right" if column in ("sources", "sure") else "left")
    for record in records:
        dates = [record.slots[s] for s in ("date", "signed", "period", "since") if s in record.slots]
        rest = {n: s for n, s in record.slots.items() if n not in ("date", "signed", "period", "since", "modality")}
        said = Text(" · ".join(filter(None, (slot_shown(slot, names.get) for slot in rest.values()))))
        if record.modality != "asserted":
            said.append(f" ({record.modality})", style="italic")
        if record.disputed:
            said.append("  ‖ disputed", style="bold yellow")
        date = slot_shown(dates[0]) if dates else ""
        row = (record.id[:10], date, record.kind, said, str(record.sources), f"{record.confidence:.2f}")
        table.add_row(*row)
    out.print(table)
    out.print(f"{len(records)} records; one with its evidence: mithaq show ID --register {register.shown}", style="dim")
