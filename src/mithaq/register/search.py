"""Words and filters → the documents that hold them, best first, each with a marked snippet and its records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, select, text

from mithaq.model.spans import Span
from mithaq.register import schema
from mithaq.register.folding import Term, as_fts5, as_tsquery, question
from mithaq.register.snippets import best_snippet

_CANDIDATES = 400


class Query(NamedTuple):
    """What is searched for. With `kind` or `states` the words must stand where a claim of that kind was read, or one
    naming all those states; `since` and `language` are those of the document."""

    words: str
    kind: str | None = None
    states: Sequence[str] = ()
    since: str | None = None
    language: str | None = None
    limit: int = 20


class Hit(NamedTuple):
    """One document that answers: where (`span` of its text, `marks` in it), and the records read from those words."""

    document: str
    title: str | None
    published: str | None
    language: str | None
    url: str | None
    span: Span
    marks: tuple[Span, ...]
    text: str
    records: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return a JSON object; offsets count characters of the document's original text."""
        marks = [{"start": m.start, "end": m.end} for m in self.marks]
        out = {name: getattr(self, name) for name in ("document", "title", "published", "language", "url")}
        known = {name: value for name, value in out.items() if value is not None}
        return known | {"start": self.span.start, "end": self.span.end, "text": self.text, "marks": marks,
                        "records": list(self.records)}  # fmt: skip


def search(connection: Connection, query: Query) -> list[Hit]:
    """Return at most `query.limit` documents."""
    terms = question(query.words)
    found: dict[str, list[str]] = {}
    for document, claim in _rows(connection, query, terms):
        if document not in found and len(found) >= query.limit:
            break
        claims = found.setdefault(document, [])
        if claim is not None:
            claims.append(claim)
    return [_hit(connection, name, terms, claims) for name, claims in found.items()]


def _rows(connection: Connection, query: Query, terms: Sequence[Term]) -> Sequence[tuple[str, str | None]]:
    of_claims = query.kind is not None or bool(query.states)
    given: dict[str, Any] = {"limit": query.limit if not of_claims else max(query.limit * 8, _CANDIDATES)}
    where = ["t.claim IS NOT NULL" if of_claims else "t.claim IS NULL"]
    joins = ""
    if query.language or query.since:
        joins += " JOIN documents d ON d.id = t.document"
        if query.language:
            where.append("d.language = :language")
            given["language"] = query.language
        if query.since:
            where.append("d.published >= :since")
            given["since"] = query.since
    if query.kind:
        joins += " JOIN claims c ON c.id = t.claim"
        where.append("c.kind = :kind")
        given["kind"] = query.kind
    for number, state in enumerate(query.states):
        where.append(
            f"EXISTS (SELECT 1 FROM slot_values v WHERE v.claim = t.claim AND v.slot <> 'attribution' AND"
            f" (v.value_id = :s{number} OR v.value_id LIKE :o{number}))"
        )
        given |= {f"s{number}": state.upper(), f"o{number}": f"{state.lower()}.%"}
    asked = _ASKED[connection.dialect.name]
    given["q"] = asked.question(tuple(terms))
    sql = f"SELECT t.document, t.claim FROM {asked.source}{joins} WHERE {asked.match} AND {' AND '.join(where)}"
    latest = connection.execute(text(f"{sql} ORDER BY {asked.latest} LIMIT :limit"), given | {"limit": asked.most + 1})
    rows = [(row[0], row[1]) for row in latest]
    if len(rows) <= asked.most:
        best = connection.execute(text(f"{sql} ORDER BY {asked.best} LIMIT :limit"), given)
        rows = [(row[0], row[1]) for row in best]
    return rows


class _Asked(NamedTuple):
    """How a store is asked. Ranking costs time for each match: of more than `most`, the latest come first."""

    question: Callable[[tuple[Term, ...]], str]
    source: str
    match: str
    latest: str
    best: str
    most: int


_VECTOR = "to_tsvector('simple', t.words)"
_ASKED = {
    "sqlite": _Asked(
        as_fts5,
        "search_index i JOIN search_texts t ON t.id = i.rowid",
        "i.words MATCH :q",
        "i.rowid DESC",
        "i.rank, t.id",
        1_000,
    ),
    "postgresql": _Asked(
        as_tsquery,
        "search_texts t",
        f"{_VECTOR} @@ CAST(:q AS tsquery)",
        "t.id DESC",
        f"ts_rank({_VECTOR}, CAST(:q AS tsquery)) DESC, t.id",
        200,
    ),
}


def _hit(connection: Connection, name: str, terms: Sequence[Term], claims: Sequence[str]) -> Hit:
    d = schema.documents.c
    row = connection.execute(select(d.title, d.published, d.language, d.url, d.text).where(d.id == name)).one()
    spans = _evidence(connection, name)
    within = [span for claim, _, span in spans if claim in claims]
    snippet = best_snippet(row.text, terms, within)
    records = {record: 0 for _, record, span in spans if record and any(m.overlaps(span) for m in snippet.marks)}
    words = snippet.span.of(row.text)
    about = (name, row.title, row.published, row.language, row.url)
    return Hit(*about, snippet.span, snippet.marks, words, tuple(records))


def _evidence(connection: Connection, document: str) -> list[tuple[str, str | None, Span]]:
    e, c, links = schema.evidence, schema.claims, schema.record_claims
    joined = c.join(e, e.c.claim == c.c.id).outerjoin(links, links.c.claim == c.c.id)
    query = select(c.c.id, links.c.record, e.c.start, e.c.end).select_from(joined)
    query = query.where(c.c.document == bindparam("document")).order_by(e.c.start, c.c.id)
    return [(row[0], row[1], Span(row[2], row[3])) for row in connection.execute(query, {"document": document})]
