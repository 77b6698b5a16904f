from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from tests.fake import KINDS

from mithaq.knowledge.skeleton import load_skeletons
from mithaq.knowledge.yaml import load
from mithaq.model.claims import Claim, Evidence, SlotValue
from mithaq.model.spans import Span
from mithaq.records import Lore, assemble_records
from mithaq.records.decisions import Decisions
from mithaq.records.named import named
from mithaq.records.persons import MERGE, SUGGEST, People
from mithaq.records.persons import people as resolve
from mithaq.records.skeleton import compare

TABLES = load_skeletons(Path(__file__).parents[2] / "knowledge" / "language" / "skeleton.yml")
NAMES: Any = load(Path(__file__).with_name("names.yml"))
SAME = [pair for person in NAMES["people"] for pair in combinations(person["names"], 2)]
APART = [tuple(pair) for pair in NAMES["apart"]]


def test_the_comparer_finds_who_is_one_person_and_who_is_not() -> None:
    others = [
        (a, b)
        for one, two in combinations(NAMES["people"], 2)
        if one["state"] == two["state"]
        for a in one["names"]
        for b in two["names"]
    ]
    assert len(SAME) + len(APART) >= 300
    right = [pair for pair in SAME if compare(TABLES, *pair).score >= MERGE]
    wrong = [pair for pair in (*APART, *others) if compare(TABLES, *pair).score >= MERGE]
    assert len(right) / len(SAME) >= 0.85
    assert len(right) / (len(right) + len(wrong)) >= 0.99, wrong


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("عبد الرحمن", "Abderrahmane"),
        ("عبدالعزيز", "Abdel Aziz"),
        ("الحموشي", "Hammouchi"),
        ("Choïgou", "Shoigu"),
        ("شنقريحة", "Chengriha"),
    ],
)
def test_words_that_sound_the_same(a: str, b: str) -> None:
    assert compare(TABLES, a, b).score >= MERGE


def holder(document: str, name: str, identity: str | None = None, organisation: str = "ma.far", at: int = 0) -> Claim:
    slots = {
        "person": (SlotValue(id=identity, name=name, text=name),),
        "organisation": (SlotValue(id=organisation),),
        "title": (SlotValue(name="commander"),),
    }
    return Claim("position", document, slots, (Evidence(Span(at, at + 1), "x"),))


def people(*claims: Claim, decisions: Decisions | None = None) -> tuple[list[str | None], int]:
    found = known(claims, decisions or Decisions())
    return [found.named(c).slots["person"][0].id for c in claims], len(found.suggestions)


def known(claims: Iterable[Claim], decisions: Decisions) -> People:
    return resolve(named(((c.id, c) for c in claims), decisions), TABLES, decisions)


def test_spellings_of_one_holder_get_one_id() -> None:
    names, _ = people(holder("a", "سليم الورغي"), holder("b", "Salim El Ouerghi"), holder("c", "Slim Ouerghi"))
    assert len(set(names)) == 1 and str(names[0]).startswith("~")


def test_a_listed_person_lends_the_id_and_two_listed_persons_never_become_one() -> None:
    listed = holder("a", "Mohammed Berrid", "ma.mohammed-berrid")
    assert people(listed, holder("b", "محمد بريظ"))[0] == ["ma.mohammed-berrid"] * 2
    assert len(set(people(listed, holder("b", "محمد بريظ", "ma.other"))[0])) == 2


def test_another_state_keeps_two_bearers_of_a_name_apart() -> None:
    one, two = holder("a", "Karim Haddadi"), holder("b", "كريم حدادي", organisation="lb.army")
    assert len(set(people(one, two)[0])) == 2


def test_what_is_seen_at_a_glance_is_never_less_than_what_aligning_finds() -> None:
    names = [name for person in NAMES["people"][:30] for name in person["names"]]
    words = sorted({word for name in names for word in TABLES.words(name)})
    assert all(TABLES.at_best(a, b) >= TABLES.alike(a, b) for a, b in combinations(words, 2))
    for a, b in combinations(names, 2):
        found = compare(TABLES, a, b)
        quick = compare(TABLES, a, b, SUGGEST)
        assert quick == found if found.score >= SUGGEST else quick.score < SUGGEST


def test_where_hundreds_share_a_name_two_words_in_common_still_meet() -> None:
    made = [f"{a}a{b}or{c}a" for a in "bdfgjlmnrt" for b in "bdfgjlmnrt" for c in "dtbk"]
    others = [holder(f"o{n}", f"Karim {x}" if n % 2 else f"{x} Haddadi", at=n) for n, x in enumerate(made)]
    names = people(holder("x", "Karim Haddadi"), holder("y", "كريم حدادي"), *others)[0]
    assert names[0] == names[1] and names.count(names[0]) == 2


def test_one_word_and_names_of_many_are_suggested_not_merged() -> None:
    names, suggested = people(holder("a", "Karim Haddadi"), holder("b", "حدادي"))
    assert len(set(names)) == 2 and suggested == 1
    common = people(
        holder("a", "Mohammed Ali", organisation="eg.navy"), holder("b", "محمد علي", organisation="eg.army")
    )
    assert len(set(common[0])) == 1  # the same title
    bare = Claim(
        "position", "c", {"person": (SlotValue(name="محمد علي", text="محمد علي"),)}, (Evidence(Span(0, 1), "x"),)
    )
    assert people(holder("a", "Mohammed Ali"), bare)[1] == 1


def served(name: str, state: str) -> SlotValue:
    return SlotValue(name=name, text=name, extra=(("state", state),))


def test_who_is_named_with_the_state_served_is_known_without_an_office() -> None:
    def talks(document: str, *names: SlotValue) -> Claim:
        day = (SlotValue(value="2024-09-09"),)
        return Claim(
            "meeting", document, {"participants": names, "date": day}, (Evidence(Span(0, 1), "x"),), "asserted"
        )

    office = SlotValue(id="ma.minister-defence", extra=(("state", "MA"),))
    one = talks("a", office, served("كمال أيدين", "TR"))
    two = talks("b", served("Salim Ouerghi", "MA"), served("Kemal Aydin", "TR"))
    held = holder("b", "Salim Ouerghi")
    minister = replace(held, slots={**held.slots, "title": (SlotValue(name="minister-defence"),)})
    lore = Lore(names=TABLES)
    assert len(assemble_records([one, two, minister], [], KINDS, lore)) == 2  # the office goes for who holds it
    assert len(assemble_records([one, two, held], [], KINDS, lore)) == 3
    elsewhere = talks("c", served("Salim Ouerghi", "MA"), served("Kemal Aydin", "AZ"))
    assert len(assemble_records([two, elsewhere], [], KINDS, lore)) == 2


def test_meetings_name_the_same_person_as_offices_do() -> None:
    told = holder("a", "Salim Ouerghi")
    meeting = Claim(
        "meeting", "b", {"participants": (SlotValue(name="سليم الورغي", text="سليم الورغي"),)}, told.evidence
    )
    claims = (told, holder("b", "سليم الورغي"), meeting)
    found = known(claims, Decisions())
    ids = {v.id for c in map(found.named, claims) for s in ("person", "participants") for v in c.slots.get(s, ())}
    assert len(ids) == 1
