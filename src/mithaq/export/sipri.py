"""Transfers with their claims → CSV in the 17 columns of SIPRI's register unchanged, and ours after them.

SIPRI's own measures and estimates stay empty; so does its id. Rules: docs/reference/exports.md.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TextIO

from mithaq.export.table import safe
from mithaq.export.view import Sources, Told, days, joined

COLUMNS = (
    "SIPRI AT Database ID", "Supplier", "Recipient", "Designation", "Description", "Armament category", "Order date",
    "Order date is estimate", "Numbers delivered", "Numbers delivered is estimate", "Delivery year",
    "Delivery year is estimate", "Status", "SIPRI estimate", "TIV deal unit", "TIV delivery values", "Local production",
)  # fmt: skip
OURS = (
    "mithaq_id", "number_ordered", "number_ordered_is_estimate", "stage", "channel", "case_number", "value_amount",
    "value_currency", "value_kind", "value_covers", "in_sipri_scope", "n_sources", "n_independent_sources",
    "disputed_fields", "designation_as_printed", "source_doc_ids", "source_spans", "modality", "confidence",
)  # fmt: skip
_STAGES = {
    "sought": "requested", "requested": "requested", "notified": "notified", "approved": "approved",
    "ordered": "ordered", "sold": "ordered", "delivered": "delivered", "planned": "reported-planned",
    "suspended": "suspended", "cancelled": "cancelled",
}  # fmt: skip
_VALUE_KINDS = {
    "notified": "notified-ceiling", "approved": "notified-ceiling", "ordered": "contract", "sold": "contract",
    "delivered": "delivered",
}  # fmt: skip
_NO, _YES = "No", "Yes"


def write(items: Iterable[Told], slots: Sequence[str], out: TextIO, sources: Sources) -> int:
    """Write the heading and a row a transfer."""
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow([*COLUMNS, *OURS])
    count = 0
    for told in items:
        if told.record.kind == "transfer":
            cells = _theirs(told, sources) | _ours(told, sources)
            rows.writerow([safe(cells.get(column, "")) for column in (*COLUMNS, *OURS)])
            count += 1
    return count


def _theirs(told: Told, sources: Sources) -> dict[str, Any]:
    status, quantity = told.id_of("status"), told.first("quantity")
    delivered = status == "delivered"
    ordered, arrived = _dates(told)
    item = told.id_of("item")
    cells: dict[str, Any] = {
        "Supplier": told.words("supplier", sources.names) or "unknown",
        "Recipient": told.words("recipient", sources.names) or "unknown",
        "Designation": told.words("item", sources.names),
        "Description": "",
        "Armament category": sources.categories.get(item, ""),
        "Order date": ordered[:4],
        "Order date is estimate": _estimate(ordered),
        "Status": "Second hand" if told.id_of("channel") == "EDA" else "",
        "Local production": _YES if told.id_of("channel") == "licence" else _NO,
    }
    if delivered:
        cells["Numbers delivered"] = quantity.get("value", "")
        cells["Numbers delivered is estimate"] = _rough(quantity)
        cells["Delivery year"] = arrived[:4]
        cells["Delivery year is estimate"] = _estimate(arrived)
    return cells


def _ours(told: Told, sources: Sources) -> dict[str, Any]:
    record, status = told.record, told.id_of("status")
    quantity, value = told.first("quantity"), told.first("value")
    return {
        "mithaq_id": record.id,
        "number_ordered": quantity.get("value", ""),
        "number_ordered_is_estimate": _rough(quantity),
        "stage": _STAGES.get(status, "unknown"),
        "channel": told.id_of("channel") or "unknown",
        "value_amount": value.get("value", ""),
        "value_currency": value.get("currency", ""),
        "value_kind": _VALUE_KINDS.get(status, "press-estimate") if value else "",
        "value_covers": value.get("covers", "item") if value else "",
        "in_sipri_scope": _YES if sources.categories.get(told.id_of("item")) else "unknown",
        "n_sources": len(record.documents),
        "n_independent_sources": record.sources,
        "disputed_fields": joined(told.disputed),
        "designation_as_printed": joined(dict.fromkeys(v.text for v in told.printed("item"))),
        "source_doc_ids": joined(record.documents),
        "source_spans": joined(told.spans),
        "modality": record.modality,
        "confidence": round(record.confidence, 3),
    }


def _dates(told: Told) -> tuple[str, str]:
    """Return when it was ordered and when it was delivered, in EDTF, as far as is known."""
    at = {s["status"]: str(s.get("date", "")) for s in told.record.status_history}
    own = told.date("date")
    stage = told.id_of("status")
    ordered = at.get("ordered") or at.get("sold") or (own if stage in ("ordered", "sold") else "")
    return ordered, at.get("delivered") or (own if stage == "delivered" else "")


def _estimate(edtf: str) -> str:
    """Tell whether the year is uncertain: an interval or decade is."""
    if not edtf:
        return ""
    first, last, precision = days(edtf)
    return _YES if precision in ("interval", "decade") and first[:4] != last[:4] else _NO


def _rough(quantity: Mapping[str, Any]) -> str:
    if not quantity:
        return ""
    return _NO if quantity.get("qualifier", "exact") == "exact" else _YES
