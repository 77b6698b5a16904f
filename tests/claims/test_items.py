"""Numbers, nouns and designations that name one piece of equipment."""

from __future__ import annotations

import pytest
from tests.builders import parse_all

from mithaq.claims.items import ItemDetail


def items(words: str) -> list[tuple[str | None, object]]:
    return [(d.item.id, d.quantity.value if d.quantity else None) for d in details(words)]


def details(words: str) -> list[ItemDetail]:
    return [d for _, found in parse_all(words) for d in found.values()]


def test_a_number_belongs_to_the_item_behind_it() -> None:
    assert items("Greece bought 24 Rafale fighters.") == [("rafale", 24)]


def test_a_general_noun_takes_the_designation_behind_it() -> None:
    assert items("اشترى المغرب 25 طائرة من طراز F-16.") == [("f-16", 25)]


def test_an_arabic_dual_counts_two() -> None:
    assert items("تسلمت تونس طائرتين من طراز C-130.") == [("c-130", 2)]


def test_each_member_of_a_list_has_its_own_number() -> None:
    assert items("Greece bought 24 Rafale fighters and 3 frigates.") == [("rafale", 24), ("frigate", 3)]


@pytest.mark.parametrize(
    "words",
    [
        "Greece bought 24 Rafale fighters.",
        "La Grèce a acheté 24 avions de combat Rafale.",
        "اشترت اليونان 24 مقاتلة من طراز رافال.",
    ],
)
def test_three_languages_name_one_item(words: str) -> None:
    assert items(words) == [("rafale", 24)]


def test_an_item_without_a_type_is_generic() -> None:
    (detail,) = details("Greece bought three frigates.")
    assert detail.generic


def test_a_named_type_is_not_generic() -> None:
    (detail,) = details("Greece bought 24 Rafale fighters.")
    assert not detail.generic


def test_an_adjective_inside_the_group_is_the_origin() -> None:
    (detail,) = details("L'Égypte a reçu deux frégates françaises de type FREMM.")
    assert detail.origin is not None and detail.origin.id == "FR"


def test_the_span_of_an_item_holds_its_words() -> None:
    words = "Greece bought 24 Rafale fighters and 3 frigates."
    read = details(words)
    assert len(read) == 2
    for detail in read:
        for value in (detail.item, detail.quantity):
            assert value is not None and value.span is not None and value.span.of(words) == value.text


def test_a_number_of_people_does_not_count_the_item_after_it() -> None:
    assert ("m109", 300) not in items("The exercise brought 300 soldiers, and M109 howitzers fired.")


def test_an_ordinal_is_no_quantity() -> None:
    assert all(quantity is None for _, quantity in items("Greece received the third FREMM frigate."))


@pytest.mark.parametrize(
    "words",
    [
        "Iraq ordered 12 Airbus H225M helicopters from France.",
        "L'Irak a commandé 12 hélicoptères Airbus H225M à la France.",
        "اشترى العراق 12 مروحية إيرباص H225M من فرنسا.",
    ],
)
def test_a_maker_inside_the_group_is_kept(words: str) -> None:
    (detail,) = details(words)
    assert (detail.item.id, detail.quantity and detail.quantity.value) == ("h225m", 12)
    assert detail.maker is not None and detail.maker.id == "airbus"


def test_firms_that_deliver_are_no_makers_inside_a_group() -> None:
    (detail,) = details("Airbus delivered 3 C-295 aircraft to Ghana.")
    assert detail.maker is None
