"""Sketches of texts → classes of documents that are nearly the same text, never comparing all pairs.

Of two texts that are at least half alike, half of the smallest hashes of both together are in both sketches. So texts
meet when they share several of their `_SAMPLE` smallest hashes, and only then are their sketches compared. A document
joins the classes of the documents it is like; what is nearly word for word another is not compared with the rest, so
that ten thousand copies of one text cost no more than ten thousand texts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from mithaq.records.sketch import hashes_of, likeness

ALIKE = 0.5
_SAMPLE, _SHARED = 16, 3
_NEARLY = 0.8
_POSTED = 24


def classes(sketches: Iterable[tuple[str, bytes]]) -> Mapping[str, str]:
    """Return for each document the name of its class: the first of its documents by name, whatever order they come in.

    Documents without a sketch stand alone. Texts between half and four fifths alike form chains: a class is what can be
    reached so.
    """
    leaders: dict[str, str] = {}
    by_sketch: dict[bytes, str] = {}
    posted: defaultdict[int, list[int]] = defaultdict(list)
    compared: list[tuple[str, tuple[int, ...]]] = []
    for name, sketch in sorted(sketches):
        leaders[name] = by_sketch.setdefault(sketch, name) if sketch else name
        if not sketch or leaders[name] != name:
            continue
        hashes = hashes_of(sketch)
        best = 0.0
        for other in _met(hashes, posted):
            if best and leader(leaders, compared[other][0]) == leader(leaders, name):
                continue
            alike = likeness(hashes, compared[other][1])
            if alike >= ALIKE:
                best = max(best, alike)
                one, two = sorted((leader(leaders, compared[other][0]), leader(leaders, name)))
                leaders[two] = one
            if best >= _NEARLY:
                break
        if best < _NEARLY:
            for value in hashes[:_SAMPLE]:
                if len(posted[value]) < _POSTED:
                    posted[value].append(len(compared))
            compared.append((name, hashes))
    return {name: leader(leaders, name) for name in leaders}


def _met(hashes: tuple[int, ...], posted: Mapping[int, list[int]]) -> list[int]:
    """Return the documents that share enough of the smallest hashes, those that share most first."""
    sample = hashes[:_SAMPLE]
    met = Counter(other for value in sample if value in posted for other in posted[value])
    enough = min(_SHARED, len(sample))
    return [other for other, shared in sorted(met.items(), key=lambda pair: (-pair[1], pair[0])) if shared >= enough]


def leader(leaders: dict[str, str], name: str) -> str:
    """Return the root of a name, and shorten the way to it."""
    root = name
    while leaders[root] != root:
        root = leaders[root]
    while leaders[name] != root:
        leaders[name], name = root, leaders[name]
    return root
