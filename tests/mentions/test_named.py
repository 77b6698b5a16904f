"""Whole texts → named mentions: variants, spoken letters, shared heads, the document's own state, parted names."""

from __future__ import annotations

import pytest
from tests.builders import mentions_of, shown

from mithaq.model.mentions import Mention, Person


def found(words: str, kind: str) -> list[tuple[str | None, str]]:
    return [(m.id, shown(words, m)) for m in mentions_of(words) if m.kind == kind]


def offices(m: Mention) -> list[tuple[str | None, str | None]]:
    assert isinstance(m.value, Person)
    return [(o.title, o.state) for o in m.value.offices]


@pytest.mark.parametrize(
    "words",
    ["They met at sa 7 in the hall.", "He walked m 120 of them.", "See p 8 of the book.", "il faut mi 17 jours"],
)
def test_a_short_designation_wants_capitals(words: str) -> None:
    assert found(words, "item") == []


@pytest.mark.parametrize(
    ("words", "id_", "span"),
    [
        ("The army fired SA-7 missiles.", "strela-2", "SA-7"),
        ("Egypt asked for the C-130J-30 in May.", "c-130j", "C-130J-30"),
        ("Japan asked for AIM-120C-7/8 rounds.", "aim-120c-7", "AIM-120C-7/8"),
        ("Chad bought the T-129 ATAK helicopters.", "t129", "T-129 ATAK helicopters"),
        ("Norway bought AH-64E Apache helicopters.", "ah-64e", "AH-64E Apache helicopters"),
        ("تسلم الجيش صواريخ إيه جي إم-114 أمس.", "agm-114", "إيه جي إم-114"),
        ("وصلت طائرات من طراز سي-130 إلى القاعدة.", "c-130", "سي-130"),
    ],
)
def test_designation_and_variant_are_one_mention(words: str, id_: str, span: str) -> None:
    assert (id_, span) in found(words, "item")


def test_letters_spelled_in_arabic_that_no_list_knows() -> None:
    (item,) = [m for m in mentions_of("عرضت الشركة إيه جي إم-183 في المعرض.") if m.kind == "item"]
    assert (item.id, item.name, item.cls) == (None, "AGM-183", "missile")


@pytest.mark.parametrize("words", ["التقى الوفد في 26 مايو.", "وصل ب 16 حافلة.", "عاد في 16 من الشهر."])
def test_ordinary_words_before_numbers_are_no_letters(words: str) -> None:
    assert found(words, "item") == []


def test_the_name_in_quotes_after_a_type_word_is_an_item() -> None:
    assert (None, "الصقر الأبيض") in found('اشترى الجيش طائرات مسيرة من طراز "الصقر الأبيض" قبل شهر.', "item")


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("وقعت وزارتا الدفاع الأردنية والفرنسية بيانا.", ["jo", "fr"]),
        ("نفذت القوات البحرية المصرية والفرنسية تدريبا.", ["eg", "fr"]),
        ("Les armées tunisienne et algérienne se sont réunies.", ["tn", "dz"]),
    ],
)
def test_two_states_share_one_head(words: str, ids: list[str]) -> None:
    organisations = [m for m in mentions_of(words) if m.kind == "organisation"]
    assert [(m.state or "").lower() for m in organisations] == ids


def test_two_ministers_each_with_a_nationality() -> None:
    words = "وقع وزيرا الدفاع السعودي خالد بن سلمان والفرنسي سيباستيان لوكورنو البيان."
    persons = [m for m in mentions_of(words) if m.kind == "person"]
    assert [offices(m) for m in persons] == [[("minister-defence", "SA")], [("minister-defence", "FR")]]


def test_a_ministry_that_heads_its_communique_is_the_state_of_its_minister() -> None:
    words = "وزارة الدفاع الوطني التونسية\n\nاستقبل وزير الدفاع الوطني سامي المنصوري يوم الثلاثاء سفير اليابان."
    (person,) = [m for m in mentions_of(words) if m.kind == "person"]
    assert offices(person) == [("minister-defence", "TN")]


def test_a_minister_without_a_state_stays_without_one() -> None:
    (person,) = [m for m in mentions_of("استقبل وزير الدفاع سامي المنصوري سفير اليابان.") if m.kind == "person"]
    assert offices(person) == [("minister-defence", None)]


def test_nationalities_inside_the_name_of_a_body() -> None:
    words = "اجتمعت اللجنة الاستشارية المغربية الأمريكية للدفاع في الرباط."
    assert found(words, "body") == [("dcc", "اللجنة الاستشارية")]
    assert [i for i, _ in found(words, "state")] == ["MA", "US"]


def test_the_captain_of_a_team_holds_no_office() -> None:
    assert all(not offices(m) for m in mentions_of("قال القائد سعد سمير بعد المباراة.") if m.kind == "person")


def test_what_is_named_after_a_person_is_no_person() -> None:
    assert found("وصل الفريق إلى قاعدة الملك عبد العزيز البحرية.", "person") == []


@pytest.mark.parametrize("words", ["اتفاقا عسكريا", "بروتوكولا", "عقدا"])
def test_agreements_in_the_accusative(words: str) -> None:
    assert [span.rstrip("ا") for _, span in found(f"وقع الطرفان {words} أمس.", "agreement")] == [words.rstrip("ا")]


def test_the_first_half_of_a_french_compound_is_a_state() -> None:
    assert [i for i, _ in found("Le pacte franco-tchadien a pris fin.", "state")] == ["FR", "TD"]


def test_a_field_that_is_not_military_by_itself_is_civil() -> None:
    topics = {shown(w, m): "civil" in m.traits for w in ("le stage de formation", "la formation militaire")
              for m in mentions_of(w) if m.kind == "topic" and m.id == "training"}  # fmt: skip
    assert topics.get("formation militaire") is False
