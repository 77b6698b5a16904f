"""Whether two drafts of a document tell of one thing."""

from __future__ import annotations

import pytest
from tests.builders import draft

from mithaq.claims.sameness import same
from mithaq.model.claims import SlotValue


def number(value: int) -> SlotValue:
    return SlotValue(value=value)


def day(value: str) -> SlotValue:
    return SlotValue(value=value)


def test_two_kinds_are_never_one_thing() -> None:
    assert not same(draft("transfer", item="f-16"), draft("training", provider="US", recipient="MA"))


def test_what_one_leaves_open_the_other_may_say() -> None:
    assert same(draft("transfer", item="f-16", supplier="US"), draft("transfer", item="f-16", recipient="MA"))


def test_another_number_is_another_delivery() -> None:
    assert not same(
        draft("transfer", item="f-16", quantity=number(24)), draft("transfer", item="f-16", quantity=number(25))
    )


def test_another_recipient_is_another_delivery() -> None:
    assert not same(draft("transfer", item="f-16", recipient="MA"), draft("transfer", item="f-16", recipient="EG"))


def test_a_variant_is_of_its_family() -> None:
    assert same(draft("transfer", item="f-16", recipient="MA"), draft("transfer", item="f-16-block-72", recipient="MA"))


def test_ids_that_only_begin_alike_are_apart() -> None:
    assert not same(draft("transfer", item="f-1", recipient="MA"), draft("transfer", item="f-16", recipient="MA"))


def test_a_day_agrees_with_its_year() -> None:
    a = draft("meeting", participants="us.dod", date=day("2021-05-03"))
    assert same(a, draft("meeting", participants="us.dod", date=day("2021")))
    assert not same(a, draft("meeting", participants="us.dod", date=day("2022")))


def test_membership_is_of_one_member_and_one_body() -> None:
    assert same(draft("membership", member="MA", body="mnna"), draft("membership", member="MA", body="mnna"))
    assert not same(draft("membership", member="MA", body="mnna"), draft("membership", member="TN", body="mnna"))


def test_what_is_alleged_is_not_what_is_asserted() -> None:
    a, b = draft("transfer", item="f-16"), draft("transfer", item="f-16")
    b.modality = "alleged"
    assert not same(a, b)


@pytest.mark.parametrize(
    "one",
    [
        draft("agreement", title="sofa", parties="MA"),
        draft("exercise", name="african-lion"),
        draft("assistance", programme="FMF", provider="US"),
        draft("training", provider="US", recipient="MA", subject="x"),
        draft("deployment", contributor="US", places="NE"),
        draft("cooperation", area="cyber", parties="MA"),
        draft("statement", speaker="us.dod", act="praise"),
        draft("position", person=SlotValue(name="Jane Doe"), title=SlotValue(text="minister")),
    ],
    ids=lambda d: d.kind,
)
def test_a_draft_is_the_same_as_itself(one: object) -> None:
    assert same(one, one)  # type: ignore[arg-type]


def test_two_talks_of_one_minister_on_one_day_are_two() -> None:
    a = draft("meeting", participants=[SlotValue(id="p.one"), SlotValue(id="p.two")], date=day("2025-05-03"))
    b = draft("meeting", participants=[SlotValue(id="p.one"), SlotValue(id="p.three")], date=day("2025-05-03"))
    assert not same(a, b)


def test_a_meeting_told_with_one_of_its_people_is_the_same() -> None:
    a = draft("meeting", participants=[SlotValue(id="p.one"), SlotValue(id="p.two")], date=day("2025-05-03"))
    assert same(a, draft("meeting", participants=[SlotValue(id="p.two")]))


def test_a_phone_call_is_not_the_talks() -> None:
    a = draft("meeting", participants=[SlotValue(id="p.one"), SlotValue(id="p.two")], format="talks")
    b = draft("meeting", participants=[SlotValue(id="p.one"), SlotValue(id="p.two")], format="call")
    assert not same(a, b)
