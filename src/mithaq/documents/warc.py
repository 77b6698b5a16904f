"""A web archive (.warc, .warc.gz, .wet) → its pages as parts and its plain texts as documents, record by record.

A record's id is its address and the time of its capture. The time is when the page was fetched, never when it was
published.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any, cast

from fastwarc.warc import ArchiveIterator, WarcRecordType

from mithaq.documents.decode import storable
from mithaq.documents.formats import format_of
from mithaq.documents.http_body import unpacked
from mithaq.documents.limits import Limits
from mithaq.documents.parts import Found, Part, too_large
from mithaq.model.errors import DocumentError
from mithaq.model.issues import Issue

_WANTED = WarcRecordType.response | WarcRecordType.conversion | WarcRecordType.resource
_LANGUAGES = {"ara": "ar", "fra": "fr", "eng": "en"}
_HEAD = 1024
_SUCCESS = range(200, 300)


def read(part: Part, limits: Limits) -> Iterator[Found]:
    """Yield the pages of an archive; raise DocumentError D011 for what is no archive, or is cut off."""
    count = 0
    try:
        for record in ArchiveIterator(
            cast("Any", part.stream), record_types=_WANTED, auto_decode="none", fsspec_args=False
        ):
            count += 1
            yield from _record(part, record, limits)
    except (OSError, ValueError, EOFError, RuntimeError) as e:
        message = f"is damaged after record {count} ({type(e).__name__}: {str(e)[:100]})"
        raise DocumentError(message, code="D011", hint="get it anew; what came before was read") from e
    if not count:
        hint = "get it anew; an archive of requests or metadata alone has nothing to read"
        raise DocumentError("holds no pages", code="D010", hint=hint)


def _record(part: Part, record: Any, limits: Limits) -> Iterator[Found]:
    headers = record.headers
    address = storable(headers.get("WARC-Target-URI", "").strip("<>"))
    status = record.http_headers.status_code if record.is_http and record.http_headers else 200
    if not address or address.startswith(("dns:", "whois:")) or status not in _SUCCESS:
        return
    media = _media_type(record)
    kind = format_of(address.partition("?")[0].rpartition("/")[2], media)
    if kind is None or kind.many:
        return
    name = storable(f"{address} {headers.get('WARC-Date', '')}".strip())
    promised = record.content_length
    data = record.reader.read(limits.size + 1)
    if len(data) < min(promised, limits.size):
        yield Issue("D011", f"{name} is cut off: {len(data)} of {promised} bytes", name, hint="get the archive anew")
        return
    if record.is_http and record.http_headers:
        sent = record.http_headers
        data = unpacked(data, sent.get("Transfer-Encoding", ""), sent.get("Content-Encoding", ""), limits.size)
    if len(data) > limits.size:
        error = too_large(limits)
        yield Issue(error.code, f"{name} {error}", name, hint=error.hint)
        return
    language = _LANGUAGES.get(headers.get("WARC-Identified-Content-Language", "").partition(",")[0])
    known = {"language": (language, "warc header")} if language else {}
    yield Part(name, BytesIO(data), media, address, known, depth=part.depth, head=data[:_HEAD])


def _media_type(record: Any) -> str:
    """Return the type of the page itself, with its charset."""
    if record.is_http:
        return str((record.http_headers.get("Content-Type") if record.http_headers else "") or "text/html")
    return str(record.headers.get("Content-Type", "text/plain"))
