from __future__ import annotations

from typing import Any

from tests.fake import KINDS, REAL
from tests.records.test_assemble import assemble, claim, only, transfer, v

from mithaq.model.claims import Claim, SlotValue
from mithaq.model.records import Record
from mithaq.records import Lore, Source, assemble_records, top_level
from mithaq.records.lore import Term
from mithaq.records.money import totals
from mithaq.records.sources import Outlet, Outlets

LORE = Lore(
    families={"f-16c-d": "f-16", "f-16": "fighter", "f-35": "fighter"},
    terms={"ma.one": (Term("chief", "ma.far", "2019", "2022"),), "ma.two": (Term("chief", "ma.far", "2022", ""),)},
    outlets=Outlets(
        {"mod.example": Outlet("xx.mod", official=True), "copies.example": Outlet("copies", aggregator=True)}
    ),
)


def records(*claims: Claim, sources: Any = ()) -> tuple[Record, ...]:
    known = {s.id for s in sources}
    rest = [Source(c.document) for c in claims if c.document not in known]
    return assemble_records(claims, [*sources, *dict.fromkeys(rest)], KINDS, LORE)


def test_the_general_is_linked_to_the_specific_and_kept() -> None:
    general = transfer("a", item="f-16")
    specific = transfer("b", item="f-16c-d", quantity=25, channel="FMS", date="=2019-03-25", status="ordered")
    other = transfer("c", item="f-35")
    found = records(general, specific, other)
    assert len(found) == 3
    by_item = {r.slots["item"].agreed[0].value["id"]: r for r in found}
    assert by_item["f-16c-d"].refines == (by_item["f-16"].id,) and by_item["f-16"].refined_by == (
        by_item["f-16c-d"].id,
    )
    assert not by_item["f-35"].refines and not by_item["f-35"].refined_by
    assert {r.id for r in top_level(found)} == {by_item["f-16c-d"].id, by_item["f-35"].id}


def test_another_recipient_another_figure_or_an_earlier_day_is_no_refinement() -> None:
    one = transfer("a", item="f-16", quantity=6)
    found = records(one, transfer("b", item="f-16c-d", quantity=25), transfer("c", item="f-16c-d", recipient="GR"))
    assert not any(r.refines for r in found)


def test_an_exercise_at_large_stands_above_its_editions() -> None:
    editions = [claim("exercise", d, name="lion", date=f"={y}") for d, y in (("a", "2021-06"), ("b", "2024-05"))]
    found = records(*editions, claim("exercise", "c", name="lion", participants=["MA", "US"]))
    assert sorted(len(r.refined_by) for r in found) == [0, 0, 2]


def test_holders_of_one_office_follow_one_another() -> None:
    office = {"title": "chief", "organisation": "ma.far"}
    found = records(
        claim("position", "a", person="ma.two", **office), claim("position", "b", person="ma.one", **office)
    )
    assert len(found) == 2 and not any(r.disputed for r in found)
    first = next(r for r in found if r.slots["person"].agreed[0].value["id"] == "ma.one")
    assert [r.follows for r in found if r.follows] == [(first.id,)]


def test_rounding_agrees_and_a_neighbouring_count_does_not() -> None:
    about = {"programme": "FMS", "provider": "US", "recipient": "MA", "period": "=2020"}
    near = only(
        claim("assistance", "a", amount="$8500000000", **about), claim("assistance", "b", amount="$8545000000", **about)
    )
    assert not near.disputed and near.slots["amount"].agreed[0].value["value_kind"] == "period-total"
    dated = {"status": "sold", "date": "=2019-03-25"}
    count = only(transfer("a", quantity=24, **dated), transfer("b", quantity=25, **dated))
    assert count.slots["quantity"].disputed


def test_a_ceiling_and_a_contract_are_two_sums_and_no_dispute() -> None:
    record = only(
        transfer("a", quantity=25, value="$3787000000", status="notified", date="=2019-03"),
        transfer("b", quantity=25, value="$1200000000", status="ordered", date="=2019-10"),
    )
    sums = {x.value["value_kind"]: x.value["value"] for x in record.slots["value"].agreed}
    assert sums == {"ceiling": 3787000000, "contract": 1200000000} and not record.disputed


