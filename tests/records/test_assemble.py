from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fake import KINDS

from mithaq.model.claims import Claim, Evidence, SlotValue
from mithaq.model.records import Record
from mithaq.model.spans import Span
from mithaq.records import Source, assemble_records
from mithaq.records.sketch import sketch


def v(value: Any) -> SlotValue:
    """ "MA" is an id, 20 a figure, (20, "at-least") a bound, "=2020" a date, "$5" money, "'words" words."""
    if isinstance(value, tuple):
        return SlotValue(value=value[0], extra=(("qualifier", value[1]),))
    if isinstance(value, int):
        return SlotValue(value=value, extra=(("qualifier", "exact"),))
    if value[0] == "=":
        return SlotValue(value=value[1:])
    if value[0] == "$":
        return SlotValue(value=int(value[1:]), extra=(("currency", "USD"), ("qualifier", "exact")))
    if value[0] == "'":
        return SlotValue(text=value[1:])
    return SlotValue(id=value)


def claim(
    kind: str, document: str, modality: str = "asserted", confidence: float = 0.9, at: int = 0, **slots: Any
) -> Claim:
    filled = {s: tuple(map(v, x)) if isinstance(x, list) else (v(x),) for s, x in slots.items()}
    return Claim(kind, document, filled, (Evidence(Span(at, at + 1), "x"),), modality, confidence=confidence)


def assemble(*claims: Claim, **texts: str) -> tuple[Record, ...]:
    names = sorted({c.document for c in claims})
    sources = [
        Source(n, f"2020-01-0{i % 9 + 1}", "en", None, sketch(texts.get(n, n * 40))) for i, n in enumerate(names)
    ]
    return assemble_records(claims, sources, KINDS)


def only(*claims: Claim, **texts: str) -> Record:
    records = assemble(*claims, **texts)
    assert len(records) == 1, records
    return records[0]


def test_two_bounds_of_one_exercise_are_a_dispute_that_shows_both() -> None:
    record = only(
        claim("exercise", "a", name="lion", participant_count=(20, "at-least"), hosts=["MA"]),
        claim("exercise", "b", name="lion", participant_count=(40, "at-least"), hosts=["MA", "TN"]),
        claim("exercise", "c", name="lion"),
    )
    slot = record.slots["participant_count"]
    assert {x.value["value"] for x in (*slot.agreed, *slot.disputed)} == {20, 40}
    assert len(slot.disputed) == 1 and slot.disputed[0].claims
    assert record.disputed and record.sources == 3
    assert [x.value["id"] for x in record.slots["hosts"].agreed] == ["MA", "TN"]


def test_editions_of_an_exercise_are_kept_apart_and_an_undated_mention_joins_neither() -> None:
    one = claim("exercise", "a", name="lion", date="=2021-06")
    two = claim("exercise", "b", name="lion", date="=2024-05")
    vague = claim("exercise", "c", name="lion", participants=["MA", "US"])
    assert len(assemble(one, two)) == 2
    assert len(assemble(one, two, vague)) == 3
    assert len(assemble(one, vague)) == 1


def test_dates_that_contain_one_another_agree_on_the_sharper() -> None:
    record = only(
        claim("agreement", "a", title="roadmap", signed="=2020-10-02", parties=["MA", "US"]),
        claim("agreement", "b", title="roadmap", signed="=2020-10", parties=["MA", "US"]),
        claim("agreement", "c", title="roadmap", signed="=2020", parties=["US", "MA"]),
    )
    assert record.slots["signed"].agreed[0].value == {"value": "2020-10-02"}
    assert len(record.slots["signed"].agreed[0].claims) == 3 and not record.disputed


def test_memoranda_of_different_years_are_two() -> None:
    a = claim("agreement", "a", title="mou", signed="=2007", parties=["MA", "US"])
    b = claim("agreement", "a", title="mou", signed="=2015", parties=["MA", "US"], at=5)
    assert len(assemble(a, b)) == 2


