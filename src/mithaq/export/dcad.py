"""Agreements with their claims → CSV in the columns of the Defense Cooperation Agreement Dataset, and ours after them.

One row a pair of states; what DCAD's coders judge (type, categories) stays empty. Rules: docs/reference/exports.md.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any, TextIO

from mithaq.export.table import safe
from mithaq.export.view import Sources, Told, days, is_state, joined

COLUMNS = (
    "ccode1", "cowName1", "ccode2", "cowName2", "signDay", "signMonth", "signYear", "EIFDay", "EIFMonth", "EIFYear",
    "type", "category1", "category2", "category3", "span", "renewType", "renewYears", "terminated", "durationActual",
    "endYearEstimate", "asymmetry", "categoryConf", "UNTS", "fullText", "sourceType", "source", "factivaConf",
    "factivaSign", "factivaEIF", "DCAid",
)  # fmt: skip
OURS = (
    "mithaq_id", "iso1", "iso2", "title", "subject", "action", "signed", "period", "place", "n_parties",
    "n_independent_sources", "disputed_fields", "modality", "confidence", "source_spans",
)  # fmt: skip


def write(items: Iterable[Told], slots: Sequence[str], out: TextIO, sources: Sources) -> int:
    """Write the heading and a row a pair of parties; an agreement that names fewer than two states has one row."""
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow([*COLUMNS, *OURS])
    count = 0
    for told in items:
        if told.record.kind != "agreement":
            continue
        states = sorted({str(v["id"]) for v in told.values("parties") if is_state(v.get("id"))})
        pairs = list(combinations(states, 2)) or [(states[0] if states else "", "")]
        for one, two in pairs:
            cells = _cells(told, sources) | {
                "iso1": one, "cowName1": sources.names.get(one, one), "iso2": two,
                "cowName2": sources.names.get(two, two), "n_parties": len(states),
            }  # fmt: skip
            rows.writerow([safe(cells.get(column, "")) for column in (*COLUMNS, *OURS)])
        count += 1
    return count


def _cells(told: Told, sources: Sources) -> dict[str, Any]:
    record = told.record
    signed = told.date("signed")
    known = days(signed)
    at = {s["status"]: str(s.get("date", "")) for s in record.status_history}
    force = days(at.get("in-force", ""))
    period = days(told.date("period"))
    whole = period.precision == "interval" and period.first and period.last
    return {
        **_split(known.first, known.precision, "sign"),
        **_split(force.first, force.precision, "EIF"),
        "span": int(period.last[:4]) - int(period.first[:4]) if whole else "",
        "endYearEstimate": period.last[:4] if whole else "",
        "source": joined(record.documents),
        "mithaq_id": record.id,
        "title": told.words("title", sources.names),
        "subject": told.words("subject", sources.names),
        "action": told.id_of("action"),
        "signed": signed,
        "period": told.date("period"),
        "place": told.words("place", sources.names),
        "n_independent_sources": record.sources,
        "disputed_fields": joined(told.disputed),
        "modality": record.modality,
        "confidence": round(record.confidence, 3),
        "source_spans": joined(told.spans),
    }


def _split(day: str, precision: str, prefix: str) -> dict[str, Any]:
    """Return day, month and year, each only when the date is that precise."""
    if not day or precision == "decade":
        return {}
    cells: dict[str, Any] = {f"{prefix}Year": int(day[:4])}
    if precision in ("month", "day"):
        cells[f"{prefix}Month"] = int(day[5:7])
    if precision == "day":
        cells[f"{prefix}Day"] = int(day[8:])
    return cells
