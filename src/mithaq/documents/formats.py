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
    own, because a broken or hostile file may bring that down. `holds`: it only holds other files.
    """

    name: str
    endings: tuple[str, ...]
    media_types: tuple[str, ...]
    module: str
    extra: str = ""
    many: bool = False
    guarded: bool = True
    holds: bool = False


_OFFICE = "application/vnd.openxmlformats-officedocument"
TEXT = Format("text", (".txt", ".text", ".md", ".markdown"), ("text/plain", "text/markdown"), "plain", guarded=False)
HTML = Format("html", (".html", ".htm", ".xhtml"), ("text/html", "application/xhtml+xml"), "html", "html")
PDF = Format("pdf", (".pdf",), ("application/pdf", "application/x-pdf"), "pdf", "pdf")
DOCX = Format("docx", (".docx",), (f"{_OFFICE}.wordprocessingml.document",), "docx", "docx")
MAIL = Format("eml", (".eml",), ("message/rfc822",), "mail")
MBOX = Format("mbox", (".mbox",), ("application/mbox",), "mbox", many=True, holds=True)
JSONL = Format("jsonl", (".jsonl", ".ndjson"), ("application/jsonl", "application/x-ndjson"), "lines", many=True,
               guarded=False)  # fmt: skip
CSV = Format("csv", (".csv", ".tsv"), ("text/csv", "text/tab-separated-values"), "tables", many=True)
PARQUET = Format("parquet", (".parquet",), ("application/vnd.apache.parquet",), "parquet", "parquet", many=True)
ZIP = Format("zip", (".zip",), ("application/zip", "application/x-zip-compressed"), "zips", many=True, holds=True)
TAR = Format("tar", (".tar", ".tar.gz", ".tgz"), ("application/x-tar",), "tars", many=True, holds=True)
GZ = Format("gz", (".gz",), ("application/gzip", "application/x-gzip"), "gz", many=True, holds=True)
WARC = Format(
    "warc", (".warc", ".warc.gz", ".wet", ".wet.gz"), ("application/warc",), "warc", "warc", many=True, holds=True
)
FORMATS = (TEXT, HTML, PDF, DOCX, MAIL, MBOX, JSONL, CSV, PARQUET, ZIP, TAR, GZ, WARC)

_BY_ENDING = {ending: kind for kind in FORMATS for ending in kind.endings}
_LONGEST_FIRST = sorted(_BY_ENDING, key=len, reverse=True)
_BY_TYPE = {media: kind for kind in FORMATS for media in kind.media_types}
_PAGE = re.compile(rb"\s*+(?><\?xml[^>]*>\s*+)?(?><!--.*?-->\s*+)*+<(!doctype html|html|head|body)\b", re.I | re.S)


def format_of(name: str, media_type: str = "", head: bytes = b"") -> Format | None:
    """Return the kind of a file: by its first bytes where they are plain, by its media type, by its name."""
    declared = media_type.partition(";")[0].strip().lower()
    named, typed = by_name(name), _BY_TYPE.get(declared)
    said = typed if typed and not (typed is TEXT and named) else named
    for mark, kinds in _MAGIC:
        if head.startswith(mark) and said not in kinds:
            return DOCX if kinds[0] is ZIP and b"word/" in head else kinds[0]
    loose = said in _MARKED or (said in (None, TEXT) and (named is None or typed))
    if loose and _PAGE.match(head):  # also a page of an error in place of a PDF
        return HTML
    return said


def by_name(name: str) -> Format | None:
    """Return the kind of a file by the end of its name."""
    lower = name.lower()
    return next((_BY_ENDING[ending] for ending in _LONGEST_FIRST if lower.endswith(ending)), None)


_MAGIC = (
    (b"%PDF-", (PDF,)),
    (b"PK\x03\x04", (ZIP, DOCX)),
    (b"\x1f\x8b", (GZ, TAR, WARC)),
    (b"PAR1", (PARQUET,)),
    (b"WARC/1.", (WARC,)),
)
_MARKED = (PDF, DOCX, PARQUET, ZIP, GZ)


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
