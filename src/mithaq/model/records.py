"""Claims that are about one real-world thing → `Record`, one entry of the register with its disputes kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple


class RecordValue(NamedTuple):
    """One value of a record's slot: the contract's value (without span), and the claims that state it."""

    value: Mapping[str, Any]
    claims: tuple[str, ...]


class RecordSlot(NamedTuple):
    """All that the claims say for one slot. `agreed`: the values that stand; `disputed`: values that disagree."""

    agreed: tuple[RecordValue, ...]
    disputed: tuple[RecordValue, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """One entry of the register. `claims`: ids; `sources`: independent sources (copies count once).

    `refines`: records that say the same less exactly; a view of the register leaves out what is `refined_by` another.
    `follows`: for an office, who held it before. `explain`: the sum behind the confidence, one step a source.
    """

    id: str
    kind: str
    slots: Mapping[str, RecordSlot]
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    sources: int
    languages: tuple[str, ...]
    modality: str
    confidence: float
    first_reported: str | None = None
    last_reported: str | None = None
    status_history: tuple[Mapping[str, Any], ...] = ()
    refines: tuple[str, ...] = ()
    refined_by: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    explain: tuple[Mapping[str, Any], ...] = ()

    @property
    def disputed(self) -> bool:
        """Tell whether any slot holds values that disagree."""
        return any(slot.disputed for slot in self.slots.values())

    def _repr_html_(self) -> str:
        """Return the slots as a table, for notebooks; `Register.page` shows the words too."""
        from mithaq.model.notebook import record_html

        return record_html(self)

    def as_dict(self) -> dict[str, Any]:
        """Return the contract's JSON object; a slot of several values lists them all under `values`."""
        out: dict[str, Any] = {"id": self.id, "kind": self.kind, "modality": self.modality, "slots": {}}
        for name, slot in self.slots.items():
            shown = [{**v.value, "agreed": len(v.claims), "claims": list(v.claims)} for v in slot.agreed]
            entry: dict[str, Any] = dict(shown[0]) if shown else {}
            if len(shown) > 1:
                entry["values"] = shown
            if slot.disputed:
                entry["disputed"] = [{**v.value, "claims": list(v.claims)} for v in slot.disputed]
            out["slots"][name] = entry
        out |= {
            "claims": list(self.claims), "documents": len(self.documents), "document_ids": list(self.documents),
            "sources": self.sources, "languages": list(self.languages), "confidence": round(self.confidence, 3),
        }  # fmt: skip
        if self.first_reported:
            out["first_reported"] = self.first_reported
        if self.last_reported:
            out["last_reported"] = self.last_reported
        if self.status_history:
            out["status_history"] = [dict(s) for s in self.status_history]
        for name in ("refines", "refined_by", "follows", "explain"):
            if linked := getattr(self, name):
                out[name] = list(linked)
        return out
