"""Records with their claims → FollowTheMoney: entities (one JSON object a line), or statements that keep every place.

Written without the library. A statement's `entity_id` is `record@document`, so that two documents which say the same
stay two statements; `canonical_id` joins them, and `origin` is the place: `document#char=start,end`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TextIO

from mithaq.export.ftm_build import Builder, Entity, Said, article, document_id
from mithaq.export.values import json_line
from mithaq.export.view import Sources, Told

DATASET = "mithaq"


def write(items: Iterable[Told], slots: Sequence[str], out: TextIO, sources: Sources) -> int:
    """Write the entities of each record, then the actors and documents that they name."""
    counted: list[int] = []
    for entity in _entities(items, sources, counted):
        out.write(json_line(entity.as_dict() | {"datasets": [DATASET]}) + "\n")
    return len(counted)


def statements(items: Iterable[Told], slots: Sequence[str], out: TextIO, sources: Sources) -> int:
    """Write the statements, those of one entity together."""
    counted: list[int] = []
    for entity in _entities(items, sources, counted):
        seen: set[str] = set()
        for document in dict.fromkeys(said.document for said in entity.said):
            own = f"{entity.id}@{document_id(document)}" if document else entity.id
            _put(out, entity, own, Said("id", entity.id), seen)
        for said in entity.said:
            own = f"{entity.id}@{document_id(said.document)}" if said.document else entity.id
            _put(out, entity, own, said, seen)
    return len(counted)


def _entities(items: Iterable[Told], sources: Sources, counted: list[int]) -> Iterator[Entity]:
    builder = Builder(sources)
    for told in items:
        counted.append(1)
        yield from builder.build(told)
    yield from builder.actors.values()
    for name in builder.documents:
        yield article(name, sources.documents.get(name))


def _put(out: TextIO, entity: Entity, own: str, said: Said, seen: set[str]) -> None:
    digest = hashlib.sha1("\0".join((DATASET, own, said.prop, said.value)).encode("utf-8", "replace")).hexdigest()
    if digest in seen:
        return
    seen.add(digest)
    line: dict[str, Any] = {
        "canonical_id": entity.id, "entity_id": own, "prop": said.prop, "schema": entity.schema, "value": said.value,
        "dataset": DATASET, "lang": None, "original_value": said.printed or None, "first_seen": None, "last_seen": None,
        "external": False, "origin": said.place or None, "id": digest,
    }  # fmt: skip
    out.write(json_line(line) + "\n")
