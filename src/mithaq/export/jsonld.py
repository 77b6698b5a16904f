"""Records with their claims → one JSON-LD document: records, claims and documents in the terms of PROV and schema.org.

Its context is in the file; nothing has to be fetched to read it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TextIO
from urllib.parse import quote

from mithaq.export.values import json_line, shown
from mithaq.export.view import Sources, Told, days, rounded, web_address
from mithaq.model.claims import Claim

CONTEXT = {
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "m": "urn:mithaq:term:",
}
_TYPES = {
    "meeting": "schema:Event", "exercise": "schema:Event", "training": "schema:EducationEvent",
    "transfer": "schema:TransferAction", "assistance": "schema:MonetaryGrant", "position": "schema:Role",
    "membership": "schema:OrganizationRole", "statement": "schema:Statement",
}  # fmt: skip


def write(items: Iterable[Told], slots: Sequence[str], out: TextIO, sources: Sources) -> int:
    """Write the graph, a node a line."""
    out.write('{"@context": ' + json.dumps(CONTEXT) + ',\n"@graph": [')
    between = "\n"
    count = 0
    cited: dict[str, None] = {}
    for told in items:
        count += 1
        cited |= dict.fromkeys(claim.document for claim in told.claims)
        for node in (_record(told, sources), *(_claim(claim, sources) for claim in told.claims)):
            out.write(between + json_line(node))
            between = ",\n"
    for node in (_document(name, sources.documents.get(name)) for name in sorted(cited)):
        out.write(between + json_line(node))
        between = ",\n"
    out.write("\n]}\n")
    return count


def _iri(kind: str, name: str) -> str:
    return f"urn:mithaq:{kind}:{quote(name, safe='')}"


def _record(told: Told, sources: Sources) -> dict[str, Any]:
    record = told.record
    date = days(told.date("date", "signed", "period", "since"))
    node: dict[str, Any] = {
        "@id": _iri("record", record.id),
        "@type": ["prov:Entity", _TYPES.get(record.kind, "schema:Thing")],
        "m:kind": record.kind,
        "m:modality": record.modality,
        "m:confidence": rounded(record.confidence),
        "m:independentSources": record.sources,
        "schema:name": " · ".join(filter(None, (told.words(slot, sources.names) for slot in record.slots))),
        "prov:wasDerivedFrom": [{"@id": _iri("claim", claim.id)} for claim in told.claims],
    }
    if date.first:
        node["schema:startDate"] = _day(date.first)
    if date.last:
        node["schema:endDate"] = _day(date.last)
    for slot, held in record.slots.items():
        node[f"m:{slot}"] = [_value(v.value, sources) for v in held.agreed]
        if held.disputed:
            node[f"m:{slot}-disputed"] = [_value(v.value, sources) for v in held.disputed]
    return node


def _claim(claim: Claim, sources: Sources) -> dict[str, Any]:
    node: dict[str, Any] = {
        "@id": _iri("claim", claim.id),
        "@type": ["prov:Entity", "schema:Claim"],
        "m:kind": claim.kind,
        "m:modality": claim.modality,
        "m:confidence": rounded(claim.confidence),
        "m:rule": claim.rule,
        "prov:wasQuotedFrom": {"@id": _iri("document", claim.document)},
        "m:evidence": [
            {"@type": "schema:Quotation", "schema:text": e.text, "m:start": e.span.start, "m:end": e.span.end}
            for e in claim.evidence
        ],
    }
    if claim.attribution:
        node["prov:wasAttributedTo"] = [_value(v.as_dict(), sources) for v in claim.attribution]
    return node


def _document(name: str, about: Any) -> dict[str, Any]:
    known: Mapping[str, Any] = {
        "schema:headline": getattr(about, "title", None),
        "schema:datePublished": getattr(about, "published", None),
        "schema:url": web_address(about),
        "schema:publisher": getattr(about, "publisher", None),
        "schema:inLanguage": getattr(about, "language", None),
        "m:sha256": getattr(about, "sha256", None),
    }
    node = {"@id": _iri("document", name), "@type": ["prov:Entity", "schema:Article"], "schema:identifier": name}
    return node | {field: value for field, value in known.items() if value}


def _value(value: Mapping[str, Any], sources: Sources) -> dict[str, Any]:
    node: dict[str, Any] = dict(_parts(value, sources))
    if identity := value.get("id"):
        node["m:id"] = identity
    return node


def _parts(value: Mapping[str, Any], sources: Sources) -> Iterator[tuple[str, Any]]:
    yield "schema:name", shown(value, sources.names.get)
    if "value" in value:
        yield "schema:value", value["value"]
    for name, term in (("currency", "schema:currency"), ("unit", "schema:unitText"), ("qualifier", "m:qualifier")):
        if value.get(name):
            yield term, value[name]


def _day(day: str) -> dict[str, str]:
    return {"@type": "xsd:date", "@value": day}
