"""A JSONL file → one document a line; a line that is none becomes an issue with its number, and the rest goes on."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from mithaq.documents.decode import storable
from mithaq.model.documents import Document
from mithaq.model.errors import DocumentError
from mithaq.model.issues import Issue

_OPTIONAL = ("title", "published", "url", "publisher", "language")
_DAY = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:[T ].*)?")
_HINT = 'each line is one JSON object: {"id": "…", "text": "…"}'


def read_lines(path: Path, name: str, max_size: int) -> Iterator[Document | Issue]:
    """Yield a document or an issue for each line that is not blank; `max_size` limits one line, not the file."""
    lines = 0
    with path.open("rb") as stream:
        for number, line in enumerate(_lines(stream, max_size), 1):
            if line is None:
                hint = "split the document or raise --max-size"
                yield Issue("D004", f"{name}, line {number}: longer than {max_size / 1e6:g} MB", name, hint=hint)
            elif line.strip():
                try:
                    yield _document(line)
                except DocumentError as e:
                    yield Issue(e.code, f"{name}, line {number}: {e}", name, hint=e.hint)
            lines += line is None or bool(line.strip())
    if not lines:
        yield Issue("D001", f"{name} is empty", name, hint=_HINT)


def _lines(stream: BinaryIO, max_size: int) -> Iterator[bytes | None]:
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


def _document(line: bytes) -> Document:
    try:
        data = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as e:
        raise DocumentError(f"not UTF-8 (byte {e.start})", code="D006", hint="save the file again as UTF-8") from e
    except (ValueError, RecursionError) as e:
        raise DocumentError(f"not JSON ({e})", code="D006", hint=_HINT) from e
    if not isinstance(data, dict):
        raise DocumentError("not a JSON object", code="D006", hint=_HINT)
    identity, text = data.get("id"), data.get("text")
    if isinstance(identity, int) and not isinstance(identity, bool):
        identity = str(identity)
    if not isinstance(identity, str) or not identity.strip():
        raise DocumentError("has no `id`", code="D006", hint=_HINT)
    if not isinstance(text, str):
        raise DocumentError("has no `text`", code="D006", hint=_HINT)
    if not text.strip():
        raise DocumentError(f"the text of {identity} is empty", code="D001", hint="leave the line out")
    known = {key: _optional(data, key) for key in _OPTIONAL}
    if known["published"] is not None:
        if (day := _DAY.fullmatch(known["published"])) is None:
            raise DocumentError("`published` is no date", code="D006", hint="write it as 2025-10-20, or leave it out")
        known["published"] = day[1]
    return Document(
        id=storable(identity),
        text=storable(text),
        title=known["title"],
        published=known["published"],
        url=known["url"],
        publisher=known["publisher"],
        language=known["language"],
    )


def _optional(data: dict[str, Any], key: str) -> str | None:
    value = data.get(key)
    if value is not None and not isinstance(value, str):
        raise DocumentError(f"`{key}` must be a text", code="D006", hint=_HINT)
    return storable(value) if value else None
