"""The years of a partnership → a picture of it: a lane a kind, a mark for the records of a year, larger for more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import sqrt
from typing import NamedTuple

from mithaq.register.dyad import Year
from mithaq.web.pictures.scale import Axis, axis

WIDTH, LANE, TOP, MARGIN = 1000, 34, 30, 190
_LARGEST, _SMALLEST, _FEW = 13.0, 5.0, 20


class Dot(NamedTuple):
    """The records of one kind and year: where, how large, how many, and the first of them; `sure`: stated as fact."""

    x: float
    y: float
    r: float
    year: int
    many: int
    record: str
    sure: bool


class Lane(NamedTuple):
    """One kind: where its line runs, and its marks."""

    kind: str
    y: float
    dots: tuple[Dot, ...]


class Timeline(NamedTuple):
    """The picture. `label_x`: where the names of the lanes stand."""

    width: int
    height: int
    left: float
    right: float
    label_x: float
    ticks: tuple[tuple[float, str], ...]
    lanes: tuple[Lane, ...]
    first: int
    last: int
    undated: int


def timeline(rows: Sequence[Year], order: Iterable[str], turned: bool) -> Timeline | None:
    """Return the picture; None when nothing has a date. `turned`: time runs from right to left."""
    early = _begin([(row.year, row.many) for row in rows if row.year is not None])
    placed: defaultdict[tuple[str, int], list[Year]] = defaultdict(list)
    for row in rows:
        if row.year is not None:
            placed[row.kind, max(row.year, early - 1)].append(row)
    years = sorted({year for _, year in placed})
    left, right = (20, WIDTH - MARGIN) if turned else (MARGIN, WIDTH - 20)
    line = axis([float(y) for y in years if y >= early], left, right, turned)
    if line is None:
        return None
    kinds = [kind for kind in order if any(k == kind for k, _ in placed)]
    most = max(sum(row.many for row in held) for held in placed.values())
    lanes = []
    for number, kind in enumerate(kinds):
        y = TOP + LANE * number + LANE / 2
        dots = [_dot(line, y, year, held, most) for (k, year), held in sorted(placed.items()) if k == kind]
        lanes.append(Lane(kind, y, tuple(dots)))
    label_x = WIDTH - MARGIN + 16 if turned else MARGIN - 16
    height = TOP + LANE * len(lanes) + 8
    ticks = tuple(line.ticks())
    undated = sum(row.many for row in rows if row.year is None)
    return Timeline(WIDTH, height, left, right, label_x, ticks, tuple(lanes), line.first, line.last - 1, undated)


def _begin(years: Sequence[tuple[int, int]]) -> int:
    """Return the year in which the axis begins: a few much earlier records do not press the rest together."""
    ordered = sorted(years)
    many = sum(n for _, n in ordered)
    if many < _FEW:
        return ordered[0][0] if ordered else 0
    seen, early = 0, ordered[0][0]
    for year, n in ordered:
        early = year
        seen += n
        if seen > many // 20:
            break
    first, last = ordered[0][0], ordered[-1][0]
    return early // 10 * 10 if early - first > (last - early) / 2 else first


def _dot(line: Axis, y: float, year: int, held: Sequence[Year], most: int) -> Dot:
    many = sum(row.many for row in held)
    radius = round(_SMALLEST + (_LARGEST - _SMALLEST) * sqrt(many / most), 1) if most > 1 else _SMALLEST + 1
    sure = any(row.asserted for row in held)
    return Dot(line.at(year + 0.5), y, radius, year, many, held[0].record, sure)
