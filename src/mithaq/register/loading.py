"""Documents with what was read from them → rows of the tables, many documents in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, select

from mithaq.model.documents import Document
from mithaq.model.readings import Reading
from mithaq.records.sketch import sketch
from mithaq.register import clock, schema
from mithaq.register.indexing import search_rows
from mithaq.register.opening import lock
from mithaq.register.rows import claim_rows, issue_row, origin_row, storable

_BATCH = 500


class Stored(NamedTuple):
    """One document to be stored. `sketch`: of its text, if it is known already."""

    document: Document
    reading: Reading
    sketch: bytes | None = None


def rows_of(items: Iterable[Stored], version: str) -> dict[Any, list[dict[str, Any]]]:
    """Return the rows of documents by table, in the order in which the tables refer to one another; each id once."""
    rows: dict[Any, list[dict[str, Any]]] = {table: [] for table in _TABLES}
    for item in items:
        for table, own in zip(_TABLES, _rows(item, version), strict=True):
            rows[table] += own
    return rows


def hold(connection: Connection, documents: Iterable[str]) -> None:
    """Let nobody else write these documents until the transaction ends; in one order, so that none wait in a ring."""
    for name in sorted(documents):
        lock(connection, name)


def clear(connection: Connection, documents: Iterable[str]) -> None:
    """Remove what earlier readings of these documents had given."""
    names = sorted(documents)
    for i in range(0, len(names), _BATCH):
        some = names[i : i + _BATCH]
        connection.execute(delete(schema.documents).where(schema.documents.c.id.in_(some)))
        connection.execute(delete(schema.issues).where(schema.issues.c.document.in_(some)))


_TABLES = (
    schema.documents, schema.claims, schema.slot_values, schema.evidence, schema.search_texts, schema.issues,
)  # fmt: skip


def _rows(item: Stored, version: str) -> tuple[list[dict[str, Any]], ...]:
    """Return the rows of one document, a list for each of `_TABLES`."""
    document, reading = item.document, item.reading
    for field in (document.id, document.text, document.title, document.url, document.publisher, document.author):
        storable(field, document.id)
    heads, values, quotes = claim_rows(reading.claims)
    row = {
        "id": document.id,
        "sha256": document.sha256,
        "text": document.text,
        "title": document.title,
        "published": document.published or reading.published,
        "published_basis": reading.basis or ("metadata" if document.published else None),
        "url": document.url,
        "publisher": document.publisher,
        "language": document.language or reading.language or None,
        "encoding": document.encoding,
        "version": version,
        "sketch": sketch(document.text) if item.sketch is None else item.sketch,
        "read_at": clock.now(),
        **origin_row(document),
    }
    words = list(search_rows(document.id, document.title, document.text, quotes))
    return [row], heads, values, quotes, words, [issue_row(issue) for issue in reading.issues]


def stored_among(connection: Connection, names: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Return hash of the text and version of the reader of those documents that are there."""
    d = schema.documents.c
    found: dict[str, tuple[str, str]] = {}
    for i in range(0, len(names), _BATCH):
        query = select(d.id, d.sha256, d.version).where(d.id.in_(names[i : i + _BATCH]))
        found |= {row.id: (row.sha256, row.version) for row in connection.execute(query)}
    return found


def mark(connection: Connection, key: str, value: str) -> None:
    """Keep a value of the register itself, in place of the one of that key."""
    row = (
        import_module(f"sqlalchemy.dialects.{connection.dialect.name}").insert(schema.meta).values(key=key, value=value)
    )
    connection.execute(row.on_conflict_do_update(index_elements=["key"], set_={"value": value}))


def first_read(connection: Connection, document: Document) -> str | None:
    """Return when this very text was first read: reading it again does not make it younger."""
    d = schema.documents.c
    known = select(d.read_at).where(d.id == document.id, d.sha256 == document.sha256)
    return connection.execute(known).scalar()
