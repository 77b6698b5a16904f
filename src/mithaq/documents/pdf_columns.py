"""Rows of glyphs in the order of the file → in the order of the page's columns, where the file goes across them.

Most programs write one column after the other, and nothing changes. A table is written across too: it stays as it is,
because its cells are short, or do not fill their columns as lines of prose do.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from mithaq.documents.pdf_order import Glyph

Row = list[Glyph]
_LEVEL, _GUTTER = 0.5, 1.0  # in sizes of letters
_ROWS, _LETTERS, _FILLED = 3, 20, 0.8


class _Band(NamedTuple):
    """What stands on one level: the rows as they came, and the cells that wide gaps part them into."""

    rows: list[Row]
    cells: list[Row]


def in_columns(rows: Sequence[Row], right_to_left: bool) -> list[Row]:
    """Return the rows of a page; those that run across columns of prose cut up, and put together column by column."""
    bands: list[_Band] = []
    for row in rows:
        cells = _cells(row)
        if bands and _level(bands[-1].rows[-1], row) and _apart([*bands[-1].cells, *cells]):
            bands[-1].rows.append(row)
            bands[-1].cells.extend(cells)
        else:
            bands.append(_Band([row], cells))
    out: list[Row] = []
    at = 0
    while at < len(bands):
        end = _stretch(bands, at)
        out += _parted(bands[at:end], right_to_left)
        at = end
    return out


def _cells(row: Row) -> list[Row]:
    """Cut a row where a gap is wider than a letter is high."""
    ordered = sorted(range(len(row)), key=lambda i: row[i].left)
    cells: list[list[int]] = []
    edge = 0.0
    for i in ordered:
        glyph = row[i]
        if cells and glyph.left - edge <= _GUTTER * glyph.size:
            cells[-1].append(i)
        else:
            cells.append([i])
        edge = max(edge, glyph.right) if len(cells[-1]) > 1 else glyph.right
    return [[row[i] for i in sorted(cell)] for cell in cells]


def _level(one: Row, other: Row) -> bool:
    size = min(median(g.size for g in row) for row in (one, other))
    return abs(median(g.y for g in one) - median(g.y for g in other)) <= _LEVEL * size


def _edges(row: Row) -> tuple[float, float]:
    return min(g.left for g in row), max(g.right for g in row)


def _apart(cells: Sequence[Row]) -> bool:
    return len(_columns(cells)) == len(cells)


def _columns(cells: Sequence[Row]) -> list[tuple[float, float]]:
    """Return the edges of what the cells cover together, from the left: cells that overlap are one column."""
    out: list[tuple[float, float]] = []
    for left, right in sorted(map(_edges, cells)):
        if out and left < out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], right))
        else:
            out.append((left, right))
    return out


def _stretch(bands: Sequence[_Band], at: int) -> int:
    """Return the end of the bands from `at` on, downwards, whose cells stand in the same columns."""
    columns, end = _columns(bands[at].cells), at + 1
    while len(columns) > 1 and end < len(bands):
        more = _columns([*bands[end].cells, *_boxes(columns, bands[end - 1])])
        if len(more) != len(columns) or bands[end].rows[0][0].y >= bands[end - 1].rows[0][0].y:
            break
        columns, end = more, end + 1
    return end


def _boxes(columns: Sequence[tuple[float, float]], band: _Band) -> list[Row]:
    """Return what stands for columns among cells."""
    return [[band.rows[0][0]._replace(left=left, right=right)] for left, right in columns]


def _parted(bands: Sequence[_Band], right_to_left: bool) -> list[Row]:
    """Return the rows of some bands, column by column if they are columns of prose."""
    rows = [row for band in bands for row in band.rows]
    columns = _columns([cell for band in bands for cell in band.cells]) if len(bands) >= _ROWS else []
    found: list[list[Row]] = []
    for left, right in columns:
        inside = [[g for cell in band.cells if left <= _edges(cell)[0] < right for g in cell] for band in bands]
        lines = [line for line in inside if line]
        filled = median((_edges(line)[1] - _edges(line)[0]) / (right - left) for line in lines)
        if len(lines) < _ROWS or filled < _FILLED or median(map(len, lines)) < _LETTERS:
            return rows
        found.append(lines)
    if len(found) < 2:
        return rows
    return [row for column in (reversed(found) if right_to_left else found) for row in column]
