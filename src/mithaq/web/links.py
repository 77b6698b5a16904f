"""A page and what it shows → addresses: absolute ones when served, relative files on a plain file server."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from posixpath import relpath
from urllib.parse import quote, urlencode

_PLAIN = re.compile(r"(?!.*(?:^|/)\.{1,2}(?:/|$))[\w.~\-][\w.~\-/]*", re.ASCII)
_MARK = "~"


def document_name(identity: str) -> str:
    """Return what stands for a document in addresses: its id, or, of one that an address cannot hold, its code."""
    if _PLAIN.fullmatch(identity) and not identity.startswith(_MARK) and "//" not in identity:
        return identity
    return _MARK + base64.urlsafe_b64encode(identity.encode("utf-8", "surrogatepass")).decode().rstrip("=")


def document_id(name: str) -> str:
    """Return the id that a name in an address stands for; ValueError when it stands for none."""
    if not name.startswith(_MARK):
        return name
    code = name[1:]
    return base64.urlsafe_b64decode(code + "=" * (-len(code) % 4)).decode("utf-8", "surrogatepass")


def canonical(one: str, other: str) -> str:
    """Return the one address of a pair of states, in whichever order they come: the later code first, as US-MA."""
    first, second = sorted((one.upper(), other.upper()), reverse=True)
    return f"{first}-{second}"


@lru_cache(maxsize=20_000)
def _quoted(path: str) -> str:
    return quote(path, safe="/~-._")


class Links:
    """Addresses of the served pages. `root`: what stands before all of them."""

    site = False

    def to(self, path: str, query: Mapping[str, object] | None = None) -> str:
        """Return the address of a page; empty values of the query are left out."""
        if not query:
            return _quoted(path)
        kept = {key: value for key, value in query.items() if value not in (None, "", False, (), [])}
        return _quoted(path) + (f"?{urlencode(kept, doseq=True)}" if kept else "")

    def asset(self, name: str) -> str:
        """Return the address of a file that comes with the pages."""
        return f"/static/{name}"

    def record(self, identity: str) -> str:
        """Return the address of a record."""
        return self.to(f"/record/{identity}")

    def document(self, identity: str) -> str:
        """Return the address of a document."""
        return self.to(f"/document/{document_name(identity)}")

    def pair(self, one: str, other: str) -> str:
        """Return the address of a partnership."""
        return self.to(f"/{canonical(one, other)}")

    def language(self, code: str, path: str, query: Mapping[str, object]) -> str:
        """Return the address of this page in another language."""
        return self.to(path, {**query, "lang": code})


class SiteLinks(Links):
    """Addresses of a written site, seen from the page at `here` in the language `code`; `first` stands at the root."""

    site = True

    def __init__(self, here: str, code: str, first: str, want: Callable[[str], None] = lambda path: None) -> None:
        self.here, self.code, self.first = here, code, first
        self._want = want  # told of every page that is linked to

    def to(self, path: str, query: Mapping[str, object] | None = None) -> str:
        """Return the file of a page, from here; filters are left out, for there is nobody to answer them."""
        self._want(path)
        return self._from_here(self._file(path, self.code))

    def asset(self, name: str) -> str:
        """Return the file, from here."""
        return self._from_here(f"static/{name}")

    def language(self, code: str, path: str, query: Mapping[str, object]) -> str:
        """Return the file of this page in another language."""
        return self._from_here(self._file(path, code))

    def search(self) -> str:
        """Return the page that searches in the browser itself."""
        return self._from_here(self._file("/search", self.code))

    def data(self, name: str) -> str:
        """Return a file of data that stands beside the pages, from here."""
        return self._from_here(name)

    def _file(self, path: str, code: str) -> str:
        return file_of(path, code, self.first)

    def _from_here(self, name: str) -> str:
        own = file_of(self.here, self.code, self.first)
        return quote(relpath(name, own.rpartition("/")[0] or "."), safe="/~-._")


def file_of(path: str, code: str, first: str) -> str:
    """Return the name of the file, below the folder of the site, that holds a page in a language."""
    stem = path.strip("/") or "index"
    return f"{'' if code == first else code + '/'}{stem}.html"
