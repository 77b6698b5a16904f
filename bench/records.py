"""Invented claims → how long their assembly into records takes, how much memory, and how both grow with their number.

    python bench/records.py 12500 25000 50000
    python bench/records.py 1000000
    python bench/records.py --copies 5000 20000
    python bench/records.py --crowd 5000 20000

Things are as unequal in fame as words are (Zipf); names of items, series and persons grow with the number of things;
one claim in twenty contradicts the others; a document holds eight claims, one document in twenty is nearly the same
text as another. `--copies`: so many documents of nearly one text that all say the same. `--crowd`: claims of one item
and one pair of states that differ in figures and dates. The exponent is the slope of time over number in logarithms.
"""

from __future__ import annotations

import argparse
import gc
import random
import resource
import time
from array import array
from collections.abc import Callable, Iterator
from itertools import pairwise
from math import log
from typing import NamedTuple

from mithaq.model.claims import Claim, Evidence, SlotValue
from mithaq.model.spans import Span
from mithaq.pipeline import Reader, lore_of
from mithaq.records import Lore, Source, assemble_all
from mithaq.records.sketch import SIZE

STATES = [a + b for a in "ABCDEFGHIKLMNPRSTUZ" for b in "AEIMNORTZ"]
KINDS = ("transfer", "exercise", "agreement", "meeting", "assistance", "cooperation", "position", "deployment")
BROAD = ("memorandum", "agreement", "protocol", "roadmap")
SOUNDS = [a + b for a in "bdfghjklmnqrstwz" for b in ("a", "i", "ou", "el", "an")]
EXACT = (("qualifier", "exact"),)
A_DOCUMENT = 8


class Thing(NamedTuple):
    """What is true of one thing, before documents err about it."""

    kind: str
    one: str
    two: str
    date: tuple[int, int, int]
    figure: int
    name: int
    person: str


