"""Records with their claims → a network: actors and things on one side, records on the other, an edge a slot's value.

A record is a node and not an edge, so that an exercise of forty states is one thing and not 780 pairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TextIO
from xml.sax.saxutils import quoteattr

from mithaq.export.values import shown
from mithaq.export.view import Sources, Told, days, is_state, joined, rounded

_NAMED = frozenset({
    "supplier", "recipient", "item", "parties", "participants", "hosts", "leader", "member", "body", "by", "provider",
    "contributor", "places", "place", "mission", "speaker", "target", "addressee", "person", "organisation",
    "programme", "signatories", "manufacturer", "name", "title", "venue",
})  # fmt: skip
_NODE = {
    "label": "string", "type": "string", "date": "string", "first_day": "string", "status": "string",
    "confidence": "double", "sources": "int", "documents": "string", "modality": "string",
}  # fmt: skip
_EDGE = {"slot": "string", "disputed": "boolean", "claims": "int"}
_BAD = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(55296, 57344), 65534, 65535), "�")


class _Edge(NamedTuple):
    """One value of one slot."""

    record: str
    thing: str
    slot: str
    disputed: bool
    claims: int


class _Network:
    """All nodes and edges."""

    def __init__(self, items: Iterable[Told], sources: Sources) -> None:
        self.nodes: dict[str, dict[str, Any]] = {}
        self.edges: list[_Edge] = []
        self.records = 0
        for told in items:
            self.records += 1
            self.nodes[told.record.id] = _record_node(told, sources)
            for slot, held in told.record.slots.items():
                if slot not in _NAMED:
                    continue
                for disputed, values in ((False, held.agreed), (True, held.disputed)):
                    for said in values:
                        self._edge(told.record.id, slot, said.value, (disputed, len(said.claims)), sources)

    def _edge(self, record: str, slot: str, value: Any, about: tuple[bool, int], sources: Sources) -> None:
        label = shown(value, sources.names.get)
        identity = str(value.get("id") or f"name:{label.casefold()}")
        kind = "state" if is_state(identity) else {"item": "item", "person": "person"}.get(slot, "actor")
        self.nodes.setdefault(identity, {"label": label, "type": kind})
        self.edges.append(_Edge(record, identity, slot, *about))


def _record_node(told: Told, sources: Sources) -> dict[str, Any]:
    record = told.record
    date = told.date("date", "signed", "period", "since")
    main = next((words for slot in record.slots if (words := told.words(slot, sources.names))), "")
    return {
        "label": f"{record.kind}: {main}", "type": record.kind, "date": date, "first_day": days(date).first,
        "status": told.id_of("status") or told.id_of("action"), "confidence": rounded(record.confidence),
        "sources": record.sources, "documents": joined(record.documents), "modality": record.modality,
    }  # fmt: skip


def graphml(items: Iterable[Told], slots: Sequence[str], out: TextIO, sources: Sources) -> int:
    """Write GraphML."""
    network = _Network(items, sources)
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
    for target, fields in (("node", _NODE), ("edge", _EDGE)):
        for name, kind in fields.items():
            out.write(f'<key id="{target}_{name}" for="{target}" attr.name="{name}" attr.type="{kind}"/>\n')
    out.write('<graph id="mithaq" edgedefault="directed">\n')
    for identity, node in network.nodes.items():
        data = "".join(f'<data key="node_{name}">{_text(value)}</data>' for name, value in _filled(node))
        out.write(f"<node id={_attribute(identity)}>{data}</node>\n")
    for number, edge in enumerate(network.edges):
        values = (("slot", edge.slot), ("disputed", edge.disputed), ("claims", edge.claims))
        data = "".join(f'<data key="edge_{name}">{_text(value)}</data>' for name, value in values)
        ends = f"source={_attribute(edge.record)} target={_attribute(edge.thing)}"
        out.write(f'<edge id="e{number}" {ends}>{data}</edge>\n')
    out.write("</graph>\n</graphml>\n")
    return network.records


def gexf(items: Iterable[Told], slots: Sequence[str], out: TextIO, sources: Sources) -> int:
    """Write GEXF 1.2."""
    network = _Network(items, sources)
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n')
    out.write('<graph defaultedgetype="directed" mode="static">\n')
    kinds = {"int": "integer"}
    for target, fields in (("node", _NODE), ("edge", _EDGE)):
        out.write(f'<attributes class="{target}">\n')
        for name, kind in fields.items():
            out.write(f'<attribute id="{target}_{name}" title="{name}" type="{kinds.get(kind, kind)}"/>\n')
        out.write("</attributes>\n")
    out.write("<nodes>\n")
    for identity, node in network.nodes.items():
        values = "".join(f'<attvalue for="node_{name}" value={_attribute(value)}/>' for name, value in _filled(node))
        head = f"id={_attribute(identity)} label={_attribute(node['label'])}"
        out.write(f"<node {head}><attvalues>{values}</attvalues></node>\n")
    out.write("</nodes>\n<edges>\n")
    for number, edge in enumerate(network.edges):
        named = (("slot", edge.slot), ("disputed", edge.disputed), ("claims", edge.claims))
        values = "".join(f'<attvalue for="edge_{name}" value={_attribute(value)}/>' for name, value in named)
        ends = f"source={_attribute(edge.record)} target={_attribute(edge.thing)} label={_attribute(edge.slot)}"
        out.write(f'<edge id="{number}" {ends}><attvalues>{values}</attvalues></edge>\n')
    out.write("</edges>\n</graph>\n</gexf>\n")
    return network.records


def _filled(node: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    return ((name, value) for name, value in node.items() if value not in ("", None))


def _plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value).translate(_BAD)


def _text(value: Any) -> str:
    return _plain(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _attribute(value: Any) -> str:
    return quoteattr(_plain(value), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
