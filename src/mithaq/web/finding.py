"""A register and a reader → the rows that a written site searches in the browser: names, and where they lead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mithaq.register.browse import Part, listed, sources
from mithaq.register.selection import Selection
from mithaq.web.desk import Desk, View
from mithaq.web.pages.lists import NAMES, card, names

MOST_RECORDS, MOST_DOCUMENTS = 5_000, 5_000
_LONGEST = 160


def index(desk: Desk, view: View) -> dict[str, Any]:
    """Return the index of one language: `sorts`, their labels; `rows`: [sort, text, address, what more it is found by].

    It holds all names that are listed, the newest 5,000 records and 5,000 documents; not the texts of the documents.
    """
    rows = [*_names(desk, view), *_records(desk, view), *_documents(desk, view)]
    sorts = list(dict.fromkeys(row[0] for row in rows))
    number = {sort: n for n, sort in enumerate(sorts)}
    return {"sorts": sorts, "rows": [[number[row[0]], *row[1:]] for row in rows]}


def _names(desk: Desk, view: View) -> Iterator[list[str]]:
    for sort in NAMES:
        for name, latin, many, href in names(desk, view, sort, 1).data["rows"]:
            yield [view.t(sort), name, href, f"{latin} {many}" if latin != name else str(many)]


def _records(desk: Desk, view: View) -> Iterator[list[str]]:
    found = listed(desk.register, Selection(top=True), Part("newest", 0, MOST_RECORDS))
    view.values.learn(desk.register.claims_with([i for record in found for i in record.claims[:2]]))
    for record in found:
        line = view.teller.line(record)
        latin = " ".join(b.latin or b.hint for bits in (*line.title, *line.sides) for b in bits)
        notes = " ".join(b.text for bits in line.notes for b in bits)
        text = " · ".join(part for part in (line.words, line.parties, line.date) if part)
        yield [line.kind_name, text, line.href, f"{latin} {notes} {line.edtf}"[:_LONGEST].strip()]


def _documents(desk: Desk, view: View) -> Iterator[list[str]]:
    for entry in sources(desk.register, Part("newest", 0, MOST_DOCUMENTS)):
        shown = card(desk, view, entry)
        text = " · ".join(part for part in (shown["title"], shown["publisher"], shown["published"]) if part)
        yield [view.t("documents"), text, shown["href"], entry.opening[:_LONGEST] if entry.title else ""]
