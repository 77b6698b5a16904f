"""One record, its claims and documents → a page on the terminal: each value, and the words of each claim in context."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.text import Text

from mithaq.export.values import shown
from mithaq.model.spans import Span

if TYPE_CHECKING:
    from rich.console import Console

    from mithaq.model.claims import Claim
    from mithaq.model.documents import Document
    from mithaq.model.records import Record

_AROUND = 80


class Held(NamedTuple):
    """What the register holds beside the record: its documents and the names of ids."""

    documents: Mapping[str, Document]
    names: Mapping[str, str]


def show_record(record: Record, claims: Sequence[Claim], held: Held, out: Console) -> None:
    """Print the record."""
    numbers = {claim.id: number for number, claim in enumerate(claims, 1)}
    out.print(Text(f"{record.kind}  {record.id}", style="bold"))
    facts = f"{record.modality} · confidence {record.confidence:.2f} · {len(record.documents)} documents, "
    out.print(facts + f"{record.sources} independent")
    for name, slot in record.slots.items():
        for i, value in enumerate((*slot.agreed, *slot.disputed)):
            line = Text(f"  {'' if i else name:<18}", style="dim")
            line.append(shown(value.value, held.names.get), style="not dim")
            line.append("  " + " ".join(f"[{numbers[c]}]" for c in value.claims if c in numbers), style="dim")
            if value in slot.disputed:
                line.append("  disagrees", style="bold yellow")
            out.print(line)
    if len(record.status_history) > 1:
        out.print("history: " + " → ".join(f"{s['status']} {s.get('date', '')}".strip() for s in record.status_history))
    for claim in claims:
        out.print()
        _claim(claim, numbers[claim.id], held.documents.get(claim.document), out)


def _claim(claim: Claim, number: int, document: Document | None, out: Console) -> None:
    date = document.published if document and document.published else "date unknown"
    head = f"[{number}] {claim.document} · {date} · {claim.modality} · {claim.confidence:.2f} · {claim.rule}"
    out.print(Text(head, style="dim"))
    if claim.attribution:
        out.print("    according to " + ", ".join(shown(v.as_dict()) for v in claim.attribution))
    values = [v.span for vs in claim.slots.values() for v in vs if v.span is not None]
    for start, end in _joined([evidence.span for evidence in claim.evidence]):
        out.print(quoted(document.text, Span(start, end), values) if document else Text("    …"))


def _joined(spans: Iterable[Span]) -> list[tuple[int, int]]:
    """Join the spans whose contexts would overlap."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start - joined[-1][1] <= 2 * _AROUND:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def quoted(text: str, span: Span, marked: Iterable[Span]) -> Text:
    """Return the words of a span with some context, the span itself bright and the values in it underlined."""
    start, end = max(0, span.start - _AROUND), min(len(text), span.end + _AROUND)
    while start > 0 and not text[start - 1].isspace() and start < span.start:
        start += 1
    while end < len(text) and not text[end].isspace() and end > span.end:
        end -= 1
    line = Text("    ", overflow="fold")
    shift = 4 + (1 if start else 0) - start
    line.append(("…" if start else "") + one_line(text[start:end]) + ("…" if end < len(text) else ""), style="dim")
    line.stylize("not dim", span.start + shift, span.end + shift)
    for mark in marked:
        if span.overlaps(mark):
            line.stylize("bold underline", mark.start + shift, mark.end + shift)
    return line


def one_line(text: str) -> str:
    """Return text for one line of a terminal: blanks as spaces, nothing that moves the cursor."""
    return "".join(" " if c.isspace() or not (c.isprintable() or c in "\u200c\u200d\u200e\u200f") else c for c in text)
