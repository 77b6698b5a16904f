"""The glyphs of a page, in the order of the file → its lines, and lines → paragraphs.

A line that fills its column goes on in the next; a gap, a change of size or a short line ends a paragraph. What
stands at the top or foot of most pages is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median
from typing import NamedTuple

from mithaq.documents.pdf_columns import in_columns
from mithaq.documents.pdf_order import Glyph, direction, in_order, is_right_to_left, mirrored

_SAME_LINE, _SAME_ROW, _MARK, _GAP, _COLUMN, _TWICE = 0.35, 0.5, 1.5, 0.25, 1.5, 0.1
_LEADING, _FULL = 1.75, 0.82
_BULLET = re.compile(r"[-*•·▪◦●■–—]\s|\(?\d{1,3}[.)-]\s")
_HYPHEN = re.compile(r"[^\W\d_][-\u00ad\u2010]$")
_STOP = re.compile(r"[.!?:;\u061f\u061b][\"'\u00bb\u201d)\]]*$")
_LAST_LETTERS = frozenset("\u0629\u0649")  # teh marbuta, alef maqsura
_FEW = 3
_EDGE_LINES, _MANY_PAGES, _MOST = 2, 3, 0.6


class Line(NamedTuple):
    """One printed line: its text, its edges, its base line and the size of its letters, in points."""

    text: str
    left: float
    right: float
    y: float
    size: float
    right_to_left: bool


def lines_of(glyphs: Iterable[Glyph | None]) -> list[Line]:
    """Return the lines of a page in the order of the file; None among the glyphs stands for an end of line there."""
    rows: list[list[Glyph]] = []
    for piece in _pieces(glyphs):
        rows.append(piece)
        while (number := _same_row(rows)) is not None:
            rows[-1] = rows.pop(number) + rows[-1]
    page = is_right_to_left(g.text for row in rows for g in row)
    rows = in_columns(rows, page)
    lines = [_line(row, page) for row in rows]
    return [_line(row, page, painted_backwards=True) for row in rows] if _backwards(lines) else lines


def paragraphs_of(lines: Sequence[Line]) -> list[str]:
    """Return the paragraphs of one page."""
    out: list[list[Line]] = []
    for line in lines:
        if out and _goes_on(out[-1], line):
            out[-1].append(line)
        else:
            out.append([line])
    return [_joined(lines) for lines in out]


def without_furniture(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """Leave out what stands at the top or foot of most pages, and bare page numbers there."""
    if len(pages) < _MANY_PAGES:
        return [list(page) for page in pages]
    seen = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    often = {key for key, count in seen.items() if count >= _MOST * len(pages)}
    return [[line for line in page if not (line in _edges(page) and _key(line) in often)] for page in pages]


def _pieces(glyphs: Iterable[Glyph | None]) -> list[list[Glyph]]:
    """Divide a page where the file ends a line or the base line changes; number pieces and words; place marks."""
    pieces: list[list[Glyph]] = []
    marks: list[Glyph] = []
    fresh, word = True, 0
    for glyph in glyphs:
        if glyph is None or not glyph.text.strip():
            fresh, word = fresh or glyph is None, word + 1
        elif direction(glyph.text[0]) == "M":
            marks.append(glyph)
        else:
            last = pieces[-1][-1] if pieces else glyph
            if fresh or abs(last.y - glyph.y) > _SAME_LINE * max(last.size, glyph.size):
                pieces.append([])
            pieces[-1].append(glyph._replace(piece=len(pieces), word=word))
            fresh = False
    for mark in marks:
        _put(mark, pieces)
    return pieces


def _put(mark: Glyph, pieces: list[list[Glyph]]) -> None:
    """Put a mark, which is painted higher or lower than its line, behind its letter."""
    reach = _MARK * mark.size
    near = [
        (abs(g.y - mark.y) + abs(g.x - mark.x), i, j) for i, piece in enumerate(pieces) for j, g in enumerate(piece)
    ]
    distance, i, j = min(near, default=(reach, 0, 0))
    if distance < reach:
        letter = pieces[i][j]
        pieces[i][j] = letter._replace(text=letter.text + mark.text)


def _same_row(rows: list[list[Glyph]]) -> int | None:
    """Return the number of a row shortly before the last that is the same printed line, if there is one."""
    last = rows[-1]
    size = median(g.size for g in last)
    left, right, y = min(g.left for g in last), max(g.right for g in last), median(g.y for g in last)
    for number in range(len(rows) - 2, max(len(rows) - 5, -1), -1):
        row = rows[number]
        level = abs(median(g.y for g in row) - y) <= _SAME_ROW * max(size, median(g.size for g in row))
        gap = max(left - max(g.right for g in row), min(g.left for g in row) - right)
        inside = len(last) <= _FEW and gap < 0
        if level and (inside or -size < gap < _COLUMN * size):
            return number
    return None


def _backwards(lines: list[Line]) -> bool:
    """Tell whether a program that knows no Arabic painted it from the left: letters that end words begin them."""
    words = [word for line in lines if line.right_to_left for word in line.text.split() if len(word) > 2]
    first = sum(word[0] in _LAST_LETTERS for word in words)
    return first >= 3 and first > 3 * sum(word[-1] in _LAST_LETTERS for word in words)


def _line(row: list[Glyph], page_right_to_left: bool, *, painted_backwards: bool = False) -> Line:
    texts = [g.text for g in row]
    own = is_right_to_left(texts)
    letters = any(c.isalpha() for text in texts for c in text)
    turned = own if letters else page_right_to_left
    size = median(g.size for g in row)
    parted = _parted(row, size)
    ordered = sorted(parted, key=lambda g: g.x) if painted_backwards else in_order(parted, turned)
    left, right = min(g.left for g in row), max(g.right for g in row)
    return Line(_spelt(ordered), left, right, median(g.y for g in row), size, turned)


def _spelt(glyphs: list[Glyph]) -> str:
    """Return the text of a line: a blank between words."""
    pairs = zip(glyphs[:1] + glyphs, glyphs, strict=False)
    return "".join(" " * (before.word != glyph.word) + glyph.text for before, glyph in pairs)


def _parted(row: list[Glyph], size: float) -> list[Glyph]:
    """Number the words anew, from the left: where the file parts them or the page shows a gap.

    What is painted twice to look bold is dropped; two letters of one ligature follow each other in the file.
    """
    out: list[Glyph] = []
    group, edge = 0, 0.0
    at = sorted(range(len(row)), key=lambda i: (row[i].x, row[i].left))
    for before, i in zip([-9, *at], at, strict=False):
        glyph, last = row[i], row[before] if out else row[i]
        if abs(before - i) > 1 and out and last.text == glyph.text and abs(last.x - glyph.x) < _TWICE * size:
            continue
        gap = glyph.left - edge if out else 0.0
        parted = last.piece == glyph.piece and last.word != glyph.word
        group += parted or gap > _GAP * size
        edge = max(edge, glyph.right) if out else glyph.right
        out.append(glyph._replace(word=group))
    return out


def _goes_on(lines: list[Line], line: Line) -> bool:
    """Tell whether a line belongs to the paragraph of those before it."""
    last = lines[-1]
    if last.right_to_left != line.right_to_left or abs(last.size - line.size) > 0.15 * last.size:
        return False
    drop = last.y - line.y
    if not 0 < drop <= _LEADING * max(last.size, line.size) or _BULLET.match(line.text):
        return False
    width = max(max(entry.right for entry in (*lines, line)) - min(entry.left for entry in (*lines, line)), 1.0)
    if _STOP.search(last.text) and last.right - last.left < 0.97 * width:
        return False
    return last.right - last.left >= _FULL * width


def _joined(lines: list[Line]) -> str:
    text = lines[0].text
    for line in lines[1:]:
        if _HYPHEN.search(text) and line.text[:1].isalnum():  # "F-" and "16" keep theirs
            text = text[: -1 if line.text[0].islower() else None] + line.text
        else:
            text = f"{text} {line.text}"
    return mirrored(text) if lines[0].right_to_left else text


def _edges(page: list[Line]) -> list[Line]:
    """Return the topmost and lowest lines."""
    ordered = sorted(page, key=lambda line: line.y)
    return ordered[:_EDGE_LINES] + ordered[-_EDGE_LINES:]


def _key(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text)
