"""Counts, measures and ordinals that must, and must not, be read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.mentions.value_tables import grammar, read, rows_of

from mithaq.mentions.numbers import find_numbers
from mithaq.mentions.values import find_values
from mithaq.text.clean import clean


@pytest.mark.parametrize(("text", "expect"), rows_of("quantity"))
def test_table(text: str, expect: list[str]) -> None:
    assert read(text) == expect


def test_span_leaves_out_proclitic_and_noun() -> None:
    view = clean("وصلت وخمس وعشرون طائرة")[0]
    (mention,) = find_numbers(view, grammar().numbers)
    assert view[mention.start : mention.end] == clean("خمس وعشرون")[0]


def test_taken_spans_are_never_read() -> None:
    view = clean("25 F-16 Block 72")[0]
    at = view.index("f-16")
    found = find_numbers(view, grammar().numbers, [(at, len(view))])
    assert [(m.start, m.end) for m in found] == [(0, 2)]


_WORDS = st.sampled_from(
    """25 2015 1.5 3 , . - ( ) / و في من إلى عام سنة خمسة عشر مليون ألف دولار $ € to and de octobre أكتوبر may in 17
    الاثنين القرن a dozen million bn % 12h30 th ème الماضي last next fy24 Q3 ال18 و2015 1447هـ رمضان""".split()  # noqa: SIM905
)


@settings(max_examples=120, deadline=None)
@given(st.lists(_WORDS | st.text(max_size=5), max_size=14).map(" ".join))
def test_any_text_gives_ordered_mentions_that_do_not_overlap(text: str) -> None:
    view = clean(text)[0]
    end = 0
    for mention in find_values(view, grammar(), "2025-11-20"):
        assert end <= mention.start < mention.end <= len(view)
        end = mention.end
