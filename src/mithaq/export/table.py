"""Claims or records → CSV: one row each, a column a slot; several values of a slot stand in one cell."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

from mithaq.export.base import Item
from mithaq.export.values import shown
from mithaq.model.claims import Claim
from mithaq.model.records import Record

_BETWEEN = "; "
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_CLAIM = ("id", "kind", "modality", "confidence", "document", "evidence")
_RECORD = (
    "id",
    "kind",
    "modality",
    "confidence",
    "documents",
    "sources",
    "disputed",
    "first_reported",
    "last_reported",
    "claims",
)


def write(items: Iterable[Item], slots: Sequence[str], out: TextIO) -> int:
    """Write a heading and the rows; slots that `slots` does not name are left out."""
    rows = csv.writer(out, lineterminator="\r\n")
    count = 0
    for item in items:
        common, cells = _claim(item) if isinstance(item, Claim) else _record(item)
        if not count:
            rows.writerow([*common, *slots])
        rows.writerow([safe(cell) for cell in [*common.values(), *(cells.get(slot, "") for slot in slots)]])
        count += 1
    if not count:
        rows.writerow([*_RECORD, *slots])
    return count


def _claim(claim: Claim) -> tuple[dict[str, Any], dict[str, str]]:
    quotes = " … ".join(e.text for e in claim.evidence)
    values = (claim.id, claim.kind, claim.modality, round(claim.confidence, 3), claim.document, quotes)
    cells = {slot: _BETWEEN.join(shown(v.as_dict()) for v in vs) for slot, vs in claim.slots.items()}
    return dict(zip(_CLAIM, values, strict=True)), cells


def _record(record: Record) -> tuple[dict[str, Any], dict[str, str]]:
    common = {name: getattr(record, name) for name in _RECORD}
    common |= {
        "confidence": round(record.confidence, 3),
        "documents": _BETWEEN.join(record.documents),
        "claims": _BETWEEN.join(record.claims),
        "disputed": _BETWEEN.join(name for name, slot in record.slots.items() if slot.disputed),
    }
    cells = {name: _BETWEEN.join(shown(v.value) for v in slot.agreed) for name, slot in record.slots.items()}
    return common, cells


def safe(cell: object) -> object:
    """Keep a spreadsheet from running a cell that looks like a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