def test_a_dispute_quotes_each_document() -> None:
    record = only(
        Claim("exercise", "a", {"name": (v("lion"),), "participant_count": (_said(20, "vingt"),)}, ()),
        Claim("exercise", "b", {"name": (v("lion"),), "participant_count": (_said(40, "quarante"),)}, ()),
    )
    slot = record.slots["participant_count"]
    words = [x.value["said"] for x in (*slot.agreed, *slot.disputed)]
    assert sorted(w["document"] + w["text"] for said in words for w in said) == ["avingt", "bquarante"]


def _said(figure: int, text: str) -> SlotValue:
    return SlotValue(value=figure, extra=(("qualifier", "at-least"),), text=text)


def test_dates_a_day_apart_in_two_documents_are_one_signing_in_dispute() -> None:
    record = only(
        claim("agreement", "a", title="'memo", signed="=2025-09-22", parties=["MA", "IN"]),
        claim("agreement", "b", title="'mémorandum", signed="=2025-09-23", parties=["MA", "IN"]),
    )
    assert record.slots["signed"].disputed


def test_parts_add_up_only_when_called_parts() -> None:
    def batch(document: str, part: bool, figure: int, date: str) -> Claim:
        value = SlotValue(value=figure, extra=(("part", True),) if part else ())
        base = transfer(document, status="delivered", date=date)
        return Claim("transfer", document, base.slots | {"quantity": (value,)}, base.evidence)

    parts = [batch("a", True, 3, "=2024-01"), batch("b", True, 4, "=2024-05")]
    stages = [s for r in assemble(*parts) for s in r.status_history]
    assert sum(s["quantity"] for s in stages) == 7
    figures = [batch("a", False, 3, "=2024"), batch("b", False, 4, "=2024")]
    assert all("quantity" not in s for r in assemble(*figures) for s in r.status_history)


def test_a_part_goes_with_the_whole_and_is_no_dispute() -> None:
    def told(document: str, figure: int, status: str, date: str, part: bool = False) -> Claim:
        value = SlotValue(value=figure, extra=(("qualifier", "exact"), *((("part", True),) if part else ())))
        base = transfer(document, status=status, date=date)
        return Claim("transfer", document, base.slots | {"quantity": (value,)}, base.evidence)

    ordered = told("a", 6, "ordered", "=2021-03")
    first, second = told("b", 2, "delivered", "=2024-01", True), told("c", 3, "delivered", "=2025-06", True)
    record = only(ordered, first, second)
    quantity = record.slots["quantity"]
    assert [v.value["value"] for v in quantity.agreed] == [6] and not quantity.disputed
    assert [(s["status"], s["quantity"]) for s in record.status_history] == [("ordered", 6), ("delivered", 5)]
    parts = only(first, second).slots["quantity"]
    assert sorted(v.value["value"] for v in parts.agreed) == [2, 3] and not parts.disputed
    assert len(assemble(ordered, told("b", 9, "delivered", "=2024-01", True))) == 2  # no part of six


_SPELLED = (("a", "الهيئة العليا لأمن المعلومات"), ("b", "الهيئة  العليا لامن المعلوماتِ"))


def test_an_organisation_that_no_list_knows_is_one_however_it_is_written() -> None:
    one, two = (claim("cooperation", d, area="cyber", body=f"'{b}", parties=["MA", "US"]) for d, b in _SPELLED)
    assert len(only(one, two).documents) == 2


def test_a_cancelled_deal_ends_with_that() -> None:
    record = only(
        transfer("a", quantity=25, status="ordered", date="=2019-03"), transfer("b", quantity=25, status="cancelled")
    )
    assert [s["status"] for s in record.status_history] == ["ordered", "cancelled"]
    assert record.slots["status"].agreed[0].value["id"] == "cancelled"
    assert all(s["claims"] for s in record.status_history)


