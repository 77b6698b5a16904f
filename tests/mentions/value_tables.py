"""What the tables of short texts hold, and how a mention is written in their notation."""

from functools import cache
from pathlib import Path

from mithaq.knowledge.grammars import load_grammar
from mithaq.knowledge.yaml import load
from mithaq.mentions.values import Grammar, find_values
from mithaq.model.mentions import Mention
from mithaq.model.values import Money, Quantity, When, plain
from mithaq.text.clean import clean

ROOT = Path(__file__).parents[2]
TODAY = "2025-11-20"


@cache
def grammar() -> Grammar:
    return load_grammar(ROOT / "knowledge")


def rows() -> list[tuple[str, list[str]]]:
    out = []
    for language in ("ar", "fr", "en"):
        for row in load(Path(__file__).parent / "tables" / f"{language}.yml"):
            out.append((row.text("text"), row.list("expect")))
    return out


def rows_of(kind: str) -> list[tuple[str, list[str]]]:
    """Rows that expect this kind; refusals go with all kinds."""
    return [r for r in rows() if not r[1] or any(e.startswith(kind) for e in r[1])]


def read(text: str, anchor: str | None = TODAY) -> list[str]:
    return [notation(m) for m in find_values(clean(text)[0], grammar(), anchor)]


def notation(mention: Mention) -> str:
    value = mention.value
    parts = [mention.kind]
    if isinstance(value, When):
        parts.append(value.edtf)
        parts += [value.basis] if value.basis != "stated" else []
        parts += [value.role] if value.role not in ("point", "range") else []
        parts += [value.calendar] if value.calendar else []
    elif isinstance(value, Money | Quantity):
        upper = f"..{plain(value.value_to)}" if value.value_to is not None else ""
        parts.append(f"{plain(value.value)}{upper}")
        parts += [value.currency] if isinstance(value, Money) else []
        parts += [value.qualifier] if value.qualifier != "exact" else []
        if isinstance(value, Quantity):
            parts += [f"unit={value.unit}"] if value.unit else []
            parts += ["ordinal"] if value.ordinal else []
    return " ".join(parts)
