"""One claim → what the record stage asks of it again and again, worked out once for every value that is the same."""

from __future__ import annotations

from collections.abc import Sequence
from json.encoder import encode_basestring
from typing import NamedTuple

from mithaq.claims.kinds import Identity
from mithaq.model.claims import Claim, SlotValue
from mithaq.records.same import PART, days, meaning
from mithaq.records.when import MONTH, YEAR, Stretch
from mithaq.text.clean import fold

FIGURES = ("quantity", "count")
_WIDEST, _SEASON = 12, 4
_PLAIN = "[]"  # the meaning of a value without anything beside it
_NONE: frozenset[str] = frozenset()
Pair = tuple[str, str]


class Part(NamedTuple):
    """One slot of a block and how it is looked at: `#` ids, `*` ids that are not broad, `=` all values, `~` years,
    `%` months, `@` class of text.

    `near`: by how many days the dates of two documents may differ about one thing.
    """

    slot: str
    how: str
    spell: str
    near: int


class Meant:
    """What the values of one slot mean, shared by all claims that say the same.

    `pairs`: ground and meaning of each value, in their order; `grounds`: the grounds; `code`: a number that two have in
    common when slot and pairs are the same in whatever order; `days`: what the dates among them cover; `wordy`: the
    number of letters of the values that are written as text (the more of a date is known, the more); `money`: one of
    them is a sum.
    """

    __slots__ = (
        "_json", "_looks", "_words", "code", "days", "grounds", "money", "pairs", "said", "slot", "values", "wordy",
    )  # fmt: skip

    def __init__(self, slot: str, values: tuple[SlotValue, ...]) -> None:
        self.slot = slot
        self.values = values
        self.pairs: tuple[Pair, ...] = tuple([(_ground(v), _beside(v)) for v in values])
        self.grounds = frozenset([ground for ground, _ in self.pairs])
        self.said = slot, (self.pairs if len(values) == 1 else tuple(sorted(self.pairs)))
        self.days: tuple[Stretch, ...] = tuple([found for v in values if (found := days(v)) is not None])
        self.wordy = sum([len(v.value) for v in values if isinstance(v.value, str)])
        self.money = any(name == "currency" for v in values for name, _ in v.extra)
        self.code = 0
        self._looks: dict[Part, tuple[str, ...]] = {}
        self._json = ""
        self._words = ""

    @property
    def words(self) -> str:
        """The slot and its pairs in order, as text."""
        if not self._words:
            self._words = repr(self.said)
        return self._words

    @property
    def json(self) -> str:
        """The slot and its grounds in order, as JSON."""
        if not self._json:
            grounds = ", ".join(map(encode_basestring, sorted(ground for ground, _ in self.pairs)))
            self._json = f"[{encode_basestring(self.slot)}, [{grounds}]]"
        return self._json

    def look(self, part: Part, rule: Identity) -> tuple[str, ...]:
        """Return what a block is named after."""
        found = self._looks.get(part)
        if found is None:
            found = self._looks[part] = tuple(self._look(part, rule))
        return found

    def _look(self, part: Part, rule: Identity) -> Sequence[str]:
        if part.how == "~":
            return _years(self.days)
        if part.how == "%":
            return _months(self.days, part.near)
        if part.how == "#":
            return sorted({v.id.casefold() for v in self.values if v.id})
        if part.how == "*":
            return sorted({v.id.casefold() for v in self.values if v.id and v.id not in rule.broad})
        return ("+".join(sorted(self.grounds)),) if part.how == "=" else sorted(self.grounds)


def _ground(value: SlotValue) -> str:
    """Return what a value is; a name that no list knows is the same in whatever case, marks or variants of letters."""
    if value.value is None and not value.id:
        return " ".join(fold(value.name or value.text or "").casefold().split())
    return value.ground.casefold()


def _beside(value: SlotValue) -> str:
    return meaning(value) if value.extra else _PLAIN


