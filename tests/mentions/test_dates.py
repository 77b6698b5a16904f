"""Dates that must, and must not, be read; and what happens without the document's date."""

import pytest
from tests.mentions.value_tables import grammar, read, rows_of

from mithaq.mentions.dates import find_dates
from mithaq.text.clean import clean


@pytest.mark.parametrize(("text", "expect"), rows_of("date"))
def test_table(text: str, expect: list[str]) -> None:
    assert read(text) == expect


@pytest.mark.parametrize("text", ["أكتوبر الماضي", "on Tuesday", "hier", "in October", "العام الجاري", "du 3 au 5 mai"])
def test_without_anchor_nothing_is_invented(text: str) -> None:
    assert read(text, None) == ["date  unresolved"]


def test_stated_dates_need_no_anchor() -> None:
    assert read("الاثنين 20 أكتوبر 2025", None) == ["date 2025-10-20"]


def test_span_holds_the_year_word_not_the_preposition() -> None:
    view = clean("منذ عام 2013")[0]
    (mention,) = find_dates(view, grammar().dates, grammar().numbers, None)
    assert view[mention.start : mention.end] == clean("عام 2013")[0]
