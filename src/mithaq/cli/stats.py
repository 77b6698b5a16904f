"""`mithaq stats` → what a register holds: by kind, year, pair of states, language, publisher, and how sure it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from mithaq.cli.common import console, kinds_of, knowledge_option, open_register, register_option
from mithaq.cli.filters import then_of, then_options


@click.command()
@register_option
@knowledge_option
@then_options
@click.option("--top", type=click.IntRange(1), default=10, show_default=True, help="At most so many of each.")
@click.option("--as", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(target: str, knowledge: Path | None, top: int, form: str, **narrow: Any) -> None:
    """Count what a register holds."""
    with open_register(target, lambda: kinds_of(knowledge), then_of(narrow)) as register:
        counts = register.statistics()
    if form == "json":
        click.echo(json.dumps(counts, ensure_ascii=False, indent=1))
        return
    from rich.table import Table

    table = Table(box=None, show_header=False, pad_edge=False)
    for name, found in counts.items():
        table.add_row(name, _shown(found, top))
    console().print(table)


def _shown(found: Any, top: int) -> str:
    if not isinstance(found, dict):
        return f"{found:,}" if isinstance(found, int) else str(found)
    listed = list(found.items())
    words = ", ".join(f"{name} {count:,}" for name, count in listed[:top])
    return words + (f", and {len(listed) - top} more" if len(listed) > top else "")
