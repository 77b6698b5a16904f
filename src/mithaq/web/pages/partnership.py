"""Two states → the picture of their relationship: what is safe to say, when it happened, and every table behind it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from mithaq.export.brief import ORDER
from mithaq.model.records import Record
from mithaq.register.browse import entries
from mithaq.register.dyad import Outline, outline, records_with
from mithaq.web.asked import Asked
from mithaq.web.desk import Desk, Page, View
from mithaq.web.pages.front import disagreements
from mithaq.web.pages.glance import glance
from mithaq.web.pages.lists import card
from mithaq.web.pictures.bars import periods, shares
from mithaq.web.pictures.scale import year_of
from mithaq.web.pictures.timeline import timeline
from mithaq.web.telling import Line, layouts
from mithaq.web.values import Bit

SECTIONS = ("transfers", "money", "agreements", "exercises", "meetings", "offices", "other")
_MOST = {"transfers": 30, "money": 25, "agreements": 20, "exercises": 15, "meetings": 20, "offices": 15}
_MOST_OTHER, _MOST_DISPUTED, _MOST_SOURCES = 12, 15, 25


class Cell(NamedTuple):
    """A cell of a table: the values that stand, those in dispute, and the history of a stage."""

    bits: tuple[Bit, ...]
    disputed: tuple[Bit, ...]
    stages: tuple[Any, ...]


class Row(NamedTuple):
    """A record in a table."""

    line: Line
    cells: tuple[Cell, ...]


class Table(NamedTuple):
    """The records of one kind. `more`: how many are not shown here; `href`: where all are."""

    kind: str
    label: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    more: int
    total: int
    href: str


def partnership(desk: Desk, view: View, states: tuple[str, str], asked: Asked) -> Page:
    """Return the page of two states; `asked` narrows the timeline."""
    rows = outline(desk.register, states)
    chosen = _chosen(rows)
    held = records_with(desk.register, chosen)
    open_ = [row.id for row in sorted(rows, key=lambda r: -r.sources) if row.disputed][:_MOST_DISPUTED]
    held |= records_with(desk.register, [i for i in open_ if i not in held])
    claims = desk.register.claims_with([i for record in held.values() for i in record.claims[:3]])
    view.values.learn(claims)
    label = desk.label(view.language)
    tables = _tables(desk, view, rows, [held[i] for i in chosen], states)
    cited = sorted({c.document for c in claims})
    return Page(
        "partnership.html",
        {
            "states": states,
            "names": tuple(label(s) or s for s in states),
            "counts": [(t.kind, t.label, t.total) for t in tables],
            "total": len(rows),
            "glance": glance(view, states, list(held.values()), claims),
            "asked": asked,
            "timeline": timeline([r for r in rows if _within(r, asked)], ORDER, view.direction == "rtl"),
            "recent": [view.teller.line(held[r.id]) for r in rows if r.id in held and _within(r, asked) and r.date][
                :30
            ],
            "kinds": [(t.kind, t.label) for t in tables],
            "sections": {s: [t for t in tables if layouts()[t.kind]["section"] == s] for s in SECTIONS},
            "in_force": _in_force(view, [r for r in held.values() if r.kind == "agreement"]),
            "bars": _bars(tables, held),
            "disputes": [(view.teller.line(held[i]), disagreements(desk, view, held[i])) for i in open_],
            "sources": _sources(desk, view, cited),
            "more_sources": max(0, len(cited) - _MOST_SOURCES),
        },
    )


def _within(row: Outline, asked: Asked) -> bool:
    """Tell whether a record stands in the stretch of time and kind that was asked for."""
    if asked.kind and row.kind != asked.kind:
        return False
    when = row.when or ""
    if asked.since and when < asked.since:
        return False
    return not asked.until or (bool(when) and when[: len(asked.until)] <= asked.until)


def _chosen(rows: Sequence[Outline]) -> list[str]:
    """Return the records to show: of each kind the newest."""
    kept: list[str] = []
    for kind in ORDER:
        section = layouts()[kind]["section"]
        own = [row for row in rows if row.kind == kind]
        kept += [row.id for row in own[: _MOST.get(section, _MOST_OTHER)]]
    return kept


def _tables(
    desk: Desk, view: View, rows: Sequence[Outline], records: Sequence[Record], states: tuple[str, str]
) -> list[Table]:  # fmt: skip
    tables = []
    for kind_id in ORDER:
        own = [r for r in records if r.kind == kind_id]
        if not own:
            continue
        kind = desk.kinds[kind_id]
        used = [s for s in layouts()[kind_id]["columns"] if any(s in r.slots for r in own)]
        shown = tuple(Row(view.teller.line(r), tuple(_cell(view, r, kind, s) for s in used)) for r in own)
        total = sum(row.kind == kind_id for row in rows)
        href = view.links.to(f"/kind/{kind_id}", {"state": states})
        columns = tuple(view.values.slot(kind, s) for s in used)
        tables.append(Table(kind_id, view.values.kind(kind), columns, shown, total - len(own), total, href))
    return tables


def _cell(view: View, record: Record, kind: Any, slot: str) -> Cell:
    held, spec = record.slots.get(slot), kind.slots.get(slot)
    stages = view.teller.history(record) if slot == kind.identity.stage else ()
    bits = view.values.bits(held, spec)
    return Cell(bits, view.values.disputed(held, spec), stages if len(stages) > 1 else ())


def _in_force(view: View, agreements: Sequence[Record]) -> dict[str, Any] | None:
    """Return the bars of the agreements whose period is known."""
    held = [(r, str(r.slots["period"].agreed[0].value.get("value"))) for r in agreements if r.slots.get("period")]
    held = [(r, date) for r, date in held if "/" in date][:12]
    today = year_of(datetime.datetime.now(datetime.UTC).date().isoformat())
    picture = periods([date for _, date in held], today, view.direction == "rtl")
    if picture is None:
        return None
    return {"picture": picture, "lines": [(view.teller.line(r), view.writing.date(date)) for r, date in held]}


def _bars(tables: Sequence[Table], held: Mapping[str, Record]) -> dict[str, float]:
    """Return for each record of money the length of its bar, against the largest of its currency."""
    amounts: list[tuple[str, tuple[str, float]]] = []
    for table in tables:
        for row in table.rows if layouts()[table.kind]["section"] == "money" else ():
            slot = held[row.line.id].slots.get("amount")
            value = slot.agreed[0].value if slot and slot.agreed else {}
            if isinstance(value.get("value"), int | float):
                amounts.append((row.line.id, (str(value.get("currency")), float(value["value"]))))
    return dict(zip([i for i, _ in amounts], shares(pair for _, pair in amounts), strict=True))


def _sources(desk: Desk, view: View, names: Sequence[str]) -> list[dict[str, Any]]:
    known = entries(desk.register, names[:_MOST_SOURCES])
    return [card(desk, view, known[name]) for name in names[:_MOST_SOURCES] if name in known]
