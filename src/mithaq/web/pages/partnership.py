"""Two states → the picture of their relationship: what is safe to say, when it happened, and every table behind it."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from mithaq.export.brief import ORDER
from mithaq.model.records import Record
from mithaq.register.browse import entries
from mithaq.register.dyad import Within, dated, disputed, newest, records_with, years
from mithaq.web.asked import Asked
from mithaq.web.desk import Desk, Page, View
from mithaq.web.pages.actors import mapped, named_in, places, together
from mithaq.web.pages.front import disagreements
from mithaq.web.pages.glance import glance
from mithaq.web.pages.lists import card
from mithaq.web.pictures.bars import periods, shares
from mithaq.web.pictures.scale import year_of
from mithaq.web.pictures.timeline import timeline
from mithaq.web.telling import Line, layouts
from mithaq.web.values import Bit

SECTIONS = ("transfers", "money", "agreements", "exercises", "meetings", "offices", "other")
_MOST = {"transfers": 25, "money": 20, "agreements": 15, "exercises": 12, "meetings": 15, "offices": 12}
_MOST_OTHER, _MOST_DISPUTED, _MOST_SOURCES, _MOST_RECENT = 10, 12, 20, 30


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
    within = Within(asked.kind, asked.since, asked.until)
    all_years = years(desk.register, states)
    totals: Counter[str] = Counter()
    for year in all_years:
        totals[year.kind] += year.many
    most = {kind: _MOST.get(layouts()[kind]["section"], _MOST_OTHER) for kind in ORDER if kind in totals}
    chosen = newest(desk.register, states, most)
    open_ = disputed(desk.register, states, _MOST_DISPUTED)
    late = dated(desk.register, states, most, within, _MOST_RECENT)
    known = records_with(desk.register, dict.fromkeys((*chosen, *open_, *late)))
    shown = [known[i] for i in dict.fromkeys((*chosen, *open_))]
    claims = desk.register.claims_with([i for record in shown for i in record.claims[:3]])
    view.values.learn(claims)
    some = years(desk.register, states, within) if any(within) else all_years
    label = desk.label(view.language)
    tables = _tables(desk, view, totals, [known[i] for i in chosen], states)
    cited = sorted({c.document for c in claims})
    return Page(
        "partnership.html",
        {
            "states": states,
            "names": tuple(label(s) or s for s in states),
            "total": sum(totals.values()),
            "beside": sum(year.beside for year in all_years),
            "glance": glance(view, states, shown, claims),
            "asked": asked,
            "timeline": timeline(some, ORDER, view.direction == "rtl"),
            "recent": [view.teller.line(known[i]) for i in late],
            "kinds": [(t.kind, t.label) for t in tables],
            "sections": {s: [t for t in tables if layouts()[t.kind]["section"] == s] for s in SECTIONS},
            "in_force": _in_force(view, [r for r in shown if r.kind == "agreement"]),
            "bars": _bars(tables, known),
            "disputes": [(view.teller.line(known[i]), disagreements(desk, view, known[i])) for i in open_],
            "together": together(desk, view, states, shown),
            "map": mapped(desk, view, named_in(shown), whole=False),
            "places": places(desk, view, shown),
            "sources": _sources(desk, view, cited),
            "more_sources": max(0, len(cited) - _MOST_SOURCES),
        },
    )


def _tables(
    desk: Desk, view: View, totals: Mapping[str, int], records: Sequence[Record], states: tuple[str, str]
) -> list[Table]:  # fmt: skip
    tables = []
    for kind_id in ORDER:
        own = [r for r in records if r.kind == kind_id]
        if not own:
            continue
        kind = desk.kinds[kind_id]
        used = [s for s in layouts()[kind_id]["columns"] if any(s in r.slots for r in own)]
        shown = tuple(Row(view.teller.line(r), tuple(_cell(view, r, kind, s) for s in used)) for r in own)
        total = totals[kind_id]
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