class Meanings:
    """All that was meant so far: the same few things are said again and again."""

    def __init__(self) -> None:
        self._known: dict[str, dict[object, Meant]] = {}
        self._codes: dict[object, int] = {}

    def of(self, slot: str, values: tuple[SlotValue, ...]) -> Meant:
        """Return what the values of a slot mean. `values`: at least one."""
        known = self._known.get(slot)
        if known is None:
            known = self._known[slot] = {}
        key = _key(values[0]) if len(values) == 1 else (len(values), *map(_key, values))
        found = known.get(key) if key is not None else None
        if found is None:
            found = Meant(slot, values)
            found.code = self._codes.setdefault(found.said, len(self._codes))
            if key is not None:
                known[key] = found
        return found


def _key(value: SlotValue) -> object:
    """Return what values of one meaning share, quickly; other values may have other keys and yet mean the same."""
    extra = value.extra
    if value.value is None:
        words = value.id or (value.name or value.text or "",)
        return (words, repr(extra)) if extra else words
    if not extra:
        return value.value.__class__, value.value, value.id
    plain = all(isinstance(v, str | bool) for _, v in extra)
    return value.value.__class__, value.value, value.id, extra if plain else repr(extra)


class Told:
    """A claim with its id. `meant`: slot → what its values mean; `said`: the same in numbers, in a fixed order."""

    __slots__ = ("claim", "id", "meant", "said", "slots")

    def __init__(self, identity: str, claim: Claim, meanings: Meanings) -> None:
        self.id = identity
        self.claim = claim
        self.slots = claim.slots
        of = meanings.of
        self.meant: dict[str, Meant] = {slot: of(slot, values) for slot, values in claim.slots.items() if values}
        self.said = tuple(sorted([found.code for found in self.meant.values()]))

    def set(self, slot: str) -> frozenset[str]:
        """Return what the values of a slot mean."""
        found = self.meant.get(slot)
        return found.grounds if found is not None else _NONE

    def days(self, slot: str) -> tuple[Stretch, ...]:
        """Return the days that the dates of a slot cover."""
        found = self.meant.get(slot)
        return found.days if found is not None else ()

    def partly(self) -> bool:
        """Tell whether the claim counts a part of the thing only: other parts may come at other times."""
        counted = (self.meant[slot] for slot in FIGURES if slot in self.meant)
        return any(name == PART and told for meant in counted for v in meant.values for name, told in v.extra)

    def words(self) -> str:
        """Return all that is said as text, the same for the same."""
        told = [found.words for _, found in sorted(self.meant.items())]
        return f"{self.claim.kind} ({', '.join(told)}{',' if len(told) == 1 else ''})"


class Plan(NamedTuple):
    """The blocks of a kind, worked out once: the words that begin their names, and their parts."""

    blocks: tuple[tuple[str, tuple[Part, ...]], ...]
    rule: Identity


def plan(kind: str, rule: Identity) -> Plan:
    """Work out how the blocks of a kind are named."""
    found = []
    for block in rule.blocks:
        parts = []
        for slot in block:
            name, _, spell = slot.rstrip("#*=~%").partition(",")
            how = "@" if slot == "@class" else slot[-1] if slot[-1] in "#*=~%" else ""
            parts.append(Part(name, how, spell, rule.near.get(name, 0)))
        found.append(("|".join((kind, *block)), tuple(parts)))
    return Plan(tuple(found), rule)


def blocks(told: Told, by: Plan, text_class: str) -> tuple[str, ...]:
    """Return the names of the blocks in which a claim may meet another about the same thing."""
    found: list[str] = []
    for name, parts in by.blocks:
        names = [name]
        for part in parts:
            values = _parts(told, part, by.rule, text_class)
            if not values:
                break
            names = [f"{begun}|{value}" for begun in names for value in values]
        else:
            found += names
    return tuple(found)


def _parts(told: Told, part: Part, rule: Identity, text_class: str) -> Sequence[str]:
    if part.how == "@":
        return (text_class,)
    if part.spell and (spell := told.days(part.spell)):
        return _years((*told.days(part.slot), *(Stretch(x.first, x.first) for x in spell)))
    meant = told.meant.get(part.slot)
    return meant.look(part, rule) if meant is not None else ()


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
