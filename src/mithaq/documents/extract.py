"""Bytes + name, media type and address → documents and issues, whatever the bytes are; never raises on them.

    >>> [found] = extract(b"The two armies trained together.", "note.txt")
    >>> found.text
    'The two armies trained together.'

The function does not protect the program that calls it from libraries that crash, hang or eat memory: see `guarded`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from mithaq.documents.decode import storable
from mithaq.documents.formats import endings, extractor, format_of
from mithaq.documents.limits import Limits
from mithaq.documents.originals import keep_original, with_kept
from mithaq.documents.parts import Part, issue_of, part_of
from mithaq.model.documents import Document
from mithaq.model.errors import DocumentError
from mithaq.model.issues import Issue

_HEAD = 1024


class Begun(NamedTuple):
    """A part is about to be read: whoever watches the process knows what to blame."""

    name: str


def extract(
    data: bytes, name: str, media_type: str = "", url: str | None = None, *, limits: Limits | None = None
) -> Iterator[Document | Issue]:
    """Yield the documents in some bytes, each after the remarks about it, and an issue for what cannot be read.

    `name`: becomes the id of the document; those inside an archive are called `name/member`. `media_type`: as a server
    declares it, with its charset. `url`: where the bytes came from, against which the page's own address is resolved.
    """
    yield from extract_part(part_of(data, name, media_type, url), limits or Limits(), data[:_HEAD])


def extract_part(part: Part, limits: Limits, head: bytes = b"") -> Iterator[Document | Issue]:
    """Yield what is in a part and in the parts inside it. `head`: its first bytes, for telling its kind."""
    for found in walk_part(replace(part, head=head or part.head), limits):
        if not isinstance(found, Begun):
            yield found


def walk_part(
    part: Part, limits: Limits, keep: Path | None = None, done: frozenset[str] = frozenset()
) -> Iterator[Document | Issue | Begun]:
    """Yield what is in a part and in the parts inside it, and each part's name before it is read.

    `keep`: the folder that keeps the originals. `done`: parts to leave out.
    """
    try:
        kind = format_of(part.file_name, part.media_type, part.head)
        if kind is None:
            raise _unknown(part)
        if not kind.holds:
            if part.name in done:
                return
            yield Begun(part.name)
        kept = None
        if keep is not None and not kind.many:
            part, kept = keep_original(part, limits, keep)
        for found in extractor(kind)(part, limits):
            if isinstance(found, Part):
                yield from walk_part(found, limits, keep, done)
            else:
                yield with_kept(found, kept) if isinstance(found, Document) else found
    except DocumentError as e:
        yield issue_of(e, part.name)
    except MemoryError:
        raise
    except Exception as e:  # a library's own mistakes: the file is broken in a way nobody foresaw
        message = f"{part.name} cannot be read ({type(e).__name__}: {storable(str(e)[:200])})"
        yield Issue("D011", message, part.name, hint="open it with another program, and save its text as .txt")


def _unknown(part: Part) -> DocumentError:
    kind = part.media_type.partition(";")[0] or part.file_name.rpartition(".")[2] or "no ending"
    hint = f"save its text as .txt; supported are {' '.join(endings())}"
    return DocumentError(f"is of a kind that is not supported ({kind})", code="D007", hint=hint)
