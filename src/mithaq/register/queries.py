"""A connection and a question → documents, claims, records, issues or counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from mithaq.model.claims import Claim
from mithaq.model.documents import Document
from mithaq.model.errors import RegisterError
from mithaq.model.issues import Issue
from mithaq.model.records import Record
from mithaq.register import schema
from mithaq.register.rows import claim_of, document_of, issue_of, record_of
from mithaq.register.selection import Selection, select_records

_BATCH = 500


class SourceRow(NamedTuple):
    """What the record stage wants to know about one document."""

    id: str
    published: str | None
    language: str | None
    publisher: str | None
    sketch: bytes
    url: str | None = None


class About(NamedTuple):
    """One document without its text."""

    id: str
    title: str | None
    published: str | None
    url: str | None
    publisher: str | None
    language: str | None
    sha256: str


class Summary(NamedTuple):
    """What a register holds."""

    documents: int
    claims: dict[str, int]
    records: int
    disputed: int
    issues: dict[str, int]


def documents(connection: Connection, identity: str | None = None) -> Iterator[Document]:
    """Yield documents by id."""
    query = select(schema.documents).order_by(schema.documents.c.id)
    if identity is not None:
        query = query.where(schema.documents.c.id == identity)
    for row in stream(connection, query):
        yield document_of(row)


def sources(connection: Connection) -> Iterator[SourceRow]:
    """Yield the sources of the documents that make claims."""
    d = schema.documents.c
    query = select(d.id, d.published, d.language, d.publisher, d.sketch, d.url).order_by(d.id)
    for row in stream(connection, query):
        yield SourceRow(**row)


def claims(connection: Connection, kind: str | None = None, document: str | None = None) -> Iterator[Claim]:
    """Yield claims by document and place."""
    c = schema.claims.c
    query = select(c.data).order_by(c.document, c.position)
    if kind is not None:
        query = query.where(c.kind == kind)
    if document is not None:
        query = query.where(c.document == document)
    for row in stream(connection, query):
        yield claim_of(row["data"])


def claims_by_id(connection: Connection, identities: Sequence[str]) -> tuple[Claim, ...]:
    """Return the claims of these ids, by document and place."""
    c = schema.claims.c
    found: list[tuple[str, int, str]] = []
    for i in range(0, len(identities), _BATCH):
        query = select(c.document, c.position, c.data).where(c.id.in_(identities[i : i + _BATCH]))
        found += [(row.document, row.position, row.data) for row in connection.execute(query)]
    return tuple(claim_of(data) for _, _, data in sorted(found))


def claims_named(connection: Connection, identities: Sequence[str]) -> dict[str, Claim]:
    """Return the claims of these ids, by id."""
    c = schema.claims.c
    found: dict[str, Claim] = {}
    for i in range(0, len(identities), _BATCH):
        query = select(c.id, c.data).where(c.id.in_(identities[i : i + _BATCH]))
        found |= {row.id: claim_of(row.data) for row in connection.execute(query)}
    return found


def records(connection: Connection, wanted: Selection) -> Iterator[Record]:
    """Yield records by kind and date."""
    for row in stream(connection, select_records(wanted)):
        yield record_of(row["data"])


def abouts(connection: Connection) -> dict[str, About]:
    """Return what is known about each document beside its text."""
    d = schema.documents.c
    query = select(d.id, d.title, d.published, d.url, d.publisher, d.language, d.sha256).order_by(d.id)
    return {row["id"]: About(**row) for row in stream(connection, query)}


def abouts_of(connection: Connection, identities: Sequence[str]) -> dict[str, About]:
    """Return what is known about some documents beside their texts, by id."""
    d = schema.documents.c
    columns = (d.id, d.title, d.published, d.url, d.publisher, d.language, d.sha256)
    rows: dict[str, About] = {}
    for i in range(0, len(identities), _BATCH):
        found = connection.execute(select(*columns).where(d.id.in_(tuple(identities[i : i + _BATCH]))))
        rows |= {row.id: About(*row) for row in found}
    return rows


def record(connection: Connection, prefix: str) -> Record | None:
    """Return the record whose id begins so."""
    r = schema.records.c
    query = select(r.id, r.data).where(r.id.startswith(prefix, autoescape=True)).order_by(r.id).limit(4)
    found = connection.execute(query).all()
    if len(found) > 1 and found[0].id != prefix:
        names = ", ".join(row.id for row in found[:3])
        raise RegisterError(f"several records begin with {prefix}: {names}", hint="write more of the id")
    return record_of(found[0].data) if found else None


def issues(connection: Connection) -> tuple[Issue, ...]:
    """Return all issues, by document."""
    query = select(schema.issues).order_by(schema.issues.c.document, schema.issues.c.id)
    return tuple(issue_of(dict(row)) for row in connection.execute(query).mappings())


def names(connection: Connection) -> dict[str, str]:
    """Return for each id the name that its claims give it most often."""
    v = schema.slot_values.c
    query = select(v.value_id, v.name, func.count()).where(v.value_id.is_not(None), v.name.is_not(None))
    rows = connection.execute(query.group_by(v.value_id, v.name)).all()
    return {identity: name for identity, name, _ in sorted(rows, key=lambda row: (row[2], row[1]))}


def noted(connection: Connection, key: str) -> str | None:
    """Return what the register notes about itself."""
    value = connection.execute(select(schema.meta.c.value).where(schema.meta.c.key == key)).scalar()
    return None if value is None else str(value)


def summary(connection: Connection) -> Summary:
    """Count everything."""
    disputed = select(func.count()).select_from(schema.records).where(schema.records.c.disputed)
    return Summary(
        documents=_count(connection, schema.documents),
        claims=_counts(connection, schema.claims.c.kind),
        records=_count(connection, schema.records),
        disputed=int(connection.execute(disputed).scalar() or 0),
        issues=_counts(connection, schema.issues.c.code),
    )


def _count(connection: Connection, table: Any) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar() or 0)


def _counts(connection: Connection, column: Any) -> dict[str, int]:
    query = select(column, func.count()).group_by(column).order_by(column)
    return {str(value): int(count) for value, count in connection.execute(query)}


def stream(connection: Connection, query: Any) -> Iterator[Any]:
    """Yield what a query finds as mappings, some hundred at a time."""
    result = connection.execution_options(yield_per=_BATCH).execute(query)
    yield from result.mappings()
