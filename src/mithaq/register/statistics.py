"""A register → counts of what it holds, each a number or a table of numbers, the largest first."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, select

from mithaq.register import schema


def statistics(connection: Connection) -> dict[str, Any]:
    """Count."""
    d, c, r, i, v = (t.c for t in (schema.documents, schema.claims, schema.records, schema.issues, schema.slot_values))
    year = func.substr(func.coalesce(r.date, r.first_reported), 1, 4)
    sure = case((r.confidence >= 0.9, "0.9 and more"), (r.confidence >= 0.7, "0.7 to 0.9"), else_="below 0.7")
    of_state = (func.length(v.value_id) == 2, v.value_id == func.upper(v.value_id))
    return {
        "documents": _number(connection, schema.documents),
        "claims": _number(connection, schema.claims),
        "records": _number(connection, schema.records),
        "disputed records": int(connection.execute(select(func.count()).where(r.disputed)).scalar() or 0),
        "records by kind": _table(connection, r.kind),
        "records by year": dict(sorted(_table(connection, year).items())),
        "records by pair of states": _pairs(connection),
        "records by modality": _table(connection, r.modality),
        "records by confidence": _table(connection, sure),
        "records by independent sources": _table(connection, r.sources),
        "claims by kind": _table(connection, c.kind),
        "claims by state": _table(connection, v.value_id, *of_state),
        "documents by language": _table(connection, d.language),
        "documents by publisher": _table(connection, d.publisher, d.publisher.is_not(None)),
        "issues": _table(connection, i.code),
    }


def _number(connection: Connection, table: Any) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar() or 0)


def _table(connection: Connection, column: ColumnElement[Any], *where: ColumnElement[bool]) -> dict[str, int]:
    query = select(column.label("one"), func.count()).where(*where).group_by("one")
    rows = [("unknown" if name is None else str(name), int(count)) for name, count in connection.execute(query)]
    return dict(sorted(rows, key=lambda row: (-row[1], row[0])))


def _pairs(connection: Connection) -> dict[str, int]:
    v = schema.record_values.c
    query = select(v.record, v.value_id).where(func.length(v.value_id) == 2, v.value_id == func.upper(v.value_id))
    named: dict[str, set[str]] = {}
    for record, state in connection.execute(query):
        named.setdefault(record, set()).add(state)
    counts = Counter("-".join(pair) for states in named.values() for pair in combinations(sorted(states), 2))
    return dict(sorted(counts.items(), key=lambda row: (-row[1], row[0])))
