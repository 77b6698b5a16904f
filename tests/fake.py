"""A reader for tests of the edges: no grammar, but claims with true spans, and a stand-in for the knowledge."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from mithaq.claims.kinds import Kind, SlotSpec
from mithaq.knowledge.kinds import load_kinds
from mithaq.knowledge.load import find_folder
from mithaq.knowledge.lore import load_lore
from mithaq.model.claims import Claim, Evidence, SlotValue
from mithaq.model.documents import Document
from mithaq.model.readings import Reading
from mithaq.model.spans import Span
from mithaq.records.lore import Lore

MANY = {"parties", "participants", "hosts", "signatories", "places", "topics", "place"}
SLOTS = {
    "transfer": ("item", "supplier", "recipient", "quantity", "channel", "status", "value", "date"),
    "exercise": ("name", "hosts", "participants", "participant_count", "date", "edition", "place"),
    "agreement": ("title", "signed", "parties", "place", "action"),
    "meeting": ("participants", "date", "place", "format", "body", "session"),
    "assistance": ("programme", "provider", "recipient", "amount", "period"),
    "membership": ("member", "body", "role", "since"),
    "position": ("person", "title", "organisation", "former"),
    "cooperation": ("area", "body", "parties", "since"),
    "deployment": ("contributor", "places", "mission", "count", "date", "status"),
    "training": ("provider", "recipient", "programme", "subject"),
    "statement": ("speaker", "act", "target", "topic"),
}
LATEST = {"status", "action"}
REAL = load_kinds(Path(__file__).parents[1] / "knowledge" / "kinds")
KINDS = {
    kind: Kind(
        kind,
        {"en": kind, "fr": kind, "ar": kind},
        {s: SlotSpec(s, (), many=s in MANY, latest=s in LATEST) for s in slots},
        REAL[kind].identity,
    )
    for kind, slots in SLOTS.items()
}


def value(text: str, word: str, **about: Any) -> SlotValue:
    """Return a value whose span is where `word` first stands in `text`."""
    start = text.index(word)
    extra = tuple((k, about.pop(k)) for k in list(about) if k not in {"id", "name", "value"})
    return SlotValue(**about, extra=extra, text=word, span=Span(start, start + len(word)))


def fake_reader(document: Document) -> Reading:
    """Read "US sells 18 HIMARS to MA" sentences as transfers."""
    claims = []
    for found in re.finditer(r"([A-Z]{2}) sells (\d+) (\w+) to ([A-Z]{2})", document.text):
        spans = [Span(*found.span(i)) for i in range(5)]
        words = [found[i] for i in range(5)]
        number = SlotValue(value=int(words[2]), extra=(("qualifier", "exact"),), text=words[2], span=spans[2])
        slots = {
            "supplier": (SlotValue(id=words[1], name=words[1], text=words[1], span=spans[1]),),
            "quantity": (number,),
            "item": (SlotValue(id=words[3].lower(), name=words[3], text=words[3], span=spans[3]),),
            "recipient": (SlotValue(id=words[4], name=words[4], text=words[4], span=spans[4]),),
            "status": (SlotValue(id="sold", basis="inferred"),),
        }
        evidence = (Evidence(spans[0], words[0]),)
        claims.append(Claim("transfer", document.id, slots, evidence, confidence=0.9, rule="fake"))
    return Reading(tuple(claims), (), document.published, "en")


class FakeKnowledge:
    """As much of the knowledge as the edges ask for."""

    folder = find_folder()
    kinds = KINDS
    lexicon = SimpleNamespace(
        entries={"MA": {"kind": "state", "name": "Morocco", "ar": "المغرب", "fr": "Maroc"}}, forms={}
    )
    version = "fake"

    @cached_property
    def lore(self) -> Lore:
        return load_lore(self.folder, self.lexicon)  # type: ignore[arg-type]


class FakeReader:
    """In place of `mithaq.pipeline.Reader`."""

    version = "fake-1"
    knowledge = FakeKnowledge()

    def __init__(self, knowledge: Path | None = None) -> None:
        self.path = knowledge

    def __call__(self, document: Document) -> Reading:
        return fake_reader(document)
