"""Things told by several documents in three languages, with contradictions planted: which claims belong together?"""

from __future__ import annotations

from itertools import combinations
from typing import Any

from tests.fake import REAL
from tests.records.test_assemble import claim
from tests.records.test_names import TABLES

from mithaq.model.claims import Claim, SlotValue
from mithaq.records import Lore, Source, assemble_records

LORE = Lore(names=TABLES, families={"f-16c-d": "f-16"})
SIDES = {"supplier": "US", "recipient": "MA"}
PAIR = {"parties": ["MA", "US"]}
FMF = {"programme": "FMF", "provider": "US", "recipient": "TN"}


def office(
    document: str, name: str, title: str = "minister-defence", organisation: str = "tn.mod", **more: Any
) -> Claim:
    told = claim("position", document, organisation=organisation, title=f"'{title}", **more)
    return Claim("position", document, told.slots | {"person": (SlotValue(name=name, text=name),)}, told.evidence)


# Each thing: its claims, and the slots in which they contradict one another.
THINGS: list[tuple[list[Claim], set[str]]] = [
    ([claim("agreement", "ar1", title="defence-roadmap", signed="=2020-10-02", **PAIR),
      claim("agreement", "fr1", title="defence-roadmap", period="=2020/2030", **PAIR),
      claim("agreement", "en1", title="military-cooperation-agreement", signed="=2020", **PAIR)], set()),
    ([claim("agreement", "ar2", title="'مذكرة تفاهم", signed="=2025-09-22", parties=["MA", "IN"]),
      claim("agreement", "en2", title="'memorandum", signed="=2025-09-23", parties=["MA", "IN"])], {"signed"}),
    ([claim("agreement", "en3", title="acsa", signed="=2015", **PAIR),
      claim("agreement", "fr3", title="acsa", **PAIR)], set()),
    ([claim("exercise", "ar1", name="african-lion", date="=2024-05", participant_count=(20, "at-least")),
      claim("exercise", "fr2", name="african-lion", date="=2024-05-20", participant_count=(27, "exact"))],
     {"participant_count"}),
    ([claim("exercise", "en1", name="african-lion", date="=2025", participant_count=(40, "at-least")),
      claim("exercise", "ar3", name="african-lion", date="=2025-04", participant_count=(40, "at-least"))], set()),
    ([claim("exercise", "fr4", name="chergui", date="=2022-03", personnel=900),
      claim("exercise", "ar4", name="chergui", date="=2022", personnel=2000)], {"personnel"}),
    ([claim("transfer", "ar1", item="f-16c-d", quantity=25, status="notified", date="=2019-03-25", **SIDES),
      claim("transfer", "en4", item="f-16c-d", quantity=25, status="ordered", date="=2019-08", **SIDES),
      claim("transfer", "fr4", item="f-16c-d", quantity=24, status="notified", date="=2019-03", **SIDES)],
     {"quantity"}),
    ([claim("transfer", "ar2", item="f-16", **SIDES)], set()),
    ([claim("transfer", "ar2", item="m142-himars", quantity=18, status="approved", date="=2023-04", **SIDES),
      claim("transfer", "en5", item="m142-himars", quantity=18, **SIDES)], set()),
    ([claim("transfer", "fr5", item="abrams", quantity=222, status="delivered", date="=2016", channel="EDA", **SIDES),
      claim("transfer", "ar5", item="abrams", quantity=222, status="delivered", date="=2016-07", channel="grant",
            **SIDES)], set()),
    ([claim("transfer", "fr5", item="abrams", quantity=162, status="approved", date="=2018-11", **SIDES)], set()),
    ([claim("assistance", "ar6", amount="$10000000", period="=2021", **FMF),
      claim("assistance", "en6", amount="$15000000", period="=2021", **FMF)], {"amount"}),
    ([claim("assistance", "fr6", amount="$85000000", period="=2022", **FMF),
      claim("assistance", "en7", amount="$85200000", period="=2022", **FMF)], set()),
    ([claim("meeting", "ar7", participants=["ma.a", "us.b"], date="=2023-05-22", format="talks", place="MA"),
      claim("meeting", "fr7", participants=["us.b", "ma.a", "US"], date="=2023-05", format="talks", place="ma.rabat")],
     set()),
    ([claim("meeting", "en7", participants=["ma.a", "us.b"], date="=2024-02-01", format="talks")], set()),
    ([claim("membership", "ar8", member="MA", body="mnna", role="designated", since="=2004"),
      claim("membership", "fr8", member="MA", body="mnna", role="designated", since="=2005")], {"since"}),
    ([office("ar8", "سليم الورغي"), office("fr9", "Salim Ouerghi"), office("en8", "Slim El Ouerghi")], set()),
    ([office("ar9", "كريم البشيري"), office("fr9", "Karim Béchiri", date="=2026")], set()),
    ([claim("deployment", "ar9", contributor="MA", mission="minusca", count=760),
      claim("deployment", "en9", contributor="MA", mission="minusca", count=(750, "about"))], set()),
    ([claim("cooperation", "ar9", area="border", body="spp", parties=["MA", "US"], since="=2003"),
      claim("cooperation", "fr8", area="border", body="spp", parties=["MA", "US"], since="=2004")], {"since"}),
]  # fmt: skip


def test_claims_of_one_thing_come_together_and_all_planted_contradictions_and_no_others_are_seen() -> None:
    claims = [c for told, _ in THINGS for c in told]
    sources = [Source(name, language=name[:2]) for name in sorted({c.document for c in claims})]
    records = assemble_records(claims, sources, REAL, LORE)
    gold = {frozenset(pair) for told, _ in THINGS for pair in combinations(sorted(c.id for c in told), 2)}
    found = {frozenset(pair) for record in records for pair in combinations(sorted(record.claims), 2)}
    right = len(gold & found)
    f1 = 2 * right / (len(gold) + len(found))
    shown = [
        [c.id for c in told] for told, _ in THINGS if not any({c.id for c in told} == set(r.claims) for r in records)
    ]
    assert f1 >= 0.93, (f1, shown)
    planted = {(min(c.id for c in told), slot) for told, slots in THINGS for slot in slots}
    seen = {(min(r.claims), name) for r in records for name, slot in r.slots.items() if slot.disputed}
    assert seen == planted
