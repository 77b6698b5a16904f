"""View → lines: paragraphs, list items, and the fragments of a ticker, each with what its shape tells.

A line is what stands between two line ends. Two exceptions: hard-wrapped lines are joined to one paragraph, and a
line with many wide gaps (a ticker, a menu, a page flattened to one line) falls into its fragments.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

_GAP = re.compile(r" {2,}| ?[|•] ?")
_WORDS = re.compile(r"\w+")
_BULLET = re.compile(
    r"[-*•·](?: +|$)|[•·](?=\w)"  # a list mark
    r"|\(?(?:\d{1,2}[.)-]|[^\W\d_]\)) +|[\u0621-\u064a] ?- *(?=\w)"  # 1. 2) (3) a) and the Arabic letters
)
_STRONG = re.compile(r"[.?!][\"')\]]*$")
_INNER_STOP = re.compile(r"\w{2}[\"')]? ?[.?!] +\w")
_DIGIT = re.compile(r"\d")
_FEW = 5
_LONG = 2000


class Line(NamedTuple):
    """One line `[start, end)` of the view, blanks at both ends left out.

    `gap`: blank lines before it. `wide`: number of the physical line it is a fragment of, else -1. `bullet`: begins
    with a list mark; `text`: where it begins behind the mark. `final`: its last mark (. ? ! : ; , or empty). `words`:
    about how many. `digits`: holds some. `inner`: a sentence ends inside it. `post`: see `posts.py`.
    """

    start: int
    end: int
    gap: int
    wide: int
    bullet: bool
    text: int
    final: str
    words: int
    digits: bool
    inner: bool

    @property
    def stops(self) -> bool:
        """Tell whether the line ends like a sentence."""
        return self.final in (".", "?", "!")


def split_lines(view: str) -> list[Line]:
    """Return the lines of the view in order; empty lines are counted in the next line's `gap`."""
    spans: list[tuple[int, int, int, int]] = []
    at, gap = 0, 0
    for number, raw in enumerate(view.split("\n")):
        start, end = at, at + len(raw)
        at = end + 1
        body = raw.strip()
        if not body:
            gap += 1
            continue
        start += len(raw) - len(raw.lstrip())
        end = start + len(body)
        pieces = _fragments(view, start, end) if _may_be_wide(body) else []
        if pieces:
            spans += [(s, e, gap if s == start else 0, number) for s, e in pieces]
        else:
            spans.append((start, end, gap, -1))
        gap = 0
    return [_line(view, *span) for span in _unwrap(view, spans)]


def _may_be_wide(body: str) -> bool:
    return body.count("  ") >= _FEW or body.count("|") >= _FEW or body.count("•") >= _FEW


def _fragments(view: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a line at its wide gaps, or return nothing when it is plain text with wide blanks."""
    pieces: list[tuple[int, int]] = []
    at = start
    for gap in _GAP.finditer(view, start, end):
        if gap.start() > at:
            pieces.append((at, gap.start()))
        at = gap.end()
    if at < end:
        pieces.append((at, end))
    if len(pieces) <= _FEW:
        return []
    stopped = sum(1 for s, e in pieces if view[e - 1] == "." and view[e - 2 : e - 1] != ".")
    words = view.count(" ", start, end) - sum(b[0] - a[1] - 1 for a, b in pairwise(pieces))
    plain = stopped * 2 > len(pieces) or words < 2 * len(pieces)
    return [] if plain else pieces


def _unwrap(view: str, spans: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Join the lines of hard-wrapped paragraphs: blocks of lines of nearly one length that end in a full stop."""
    out: list[tuple[int, int, int, int]] = []
    block: list[tuple[int, int, int, int]] = []
    for span in spans:
        if span[2] or span[3] >= 0 or _BULLET.match(view, span[0]):
            out += _joined(view, block)
            block = []
        block.append(span)
    return out + _joined(view, block)


def _joined(view: str, block: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    if len(block) < 3 or block[0][3] >= 0:
        return block
    lengths = [e - s for s, e, _, _ in block[:-1]]
    widest = max(lengths)
    even = sum(1 for n in lengths if n >= 0.75 * widest) >= 0.85 * len(lengths)
    open_ended = sum(1 for _, e, _, _ in block[:-1] if view[e - 1] not in ".?!") >= 0.6 * len(lengths)
    fits = 40 <= widest <= 130 and block[-1][1] - block[-1][0] <= widest * 1.1
    if not (even and open_ended and fits and _STRONG.search(view, max(block[-1][0], block[-1][1] - 9), block[-1][1])):
        return block
    return [(block[0][0], block[-1][1], block[0][2], -1)]


def _line(view: str, start: int, end: int, gap: int, wide: int) -> Line:
    mark = _BULLET.match(view, start, end)
    text = mark.end() if mark else start
    tail = view[max(start, end - 12) : end].rstrip(" \"')]»")
    final = tail[-1:] if tail[-1:] in (".", "?", "!", ":", ";", ",") else ""
    if final == "." and tail.endswith(".."):
        final = ""
    words = view.count(" ", text, end) + (text < end)
    short = end - text < _LONG
    digits = not short or _DIGIT.search(view, text, end) is not None
    inner = not short or _INNER_STOP.search(view, text, end) is not None
    return Line(start, end, gap, wide, mark is not None, min(text, end), final, words, digits, inner)
