"""Spans and the map from the view to the original."""

from __future__ import annotations

import pytest
from tests.builders import text_of

from mithaq.model.spans import Span


def test_a_span_is_half_open() -> None:
    assert Span(2, 4).of("abcdef") == "cd"


@pytest.mark.parametrize(("a", "b", "touch"), [((0, 2), (2, 4), False), ((0, 3), (2, 4), True), ((1, 2), (0, 9), True)])
def test_spans_overlap_when_they_share_a_character(a: tuple[int, int], b: tuple[int, int], touch: bool) -> None:
    assert Span(*a).overlaps(Span(*b)) is touch
    assert Span(*b).overlaps(Span(*a)) is touch


def test_the_original_of_a_view_stretch_has_its_marks() -> None:
    words = "زار الوفدُ المَغْرِبَ أمس."
    text = text_of(words)
    start = text.view.index("المغرب")
    assert text.original(start, start + len("المغرب")) == "المَغْرِب"
    assert text.span(start, start + len("المغرب")).of(words) == "المَغْرِب"


def test_a_position_knows_its_sentence() -> None:
    text = text_of("One army left. Another army came.")
    assert text.sentence_at(0) == 0
    assert text.sentence_at(text.view.index("another")) == 1
    assert text.sentence_at(len(text.view) + 5) is None
