"""Records → the links between them: which says the same less exactly, and who held an office after whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, product

from mithaq.claims.kinds import Kind
from mithaq.model.records import Record
from mithaq.records.lore import Lore
from mithaq.records.same import DATES, same_id
from mithaq.records.when import stretch

_GENERAL, _BUCKET = 24, 2000
_DEEP = 6
_NONE: frozenset[str] = frozenset()
_DOUBTED = frozenset({"denied", "alleged"})
Said = Mapping[str, tuple[frozenset[str], bool]]


def linked(records: Sequence[Record], kinds: Mapping[str, Kind], lore: Lore) -> tuple[Record, ...]:
    """Return the same records in the same order with `refines`, `refined_by` and `follows` filled."""
    refines: defaultdict[str, set[str]] = defaultdict(set)
    for bucket in _buckets(records, kinds, lore).values():
        for general, specific in _pairs(bucket, kinds, lore):
            refines[specific].add(general)
    refined: defaultdict[str, set[str]] = defaultdict(set)
    for specific, generals in refines.items():
        for general in generals:
            refined[general].add(specific)
    follows = _chains(records, kinds, lore)
    return tuple(
        replace(
            r,
            refines=tuple(sorted(refines[r.id])),
            refined_by=tuple(sorted(refined[r.id])),
            follows=follows.get(r.id, ()),
        )
        if r.id in refines or r.id in refined or r.id in follows
        else r
        for r in records
    )


def top_level(records: Iterable[Record]) -> tuple[Record, ...]:
    """Leave out what another record says more exactly."""
    return tuple(record for record in records if not record.refined_by)


def _buckets(records: Sequence[Record], kinds: Mapping[str, Kind], lore: Lore) -> Mapping[str, list[Record]]:
    found: defaultdict[str, list[Record]] = defaultdict(list)
    for record in records:
        under = kinds[record.kind].identity.under
        for values in product(*(_shared(record, slot, lore) for slot in under)) if under else ():
            found["|".join((record.kind, *values))].append(record)
    return {key: bucket for key, bucket in found.items() if 1 < len(bucket) <= _BUCKET}


def _shared(record: Record, slot: str, lore: Lore) -> list[str]:
    values = sorted(grounds(record, slot.rstrip("=^")))
    if slot.endswith("="):
        return ["+".join(values)] if values else []
    if slot.endswith("^"):
        return sorted({_ancestors(value, lore)[-1] for value in values})
    return values


def _pairs(bucket: Sequence[Record], kinds: Mapping[str, Kind], lore: Lore) -> Iterable[tuple[str, str]]:
    """Yield (general, specific): the records that say least are tried as the general ones, and no more than a few."""
    slots = kinds[bucket[0].kind].identity.general
    ordered = sorted(bucket, key=lambda record: (sum(slot in record.slots for slot in slots), record.id))
    said = {record.id: {slot: (grounds(record, slot), _in_words(record, slot)) for slot in slots} for record in bucket}
    for general in ordered[:_GENERAL]:
        for record in bucket:
            if record.id == general.id or _opposed(general, record):
                continue
            if _less(said[general.id], said[record.id], lore):
                yield general.id, record.id


def _opposed(general: Record, specific: Record) -> bool:
    return specific.modality != general.modality and bool({specific.modality, general.modality} & _DOUBTED)


def _less(general: Said, specific: Said, lore: Lore) -> bool:
    """Tell whether one record says nothing that the other does not say, and less somewhere."""
    less = False
    for slot, (one, vague) in general.items():
        two, other = specific[slot]
        if vague or other:
            continue  # a title or subject in words of its own: neither more nor less
        if not one:
            less = less or bool(two)
        elif not two:
            return False
        elif one != two:
            if not all(any(_covers(slot, x, y, lore) for y in two) for x in one):
                return False
            less = True
    return less


def _covers(slot: str, general: str, specific: str, lore: Lore) -> bool:
    if general == specific:
        return True
    if slot in DATES:
        one, two = stretch(general), stretch(specific)
        return one is not None and two is not None and one.contains(two)
    if general in _ancestors(specific, lore):
        return True
    return len(general) < len(specific) and same_id(general, specific)


def _ancestors(item: str, lore: Lore) -> list[str]:
    found = [item]
    while len(found) < _DEEP and (parent := lore.families.get(found[-1])) and parent not in found:
        found.append(parent)
    return found


def grounds(record: Record, slot: str) -> frozenset[str]:
    """Return what the agreed values of a slot mean."""
    found = record.slots.get(slot)
    return frozenset([_ground(value.value) for value in found.agreed]) if found else _NONE


def _in_words(record: Record, slot: str) -> bool:
    found = record.slots.get(slot)
    return found is not None and any("id" not in value.value and "value" not in value.value for value in found.agreed)


def _ground(value: Mapping[str, object]) -> str:
    if "value" in value:
        return f"{value['value']} {value.get('currency', '')}".strip()
    return str(value.get("id") or value.get("name") or value.get("text") or "")


def _chains(records: Iterable[Record], kinds: Mapping[str, Kind], lore: Lore) -> Mapping[str, tuple[str, ...]]:
    """Link the holders of one office: who follows whom, where dates or known terms tell."""
    offices: defaultdict[str, list[tuple[str, Record]]] = defaultdict(list)
    for record in records:
        rule = kinds[record.kind].identity
        values = [sorted(grounds(record, slot)) for slot in rule.chain]
        if rule.chain and all(values) and (begin := _begin(record, rule.holder, lore)):
            offices[f"{record.kind} {values}"].append((begin, record))
    follows: dict[str, tuple[str, ...]] = {}
    for held in offices.values():
        held.sort(key=lambda pair: (pair[0], pair[1].id))
        for (early, before), (late, after) in pairwise(held):
            if early < late:
                follows[after.id] = (before.id,)
    return follows


def _begin(record: Record, holder: str, lore: Lore) -> str:
    """Return since when the holder is known in the office: by the lists, by its dates, else by the first report."""
    titles, bodies = grounds(record, "title"), grounds(record, "organisation")
    for person in grounds(record, holder):
        for term in lore.terms.get(person, ()):
            if term.begin and term.title in titles and term.organisation in bodies:
                return term.begin
    dates = sorted(grounds(record, "date"))
    former = record.slots.get("former")
    reported = record.first_reported if former is None else None
    return (dates[0] if dates else reported) or ""
