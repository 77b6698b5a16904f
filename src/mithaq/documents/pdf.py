"""A PDF with a text layer → one document: its paragraphs in the order in which they are read.

PDFium says what is painted where; `pdf_order` and `pdf_layout` make lines and paragraphs of it.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import version

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from mithaq.documents.decode import storable
from mithaq.documents.limits import Limits
from mithaq.documents.making import document_of
from mithaq.documents.parts import Found, Part
from mithaq.documents.pdf_layout import Line, lines_of, paragraphs_of, without_furniture
from mithaq.documents.pdf_order import Glyph, plain
from mithaq.model.errors import DocumentError
from mithaq.model.issues import Issue

EXTRACTOR = ("pypdfium2", version("pypdfium2"), "application/pdf")
_PASSWORD = 4
_TITLE_LINES = 12
_HYPHEN = frozenset("\ufffe\x02")  # PDFium's signs for a hyphen that ends a line


def read(part: Part, limits: Limits) -> Iterator[Found]:
    """Yield the document in a PDF; raise DocumentError when it is damaged, encrypted, or a picture of text."""
    data = part.read(limits)
    pdf = _open(data)
    try:
        count = len(pdf)
        pages: list[list[Line]] = []
        characters = 0
        for number in range(min(count, limits.pages)):
            pages.append(lines_of(_glyphs(pdf, number)))
            characters += sum(len(line.text) for line in pages[-1])
            if characters > limits.characters:
                break
        about = pdf.get_metadata_dict()
    finally:
        pdf.close()
    if len(pages) < count:
        message = f"{part.name}: {count} pages, of which the first {len(pages)} were read: a limit"
        yield Issue("D016", message, part.name, hint="split the file to read the rest")
    lines = without_furniture(pages)
    text = "\n\n".join("\n".join(paragraphs_of(page)) for page in lines if page)
    if not text.strip():
        message = f"has {count} pages without a text layer: a scan, or pictures of text"
        raise DocumentError(message, code="D010", hint="run text recognition (OCR) over it, then read the result")
    yield document_of(part, data, text, dict(part.known) | _facts(about, text), extractor=EXTRACTOR)


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as e:
        if getattr(e, "err_code", None) == _PASSWORD:
            hint = "save it without its password, if you may"
            raise DocumentError("is protected by a password", code="D015", hint=hint) from e
        message = f"is no PDF that can be opened ({str(e)[:100]})"
        raise DocumentError(message, code="D011", hint="open it in a viewer, and print it to a new PDF") from e


def _facts(about: dict[str, str], text: str) -> dict[str, tuple[str, str]]:
    """Return the title, if the text bears it too: most titles in PDFs are names of files. No date: it is the file's."""
    title = " ".join(storable(about.get("Title", "")).split())
    top = {" ".join(line.split()) for line in text.split("\n", _TITLE_LINES)[:_TITLE_LINES]}
    facts = {"title": (title, "pdf information")} if title and title in top else {}
    return facts


def _glyphs(pdf: pdfium.PdfDocument, number: int) -> Iterator[Glyph | None]:
    """Yield what is painted on a page along its main direction; None where PDFium sees an end of line."""
    try:
        page = pdf[number]
    except pdfium.PdfiumError:
        return
    try:
        painted = list(_painted(page.get_textpage()))
    finally:
        page.close()
    turns = Counter(turn for _, turn in (entry for entry in painted if entry) if turn is not None)
    main = turns.most_common(1)[0][0] if turns else 0
    for entry in painted:
        if entry is None:
            yield None
        elif entry[1] in (main, None):
            yield entry[0]


def _painted(text: pdfium.PdfTextPage) -> Iterator[tuple[Glyph, int | None] | None]:
    """Yield each glyph, upright, with its turn in quarters clockwise; blanks have none."""
    x, y = ctypes.c_double(), ctypes.c_double()
    for i in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, i)
        c = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        if c in ("\r", "\n"):
            yield None
            continue
        c = "-" if c in _HYPHEN else c
        if not c or c == "\uffff":
            continue
        raw.FPDFText_GetCharOrigin(text, i, x, y)
        size = max(raw.FPDFText_GetFontSize(text, i), 1.0)
        if c.isspace():
            yield Glyph(" ", x.value, x.value, x.value, y.value, size), None
            continue
        turn = round(raw.FPDFText_GetCharAngle(text, i) / (math.pi / 2)) % 4
        left, right, bottom, top = _box(text, i)
        places = {0: (x.value, left, right, y.value), 1: (-y.value, -top, -bottom, x.value),
                  2: (-x.value, -right, -left, -y.value), 3: (y.value, bottom, top, -x.value)}  # fmt: skip
        yield Glyph(plain(c), *places[turn], size), turn


def _box(text: pdfium.PdfTextPage, i: int) -> tuple[float, float, float, float]:
    """Return the left, right, lower and upper edge of a glyph, with the room that its font gives it."""
    box = raw.FS_RECTF()
    if raw.FPDFText_GetLooseCharBox(text, i, box) and box.right > box.left:
        return box.left, box.right, box.bottom, box.top
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text, i, left, right, bottom, top)
    return left.value, right.value, bottom.value, top.value
