"""A document and its claims → the rows of the full-text index, and the statements that make the index itself.

SQLite: FTS5 with external content (the words are kept once, in `search_texts`) and triggers that keep it in step.
PostgreSQL: a GIN index over the same column. Neither knows a language: the words come folded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, insert, select

from mithaq.register import schema
from mithaq.register.folding import rows_of

_BATCH = 500
INDEX = {
    "sqlite": (
        "CREATE VIRTUAL TABLE search_index USING fts5(words, content='search_texts', content_rowid='id',"
        " tokenize='unicode61 remove_diacritics 0')",
        "CREATE TRIGGER search_texts_added AFTER INSERT ON search_texts BEGIN"
        " INSERT INTO search_index (rowid, words) VALUES (new.id, new.words); END",
        "CREATE TRIGGER search_texts_gone AFTER DELETE ON search_texts BEGIN"
        " INSERT INTO search_index (search_index, rowid, words) VALUES ('delete', old.id, old.words); END",
    ),
    "postgresql": ("CREATE INDEX search_index ON search_texts USING gin (to_tsvector('simple', words))",),
}
DROP_INDEX = {
    "sqlite": (
        "DROP TRIGGER search_texts_added",
        "DROP TRIGGER search_texts_gone",
        "DROP TABLE search_index",
    ),
    "postgresql": ("DROP INDEX search_index",),
}


def search_rows(
    document: str, title: str | None, text: str, quotes: Iterable[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """Yield a row for the document (several if it is very long), and one for the words of each claim."""
    whole = f"{title}\n{text}" if title and not text.startswith(title) else text
    for words in rows_of(whole):
        yield {"document": document, "claim": None, "words": words}
    said: dict[str, list[str]] = {}
    for quote in quotes:
        said.setdefault(quote["claim"], []).append(quote["text"])
    for claim, texts in said.items():
        for words in rows_of("\n".join(texts)):
            yield {"document": document, "claim": claim, "words": words}


def fill(connection: Connection) -> None:
    """Index every document of a register that had no index."""
    d = schema.documents.c
    quotes = select(schema.evidence.c.claim, schema.evidence.c.text).join(schema.claims)
    names = connection.execute(select(d.id).order_by(d.id)).scalars().all()
    rows: list[dict[str, Any]] = []
    for name in names:
        found = connection.execute(select(d.title, d.text).where(d.id == name)).one()
        said = connection.execute(quotes.where(schema.claims.c.document == name)).mappings()
        rows += search_rows(name, found.title, found.text, [dict(quote) for quote in said])
        if len(rows) >= _BATCH:
            connection.execute(insert(schema.search_texts), rows)
            rows.clear()
    if rows:
        connection.execute(insert(schema.search_texts), rows)
