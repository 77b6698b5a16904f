"""The claims of one thing → slot by slot what they agree on, and each value that disagrees, with who says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mithaq.claims.kinds import Kind
from mithaq.model.claims import Claim, SlotValue
from mithaq.model.records import RecordSlot, RecordValue
from mithaq.records.history import STAGES
from mithaq.records.identity import ground
from mithaq.records.same import DATES, compatible, meaning

MANY = frozenset({"parties", "participants", "hosts", "signatories", "places", "topics"})
_LEFT_OUT = frozenset({"text", "start", "end", "basis", "resolved", "organisation"})
_DATE_OF = {"transfer": "date", "deployment": "date", "agreement": "signed"}

Sourced = Sequence[tuple[str, Claim]]


@dataclass(slots=True)
class Said:
    """One value and who says it: claim ids and classes of independent sources."""

    value: SlotValue
    claims: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)

    @property
    def rank(self) -> tuple[int, int, int, str, str]:
        """Best supported first: sources, claims, then the more precise, then a fixed order."""
        precision = len(str(self.value.value or self.value.name or self.value.text or ""))
        return -len(self.classes), -len(self.claims), -precision, ground(self.value), meaning(self.value)


def merge(claims: Sourced, kind: Kind, classes: Mapping[str, str]) -> dict[str, RecordSlot]:
    """Return the slots of a record in the order of the kind; claims that deny the thing have no say in them."""
    voting = [(i, c) for i, c in claims if c.modality != "denied"] or list(claims)
    slots: dict[str, RecordSlot] = {}
    for name in [*kind.slots, *sorted({s for _, c in voting for s in c.slots} - set(kind.slots))]:
        said = _said(name, _about_latest(name, voting, kind.id), classes)
        if said:
            spec = kind.slots.get(name)
            slots[name] = _settle(name, said, many=name in MANY or (spec is not None and spec.many))
    if (stage := STAGES.get(kind.id, ("",))[0]) in slots:
        slots[stage] = RecordSlot(slots[stage].agreed + slots[stage].disputed)
    if contested := _contested(claims):
        slots["modality"] = contested
    return slots


def _said(slot: str, claims: Sourced, classes: Mapping[str, str]) -> list[Said]:
    found: dict[tuple[str, str], Said] = {}
    for identity, claim in claims:
        for value in claim.slots.get(slot, ()):
            said = found.setdefault((ground(value), meaning(value)), Said(value))
            said.value = min(said.value, value, key=_plainest)
            said.claims.add(identity)
            said.classes.add(classes.get(claim.document, claim.document))
    return sorted(found.values(), key=lambda s: s.rank)


def _plainest(value: SlotValue) -> tuple[bool, bool, str, str, str]:
    return value.id is None, value.name is None, value.name or "", repr(sorted(value.extra, key=str)), value.text or ""


def _about_latest(slot: str, claims: Sourced, kind: str) -> Sourced:
    """Dates of different stages do not disagree: keep those of the last stage that has one."""
    if kind not in STAGES or _DATE_OF[kind] != slot:
        return claims
    stage, order = STAGES[kind]
    dated = [(i, c) for i, c in claims if c.slots.get(slot)]
    ranks = [max((order.index(v.id) for v in c.slots.get(stage, ()) if v.id in order), default=-1) for _, c in dated]
    return [pair for pair, rank in zip(dated, ranks, strict=True) if rank == max(ranks)]


def _settle(slot: str, said: list[Said], *, many: bool) -> RecordSlot:
    if many:
        return RecordSlot(tuple(_value(s) for s in said))
    best = said[0]
    agreeing = [s for s in said if compatible(slot, best.value, s.value)]
    if slot in DATES:
        best = _sharpest(slot, agreeing)
        agreeing = [s for s in agreeing if compatible(slot, best.value, s.value)]
    stating = set().union(*(s.claims for s in agreeing))
    beside = [s for s in said if s not in agreeing and s.claims <= stating]  # one claim with several values
    others = [s for s in said if s not in agreeing and s not in beside]
    if best.value.id is None and best.value.value is None:  # words: none contradicts another, so all are shown
        return RecordSlot(tuple(_value(s) for s in [*agreeing, *beside]), tuple(_value(s) for s in others))
    agreed = [Said(best.value, stating), *beside]
    return RecordSlot(tuple(map(_value, agreed)), tuple(_value(s) for s in others))


def _sharpest(slot: str, agreeing: list[Said]) -> Said:
    """Return the date that the others contain: "2 October 2020" among "October 2020" and "2020"."""
    best = agreeing[0]
    for other in agreeing[1:]:
        if len(str(other.value.value)) > len(str(best.value.value)) and "/" not in str(best.value.value):
            best = other if compatible(slot, best.value, other.value) else best
    return best


def _value(said: Said) -> RecordValue:
    shown: dict[str, Any] = {k: v for k, v in said.value.as_dict().items() if k not in _LEFT_OUT}
    if not shown and said.value.text:
        shown["text"] = said.value.text
    return RecordValue(shown, tuple(sorted(said.claims)))


def _contested(claims: Sourced) -> RecordSlot | None:
    """Return a slot of its own where one side says it is so and another denies it."""
    sides: dict[str, set[str]] = {}
    for identity, claim in claims:
        sides.setdefault(claim.modality, set()).add(identity)
    if "denied" not in sides or len(sides) == 1:
        return None
    values = {m: RecordValue({"id": m}, tuple(sorted(ids))) for m, ids in sorted(sides.items())}
    return RecordSlot(tuple(v for m, v in values.items() if m != "denied"), (values["denied"],))
