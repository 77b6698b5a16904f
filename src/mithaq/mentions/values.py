"""View + `Grammar` → all dates, amounts of money and quantities in it, no two overlapping, in order."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from mithaq.mentions.dates import find_dates
from mithaq.mentions.dates_words import DateWords
from mithaq.mentions.money import MoneyWords, read_money
from mithaq.mentions.numbers import Spans, find_numbers
from mithaq.mentions.numberwords import NumberWords
from mithaq.model.mentions import Mention


@dataclass(frozen=True, slots=True)
class Grammar:
    """The words of the three grammars, merged over the languages."""

    numbers: NumberWords
    money: MoneyWords
    dates: DateWords


def find_values(
    view: str, grammar: Grammar, anchor: str | None = None, taken: Spans = (), states: Set[str] = frozenset()
) -> list[Mention]:
    """Return every date, amount and quantity; `anchor`: the document's day; `taken`: spans of names, designations;
    `states`: ISO codes of the states the text names."""
    dates = find_dates(view, grammar.dates, grammar.numbers, anchor, taken)
    claimed = [*taken, *((m.start, m.end) for m in dates)]
    money, doubts = read_money(view, grammar.money, grammar.numbers, claimed, states)
    claimed += [(m.start, m.end) for m in money] + doubts
    quantities = find_numbers(view, grammar.numbers, claimed)
    return sorted([*dates, *money, *quantities], key=lambda m: (m.start, m.end))
