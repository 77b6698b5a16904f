"""What is asked of a list → the page of records, of what is on record about somebody, of names, of sources."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mithaq.export.view import is_state
from mithaq.records.sources import Source
from mithaq.register.browse import Entry, Facets, Named, Part, facets, listed, named, sources, states, totals
from mithaq.register.dyad import pairs
from mithaq.web.asked import PER_PAGE, Asked
from mithaq.web.desk import Desk, NotHereError, Page, View
from mithaq.web.links import document_name
from mithaq.web.pages.actors import mapped

NAMES = ("states", "persons", "organisations", "items", "programmes")
_PERSONS, _PROGRAMMES = ("person", "signatories"), ("programme", "channel")
_MOST_PARTNERS, MOST_ON_SITE, _SHORTEST = 40, 1000, 25


def records(desk: Desk, view: View, asked: Asked) -> Page:
    """Return a list of records with its filters."""
    return _list(desk, view, asked, {"title": _title(desk, view, asked), "partners": [], "map": None})


def about(desk: Desk, view: View, asked: Asked) -> Page:
    """Return what is on record about an id or name; NotHereError when nothing is."""
    key = str(asked.about)
    if is_state(key):
        asked = asked._replace(about=None, states=tuple(dict.fromkeys((*asked.states, key))))
    label = desk.label(view.language)
    page = _list(desk, view, asked, {"title": label(key) or "", "partners": [], "map": None})
    if not page.data["facets"].total and asked == Asked(about=asked.about, states=asked.states, sort=asked.sort):
        raise NotHereError
    partners = pairs(desk.register, _MOST_PARTNERS, key) if is_state(key) else []
    shown = [(label(b) or b, n, view.links.pair(a, b)) for a, b, n in partners if desk.is_state(b)]
    counts = {b: n for _, b, n in partners}
    map_ = mapped(desk, view, counts, key) if counts and asked.page == 1 else None
    title = page.data["title"] or _found_name(view, page, key)
    return page._replace(data={**page.data, "title": title, "partners": shown, "map": map_})


def _found_name(view: View, page: Page, key: str) -> str:
    lines = page.data["lines"]
    bits = (b for line in lines for part in (*line.title, *line.sides, *line.notes) for b in part)
    return next((b.text for b in bits if b.id == key), view.values.label(key) or key)


def _title(desk: Desk, view: View, asked: Asked) -> str:
    return view.values.kind(desk.kinds[asked.kind]) if asked.kind else view.t("records")


def _list(desk: Desk, view: View, asked: Asked, data: dict[str, Any]) -> Page:
    held = facets(desk.register, asked.selection)
    part = asked.part._replace(limit=MOST_ON_SITE) if view.links.site else asked.part
    found = listed(desk.register, asked.selection, part)
    view.values.learn(desk.register.claims_with([i for record in found for i in record.claims[:4]]))
    pages = max(1, -(-held.total // PER_PAGE))
    if asked.page > pages:
        raise NotHereError
    return Page(
        "records.html",
        {
            "asked": asked,
            "facets": held,
            "pages": pages,
            "lines": [view.teller.line(record) for record in found],
            "filters": _filters(desk, view, asked, held),
            "address": lambda **changed: view.links.to(view.path, asked.query(**changed)),
            **data,
        },
    )


def _filters(desk: Desk, view: View, asked: Asked, held: Facets) -> dict[str, list[tuple[str, str, int, bool]]]:
    """Return the sorts of each filter: value, label, how many records, whether it is set."""
    kinds = [
        (k, view.values.kind(desk.kinds[k]), n, k == asked.kind)
        for k, n in sorted(held.kinds.items(), key=lambda item: -item[1])
    ]
    modalities = [(m, view.t(m), n, m == asked.modality) for m, n in held.modalities.items()]
    return {"kind": kinds, "modality": modalities}


def names(desk: Desk, view: View, sort: str, page: int) -> Page:
    """Return a list of names: of states, persons, organisations, items or programmes."""
    found = _named(desk, sort)
    pages = max(1, -(-len(found) // PER_PAGE))
    if page > pages:
        raise NotHereError
    part = found[:MOST_ON_SITE] if view.links.site else found[(page - 1) * PER_PAGE : page * PER_PAGE]
    label = desk.label(view.language)
    rows = [
        (label(n.id or "") or n.name, n.name if label(n.id or "") else "", n.records, view.values.about(n.key))
        for n in part
    ]
    return Page("names.html", {"sort": sort, "rows": rows, "page": page, "pages": pages, "total": len(found)})


def _named(desk: Desk, sort: str) -> list[Named]:
    """Return the names of a sort. Who stands in a slot for several sorts is told apart by what the lexicon knows."""
    if sort == "states":
        return [n for n in states(desk.register) if desk.is_state(n.name)]
    if sort == "persons":
        return named(desk.register, _PERSONS)
    entries = desk.knowledge.lexicon.entries
    if sort == "programmes":
        return [n for n in named(desk.register, (*_PROGRAMMES, "body")) if _is(entries, n, ("programme",))]
    if sort == "items":
        return named(desk.register, ("item",))
    people = {n.key for n in named(desk.register, _PERSONS)}
    slots = {s.id for kind in desk.kinds.values() for s in kind.slots.values() if {"organisation", "body"} & {*s.types}}
    found = named(desk.register, slots)
    others = ("programme", "exercise", "place")
    return [n for n in found if not is_state(n.id) and n.key not in people and not _is(entries, n, others)]


def _is(entries: Mapping[str, Mapping[str, str]], one: Named, kinds: tuple[str, ...]) -> bool:
    return bool(one.id) and entries.get(str(one.id), {}).get("kind") in kinds


def documents(desk: Desk, view: View, page: int) -> Page:
    """Return the list of documents."""
    total = totals(desk.register).documents
    pages = max(1, -(-total // PER_PAGE))
    if page > pages:
        raise NotHereError
    most = MOST_ON_SITE if view.links.site else PER_PAGE
    rows = sources(desk.register, Part("newest", (page - 1) * PER_PAGE, most))
    shown = [card(desk, view, row) for row in rows]
    return Page("sources.html", {"rows": shown, "page": page, "pages": pages, "total": total})


def card(desk: Desk, view: View, entry: Entry) -> dict[str, Any]:
    """Return what a page says of a document: its name, who published it when, whether officially."""
    outlet = desk.outlets.of(Source(entry.id, entry.published, entry.language, entry.publisher, b"", entry.url))
    safe = entry.url if entry.url and entry.url.startswith(("https://", "http://")) else ""
    return {
        "id": entry.id,
        "title": entry.title or opening(entry.opening) or entry.id,
        "href": view.links.document(entry.id),
        "url": safe,
        "publisher": entry.publisher or (outlet.id if outlet else ""),
        "published": view.writing.date(entry.published) if entry.published else "",
        "official": outlet is not None and outlet.official,
        "language": entry.language or "",
        "claims": entry.claims,
        "name": document_name(entry.id),
    }


def opening(text: str, longest: int = 100) -> str:
    """Return the first words of a text that has no title."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    flat = lines[0] if lines and len(lines[0]) >= _SHORTEST else " ".join(lines)
    return flat if len(flat) <= longest else flat[:longest].rsplit(" ", 1)[0] + " …"
