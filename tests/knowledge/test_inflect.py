"""Words as cards write them, and the forms made of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from mithaq.claims.cards import NOUN, PARTICIPLE, PHRASE, VERB
from mithaq.knowledge.inflect import Inflected, inflect
from mithaq.knowledge.yaml import Entry, load
from mithaq.text.clean import fold

LANGUAGE = Path(__file__).resolve().parents[2] / "knowledge" / "language"


@cache
def affixes(language: str) -> Entry:
    entry = load(LANGUAGE / language / "morphology.yml")
    assert isinstance(entry, Entry)
    return entry


def made(word: str, cls: str, language: str) -> list[Inflected]:
    return list(inflect(word, cls, language, affixes(language)))


def forms(word: str, cls: str, language: str) -> set[str]:
    return {" ".join(f.tokens) for f in made(word, cls, language)}


def tenses(word: str, form: str, language: str) -> set[tuple[str, str]]:
    return {(f.cls, f.tense) for f in made(word, VERB, language) if " ".join(f.tokens) == fold(form)}


def test_english_verbs_follow_their_endings() -> None:
    assert {"deliver", "delivers", "delivering", "delivered"} <= forms("deliver", VERB, "en")
    assert {"supplies", "supplied"} <= forms("supply", VERB, "en")
    assert {"dispatches", "dispatched"} <= forms("dispatch", VERB, "en")


def test_french_verbs_follow_their_endings() -> None:
    assert {"livre", "livrent", "livrera", "livré", "livrées"} <= forms("livrer", VERB, "fr")
    assert {"reçoit", "reçu"} <= forms("recevoir", VERB, "fr")


def test_a_verb_without_pattern_lists_its_forms() -> None:
    assert forms("send = sends sending | sent", VERB, "en") == {"send", "sends", "sending", "sent"}


def test_what_stands_behind_the_bar_is_a_participle() -> None:
    assert ("participle", "past") in tenses("send = sends | sent", "sent", "en")


@pytest.mark.parametrize(
    ("form", "tense"),
    [
        ("سلّم", "past"),
        ("سلمت", "past"),
        ("يسلم", "present"),
        ("تسلم", "present"),
        ("سيسلم", "future"),
        ("ستسلم", "future"),
    ],
)
def test_arabic_verbs_have_a_past_a_present_and_a_future(form: str, tense: str) -> None:
    assert (VERB, tense) in tenses("سلّم يسلّم", form, "ar")


def test_arabic_verbs_take_pronouns() -> None:
    assert {"سلمها", "سلمته", "يسلمها"} <= forms("سلّم يسلّم", VERB, "ar")


def test_an_arabic_noun_opens_its_feminine_ending_before_a_pronoun() -> None:
    assert {"زياره", "الزياره", "زيارتها"} <= forms("زيارة", NOUN, "ar")


def test_an_arabic_participle_has_gender_number_and_article() -> None:
    assert {"موقع", "موقعه", "الموقعه", "موقعين"} <= forms("موقّع", PARTICIPLE, "ar")


def test_only_the_head_is_inflected() -> None:
    found = forms("take + delivery", VERB, "en")
    assert "take delivery" in found and all(f.endswith(" delivery") for f in found)


def test_a_phrase_stands_as_it_is() -> None:
    assert made("were handed over", PHRASE, "en") == [Inflected(("were", "handed", "over"), VERB)]


def test_nouns_have_a_plural() -> None:
    assert forms("delivery note", NOUN, "en") == {"delivery note", "delivery notes"}


def test_forms_are_folded() -> None:
    for language, word in (("ar", "أبرم يبرم"), ("fr", "Équiper"), ("en", "Équip")):
        assert all(token == fold(token) for f in made(word, VERB, language) for token in f.tokens)


def test_nothing_makes_nothing() -> None:
    assert made("", NOUN, "en") in ([], [Inflected(("s",), NOUN)])
