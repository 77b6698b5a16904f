"""What a deal is said to cover: a claim an item, with the deal's sides."""

from __future__ import annotations

import pytest
from tests.builders import claims, said


def deals(words: str) -> list[tuple[object, ...]]:
    return [
        tuple(next(iter(said(c, slot)), None) for slot in ("item", "supplier", "recipient", "quantity", "status"))
        for c in claims(words, "transfer", "2025-06-01")
    ]


@pytest.mark.parametrize(
    "words",
    [
        "France sold Egypt 30 Rafale fighters. The deal, worth $4 billion, also includes 200 Mica missiles.",
        "La France a vendu à l'Égypte 30 Rafale. L'accord comprend aussi 200 missiles Mica.",
        "باعت فرنسا لمصر 30 مقاتلة من طراز رافال. وتشمل الصفقة أيضا 200 صاروخ من طراز هيلفاير.",
    ],
)
def test_the_items_of_a_deal_have_its_sides(words: str) -> None:
    assert deals(words)[1] in [(item, "FR", "EG", 200, "sold") for item in ("mica", "agm-114")]


def test_a_contract_behind_a_delivery_is_an_order() -> None:
    words = (
        "تسلمت مصر من كوريا الجنوبية أربعة مدافع من طراز كيه 9. وتأتي الشحنة في إطار العقد الموقع في فبراير 2022 "
        "بقيمة 1.66 مليار دولار، والذي يشمل 216 مدفعا و39 دبابة."
    )
    assert deals(words)[1:] == [("k9", "KR", "EG", 216, "ordered"), ("tank", "KR", "EG", 39, "ordered")]
    order = claims(words, "transfer", "2025-06-01")[1]
    assert set(said(order, "value")) == {1660000000}


@pytest.mark.parametrize(
    "words",
    [
        "Egypt and France held a drill. It includes 30 Rafale fighters and 200 Mica missiles.",
        "France sold Egypt 30 Rafale fighters. The deal does not include 200 Mica missiles.",
        "L'exercice comprend 30 Rafale et 12 chars Leclerc de l'armée égyptienne.",
        "شمل العرض العسكري في القاهرة 30 مقاتلة من طراز رافال.",
    ],
)
def test_what_no_deal_covers_is_not_read(words: str) -> None:
    assert not [d for d in deals(words) if d[0] != "rafale" or d[-1] != "sold"]
