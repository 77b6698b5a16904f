"""One document → its page: the text with names and claims marked in place, and what was read from it beside it."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any, NamedTuple

from mithaq.model.claims import Claim
from mithaq.model.spans import Span
from mithaq.register.browse import entries, issues_of, records_of
from mithaq.web.desk import Desk, NotHereError, Page, View
from mithaq.web.links import document_id
from mithaq.web.pages.lists import card
from mithaq.web.passages import Mark, Run, runs
from mithaq.web.tracing import GROUPS, Left
from mithaq.web.values import Bit

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_LONGEST = 400_000


class Paragraph(NamedTuple):
    """A line of the text. `why`: it was left out, and this is what it is taken for."""

    runs: tuple[Run, ...]
    why: str


class Read(NamedTuple):
    """A claim beside the text."""

    number: int
    id: str
    kind: str
    kind_name: str
    slots: tuple[tuple[str, tuple[Bit, ...]], ...]
    modality: str
    sure: str
    record: str

    @property
    def short(self) -> str:
        """The claim in one line."""
        said = " · ".join(f"{label}: {', '.join(b.text for b in bits)}" for label, bits in self.slots)
        return f"{self.kind_name}: {said}" if said else self.kind_name


def document(desk: Desk, view: View, name: str) -> Page:
    """Return the page of a document."""
    try:
        identity = document_id(name)
    except ValueError as e:
        raise NotHereError from e
    one = desk.register.document(identity)
    if one is None:
        raise NotHereError
    claims = list(desk.register.claims(document=identity))
    view.values.learn(claims)
    seen = desk.tracer.see(one, desk.knowledge)
    linked = records_of(desk.register, identity)
    read = [_read(desk, view, claim, n, linked.get(claim.id, "")) for n, claim in enumerate(claims, 1)]
    text = one.text[:_LONGEST]
    return Page(
        "document.html",
        {
            "card": card(desk, view, entries(desk.register, [identity])[identity]),
            "identity": identity,
            "paragraphs": _paragraphs(view, text, [*seen.mentions, *_claimed(claims)], seen.left_out, claims),
            "read": read,
            "by_number": {one.number: one for one in read},
            "whole": seen.whole,
            "groups": GROUPS,
            "left_out": bool(seen.left_out),
            "issues": issues_of(desk.register, identity),
        },
    )


def _claimed(claims: list[Claim]) -> list[Mark]:
    return [Mark(e.span.start, e.span.end, f"c k-{claim.kind}") for claim in claims for e in claim.evidence]


def _paragraphs(
    view: View, text: str, marks: list[Mark], left: tuple[Left, ...], claims: list[Claim]
) -> list[Paragraph]:  # fmt: skip
    notes: defaultdict[int, list[int]] = defaultdict(list)
    for number, claim in enumerate(claims, 1):
        if claim.evidence:
            notes[min(e.span.start for e in claim.evidence)].append(number)
    shown: list[Paragraph] = []
    for line in _LINE.finditer(text):
        start, end = line.span()
        for span, why in _cut(Span(start, end), left):
            own = [] if why else [m for m in marks if m.start < span.end and span.start < m.end]
            shown.append(Paragraph(runs(text, span, own, notes), view.words.get(f"region_{why}", why) if why else ""))
    return shown


def _cut(line: Span, left: tuple[Left, ...]) -> list[tuple[Span, str]]:
    """Return the parts of a line that were read and those that were left out, in order."""
    found: list[tuple[Span, str]] = []
    at = line.start
    for part in sorted(left, key=lambda p: p.start):
        start, end = max(part.start, at), min(part.end, line.end)
        if start < end:
            if at < start:
                found.append((Span(at, start), ""))
            found.append((Span(start, end), part.kind))
            at = end
    if at < line.end:
        found.append((Span(at, line.end), ""))
    return found


def _read(desk: Desk, view: View, claim: Claim, number: int, record: str) -> Read:
    kind = desk.kinds[claim.kind]
    slots: list[tuple[str, tuple[Bit, ...]]] = []
    for name in (s for s in kind.slots if s in claim.slots):
        bits = tuple(dict.fromkeys(view.values.bit(v.as_dict(), kind.slots[name]) for v in claim.slots[name]))
        slots.append((view.values.slot(kind, name), bits))
    sure = view.writing.share(claim.confidence)
    href = view.links.record(record) if record else ""
    return Read(number, claim.id, claim.kind, view.values.kind(kind), tuple(slots), claim.modality, sure, href)


def raw(desk: Desk, name: str) -> dict[str, Any]:
    """Return a document with its claims, in the contract's shape."""
    try:
        one = desk.register.document(document_id(name))
    except ValueError as e:
        raise NotHereError from e
    if one is None:
        raise NotHereError
    about = {k: getattr(one, k) for k in ("id", "title", "published", "url", "publisher", "language", "text")}
    claims = [claim.as_dict() for claim in desk.register.claims(document=one.id)]
    return {k: v for k, v in about.items() if v is not None} | {"claims": claims}
