"""The bytes of an original → a copy in a folder, named by its hash, so that the same original is kept once."""

from __future__ import annotations

import os
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from mithaq.documents.limits import Limits
from mithaq.documents.parts import Part, digest
from mithaq.model.documents import Document
from mithaq.model.errors import DocumentError


def keep_original(part: Part, limits: Limits, folder: Path) -> tuple[Part, tuple[str, str]]:
    """Write the original of a part to `folder/ab/abcd…`; return the part to read, the hash and where the copy lies."""
    data = part.read(limits)
    sha = digest(data)
    place = folder / sha[:2] / sha
    try:
        if not place.is_file() or place.stat().st_size != len(data):
            place.parent.mkdir(parents=True, exist_ok=True)
            passing = place.with_name(f"{sha}.{os.getpid()}")
            passing.write_bytes(data)
            passing.replace(place)
    except OSError as e:
        message = f"cannot be kept in {folder}: {e.strerror}"
        raise DocumentError(message, hint="make room, or choose another folder: --keep-originals") from e
    return replace(part, stream=BytesIO(data)), (sha, place.as_posix())


def with_kept(document: Document, kept: tuple[str, str] | None) -> Document:
    """Note in a document's origin where its original is kept."""
    if kept is None or document.origin is None or document.origin.sha256 != kept[0]:
        return document
    return replace(document, origin=replace(document.origin, kept=kept[1]))
