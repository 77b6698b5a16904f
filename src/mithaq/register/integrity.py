"""A register → a line for each span that does not hold its text and each reference that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from sqlalchemy import Connection, select, text

from mithaq.model.claims import Claim
from mithaq.model.documents import Document
from mithaq.register import queries, schema
from mithaq.register.rows import claim_of, document_of
from mithaq.register.selection import Selection

_NONE: tuple[str, Iterator[Claim]] = ("", iter(()))


def problems(connection: Connection) -> Iterator[str]:
    """Yield one line a problem; nothing when all is well."""
    if connection.dialect.name == "sqlite":
        found = connection.execute(text("PRAGMA quick_check(5)")).scalars().all()
        yield from (f"database: {line}" for line in found if line != "ok")
        broken = connection.execute(text("PRAGMA foreign_key_check")).all()
        yield from (f"table {row[0]}: a row refers to a {row[2]} that is not there" for row in broken)
    yield from _texts(connection)
    known = set(connection.execute(select(schema.claims.c.id)).scalars())
    for record in queries.records(connection, Selection()):
        missing = [claim for claim in record.claims if claim not in known]
        if missing:
            yield f"record {record.id}: claim {missing[0]} is not there"


def _texts(connection: Connection) -> Iterator[str]:
    """Yield what is wrong with texts and the spans in them; documents and their claims come side by side."""
    d, c = schema.documents.c, schema.claims.c
    query = select(c.data).join(schema.documents).order_by(d.id, c.position)
    read = groupby(
        (claim_of(row["data"]) for row in queries.stream(connection, query)), key=lambda claim: claim.document
    )
    of, claims = next(read, _NONE)
    for row in queries.stream(connection, select(schema.documents).order_by(d.id)):
        document = document_of(row)
        if row["sha256"] != document.sha256:
            yield f"document {document.id}: its text is not the one that was read"
        if of == document.id:
            for claim in claims:
                yield from _spans(claim, document)
            of, claims = next(read, _NONE)


def _spans(claim: Claim, document: Document) -> Iterator[str]:
    values = [value for values in claim.slots.values() for value in values]
    cited = [(v.span, v.text) for v in [*values, *claim.attribution]] + [(e.span, e.text) for e in claim.evidence]
    for span, words in cited:
        if span is not None and (span.of(document.text) != words or not words):
            yield f"claim {claim.id} of {document.id}: characters {span.start}-{span.end} are not {words!r}"
    if not claim.evidence:
        yield f"claim {claim.id} of {document.id}: no evidence"
