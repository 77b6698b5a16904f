"""The records and the states that they name → rows that say what belongs to each pair of states, and counts.

Written whenever the records are made, so that a page asks an index and never all records. What belongs to two states:
the records that name both, and beside them the memberships, offices and exercises of one of the two that stand in the
same documents. Records that another one says more exactly are left out.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    delete,
    false,
    func,
    insert,
    join,
    literal,
    or_,
    select,
    true,
)  # fmt: skip

from mithaq.register import schema

BESIDE = ("membership", "position", "exercise")
COUNTED = (schema.partnerships, schema.partnership_counts, schema.tallies)


def note_partnerships(connection: Connection) -> None:
    """Fill `partnerships`, `partnership_counts` and `tallies` anew from the records and `record_states`.

    Counted of a partnership are the records that name both states, not those beside them.
    """
    forget(connection)
    p = schema.partnerships
    names = [column.name for column in p.columns]
    connection.execute(insert(p).from_select(names, _both()))
    connection.execute(insert(p).from_select(names, _beside()))
    many = select(p.c.one, p.c.other, func.count()).where(p.c.beside.is_(False))
    many = many.group_by(p.c.one, p.c.other)
    connection.execute(insert(schema.partnership_counts).from_select(["one", "other", "records"], many))
    for state in (False, True):
        connection.execute(insert(schema.tallies).from_select([c.name for c in schema.tallies.columns], _tally(state)))


def forget(connection: Connection) -> None:
    """Empty the three tables."""
    for table in COUNTED:
        connection.execute(delete(table))


def _told() -> tuple[Any, ...]:
    r = schema.records.c
    return r.kind, r.day, r.id, r.year, r.modality == "asserted", r.disputed, func.coalesce(r.sources, 0)


def _both() -> Select[Any]:
    """Return a row for each pair of states that a record names."""
    a, b, r = schema.record_states.alias("a"), schema.record_states.alias("b"), schema.records
    named = a.join(b, (b.c.record == a.c.record) & (a.c.state < b.c.state)).join(r, r.c.id == a.c.record)
    query = select(a.c.state, b.c.state, *_told(), false()).select_from(named).where(r.c.refined.is_not(True))
    return query.order_by(a.c.state, b.c.state, r.c.kind, r.c.day, r.c.id)


def _beside() -> Select[Any]:
    """Return a row for each record of one state that stands in a document of a pair, unless it names both."""
    p, links, c, s, r = (
        schema.partnerships, schema.record_claims, schema.claims, schema.record_states, schema.records
    )  # fmt: skip
    cited = join(p, links, links.c.record == p.c.record).join(c, c.c.id == links.c.claim)
    of_pair = select(p.c.one, p.c.other, c.c.document).distinct().select_from(cited).cte("of_pair")
    told = join(r, links, links.c.record == r.c.id).join(c, c.c.id == links.c.claim).join(s, s.c.record == r.c.id)
    of_one = select(s.c.state, r.c.id, c.c.document).distinct().select_from(told)
    near = of_one.where(r.c.kind.in_(BESIDE), r.c.refined.is_not(True)).cte("near")
    met = join(of_pair, near, near.c.document == of_pair.c.document).join(r, r.c.id == near.c.id)
    query = select(of_pair.c.one, of_pair.c.other, *_told(), true()).distinct().select_from(met)
    query = query.where(or_(near.c.state == of_pair.c.one, near.c.state == of_pair.c.other))
    held = select(literal(1)).where(p.c.one == of_pair.c.one, p.c.other == of_pair.c.other, p.c.kind == r.c.kind,
                                    p.c.day == r.c.day, p.c.record == r.c.id)  # fmt: skip
    return query.where(~held.correlate(of_pair, r).exists())


def _tally(by_state: bool) -> Select[Any]:
    r, s = schema.records.c, schema.record_states.c
    state = s.state if by_state else literal("").label("state")
    query = select(state, r.kind, r.modality, r.disputed, func.count()).where(r.refined.is_not(True))
    if by_state:
        return query.where(s.record == r.id).group_by(s.state, r.kind, r.modality, r.disputed)
    return query.group_by(r.kind, r.modality, r.disputed)
