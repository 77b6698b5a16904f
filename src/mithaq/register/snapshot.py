"""A register and a day → a second register that holds only what was known then: by date of report, or of reading."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, select

from mithaq.records.when import stretch
from mithaq.register import schema
from mithaq.register.store import Register

_BATCH = 500


class Then(NamedTuple):
    """A day, month or year, to its end. `as_of`: what documents reported by then; `as_read_on`: what had been read."""

    as_of: str | None = None
    as_read_on: str | None = None

    def __bool__(self) -> bool:
        return self.as_of is not None or self.as_read_on is not None


def snapshot(register: Register, target: str, then: Then) -> int:
    """Copy what was known then into a new register at `target`; return how many documents have no date of their own.

    A document counts when its date of publication surely lies before the end of `as_of`: of May 2024 only from the end
    of May on; one without a date never. Judgements are taken as they are, or as they were on `as_read_on`. The records
    are still to be made.
    """
    d = schema.documents.c
    undated = 0
    with register._reading() as source, Register(target) as fresh:
        names: list[str] = []
        for name, published, read_at in source.execute(select(d.id, d.published, d.read_at).order_by(d.id)):
            undated += then.as_of is not None and stretch(published) is None
            if _reported(published, then.as_of) and _by(read_at, then.as_read_on):
                names.append(name)
        with fresh._writing() as into:
            for i in range(0, len(names), _BATCH):
                _copy_documents(source, into, names[i : i + _BATCH])
            rows = _rows(source, schema.judgements)
            into.execute(schema.meta.insert().values(key="records", value="stale"))
            _put(into, schema.judgements, [row for row in rows if _by(row["made_at"], then.as_read_on)])
    return undated


def _reported(published: str | None, day: str | None) -> bool:
    if day is None:
        return True
    covered, end = stretch(published), stretch(day)
    return covered is not None and end is not None and covered.last <= end.last


def _by(moment: str, day: str | None) -> bool:
    return day is None or moment[: len(day)] <= day


def _copy_documents(source: Connection, into: Connection, names: list[str]) -> None:
    _put(into, schema.documents, _rows(source, schema.documents, schema.documents.c.id.in_(names)))
    claims = _rows(source, schema.claims, schema.claims.c.document.in_(names))
    _put(into, schema.claims, claims)
    identities = [row["id"] for row in claims]
    for i in range(0, len(identities), _BATCH):
        some = identities[i : i + _BATCH]
        for table in (schema.slot_values, schema.evidence):
            _put(into, table, _rows(source, table, table.c.claim.in_(some)))
    _put(into, schema.issues, _rows(source, schema.issues, schema.issues.c.document.in_(names)))


def _rows(source: Connection, table: Table, *conditions: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in source.execute(select(table).where(*conditions)).mappings()]


def _put(into: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    if listed := list(rows):
        into.execute(table.insert(), listed)
