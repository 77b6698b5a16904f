"""A .csv or .tsv → one document a row, by a mapping of its columns; a row that is none becomes an issue."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mithaq.documents.charset import decode_page
from mithaq.documents.limits import Limits
from mithaq.documents.lines import remarks
from mithaq.documents.parts import Found, Part
from mithaq.documents.rows import document_of_row
from mithaq.model.errors import DocumentError
from mithaq.model.issues import Issue

_HINT = "the first line names the columns: id,text,title,published,…; other names: --columns text=body,published=date"
MEDIA_TYPE = "text/csv"
_SAMPLE = 65_536
_MOST_FIELDS = 1_000


def read(part: Part, limits: Limits) -> Iterator[Found]:
    """Yield a document or an issue for each row. The encoding is that of the first lines."""
    head = part.stream.read(_SAMPLE)
    codec, sample = _encoding(head, part.media_type)
    stream = io.TextIOWrapper(io.BufferedReader(_Raw(head, part)), encoding=codec, errors="replace", newline="")
    first = sample.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    csv.field_size_limit(limits.size)
    reader = csv.reader(stream, delimiter=delimiter, strict=False)
    try:
        names = [name.strip() for name in next(reader, [])][:_MOST_FIELDS]
        rows = (dict(zip(names, row, strict=False)) for row in reader if any(row))
        yield from documents_of(part, names, rows, MEDIA_TYPE)
    except csv.Error as e:
        message = f"{part.name}, line {reader.line_num}: {e}; what came before it was read"
        yield Issue("D006", message, part.name, hint="save the file again as CSV in UTF-8, or raise --max-size")


def _encoding(head: bytes, media_type: str) -> tuple[str, str]:
    """Return the codec of a table, and its first lines."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", head[: len(head) // 2 * 2].decode("utf-16", "replace")
    decoded = decode_page(head[: head.rfind(b"\n") + 1] or head, media_type)
    return ("utf-8-sig" if decoded.encoding == "utf-8" else decoded.encoding), decoded.text


def documents_of(part: Part, names: Iterable[str], rows: Iterable[Mapping[str, Any]], media: str) -> Iterator[Found]:
    """Yield the documents of a table's rows; raise DocumentError D006 when no column holds the text."""
    text = part.columns.get("text", "text")
    if text not in names:
        message = f"has no column `{text}` (it has {', '.join(list(names)[:20])})"
        raise DocumentError(message, code="D006", hint=_HINT)
    count = 0
    for count, row in enumerate(rows, 1):
        otherwise = row.get(part.columns.get("url", "url"))
        name = otherwise if isinstance(otherwise, str) and otherwise.strip() else f"{part.name}/{count}"
        original = repr(sorted((key, str(value)) for key, value in row.items())).encode("utf-8", "replace")
        try:
            document, mended, lost = document_of_row(row, part.columns, media, original, name)
        except DocumentError as e:
            yield Issue(e.code, f"{part.name}, row {count}: {e}", part.name, hint=e.hint)
        else:
            yield from remarks(document.id, mended, lost)
            yield document
    if not count:
        yield Issue("D001", f"{part.name} holds no rows", part.name, hint=_HINT)


class _Raw(io.RawIOBase):
    """Bytes already read and the rest of a stream, as a raw stream."""

    def __init__(self, head: bytes, part: Part) -> None:
        self._head, self._stream = head, part.stream

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer."""
        size = len(buffer)
        data = self._head[:size] if self._head else self._stream.read(size)
        self._head = self._head[size:]
        buffer[: len(data)] = data
        return len(data)
