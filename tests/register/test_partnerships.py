"""What belongs to two states, and how many: written when the records are made, as if all of them were asked."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

from sqlalchemy import select

from mithaq.model.claims import Claim, Evidence, SlotValue
from mithaq.model.documents import Document
from mithaq.model.readings import Reading
from mithaq.model.records import Record, RecordSlot, RecordValue
from mithaq.model.spans import Span
from mithaq.pipeline import RECORDS_VERSION
from mithaq.register import Register, Selection, browse, dyad, schema

TOLD = (
    ("a", "transfer", ("US", "MA"), "2020-05"),
    ("a", "position", ("MA",), None),
    ("a", "membership", ("FR",), None),
    ("a", "transfer", ("US",), "2019"),
    ("b", "meeting", ("US", "MA", "FR"), "2021-01-02"),
    ("b", "exercise", ("FR",), "2018/.."),
    ("c", "position", ("MA",), "2017"),
    ("c", "transfer", ("US", "QA"), "../2016"),
    ("d", "meeting", ("MA", "US"), "199X"),
)


def fill(register: Register) -> list[Record]:
    """Store a claim and a record for each line of TOLD."""
    made: list[Record] = []
    claims: dict[str, list[Claim]] = {}
    for number, (document, kind, states, date) in enumerate(TOLD):
        words = f"sentence {number}. "
        start = 20 * len(claims.setdefault(document, []))
        slots: dict[str, Any] = {
            "parties": tuple(SlotValue(id=s) for s in states),
            "item": (SlotValue(name=f"i{number}"),),
        }
        claim = Claim(
            kind, document, slots, (Evidence(Span(start, start + len(words)), words),), confidence=0.5 + number / 20
        )
        claims[document].append(claim)
        held = {s: RecordSlot(tuple(RecordValue(v.as_dict(), (claim.id,)) for v in vs)) for s, vs in slots.items()}
        if date:
            held["date"] = RecordSlot((RecordValue({"value": date}, (claim.id,)),))
        about = (1, ("en",), "asserted" if number % 2 else "planned", 0.5, "2022-01-01", "2022-01-01")
        made.append(Record(f"r_{number}", kind, held, (claim.id,), (document,), *about))
    for document, own in claims.items():
        text = "".join(c.evidence[0].text.ljust(20) for c in own)
        register.put(Document(document, text), Reading(tuple(own)), "1")
    register.put_records(made, RECORDS_VERSION)
    return made


def test_what_belongs_to_two_states(target: str) -> None:
    with Register(target) as register:
        fill(register)
        found = {r.id for r in dyad.dyad(register, ("US", "MA"))}
        assert found == {"r_0", "r_4", "r_8", "r_1"}  # and the office of document a, not that of c, nor France's
        assert {r.id for r in dyad.dyad(register, ("FR", "US"))} == {"r_4", "r_5"}
        years = dyad.years(register, ("MA", "US"))
        assert {(y.kind, y.year, y.many, y.beside) for y in years} == {
            ("transfer", 2020, 1, 0), ("meeting", 2021, 1, 0), ("meeting", 1990, 1, 0), ("position", None, 1, 1)
        }  # fmt: skip
        assert dyad.newest(register, ("US", "MA"), {"meeting": 1, "transfer": 9}) == ["r_4", "r_0"]
        assert dyad.dated(register, ("US", "MA"), ["meeting", "transfer", "position"], dyad.Within(), 9) == [
            "r_4",
            "r_0",
            "r_8",
        ]
        late = dyad.Within(since="2020-06")
        assert dyad.dated(register, ("US", "MA"), ["meeting", "transfer"], late, 9) == ["r_4"]
        assert [y.year for y in dyad.years(register, ("US", "MA"), dyad.Within(until="2020"))] == [1990, 2020]


def test_the_counts_are_those_of_the_records(target: str) -> None:
    with Register(target) as register:
        made = fill(register)
        named = [{v.value["id"] for v in r.slots["parties"].agreed} for r in made]
        pairs = Counter(pair for states in named for pair in combinations(sorted(states), 2))
        assert {(a, b): n for a, b, n in dyad.pairs(register, 99)} == pairs
        assert dyad.pairs(register, 9, "MA") == [("MA", "US", 3), ("MA", "FR", 1)]
        assert {s.name: s.records for s in browse.states(register)} == Counter(s for states in named for s in states)
        assert browse.totals(register).records == len(made)
        for wanted in (Selection(top=True), Selection(kind="transfer", top=True), Selection(states=("US",), top=True)):
            counted = browse.facets(register, wanted)
            asked = browse.facets(register, wanted._replace(min_confidence=0.0))
            assert counted == asked and counted.total == len(list(register.select(wanted)))


def test_lists_are_in_order_and_whole(target: str) -> None:
    with Register(target) as register:
        made = fill(register)
        days = {r.id: r.slots["date"].agreed[0].value["value"] if "date" in r.slots else "2022-01-01" for r in made}
        for wanted in (
            Selection(top=True),
            Selection(states=("US",), top=True),
            Selection(states=("MA", "US"), top=True),
        ):
            for order in browse.ORDERS:
                whole = browse.listed(register, wanted, browse.Part(order, 0, 99))
                parts = [r for at in range(0, 9, 2) for r in browse.listed(register, wanted, browse.Part(order, at, 2))]
                assert [r.id for r in whole] == [r.id for r in parts]
                assert {r.id for r in whole} == {r.id for r in register.select(wanted)}
            newest = [days[r.id] for r in browse.listed(register, wanted, browse.Part())]
            assert newest == sorted(newest, reverse=True)


def test_a_register_of_before_gets_its_counts(target: str) -> None:
    from alembic import command
    from alembic.config import Config

    from mithaq.register import opening

    def counted(register: Register) -> list[Any]:
        with register._reading() as connection:
            tables = (schema.partnerships, schema.partnership_counts, schema.tallies, schema.record_states)
            return [sorted(map(tuple, connection.execute(select(t))), key=str) for t in tables]

    with Register(target) as register:
        fill(register)
        before = counted(register)
        config = Config()
        config.set_main_option("script_location", str(Path(opening.__file__).parent / "migrations"))
        config.set_main_option("path_separator", "os")
        with register._engine.connect() as connection:
            config.attributes["connection"] = connection
            command.downgrade(config, "0004")
            connection.commit()
    with Register(target, create=False) as register:
        assert counted(register) == before and all(before)
        assert not register.stale(RECORDS_VERSION) and not register.problems()
