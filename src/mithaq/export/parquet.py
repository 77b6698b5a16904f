"""Records with their claims → one Parquet file: a row a record, a list of values a slot, and the contract's JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import IO, Any

from mithaq.export.base import needs
from mithaq.export.view import Sources, Told, rounded
from mithaq.model.values import as_float

_BATCH = 5_000


def write(items: Iterable[Told], slots: Sequence[str], out: IO[bytes], sources: Sources) -> int:
    """Write the table, some thousand rows at a time."""
    arrow = needs("pyarrow", "parquet")
    parquet = needs("pyarrow.parquet", "parquet")
    schema = _schema(arrow, slots)
    count = 0
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        for rows in _batches(_row(told, slots, sources) for told in items):
            writer.write_table(arrow.Table.from_pylist(rows, schema=schema))
            count += len(rows)
    return count


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while batch := list(islice(rows, _BATCH)):
        yield batch


def _schema(arrow: Any, slots: Sequence[str]) -> Any:
    text, texts = arrow.string(), arrow.list_(arrow.string())
    value = arrow.struct(
        [
            ("id", text), ("name", text), ("value", text), ("number", arrow.float64()), ("unit", text),
            ("qualifier", text), ("disputed", arrow.bool_()), ("claims", texts),
        ]
    )  # fmt: skip
    heads = [
        ("id", text), ("kind", text), ("modality", text), ("confidence", arrow.float64()), ("sources", arrow.int32()),
        ("documents", texts), ("languages", texts), ("first_reported", text), ("last_reported", text),
        ("claims", texts), ("spans", texts), ("json", text),
    ]  # fmt: skip
    return arrow.schema([*heads, *((f"slot_{slot}", arrow.list_(value)) for slot in slots)])


def _row(told: Told, slots: Sequence[str], sources: Sources) -> dict[str, Any]:
    record = told.record
    row: dict[str, Any] = {
        "id": record.id, "kind": record.kind, "modality": record.modality, "confidence": rounded(record.confidence),
        "sources": record.sources, "documents": list(record.documents), "languages": list(record.languages),
        "first_reported": record.first_reported, "last_reported": record.last_reported,
        "claims": list(record.claims), "spans": told.spans, "json": json.dumps(record.as_dict(), ensure_ascii=False),
    }  # fmt: skip
    for slot in slots:
        if (held := record.slots.get(slot)) is not None:
            sides = ((False, held.agreed), (True, held.disputed))
            row[f"slot_{slot}"] = [_value(v.value, v.claims, disputed, sources) for disputed, vs in sides for v in vs]
    return row


def _value(value: Any, claims: Sequence[str], disputed: bool, sources: Sources) -> dict[str, Any]:
    figure, identity = value.get("value"), value.get("id")
    number = isinstance(figure, int | float) and not isinstance(figure, bool)
    return {
        "id": identity,
        "name": value.get("name") or sources.names.get(str(identity)) or value.get("text"),
        "value": None if figure is None else str(figure),
        "number": as_float(figure) if number else None,
        "unit": value.get("currency") or value.get("unit"),
        "qualifier": value.get("qualifier"),
        "disputed": disputed,
        "claims": list(claims),
    }
