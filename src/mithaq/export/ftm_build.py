"""A record with its claims → FollowTheMoney entities of the stock schemata, each value with where it was read.

What has no place there (quantities as numbers, qualifiers, disputes as such) is told in docs/reference/exports.md.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from mithaq.export.values import shown
from mithaq.export.view import Sources, Told, days, is_state, origin, state_of
from mithaq.model.claims import SlotValue

_PARTIAL = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?")
_LANGUAGES = {"ar": "ara", "fr": "fra", "en": "eng"}
_Slots = Sequence[str]
_RANK = {"LegalEntity": 0, "Organization": 1, "PublicBody": 2, "Person": 3}


class Said(NamedTuple):
    """One value of one property: `document` and `place` say where it was read, `printed` how it stands there."""

    prop: str
    value: str
    document: str = ""
    place: str = ""
    printed: str = ""


@dataclass(slots=True)
class Entity:
    """One entity; only `say` adds to it."""

    id: str
    schema: str
    said: list[Said] = field(default_factory=list)

    def say(self, prop: str, value: object, places: Iterable[tuple[str, str, str]] = ()) -> None:
        """Add a value, once for each place where it was read."""
        if value in (None, ""):
            return
        listed = list(places) or [("", "", "")]
        self.said += [Said(prop, str(value), *place) for place in listed]

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON object of an entity."""
        properties: dict[str, list[str]] = {}
        for said in self.said:
            values = properties.setdefault(said.prop, [])
            if said.value not in values:
                values.append(said.value)
        return {"id": self.id, "schema": self.schema, "properties": properties}


def document_id(name: str) -> str:
    """Return the id of a document's entity."""
    return "doc-" + hashlib.sha1(name.encode("utf-8", "replace")).hexdigest()[:16]


def article(name: str, about: Any) -> Entity:
    """Return the entity of a document."""
    entity = Entity(document_id(name), "Article")
    entity.say("fileName", name)
    entity.say("title", getattr(about, "title", None) or name)
    entity.say("publisher", getattr(about, "publisher", None))
    published = getattr(about, "published", None) or ""
    entity.say("publishedAt", published if _PARTIAL.fullmatch(published) else None)
    entity.say("language", _LANGUAGES.get(getattr(about, "language", None) or ""))
    url = getattr(about, "url", None) or ""
    entity.say("sourceUrl", url if re.match(r"https?://", url) else None)
    return entity


