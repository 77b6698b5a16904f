"""Numbers that count a part, the rest or more of what was named."""

from __future__ import annotations

import pytest
from tests.builders import claims, said


def deals(words: str, published: str | None = None) -> list[tuple[object, ...]]:
    return [
        tuple(next(iter(said(c, slot)), None) for slot in ("item", "quantity", "status"))
        for c in claims(words, "transfer", published)
    ]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Poland has received 110 of the 180 K2 tanks from South Korea.", 110),
        ("The Netherlands handed over the first of five coastal radars to the Ukrainian navy.", 1),
        ("Italy delivered two of its four C-130J aircraft to Tunisia.", 2),
        ("Greece received the last two of 18 Rafale fighters from France.", 2),
        ("تسلم المغرب من الولايات المتحدة ست مروحيات من أصل 24 مروحية أباتشي.", 6),
    ],
)
def test_the_number_of_the_part_counts(words: str, number: int) -> None:
    assert [quantity for _, quantity, _ in deals(words)] == [number]


def test_the_whole_and_its_part_are_two_claims() -> None:
    words = "La Pologne a reçu 110 des 180 chars K2 commandés à la Corée du Sud."
    assert deals(words) == [("k2", 110, "delivered"), ("k2", 180, "ordered")]


def test_a_bare_number_counts_more_of_what_was_named() -> None:
    words = "Poland received 110 K2 tanks from South Korea. Another 36 will be delivered next year."
    assert deals(words, "2025-03-01") == [("k2", 110, "delivered"), ("k2", 36, "planned")]


def test_more_of_what_was_named_in_arabic() -> None:
    first, second = deals("تسلمت مصر 24 مقاتلة رافال من فرنسا. وستسلم فرنسا 30 أخرى العام المقبل.", "2025-03-01")
    assert [first, second] == [("rafale", 24, "delivered"), ("rafale", 30, "planned")]


def test_a_bare_number_of_people_is_no_number_of_tanks() -> None:
    words = "Poland bought 110 K2 tanks from South Korea. Some 40 soldiers trained there. Another 36 will be sent."
    assert [quantity for _, quantity, _ in deals(words)] == [110]


def test_another_batch_of_the_same_number_is_another_delivery() -> None:
    words = "Germany delivered ten Leopard 2 tanks to Norway in May. Berlin delivered another ten Leopard 2 to Norway."
    assert [quantity for _, quantity, _ in deals(words)] == [10, 10]


def test_a_class_in_the_headline_is_the_type_in_the_body() -> None:
    words = "Greece receives frigates from France\n\nAthens, 3 May\n\nGreece got two FDI frigates from France."
    assert [item for item, _, _ in deals(words, "2025-05-03")] == ["fdi"]
