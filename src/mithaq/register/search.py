"""Words and filters → the documents that hold them, best first, each with a marked snippet and its records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, select, text

from mithaq.model.notebook import Mark, marked
from mithaq.model.spans import Span
from mithaq.register import schema
from mithaq.register.folding import Term, as_fts5, as_tsquery, question
from mithaq.register.snippets import best_snippet

_CANDIDATES = 400
_BATCH = 500
_Cited = tuple[str, str | None, Span]


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

    def _repr_html_(self) -> str:
        """Return the snippet with its matches marked, for notebooks."""
        words = marked(self.text, self.span.start, [Mark(*m, "") for m in self.marks])
        about = " · ".join(part for part in (self.document, self.published, self.title) if part)
        return f'<div><small dir="auto">{escape(about)}</small><p dir="auto">{words}</p></div>'

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
    rows, evidence = _documents(connection, list(found)), _evidence(connection, list(found))
    return [_hit(rows[name], terms, evidence.get(name, []), claims) for name, claims in found.items() if name in rows]


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


def _hit(row: Any, terms: Sequence[Term], evidence: Sequence[_Cited], claims: Sequence[str]) -> Hit:
    within = [span for claim, _, span in evidence if claim in claims]
    snippet = best_snippet(row.text, terms, within)
    records = {record: 0 for _, record, span in evidence if record and any(m.overlaps(span) for m in snippet.marks)}
    words = snippet.span.of(row.text)
    about = (row.id, row.title, row.published, row.language, row.url)
    return Hit(*about, snippet.span, snippet.marks, words, tuple(records))


_d, _e, _c, _links = schema.documents, schema.evidence, schema.claims, schema.record_claims
_ABOUT = select(_d.c.id, _d.c.title, _d.c.published, _d.c.language, _d.c.url, _d.c.text).where(
    _d.c.id.in_(bindparam("names", expanding=True))
)
_CITED = (
    select(_c.c.document, _c.c.id, _links.c.record, _e.c.start, _e.c.end)
    .select_from(_c.join(_e, _e.c.claim == _c.c.id).outerjoin(_links, _links.c.claim == _c.c.id))
    .where(_c.c.document.in_(bindparam("names", expanding=True)))
    .order_by(_e.c.start, _c.c.id)
)


def _documents(connection: Connection, names: Sequence[str]) -> dict[str, Any]:
    return {row.id: row for part in _parts(names) for row in connection.execute(_ABOUT, {"names": part})}


def _evidence(connection: Connection, names: Sequence[str]) -> dict[str, list[_Cited]]:
    """Return, by document, where its claims were read and the records that they stand in."""
    found: dict[str, list[_Cited]] = {}
    for part in _parts(names):
        for document, claim, record, start, end in connection.execute(_CITED, {"names": part}):
            found.setdefault(document, []).append((claim, record, Span(start, end)))
    return found


def _parts(names: Sequence[str]) -> Iterator[Sequence[str]]:
    return (names[i : i + _BATCH] for i in range(0, len(names), _BATCH))
