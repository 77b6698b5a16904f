"""Where the arguments of a word stand in three languages: seen in the slots that are filled."""

from __future__ import annotations

import pytest
from tests.builders import claim, said

from mithaq.claims.places import places

SIDES = {"supplier": {"FR"}, "recipient": {"EG"}}


@pytest.mark.parametrize(
    "words",
    [
        "France delivered four frigates to Egypt.",
        "Four frigates were delivered to Egypt by France.",
        "Egypt received four frigates from France.",
        "Egypt bought four frigates from France.",
        "La France a livré quatre frégates à l'Égypte.",
        "Quatre frégates ont été livrées à l'Égypte par la France.",
        "L'Égypte a reçu quatre frégates de la France.",
        "سلمت فرنسا مصر أربع فرقاطات.",
        "سلمت فرنسا أربع فرقاطات إلى مصر.",
        "تسلمت مصر أربع فرقاطات من فرنسا.",
        "مصر تسلمت أربع فرقاطات من فرنسا.",
    ],
)
def test_who_gives_and_who_gets_whatever_the_order(words: str) -> None:
    read = claim(words, "transfer")
    assert {slot: said(read, slot) for slot in SIDES} == SIDES
    assert said(read, "quantity") == {4}


def test_a_nationality_names_the_side_of_a_noun() -> None:
    read = claim("The French delivery of four frigates to Egypt ended.", "transfer")
    assert said(read, "supplier") == {"FR"}


def test_a_genitive_names_the_giver_of_an_arabic_noun() -> None:
    read = claim("تسليم فرنسا أربع فرقاطات إلى مصر تم أمس.", "transfer")
    assert said(read, "recipient") == {"EG"}


def test_the_places_have_names_that_cards_may_use() -> None:
    assert {"subject", "object", "of", "adj", "any", "before", "after", "pair", "anchor"} <= set(places())
    assert len(set(places())) == len(places())
