"""Invented claims for measuring: things as unequal in fame as words are (Zipf), one claim in twenty contradicting."""

from __future__ import annotations

import random
from collections.abc import Iterator

from mithaq.model.claims import Claim, Evidence, SlotValue
from mithaq.model.spans import Span

STATES = ("US", "MA", "FR", "DZ", "TN", "EG", "SA", "AE", "TR", "IT", "ES", "GB", "DE", "IN", "PK", "NG", "SN", "QA")
_KINDS = ("transfer", "exercise", "agreement", "meeting", "assistance", "cooperation", "position", "deployment")


def claims(size: int, seed: int = 7) -> Iterator[Claim]:
    """Yield `size` claims about some size / 4 things; `seed` makes them the same each time."""
    chance = random.Random(seed)
    things = max(10, size // 4)
    for number in range(size):
        thing = min(
            things - 1, int(things ** chance.random()) - 1 if chance.random() < 0.7 else chance.randrange(things)
        )
        yield _claim(thing, number, chance)


def _claim(thing: int, number: int, chance: random.Random) -> Claim:
    own = random.Random(thing)
    kind = own.choice(_KINDS)
    pair = own.sample(STATES, 2)
    date = f"{own.randint(2000, 2026)}-{own.randint(1, 12):02}-{own.randint(1, 28):02}"
    figure = own.randint(1, 400)
    wrong = chance.random() < 0.05
    date = f"{int(date[:4]) + wrong}{date[4:]}"[: chance.choice((10, 10, 7, 4))]
    quantity = SlotValue(value=figure + wrong, extra=(("qualifier", "exact"),), text=str(figure + wrong))
    money = SlotValue(value=(figure + wrong) * 1_000_000, extra=(("currency", "USD"),), text="…")
    one, two = (SlotValue(id=state) for state in pair)
    when = SlotValue(value=date, text=date)
    slots: dict[str, tuple[SlotValue, ...]] = {
        "transfer": {
            "item": (SlotValue(id=f"item-{own.randint(1, 300)}"),), "supplier": (one,), "recipient": (two,),
            "quantity": (quantity,), "date": (when,),
            "status": (SlotValue(id=chance.choice(("ordered", "delivered"))),),
        },
        "exercise": {
            "name": (SlotValue(id=f"exercise-{own.randint(1, 60)}"),), "date": (when,), "hosts": (two,),
            "participant_count": (quantity,),
        },
        "agreement": {
            "title": (SlotValue(id=f"title-{own.randint(1, 80)}"),), "signed": (when,), "parties": (one, two),
            "action": (SlotValue(id="signed"),),
        },
        "meeting": {
            "participants": (SlotValue(id=f"{pair[0].lower()}.p{own.randint(1, 40)}"), one, two), "date": (when,),
            "format": (SlotValue(id="talks"),),
        },
        "assistance": {
            "programme": (SlotValue(id=own.choice(("FMF", "IMET", "EDA"))),), "provider": (one,), "recipient": (two,),
            "amount": (money,), "period": (SlotValue(value=date[:4]),),
        },
        "cooperation": {
            "area": (SlotValue(id=own.choice(("border", "training", "cyber", "maritime"))),), "parties": (one, two),
        },
        "position": {
            "person": (SlotValue(id=f"{pair[0].lower()}.p{own.randint(1, 400)}", name=f"Person {thing}"),),
            "title": (SlotValue(name="minister-defence"),), "organisation": (SlotValue(id=f"{pair[0].lower()}.mod"),),
        },
        "deployment": {
            "contributor": (one,), "places": (two,), "count": (quantity,), "date": (when,),
            "status": (SlotValue(id="deployed"),),
        },
    }[kind]  # fmt: skip
    kept = {name: values for name, values in slots.items() if values and chance.random() < 0.85}
    kept = kept or slots
    return Claim(kind, f"d{number // 8:06}", kept, (Evidence(Span(number, number + 9), "…"),), confidence=0.9)