def test_one_outlet_one_quoted_source_and_copies_are_one_voice() -> None:
    def told(document: str, source: str = "") -> Claim:
        base = transfer(document, quantity=25)
        return Claim(
            "transfer", document, base.slots, base.evidence, attribution=(v(source),) if source else (), confidence=0.9
        )

    three = [told("a"), told("b"), told("c")]
    one_outlet = [Source(n, url=f"https://news.example/{n}") for n in "abc"]
    assert records(*three)[0].sources == 3 and records(*three, sources=one_outlet)[0].sources == 1
    quoting = records(*(told(n, "us.state") for n in "abc"))[0]
    assert quoting.sources == 1 and quoting.explain[0]["one_because"] == ["quoted"]
    copies = [Source("a"), Source("b"), Source("c", url="https://copies.example/c")]
    assert records(*three, sources=copies)[0].sources == 2
    official = records(told("a"), sources=[Source("a", url="https://www.mod.example/x")])[0]
    assert official.explain[0]["official"] and official.explain[-1]["confidence"] == official.confidence


def test_a_translation_is_one_voice_with_its_original() -> None:
    def page(document: str, *figures: int) -> list[Claim]:
        return [transfer(document, item=f"item-{n}", quantity=figure) for n, figure in enumerate(figures)]

    told = (25, 162, 1200, 40, 600)
    sources = [Source("a", "2024-05-01", "ar"), Source("b", "2024-05-03", "fr"), Source("c", "2024-05-01", "ar"),
               Source("d", "2024-07-01", "en")]  # fmt: skip
    found = records(*page("a", *told), *page("b", *told), *page("c", *told), *page("d", *told), sources=sources)
    assert {r.sources for r in found} == {2} and {len(r.documents) for r in found} == {4}
    assert found[0].explain[0]["one_because"] == ["translation"]
    few = records(*page("a", *told[:3]), *page("b", *told[:3]), sources=sources)
    assert {r.sources for r in few} == {2}


def test_an_allegation_is_only_sure_to_have_been_made() -> None:
    record = only(transfer("a", modality="alleged"))
    assert record.explain[-1]["of"] == "allegation"


def test_a_town_is_more_exact_than_its_state_and_no_dispute() -> None:
    one = claim("agreement", "a", title="t", signed="=2020", parties=["MA", "US"], place="MA")
    two = claim("agreement", "b", title="t", signed="=2020", parties=["MA", "US"], place="ma.rabat")
    three = claim("agreement", "c", title="t", signed="=2020", parties=["MA", "US"], place="fr.paris")
    real = [assemble_records(claims, [], REAL)[0].slots["place"] for claims in ([one, two], [one, two, three])]
    assert real[0].agreed[0].value["id"] == "ma.rabat" and not real[0].disputed
    assert real[1].disputed


def test_sums_of_two_kinds_are_never_added_and_a_package_counts_once() -> None:
    package = SlotValue(value=500, extra=(("currency", "USD"), ("covers", "package")))
    deals = [transfer("a", item=item, status="notified", date="=2020") for item in ("f-16", "aim-9")]
    claims = [Claim("transfer", "a", c.slots | {"value": (package,)}, c.evidence) for c in deals]
    paid = transfer("b", item="himars", value="$70", status="ordered")
    aid = claim("assistance", "c", programme="FMF", provider="US", recipient="MA", amount="$9", period="=2020")
    found = totals(records(*claims, paid, aid))
    assert {sort: total.value for sort, total in found.items()} == {
        ("ceiling", "USD"): 500,
        ("contract", "USD"): 70,
        ("period-total", "USD"): 9,
    }


def test_a_value_with_and_without_a_note_of_how_it_was_read_is_one_value() -> None:
    noted = SlotValue(id="US", extra=(("resolved", True),))
    one = claim("exercise", "a", name="lion", participants=["US"])
    two = Claim("exercise", "b", {"name": (v("lion"),), "participants": (noted,)}, one.evidence)
    assert len(only(one, two).slots["participants"].agreed) == 1
