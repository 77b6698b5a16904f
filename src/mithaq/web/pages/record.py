"""One record → its page: each value with its evidence, the sources, the history, how sure it is, how to cite."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from math import prod
from typing import Any, NamedTuple

from mithaq.export.citations import bibtex, csl
from mithaq.export.view import Sources, Told
from mithaq.model.claims import Claim
from mithaq.model.documents import Document
from mithaq.model.records import Record
from mithaq.records.confidence import MOST
from mithaq.register.browse import abouts_of, entries
from mithaq.register.dyad import records_with
from mithaq.web.desk import Desk, NotHereError, Page, View
from mithaq.web.pages.lists import card
from mithaq.web.passages import passages
from mithaq.web.sessions import Reviewer
from mithaq.web.values import Bit

_MOST_CLAIMS, _MOST_LINKED = 60, 12


class Said(NamedTuple):
    """A value of a slot, by how many it is said, and the numbers of the documents that say it."""

    bit: Bit
    many: int
    numbers: tuple[int, ...]


class Slot(NamedTuple):
    """A slot of the record. `basis`: the value stands nowhere in so many words, but was taken from there."""

    label: str
    agreed: tuple[Said, ...]
    disputed: tuple[Said, ...]
    basis: str


def found(desk: Desk, identity: str) -> Record:
    """Return the record of this id; NotHereError when there is none."""
    if record := records_with(desk.register, [identity]).get(identity):
        return record
    raise NotHereError


def record(desk: Desk, view: View, identity: str, who: Reviewer | None = None) -> Page:
    """Return the page of a record; with a form to report an error for somebody who may judge."""
    one = found(desk, identity)
    claims = desk.register.claims_of(one)
    view.values.learn(claims)
    numbers = {name: number for number, name in enumerate(dict.fromkeys(c.document for c in claims), 1)}
    kind = desk.kinds[one.kind]
    linked = {name: _linked(desk, view, getattr(one, name)) for name in ("refines", "refined_by", "follows")}
    identifying = [view.values.slot(kind, s) for s in (*kind.identity.marks, *kind.keys) if s in one.slots]
    return Page(
        "record.html",
        {
            "line": view.teller.line(one),
            "record": one,
            "who": who,
            "slots": _slots(desk, view, one, claims, numbers),
            "sources": _sources(desk, view, one, claims[:_MOST_CLAIMS], numbers),
            "more_claims": max(0, len(claims) - _MOST_CLAIMS),
            "sum": _sum(view, one, numbers),
            "linked": {name: lines for name, lines in linked.items() if lines},
            "identifying": ", ".join(dict.fromkeys(identifying)),
            "bibtex": citation(desk, one, "bib"),
            "csl": citation(desk, one, "csl.json"),
        },
    )


def _slots(
    desk: Desk, view: View, one: Record, claims: Sequence[Claim], numbers: Mapping[str, int]
) -> list[Slot]:  # fmt: skip
    kind = desk.kinds[one.kind]
    where = {claim.id: numbers[claim.document] for claim in claims}
    basis = _bases(view, claims)
    shown = []
    for name in (s for s in kind.slots if s in one.slots):
        slot, spec = one.slots[name], kind.slots[name]

        def said(values: Any, spec: Any = spec) -> tuple[Said, ...]:
            return tuple(
                Said(
                    view.values.bit(v.value, spec),
                    len({where[c] for c in v.claims if c in where}),
                    tuple(sorted({where[c] for c in v.claims if c in where})),
                )
                for v in values
            )

        shown.append(Slot(view.values.slot(kind, name), said(slot.agreed), said(slot.disputed), basis.get(name, "")))
    return shown


def _bases(view: View, claims: Sequence[Claim]) -> dict[str, str]:
    """Return for each slot that no claim states in words of its own where it was taken from."""
    found: dict[str, str] = {}
    stated = {slot for claim in claims for slot, vs in claim.slots.items() if any(v.basis == "stated" for v in vs)}
    for claim in claims:
        for slot, values in claim.slots.items():
            if slot not in stated and values:
                found[slot] = view.t("inferred" if values[0].basis == "inferred" else "context")
    return found


def _sources(
    desk: Desk, view: View, one: Record, claims: Sequence[Claim], numbers: Mapping[str, int]
) -> list[dict[str, Any]]:  # fmt: skip
    """Return a card for each document with the passages of its claims."""
    kind = desk.kinds[one.kind]
    labels = {slot: view.values.slot(kind, slot) for slot in kind.slots}
    known = entries(desk.register, list(numbers))
    voices = {d: s["documents"] for s in one.explain if "voice" in s for d in s["documents"]}
    cards = []
    for name, number in numbers.items():
        own = [claim for claim in claims if claim.document == name]
        document = desk.register.document(name)
        if document is None or not own:
            continue
        others = sorted(numbers[d] for d in voices.get(name, ()) if d != name and d in numbers)
        cards.append(
            {
                "number": number,
                "card": card(desk, view, known[name]),
                "alike": ", ".join(f"[{view.writing.number(n)}]" for n in others),
                "claims": [_claim(view, claim, document, labels) for claim in own],
            }
        )
    return cards


def _claim(view: View, claim: Claim, document: Document, labels: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": claim.id,
        "passages": passages(claim, document.text, labels),
        "modality": claim.modality,
        "sure": view.writing.share(claim.confidence),
        "rule": claim.rule,
        "attribution": [view.values.bit(v.as_dict()) for v in claim.attribution],
    }


def _sum(view: View, one: Record, numbers: Mapping[str, int]) -> dict[str, Any]:
    """Return the steps of the confidence, as they are written out."""
    steps = []
    doubts: list[str] = []
    left: list[float] = []
    result: Mapping[str, Any] = {}
    for step in one.explain:
        if "voice" not in step:
            result = step
            continue
        denies = bool(step.get("denies"))
        if not denies:
            left.append(step["doubt"])
            doubts.append(view.writing.plain(step["doubt"]))
        steps.append(
            {
                "documents": ", ".join(
                    f"[{view.writing.number(numbers[d])}]" for d in step["documents"] if d in numbers
                ),
                "sure": view.writing.plain(step["sure"]),
                "doubt": view.writing.plain(step["doubt"]),
                "why": [view.t(f"because_{why}") for why in step.get("one_because", ())],
                "official": bool(step.get("official")),
                "denies": denies,
            }
        )
    return {
        "steps": steps,
        "product": " × ".join(doubts),
        "against": view.writing.plain(result["against"]) if result.get("against") else "",
        "for": view.writing.plain(1 - prod(left), 4),
        "capped": view.writing.plain(MOST) if result.get("for", 0) >= MOST else "",
        "allegation": result.get("of") == "allegation",
        "result": view.writing.plain(one.confidence),
    }


def _linked(desk: Desk, view: View, identities: Sequence[str]) -> list[Any]:
    held = records_with(desk.register, identities[:_MOST_LINKED])
    return [view.teller.line(one) for one in held.values()]


def citation(desk: Desk, one: Record, form: str) -> str:
    """Return the sources of a record as BibTeX (`bib`) or CSL-JSON (`csl.json`)."""
    out = io.StringIO()
    held = Sources(abouts_of(desk.register, one.documents))
    (bibtex if form == "bib" else csl)([Told(one, ())], (), out, held)
    return out.getvalue()


def raw(desk: Desk, identity: str) -> dict[str, Any]:
    """Return a record with its claims in the contract's shape."""
    one = found(desk, identity)
    return one.as_dict() | {"evidence": [claim.as_dict() for claim in desk.register.claims_of(one)]}
