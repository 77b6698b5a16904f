"""A register and what a page asks → a part of its records in order, counts beside it, lists of names and sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from mithaq.model.records import Record
from mithaq.register import queries, schema
from mithaq.register.rows import record_of
from mithaq.register.selection import Selection, conditions
from mithaq.register.store import Register

_MOST_IDS = 500
ORDERS = ("newest", "oldest", "surest", "sources", "disputed")


class Part(NamedTuple):
    """Which part of a list: in what order (one of `ORDERS`), from where, and at most how many."""

    order: str = "newest"
    offset: int = 0
    limit: int = 50


class Facets(NamedTuple):
    """How many records of a selection there are of each sort."""

    total: int
    kinds: dict[str, int]
    modalities: dict[str, int]
    disputed: int


class Named(NamedTuple):
    """Someone or something that records name: its id where it has one, its usual name, in how many records."""

    id: str | None
    name: str
    records: int

    @property
    def key(self) -> str:
        """What `Selection.about` finds it by."""
        return self.id or self.name


class Entry(NamedTuple):
    """A document in a list: `opening` are the first characters of its text."""

    id: str
    title: str | None
    opening: str
    published: str | None
    publisher: str | None
    url: str | None
    language: str | None
    claims: int


class Totals(NamedTuple):
    """What a register holds altogether."""

    records: int
    documents: int
    claims: int
    disputed: int


def stamp(register: Register) -> str:
    """Return a text that changes whenever the records, the judgements or the documents do."""
    runs, log, meta = schema.runs.c, schema.judgements.c, schema.meta.c
    with register._reading() as connection:
        made = connection.execute(select(meta.value).where(meta.key == "records")).scalar()
        ran = (func.max(runs.id), func.count(runs.ended_at))  # not when: clocks go back
        last = connection.execute(select(*ran)).one()
        judged = connection.execute(select(func.max(log.id))).scalar()
        return f"{made} {last[0]} {last[1]} {judged}"


def totals(register: Register) -> Totals:
    """Count everything; records that say less than another one are not counted."""
    t = schema.tallies.c
    all_ = select(func.sum(t.records)).where(t.state == "")
    with register._reading() as connection:
        tables = (schema.documents, schema.claims)
        counts = [_number(connection, select(func.count()).select_from(table)) for table in tables]
        return Totals(_number(connection, all_), counts[0], counts[1], _number(connection, all_.where(t.disputed)))


def listed(register: Register, wanted: Selection, part: Part) -> list[Record]:
    """Return a part of the records that are asked for; those without any date come last."""
    r, s = schema.records.c, schema.record_states.c
    if wanted.states and part.order not in ORDERS[1:]:  # the index of its states holds the days too
        rest = conditions(wanted._replace(states=wanted.states[1:]))
        query = select(r.data).join(schema.record_states, s.record == r.id)
        query = query.where(s.state == wanted.states[0].upper(), *rest).order_by(s.day.desc(), s.record.desc())
    else:
        query = select(r.data).where(*conditions(wanted)).order_by(*_order(part.order))
    with register._reading() as connection:
        rows = connection.execute(query.limit(part.limit).offset(part.offset))
        return [record_of(row[0]) for row in rows]


def _order(order: str) -> tuple[ColumnElement[Any], ...]:
    r = schema.records.c
    newest = (r.day.desc(), r.id.desc())
    return {
        "oldest": (r.day == "", r.day, r.id),
        "surest": (r.confidence.desc(), *newest),
        "sources": (r.sources.desc(), *newest),
        "disputed": (r.disputed.desc(), *newest),
    }.get(order, newest)


def facets(register: Register, wanted: Selection) -> Facets:
    """Count a selection by kind and modality; what asks for a state and kind at most is counted already."""
    r, t = schema.records.c, schema.tallies.c
    if wanted == Selection(kind=wanted.kind, states=wanted.states[:1], top=True):
        held = select(t.kind, t.modality, t.disputed, t.records)
        held = held.where(t.state == (wanted.states[0].upper() if wanted.states else ""))
        if wanted.kind is not None:
            held = held.where(t.kind == wanted.kind)
    else:
        held = select(r.kind, r.modality, r.disputed, func.count()).where(*conditions(wanted))
        held = held.group_by(r.kind, r.modality, r.disputed)
    kinds: dict[str, int] = {}
    modalities: dict[str, int] = {}
    total = disputed = 0
    with register._reading() as connection:
        for kind, modality, open_, n in connection.execute(held):
            total += n
            disputed += n if open_ else 0
            for counts, key in ((kinds, kind), (modalities, modality)):
                counts[key] = counts.get(key, 0) + n
    return Facets(total, kinds, modalities, disputed)


def states(register: Register) -> list[Named]:
    """Return the states, the most named first."""
    t = schema.tallies.c
    query = select(t.state, func.sum(t.records)).where(t.state != "").group_by(t.state)
    with register._reading() as connection:
        rows = [Named(state, state, int(n)) for state, n in connection.execute(query)]
    return sorted(rows, key=lambda row: (-row.records, row.name))


def named(register: Register, slots: Iterable[str]) -> list[Named]:
    """Return who or what stands in some slots of the records, the most named first."""
    v = schema.record_values.c
    key = func.coalesce(v.value_id, v.name)
    query = select(v.value_id, func.max(v.name), func.count(v.record.distinct())).group_by(key, v.value_id)
    query = query.where(v.slot.in_(tuple(slots)), key.is_not(None))
    with register._reading() as connection:
        rows = [Named(identity, name or identity, int(n)) for identity, name, n in connection.execute(query)]
    return sorted(rows, key=lambda row: (-row.records, row.name))


def known_as(register: Register, identities: Iterable[str], name: str) -> list[Named]:
    """Return those of some ids that records name, and who without an id goes by a name that begins so."""
    v = schema.record_values.c
    wanted = sorted(identities)[:_MOST_IDS]
    begins = v.name.startswith(name, autoescape=True) & v.value_id.is_(None)
    query = select(v.value_id, func.max(v.name), func.count(v.record.distinct()))
    query = query.where(or_(v.value_id.in_(wanted), begins)).group_by(func.coalesce(v.value_id, v.name), v.value_id)
    with register._reading() as connection:
        rows = [Named(identity, called or identity, int(n)) for identity, called, n in connection.execute(query)]
    return sorted(rows, key=lambda row: (-row.records, row.name))


def sources(register: Register, part: Part) -> list[Entry]:
    """Return documents, the latest first, with how many claims were read from each."""
    d = schema.documents.c
    query = _entries().order_by(d.published.is_(None), d.published.desc(), d.id)
    with register._reading() as connection:
        return _read(connection, query.limit(part.limit).offset(part.offset))


def entries(register: Register, identities: Sequence[str]) -> dict[str, Entry]:
    """Return these documents, without their texts, by id."""
    with register._reading() as connection:
        rows = _read(connection, _entries().where(schema.documents.c.id.in_(tuple(identities))))
    return {row.id: row for row in rows}


def _entries() -> Select[Any]:
    d, c = schema.documents.c, schema.claims.c
    count = select(func.count()).where(c.document == d.id).scalar_subquery()
    opening = func.substr(d.text, 1, 160)
    return select(d.id, d.title, opening, d.published, d.publisher, d.url, d.language, count)


def _read(connection: Connection, query: Select[Any]) -> list[Entry]:
    return [Entry(*row) for row in connection.execute(query)]


def _number(connection: Connection, query: Select[Any]) -> int:
    return int(connection.execute(query).scalar() or 0)


def abouts_of(register: Register, identities: Sequence[str]) -> dict[str, queries.About]:
    """Return what is known about some documents beside their texts, by id."""
    with register._reading() as connection:
        return queries.abouts_of(connection, identities)


def document_ids(register: Register) -> list[str]:
    """Return the ids of all documents."""
    with register._reading() as connection:
        return [
            str(row[0]) for row in connection.execute(select(schema.documents.c.id).order_by(schema.documents.c.id))
        ]


def records_of(register: Register, document: str) -> dict[str, str]:
    """Return, for each claim of a document, the record that it stands in."""
    c, links = schema.claims.c, schema.record_claims.c
    query = select(links.claim, links.record).where(links.claim == c.id, c.document == document)
    with register._reading() as connection:
        return {str(row.claim): str(row.record) for row in connection.execute(query)}


def record_at(register: Register, kind: str, document: str, start: int, end: int) -> str | None:
    """Return the record that a claim of a kind stands in whose words lie between two characters of a document."""
    c, links, e = schema.claims.c, schema.record_claims.c, schema.evidence.c
    query = select(links.record).where(links.claim == c.id, e.claim == c.id, c.document == document, c.kind == kind)
    with register._reading() as connection:
        return connection.execute(query.where(e.start < end, e.end > start).order_by(links.record).limit(1)).scalar()


def issues_of(register: Register, document: str) -> list[tuple[str, str]]:
    """Return code and message of what was remarked about a document."""
    i = schema.issues.c
    with register._reading() as connection:
        rows = connection.execute(select(i.code, i.message).where(i.document == document).order_by(i.id))
        return [(code, message) for code, message in rows]