def things(count: int, chance: random.Random) -> list[Thing]:
    """Invent things; a name (of an item, a series, a programme) serves a dozen of them."""
    given = [_sound(chance, 2) for _ in range(300)]
    names = max(4, count // 12)
    found = []
    for _ in range(count):
        one, two = chance.sample(STATES, 2)
        date = (chance.randint(1990, 2026), chance.randint(1, 12), chance.randint(1, 28))
        person = f"{given[int(len(given) ** chance.random()) - 1]} {_sound(chance, 3)}"
        kind, figure = chance.choice(KINDS), chance.randint(1, 400)
        found.append(Thing(kind, one, two, date, figure, chance.randrange(names), person))
    return found


def _sound(chance: random.Random, length: int) -> str:
    return "".join(chance.choices(SOUNDS, k=length)).title()


def claims(size: int, seed: int = 7) -> Iterator[Claim]:
    """Yield `size` claims about some size / 4 things, the same ones for the same seed."""
    chance = random.Random(seed)
    known = things(max(10, size // 4), chance)
    for number in range(size):
        famous = chance.random() < 0.7
        thing = known[int(len(known) ** chance.random()) - 1 if famous else chance.randrange(len(known))]
        yield _claim(thing, number, chance)


def _claim(thing: Thing, number: int, chance: random.Random) -> Claim:
    wrong = chance.random() < 0.05
    year, month, day = thing.date
    date = f"{year + wrong}-{month:02}-{day:02}"[: chance.choice((10, 10, 7, 4))]
    slots = _SLOTS[thing.kind](thing, thing.figure + wrong, date, chance)
    kept = {name: values for name, values in slots.items() if chance.random() < 0.85} or slots
    place = Evidence(Span(number, number + 9), "…")
    return Claim(thing.kind, f"d{number // A_DOCUMENT:07}", kept, (place,), confidence=0.9)


Slots = dict[str, tuple[SlotValue, ...]]


def _id(identity: str) -> tuple[SlotValue, ...]:
    return (SlotValue(id=identity),)


def _when(date: str) -> tuple[SlotValue, ...]:
    return (SlotValue(value=date, text=date),)


def _count(figure: int) -> tuple[SlotValue, ...]:
    return (SlotValue(value=figure, extra=EXACT, text=str(figure)),)


def _transfer(t: Thing, figure: int, date: str, chance: random.Random) -> Slots:
    sides = {"item": _id(f"item-{t.name}"), "supplier": _id(t.one), "recipient": _id(t.two)}
    stage = _id(chance.choice(("ordered", "delivered")))
    return sides | {"quantity": _count(figure), "date": _when(date), "status": stage}


def _exercise(t: Thing, figure: int, date: str, chance: random.Random) -> Slots:
    name = _id(f"exercise-{t.name}")
    return {"name": name, "date": _when(date), "hosts": _id(t.two), "participant_count": _count(figure)}


def _agreement(t: Thing, figure: int, date: str, chance: random.Random) -> Slots:
    title = _id(chance.choice(BROAD) if t.figure % 2 else f"title-{t.name}")
    return {"title": title, "signed": _when(date), "parties": _id(t.one) + _id(t.two), "action": _id("signed")}


def _meeting(t: Thing, figure: int, date: str, chance: random.Random) -> Slots:
    sides = _id(f"{t.one.lower()}.p{t.name}") + _id(t.one) + _id(t.two)
    return {"participants": sides, "date": _when(date), "format": _id("talks")}


def _assistance(t: Thing, figure: int, date: str, chance: random.Random) -> Slots:
    money = SlotValue(value=figure * 1_000_000, extra=(("currency", "USD"),), text="…")
    sides = {"provider": _id(t.one), "recipient": _id(t.two)}
    return {"programme": _id(("FMF", "IMET", "EDA")[t.name % 3]), "amount": (money,), "period": _when(date[:4])} | sides


def _cooperation(t: Thing, figure: int, date: str, chance: random.Random) -> Slots:
    area = _id(("border", "training", "cyber", "maritime")[t.name % 4])
    return {"area": area, "parties": _id(t.one) + _id(t.two), "since": _when(date[:4])}


def _position(t: Thing, figure: int, date: str, chance: random.Random) -> Slots:
    person = (SlotValue(name=t.person, text=t.person),)
    return {"person": person, "title": _id("minister-defence"), "organisation": _id(f"{t.one.lower()}.mod")}


def _deployment(t: Thing, figure: int, date: str, chance: random.Random) -> Slots:
    sides = {"contributor": _id(t.one), "places": _id(t.two)}
    return sides | {"count": _count(figure), "date": _when(date), "status": _id("deployed")}


_SLOTS: dict[str, Callable[[Thing, int, str, random.Random], Slots]] = {
    "transfer": _transfer,
    "exercise": _exercise,
    "agreement": _agreement,
    "meeting": _meeting,
    "assistance": _assistance,
    "cooperation": _cooperation,
    "position": _position,
    "deployment": _deployment,
}


def sources(names: list[str], copied: float = 0.05, seed: int = 7) -> list[Source]:
    """Invent what is known of the documents: day, language, outlet, and sketches of which some are nearly alike."""
    chance = random.Random(seed)
    found: list[Source] = []
    last = [chance.getrandbits(64) for _ in range(SIZE)]
    for name in names:
        if chance.random() < copied:
            own = [*last[: SIZE - 20], *(chance.getrandbits(64) for _ in range(20))]
        else:
            own = last = [chance.getrandbits(64) for _ in range(SIZE)]
        day = f"20{chance.randint(10, 26)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        outlet = f"outlet-{int(500 ** chance.random())}.example"
        found.append(Source(name, day, chance.choice(("ar", "fr", "en")), outlet, array("Q", sorted(own)).tobytes()))
    return found


def copies(size: int) -> Iterator[Claim]:
    """Yield one claim a document, all but the same."""
    chance = random.Random(3)
    thing = things(1, random.Random(5))[0]._replace(kind="transfer")
    for number in range(size):
        yield _claim(thing, number * A_DOCUMENT, chance)


def crowd(size: int) -> Iterator[Claim]:
    """Yield claims of one item and one pair of states, of ever other figures and days."""
    chance = random.Random(3)
    pair = things(1, chance)[0]
    for number, thing in enumerate(things(size // 4, chance) * 4):
        yield _claim(thing._replace(kind="transfer", name=0, one=pair.one, two=pair.two), number, chance)


def measure(told: list[Claim], known: list[Source], kinds: object, lore: Lore) -> float:
    """Assemble, print what came of it, return the seconds of processor time."""
    gc.collect()
    before, begun = time.process_time(), time.perf_counter()
    found = assemble_all(told, known, kinds, lore)  # type: ignore[arg-type]
    used, took = time.process_time() - before, time.perf_counter() - begun
    disputed = sum(record.disputed for record in found.records)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    speed = f"{used:>7.2f} s of processor, {took:>7.2f} s  {used / len(told) * 1e6:>6.0f} µs a claim"
    came = f"{len(found.records):>8,} records, {disputed:>6,} disputed  {most:>6,.0f} MB at most"
    print(f"{len(told):>9,} claims  {speed}  {came}", flush=True)
    return used


def main() -> None:
    """Measure."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("sizes", nargs="*", type=int, default=[12_500, 25_000, 50_000])
    options.add_argument("--copies", action="store_true", help="documents of nearly one text")
    options.add_argument("--crowd", action="store_true", help="claims of one item and one pair of states")
    given = options.parse_args()
    make = copies if given.copies else crowd if given.crowd else claims
    knowledge = Reader().knowledge
    kinds, lore = knowledge.kinds, lore_of(knowledge)
    seconds: list[tuple[int, float]] = []
    for size in sorted(given.sizes):
        told = list(make(size))
        known = sources(sorted({claim.document for claim in told}), 0.98 if given.copies else 0.05)
        seconds.append((size, measure(told, known, kinds, lore)))
    for (small, quick), (large, slow) in pairwise(seconds):
        print(f"{small:>9,} → {large:,}: exponent {log(slow / quick) / log(large / small):.2f}")


if __name__ == "__main__":
    main()
