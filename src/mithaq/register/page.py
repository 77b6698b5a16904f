"""A record with its claims → a page for a notebook or the Python prompt; iterating over it yields the claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mithaq.model.claims import Claim
from mithaq.model.notebook import record_html, said
from mithaq.model.records import Record


@dataclass(frozen=True, slots=True)
class Page:
    """One record with the claims it stands on."""

    record: Record
    claims: tuple[Claim, ...]

    def __iter__(self) -> Iterator[Claim]:
        return iter(self.claims)

    def _repr_html_(self) -> str:
        return record_html(self.record, self.claims)

    def __str__(self) -> str:
        """Return the page as lines of text."""
        lines = [f"{self.record.kind} {self.record.id} ({self.record.confidence:.2f})"]
        for name, slot in self.record.slots.items():
            sides = [", ".join(said(v.value) for v in side) for side in (slot.agreed, slot.disputed) if side]
            lines.append(f"  {name}: {' ‖ '.join(sides)}")
        lines += [f"  {c.document}: {' … '.join(e.text for e in c.evidence)}" for c in self.claims]
        return "\n".join(lines)
