"""What holds for the view of any text whatever."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from mithaq.text.clean import clean, fold

ARABIC = "ابتةىأإآؤئلاـًٌَُّْٰٕٓپچگﻻﷲ٠١٢۳،؛؟٪"
LATIN = "aZéÉœŒẞİıßñçÇﬁﬀ１Ａ™№℃Å\u0301\u0308\u0327"
OTHER = " \u00a0\u200f\u200b\u00ad\ufeff\n\r\t\u2028“”«»’–—…•●()[].,:;?!/-|0123456789"
messy = st.text(st.sampled_from(ARABIC + LATIN + OTHER) | st.characters(), max_size=80)


@given(messy)
@example("e\u200b\u0301")
@example("\u0301é")
@example("ﷺ")
@example("a\ud800b")
def test_cleaning_twice_changes_nothing(text: str) -> None:
    view, _ = clean(text)
    again, offsets = clean(view)
    assert again == view
    assert list(offsets) == list(range(len(view) + 1))


@given(messy)
def test_each_view_character_has_a_place_in_the_original(text: str) -> None:
    view, offsets = clean(text)
    assert len(offsets) == len(view) + 1
    assert offsets[-1] == len(text)
    assert all(0 <= a <= b <= len(text) for a, b in pairwise(offsets))
    assert all(offsets[i] < len(text) for i in range(len(view)))


@given(messy, st.data())
def test_each_view_interval_maps_to_what_cleans_to_it(text: str, data: st.DataObject) -> None:
    view, offsets = clean(text)
    if not view:
        return
    start = data.draw(st.integers(0, len(view) - 1))
    end = data.draw(st.integers(start + 1, len(view)))
    original = text[offsets[start] : offsets[end - 1] + 1]
    assert original
    # an interval may cut a ligature or an accented letter; its own characters are inside what the original cleans to
    plain = clean(original)[0]
    whole = all(offsets[i] != offsets[i - 1] for i in (start, end) if 0 < i < len(view))
    if whole and not any(unicodedata.combining(c) for c in text):
        assert plain == view[start:end]


@given(st.text(st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهوي"), min_size=1))
def test_marks_and_tatweel_never_matter(word: str) -> None:
    assert fold("ـ".join(word)) == fold(word)
    assert fold("".join(c + "\u064e" for c in word)) == fold(word)


@given(st.text(max_size=60))
def test_composed_and_decomposed_texts_meet(text: str) -> None:
    if any("\u1100" <= c <= "\u11ff" or "\uac00" <= c <= "\ud7a3" for c in text):
        return
    latin = "".join(c for c in text if c < "\u0250")
    assert clean(unicodedata.normalize("NFD", latin))[0] == clean(unicodedata.normalize("NFC", latin))[0]
