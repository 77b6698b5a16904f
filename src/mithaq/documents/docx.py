"""A Word document (.docx) → one document: its paragraphs and tables in order, without what was struck out."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from mithaq.documents.archives import check_zip
from mithaq.documents.limits import Limits
from mithaq.documents.making import document_of
from mithaq.documents.parts import Found, Part
from mithaq.model.errors import DocumentError

EXTRACTOR = (
    "python-docx", version("python-docx"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
)  # fmt: skip
_LEFT_OUT = frozenset(map(qn, ("w:del", "w:moveFrom", "w:pict", "w:txbxContent", "w:instrText")))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read(part: Part, limits: Limits) -> Iterator[Found]:
    """Yield the document in a .docx; raise DocumentError when it is damaged or holds no text."""
    data = part.read(limits)
    try:
        check_zip(BytesIO(data), limits)
        opened = docx.Document(BytesIO(data))
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError, etree.XMLSyntaxError, OSError) as e:
        message = f"is no Word document that can be opened ({type(e).__name__}: {str(e)[:100]})"
        raise DocumentError(message, code="D011", hint="open it in a word processor, and save it again") from e
    text = "\n".join(line for line in _lines(opened.element.body) if line.strip())
    if not text:
        raise DocumentError("holds no text", code="D010", hint="save pictures of text as text, by OCR")
    about = opened.core_properties
    facts = {key: (value, "core properties") for key, value in _facts(about).items()}
    yield document_of(part, data, text, dict(part.known) | facts, extractor=EXTRACTOR)


def _facts(about: Any) -> dict[str, str]:
    """Return title and author. The dates are those of the file, not of its publication."""
    found = {"title": about.title or "", "author": about.author or ""}
    return {key: " ".join(value.split()) for key, value in found.items() if value.strip() and value != "python-docx"}


def _lines(body: Any) -> Iterator[str]:
    """Yield each paragraph, and each row of a table with its cells beside each other."""
    for block in body:
        if block.tag == qn("w:tbl"):
            for row in block.iter(qn("w:tr")):
                cells = [" ".join(filter(None, map(_words, cell.iter(qn("w:p"))))) for cell in row.iter(qn("w:tc"))]
                yield " | ".join(cells)
        elif block.tag == qn("w:p"):
            yield _words(block)
        elif block.tag == qn("w:sdt"):
            for content in block.iter(qn("w:sdtContent")):
                yield from _lines(content)
                break


def _words(paragraph: Any) -> str:
    out: list[str] = []
    waiting = [paragraph]
    while waiting:
        node = waiting.pop()
        if node.tag == qn("w:t"):
            out.append(node.text or "")
        elif node.tag in (qn("w:tab"), qn("w:br"), qn("w:cr")):
            out.append(" " if node.tag == qn("w:tab") else "\n")
        elif node.tag not in _LEFT_OUT and node.tag != _FALLBACK:
            waiting += reversed(node)
    return "".join(out).strip()
