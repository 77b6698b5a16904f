"""What holds for the prepared text of any document whatever."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mithaq.knowledge.textwords import load_text_words
from mithaq.model.documents import Document
from mithaq.model.text import READABLE, Text
from mithaq.text.prepare import prepare

WORDS = load_text_words(Path(__file__).resolve().parents[2] / "knowledge")
PIECES = (
    "وقع وزير الدفاع اتفاقا جديدا مع نظيره في روما يوم الأحد.",
    "أسعار النفط تتراجع إلى أدنى مستوى", "اقرأ أيضا", "- خبر آخر",
    "Le ministre a reçu hier l'ambassadeur et les attachés de défense.", "LIRE AUSSI", "• un titre", "Par A. Diop",
    "The U.S. delivered 12 helicopters worth $1.5 million on 5 May 2024.", "Read more", "Comments", "5 May 2024", "...",
    "— Desk (@desk) May 5, 2024", "pic.twitter.com/abc", "|",
    "    ", "\n", "\n\n", "-", "!", "2020", "\u200f", "ـ", ":", "؛",
)  # fmt: skip
pages = st.lists(st.sampled_from(PIECES) | st.text(max_size=20), max_size=25).map("\n".join)
flat = st.lists(st.sampled_from(PIECES) | st.text(max_size=20), max_size=25).map("    ".join)


def check(text: Text) -> None:
    view = text.view
    assert [r.end for r in text.regions[:-1]] == [r.start for r in text.regions[1:]]
    assert all(r.start < r.end for r in text.regions)
    assert not text.regions or (text.regions[0].start, text.regions[-1].end) == (0, len(view))
    assert all(a.end <= b.start for a, b in pairwise(text.sentences))
    assert all(a.end <= b.start for a, b in pairwise(text.tokens))
    assert all(view[t.start : t.end] == t.form for t in text.tokens)
    first = 0
    for s in text.sentences:
        assert s.region in READABLE
        assert any(r.kind == s.region and r.start <= s.start and s.end <= r.end for r in text.regions)
        assert s.first == first < s.last
        first = s.last
        inside = text.tokens[s.first : s.last]
        assert sum(t.end - t.start for t in inside) == len(re.sub(r"\s", "", view[s.start : s.end]))
        assert text.original(s.start, s.end)
        assert text.sentence_at(s.start) == text.sentences.index(s)
    assert first == len(text.tokens)


@settings(max_examples=150, deadline=None)
@given(pages | flat | st.text())
def test_parts_fit_together(page: str) -> None:
    text, issues = prepare(Document("any", page), WORDS)
    check(text)
    assert bool(issues) == (not text.sentences)


@pytest.mark.parametrize("page", ["", " \n\t ", "\ufeff", "\u200f\u200f", "...", "|||||||", "\x00\x01\x02", "\ud800"])
def test_nothing_to_read_is_an_issue(page: str) -> None:
    text, issues = prepare(Document("empty", page), WORDS)
    check(text)
    assert [i.code for i in issues] == ["T001"]


@pytest.mark.parametrize(
    "unit", ["7", "1,", "a.b.", ". ", "عنوان من خمس كلمات    ", "• a\n", "- a (@b) ", "e\u0301", "x\n"]
)
def test_a_long_page_of_one_thing_keeps_its_bounds(unit: str) -> None:
    page = unit * (20_000 // len(unit))
    text, _ = prepare(Document("long", page), WORDS)
    check(text)
    assert text.regions and text.document.text == page


def test_the_title_from_the_source_is_a_headline() -> None:
    page = "Menu one\nMenu two\nMenu three\nMenu four\nNorway buys frigates\nMenu five\nMenu six\nMenu seven\n\n"
    body = "Norway has chosen a British yard for its next frigates, the government said on Sunday evening."
    text, _ = prepare(Document("t", page + body, title="Norway buys frigates"), WORDS)
    assert next(text.view[s.start : s.end] for s in text.sentences if s.region == "headline") == "norway buys frigates"
