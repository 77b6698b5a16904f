"""One claim → what the record stage asks of it again and again, worked out once."""

from __future__ import annotations

from itertools import product

from mithaq.claims.kinds import Identity
from mithaq.model.claims import Claim, SlotValue
from mithaq.records.same import days, meaning
from mithaq.records.when import YEAR, Stretch

_WIDEST = 12
_PLAIN = "[]"  # the meaning of a value without anything beside it
_NONE: frozenset[str] = frozenset()


def ground(value: SlotValue) -> str:
    """Return what a value means, the same for every spelling of an id."""
    return value.ground.casefold()


class Told:
    """A claim with its id; `meant`: slot → ground and meaning of each value; `grounds`: slot → the grounds."""

    __slots__ = ("_days", "claim", "grounds", "id", "meant", "slots")

    def __init__(self, identity: str, claim: Claim) -> None:
        self.id = identity
        self.claim = claim
        self.slots = claim.slots
        self.meant = {
            slot: [(ground(v), meaning(v) if v.extra else _PLAIN) for v in values]
            for slot, values in claim.slots.items()
        }
        self.grounds = {slot: frozenset([pair[0] for pair in pairs]) for slot, pairs in self.meant.items() if pairs}
        self._days: dict[str, tuple[Stretch, ...]] = {}

    def set(self, slot: str) -> frozenset[str]:
        """Return what the values of a slot mean."""
        return self.grounds.get(slot, _NONE)

    def days(self, slot: str) -> tuple[Stretch, ...]:
        """Return the days that the dates of a slot cover."""
        found = self._days.get(slot)
        if found is None:
            found = self._days[slot] = tuple(filter(None, map(days, self.slots.get(slot, ()))))
        return found


def blocks(told: Told, rule: Identity, text_class: str) -> tuple[str, ...]:
    """Return the names of the blocks in which a claim may meet another about the same thing."""
    found: list[str] = []
    for block in rule.blocks:
        parts = [_parts(told, slot, text_class) for slot in block]
        found += ["|".join((told.claim.kind, *block, *values)) for values in product(*parts)]
    return tuple(found)


def _parts(told: Told, slot: str, text_class: str) -> list[str]:
    if slot == "@class":
        return [text_class]
    name = slot.rstrip("#=~")
    if slot.endswith("#"):
        return sorted({v.id.casefold() for v in told.slots.get(name, ()) if v.id})
    if slot.endswith("="):
        return ["+".join(sorted(told.set(name)))] if told.set(name) else []
    if slot.endswith("~"):
        name, _, spell = name.partition(",")
        return _years((*told.days(name), *(Stretch(x.first, x.first) for x in told.days(spell))))
    return sorted(told.set(name))


def _years(covered: tuple[Stretch, ...]) -> list[str]:
    found: set[str] = set()
    for one in covered:
        first, last = one.first // YEAR, one.last // YEAR
        found |= {str(year) for year in range(first, last + 1)} if last - first < _WIDEST else set()
    return sorted(found)
