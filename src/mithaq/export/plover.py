"""Records with their claims → PLOVER events, one JSON object a line; what is no event is left out.

The rules that lead from a record to a type stand in docs/reference/exports.md. A date is never made more precise than
it is: `date` is the first day that it may mean, `enddate` the last, and our `date_precision` says how precise it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TextIO

from mithaq import __version__
from mithaq.export.values import json_line, shown
from mithaq.export.view import Sources, Told, days, is_state, rounded, state_of


class Event(NamedTuple):
    """A type with its mode and contexts, and which slots hold who acts and whom it concerns."""

    type: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...] = ()
    mode: str | None = None
    contexts: tuple[str, ...] = ("military",)


_SUPPLY = (("supplier",), ("recipient",))
_GIFTS = frozenset({"EDA", "FMF", "grant"})
_QUAD = {
    "AGREE": "verbal cooperation", "CONSULT": "verbal cooperation", "SUPPORT": "verbal cooperation",
    "COOPERATE": "material cooperation", "AID": "material cooperation", "RETREAT": "material cooperation",
    "REQUEST": "verbal conflict", "ACCUSE": "verbal conflict", "REJECT": "verbal conflict",
    "THREATEN": "verbal conflict", "SANCTION": "material conflict", "MOBILIZE": "material conflict",
}  # fmt: skip
_FORMATS = {"visit": "visit", "reception": "visit", "call": "phone", "conference": "multilateral"}
_AREAS = {"counter-terrorism": "terrorism", "intelligence": "intelligence", "cyber": "cyber"}
_ACTS = {
    "praise": ("SUPPORT", None), "support": ("SUPPORT", None), "recognise": ("SUPPORT", None),
    "pledge": ("AGREE", None), "accuse": ("ACCUSE", "allege"), "deny": ("REJECT", "assist"),
    "demand": ("REQUEST", "change"), "threaten": ("THREATEN", "violence"), "warn": ("THREATEN", "violence"),
}  # fmt: skip


def write(items: Iterable[Told], slots: Sequence[str], out: TextIO, sources: Sources) -> int:
    """Write the events."""
    count = 0
    for told in items:
        if (event := event_of(told)) is None:
            continue
        if (row := _row(told, event, sources)) is not None:
            out.write(json_line(row) + "\n")
            count += 1
    return count


def event_of(told: Told) -> Event | None:
    """Return what kind of event a record is, or None when it is none."""
    if told.record.modality == "denied":
        return None
    maker = _MAKERS.get(told.record.kind)
    event: Event | None = maker(told) if maker else None
    if event and told.record.modality == "planned" and event.type in ("COOPERATE", "AID", "CONSULT", "SUPPORT"):
        return event._replace(type="AGREE", mode=None)
    if event and told.record.modality == "alleged":
        return event._replace(contexts=(*event.contexts, "hypothetical"))
    return event


def _agreement(told: Told) -> Event:
    done = told.id_of("action") in ("signed", "ratified", "renewed", "in-force", "")
    return Event("SUPPORT" if done else "AGREE", ("parties",), contexts=("military", "diplomatic"))


def _transfer(told: Told) -> Event:
    status = told.id_of("status")
    if status in ("sought", "requested"):
        return Event("REQUEST", ("recipient",), ("supplier",), "assist")
    if status == "suspended":
        return Event("SANCTION", *_SUPPLY, "discontinue")
    if status == "cancelled":
        return Event("REJECT", *_SUPPLY, "assist")
    if status == "delivered":
        return Event("AID" if told.id_of("channel") in _GIFTS else "COOPERATE", *_SUPPLY)
    return Event("AGREE", *_SUPPLY)


def _meeting(told: Told) -> Event:
    mode = _FORMATS.get(told.id_of("format"))
    if mode is None and len({s for v in told.values("participants") if (s := state_of(str(v.get("id") or "")))}) > 2:
        mode = "multilateral"
    return Event("CONSULT", ("participants",), mode=mode, contexts=("military", "diplomatic"))


def _exercise(told: Told) -> Event:
    alone = len(_who(told, ("participants", "hosts", "leader"), Sources())) < 2
    return Event("MOBILIZE", ("hosts",), (), "troops") if alone else Event("COOPERATE", ("participants",), ("hosts",))


def _training(told: Told) -> Event:
    mutual = {str(v) for v in told.values("provider")} == {str(v) for v in told.values("recipient")}
    return Event("COOPERATE" if mutual else "AID", ("provider",), ("recipient",))


def _deployment(told: Told) -> Event:
    if told.id_of("status") in ("withdrawn", "reduced"):
        return Event("RETREAT", ("contributor",), ("places",), "withdraw")
    if told.values("mission"):
        return Event("AID", ("contributor",), ("places", "mission"), contexts=("military", "peacekeeping"))
    return Event("MOBILIZE", ("contributor",), ("places",), "troops")


def _statement(told: Told) -> Event | None:
    kind = _ACTS.get(told.id_of("act"))
    return Event(kind[0], ("speaker",), ("target", "addressee"), kind[1], ("diplomatic",)) if kind else None


def _cooperation(told: Told) -> Event:
    area = _AREAS.get(told.id_of("area"))
    return Event("COOPERATE", ("parties",), contexts=("military", area) if area else ("military",))


_MAKERS: Mapping[str, Any] = {
    "agreement": _agreement,
    "transfer": _transfer,
    "meeting": _meeting,
    "exercise": _exercise,
    "assistance": lambda told: Event("AID", ("provider",), ("recipient",)),
    "training": _training,
    "deployment": _deployment,
    "membership": lambda told: Event("SUPPORT", ("by", "body"), ("member",), contexts=("military", "diplomatic")),
    "cooperation": _cooperation,
    "statement": _statement,
}


def _row(told: Told, event: Event, sources: Sources) -> dict[str, Any] | None:
    record = told.record
    date = days(told.date("date", "signed", "period", "since")) or days("")
    if not date.first:
        return None
    actors, recipients = _who(told, event.actors, sources), _who(told, event.recipients, sources)
    if not actors:
        actors, recipients = recipients, []
    if not actors:
        return None
    if event.type in ("COOPERATE", "AID", "SANCTION") and not recipients:
        recipients = actors
    row: dict[str, Any] = {
        "id": record.id, "date": date.first, "enddate": date.last, "date_precision": date.precision,
        "actor": actors, "recipient": recipients, "event": event.type, "mode": event.mode,
        "context": list(event.contexts), "quad_code": _QUAD[event.type], "event_loc": _places(told, sources),
        "event_text": shown_record(told, sources), "text_info": _texts(told), "cite_info": _citations(told, sources),
        "coder": "mithaq", "codebook": "PLOVER 2.0 draft", "version": __version__,
        "confidence": rounded(record.confidence), "n_independent_sources": record.sources, "modality": record.modality,
    }  # fmt: skip
    return {name: value for name, value in row.items() if value not in (None, "", [])}


def _who(told: Told, slots: Sequence[str], sources: Sources) -> list[dict[str, str]]:
    """Return each actor once: the country as ISO 3166 alpha-2 code, the sector, the name."""
    found: dict[str, dict[str, str]] = {}
    for value in (value for slot in slots for value in told.values(slot)):
        identity = str(value.get("id") or "")
        code = state_of(identity)
        who = {"code": code, "sector": "GOV" if is_state(identity) else "MIL" if code else "",
               "entity_text": shown(value, sources.names.get)}  # fmt: skip
        found.setdefault(identity or who["entity_text"], {name: text for name, text in who.items() if text})
    return list(found.values())


def _places(told: Told, sources: Sources) -> list[str]:
    return [shown(value, sources.names.get) for slot in ("place", "venue", "places") for value in told.values(slot)]


def shown_record(told: Told, sources: Sources) -> str:
    """Return a record in one line of words."""
    return " · ".join(filter(None, (told.words(slot, sources.names) for slot in told.record.slots)))


def _texts(told: Told) -> list[dict[str, Any]]:
    read = ((claim.document, e.span) for claim in told.claims for e in claim.evidence)
    return [{"document": document, "start": span.start, "end": span.end} for document, span in read]


def _citations(told: Told, sources: Sources) -> list[dict[str, Any]]:
    cited = []
    for name in told.record.documents:
        about = sources.documents.get(name)
        known = {key: getattr(about, key, None) for key in ("url", "title", "language")}
        known["publication"] = getattr(about, "publisher", None)
        cited.append({"citation": name} | {key: value for key, value in known.items() if value})
    return cited
