"""Claims, issues and documents → rows of the tables, and back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from mithaq.model.claims import Claim, claim_from_dict
from mithaq.model.documents import Document, Origin
from mithaq.model.errors import RegisterError
from mithaq.model.issues import Issue
from mithaq.model.records import Record, RecordSlot, RecordValue
from mithaq.model.spans import Span
from mithaq.model.values import as_float
from mithaq.records.when import YEAR, stretch

Rows = list[dict[str, Any]]
_FAR = 10_000
LONGEST_NAME = 400
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def storable(words: str | None, document: str) -> None:
    """Refuse what no database holds: NUL, and halves of surrogate pairs."""
    if words is not None and (found := _UNSTORABLE.search(words)):
        shown = document.encode("utf-8", "replace").decode().replace("\0", "?")
        message = f"document {shown}: a register cannot hold the character U+{ord(found[0]):04X}"
        raise RegisterError(message, hint="replace it before the document is stored; `mithaq read` does")


def as_json(value: object) -> str:
    """Return compact JSON with its characters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def claim_rows(claims: Iterable[Claim]) -> tuple[Rows, Rows, Rows]:
    """Return the rows of `claims`, `slot_values` and `evidence`; the same claim twice is stored once."""
    heads: Rows = []
    values: Rows = []
    quotes: Rows = []
    seen: set[str] = set()
    for claim in claims:
        data = claim.as_dict()
        identity = data["id"]
        if identity in seen:
            continue
        seen.add(identity)
        heads.append(
            {
                "id": identity,
                "document": claim.document,
                "position": len(heads),
                "kind": claim.kind,
                "modality": claim.modality,
                "confidence": claim.confidence,
                "rule": claim.rule,
                "content_key": claim.content_key,
                "data": as_json(data),
            }
        )
        for slot, entries in [*data["slots"].items(), ("attribution", data.get("attribution", ()))]:
            values += [_value_row(identity, slot, entry) for entry in entries]
        quotes += [{"claim": identity, **quote} for quote in data["evidence"]]
    return heads, values, quotes


