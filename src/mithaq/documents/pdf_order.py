"""The characters of one printed line, wherever they stand in the file → the line as it is read.

PDFs keep glyphs where they are painted; some store Arabic backwards, some word by word, some as presentation forms. The
places on the page are the only thing on which all of them agree: this undoes the bidirectional algorithm (UAX #9).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

_PAIRS = {"(": ")", "[": "]", "{": "}", "\u00ab": "\u00bb"}
# A bracket that hangs on the word outside it: the file parted the words while they stood in the other order.
_WRONG_SIDE = (re.compile(r"(?:(\w) ?|(?<=\s))([(\[{\u00ab]) (?=\w)"), re.compile(r"(\w) ([)\]}\u00bb])(?=\w)"))
_BLANK_INSIDE = re.compile(r"(?<=\w) (?=[)\]}])")
_ALEFS = frozenset("\u0622\u0623\u0625\u0627\u0671")


class Glyph(NamedTuple):
    """A character as painted: `x` is where its pen began, `left` and `right` its edges, `y` its line, all in points.

    `word`: the number of the word that it belongs to, `piece`: of the piece of a line, as the file separates them.
    """

    text: str
    x: float
    left: float
    right: float
    y: float
    size: float
    word: int = 0
    piece: int = 0


def plain(text: str) -> str:
    """Return the letters that a presentation form stands for; all else as it is."""
    if any("\ufb1d" <= c <= "\ufdff" or "\ufe70" <= c <= "\ufefc" for c in text):
        return unicodedata.normalize("NFKC", text).strip()
    return text


@cache
def direction(c: str) -> str:
    """Return R for a letter of a right-to-left script, L other letter, N figure, S sign in figures, M mark, else ''."""
    kind = unicodedata.bidirectional(c)
    return {"R": "R", "AL": "R", "L": "L", "EN": "N", "AN": "N", "CS": "S", "NSM": "M"}.get(kind, "")


def is_right_to_left(texts: Iterable[str]) -> bool:
    """Tell whether most letters are of a right-to-left script."""
    return sum({"R": 1, "L": -1}.get(direction(c), 0) for text in texts for c in text) > 0


def in_order(glyphs: Sequence[Glyph], right_to_left: bool) -> list[Glyph]:
    """Return the glyphs of a line in the order in which they are read."""
    line = _with_lams(sorted((g for g in glyphs if g.text), key=lambda g: round(g.x, 1)))
    if right_to_left:
        return _read_from_right(line)
    out: list[Glyph] = []
    kinds = [direction(g.text[0]) for g in line]
    at = 0
    while at < len(line):
        end = _reach(kinds, at, "R", ("R",)) if kinds[at] == "R" else at + 1
        out += _read_from_right(line[at:end]) if kinds[at] == "R" else line[at:end]
        at = end
    return out


def mirrored(paragraph: str) -> str:
    """Return a right-to-left paragraph with its brackets the right way round: whichever comes first opens."""
    letters = list(paragraph)
    for opening, close in _PAIRS.items():
        places = [i for i, c in enumerate(letters) if c in (opening, close)]
        if len(places) % 2 == 0:
            for number, place in enumerate(places):
                letters[place] = close if number % 2 else opening
    text = _WRONG_SIDE[1].sub(r"\1\2 ", _WRONG_SIDE[0].sub(_outside, "".join(letters)))
    return _BLANK_INSIDE.sub("", text)


def _read_from_right(line: list[Glyph]) -> list[Glyph]:
    """Turn a line round, but for the words and figures in it that run from the left."""
    kinds = [direction(g.text[0]) for g in line]
    runs: list[list[Glyph]] = []
    at = 0
    while at < len(line):
        if kinds[at] == "L":
            end = _reach(kinds, at, "L", ("L", "N"))
        elif kinds[at] == "N":
            end = _figure(kinds, at)
        else:
            end = at + 1
        runs.append(line[at:end])
        at = end
    return [glyph for run in reversed(runs) for glyph in run]


def _reach(kinds: list[str], at: int, own: str, ends: tuple[str, ...]) -> int:
    """Return the end of a run of one direction: behind the last of `ends` before a letter of the other direction."""
    other = "R" if own == "L" else "L"
    last = at
    for i in range(at, len(kinds)):
        if kinds[i] == other:
            break
        if kinds[i] in ends:
            last = i
    return last + 1


def _figure(kinds: list[str], at: int) -> int:
    """Return the end of a figure: its digits, and single points, commas and strokes between them."""
    end = at + 1
    while end < len(kinds) and (kinds[end] == "N" or (kinds[end] == "S" and kinds[end + 1 : end + 2] == ["N"])):
        end += 1
    return end


def _with_lams(line: list[Glyph]) -> list[Glyph]:
    """Put the alef of a ligature, which is painted where its lam is, behind it."""
    out: list[Glyph] = []
    for glyph in line:
        before = out[-1] if out else None
        if before and abs(before.x - glyph.x) < 0.05 * glyph.size and {before.text[0], glyph.text[0]} & _ALEFS:
            pair = (before.text, glyph.text) if glyph.text[0] in _ALEFS else (glyph.text, before.text)
            edges = (min(before.left, glyph.left), max(before.right, glyph.right))
            out[-1] = before._replace(text="".join(pair), left=edges[0], right=edges[1])
        else:
            out.append(glyph)
    return out


def _outside(found: re.Match[str]) -> str:
    return f"{found[1]} {found[2]}" if found[1] else found[2]
