"""Names in a text: whole words, clitics, longest match, weak forms, decoys, capitals, by a lexicon of a few entries."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.builders import written

from mithaq.knowledge.names import load_lexicon
from mithaq.mentions.lexicon import Lexicon
from mithaq.model.documents import Document
from mithaq.model.text import Text
from mithaq.text.clean import clean
from mithaq.text.tokens import tokenize

NAMES = """
    - id: MA
      kind: state
      name:
        ar: المغرب
        fr: Maroc
        en: Morocco
      adjectives:
        ar:
          - مغربي
        fr: [marocain, marocaine]
        en: [Moroccan]
      capital:
        ar: الرباط
        fr: Rabat
        en: Rabat
    - id: TR
      kind: state
      case: exact
      name:
        ar: تركيا
        fr: Turquie
        en: Turkey
    - id: MX
      kind: state
      name:
        ar: المكسيك
        fr: Mexique
        en: Mexico
    - id: none.new-mexico
      kind: none
      name:
        en: New Mexico
    - id: us.africom
      kind: organisation
      class: command
      state: US
      name:
        ar: القيادة الأمريكية لأفريقيا
        en: U.S. Africa Command
      forms:
        mul:
          - AFRICOM
      weak:
        en:
          - the command
    - id: f-16
      kind: item
      class: fighter
      article: optional
      name:
        en: F-16
      forms:
        ar:
          - مقاتلة فالكون
"""


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    folder = written(tmp_path_factory.mktemp("names"), few=NAMES)
    return load_lexicon(folder, Path(__file__).resolve().parents[2] / "knowledge" / "language")


def found(lexicon: Lexicon, words: str) -> list[tuple[str | None, str]]:
    view, offsets = clean(words)
    text = Text(Document("d", words), view, offsets, (), (), tuple(tokenize(view)), "en")
    return [(m.id, text.original(m.start, m.end)) for m in lexicon.find(text)]


@pytest.mark.parametrize("words", ["المغرب", "والمغرب", "بالمغرب", "فالمغرب", "وبالمغرب"])
def test_arabic_clitics_stand_outside_the_name(lexicon: Lexicon, words: str) -> None:
    assert found(lexicon, f"زار {words} أمس") == [("MA", "المغرب")]


def test_the_article_may_melt_into_the_preposition(lexicon: Lexicon) -> None:
    assert [i for i, _ in found(lexicon, "سلمت للمغرب سفينة")] == ["MA"]
    assert [i for i, _ in found(lexicon, "سلمت وللمغرب سفينة")] == ["MA"]


@pytest.mark.parametrize("words", ["المغرب", "المَغْرِب", "المغـــرب"])
def test_marks_and_tatweel_change_nothing(lexicon: Lexicon, words: str) -> None:
    assert found(lexicon, words) == [("MA", words)]


@pytest.mark.parametrize("words", ["مغربي", "المغربية", "مغربيين", "المغربيتان"])
def test_an_adjective_is_made_in_all_its_forms(lexicon: Lexicon, words: str) -> None:
    assert found(lexicon, words) == [("MA", words)]


@pytest.mark.parametrize("words", ["Moroccos", "AFRICOMs2", "xF-16", "Rabatois"])
def test_a_name_inside_a_longer_word_is_no_name(lexicon: Lexicon, words: str) -> None:
    assert found(lexicon, f"the {words} went") == []


def test_latin_names_match_in_any_case(lexicon: Lexicon) -> None:
    assert [i for i, _ in found(lexicon, "MOROCCO and morocco")] == ["MA", "MA"]


def test_an_exact_name_needs_its_capitals(lexicon: Lexicon) -> None:
    assert found(lexicon, "roast turkey for all") == []
    assert found(lexicon, "in Turkey") == [("TR", "Turkey")]
    assert found(lexicon, "TURKEY BUYS") == [("TR", "TURKEY")]


def test_a_decoy_hides_the_name_inside_it(lexicon: Lexicon) -> None:
    assert found(lexicon, "a base in New Mexico") == []
    assert found(lexicon, "a base in Mexico") == [("MX", "Mexico")]


def test_a_weak_form_counts_beside_a_strong_one_only(lexicon: Lexicon) -> None:
    assert found(lexicon, "the command said") == []
    assert [i for i, _ in found(lexicon, "AFRICOM came; the command said")] == ["us.africom", "us.africom"]


@pytest.mark.parametrize("words", ["F-16", "F16", "F 16", "F–16", "f-16", "F-16C", "F-16C/D"])
def test_designations_in_all_spellings(lexicon: Lexicon, words: str) -> None:
    assert found(lexicon, f"24 {words} left") == [("f-16", words)]


def test_an_optional_article(lexicon: Lexicon) -> None:
    assert found(lexicon, "رأى مقاتلة فالكون") == [("f-16", "مقاتلة فالكون")]
    assert found(lexicon, "رأى المقاتلة فالكون") == [("f-16", "المقاتلة فالكون")]


def test_a_capital_is_a_place_of_its_state(lexicon: Lexicon) -> None:
    assert found(lexicon, "إلى الرباط") == [("ma.capital", "الرباط")]


def test_nothing_in_nothing(lexicon: Lexicon) -> None:
    assert found(lexicon, "") == []
    assert found(lexicon, "a plain sentence") == []
