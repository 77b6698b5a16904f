"""A register and two states → what it holds about both of them: counts, the newest of each kind, and the records.

What belongs to two states is written down when the records are made (`partnerships`); nothing here reads all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Integer, cast, func, or_, select

from mithaq.model.records import Record
from mithaq.register import schema
from mithaq.register.rows import record_of
from mithaq.register.store import Register

_BATCH = 500
_P = schema.partnerships.c


class Within(NamedTuple):
    """A part of a partnership: of one kind, and between two days; both ends count in full."""

    kind: str | None = None
    since: str | None = None
    until: str | None = None


class Year(NamedTuple):
    """The records of one kind and year, None for those without a date of their own: how many, one of them, whether
    any is stated as fact, and how many do not name both states but stand beside those that do."""

    kind: str
    year: int | None
    many: int
    record: str
    asserted: bool
    beside: int = 0


_ALL = Within()


def years(register: Register, states: tuple[str, str], within: Within = _ALL) -> list[Year]:
    """Return the records of two states by kind and year."""
    sure = func.max(cast(_P.asserted, Integer))
    beside = func.sum(cast(_P.beside, Integer))
    query = select(_P.kind, _P.year, func.count(), func.min(_P.record), sure, beside).where(*_of(states, within))
    with register._reading() as connection:
        rows = connection.execute(query.group_by(_P.kind, _P.year)).all()
    found = [Year(row[0], row[1], int(row[2]), row[3], bool(row[4]), int(row[5])) for row in rows]
    return sorted(found, key=lambda year: (year.kind, year.year or 0))


def newest(register: Register, states: tuple[str, str], most: Mapping[str, int]) -> list[str]:
    """Return the ids of the newest records, at most so many of each kind, the kinds in the order of `most`."""
    with register._reading() as connection:
        return [row.record for kind, n in most.items() for row in _newest(connection, states, Within(kind), n)]


def dated(
    register: Register, states: tuple[str, str], kinds: Iterable[str], within: Within, most: int
) -> list[str]:  # fmt: skip
    """Return the ids of the newest records of some kinds that have a date of their own, the newest first."""
    found: list[tuple[str, str]] = []
    with register._reading() as connection:
        for kind in kinds:
            if within.kind in (None, kind):
                rows = _newest(connection, states, within._replace(kind=kind), most, _P.year.is_not(None))
                found += [(row.day, row.record) for row in rows]
    return [record for _, record in sorted(found, reverse=True)[:most]]


def _newest(
    connection: Connection, states: tuple[str, str], within: Within, most: int, *more: ColumnElement[bool]
) -> Sequence[Any]:
    query = select(_P.day, _P.record).where(*_of(states, within), *more)
    return connection.execute(query.order_by(_P.day.desc(), _P.record.desc()).limit(most)).all()


def disputed(register: Register, states: tuple[str, str], most: int) -> list[str]:
    """Return the ids of the records in dispute, those of most sources first."""
    query = select(_P.record).where(*_of(states), _P.disputed)
    query = query.order_by(_P.sources.desc(), _P.day.desc(), _P.record).limit(most)
    with register._reading() as connection:
        return list(connection.execute(query).scalars())


def dyad(register: Register, states: tuple[str, str]) -> list[Record]:
    """Return all records of a partnership, by kind and date."""
    r = schema.records.c
    query = select(r.data).join(schema.partnerships, _P.record == r.id).where(*_of(states))
    with register._reading() as connection:
        rows = connection.execute(query.order_by(r.kind, r.day == "", r.day, r.id))
        return [record_of(row[0]) for row in rows]


def _of(states: tuple[str, str], within: Within = _ALL) -> list[ColumnElement[bool]]:
    one, other = sorted(state.upper() for state in states)
    found: list[ColumnElement[bool]] = [_P.one == one, _P.other == other]
    if within.kind is not None:
        found.append(_P.kind == within.kind)
    if within.since is not None:
        found.append(_P.day >= within.since)
    if within.until is not None:
        found += [_P.day != "", func.substr(_P.day, 1, len(within.until)) <= within.until]
    return found


def pairs(register: Register, most: int, state: str | None = None) -> list[tuple[str, str, int]]:
    """Return the partnerships that hold most records; of one state if asked, which then comes first."""
    c = schema.partnership_counts.c
    query = select(c.one, c.other, c.records).order_by(c.records.desc(), c.one, c.other).limit(most)
    if state is not None:
        query = query.where(or_(c.one == state, c.other == state))
    with register._reading() as connection:
        rows = [(a, b, int(n)) for a, b, n in connection.execute(query)]
    return [(b, a, n) if state is not None and b == state else (a, b, n) for a, b, n in rows]


def records_with(register: Register, identities: Iterable[str]) -> dict[str, Record]:
    """Return the records of these ids."""
    wanted, r = list(identities), schema.records.c
    found: dict[str, Record] = {}
    with register._reading() as connection:
        for i in range(0, len(wanted), _BATCH):
            rows = connection.execute(select(r.id, r.data).where(r.id.in_(wanted[i : i + _BATCH])))
            found |= {identity: record_of(data) for identity, data in rows}
    return {identity: found[identity] for identity in wanted if identity in found}
