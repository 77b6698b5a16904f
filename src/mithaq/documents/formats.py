"""Name, media type and first bytes of a file → its `Format`: who reads it, and which extra that needs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module

from mithaq.documents.parts import Extractor
from mithaq.model.errors import DocumentError


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file. `module`: where its `read` is. `extra`: what has to be installed, "" for nothing.

    `many`: holds several documents, so that the size limit is for each of them. `guarded`: read in a process of its
    own, because a broken or hostile file may bring that down.
    """

    name: str
    endings: tuple[str, ...]
    media_types: tuple[str, ...]
    module: str
    extra: str = ""
    many: bool = False
    guarded: bool = True


TEXT = Format("text", (".txt", ".text", ".md", ".markdown"), ("text/plain", "text/markdown"), "plain", guarded=False)
HTML = Format("html", (".html", ".htm", ".xhtml"), ("text/html", "application/xhtml+xml"), "html", "html")
FORMATS = (TEXT, HTML)

_BY_ENDING = {ending: kind for kind in FORMATS for ending in kind.endings}
_BY_TYPE = {media: kind for kind in FORMATS for media in kind.media_types}
_PAGE = re.compile(rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype html|html|head|body)\b", re.I | re.S)


def format_of(name: str, media_type: str = "", head: bytes = b"") -> Format | None:
    """Return the kind of a file: by its first bytes where they are plain, by its media type, by its name."""
    declared = media_type.partition(";")[0].strip().lower()
    if declared in _BY_TYPE and not (declared == "text/plain" and by_name(name)):
        found = _BY_TYPE[declared]
        return HTML if found is TEXT and _PAGE.match(head) else found
    return by_name(name) or (HTML if _PAGE.match(head) else None)


def by_name(name: str) -> Format | None:
    """Return the kind of a file by the end of its name."""
    lower = name.lower()
    return next((kind for ending, kind in _BY_ENDING.items() if lower.endswith(ending)), None)


def endings(formats: Iterable[Format] = FORMATS) -> list[str]:
    """Return the ends of the names that are read, sorted."""
    return sorted(ending for kind in formats for ending in kind.endings)


def extractor(kind: Format) -> Extractor:
    """Import the reader of a kind; raise DocumentError D012 when the package that it needs is missing."""
    try:
        read: Extractor = import_module(f"mithaq.documents.{kind.module}").read
    except ImportError as e:
        message = f"is {kind.name}, which needs a package that is not installed ({e.name})"
        raise DocumentError(message, code="D012", hint=f"install the extra: pip install 'mithaq[{kind.extra}]'") from e
    return read
