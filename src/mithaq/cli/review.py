"""`mithaq review` → what the register is not sure of, and what people judge about it, kept for good."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mithaq.cli.common import console, knowledge_option, open_register, register_option

if TYPE_CHECKING:
    from mithaq.model.records import Record
    from mithaq.register import Register

_SHOWN = 40
_ID = 10
_TOLD = ("id", "value", "value_to", "currency", "qualifier", "unit")


@click.group(invoke_without_command=True)
@register_option
@knowledge_option
@click.option("--all", "everything", is_flag=True, help=f"List all, not only the first {_SHOWN} of each sort.")
@click.pass_context
def command(ctx: click.Context, target: str, knowledge: Path | None, everything: bool) -> None:
    """List what is disputed or may be the same; the commands below judge it.

    \b
    mithaq review --register demo.db
    mithaq review --register demo.db same r_12ab r_34cd --by ana --because "one visit, two dates of report"
    mithaq review --register demo.db prefer r_12ab quantity 25 --by ana --because "the ministry's own figure"
    """
    ctx.obj = (target, knowledge)
    if ctx.invoked_subcommand is None:
        _list(target, knowledge, None if everything else _SHOWN)


def _list(target: str, knowledge: Path | None, most: int | None) -> None:
    from mithaq.pipeline import Reader, assembled, lore_of

    out = console()
    with open_register(target) as register:
        known = Reader(knowledge).knowledge
        found = assembled(register, known.kinds, lore_of(known))
        by_claim = {claim: record.id[:_ID] for record in found.records for claim in record.claims}
        persons: list[tuple[str, ...]] = [
            (*(by_claim.get(c, c) for c in pair.claims), pair.one, pair.other, f"{pair.score:.2f}")
            for pair in found.persons
        ]
        lists: dict[str, list[tuple[str, ...]]] = {
            "disputed": _disputes(found.records, register.names()),
            "perhaps the same thing": [(a[:_ID], b[:_ID]) for a, b in found.pairs],
            "perhaps the same person": persons,
        }
        for title, rows in lists.items():
            out.print(f"{title}: {len(rows)}", style="bold")
            for row in rows[:most]:
                out.print("  " + "  ".join(row))


def _disputes(records: Iterable[Record], names: Mapping[str, str]) -> list[tuple[str, ...]]:
    from mithaq.export.values import shown

    rows: list[tuple[str, ...]] = []
    for record in records:
        for name, slot in record.slots.items():
            if slot.disputed:
                sides = " ‖ ".join(shown(v.value, names.get) for v in (*slot.agreed, *slot.disputed))
                rows.append((record.id[:_ID], record.kind, name, sides))
    return rows


def _judging(function: Any) -> Any:
    function = click.option("--because", required=True, metavar="TEXT", help="Why.")(function)
    help_ = "Who judges; $MITHAQ_BY, else $USER."
    return click.option("--by", envvar=["MITHAQ_BY", "USER"], required=True, metavar="NAME", help=help_)(function)


def _pair(ctx: click.Context, verdict: str, one: str, other: str, who: tuple[str, str]) -> None:
    with open_register(ctx.obj[0]) as register:
        records = [_found(register, ctx.obj, each) for each in (one, other)]
        if records[0].kind != records[1].kind:
            raise click.UsageError(f"{one} is of the kind {records[0].kind}, {other} of the kind {records[1].kind}")
        subject, object_ = sorted(_anchors(register, record) for record in records)
        _add(register, verdict, subject, object_, who)


@command.command("same")
@click.argument("one")
@click.argument("other")
@_judging
@click.pass_context
def same(ctx: click.Context, one: str, other: str, by: str, because: str) -> None:
    """Say that two records are about the same thing (of two offices: that the holder is one person)."""
    _pair(ctx, "same", one, other, (by, because))


@command.command("not-same")
@click.argument("one")
@click.argument("other")
@_judging
@click.pass_context
def not_same(ctx: click.Context, one: str, other: str, by: str, because: str) -> None:
    """Say that two records (r_…), or two claims (c_…) that stand in one record, are about two things."""
    _pair(ctx, "not-same", one, other, (by, because))


@command.command("prefer")
@click.argument("record")
@click.argument("slot")
@click.argument("value")
@_judging
@click.pass_context
def prefer(ctx: click.Context, record: str, slot: str, value: str, by: str, because: str) -> None:
    """Say which VALUE of a SLOT is right: its figure, date, id or name; the others stay visible as disputed."""
    import json

    with open_register(ctx.obj[0]) as register:
        found = _found(register, ctx.obj, record)
        if slot not in found.slots:
            raise click.UsageError(f"{found.id} has no slot {slot} ({', '.join(found.slots)})")
        values = [v.value for v in (*found.slots[slot].agreed, *found.slots[slot].disputed)]
        told = next((_told(v) for v in values if value in _names(v)), None)
        if told is None:
            raise click.UsageError(f"no document says {value}; they say {', '.join(_names(v)[0] for v in values)}")
        object_ = json.dumps({"slot": slot, "value": told}, ensure_ascii=False, sort_keys=True)
        _add(register, "prefer", _anchors(register, found), object_, (by, because))


@command.command("reject")
@click.argument("what", metavar="ID")
@_judging
@click.pass_context
def reject(ctx: click.Context, what: str, by: str, because: str) -> None:
    """Say that a claim (c_…), or all claims of a record (r_…), were misread or do not belong in the register."""
    with open_register(ctx.obj[0]) as register:
        _add(register, "reject", _anchors(register, _found(register, ctx.obj, what)), None, (by, because))


@command.command("undo")
@click.argument("number", type=int)
@_judging
@click.pass_context
def undo(ctx: click.Context, number: int, by: str, because: str) -> None:
    """Take judgement NUMBER back; both stay in the log."""
    from mithaq.register.judgements import judgements

    with open_register(ctx.obj[0]) as register:
        if number not in {judgement.id for judgement in judgements(register)}:
            raise click.UsageError(f"there is no judgement {number}; see: mithaq review log")
        _add(register, "undo", str(number), None, (by, because))


@command.command("log")
@click.pass_context
def log(ctx: click.Context) -> None:
    """List all judgements: number, date, who, verdict and why."""
    from mithaq.register.judgements import judgements

    with open_register(ctx.obj[0]) as register:
        for j in judgements(register):
            about = j.subject if j.verdict == "undo" else f"{j.subject} {j.object or ''}"
            console().print(
                f"{j.id:>4}  {j.made_at}  {j.made_by}  {j.verdict}  {j.because}\n      {about}", soft_wrap=True
            )


@command.command("export")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_context
def export(ctx: click.Context, path: Path) -> None:
    """Write the log to a tab-separated file, to be shared and kept under version control."""
    from mithaq.register.judgements import as_tsv, judgements

    with open_register(ctx.obj[0]) as register:
        path.write_text(as_tsv(judgements(register)), encoding="utf-8")


@command.command("import")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_context
def import_(ctx: click.Context, path: Path) -> None:
    """Add the judgements of such a file that the register does not hold yet."""
    from mithaq.register.judgements import add_all, from_tsv, judgements

    with open_register(ctx.obj[0]) as register:
        new = from_tsv(path.read_text(encoding="utf-8"), judgements(register))
        add_all(register, new)
        click.echo(f"{len(new)} judgements added")


def _found(register: Register, where: tuple[str, Path | None], what: str) -> Record:
    """Return a record by the beginning of its id; a claim is taken for a record of its own."""
    from dataclasses import replace

    from mithaq.pipeline import Reader, refresh

    known = Reader(where[1])
    refresh(register, lambda: known.knowledge.kinds, lambda: known.knowledge)
    if what.startswith("c_"):
        for record in register.records():
            for claim in record.claims:
                if claim.startswith(what):
                    return replace(record, claims=(claim,))
    elif record_ := register.record(what):
        return record_
    raise click.UsageError(f"there is no {what} in {register.shown}")


def _anchors(register: Register, record: Record) -> str:
    from mithaq.records.decisions import anchors_of

    return anchors_of(register.claims_of(record))


def _names(value: Mapping[str, Any]) -> list[str]:
    return [str(value[key]) for key in ("value", "id", "name", "text") if key in value]


def _told(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return what tells a value from the others of its slot."""
    told = {key: value[key] for key in _TOLD if key in value}
    return told or {key: value[key] for key in ("name", "text") if key in value}


def _add(register: Register, verdict: str, subject: str, object_: str | None, who: tuple[str, str]) -> None:
    from mithaq.records.decisions import Judgement
    from mithaq.register.judgements import add

    number = add(register, Judgement(0, verdict, subject, object_, who[0], "", who[1]))
    click.echo(f"judgement {number}: {verdict}; take it back with: mithaq review undo {number}")
