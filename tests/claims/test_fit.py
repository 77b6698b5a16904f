"""Which mentions may fill a slot, and what they give it."""

from __future__ import annotations

import pytest
from tests.builders import mention_of, text_of

from mithaq.claims.fit import Fit, fit
from mithaq.claims.kinds import SlotSpec

SIDE = SlotSpec("supplier", ("state", "organisation"))
PLACE = SlotSpec("place", ("place",))
MANY = SlotSpec("participants", ("person", "organisation", "state"), many=True)


def fits(words: str, kind: str, slot: SlotSpec) -> Fit | None:
    return fit(text_of(words), mention_of(words, kind), slot)


def test_a_state_fills_a_side_at_no_cost() -> None:
    found = fits("Spain sold radars.", "state", SIDE)
    assert found is not None and found.value.id == "ES" and found.penalty == 0


def test_a_capital_stands_for_its_state() -> None:
    found = fits("Madrid sold radars.", "place", SIDE)
    assert found is not None and found.value.id == "ES" and found.value.text == "Madrid"


def test_an_organ_of_a_state_stands_for_it_and_stays_visible() -> None:
    found = fits("The Pentagon sold radars.", "organisation", SIDE)
    assert found is not None and found.value.id == "US"
    assert dict(found.value.extra)["organisation"] == "us.dod"


def test_an_alliance_stands_for_itself() -> None:
    found = fits("NATO sold radars.", "organisation", SIDE)
    assert found is not None and found.value.id == "nato"


def test_a_city_cannot_be_a_side() -> None:
    assert fits("The ships reached Agadir.", "place", SIDE) is None


def test_a_state_may_be_a_place_but_its_adjective_may_not() -> None:
    assert fits("The ships reached Spain.", "state", PLACE) is not None
    assert fits("The Spanish ships left.", "state", PLACE) is None


def test_a_date_is_no_side() -> None:
    assert fits("It was sold on 3 May 2019.", "date", SIDE) is None


def test_a_slot_of_many_takes_all_its_types_alike() -> None:
    found = fits("Spain sold radars.", "state", MANY)
    assert found is not None and found.penalty == 0


def test_a_slot_may_be_kept_to_some_classes_of_organisations() -> None:
    slot = SlotSpec("body", ("organisation",), classes=frozenset({"firm"}))
    assert fits("NATO sold radars.", "organisation", slot) is None
    assert fits("Lockheed Martin sold radars.", "organisation", slot) is not None


@pytest.mark.parametrize(
    ("words", "kind"),
    [("Spain sold radars.", "state"), ("باعت إسبانيا رادارات.", "state"), ("It cost 3 million dollars.", "money")],
)
def test_a_value_holds_the_words_it_was_read_from(words: str, kind: str) -> None:
    found = fits(words, kind, SlotSpec("any", (kind,)))
    assert found is not None and found.value.span is not None
    assert found.value.span.of(words) == found.value.text
