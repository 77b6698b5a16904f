"""`mithaq review` → what the register is not sure of, and what people judge about it, kept for good."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mithaq.cli.common import console, knowledge_option, open_register, register_option
from mithaq.model.errors import RegisterError

if TYPE_CHECKING:
    from mithaq.model.records import Record
    from mithaq.register import Register

_SHOWN = 40
_ID = 10


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


def _judged(ctx: click.Context, verdict: str, judge: Callable[[Register], int]) -> None:
    """Refresh the records, judge, and say how to take it back."""
    from mithaq.pipeline import Reader, refresh

    known = Reader(ctx.obj[1])
    with open_register(ctx.obj[0]) as register:
        refresh(register, lambda: known.knowledge.kinds, lambda: known.knowledge)
        try:
            number = judge(register)
        except RegisterError as e:
            hint = f" ({e.hint})" if e.hint else ""
            raise click.UsageError(f"{e}{hint}") from e
    click.echo(f"judgement {number}: {verdict}; take it back with: mithaq review undo {number}")


@command.command("same")
@click.argument("one")
@click.argument("other")
@_judging
@click.pass_context
def same(ctx: click.Context, one: str, other: str, by: str, because: str) -> None:
    """Say that two records are about the same thing (of two offices: that the holder is one person)."""
    from mithaq.register.judging import Judge, judge_pair

    _judged(ctx, "same", lambda register: judge_pair(register, "same", (one, other), Judge(by, because)))


@command.command("not-same")
@click.argument("one")
@click.argument("other")
@_judging
@click.pass_context
def not_same(ctx: click.Context, one: str, other: str, by: str, because: str) -> None:
    """Say that two records (r_…), or two claims (c_…) that stand in one record, are about two things."""
    from mithaq.register.judging import Judge, judge_pair

    _judged(ctx, "not-same", lambda register: judge_pair(register, "not-same", (one, other), Judge(by, because)))


@command.command("prefer")
@click.argument("record")
@click.argument("slot")
@click.argument("value")
@_judging
@click.pass_context
def prefer(ctx: click.Context, record: str, slot: str, value: str, by: str, because: str) -> None:
    """Say which VALUE of a SLOT is right: its figure, date, id or name; the others stay visible as disputed."""
    from mithaq.register.judging import Judge, judge_value

    _judged(ctx, "prefer", lambda register: judge_value(register, record, slot, value, Judge(by, because)))


@command.command("reject")
@click.argument("what", metavar="ID")
@_judging
@click.pass_context
def reject(ctx: click.Context, what: str, by: str, because: str) -> None:
    """Say that a claim (c_…), or all claims of a record (r_…), were misread or do not belong in the register."""
    from mithaq.register.judging import Judge, judge_misread

    _judged(ctx, "reject", lambda register: judge_misread(register, what, Judge(by, because)))


@command.command("note")
@click.argument("what", metavar="ID")
@_judging
@click.pass_context
def note(ctx: click.Context, what: str, by: str, because: str) -> None:
    """Keep a note that something is wrong with a claim (c_…) or record (r_…); nothing changes by it."""
    from mithaq.register.judging import Judge, note_wrong

    _judged(ctx, "note", lambda register: note_wrong(register, what, Judge(by, because)))


@command.command("undo")
@click.argument("number", type=int)
@_judging
@click.pass_context
def undo(ctx: click.Context, number: int, by: str, because: str) -> None:
    """Take judgement NUMBER back; both stay in the log."""
    from mithaq.register.judging import Judge, take_back

    with open_register(ctx.obj[0]) as register:
        try:
            again = take_back(register, number, Judge(by, because))
        except RegisterError as e:
            raise click.UsageError(f"{e} ({e.hint})") from e
    click.echo(f"judgement {again}: undo; take it back with: mithaq review undo {again}")


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
