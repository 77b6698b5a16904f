"""Documents with their sketches → which of them are independent sources; copies and rewrites count once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from mithaq.records.sketch import hashes_of, likeness

ALIKE = 0.5
_COMMON = 200


class Source(NamedTuple):
    """What is known about one document: EDTF date of publication, language, publisher, sketch of its text."""

    id: str
    published: str | None = None
    language: str | None = None
    publisher: str | None = None
    sketch: bytes = b""


def independent(sources: Iterable[Source]) -> Mapping[str, str]:
    """Return for each document the name of its class: documents of nearly the same text share one.

    Two documents are compared only when their sketches share a hash, never all pairs; a class is the closure of
    "at least half alike", named after its first document, so the order of the documents does not matter.
    """
    leaders: dict[str, str] = {}
    by_sketch: dict[bytes, str] = {}
    distinct: list[tuple[str, tuple[int, ...]]] = []
    for source in sorted(sources):
        twin = by_sketch.setdefault(source.sketch, source.id) if source.sketch else source.id
        leaders[source.id] = twin
        if twin == source.id:
            distinct.append((source.id, hashes_of(source.sketch)))
    by_hash: defaultdict[int, list[int]] = defaultdict(list)
    for index, (_, hashes) in enumerate(distinct):
        for value in hashes:
            by_hash[value].append(index)
    pairs = {(group[0], other) for group in by_hash.values() for other in group[1:]} | {
        (a, b) for group in by_hash.values() if len(group) <= _COMMON for a in group for b in group if a < b
    }
    for a, b in sorted(pairs):
        if likeness(distinct[a][1], distinct[b][1]) >= ALIKE:
            one, two = sorted((_leader(leaders, distinct[a][0]), _leader(leaders, distinct[b][0])))
            leaders[two] = one
    return {name: _leader(leaders, name) for name in leaders}


def _leader(leaders: Mapping[str, str], name: str) -> str:
    while leaders[name] != name:
        name = leaders[name]
    return name
