"""Records → what sums of money come to: one total for each kind of sum and currency, never across them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from mithaq.model.records import Record
from mithaq.records.merge import VALUE_KIND

_PACKAGE = ("covers", "package")
_SIDES = ("supplier", "recipient", "provider", "date", "period")


class Total(NamedTuple):
    """A sum and the records whose values make it up; a package of several items is one of them."""

    value: float
    records: tuple[str, ...]


def totals(records: Iterable[Record]) -> Mapping[tuple[str, str], Total]:
    """Return (kind of sum, currency) → total of what stands; denied and alleged records, and general ones, left out."""
    found: defaultdict[tuple[str, str], dict[object, tuple[float, str]]] = defaultdict(dict)
    for record in sorted(records, key=lambda record: record.id):
        if record.refined_by or record.modality in ("denied", "alleged"):
            continue
        for name, slot in record.slots.items():
            first: dict[tuple[str, str], Mapping[str, Any]] = {}
            for said in slot.agreed:
                if "currency" in said.value and isinstance(said.value.get("value"), int | float):
                    sort = str(said.value.get(VALUE_KIND, "")), str(said.value["currency"])
                    first.setdefault(sort, said.value)
            for sort, value in first.items():
                found[sort].setdefault(_item(record, name, value), (float(value["value"]), record.id))
    return {
        sort: Total(sum(value for value, _ in parts.values()), tuple(name for _, name in parts.values()))
        for sort, parts in sorted(found.items())
    }


def _item(record: Record, slot: str, value: Mapping[str, Any]) -> object:
    """Return what counts once: the record, or the package that its value covers."""
    if value.get(_PACKAGE[0]) != _PACKAGE[1]:
        return record.id, slot
    sides = [(s, repr([dict(v.value) for v in record.slots[s].agreed])) for s in _SIDES if s in record.slots]
    return str(value["value"]), str(value["currency"]), *sides