def transfer(document: str, **more: Any) -> Claim:
    return claim("transfer", document, **({"item": "f-16", "supplier": "US", "recipient": "MA"} | more))


def test_a_transfer_keeps_its_history_and_its_last_stage() -> None:
    record = only(
        transfer("a", quantity=25, status="approved", date="=2019-03"),
        transfer("b", quantity=25, status="delivered", date="=2024"),
        transfer("c", quantity=25, status="notified", date="=2019-02-11"),
    )
    assert [s["status"] for s in record.status_history] == ["notified", "approved", "delivered"]
    assert record.slots["status"].agreed[0].value["id"] == "delivered"
    assert record.slots["date"].agreed[0].value["value"] == "2024"
    assert not record.disputed


def test_two_quantities_of_one_dated_sale_are_a_dispute_and_of_undated_ones_two_sales() -> None:
    dated = {"status": "sold", "date": "=2019-03-25"}
    record = only(
        transfer("a", quantity=25, **dated), transfer("b", quantity=25, **dated), transfer("c", quantity=24, **dated)
    )
    assert record.slots["quantity"].agreed[0].value["value"] == 25
    assert record.slots["quantity"].disputed[0].value["value"] == 24
    assert len(assemble(transfer("a", quantity=25), transfer("b", quantity=6))) == 2
    assert len(assemble(transfer("a", quantity=25, **dated), transfer("a", quantity=6, **dated))) == 2


def test_a_delivery_before_the_order_is_another_transfer() -> None:
    early = transfer("a", quantity=2, status="delivered", date="=1990")
    late = transfer("b", quantity=2, status="ordered", date="=2020")
    assert len(assemble(early, late)) == 2


def test_money_within_a_hundredth_agrees() -> None:
    near = [claim("assistance", d, programme="FMF", provider="US", recipient="MA", amount=m, period="=2019") for d, m in (("a", "$10000000"), ("b", "$10050000"))]  # fmt: skip  # noqa: E501
    assert not only(*near).disputed
    far = claim("assistance", "c", programme="FMF", provider="US", recipient="MA", amount="$15000000", period="=2019")
    assert only(*near, far).slots["amount"].disputed


def test_different_periods_of_a_programme_are_two_records() -> None:
    about = {"programme": "IMET", "provider": "US", "recipient": "MA"}
    a, b = claim("assistance", "a", period="=2018", **about), claim("assistance", "b", period="=2019", **about)
    assert len(assemble(a, b)) == 2


def test_denial_stays_visible_and_lowers_confidence() -> None:
    said, denied = transfer("a", quantity=25), transfer("b", quantity=25, modality="denied")
    record = only(said, denied)
    assert record.modality == "asserted" and record.disputed
    assert record.slots["modality"].disputed[0].value == {"id": "denied"}
    assert record.confidence < only(said).confidence


def test_copies_count_once() -> None:
    text = " ".join(f"word{i}" for i in range(300))
    one, two = transfer("a", quantity=25), transfer("b", quantity=25)
    copied = only(one, two, a=text, b=text + " and a tail")
    assert copied.sources == 1 and copied.confidence == only(one).confidence
    assert only(one, two).sources == 2 and only(one, two).confidence > copied.confidence


def test_undated_meetings_in_different_articles_stay_apart() -> None:
    who = {"participants": ["p.one", "p.two"], "format": "talks"}
    assert len(assemble(claim("meeting", "a", **who), claim("meeting", "b", **who))) == 2
    dated = {"date": "=2020-10-02"} | who
    assert len(assemble(claim("meeting", "a", **dated), claim("meeting", "b", **dated))) == 1


def test_offices_memberships_statements() -> None:
    a = claim("position", "a", person="p.one", organisation="us.dod", title="minister")
    b = claim("position", "b", person="p.one", organisation="us.dod")
    c = claim("position", "b", person="p.one", organisation="us.state", title="envoy")
    assert len(assemble(a, b, c)) == 2
    m = [claim("membership", d, member="MA", body="mnna", role="designated", since="=2004") for d in "ab"]
    assert len(only(*m).claims) == 2
    s = [claim("statement", d, speaker="us.state", act="praise") for d in "ab"]
    assert len(assemble(*s)) == 2


