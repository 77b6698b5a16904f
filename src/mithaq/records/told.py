"""One claim → what the record stage asks of it again and again, worked out once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from mithaq.claims.kinds import Identity
from mithaq.model.claims import Claim, SlotValue
from mithaq.records.same import Extra, days, meaning
from mithaq.records.when import MONTH, YEAR, Stretch

_WIDEST, _SEASON = 12, 4
_KNOWN = 1 << 16
_PLAIN = "[]"  # the meaning of a value without anything beside it
_NONE: frozenset[str] = frozenset()


def ground(value: SlotValue) -> str:
    """Return what a value means, the same for every spelling of an id."""
    return meant(value)[0]


def meant(value: SlotValue) -> tuple[str, str]:
    """Return the ground of a value and what it means beside that; the same few pairs serve millions of values."""
    extra = value.extra
    if not extra:
        if value.value is None:
            return _plain(value.id or value.name or value.text or "")
        return _dated(value.value) if isinstance(value.value, str) else (value.ground.casefold(), _PLAIN)
    beside = _beside(extra) if all(isinstance(v, str | bool) for _, v in extra) else meaning(value)
    return value.ground.casefold(), beside


@lru_cache(maxsize=_KNOWN)
def _plain(words: str) -> tuple[str, str]:
    return words.casefold(), _PLAIN


@lru_cache(maxsize=_KNOWN)
def _dated(value: str) -> tuple[str, str]:
    return SlotValue(value=value).ground.casefold(), _PLAIN


@lru_cache(maxsize=_KNOWN)
def _beside(extra: Extra) -> str:
    return meaning(SlotValue(extra=extra))


class Told:
    """A claim with its id; `meant`: slot → ground and meaning of each value; `grounds`: slot → the grounds."""

    __slots__ = ("_days", "claim", "grounds", "id", "meant", "slots")

    def __init__(self, identity: str, claim: Claim) -> None:
        self.id = identity
        self.claim = claim
        self.slots = claim.slots
        self.meant: dict[str, tuple[tuple[str, str], ...]] = {}
        self.grounds: dict[str, frozenset[str]] = {}
        for slot, values in claim.slots.items():
            pairs = tuple(map(meant, values))
            self.meant[slot] = pairs
            if len(pairs) == 1:
                self.grounds[slot] = _alone(pairs[0][0])
            elif pairs:
                self.grounds[slot] = frozenset([pair[0] for pair in pairs])
        self._days: dict[str, tuple[Stretch, ...]] | None = None

    def set(self, slot: str) -> frozenset[str]:
        """Return what the values of a slot mean."""
        return self.grounds.get(slot, _NONE)

    def days(self, slot: str) -> tuple[Stretch, ...]:
        """Return the days that the dates of a slot cover."""
        if slot not in self.slots:
            return ()
        if self._days is None:
            self._days = {}
        found = self._days.get(slot)
        if found is None:
            found = self._days[slot] = tuple(filter(None, map(days, self.slots[slot])))
        return found


@lru_cache(maxsize=_KNOWN)
def _alone(word: str) -> frozenset[str]:
    return frozenset((word,))


class Part(NamedTuple):
    """One slot of a block and how it is looked at: `#` ids, `=` all values, `~` years, `%` months, `@` class of text.

    `near`: by how many days the dates of two documents may differ about one thing.
    """

    slot: str
    how: str
    spell: str
    near: int


class Plan(NamedTuple):
    """The blocks of a kind, worked out once: the words that begin their names, and their parts."""

    blocks: tuple[tuple[str, tuple[Part, ...]], ...]


def plan(kind: str, rule: Identity) -> Plan:
    """Work out how the blocks of a kind are named."""
    found = []
    for block in rule.blocks:
        parts = []
        for slot in block:
            name, _, spell = slot.rstrip("#=~%").partition(",")
            how = "@" if slot == "@class" else slot[-1] if slot[-1] in "#=~%" else ""
            parts.append(Part(name, how, spell, rule.near.get(name, 0)))
        found.append(("|".join((kind, *block)), tuple(parts)))
    return Plan(tuple(found))


def blocks(told: Told, rule: Plan, text_class: str) -> tuple[str, ...]:
    """Return the names of the blocks in which a claim may meet another about the same thing."""
    found: list[str] = []
    for name, parts in rule.blocks:
        names = [name]
        for part in parts:
            values = _parts(told, part, text_class)
            if not values:
                names = []
                break
            names = [f"{begun}|{value}" for begun in names for value in values]
        found += names
    return tuple(found)


def _parts(told: Told, part: Part, text_class: str) -> Sequence[str]:
    if part.how == "@":
        return (text_class,)
    if part.how == "~":
        return _years((*told.days(part.slot), *(Stretch(x.first, x.first) for x in told.days(part.spell))))
    if part.how == "%":
        return _months(told.days(part.slot), part.near)
    values = told.grounds.get(part.slot, _NONE)
    if part.how == "#" and values:
        return sorted({v.id.casefold() for v in told.slots[part.slot] if v.id})
    if part.how == "=" and values:
        return ("+".join(sorted(values)),)
    return sorted(values) if len(values) > 1 else tuple(values)


def _years(covered: tuple[Stretch, ...]) -> Sequence[str]:
    if len(covered) == 1 and (year := covered[0].first // YEAR) == covered[0].last // YEAR:
        return (str(year),)
    found: set[str] = set()
    for one in covered:
        first, last = one.first // YEAR, one.last // YEAR
        found |= {str(year) for year in range(first, last + 1)} if last - first < _WIDEST else set()
    return sorted(found)


def _months(covered: tuple[Stretch, ...], near: int) -> Sequence[str]:
    """Return the months of dates that are no longer than a few; nothing for a year."""
    found: set[int] = set()
    for one in covered:
        first, last = (one.first - near) // MONTH, (one.last + near) // MONTH
        found.update(range(first, last + 1) if last - first <= _SEASON else ())
    return [str(month) for month in sorted(found)]
