"""Bytes with a name → `Part`, which an extractor turns into documents, issues, or more parts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Protocol

from mithaq.documents.limits import Limits
from mithaq.model.documents import Document
from mithaq.model.errors import DocumentError
from mithaq.model.issues import Issue


class Readable(Protocol):
    """A stream of bytes, of which no more is asked than to go forward."""

    def read(self, size: int = ..., /) -> bytes:
        """Return up to `size` bytes, all when it is negative."""
        ...

    def readline(self, size: int = ..., /) -> bytes:
        """Return a line, or up to `size` bytes of it."""
        ...


@dataclass(frozen=True, slots=True)
class Part:
    """A file, or what an archive, a message or the web holds in place of one.

    `name`: the id that its document will have. `media_type`: as declared, with its charset, "" when unknown.
    `known`: fields of the document that the container states (`published`, `language`, …) with their basis.
    `columns`: which column of a table is which field of the documents in it. `depth`: in how
    many archives it is. `head`: its first bytes, for telling its kind.
    """

    name: str
    stream: Readable
    media_type: str = ""
    url: str | None = None
    known: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    depth: int = 0
    head: bytes = b""

    def read(self, limits: Limits) -> bytes:
        """Return all bytes; raise DocumentError D004 when there are more than one document may have."""
        pieces: list[bytes] = []
        left = limits.size + 1
        while left > 0 and (piece := self.stream.read(left)):
            pieces.append(piece)
            left -= len(piece)
        if left <= 0:
            raise too_large(limits)
        return b"".join(pieces)

    @property
    def file_name(self) -> str:
        """The name without the folders, archives and query before and behind it, for telling its kind."""
        return self.name.partition("?")[0].rpartition("/")[2]


Found = Document | Issue | Part
Extractor = Callable[[Part, Limits], Iterator[Found]]


def part_of(data: bytes, name: str, media_type: str = "", url: str | None = None) -> Part:
    """Return a part out of bytes."""
    return Part(name, BytesIO(data), media_type, url)


def too_large(limits: Limits, size: int | None = None) -> DocumentError:
    """Return the error for a document of `size` bytes, None when more were still coming."""
    limit = f"{limits.size / 1e6:g} MB"
    if size is None:
        return DocumentError(f"is larger than the limit of {limit}", code="D004", hint="raise the limit: --max-size MB")
    hint = f"split it, or raise the limit: --max-size {size // 10**6 + 1}"
    return DocumentError(f"has {size / 1e6:.1f} MB; the limit is {limit}", code="D004", hint=hint)


def digest(data: bytes) -> str:
    """Return the SHA-256 of an original."""
    return hashlib.sha256(data).hexdigest()


def issue_of(error: DocumentError, name: str) -> Issue:
    """Return the issue for a part that could not be read."""
    return Issue(error.code, f"{name} {error}", name, hint=error.hint)
