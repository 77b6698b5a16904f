"""What an extractor found in a part → a `Document` with its origin, and the remarks about its characters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mithaq.documents.charset import Decoded
from mithaq.documents.decode import encoding_issue, storable
from mithaq.documents.parts import Part, digest
from mithaq.model.documents import Document, Origin
from mithaq.model.errors import DocumentError
from mithaq.model.issues import Issue

FIELDS = ("title", "published", "url", "publisher", "language", "author")


def document_of(
    part: Part,
    data: bytes,
    text: str,
    facts: Mapping[str, tuple[str, str]],
    *,
    extractor: tuple[str, str, str],
    encoding: str = "utf-8",
) -> Document:
    """Return the document of a part; raise DocumentError D010 when no character of its text can be kept.

    `facts`: its fields with their basis; `extractor`: name, version, media type.
    """
    if not (text := storable(text)).strip():
        message = "holds nothing but characters that are no text"
        raise DocumentError(message, code="D010", hint="look at it; save its text as .txt if there is one")
    name, number, media_type = extractor
    known = {field: facts[field] for field in FIELDS if field in facts}
    if part.url and "url" not in known:
        known["url"] = (part.url, "address")
    basis = tuple((field, how) for field, (_, how) in sorted(known.items()))
    origin = Origin(name, number, digest(data), media_type, basis)
    fields = {field: storable(value) for field, (value, _) in known.items()}
    return Document(id=storable(part.name), text=text, encoding=encoding, origin=origin, **fields)


def remarks_of(name: str, decoded: Decoded, mended: int = 0) -> Iterator[Issue]:
    """Yield what a reader should know about how the characters of a document came about."""
    document = Document(name, "", encoding=decoded.encoding)
    if decoded.guessed and (issue := encoding_issue(document)):
        yield issue
    if mended:
        message = f"{name}: {mended} lines were UTF-8 read in another encoding; they were repaired"
        yield Issue("D014", message, name, hint="check the names in it; get the page anew if it matters")
    if decoded.broken:
        message = f"{name}: {decoded.broken} characters are not {decoded.encoding}; a sign stands in their place"
        yield Issue("D014", message, name, hint="check the text around \ufffd; get the file anew if it matters")
