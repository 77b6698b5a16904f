"""Where sentences end, and where they do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from mithaq.knowledge.textwords import load_text_words
from mithaq.text.clean import clean
from mithaq.text.sentences import LIMIT, Source, split_sentences
from mithaq.text.words import TextWords

WORDS = load_text_words(Path(__file__).resolve().parents[2] / "knowledge")


def split(text: str, words: TextWords = WORDS) -> list[str]:
    view, offsets = clean(text)
    return [view[s:e] for s, e in split_sentences(Source(view, offsets, text), 0, len(view), words)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Spain paid 3.5 million. Italy paid 2,000.", 2),
        ("Gen. J. Ellis met Lt. Col. Omar. They spoke.", 2),
        ("The U.S. Navy sent two ships. The U.K. sent one.", 2),
        ("They flew to the U.S. The visit lasted a day.", 2),
        ("M. Dupont a signé l'art. 5 du texte. Il est reparti.", 2),
        ("Est-ce fini ? demande-t-il. Non.", 2),
        ("The deal.. a first step", 1),
        ("The deal ... was a first step. It holds.", 2),
        ("1. The Parties shall cooperate. They shall meet.", 2),
        ('He said "it works." and left.', 1),
        ("The ships (two of them.) arrived. They stay.", 2),
        ("وصل الوفد أمس. وسيغادر غدا.", 2),
        ("وصل الوفد أمس.وسيغادر غدا.", 2),
        ("استقبله العقيد ب. سليمان في المطار. ثم غادر.", 2),
        ("وقع البلدان الاتفاقية. التي تمتد خمس سنوات.", 1),
        ("تمر العلاقات .بأفضل مراحلها اليوم.", 1),
        ("ما جديد الصفقة؟ لا شيء!", 2),
        ("تضم 8.5 مليار؛ 20 طائرة؛ وسفينتين.", 1),
        ("خطة 2020-2030. .", 1),
        ("• وصلت ست طائرات.", 1),
    ],
)
def test_count(text: str, count: int) -> None:
    assert len(split(text)) == count, split(text)


def test_a_list_mark_is_not_part_of_the_sentence() -> None:
    assert split("• وصلت ست طائرات.") == ["وصلت ست طايرات."]
    assert split("- Six ships came.") == ["six ships came."]


def test_a_monster_is_cut() -> None:
    parts = split("كلمة واحدة، " * 3000)
    assert max(map(len, parts)) <= LIMIT


def test_without_words_from_knowledge() -> None:
    assert len(split("One. Two.", TextWords())) == 2
