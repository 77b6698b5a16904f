"""Drafts of one document put together: one claim a thing, with all its evidence."""

from __future__ import annotations

from tests.builders import claims, draft, knowledge, said, text_of

from mithaq.claims.assemble import assemble
from mithaq.model.claims import SlotValue
from mithaq.model.spans import Span

TEXT = "Spain delivered two frigates. The two frigates reached Senegal in May 2021, as planned."


def put_together(*drafts: object) -> list[dict[str, set[object]]]:
    made = assemble(text_of(TEXT), drafts, knowledge().kinds, "v")  # type: ignore[arg-type]
    return [{slot: said(c, slot) for slot in c.slots} for c in made]


def test_two_halves_make_one_claim() -> None:
    made = put_together(
        draft("transfer", 0, item="fremm", supplier="ES"), draft("transfer", 40, item="fremm", recipient="SN")
    )
    assert made == [{"item": {"fremm"}, "supplier": {"ES"}, "recipient": {"SN"}}]


def test_what_contradicts_stays_apart() -> None:
    assert (
        len(
            put_together(
                draft("transfer", item="fremm", recipient="SN"), draft("transfer", item="fremm", recipient="EG")
            )
        )
        == 2
    )


def test_the_finer_date_stands() -> None:
    (made,) = put_together(
        draft("transfer", 0, item="fremm", date=SlotValue(value="2021")),
        draft("transfer", 9, item="fremm", date=SlotValue(value="2021-05")),
    )
    assert made["date"] == {"2021-05"}


def test_lists_are_joined() -> None:
    (made,) = put_together(
        draft("exercise", 0, name="african-lion", hosts="MA"), draft("exercise", 9, name="african-lion", hosts="TN")
    )
    assert made["hosts"] == {"MA", "TN"}


def test_evidence_of_both_is_kept() -> None:
    a, b = draft("transfer", 0, item="fremm"), draft("transfer", 40, item="fremm")
    (made,) = assemble(text_of(TEXT), [a, b], knowledge().kinds, "v")
    assert [e.span for e in made.evidence] == [Span(0, 1), Span(40, 41)]
    assert all(e.span.of(TEXT) == e.text for e in made.evidence)


def test_claims_come_in_order_of_place() -> None:
    made = assemble(
        text_of(TEXT), [draft("transfer", 50, item="b"), draft("exercise", 5, name="a")], knowledge().kinds, "v"
    )
    assert [c.kind for c in made] == ["exercise", "transfer"]


def test_nothing_makes_nothing() -> None:
    assert put_together() == []


def test_a_text_that_repeats_itself_says_a_thing_once() -> None:
    words = "France delivered four frigates to Egypt. France delivered four frigates to Egypt."
    assert len(claims(words, "transfer")) == 1
