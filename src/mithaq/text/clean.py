"""Original text → the view used for matching, and for each view character the index of the original one.

The view is folded: Latin letters lower-cased (accents kept), Arabic letter variants unified, digits of all scripts as
ASCII, quotes, dashes and blanks unified; marks, tatweel, bidi controls, soft hyphens and invisible characters gone.
Knowledge is folded by the same function, so both sides always meet.
"""

from __future__ import annotations

import re
import unicodedata
from array import array

_DROP = (
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u061c\u00ad\u034f\ufeff"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f"
)
_EXPAND = "\ufb00-\ufb4f\ufb50-\ufdff\ufe70-\ufefc\u0300-\u036f\u2100-\u214f\u2460-\u249b\uff01-\uff5e"
_DROPPED = re.compile(f"[{_DROP}]+")
_SLOW = re.compile(f"[{_EXPAND}]")
_COMBINED = re.compile(r"[A-Za-z][\u0300-\u036f]+")


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
        "أإآٱ": "ا", "ىیې": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ک": "ك", "ھہ": "ه", "ڨ": "ق", "ڤ": "ف", "پ": "ب", "ڭگ": "ك",
        "“”„‟«»″＂": '"', "‘’‚‛′ʼ`´": "'", "‐‑‒–—―−": "-", "،": ",", "؛": ";", "؟": "?", "٪": "%", "٫": ".", "٬": ",",
        "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t": " ",
        "\u2028\u2029\u0085\x0b\x0c": "\n", "…": ".", "•●▪■◦‣∙": "•",
    }  # fmt: skip
    for many, one in pairs.items():
        table |= {ord(c): one for c in many}
    return table


_FOLD = _fold_table()


def clean(text: str) -> tuple[str, array[int]]:
    """Return the view of `text` and its offset map: `offsets[i]` is where view character `i` stands in `text`,
    `offsets[len(view)]` is `len(text)`. Never raises; cleaning a view again returns it unchanged."""
    if _SLOW.search(text):
        return _clean_expanding(text)
    pieces, offsets, at = [], array("I"), 0
    for gap in _DROPPED.finditer(text):
        pieces.append(text[at : gap.start()])
        offsets.extend(range(at, gap.start()))
        at = gap.end()
    pieces.append(text[at:])
    offsets.extend(range(at, len(text) + 1))
    return "".join(pieces).translate(_FOLD), offsets


def _clean_expanding(text: str) -> tuple[str, array[int]]:
    """The path for ligatures, presentation forms and loose accents, where one character may become several."""
    pieces: list[str] = []
    offsets = array("I")
    at = 0
    while at < len(text):
        combined = _COMBINED.match(text, at)
        source = combined.group() if combined else text[at]
        form = unicodedata.normalize("NFKC" if _SLOW.match(source) else "NFC", source)
        form = _DROPPED.sub("", form).translate(_FOLD)
        if _SLOW.search(form):  # a mark that nothing carries, a form without a plain letter
            form = re.sub(r"[\u0300-\u036f]", "", form)
        pieces.append(form)
        offsets.extend([at] * len(form))
        at += len(source)
    offsets.append(len(text))
    return "".join(pieces), offsets


def fold(words: str) -> str:
    """Return the view of a short string, such as a form from the lexicon."""
    return clean(unicodedata.normalize("NFC", words))[0].strip()
