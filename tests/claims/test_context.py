"""What only the document around a sentence says: lists under a lead-in, and the side that a clause leaves open."""

from __future__ import annotations

from tests.builders import claims, said


def items(words: str) -> dict[object, set[object]]:
    return {next(iter(said(c, "item"))): said(c, "quantity") for c in claims(words, "transfer")}


def test_a_list_under_a_lead_in_is_read_item_by_item() -> None:
    words = "The United States delivered to Tunisia:\n\n- 12 F-16 fighters;\n- 6 CH-47 helicopters;\n- 40 M1A1 tanks."
    read = claims(words, "transfer")
    assert len(read) == 3
    assert all(said(c, "recipient") == {"TN"} and said(c, "supplier") == {"US"} for c in read)


def test_each_item_of_a_list_keeps_its_number() -> None:
    words = "Greece ordered the following from France: 24 Rafale fighters; 3 FDI frigates."
    assert items(words).get("rafale") == {24}


def test_a_list_in_a_sentence_makes_one_claim_an_item() -> None:
    assert items("Greece bought 24 Rafale fighters and 12 Caesar howitzers from France.") == {
        "rafale": {24},
        "caesar": {12},
    }


def test_the_other_state_of_the_document_fills_the_open_side() -> None:
    words = (
        "Spain and Senegal strengthened their military cooperation in 2021. "
        "Senegal and Spain held talks between their navies. Senegal received two patrol boats."
    )
    (read,) = [c for c in claims(words, "transfer") if said(c, "recipient") == {"SN"}]
    (supplier,) = read.slots["supplier"]
    assert supplier.id == "ES" and supplier.basis == "context"


def test_what_is_taken_from_context_costs_confidence() -> None:
    stated = claims("Senegal received two patrol boats from Spain.", "transfer")[0]
    words = (
        "Spain and Senegal strengthened their military cooperation in 2021. "
        "Senegal and Spain held talks between their navies. Senegal received two patrol boats."
    )
    assumed = next(c for c in claims(words, "transfer") if said(c, "recipient") == {"SN"})
    assert assumed.confidence < stated.confidence


def test_with_three_states_nothing_is_assumed() -> None:
    words = (
        "Spain, Senegal and Mali met. Spain, Mali and Senegal spoke. The army of Mali watched Spain. "
        "Senegal received two patrol boats."
    )
    assert all("supplier" not in c.slots for c in claims(words, "transfer"))


def test_a_person_who_signs_on_a_day_held_the_office_that_day() -> None:
    words = "Defence Minister Paul Kimani met his Italian counterpart Guido Crosetto in Rome on 4 May 2022."
    dated = [c for c in claims(words, "position") if c.slots.get("date")]
    assert all(said(c, "date") == {"2022-05-04"} for c in dated)
