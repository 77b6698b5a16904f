"""Sketches of very many texts → classes of nearly the same text: those of the record stage, without comparing them all.

A sketch is MinHash: the smallest hashes over a text's runs of words. The record stage lets two texts meet only over the
very smallest of them. So texts that no chain of shared ones joins never meet, and can be classed apart: here they are
parted by locality-sensitive hashing with one band for each of these hashes, which costs a sort and no comparison, and
what is left together, some at a time, goes through the record stage's own function. That function judges a text by
those before it in order of name, and the parts keep that order: the classes are the same, whatever the number of texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from mithaq.model.errors import MithaqError
from mithaq.records.copies import classes
from mithaq.records.sketch import hashes_of

BANDS = 16  # smallest hashes over which the record stage lets two texts meet; a test compares the outcomes
_BUCKET = 20_000  # texts that are classed in one go


def near_classes(
    sketches: Callable[[], Iterable[tuple[str, bytes]]], bands: int = BANDS, bucket: int = _BUCKET
) -> Mapping[str, str]:
    """Return for each document the name of its class. `sketches`: gives name and sketch of each document, in the same
    order each time it is called; names are told apart. Holds eight bytes a hash and the names, not the sketches."""
    names: list[str] = []
    parts = _parted(_noted(sketches(), names), bands)
    found: dict[str, str] = {name: name for name in names}
    for some in _buckets(parts, bucket):
        wanted = {names[index] for index in some}
        found |= classes((name, sketch) for name, sketch in sketches() if name in wanted)
    return found


def _noted(sketches: Iterable[tuple[str, bytes]], names: list[str]) -> Iterator[bytes]:
    for name, sketch in sketches:
        names.append(name)
        yield sketch


def _parted(sketches: Iterable[bytes], bands: int) -> list[list[int]]:
    """Return the groups of two or more texts that chains of shared hashes join, each in order."""
    numpy = _numpy()
    sizes: list[int] = []
    hashes = numpy.fromiter(_flat(sketches, bands, sizes), dtype=numpy.uint64)
    owners = numpy.repeat(numpy.arange(len(sizes), dtype=numpy.uint32), numpy.asarray(sizes, dtype=numpy.int64))
    order = numpy.argsort(hashes, kind="stable")
    hashes, owners = hashes[order], owners[order]
    same = hashes[1:] == hashes[:-1]
    leaders = list(range(len(sizes)))
    for one, two in zip(owners[:-1][same].tolist(), owners[1:][same].tolist(), strict=True):
        a, b = _root(leaders, one), _root(leaders, two)
        if a != b:
            leaders[max(a, b)] = min(a, b)
    groups: dict[int, list[int]] = {}
    for index in range(len(sizes)):
        groups.setdefault(_root(leaders, index), []).append(index)
    return [group for group in groups.values() if len(group) > 1]


def _flat(sketches: Iterable[bytes], bands: int, sizes: list[int]) -> Iterator[int]:
    for sketch in sketches:
        hashes = hashes_of(sketch)[:bands]
        sizes.append(len(hashes))
        yield from hashes


def _buckets(groups: Sequence[Sequence[int]], size: int) -> Iterator[list[int]]:
    """Put groups together into buckets of about a size, so that sketches are read over a few times only."""
    bucket: list[int] = []
    for group in groups:
        if bucket and len(bucket) + len(group) > size:
            yield bucket
            bucket = []
        bucket += group
    if bucket:
        yield bucket


def _root(leaders: list[int], index: int) -> int:
    while leaders[index] != index:
        leaders[index] = index = leaders[leaders[index]]
    return index


def _numpy() -> Any:
    try:
        import numpy
    except ImportError as e:
        raise MithaqError("finding copies in a corpus needs numpy: pip install 'mithaq[corpus]'") from e
    return numpy
