"""Records → a DataFrame of pandas or polars: a row a record, a column a slot, in the words that people read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mithaq.model.errors import RegisterError
from mithaq.model.records import Record, RecordValue
from mithaq.model.values import as_float
from mithaq.register.rows import date_of

_MOST = 2**63
_FIGURES = frozenset({"quantity", "value", "amount", "count", "participant_count", "personnel"})


def to_pandas(records: Iterable[Record]) -> Any:
    """Return the frame; a figure that stands alone is a number."""
    try:
        import pandas
    except ImportError as e:
        raise RegisterError("frames need pandas", hint="install it: pip install 'mithaq[pandas]'") from e
    return pandas.DataFrame([_row(record) for record in records])


def to_polars(records: Iterable[Record]) -> Any:
    """Return the frame; a figure that stands alone is a number, unless another record of the column has words there."""
    try:
        import polars
    except ImportError as e:
        raise RegisterError("frames need polars", hint="install it: pip install 'mithaq[polars]'") from e
    rows = [_row(record) for record in records]
    names = dict.fromkeys(name for row in rows for name in row)
    return polars.DataFrame({name: _of_one_type([row.get(name) for row in rows]) for name in names})


def _of_one_type(column: list[Any]) -> list[Any]:
    """Return the column as it is, or in words where numbers and words are mixed: polars holds one type a column.

    Whole numbers beyond 64 bits, which no type of polars holds, become floating point.
    """
    types = {type(value) for value in column if value is not None}
    vast = any(isinstance(value, int) and not -_MOST <= value < _MOST for value in column)
    if len(types) < 2 and not vast:
        return column
    if types <= {int, float}:
        return [None if value is None else as_float(value) for value in column]
    return [value if value is None else str(value) for value in column]


def _row(record: Record) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": record.id, "kind": record.kind, "happened": date_of(record), "modality": record.modality,
        "confidence": record.confidence, "sources": record.sources, "documents": len(record.documents),
        "disputed": record.disputed, "first_reported": record.first_reported, "last_reported": record.last_reported,
    }  # fmt: skip
    for slot, held in record.slots.items():
        first = held.agreed[0].value.get("value") if len(held.agreed) == 1 else None
        row[slot] = first if slot in _FIGURES and first is not None else "; ".join(map(_words, held.agreed))
    return row


def _words(said: RecordValue) -> str:
    value = said.value
    return str(value.get("name") or value.get("value") or value.get("id") or value.get("text") or "")
