"""One object of a JSONL file, or one row of a table → a document, by a mapping of columns to its fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from mithaq import __version__
from mithaq.documents.decode import storable
from mithaq.documents.mojibake import mend
from mithaq.documents.parts import digest
from mithaq.model.documents import Document, Origin
from mithaq.model.errors import DocumentError

FIELDS = ("id", "text", "title", "published", "url", "publisher", "language", "author")
_DAY = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:[T ].*)?", re.DOTALL)


def columns_of(written: str) -> dict[str, str]:
    """Return the mapping written as `text=body,published=date`, field → column; raise DocumentError otherwise."""
    pairs: dict[str, str] = {}
    for piece in filter(None, (piece.strip() for piece in written.split(","))):
        field, equal, column = piece.partition("=")
        if not equal or field.strip() not in FIELDS or not column.strip():
            hint = f"write it as text=body,published=date; the fields are {', '.join(FIELDS)}"
            raise DocumentError(f"{piece} maps no column to a field", hint=hint)
        pairs[field.strip()] = column.strip()
    return pairs


def document_of_row(
    row: Mapping[str, Any], columns: Mapping[str, str], media_type: str, original: bytes, otherwise: str | None = None
) -> tuple[Document, int, int]:
    """Return the document of a row, how many of its lines were mended, and how many characters no register holds.

    Raises DocumentError D001 or D006. `otherwise`: the id when the row has none; None when it must have one.
    """
    values = {field: row.get(columns.get(field, field)) for field in FIELDS}
    identity, text = values["id"], values["text"]
    if isinstance(identity, int) and not isinstance(identity, bool):
        identity = str(identity)
    if (not isinstance(identity, str) or not identity.strip()) and otherwise is not None:
        identity = otherwise
    shown = {field: f"`{columns.get(field, field)}`" for field in FIELDS}
    hint = 'a document is {"id": "…", "text": "…"}; other names: --columns text=body,published=date'
    if not isinstance(identity, str) or not identity.strip():
        raise DocumentError(f"has no {shown['id']}", code="D006", hint=hint)
    if not isinstance(text, str):
        raise DocumentError(f"has no {shown['text']}", code="D006", hint=hint)
    if not text.strip():
        raise DocumentError(f"the text of {identity} is empty", code="D001", hint="leave the line out")
    known: dict[str, str | None] = {}
    for field in FIELDS[2:]:
        value = values[field]
        if isinstance(value, date):
            value = value.isoformat()
        if value is not None and not isinstance(value, str):
            raise DocumentError(f"{shown[field]} must be a text", code="D006", hint=hint)
        known[field] = storable(value) if value and value.strip() else None
    if known["published"] is not None:
        if (day := _DAY.fullmatch(known["published"].strip())) is None:
            hint = "write it as 2025-10-20, or leave it out"
            raise DocumentError(f"{shown['published']} is no date", code="D006", hint=hint)
        known["published"] = day[1]
    basis = tuple((field, f"column {columns.get(field, field)}") for field in sorted(known) if known[field] is not None)
    origin = Origin("columns", __version__, digest(original), media_type, basis)
    mended, lines = mend(storable(text))
    document = Document(
        id=storable(identity),
        text=mended,
        title=known["title"],
        published=known["published"],
        url=known["url"],
        publisher=known["publisher"],
        language=known["language"],
        author=known["author"],
        origin=origin,
    )
    return document, lines, sum(1 for a, b in zip(text, storable(text), strict=True) if a != b)
