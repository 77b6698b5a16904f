"""knowledge/language/ → the words of the number, money and date grammars, merged over the languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mithaq.knowledge.yaml import Entry, load
from mithaq.mentions.dates_words import DateWords, date_words
from mithaq.mentions.money import MoneyWords, money_words
from mithaq.mentions.numberwords import NumberWords, number_words
from mithaq.mentions.values import Grammar
from mithaq.model.errors import KnowledgeError

LANGUAGES = ("ar", "fr", "en")
_SHARED = ("conjunctions", "prepositions", "articles", "contracted", "ordinal_suffixes")


def load_grammar(knowledge: Path) -> Grammar:
    """Read everything that `mithaq.mentions.values.find_values` needs."""
    return Grammar(load_numbers(knowledge), load_money(knowledge), load_dates(knowledge))


def load_numbers(knowledge: Path) -> NumberWords:
    """Read numbers.yml of every language."""
    return number_words(_tables(knowledge, "numbers.yml"))


def load_money(knowledge: Path) -> MoneyWords:
    """Read money.yml of every language."""
    return money_words(_with_particles(knowledge, _tables(knowledge, "money.yml")))


def load_dates(knowledge: Path) -> DateWords:
    """Read months.yml and dates.yml of every language, and hijri.yml."""
    months, dates = _tables(knowledge, "months.yml"), _tables(knowledge, "dates.yml")
    tables = _with_particles(knowledge, {k: {**months[k], **dates[k]} for k in LANGUAGES})
    return date_words(tables, _table(knowledge / "language" / "hijri.yml"))


def _table(path: Path) -> Entry:
    table = load(path)
    if not isinstance(table, Entry):
        raise KnowledgeError("the file must be a mapping of keys to words", file=str(path))
    return table


def _tables(knowledge: Path, name: str) -> dict[str, Any]:
    return {language: _table(knowledge / "language" / language / name) for language in LANGUAGES}


def _with_particles(knowledge: Path, tables: dict[str, Any]) -> dict[str, Any]:
    """Add the glued particles, which numbers.yml lists."""
    numbers = _tables(knowledge, "numbers.yml")
    return {k: {**{s: numbers[k].get(s) or [] for s in _SHARED}, **t} for k, t in tables.items()}
