"""A register → its front page: what it holds, the partnerships, the newest facts, what is in dispute."""

from __future__ import annotations

from mithaq.model.records import Record
from mithaq.register.browse import Part, facets, listed, states, totals
from mithaq.register.dyad import pairs
from mithaq.register.selection import Selection
from mithaq.web.desk import Desk, Page, View
from mithaq.web.pages.actors import mapped

_PAIRS, _NEWEST, _DISPUTED = 12, 8, 5


def front(desk: Desk, view: View) -> Page:
    """Return the front page."""
    held = facets(desk.register, Selection(top=True))
    label = desk.label(view.language)
    newest = listed(desk.register, Selection(modality="asserted", top=True), Part("newest", 0, _NEWEST))
    disputed = listed(desk.register, Selection(disputed=True, top=True), Part("sources", 0, _DISPUTED))
    both = [
        (label(a) or a, label(b) or b, n, view.links.pair(a, b))
        for a, b, n in pairs(desk.register, 3 * _PAIRS)
        if desk.is_state(a) and desk.is_state(b)
    ]  # fmt: skip
    counts = {named.name: named.records for named in states(desk.register) if desk.is_state(named.name)}
    known = [(code, label(code) or code) for code in counts]
    return Page(
        "front.html",
        {
            "totals": totals(desk.register),
            "pairs": both[:_PAIRS],
            "kinds": [
                (k, view.values.kind(desk.kinds[k]), n, view.links.to(f"/kind/{k}"))
                for k, n in sorted(held.kinds.items(), key=lambda item: -item[1])
            ],
            "newest": [view.teller.line(r) for r in newest],
            "disputed": [(view.teller.line(r), disagreements(desk, view, r)) for r in disputed],
            "map": mapped(desk, view, counts),
            "states": sorted(known, key=lambda pair: pair[1]),
        },
    )


def disagreements(desk: Desk, view: View, record: Record) -> list[tuple[str, list[str], list[str]]]:
    """Return for each slot in dispute: its label, the values that stand, the values that disagree."""
    kind = desk.kinds[record.kind]
    found = []
    for name, slot in record.slots.items():
        if slot.disputed:
            spec = kind.slots.get(name)
            stands = [bit.text for bit in view.values.bits(slot, spec)]
            against = [bit.text for bit in view.values.disputed(slot, spec)]
            found.append((view.values.slot(kind, name), stands, against))
    return found
