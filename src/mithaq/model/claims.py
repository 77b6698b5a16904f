"""What one document says once → `Claim`, in the contract's shape."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from json.encoder import encode_basestring as _QUOTE  # noqa: N812 - JSON of a string, written in C
from typing import Any

from mithaq.model.spans import Span

MODALITIES = ("asserted", "planned", "alleged", "denied")
KINDS = (
    "agreement", "meeting", "exercise", "transfer", "assistance", "training",
    "membership", "deployment", "cooperation", "statement", "position",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SlotValue:
    """One value of one slot: what it is (`id`, `name`, `value`) and where it was read (`span`, `text`).

    `text` is always the original text of `span`; both are None for a value the document does not state in so many
    words. `extra` holds qualifier, unit, currency, value_to, calendar, resolved, covers as the contract names them.
    `basis`: `stated` (in the clause), `inferred` (from the word that evoked the claim) or `context` (elsewhere).
    """

    id: str | None = None
    name: str | None = None
    value: str | int | float | bool | None = None
    extra: tuple[tuple[str, str | int | float | bool], ...] = ()
    text: str | None = None
    span: Span | None = None
    basis: str = "stated"

    def as_dict(self) -> dict[str, Any]:
        """Return the contract's JSON shape; absent things are left out."""
        out: dict[str, Any] = {}
        for key in ("id", "name", "value"):
            if (v := getattr(self, key)) is not None:
                out[key] = v
        out.update(self.extra)
        if self.span is not None and self.text is not None:
            out.update(text=self.text, start=self.span.start, end=self.span.end)
        if self.basis != "stated":
            out["basis"] = self.basis
        return out

    @property
    def ground(self) -> str:
        """What the value means, apart from where it was read: two claims of the same thing share it."""
        if self.value is not None:
            currency = dict(self.extra).get("currency", "") if self.extra else ""
            return f"{self.value} {currency}".strip()
        return self.id or (self.name or self.text or "").casefold()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stretch of the original text that a claim was read from."""

    span: Span
    text: str

    def as_dict(self) -> dict[str, Any]:
        """Return the contract's JSON shape."""
        return {"start": self.span.start, "end": self.span.end, "text": self.text}


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of one document; see the contract (docs/reference/contract.md) for kinds and slots.

    `confidence` in [0, 1]: that the document says this. `rule`: id of the card that read it.
    """

    kind: str
    document: str
    slots: Mapping[str, tuple[SlotValue, ...]]
    evidence: tuple[Evidence, ...]
    modality: str = "asserted"
    attribution: tuple[SlotValue, ...] = ()
    confidence: float = 0.5
    rule: str = ""
    version: str = ""
    _id: str = field(default="", init=False, repr=False, compare=False)

    @property
    def content_key(self) -> str:
        """Hash of what is said: kind, modality and grounded slots, without document or place."""
        said = sorted([(slot, sorted([v.ground for v in values])) for slot, values in self.slots.items()])
        slots = ", ".join([f"[{_QUOTE(slot)}, [{', '.join(map(_QUOTE, grounds))}]]" for slot, grounds in said])
        return "k_" + _digest(f"[{_QUOTE(self.kind)}, {_QUOTE(self.modality)}, [{slots}]]")

    @property
    def id(self) -> str:
        """Hash of what is said and where: stable when the same document is read again with the same outcome."""
        if self._id:
            return self._id
        spans = ", ".join([f"[{e.span.start}, {e.span.end}]" for e in self.evidence])
        found = "c_" + _digest(f'[{_QUOTE(self.document)}, [{spans}], "{self.content_key}"]')
        object.__setattr__(self, "_id", found)
        return found

    def as_dict(self) -> dict[str, Any]:
        """Return the contract's JSON object."""
        out: dict[str, Any] = {
            "id": self.id,
            "kind": self.kind,
            "document": self.document,
            "slots": {s: [v.as_dict() for v in vs] for s, vs in self.slots.items() if vs},
            "modality": self.modality,
        }
        if self.attribution:
            out["attribution"] = [v.as_dict() for v in self.attribution]
        out["evidence"] = [e.as_dict() for e in self.evidence]
        out["confidence"] = round(self.confidence, 3)
        out["reader"] = {"name": "grammar", "version": self.version, "rule": self.rule}
        return out

    def _repr_html_(self) -> str:
        """Return the words of the claim with its values marked, for notebooks."""
        from mithaq.model.notebook import claim_html

        return claim_html(self)


def claim_from_dict(data: Mapping[str, Any]) -> Claim:
    """Rebuild a claim from the contract's JSON object (the inverse of `Claim.as_dict`); its id is believed."""
    claim = Claim(
        kind=data["kind"],
        document=data["document"],
        slots={s: tuple(value_from_dict(v) for v in vs) for s, vs in data["slots"].items()},
        evidence=tuple(Evidence(Span(e["start"], e["end"]), e["text"]) for e in data.get("evidence", ())),
        modality=data.get("modality", "asserted"),
        attribution=tuple(value_from_dict(v) for v in data.get("attribution", ())),
        confidence=data.get("confidence", 0.5),
        rule=data.get("reader", {}).get("rule", ""),
        version=data.get("reader", {}).get("version", ""),
    )
    object.__setattr__(claim, "_id", data.get("id", ""))
    return claim


_KNOWN = frozenset({"id", "name", "value", "text", "start", "end", "basis"})


def value_from_dict(data: Mapping[str, Any]) -> SlotValue:
    """Rebuild a slot value from its JSON shape."""
    get = data.get
    span = Span(data["start"], data["end"]) if "start" in data else None
    extra = () if data.keys() <= _KNOWN else tuple((k, v) for k, v in data.items() if k not in _KNOWN)
    return SlotValue(get("id"), get("name"), get("value"), extra, get("text"), span, get("basis", "stated"))


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]
