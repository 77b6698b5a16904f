"""Head nouns with a state beside them → organisations that no lexicon lists; bare heads and covered ones → nothing."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from mithaq.knowledge.people import load_heads
from mithaq.mentions.heads import HeadWords, find_heads
from mithaq.mentions.lexicon import Form, Lexicon, build
from mithaq.model.documents import Document
from mithaq.model.mentions import Mention
from mithaq.model.text import Text
from mithaq.text.clean import clean, fold
from mithaq.text.tokens import tokenize

ROOT = Path(__file__).resolve().parents[2] / "knowledge"
STATES = {
    "SO": ("Somalia", ["somalia", "somalie", "الصومال"], ["somali", "somalien", "somalienne", "الصومالية", "الصومالي"]),
    "NE": ("Niger", ["niger", "النيجر"], ["nigerien", "nigérien", "nigérienne", "النيجرية", "النيجري"]),
    "US": ("United States", ["u.s.", "us", "états-unis", "الولايات المتحدة"], ["american", "الأمريكية", "الأمريكي"]),
}
CASES = [
    ("أعلنت وزارة الدفاع الصومالية انطلاق التدريب", "so.ministry-defence", "وزارة الدفاع الصومالية"),
    ("أعلنت وزارة الدفاع الوطني الصومالية ذلك", "so.ministry-defence", "وزارة الدفاع الوطني الصومالية"),
    ("شاركت القوات البحرية الملكية الصومالية في التمرين", "so.navy", "القوات البحرية الملكية الصومالية"),
    ("قال الجيش النيجري إنه تسلم العربات", "ne.armed-forces", "الجيش النيجري"),
    ("زار وفد هيئة الأركان النيجرية القاعدة", "ne.general-staff", "هيئة الأركان النيجرية"),
    ("أكدت السفارة الأمريكية في الصومال الخبر", "us.embassy", "السفارة الأمريكية في الصومال"),
    ("وصلت وحدة من القوات الخاصة النيجرية", "ne.special-forces", "القوات الخاصة النيجرية"),
    ("قالت الخارجية الصومالية في بيان", "so.ministry-foreign", "الخارجية الصومالية"),
    ("رحبت الحكومة النيجرية بالاتفاق", "ne.government", "الحكومة النيجرية"),
    ("دورية لحرس الحدود النيجري", "ne.border-guard", "حرس الحدود النيجري"),
    ("وزارة الدفاع في الصومال تنفي", "so.ministry-defence", "وزارة الدفاع في الصومال"),
    ("The Somali Ministry of Defence agreed", "so.ministry-defence", "Somali Ministry of Defence"),
    ("The Ministry of Defence of Somalia agreed", "so.ministry-defence", "Ministry of Defence of Somalia"),
    ("Niger's air force took part", "ne.air-force", "Niger's air force"),
    ("Nigerien armed forces took part", "ne.armed-forces", "Nigerien armed forces"),
    ("the armed forces of the Niger took part", "ne.armed-forces", "armed forces of the Niger"),
    ("the American embassy in Somalia said", "us.embassy", "American embassy in Somalia"),
    ("the Somali national police opened", "so.police", "Somali national police"),
    ("le ministère nigérien de la Défense a dit", "ne.ministry-defence", "ministère nigérien de la Défense"),
    ("le ministère de la Défense nigérien a dit", "ne.ministry-defence", "ministère de la Défense nigérien"),
    ("les forces armées du Niger ont reçu", "ne.armed-forces", "forces armées du Niger"),
    ("l'armée de l'air nigérienne a reçu", "ne.air-force", "armée de l'air nigérienne"),
    ("l'ambassade des États-Unis en Somalie", "us.embassy", "ambassade des États-Unis en Somalie"),
    ("la gendarmerie nationale nigérienne", "ne.gendarmerie", "gendarmerie nationale nigérienne"),
    ("l'état-major général somalien", "so.general-staff", "état-major général somalien"),
]
REFUSALS = [
    "أعلنت وزارة الدفاع انطلاق التدريب",
    "تطورت القوات البحرية كثيرا",
    "التقى وزير الخارجية الصومالي ضيفه",
    "الجيش يتقدم في الصومال",
    "the ministry of defence agreed",
    "the navy took part off Somalia",
    "armed forces day in the Niger delta was calm, police said",
    "l'armée de l'air a reçu deux avions",
    "le gouvernement a signé avec le Niger",
    "Somali fishermen met the police",
]


@cache
def lexicon() -> Lexicon:
    forms: dict[str, list[Form]] = {}
    for code, (name, names, adjectives) in STATES.items():
        for word in names:
            forms.setdefault(fold(word), []).append(Form("state", code, name, code))
        for word in adjectives:
            forms.setdefault(fold(word), []).append(Form("state", code, name, code, None, frozenset({"adjective"})))
    return build(forms)


@cache
def heads() -> HeadWords:
    return load_heads(ROOT)


def as_text(words: str) -> Text:
    view, offsets = clean(words)
    return Text(Document("d", words), view, offsets, (), (), tuple(tokenize(view)), "ar")


@pytest.mark.parametrize(("words", "id_", "span"), CASES)
def test_found(words: str, id_: str, span: str) -> None:
    text = as_text(words)
    mentions = find_heads(text, lexicon().find(text), heads())
    assert [(m.id, text.original(m.start, m.end)) for m in mentions] == [(id_, span)]
    assert mentions[0].kind == "organisation"
    assert (mentions[0].state or "").lower() == id_[:2]


@pytest.mark.parametrize("words", REFUSALS)
def test_refused(words: str) -> None:
    text = as_text(words)
    assert find_heads(text, lexicon().find(text), heads()) == []


def test_the_lexicon_wins() -> None:
    text = as_text("the Somali navy sailed")
    listed = Mention("organisation", 4, 15, "so.navy-of-the-list", "Somali Navy")
    assert find_heads(text, [*lexicon().find(text), listed], heads()) == []


def test_the_lexicons_own_id_is_used() -> None:
    text = as_text("the naval forces of Somalia sailed")
    known = HeadWords(heads().words, {("SO", "navy"): ("so.fleet", "Somali Fleet")})
    (mention,) = find_heads(text, lexicon().find(text), known)
    assert (mention.id, mention.name) == ("so.fleet", "Somali Fleet")


def test_name_says_what_and_of_whom() -> None:
    text = as_text("وزارة الدفاع الصومالية")
    (mention,) = find_heads(text, lexicon().find(text), heads())
    assert mention.name == "Ministry of Defence of Somalia"
