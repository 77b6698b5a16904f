"""The claims of one thing → slot by slot what they agree on, and each value that disagrees, with who says so how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from mithaq.claims.kinds import Identity, Kind
from mithaq.model.claims import Claim, SlotValue
from mithaq.model.records import RecordSlot, RecordValue
from mithaq.records.persons import OFFICES, UNLISTED
from mithaq.records.same import DATES, PART, PLACES, compatible, level
from mithaq.records.sources import Voice
from mithaq.records.told import Meant, Told

VALUE_KIND = "value_kind"
_ANY = "any"
_LEFT_OUT = frozenset({"text", "start", "end", "basis", "resolved", "organisation", OFFICES})
_QUOTED = 6

Sourced = Sequence[Told]
Filling = list[tuple[Told, Meant]]


@dataclass(slots=True)
class Said:
    """One value and who says it: claim ids with document and words, and independent voices. `sum`: what a sum is."""

    value: SlotValue
    key: tuple[str, str]
    sum: str = ""
    claims: dict[str, tuple[str, str]] = field(default_factory=dict)
    voices: set[str] = field(default_factory=set)

    @property
    def rank(self) -> tuple[int, int, int, str, str]:
        """Best supported first: sources, claims, then the more precise, then a fixed order."""
        precision = len(str(self.value.value or self.value.name or self.value.text or ""))
        return -len(self.voices), -len(self.claims), -precision, *self.key


@dataclass(frozen=True, slots=True)
class Merging:
    """What merging one record needs beside its claims. `preferred`: slot → the value that people chose."""

    kind: Kind
    heard: Mapping[str, Voice]
    preferred: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def merge(claims: Sourced, how: Merging) -> dict[str, RecordSlot]:
    """Return the slots of a record in the order of the kind; claims that deny the thing have no say in them."""
    kind = how.kind
    voting = [told for told in claims if told.claim.modality != "denied"] or list(claims)
    filling: dict[str, Filling] = {}
    for told in voting:
        for slot, meant in told.meant.items():
            filling.setdefault(slot, []).append((told, meant))
    slots: dict[str, RecordSlot] = {}
    for name in [*(s for s in kind.slots if s in filling), *sorted(filling.keys() - kind.slots.keys())]:
        spec = kind.slots.get(name)
        many = spec is not None and spec.many
        telling = _about_latest(name, filling[name], kind.identity)
        many = many or (name == kind.identity.stage_date and len(telling) > 1 and telling[0][0].partly())
        slots[name] = _agreed(name, telling) or _settle(name, _said(name, telling, how), how, many=many)
    if (stage := kind.identity.stage) in slots:
        slots[stage] = RecordSlot(slots[stage].agreed + slots[stage].disputed)
    if contested := _contested(claims):
        slots["modality"] = contested
    return slots


def alone(told: Told, kind: Kind) -> dict[str, RecordSlot] | None:
    """Return the slots of a thing that one claim tells of; None where a slot that holds one value has several."""
    slots: dict[str, RecordSlot] = {}
    by = (told.id,)
    for name in (*kind.slots, *sorted(told.slots.keys() - kind.slots.keys())):
        values = told.slots.get(name)
        if not values:
            continue
        if len(values) > 1:
            return None
        value = values[0]
        sort = _sum(told.claim, value, kind.identity) if told.meant[name].money else ""
        slots[name] = RecordSlot((RecordValue(_shown(value, sort), by),))
    return slots


def _agreed(slot: str, filling: Filling) -> RecordSlot | None:
    """Return the slot when all claims that fill it give one value, and all the same; None otherwise."""
    first = filling[0][1]
    if len(first.pairs) > 1 or first.money:
        return None
    best = filling[0][0].slots[slot][0]
    for told, meant in filling:
        if meant is not first and meant.code != first.code:
            return None
        value = told.slots[slot][0]
        if not _alike(best, value) and _plainest(value) < _plainest(best):
            best = value
    return RecordSlot((RecordValue(_shown(best, ""), tuple([told.id for told, _ in filling])),))


def _said(slot: str, filling: Filling, how: Merging) -> list[Said]:
    found: dict[tuple[str, str, str], Said] = {}
    for told, meant in filling:
        claim = told.claim
        voice = how.heard[claim.document].name
        for value, key in zip(told.slots[slot], meant.pairs, strict=True):
            sort = _sum(claim, value, how.kind.identity) if meant.money else ""
            name = (*key, sort)
            said = found.get(name)
            if said is None:
                said = found[name] = Said(value, key, sort)
            elif not _alike(said.value, value) and _plainest(value) < _plainest(said.value):
                said.value = value
            said.claims[told.id] = (claim.document, value.text or "")
            said.voices.add(voice)
    if len(found) == 1:
        return list(found.values())
    return sorted(found.values(), key=lambda s: (s.rank, s.sum))


def _alike(a: SlotValue, b: SlotValue) -> bool:
    """Tell whether two values of one meaning are shown alike."""
    if a.id != b.id or a.name != b.name or a.extra != b.extra:
        return False
    return a.text == b.text or not (a.id is None and a.name is None and a.value is None)


def _sum(claim: Claim, value: SlotValue, rule: Identity) -> str:
    """Return what a sum of money is: a ceiling, a contract, a delivery, the total of a period."""
    extra = dict(value.extra)
    if "currency" not in extra or not rule.money:
        return ""
    if VALUE_KIND in extra:
        return str(extra[VALUE_KIND])
    kinds = [rule.money[v.id] for v in claim.slots.get(rule.stage, ()) if v.id and v.id in rule.money]
    return kinds[-1] if kinds else rule.money.get(_ANY, "")


def _plainest(value: SlotValue) -> tuple[bool, bool, str, str, str]:
    return value.id is None, value.name is None, value.name or "", repr(sorted(value.extra, key=str)), value.text or ""


def _about_latest(slot: str, filling: Filling, rule: Identity) -> Filling:
    """Dates of different stages do not disagree: keep those of the last stage that has one, and of the whole of it."""
    if not rule.stage or rule.stage_date != slot or len(filling) == 1:
        return filling
    order = rule.stages
    ranks = [
        max([order.index(v.id) for v in told.slots.get(rule.stage, ()) if v.id in order], default=-1)
        for told, _ in filling
    ]
    top = max(ranks)
    latest = [each for each, rank in zip(filling, ranks, strict=True) if rank == top]
    return [each for each in latest if not each[0].partly()] or latest


def _settle(slot: str, said: list[Said], how: Merging, *, many: bool) -> RecordSlot:
    if many or len(said) == 1 or slot in how.kind.identity.changes:
        return RecordSlot(tuple(_value(s) for s in said))
    agreed: list[RecordValue] = []
    disputed: list[RecordValue] = []
    for _, group in groupby(sorted(said, key=lambda s: s.sum), key=lambda s: s.sum):
        one = _settled(slot, sorted(group, key=lambda s: s.rank), how.preferred.get(slot), how.kind.identity)
        agreed += one.agreed
        disputed += one.disputed
    return RecordSlot(tuple(agreed), tuple(disputed))


def _agree(slot: str, a: SlotValue, b: SlotValue, rule: Identity) -> bool:
    if compatible(slot, a, b) or {a.id, b.id} & rule.broad:
        return True
    return slot in rule.alike and frozenset({a.id or "", b.id or ""}) in rule.alike[slot]


def _settled(slot: str, said: list[Said], preferred: Mapping[str, Any] | None, rule: Identity) -> RecordSlot:
    """Settle one slot, or one sort of money in it."""
    said = sorted(said, key=lambda s: (s.value.id in rule.broad, PART in dict(s.value.extra)))
    if preferred is not None:
        said = sorted(said, key=lambda s: not _is(s.value, preferred))
    best = said[0]
    agreeing = [s for s in said if _agree(slot, best.value, s.value, rule)]
    if slot in DATES and preferred is None:
        best = _sharpest(slot, agreeing)
        agreeing = [s for s in agreeing if compatible(slot, best.value, s.value)]
    if slot in PLACES and preferred is None:
        best = _exactest(agreeing)
        agreeing = [s for s in said if compatible(slot, best.value, s.value)]
    stating = {i: words for s in agreeing for i, words in s.claims.items()}
    beside = [s for s in said if s not in agreeing and s.claims.keys() <= stating.keys()]  # one claim, several values
    others = [s for s in said if s not in agreeing and s not in beside]
    words = best.value.id is None and best.value.value is None
    if words or PART in dict(best.value.extra):  # words, and parts of a whole that nobody gives: all are shown
        return RecordSlot(tuple(_value(s) for s in [*agreeing, *beside]), tuple(_value(s) for s in others))
    agreed = [Said(best.value, best.key, best.sum, stating), *beside]
    quoted = bool(others)
    return RecordSlot(tuple(_value(s, quoted=quoted) for s in agreed), tuple(_value(s, quoted=True) for s in others))


def _exactest(agreeing: list[Said]) -> Said:
    """Return the best said of the most exact places: the town among town, state and continent."""
    return max(agreeing, key=lambda s: level(s.value.id) if s.value.id else -1)


def _is(value: SlotValue, preferred: Mapping[str, Any]) -> bool:
    shown = value.as_dict()
    return bool(preferred) and all(shown.get(key) == wanted for key, wanted in preferred.items())


def _sharpest(slot: str, agreeing: list[Said]) -> Said:
    """Return the date that the others contain: "2 October 2020" among "October 2020" and "2020"."""
    best = agreeing[0]
    for other in agreeing[1:]:
        if len(str(other.value.value)) > len(str(best.value.value)) and "/" not in str(best.value.value):
            best = other if compatible(slot, best.value, other.value) else best
    return best


def _value(said: Said, *, quoted: bool = False) -> RecordValue:
    """Return the value as it is shown. `quoted`: with the words of each document, because others say otherwise."""
    shown = _shown(said.value, said.sum)
    if quoted:
        words = sorted({pair for pair in said.claims.values() if pair[1]})
        shown["said"] = [{"document": document, "text": text} for document, text in words[:_QUOTED]]
    return RecordValue(shown, tuple(sorted(said.claims)))


def _shown(told: SlotValue, sort: str) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    if told.id is not None and not told.id.startswith(UNLISTED):
        shown["id"] = told.id
    if told.name is not None:
        shown["name"] = told.name
    if told.id is not None and "id" not in shown:
        shown["name"] = told.name or told.id[1:]
    if told.value is not None:
        shown["value"] = told.value
    shown.update((k, v) for k, v in told.extra if k not in _LEFT_OUT)
    if not shown and told.text:
        shown["text"] = told.text
    if sort:
        shown[VALUE_KIND] = sort
    return shown


def _contested(claims: Sourced) -> RecordSlot | None:
    """Return a slot of its own where one side says it is so and another denies it."""
    sides: dict[str, set[str]] = {}
    for told in claims:
        sides.setdefault(told.claim.modality, set()).add(told.id)
    if "denied" not in sides or len(sides) == 1:
        return None
    values = {m: RecordValue({"id": m}, tuple(sorted(ids))) for m, ids in sorted(sides.items())}
    return RecordSlot(tuple(v for m, v in values.items() if m != "denied"), (values["denied"],))
