"""A claim or record → HTML for a notebook: the slots, and the words they were read from with the values in them marked.

Everything that comes from a document is escaped; nothing is fetched, and no style leaves its own element.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from mithaq.model.claims import Claim
    from mithaq.model.records import Record
    from mithaq.model.spans import Span

_LEFT = 'style="text-align:left;vertical-align:top"'
_QUOTE = '<blockquote dir="auto" style="margin:.3em 1em">{}</blockquote>'


class Mark(NamedTuple):
    """Words to be marked, in characters of the document, and what they stand for."""

    start: int
    end: int
    about: str


def said(value: Mapping[str, Any]) -> str:
    """Return a value in words: its figure with its unit, else its name, id or text."""
    if "value" in value:
        parts = [value.get("qualifier") if value.get("qualifier") != "exact" else None, value["value"]]
        return " ".join(str(p) for p in (*parts, value.get("currency"), value.get("unit")) if p is not None)
    return str(value.get("name") or value.get("id") or value.get("text") or "")


def marked(text: str, start: int, marks: Iterable[Mark]) -> str:
    """Return a stretch of a document, from its character `start` on, with its marks; where two overlap, the first."""
    pieces, at = [], start
    for mark in sorted(marks):
        if mark.start < at or mark.end > start + len(text):
            continue
        pieces.append(escape(text[at - start : mark.start - start]))
        words = escape(text[mark.start - start : mark.end - start])
        pieces.append(f'<mark title="{escape(mark.about)}">{words}</mark>')
        at = mark.end
    return "".join([*pieces, escape(text[at - start :])])


def claim_html(claim: Claim) -> str:
    """Return one claim: what it says, and where."""
    values = [(slot, v) for slot, values in claim.slots.items() for v in values]
    marks = [Mark(*v.span, f"{slot}: {said(v.as_dict())}") for slot, v in values if v.span is not None]
    head = f"{claim.document} · {claim.modality} · {claim.confidence:.2f} · {claim.rule or claim.kind}"
    quotes = "".join(_quote(e.text, e.span, marks) for e in claim.evidence)
    return f'<div><small dir="auto">{escape(head)}</small>{quotes}</div>'


def _quote(text: str, span: Span, marks: Sequence[Mark]) -> str:
    return _QUOTE.format(marked(text, span.start, marks))


def record_html(record: Record, claims: Sequence[Claim] = ()) -> str:
    """Return one record: its slots in a table, and the words of those of its claims that are given."""
    head = f"{record.modality} · confidence {record.confidence:.2f} · {record.sources} of {len(record.documents)}"
    rows = "".join(_rows(record))
    quotes = "".join(claim_html(claim) for claim in claims)
    title = f"<b>{escape(record.kind)}</b> <code>{escape(record.id)}</code> <small>{escape(head)}</small>"
    return f"<div>{title}<table>{rows}</table>{quotes}</div>"


def _rows(record: Record) -> Iterator[str]:
    for name, slot in record.slots.items():
        agreed = ", ".join(dict.fromkeys(said(v.value) for v in slot.agreed))
        disputed = ", ".join(dict.fromkeys(said(v.value) for v in slot.disputed))
        told = escape(agreed) + (f" ‖ <i>{escape(disputed)}</i>" if disputed else "")
        yield f'<tr><th {_LEFT}>{escape(name)}</th><td {_LEFT} dir="auto">{told}</td></tr>'
