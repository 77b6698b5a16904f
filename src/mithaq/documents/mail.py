"""A message (.eml) → its text as one document, and its attachments of known kinds as parts."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from io import BytesIO
from typing import Any

from mithaq import __version__
from mithaq.documents.archives import inside
from mithaq.documents.charset import Decoded, decode_page
from mithaq.documents.decode import storable
from mithaq.documents.formats import HTML, extractor, format_of
from mithaq.documents.limits import Limits
from mithaq.documents.making import document_of, remarks_of
from mithaq.documents.mojibake import mend
from mithaq.documents.parts import Found, Part
from mithaq.model.documents import Document
from mithaq.model.errors import DocumentError
from mithaq.model.issues import Issue

EXTRACTOR = ("email", __version__, "message/rfc822")
_MOST_PARTS = 1_000


def read(part: Part, limits: Limits) -> Iterator[Found]:
    """Yield the message and its attachments; raise DocumentError D010 when neither holds text."""
    data = part.read(limits)
    message = BytesParser(policy=policy.default).parsebytes(data)
    if not message.keys():
        raise DocumentError("is no message: it has no headers", code="D011", hint="save the message again as .eml")
    facts = _facts(message)
    found = False
    for item in _body(part, data, message, facts, limits):
        found = True
        yield item
    for number, attached in enumerate(_attachments(message), 1):
        name = inside(part, attached.get_filename() or f"attachment-{number}")
        payload = _payload(attached)
        kind = format_of(name, attached.get_content_type(), payload[:1024])
        if kind is None:
            yield Issue(
                "D016", f"{name} is of a kind that is not supported; it was left out", name, hint="save its text"
            )
        elif part.depth < limits.depth:
            found = True
            sent = {"published": facts["published"]} if "published" in facts else {}
            media = attached.get_content_type()
            yield Part(name, BytesIO(payload), media, known=sent, depth=part.depth + 1, head=payload[:1024])
    if not found:
        raise DocumentError("holds no text", code="D010", hint="save its text as .txt")


def _body(
    part: Part, data: bytes, message: EmailMessage, facts: dict[str, tuple[str, str]], limits: Limits
) -> Iterator[Found]:
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None or body.get_filename():
        return
    decoded = _decoded(body)
    if body.get_content_type() == "text/html":
        page = Part(part.name, BytesIO(decoded.text.encode("utf-8", "replace")), known=facts)
        for item in extractor(HTML)(page, limits):
            yield _as_mail(part, data, item, facts) if isinstance(item, Document) else item
        return
    text, mended = mend(decoded.text)
    if storable(text).strip():
        yield from remarks_of(part.name, decoded, mended)
        yield document_of(part, data, text.strip("\n"), facts, extractor=EXTRACTOR, encoding=decoded.encoding)


def _as_mail(part: Part, data: bytes, page: Document, facts: dict[str, tuple[str, str]]) -> Document:
    """Return the document of an HTML message: what its headers say goes before what its page says."""
    name = f"{EXTRACTOR[0]}, {page.origin.extractor}" if page.origin else EXTRACTOR[0]
    number = page.origin.version if page.origin else EXTRACTOR[1]
    known = {"language": (page.language, "html lang")} if page.language else {}
    return document_of(part, data, page.text, known | facts, extractor=(name, number, EXTRACTOR[2]))


def _facts(message: EmailMessage) -> dict[str, tuple[str, str]]:
    found: dict[str, str] = {"title": _header(message, "Subject")}
    name, address = parseaddr(_header(message, "From"))
    found["author"] = name or address
    with contextlib.suppress(ValueError, TypeError, IndexError, OverflowError):
        found["published"] = parsedate_to_datetime(_header(message, "Date")).date().isoformat()
    headers = {"title": "Subject", "author": "From", "published": "Date"}
    return {field: (value, f"header {headers[field]}") for field, value in found.items() if value}


def _header(message: EmailMessage, name: str) -> str:
    """Return a header, "" when there is none or it is beyond repair."""
    try:
        return " ".join(str(message.get(name) or "").split())
    except Exception:  # the library trips over many kinds of broken headers
        return ""


def _attachments(message: EmailMessage) -> Iterator[EmailMessage]:
    for number, item in enumerate(message.walk()):
        if number > _MOST_PARTS:
            return
        if isinstance(item, EmailMessage) and not item.is_multipart() and item.get_filename():
            yield item


def _payload(item: Any) -> bytes:
    data = item.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _decoded(item: Any) -> Decoded:
    charset = item.get_content_charset()
    return decode_page(_payload(item) or b"", f"text/plain; charset={charset}" if charset else "")
