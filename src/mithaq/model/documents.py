"""What an edge read from a file, page or feed → `Document`, the only input of the pure stages."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """What the text of a document was taken out of, and by what.

    `extractor` and `version` name the program that took it out; `sha256` is the hash of the original's bytes.
    `media_type`: what the original turned out to be. `basis`: how each of the document's fields is known, as pairs
    (`published`, `json-ld`). `kept`: where a copy of the original lies, None when none was asked for.
    """

    extractor: str
    version: str
    sha256: str
    media_type: str
    basis: tuple[tuple[str, str], ...] = ()
    kept: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One text as it was published, untouched.

    `id`: for a file its name relative to the folder that was read. `text`: the original characters; every span
    counts in them. `published`: EDTF date (`2025-10-20`) or None when unknown; never guessed. `language`: ISO 639-1,
    as declared by the source. `encoding`: how the bytes were decoded. `author`: as the source names them.
    `origin`: what the text was taken out of, None for a text that was given as such.
    """

    id: str
    text: str
    title: str | None = None
    published: str | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None
    encoding: str = "utf-8"
    author: str | None = None
    origin: Origin | None = None

    @property
    def sha256(self) -> str:
        """Hash of the original text, encoded as UTF-8."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
