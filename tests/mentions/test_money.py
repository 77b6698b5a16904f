"""Amounts of money that must, and must not, be read."""

import pytest
from tests.mentions.value_tables import grammar, read, rows_of

from mithaq.mentions.money import find_money, read_money
from mithaq.text.clean import clean


@pytest.mark.parametrize(("text", "expect"), rows_of("money"))
def test_table(text: str, expect: list[str]) -> None:
    assert read(text) == expect


def test_span_covers_number_to_currency() -> None:
    view = clean("بقيمة 8.545 مليار دولار أميركي")[0]
    (mention,) = find_money(view, grammar().money, grammar().numbers)
    assert view[mention.start : mention.end] == clean("8.545 مليار دولار أميركي")[0]


def test_undecided_currency_is_a_doubt_not_an_amount() -> None:
    view = clean("قرض قدره 5 ملايين دينار")[0]
    found, doubts = read_money(view, grammar().money, grammar().numbers)
    assert found == []
    assert [view[a:b] for a, b in doubts] == [clean("5 ملايين دينار")[0]]