class Builder:
    """Collects the actors of many records; gives the entities of each record as it comes."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.actors: dict[str, Entity] = {}
        self.documents: dict[str, None] = {}

    def build(self, told: Told) -> Iterator[Entity]:
        """Yield the entities of one record; the actors it names are collected."""
        self.documents |= dict.fromkeys(told.record.documents)
        yield from _KINDS[told.record.kind](self, told)

    def head(self, told: Told, schema: str, suffix: str = "") -> Entity:
        """Return an entity of a record with its sources."""
        entity = Entity(told.record.id.replace("_", "-") + suffix, schema)
        for name in told.record.documents:
            entity.say("proof", document_id(name), [(name, "", "")])
        return entity

    def name(self, told: Told, *slots: str) -> str:
        """Return a name made of the kind and some slots."""
        parts = [words for slot in slots if (words := told.words(slot, self.sources.names))]
        return f"{told.record.kind}: {' · '.join(parts)}" if parts else told.record.kind

    def actor(self, value: Mapping[str, Any], schema: str = "LegalEntity") -> str:
        """Note an actor; return the id of its entity."""
        identity = str(value.get("id") or "")
        label = shown(value, self.sources.names.get)
        country = state_of(identity)
        if country and schema != "Person":
            schema = "PublicBody"
        elif identity and schema == "LegalEntity" and "." not in identity:
            schema = "Organization"
        digest = hashlib.sha1(label.casefold().encode("utf-8", "replace")).hexdigest()[:16]
        key = "a-" + (re.sub(r"[^0-9A-Za-z.-]", "-", identity).strip(".-") or digest)
        known = self.actors.get(key)
        if known is None:
            self.actors[key] = known = Entity(key, schema)
            known.say("name", label or identity)
            known.say("country", country.lower())
            known.say("topics", "gov.national" if is_state(identity) else None)
        elif _RANK[schema] > _RANK[known.schema] and known.schema != "Person":
            known.schema = schema
        return key

    def link(self, entity: Entity, prop: str, told: Told, slots: Sequence[str], schema: str = "LegalEntity") -> bool:
        """Say which actors stand in these slots, disputed ones too; tell whether there was any."""
        found = False
        for slot in slots:
            for value, places in _stated(told, slot):
                entity.say(prop, self.actor(value, schema), places)
                found = True
        return found

    def plain(self, entity: Entity, prop: str, told: Told, slot: str) -> None:
        """Say the values of a slot in words, disputed ones too."""
        for value, places in _stated(told, slot):
            entity.say(prop, shown(value, self.sources.names.get), places)

    def money(self, entity: Entity, told: Told, slot: str) -> None:
        """Say amounts and their currency."""
        for value, places in _stated(told, slot):
            entity.say("amount", value.get("value"), places)
            entity.say("currency", value.get("currency"), places)
            if value.get("currency") == "USD":
                entity.say("amountUsd", value.get("value"), places)

    def dates(self, entity: Entity, told: Told, *slots: str) -> None:
        """Say when it began and ended: as precise as it is, an interval by its ends."""
        for slot in slots:
            for value, places in _stated(told, slot):
                edtf = str(value.get("value") or "")
                if _PARTIAL.fullmatch(edtf):
                    entity.say("date" if slot == "date" else "startDate", edtf, places)
                    continue
                covered = days(edtf)
                entity.say("startDate", covered.first, places)
                entity.say("endDate", covered.last, places)


def _stated(told: Told, slot: str) -> Iterator[tuple[Mapping[str, Any], list[tuple[str, str, str]]]]:
    """Yield each value of a slot with the places where its claims state it."""
    held = told.record.slots.get(slot)
    if held is None:
        return
    claims = {claim.id: claim for claim in told.claims}
    for said in (*held.agreed, *held.disputed):
        places = []
        for claim in (claims[i] for i in said.claims if i in claims):
            own = [v for v in claim.slots.get(slot, ()) if _same(v, said.value)] or list(claim.slots.get(slot, ()))[:1]
            places += [_place(claim.document, value) for value in own]
        yield said.value, places


def _same(value: SlotValue, said: Mapping[str, Any]) -> bool:
    if (value.id, value.value) != (said.get("id"), said.get("value")):
        return False
    known = value.id is not None or value.value is not None
    return known or (value.name or value.text) in (said.get("name"), said.get("text"))


def _place(document: str, value: SlotValue) -> tuple[str, str, str]:
    if value.span is None:
        return (document, "", "")
    return (document, origin(document_id(document), *value.span), value.text or "")


def _transfer(b: Builder, told: Told) -> Iterator[Entity]:
    deal = b.head(told, "Contract")
    deal.say("title", b.name(told, "item", "supplier", "recipient"))
    b.link(deal, "authority", told, ["recipient"])
    b.plain(deal, "type", told, "channel")
    b.plain(deal, "status", told, "status")
    b.money(deal, told, "value")
    for value, places in _stated(told, "date"):
        day = days(str(value.get("value") or "")).first
        edtf = str(value.get("value"))
        deal.say("contractDate", edtf if _PARTIAL.fullmatch(edtf) else day, places)
    yield deal
    lot = f"{told.words('quantity', b.sources.names) or '?'} × {told.words('item', b.sources.names)}"
    award = b.head(told, "ContractAward", "-award")
    if b.link(award, "supplier", told, ["supplier"]):
        award.say("contract", deal.id)
        award.say("role", lot)
        b.plain(award, "status", told, "status")
        yield award
    if told.id_of("status") == "delivered":
        goods = b.head(told, "EconomicActivity", "-delivery")
        b.link(goods, "sender", told, ["supplier"])
        b.link(goods, "receiver", told, ["recipient"])
        goods.say("goodsDescription", lot)
        goods.say("contract", deal.id)
        b.dates(goods, told, "date")
        yield goods


def _project(b: Builder, told: Told, name: _Slots, parties: _Slots, dates: _Slots) -> Iterator[Entity]:
    project = b.head(told, "Project")
    project.say("name", b.name(told, *name))
    b.dates(project, told, *dates)
    for slot in ("action", "status"):
        b.plain(project, "status", told, slot)
    for slot in ("subject", "area"):
        b.plain(project, "goal", told, slot)
    yield project
    for slot in parties:
        for number, (value, places) in enumerate(_stated(told, slot)):
            member = b.head(told, "ProjectParticipant", f"-{slot}-{number}")
            member.say("project", project.id)
            member.say("participant", b.actor(value), places)
            member.say("role", slot)
            b.plain(member, "summary", told, "count")
            yield member


def _event(b: Builder, told: Told, name: _Slots, organizer: _Slots, involved: _Slots) -> Iterator[Entity]:
    event = b.head(told, "Event")
    event.say("name", b.name(told, *name))
    b.link(event, "organizer", told, organizer)
    b.link(event, "involved", told, involved)
    for slot in ("place", "venue"):
        b.plain(event, "location", told, slot)
    b.dates(event, told, "date", "since")
    for slot in ("topics", "topic", "subject"):
        b.plain(event, "summary", told, slot)
    for slot in ("format", "act"):
        b.plain(event, "keywords", told, slot)
    if told.record.modality != "asserted":
        event.say("keywords", told.record.modality)
    yield event


def _assistance(b: Builder, told: Told) -> Iterator[Entity]:
    payment = b.head(told, "Payment")
    paid = b.link(payment, "payer", told, ["provider"])
    if b.link(payment, "beneficiary", told, ["recipient"]) and paid:
        b.plain(payment, "programme", told, "programme")
        b.plain(payment, "purpose", told, "purpose")
        b.money(payment, told, "amount")
        b.dates(payment, told, "period")
        payment.say("recordId", told.record.id)
        yield payment


def _membership(b: Builder, told: Told) -> Iterator[Entity]:
    membership = b.head(told, "Membership")
    joined = b.link(membership, "member", told, ["member"])
    if b.link(membership, "organization", told, ["body"], "Organization") and joined:
        b.plain(membership, "role", told, "role")
        b.dates(membership, told, "since")
        yield membership


def _position(b: Builder, told: Told) -> Iterator[Entity]:
    post = b.head(told, "Position", "-post")
    post.say("name", f"{told.words('title', b.sources.names)} {told.words('organisation', b.sources.names)}".strip())
    occupancy = b.head(told, "Occupancy")
    if b.link(occupancy, "holder", told, ["person"], "Person") and post.as_dict()["properties"].get("name"):
        occupancy.say("post", post.id)
        b.dates(occupancy, told, "date")
        occupancy.say("status", "former" if told.values("former") else None)
        yield post
        yield occupancy


_KINDS: Mapping[str, Any] = {
    "transfer": _transfer,
    "assistance": _assistance,
    "membership": _membership,
    "position": _position,
    "agreement": lambda b, t: _project(b, t, ["title"], ["parties"], ["signed", "period"]),
    "cooperation": lambda b, t: _project(b, t, ["body", "area"], ["parties"], ["since"]),
    "deployment": lambda b, t: _project(b, t, ["mission", "places"], ["contributor"], ["date"]),
    "meeting": lambda b, t: _event(b, t, ["participants", "body"], [], ["participants"]),
    "exercise": lambda b, t: _event(b, t, ["name", "edition"], ["hosts"], ["participants", "leader"]),
    "training": lambda b, t: _event(b, t, ["subject", "provider", "recipient"], ["provider"], ["recipient"]),
    "statement": lambda b, t: _event(b, t, ["speaker", "act", "target"], ["speaker"], ["target", "addressee"]),
}
