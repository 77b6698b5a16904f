"""`mithaq diff OLD NEW` → what the second register has beside, without and other than the first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mithaq.cli.common import console, kinds_of, knowledge_option, open_register

if TYPE_CHECKING:
    from mithaq.export.delta import Change

_NOTHING = "–"
_MARKS = {"added": ("+", "green"), "gone": ("-", "red"), "changed": ("~", "yellow")}


@click.command()
@click.argument("old", metavar="OLD_REGISTER")
@click.argument("new", metavar="NEW_REGISTER")
@knowledge_option
@click.option("--level", type=click.Choice(["records", "claims", "both"]), default="records", show_default=True)
@click.option("--as", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--to", type=click.Path(path_type=Path), help="Write JSON lines to this file.")
def command(old: str, new: str, knowledge: Path | None, level: str, form: str, to: Path | None) -> None:
    """Compare two registers: + what only the second has, - what only the first has, ~ what they have otherwise."""
    from mithaq.export.base import whole_file
    from mithaq.export.delta import claim_changes, record_changes, write

    kinds = kinds_of(knowledge)
    with open_register(old, lambda: kinds) as first, open_register(new, lambda: kinds) as second:
        of_claims = claim_changes(first.claims(), second.claims()) if level != "records" else iter(())
        of_records = record_changes(first.records(), second.records()) if level != "claims" else iter(())
        changes = list(chain(of_records, of_claims))
        names = first.names() | second.names()
    if to is not None or form == "json":
        with whole_file(to) as out:
            write(changes, out)
    else:
        _print(changes, names)


def _print(changes: list[Change], names: dict[str, str]) -> None:
    out = console()
    for change in changes:
        mark, style = _MARKS[change.op]
        said = change.after or change.before or {}
        out.print(f"{mark} {change.id[:10]} {change.kind}  {_line(said, names)}", style=style)
        if change.op == "changed" and change.before is not None:
            for told in _differences(change.before, said, names):
                out.print(f"    {told}", style="dim")
    counts = Counter(f"{c.level}s {c.op}" for c in changes)
    out.print(", ".join(f"{count} {what}" for what, count in sorted(counts.items())) or "no difference", style="dim")


def _differences(before: Mapping[str, Any], after: Mapping[str, Any], names: dict[str, str]) -> Iterator[str]:
    """Yield what is otherwise, slot by slot: only what a reader would see, not which claims say the same once more."""
    for name in dict.fromkeys((*before["slots"], *after["slots"])):
        was, now = (_slot(side["slots"].get(name, {}), names) for side in (before, after))
        if was != now:
            yield f"{name}: {was or _NOTHING} → {now or _NOTHING}"
    first, then = (", ".join(s["status"] for s in side.get("status_history", ())) for side in (before, after))
    if first != then:
        yield f"stages: {first or _NOTHING} → {then or _NOTHING}"
    for name in ("modality", "sources", "confidence"):
        if before.get(name) != after.get(name):
            yield f"{name}: {before.get(name)} → {after.get(name)}"
    for name, mark in (("document_ids", "document"), ("follows", "follows")):
        old, new = set(before.get(name, ())), set(after.get(name, ()))
        yield from (f"+ {mark} {one}" for one in sorted(new - old))
        yield from (f"- {mark} {one}" for one in sorted(old - new))


def _slot(slot: Any, names: dict[str, str]) -> str:
    from mithaq.export.values import shown

    entries = slot if isinstance(slot, list) else slot.get("values") or [slot]
    told = ", ".join(shown(value, names.get) for value in entries if value)
    disputed = [] if isinstance(slot, list) else slot.get("disputed", ())
    return " ‖ ".join([told, *(shown(value, names.get) for value in disputed)])


def _line(said: Mapping[str, Any], names: dict[str, str]) -> str:
    values = [_slot(slot, names) for slot in said.get("slots", {}).values()]
    values += [f"{name} {said[name]}" for name in ("modality", "confidence") if name in said]
    return " · ".join(value for value in values if value)
