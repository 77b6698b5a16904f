"""What an edge read from a file, page or feed → `Document`, the only input of the pure stages."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """One text as it was published, untouched.

    `id`: for a file its name relative to the folder that was read. `text`: the original characters; every span
    counts in them. `published`: EDTF date (`2025-10-20`) or None when unknown; never guessed. `language`: ISO 639-1,
    as declared by the source. `encoding`: how the bytes were decoded.
    """

    id: str
    text: str
    title: str | None = None
    published: str | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None
    encoding: str = "utf-8"

    @property
    def sha256(self) -> str:
        """Hash of the original text, encoded as UTF-8."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