def test_a_claim_without_blocks_is_a_record_of_its_own() -> None:
    assert len(assemble(claim("transfer", "a", item="f-16"), claim("transfer", "b", item="f-16"))) == 2


def test_a_claim_with_two_values_is_no_dispute_with_itself() -> None:
    record = only(claim("exercise", "a", name="lion", edition=[17, 18]))
    assert not record.disputed and len(record.slots["edition"].agreed) == 2


IDS = st.sampled_from(["MA", "US", "FR", "us.africom"])
DATE = st.sampled_from(["=2019", "=2020", "=2020-10", "=2020-10-02", "=201X", "=2018/2022", "=2013/..", "=odd"])
FIGURE = st.one_of(st.integers(1, 4), st.tuples(st.integers(1, 4), st.sampled_from(["about", "at-least", "at-most"])))
MONEY = st.sampled_from(["$100", "$101", "$300"])
FILL = {
    "date": DATE, "signed": DATE, "since": DATE, "period": DATE, "quantity": FIGURE, "count": FIGURE,
    "participant_count": FIGURE, "session": FIGURE, "edition": FIGURE, "amount": MONEY, "value": MONEY,
    "status": st.sampled_from(["planned", "sold", "delivered", "deployed"]),
    "action": st.sampled_from(["signed", "ratified"]),
    "topic": st.just("'words"), "former": st.just("MA"),
}  # fmt: skip


@st.composite
def any_claim(draw: st.DrawFn) -> Claim:
    kind = draw(st.sampled_from(sorted(KINDS)))
    slots = {s: draw(FILL.get(s, IDS)) for s in KINDS[kind].slots if draw(st.integers(0, 3))}
    modality = draw(st.sampled_from(["asserted", "planned", "alleged", "denied"]))
    return claim(
        kind,
        draw(st.sampled_from("abcd")),
        modality,
        draw(st.sampled_from([0.5, 0.9])),
        draw(st.integers(0, 3)),
        **slots,
    )


@given(st.lists(st.text(max_size=5), min_size=2, max_size=6), st.integers(0, 10**6))
def test_ids_are_the_digest_of_the_json_that_registers_hold(words: list[str], at: int) -> None:
    told = Claim("meeting", words[0], {w: tuple(map(v, words)) for w in words if all(words)}, (), words[1])
    told = replace(told, evidence=(Evidence(Span(at, at + 3), "x"),))
    said = [told.kind, told.modality, sorted((s, sorted(x.ground for x in vs)) for s, vs in told.slots.items())]
    where = [told.document, [tuple(e.span) for e in told.evidence], f"k_{digest(said)}"]
    assert (told.content_key, told.id) == (where[2], f"c_{digest(where)}")


def digest(value: object) -> str:
    raw = json.dumps(value, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
    return hashlib.sha256(raw).hexdigest()[:16]


@settings(max_examples=60, deadline=None)
@given(st.lists(any_claim(), min_size=1, max_size=8))
def test_the_same_claims_once_more_change_nothing(claims: list[Claim]) -> None:
    assert assemble(*claims, *claims) == assemble(*claims)


@settings(max_examples=150, deadline=None)
@given(st.lists(any_claim(), max_size=12).flatmap(lambda cs: st.tuples(st.just(cs), st.permutations(cs))))
def test_the_order_of_claims_changes_nothing_and_every_claim_is_in_one_record(
    pair: tuple[list[Claim], list[Claim]],
) -> None:
    records = assemble(*pair[0])
    assert records == assemble(*pair[1])
    assert sorted(c for r in records for c in r.claims) == sorted({c.id for c in pair[0]})
    assert len({r.id for r in records}) == len(records)
    for record in records:
        assert 0 <= record.confidence <= 1
        assert all(set(x.claims) <= set(record.claims) for s in record.slots.values() for x in (*s.agreed, *s.disputed))
