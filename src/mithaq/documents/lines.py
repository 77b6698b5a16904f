"""A JSONL file → one document a line; a line that is none becomes an issue with its number, and the rest goes on."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator

from mithaq.documents.limits import Limits
from mithaq.documents.parts import Found, Part, Readable
from mithaq.documents.rows import document_of_row
from mithaq.model.documents import Document
from mithaq.model.errors import DocumentError
from mithaq.model.issues import Issue

_HINT = 'each line is one JSON object: {"id": "…", "text": "…"}'
MEDIA_TYPE = "application/jsonl"


def read(part: Part, limits: Limits) -> Iterator[Found]:
    """Yield a document or an issue for each line that is not blank; the size limit is for a line, not for the file."""
    lines = 0
    for number, line in enumerate(_lines(part.stream, limits.size), 1):
        if line is None:
            hint = "split the document or raise --max-size"
            message = f"{part.name}, line {number}: longer than {limits.size / 1e6:g} MB"
            yield Issue("D004", message, part.name, hint=hint)
        elif line.strip():
            try:
                document, mended, lost = _document(line, part)
            except DocumentError as e:
                yield Issue(e.code, f"{part.name}, line {number}: {e}", part.name, hint=e.hint)
            else:
                yield from remarks(document.id, mended, lost)
                yield document
        lines += line is None or bool(line.strip())
    if not lines:
        yield Issue("D001", f"{part.name} is empty", part.name, hint=_HINT)


def remarks(name: str, mended: int, lost: int) -> Iterator[Issue]:
    """Yield what a reader should know about the characters of a text: lines mended, what was no character."""
    if mended:
        message = f"{name}: {mended} lines were UTF-8 read in another encoding; they were repaired"
        yield Issue("D014", message, name, hint="check the names in it; get the text anew if it matters")
    if lost:
        message = f"{name}: {lost} characters are NUL or half of a pair; a sign stands in their place"
        yield Issue("D014", message, name, hint="check the text around \ufffd; get the text anew if it matters")


def _lines(stream: Readable, max_size: int) -> Iterator[bytes | None]:
    """Yield each line, None for one that is too long, without ever holding more than `max_size` bytes."""
    first = True
    while line := stream.readline(max_size + 1):
        if first:
            line, first = line.removeprefix(codecs.BOM_UTF8), False
        if len(line) > max_size and not line.endswith(b"\n"):
            while (rest := stream.readline(max_size + 1)) and not rest.endswith(b"\n"):
                pass
            yield None
        else:
            yield line


def _document(line: bytes, part: Part) -> tuple[Document, int, int]:
    try:
        data = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as e:
        raise DocumentError(f"not UTF-8 (byte {e.start})", code="D006", hint="save the file again as UTF-8") from e
    except (ValueError, RecursionError) as e:
        raise DocumentError(f"not JSON ({e})", code="D006", hint=_HINT) from e
    if not isinstance(data, dict):
        raise DocumentError("not a JSON object", code="D006", hint=_HINT)
    return document_of_row(data, part.columns, MEDIA_TYPE, line)
