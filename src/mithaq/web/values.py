"""A value of a claim or record → `Bit`: the words that show it in the reader's language, and where they lead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from mithaq.claims.kinds import Kind, SlotSpec
from mithaq.export.brief import term_words
from mithaq.export.view import is_state
from mithaq.model.claims import Claim
from mithaq.model.records import RecordSlot
from mithaq.web.links import Links, document_name
from mithaq.web.locale import Writing
from mithaq.web.words import page_words, say

Label = Callable[[str], str | None]
_ARABIC = re.compile("[\u0620-\u064a]")
_QUALIFIED = {"about": "approximately", "at-least": "at_least", "at-most": "at_most"}
_LED = frozenset({"state", "organisation", "person", "item", "programme", "exercise", "agreement", "body"})


class Bit(NamedTuple):
    """Some words. `href`: where they lead, "" for nowhere. `hint`: what they mean more exactly. `id`: of the thing.
    `latin`: the usual designation of equipment, where the words are in another script."""

    text: str
    href: str = ""
    hint: str = ""
    id: str = ""
    latin: str = ""


class Values:
    """Shows values to one reader."""

    def __init__(self, writing: Writing, links: Links, label: Label) -> None:
        self.writing, self.links, self._label = writing, links, label
        self.language = writing.language
        self._called: dict[str, str] = {}

    def learn(self, claims: Iterable[Claim]) -> None:
        """Take over from claims what documents in the reader's script call those that the lexicon does not name."""
        if self.language != "ar":
            return
        for claim in claims:
            for values in claim.slots.values():
                for value in values:
                    key = value.id or value.name
                    if key and value.text and value.name and _ARABIC.search(value.text):
                        known = self._called.get(key)
                        if known is None or len(value.text) > len(known):
                            self._called[key] = value.text

    def label(self, identity: str) -> str | None:
        """Return the name of an id, or of a term of the contract's lists."""
        if name := self._label(identity):
            return name
        term = term_words(self.language).get(identity)
        return term.replace("-", " ") if term and self.language == "en" else term

    def bit(self, value: Mapping[str, Any], spec: SlotSpec | None = None) -> Bit:
        """Return the words of one value."""
        identity = str(value.get("id") or "")
        if identity or value.get("name"):
            name = self._name(identity, value)
            led = spec is None or bool(_LED.intersection(spec.types))
            key = identity or str(value.get("name"))
            hint = name if identity and is_state(identity) else str(value.get("name") or "")
            if not identity and self._label(hint):
                hint = name  # an office goes by the name of its entry
            item = spec is not None and "item" in spec.types and self.language == "ar"
            latin = hint if item and _ARABIC.search(name) and not _ARABIC.search(hint) else ""
            return Bit(name, self.about(key) if led else "", hint if hint != name else "", identity, latin)
        if "value" in value:
            return Bit(self._figure(value, spec), hint=self._covers(value))
        return Bit(str(value.get("text") or ""))

    def about(self, key: str) -> str:
        """Return the address of what is on record about an id or name."""
        return self.links.to(f"/about/{document_name(key)}")

    def _name(self, identity: str, value: Mapping[str, Any]) -> str:
        name = str(value.get("name") or "")
        known = self.label(identity) if identity else None
        office = self._label(name) if name and not identity else None
        return known or self._called.get(identity or name) or office or name or str(value.get("text") or identity)

    def _figure(self, value: Mapping[str, Any], spec: SlotSpec | None) -> str:
        figure = value["value"]
        if figure is True:
            return page_words(self.language)["yes"]
        if isinstance(figure, str):
            return self._written(figure, value, spec)
        currency = value.get("currency")
        writes = (lambda f: self.writing.money(f, str(currency))) if currency else self.writing.round
        text = writes(figure)
        if "value_to" in value:
            text = say(self.language, "range", self.writing.round(figure), writes(value["value_to"]))
        if unit := value.get("unit"):
            text = f"{text} {unit}"
        qualifier = _QUALIFIED.get(str(value.get("qualifier")))
        return say(self.language, qualifier, text) if qualifier else text

    def _written(self, text: str, value: Mapping[str, Any], spec: SlotSpec | None) -> str:
        if spec is not None and spec.id == "frequency":
            return self.writing.every(text)
        if spec is None or "date" not in spec.types:
            return text
        date = self.writing.date(text)
        return say(self.language, "fiscal", date) if str(value.get("calendar", "")).startswith("fiscal") else date

    def _covers(self, value: Mapping[str, Any]) -> str:
        return page_words(self.language)["covers_package"] if value.get("covers") == "package" else ""

    def bits(self, slot: RecordSlot | None, spec: SlotSpec | None = None) -> tuple[Bit, ...]:
        """Return the values of a slot that stand, each once."""
        if slot is None:
            return ()
        return tuple(dict.fromkeys(self.bit(v.value, spec) for v in slot.agreed))

    def disputed(self, slot: RecordSlot | None, spec: SlotSpec | None = None) -> tuple[Bit, ...]:
        """Return the values of a slot that disagree, each once."""
        return tuple(dict.fromkeys(self.bit(v.value, spec) for v in slot.disputed)) if slot else ()

    def kind(self, kind: Kind) -> str:
        """Return the label of a kind."""
        return kind.labels.get(self.language) or kind.id

    def slot(self, kind: Kind, slot: str) -> str:
        """Return the label of a slot."""
        spec = kind.slots.get(slot)
        return (spec.labels.get(self.language) if spec else None) or slot
