"""Sketches of texts, and figures told → classes of documents that are nearly one text or its translation.

Of two texts that are at least half alike, half of the smallest hashes of both together are in both sketches. So texts
meet when they share several of their `_SAMPLE` smallest hashes, and only then are their sketches compared. A document
joins the classes of the documents it is like; what is nearly word for word another is not compared with the rest, so
that ten thousand copies of one text cost no more than ten thousand texts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from mithaq.records.sketch import hashes_of, likeness
from mithaq.records.when import Stretch

ALIKE = 0.5
_SAMPLE, _SHARED = 16, 3
_NEARLY = 0.8
_POSTED = 24
_ENOUGH, _TOLD_ALIKE, _DAYS = 5, 0.8, 3


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


def translations(figures: Mapping[str, frozenset[str]], about: Mapping[str, tuple[str, Stretch]]) -> Mapping[str, str]:
    """Return the class of each document that tells the same figures and days as one in another language near its date.

    `figures`: what each document states in figures; `about`: its language and date of publication. Documents in one
    language are left to their words. A class is named after its first document; documents alone have none.
    """
    posted: defaultdict[str, list[str]] = defaultdict(list)
    leaders: dict[str, str] = {}
    for name in sorted(name for name, told in figures.items() if name in about and len(told) >= _ENOUGH):
        told, (language, day) = figures[name], about[name]
        met = Counter(other for figure in told for other in posted.get(figure, ()))
        leaders[name] = name
        for other, shared in sorted(met.items()):
            foreign, then = about[other]
            if shared < _ENOUGH or foreign == language or abs(day.first - then.first) > _DAYS:
                continue
            if shared >= _TOLD_ALIKE * len(told | figures[other]):
                one, two = sorted((leader(leaders, other), leader(leaders, name)))
                leaders[two] = one
        for figure in told:
            if len(posted[figure]) < _POSTED:
                posted[figure].append(name)
    found = {name: leader(leaders, name) for name in leaders}
    sizes = Counter(found.values())
    return {name: root for name, root in found.items() if sizes[root] > 1}


def leader(leaders: dict[str, str], name: str) -> str:
    """Return the root of a name, and shorten the way to it."""
    root = name
    while leaders[root] != root:
        root = leaders[root]
    while leaders[name] != root:
        leaders[name], name = root, leaders[name]
    return root
