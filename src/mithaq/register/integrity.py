"""A register → a line for each span that does not hold its text and each reference that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select, text

from mithaq.model.claims import Claim
from mithaq.model.documents import Document
from mithaq.register import queries, schema
from mithaq.register.selection import Selection


def problems(connection: Connection) -> Iterator[str]:
    """Yield one line a problem; nothing when all is well."""
    if connection.dialect.name == "sqlite":
        found = connection.execute(text("PRAGMA quick_check(5)")).scalars().all()
        yield from (f"database: {line}" for line in found if line != "ok")
        broken = connection.execute(text("PRAGMA foreign_key_check")).all()
        yield from (f"table {row[0]}: a row refers to a {row[2]} that is not there" for row in broken)
    names = connection.execute(select(schema.documents.c.id)).scalars().all()
    for name in names:
        document = next(queries.documents(connection, name))
        sha = connection.execute(select(schema.documents.c.sha256).where(schema.documents.c.id == name)).scalar()
        if sha != document.sha256:
            yield f"document {name}: its text is not the one that was read"
        for claim in queries.claims(connection, document=name):
            yield from _spans(claim, document)
    known = set(connection.execute(select(schema.claims.c.id)).scalars())
    for record in queries.records(connection, Selection()):
        missing = [claim for claim in record.claims if claim not in known]
        if missing:
            yield f"record {record.id}: claim {missing[0]} is not there"


def _spans(claim: Claim, document: Document) -> Iterator[str]:
    values = [value for values in claim.slots.values() for value in values]
    cited = [(v.span, v.text) for v in [*values, *claim.attribution]] + [(e.span, e.text) for e in claim.evidence]
    for span, words in cited:
        if span is not None and (span.of(document.text) != words or not words):
            yield f"claim {claim.id} of {document.id}: characters {span.start}-{span.end} are not {words!r}"
    if not claim.evidence:
        yield f"claim {claim.id} of {document.id}: no evidence"
