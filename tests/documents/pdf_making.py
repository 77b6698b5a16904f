"""Characters at places on a page → the bytes of a PDF, written by hand, so that a test decides what is painted where.

The font draws every letter as a box, half its size wide, marks without width; the file says which character each glyph
stands for (ToUnicode). That is all that readers of text ask of a PDF. At most 250 different characters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, NamedTuple

from fpdf.bidi import BidiParagraph
from fpdf.enums import TextDirection

WIDE = 0.5
Order = Literal["left", "read", "words"]


class Painted(NamedTuple):
    """What one glyph stands for, usually one character, and where its pen begins."""

    text: str
    x: float
    y: float
    size: float = 12.0


@dataclass
class Paper:
    """A page of 595 by 842 points. `turn`: how far a viewer turns it, in degrees; `flip`: how its text is turned."""

    painted: list[Painted] = field(default_factory=list)
    turn: int = 0
    matrix: tuple[int, int, int, int] = (1, 0, 0, 1)

    def line(
        self, text: str, x: float, y: float, size: float = 12.0, order: Order = "left", rtl: bool = False
    ) -> float:
        """Paint a line whose left edge is `x`; return its right edge."""
        shown = visual(text, rtl)
        at = [x + WIDE * size * sum(not _mark(c) for c, _ in shown[:i]) for i in range(len(shown))]
        places = [(i, Painted(c, at[k], y, size)) for k, (c, i) in enumerate(shown)]
        if order == "left":
            self.painted += [p for _, p in places]
        elif order == "read":
            self.painted += [p for _, p in sorted(places)]
        else:
            self.painted += _by_word(places, text)
        return at[-1] + WIDE * size if at else x

    def right(self, text: str, edge: float, y: float, size: float = 12.0, order: Order = "read") -> None:
        """Paint a right-to-left line whose right edge is `edge`."""
        wide = WIDE * size * sum(not _mark(c) for c in text)
        self.line(text, edge - wide, y, size, order, rtl=True)


def visual(text: str, rtl: bool) -> list[tuple[str, int]]:
    """Return the characters from left to right with their places in the text, by another's bidirectional algorithm."""
    way = TextDirection.RTL if rtl else TextDirection.LTR
    ordered = BidiParagraph(text, way).get_reordered_characters()
    return [(c.character, c.character_index) for c in ordered]


def _by_word(places: Sequence[tuple[int, Painted]], text: str) -> list[Painted]:
    """Paint word by word in the order of the text, each word from the left: as many converters do."""
    starts = [0, *[i + 1 for i, c in enumerate(text) if c == " "], len(text) + 1]
    return [p for a, b in pairwise(starts) for i, p in places if a <= i < b]


def _mark(c: str) -> bool:
    return unicodedata.category(c[0]) == "Mn"


def pdf(pages: Iterable[Paper]) -> bytes:
    """Return the file."""
    listed = list(pages)
    letters = sorted({p.text for page in listed for p in page.painted})
    number = {c: i + 1 for i, c in enumerate(letters)}
    kids = " ".join(f"{6 + 2 * i} 0 R" for i in range(len(listed)))
    maps = "\n".join(f"<{number[c]:02x}> <{c.encode('utf-16-be').hex()}>" for c in letters)
    names = " ".join(f"/{'m' if _mark(c) else 'b'}" for c in letters)
    wide = " ".join("0" if _mark(c) else f"{1000 * WIDE:.0f}" for c in letters)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(listed)} >>",
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 500 900] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs"
        f" << /b 4 0 R /m 4 0 R >> /Encoding << /Type /Encoding /Differences [1 {names}] >> /FirstChar 1"
        f" /LastChar {len(letters)} /Widths [{wide}] /Resources << >> /ToUnicode 5 0 R >>",
        _stream("500 0 0 0 500 700 d1 0 0 450 700 re f"),
        _stream(
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def\n"
            f"1 begincodespacerange <00> <ff> endcodespacerange\n{len(letters)} beginbfchar\n{maps}\nendbfchar\n"
            "endcmap end end"
        ),
    ]
    for i, page in enumerate(listed):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate {page.turn} /Contents {7 + 2 * i} 0 R"
            " /Resources << /Font << /F 3 0 R >> >> >>"
        )
        a, b, c, d = page.matrix
        shown = []
        for p in page.painted:
            x, y = a * p.x + c * p.y, b * p.x + d * p.y
            shown.append(f"/F {p.size} Tf {a} {b} {c} {d} {x:.2f} {y:.2f} Tm <{number[p.text]:02x}> Tj")
        objects.append(_stream("BT\n" + "\n".join(shown) + "\nET"))
    return _file(objects)


def _stream(text: str) -> str:
    return f"<< /Length {len(text)} >>\nstream\n{text}\nendstream"


def _file(objects: Sequence[str]) -> bytes:
    out, places = "%PDF-1.4\n", []
    for i, made in enumerate(objects):
        places.append(len(out))
        out += f"{i + 1} 0 obj\n{made}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return (out + end + trailer).encode("ascii")
