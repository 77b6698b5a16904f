"""Claims in the contract's shape: out and in again, and what makes two of them one."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from mithaq.model.claims import KINDS, MODALITIES, Claim, Evidence, SlotValue, claim_from_dict, value_from_dict
from mithaq.model.spans import Span

TEXT = "Spain delivered 12 frigates."
NUMBER = SlotValue(value=12, extra=(("qualifier", "exact"),), text="12", span=Span(16, 18))
CLAIM = Claim(
    "transfer",
    "d.txt",
    {"supplier": (SlotValue(id="ES", name="Spain", text="Spain", span=Span(0, 5)),), "quantity": (NUMBER,)},
    (Evidence(Span(0, 27), TEXT[:27]),),
    modality="planned",
    attribution=(SlotValue(id="us.dod"),),
    confidence=0.875,
    rule="en.transfer.deliver",
    version="1+a",
)


def test_a_claim_survives_json() -> None:
    assert claim_from_dict(json.loads(json.dumps(CLAIM.as_dict()))) == CLAIM


def test_absent_things_are_left_out() -> None:
    assert SlotValue(id="ES").as_dict() == {"id": "ES"}
    assert "attribution" not in replace(CLAIM, attribution=()).as_dict()


def test_a_value_without_span_shows_no_text() -> None:
    assert SlotValue(id="sold", basis="inferred").as_dict() == {"id": "sold", "basis": "inferred"}


@pytest.mark.parametrize(
    "value",
    [
        NUMBER,
        SlotValue(value="2021-05"),
        SlotValue(value=True, basis="inferred"),
        SlotValue(value=3_000_000, extra=(("qualifier", "about"), ("currency", "USD"), ("value_to", 4_000_000))),
        SlotValue(name="Jane Doe", text="Jane Doe", span=Span(3, 11)),
        SlotValue(value=0),
    ],
)
def test_a_value_survives_json(value: SlotValue) -> None:
    assert value_from_dict(json.loads(json.dumps(value.as_dict()))) == value


def test_what_is_said_does_not_depend_on_where() -> None:
    elsewhere = replace(CLAIM, document="e.txt", evidence=(Evidence(Span(5, 9), "x"),))
    assert elsewhere.content_key == CLAIM.content_key
    assert elsewhere.id != CLAIM.id


def test_the_order_of_values_does_not_matter() -> None:
    a, b = SlotValue(id="MA"), SlotValue(id="TN")
    one = replace(CLAIM, slots={"hosts": (a, b)})
    assert one.content_key == replace(CLAIM, slots={"hosts": (b, a)}).content_key


def test_modality_is_part_of_what_is_said() -> None:
    assert replace(CLAIM, modality="denied").content_key != CLAIM.content_key


def test_confidence_and_version_are_not() -> None:
    assert replace(CLAIM, confidence=0.1, version="2").id == CLAIM.id


def test_amounts_of_two_currencies_are_two_things() -> None:
    dollars = SlotValue(value=5, extra=(("currency", "USD"),))
    assert dollars.ground != SlotValue(value=5, extra=(("currency", "EUR"),)).ground


def test_names_are_one_whatever_their_case() -> None:
    assert SlotValue(name="JANE DOE").ground == SlotValue(name="Jane Doe").ground


def test_the_contract_has_eleven_kinds_and_four_modalities() -> None:
    assert len(set(KINDS)) == 11 and MODALITIES == ("asserted", "planned", "alleged", "denied")


def test_a_broken_character_does_not_stop_an_id() -> None:
    assert replace(CLAIM, slots={"item": (SlotValue(text="\ud800"),)}).id.startswith("c_")