def _value_row(claim: str, slot: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    value = entry.get("value")
    return {
        "claim": claim,
        "slot": slot,
        "value_id": entry.get("id"),
        "name": entry.get("name"),
        "value": None if value is None else str(value),
        "text": entry.get("text"),
        "start": entry.get("start"),
        "end": entry.get("end"),
    }


def claim_of(data: str) -> Claim:
    """Rebuild a claim from its stored JSON."""
    return claim_from_dict(json.loads(data))


def document_of(row: Mapping[str, Any]) -> Document:
    """Rebuild a document from its row."""
    fields = ("id", "text", "title", "published", "url", "publisher", "language", "encoding", "author")
    return Document(**{field: row[field] for field in fields}, origin=_origin_of(row))


def origin_row(document: Document) -> dict[str, str | None]:
    """Return the columns that say who wrote a document and what its text was taken out of."""
    origin = document.origin
    return {
        "author": document.author,
        "extractor": origin.extractor if origin else None,
        "extractor_version": origin.version if origin else None,
        "original_sha256": origin.sha256 if origin else None,
        "original_kept": origin.kept if origin else None,
        "media_type": origin.media_type if origin else None,
        "basis": as_json(dict(origin.basis)) if origin else None,
    }


def _origin_of(row: Mapping[str, Any]) -> Origin | None:
    if row["extractor"] is None:
        return None
    basis = tuple(json.loads(row["basis"] or "{}").items())
    return Origin(
        extractor=row["extractor"],
        version=row["extractor_version"],
        sha256=row["original_sha256"],
        media_type=row["media_type"],
        basis=basis,
        kept=row["original_kept"],
    )


def issue_row(issue: Issue) -> dict[str, Any]:
    """Return the row of one issue."""
    start, end = issue.span or (None, None)
    return {
        "document": issue.document,
        "code": issue.code,
        "message": issue.message,
        "start": start,
        "end": end,
        "hint": issue.hint,
    }


def issue_of(row: Mapping[str, Any]) -> Issue:
    """Rebuild an issue from its row."""
    span = None if row["start"] is None else Span(row["start"], row["end"])
    return Issue(row["code"], row["message"], row["document"], span, row["hint"])


def record_row(record: Record) -> dict[str, Any]:
    """Return the row of one record; `date` is when the thing itself happened or began, as far as is known."""
    return {
        "id": record.id,
        "kind": record.kind,
        "modality": record.modality,
        "confidence": record.confidence,
        "disputed": record.disputed,
        "date": date_of(record),
        "first_reported": record.first_reported,
        "last_reported": record.last_reported,
        "data": as_json(stored_record(record)),
        "sources": record.sources,
        "documents": len(record.documents),
        "refined": bool(record.refined_by),
        "day": date_of(record) or record.first_reported or "",
        "year": year_of(date_of(record)),
    }


def value_rows(record: Record) -> Rows:
    """Return the rows of `record_values`: each value of each slot, those that stand before those that disagree."""
    rows: Rows = []
    for slot, held in record.slots.items():
        for disputed, values in ((False, held.agreed), (True, held.disputed)):
            for position, said in enumerate(values):
                rows.append(_standing(said) | {"record": record.id, "slot": slot, "position": position})
                rows[-1]["disputed"] = disputed
    return rows


def _standing(said: RecordValue) -> dict[str, Any]:
    value = said.value.get("value")
    figure = as_float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
    return {
        "value_id": said.value.get("id"),
        "name": _listed(said.value.get("name") or (None if value is not None else said.value.get("text"))),
        "value": None if value is None else str(value),
        "number": figure,
        "unit": said.value.get("currency") or said.value.get("unit"),
        "qualifier": said.value.get("qualifier"),
        "claims": len(said.claims),
    }


def _listed(name: str | None) -> str | None:
    """Return a name as lists hold it: an index of PostgreSQL takes no more. It is whole in the record's JSON."""
    return name if name is None or len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"


def date_of(record: Record) -> str | None:
    """Return the EDTF date of the thing: its own date, or the beginning of its period."""
    for slot in ("date", "signed", "period", "since"):
        if (found := record.slots.get(slot)) and found.agreed:
            return str(found.agreed[0].value.get("value") or "") or None
    return None


def year_of(edtf: str | None) -> int | None:
    """Return the year in which a date or period begins, of one whose beginning is open that in which it ends."""
    covered = stretch(edtf)
    if covered is None:
        return None
    first, last = covered.first // YEAR, covered.last // YEAR
    return first if first > 0 else last if 0 < last < _FAR else None


def stored_record(record: Record) -> dict[str, Any]:
    """Return a JSON form from which the record can be rebuilt exactly."""
    slots = {
        name: [[[dict(v.value), list(v.claims)] for v in values] for values in (slot.agreed, slot.disputed)]
        for name, slot in record.slots.items()
    }
    names = (
        "id",
        "kind",
        "claims",
        "documents",
        "sources",
        "languages",
        "modality",
        "confidence",
        "first_reported",
        "last_reported",
        "status_history",
        "refines",
        "refined_by",
        "follows",
        "explain",
    )
    return {"slots": slots} | {name: getattr(record, name) for name in names}


def record_of(data: str) -> Record:
    """Rebuild a record from its stored JSON."""
    stored = json.loads(data)
    for name in (
        "claims", "documents", "languages", "status_history", "refines", "refined_by", "follows", "explain",
    ):  # fmt: skip
        stored[name] = tuple(stored.get(name, ()))
    slots = {name: RecordSlot(*map(_values, sides)) for name, sides in stored["slots"].items()}
    return Record(**(stored | {"slots": slots}))


def _values(pairs: Iterable[Any]) -> tuple[RecordValue, ...]:
    return tuple(RecordValue(value, tuple(claims)) for value, claims in pairs)
