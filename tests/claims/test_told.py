"""Words that stand for an item told of before: ordinals, the rest, numbers alone, "the aircraft"."""

from __future__ import annotations

import pytest
from tests.builders import claims, said


def deals(words: str, published: str | None = "2025-06-01") -> list[tuple[object, ...]]:
    return [
        tuple(next(iter(said(c, slot)), None) for slot in ("item", "supplier", "recipient", "quantity", "status"))
        for c in claims(words, "transfer", published)
    ]


@pytest.mark.parametrize(
    ("words", "second"),
    [
        ("The first was delivered in March.", (1, "delivered")),
        ("The first three arrived in May.", (3, "delivered")),
        ("Two more were delivered in May.", (2, "delivered")),
        ("The rest will be delivered in 2027.", (None, "planned")),
        ("The remaining six will be delivered in 2027.", (6, "planned")),
        ("The second batch was delivered in May.", (None, "delivered")),
        ("Eight have been delivered.", (8, "delivered")),
    ],
)
def test_english_takes_item_and_sides_from_the_deal_before(words: str, second: tuple[object, object]) -> None:
    found = deals(f"Egypt ordered 24 Rafale fighters from France in 2020. {words}")
    assert found == [("rafale", "FR", "EG", 24, "ordered"), ("rafale", "FR", "EG", *second)]


@pytest.mark.parametrize(
    ("words", "second"),
    [
        ("Le premier a été livré en janvier 2023.", (1, "delivered")),
        ("Les deux premiers ont été livrés en mai.", (2, "delivered")),
        ("Six autres seront livrés en 2027.", (6, "planned")),
        ("Le reste sera livré en 2027.", (None, "planned")),
        ("Deux ont été livrés en mai.", (2, "delivered")),
    ],
)
def test_french_takes_item_and_sides_from_the_deal_before(words: str, second: tuple[object, object]) -> None:
    found = deals(f"Le Maroc a commandé 24 hélicoptères Apache aux États-Unis en 2020. {words}")
    assert found == [("ah-64", "US", "MA", 24, "ordered"), ("ah-64", "US", "MA", *second)]


@pytest.mark.parametrize(
    ("words", "second"),
    [
        ("وصلت الأولى إلى القاهرة في مارس.", (1, "delivered")),
        ("وتسلمت القاهرة أولاها في أبريل.", (1, "delivered")),
        ("وستسلم فرنسا البقية العام المقبل.", (None, "planned")),
        ("وتسلمت مصر الدفعة الثانية في مايو.", (None, "delivered")),
        ("وستسلم فرنسا ست أخرى.", (6, "planned")),
    ],
)
def test_arabic_takes_item_and_sides_from_the_deal_before(words: str, second: tuple[object, object]) -> None:
    found = deals(f"اشترت مصر 24 مقاتلة رافال من فرنسا سنة 2020. {words}")
    assert found == [("rafale", "FR", "EG", 24, "ordered"), ("rafale", "FR", "EG", *second)]


@pytest.mark.parametrize(
    "words",
    [
        "Poland ordered 96 Apache helicopters and 250 Abrams tanks from the United States. The first arrived in May.",
        "Egypt ordered 24 Rafale fighters from France. Two ministers flew to Cairo. The first arrived in May.",
        "Egypt ordered 24 Rafale fighters from France. The first minister arrived in Cairo in May.",
        "Le Maroc a commandé 24 hélicoptères Apache aux États-Unis. La première délégation est arrivée en mai.",
        "اشترت مصر 24 مقاتلة رافال من فرنسا سنة 2020. وصلت البعثة الأولى إلى القاهرة في مارس.",
    ],
)
def test_words_for_something_else_or_for_one_of_two_give_nothing(words: str) -> None:
    assert {status for *_, status in deals(words)} == {"ordered"}


def test_a_wider_word_stands_for_the_type() -> None:
    words = "La Belgique a commandé 34 F-35A aux États-Unis. Les appareils seront livrés en 2027."
    item, *sides = deals(words)[1][:3]
    assert str(item).startswith("f-35") and sides == ["US", "BE"]


def test_the_whole_behind_a_part_is_what_was_ordered() -> None:
    words = "Sweden's Saab has delivered eight of the 36 Gripen E fighters Brazil ordered in 2014."
    assert [(number, status) for *_, number, status in deals(words)] == [(8, "delivered"), (36, "ordered")]
