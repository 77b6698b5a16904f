"""Original text → the view used for matching, and for each view character the index of the original one.

The view is folded: Latin letters lower-cased (accents kept), Arabic letter variants unified, digits of all scripts as
ASCII, quotes, dashes, blanks and line ends unified, œ and æ spelled out; marks, tatweel, bidi controls, soft hyphens
and invisible characters gone.
Knowledge is folded by the same function, so both sides always meet.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from functools import lru_cache

_DROP = (
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u061c\u00ad\u034f\ufeff"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f"
)
_EXPAND = "\ufb00-\ufb4f\ufb50-\ufdff\ufe70-\ufefc\u2100-\u214f\u2460-\u249b\uff01-\uff5eœŒæÆ"
_DROPPED = re.compile(f"[{_DROP}]")
_MARKS = re.compile("[\u0300-\u036f]{1,8}")
# What does not fold one to one: dropped characters, forms that expand, loose accents, carriage returns.
_ODD = re.compile(f"[{_DROP}{_EXPAND}\u0300-\u036f\r]+")
_SPELLED = {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "\r": "\n"}


def _fold_table() -> dict[int, str]:
    """One original character → one view character. Lower-casing that changes the length is left out on purpose."""
    table: dict[int, str] = {}
    for code in (*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x386, 0x500), *range(0x1E00, 0x1F00)):
        low = chr(code).lower()
        if len(low) == 1 and low != chr(code):
            table[code] = low
    for zero in (0x0660, 0x06F0, 0x0966):
        table |= {zero + n: str(n) for n in range(10)}
    pairs = {
        "أإآٱ": "ا", "ىیې": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ک": "ك", "ھہ": "ه", "ڨ": "ق", "ڤ": "ف", "پ": "ب",
        "ڭگ": "ك", "،": ",", "؛": ";", "؟": "?", "٪": "%", "٫": ".", "٬": ",",
        "“”„‟«»″＂": '"', "‘’‚‛′ʼ`´": "'", "‐‑‒–—―−": "-",
        "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t": " ",
        "\u2028\u2029\u0085\x0b\x0c": "\n", "•●▪■◦‣∙": "•",
    }  # fmt: skip
    for many, one in pairs.items():
        table |= {ord(c): one for c in many}
    return table


_FOLD = _fold_table()
_PLACES = array("I", range(1 << 16))  # copying from it is much faster than counting, and most texts are shorter


def clean(text: str) -> tuple[str, array[int]]:
    """Return the view of `text` and its offset map: `offsets[i]` is where view character `i` stands in `text`,
    `offsets[len(view)]` is `len(text)`. Never raises; cleaning a view again returns it unchanged."""
    pieces: list[str] = []
    offsets = array("I")
    at = 0
    for odd in _ODD.finditer(text):
        start, stop = odd.span()
        accents = _MARKS.match(text, start, stop)
        if accents and start > at and text[start - 1].isalpha():  # a letter with loose accents
            _copy(text, (at, start - 1), pieces, offsets)
            form = _expanded(text[start - 1 : accents.end()])
            pieces.append(form)
            offsets.extend([start - 1] * len(form))
            start = accents.end()
        else:
            _copy(text, (at, start), pieces, offsets)
        for i in range(start, stop):
            if (form := _expanded(text[i])) and not (form == "\n" and text.startswith("\n", i + 1)):
                pieces.append(form)
                offsets.extend([i] * len(form))
        at = stop
    _copy(text, (at, len(text)), pieces, offsets)
    offsets.append(len(text))
    return "".join(pieces).translate(_FOLD), offsets


def _copy(text: str, stretch: tuple[int, int], pieces: list[str], offsets: array[int]) -> None:
    """Take over a stretch that folds one to one."""
    if stretch[0] < stretch[1]:
        pieces.append(text[slice(*stretch)])
        offsets.extend(_PLACES[slice(*stretch)] if stretch[1] <= len(_PLACES) else range(*stretch))


@lru_cache(maxsize=4096)
def _expanded(odd: str) -> str:
    """Return what stands in the view for something that does not fold one to one, perhaps nothing."""
    if odd in _SPELLED:
        return _SPELLED[odd]
    form = unicodedata.normalize("NFKC" if len(odd) == 1 else "NFC", odd)
    form = "".join(_SPELLED.get(c, c) for c in form)
    return _DROPPED.sub("", _MARKS.sub("", form)).translate(_FOLD)


def fold(words: str) -> str:
    """Return the view of a short string, such as a form from the lexicon."""
    composed = unicodedata.normalize("NFC", words)
    plain = composed.translate(_FOLD) if _ODD.search(composed) is None else clean(composed)[0]
    return plain.strip()
