"""All mentions of a text together: in order, without overlaps, the longer name before the shorter."""

from __future__ import annotations

from itertools import pairwise

import pytest
from tests.builders import mention_of, mentions_of, shown, text_of

from mithaq.mentions.find import merge
from mithaq.model.mentions import Mention, Person

TEXTS = (
    "On 3 May 2021 Spain's defence minister, Margarita Robles, offered Senegal 12 patrol boats worth 30 million euros.",
    "Le 3 mai 2021, la ministre espagnole de la Défense a offert au Sénégal 12 patrouilleurs pour 30 millions d'euros.",
    "عرضت وزيرة الدفاع الإسبانية يوم 3 مايو 2021 على السنغال 12 زورق دورية بقيمة 30 مليون يورو.",
)


@pytest.mark.parametrize("words", TEXTS)
def test_mentions_are_in_order_and_apart(words: str) -> None:
    found = mentions_of(words)
    assert found and all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize("words", TEXTS)
def test_all_three_languages_see_the_same_things(words: str) -> None:
    kinds = {m.kind for m in mentions_of(words)}
    assert {"state", "date", "money", "item"} <= kinds
    assert mention_of(words, "money").value.value == 30_000_000  # type: ignore[union-attr]
    assert mention_of(words, "date").value.edtf == "2021-05-03"  # type: ignore[union-attr]


def test_a_person_takes_the_offices_beside_the_name() -> None:
    person = mention_of(TEXTS[0], "person")
    assert isinstance(person.value, Person)
    assert person.value.offices[0].state == "ES"
    assert text_of(TEXTS[0]).original(person.value.start, person.value.end) == "Margarita Robles"


def test_a_number_in_a_name_is_no_quantity() -> None:
    assert [m.kind for m in mentions_of("The F-16 left.")] == ["item"]


def test_a_year_in_a_date_is_no_quantity() -> None:
    assert "quantity" not in {m.kind for m in mentions_of("It was on 3 May 2021.")}


def test_an_organisation_that_no_list_knows_is_found_by_its_head() -> None:
    words = "The Bhutanese ministry of defence spoke."
    assert shown(words, mention_of(words, "organisation")).endswith("ministry of defence")


def test_a_relative_date_needs_the_documents_date() -> None:
    words = "France delivered two frigates to Egypt last October."
    dated = [m.value.edtf for m in mentions_of(words, "2025-03-01") if m.kind == "date"]  # type: ignore[union-attr]
    assert dated == ["2024-10"]
    assert not [m for m in mentions_of(words) if m.kind == "date" and m.value.edtf]  # type: ignore[union-attr]


def mention(start: int, end: int, kind: str = "state") -> Mention:
    return Mention(kind, start, end)


def test_merging_prefers_the_second_list_on_equal_ground() -> None:
    assert merge([mention(0, 5)], [mention(0, 5, "organisation")]) == [mention(0, 5, "organisation")]


def test_merging_keeps_what_does_not_overlap() -> None:
    assert merge([mention(0, 2), mention(8, 9)], [mention(3, 5)]) == [mention(0, 2), mention(3, 5), mention(8, 9)]


def test_merging_keeps_the_longer() -> None:
    assert merge([mention(0, 9)], [mention(2, 4, "place")]) == [mention(0, 9)]
