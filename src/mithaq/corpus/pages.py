"""A shard → its pages one after the other, each with the byte it begins at: the only place that knows the archives."""

from __future__ import annotations

import gzip
import html
import re
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from io import BytesIO
from typing import Any, BinaryIO

from mithaq.corpus.shards import Shard, cut_short, line_at, member_at
from mithaq.documents.decode import storable
from mithaq.documents.extract import extract_part
from mithaq.documents.http_body import unpacked
from mithaq.documents.limits import Limits
from mithaq.documents.lines import read as read_line
from mithaq.documents.parts import Part
from mithaq.model.documents import Document
from mithaq.model.errors import MithaqError
from mithaq.model.issues import Issue

READABLE = ("text/html", "application/xhtml+xml", "text/plain")
_TAGS = re.compile(r"<[^>]{0,2000}>")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_HEAD = 4096


@dataclass(frozen=True, slots=True)
class Page:
    """What an archive holds in one place. `place`: the byte of the archive it begins at. `name`: its document's id.
    Either `data` as a server sent it, with media type and address, or a `document` that needs no extraction, with
    remarks about it. `why`: it is no page to read (`status`, `kind`)."""

    place: int
    name: str = ""
    data: bytes = b""
    media_type: str = ""
    url: str = ""
    document: Document | None = None
    remarks: tuple[Issue, ...] = ()
    why: str = ""


def pages(shard: Shard, max_size: int) -> Iterator[Page | Issue]:
    """Yield the pages that begin in the shard, and an issue for what is damaged or too large."""
    with shard.path.open("rb") as stream:
        if shard.format == "jsonl":
            yield from _lines(stream, shard, max_size)
        else:
            yield from _records(stream, shard, max_size)


def _records(stream: BinaryIO, shard: Shard, max_size: int) -> Iterator[Page | Issue]:
    """Yield the records of a WARC or WET file; behind a damaged stretch go on at the next whole record."""
    packed = shard.path.suffix.lower() == ".gz"
    begin = member_at(stream, shard.start) if packed else shard.start
    while begin is not None and (shard.end is None or begin < shard.end):
        stream.seek(begin)
        last, whole = begin, begin == shard.start
        try:
            for record in _iterator(stream, shard.format):
                last, whole = record.stream_pos, True
                if shard.end is not None and last >= shard.end:
                    return
                yield _page(record, shard, max_size)
            if packed and cut_short(stream, last):  # which the library takes for the end
                raise OSError("it ends in the middle of a record")
            return
        except OSError as e:  # the library's word for anything that is not WARC or not gzip
            begin = member_at(stream, last + 1) if packed else None
            onward = "the rest of it is left out" if begin is None else f"it is read on from byte {begin}"
            message = f"{shard.archive} is damaged behind byte {last} ({e}); {onward}"
            if whole:  # one issue for one stretch, however many records are in it
                yield Issue("D011", message, shard.archive, hint="fetch the archive again")


def _iterator(stream: BinaryIO, form: str) -> Iterator[Any]:
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError as e:
        raise MithaqError("WARC archives need fastwarc: pip install 'mithaq[corpus]'") from e
    wanted = WarcRecordType.response if form == "warc" else WarcRecordType.conversion
    return iter(
        ArchiveIterator(stream, record_types=wanted, parse_http=form == "warc", auto_decode="none", fsspec_args=False)
    )


def _page(record: Any, shard: Shard, max_size: int) -> Page | Issue:
    """Return the page of a record; its name is that which `mithaq read` gives it: address and time of capture."""
    place, url = record.stream_pos, (record.headers.get("WARC-Target-URI") or "").strip("<>")
    name = storable(f"{url or shard.archive + '@' + str(place)} {record.headers.get('WARC-Date') or ''}".strip())
    if record.content_length > max_size:
        return _too_large(name, record.content_length, max_size)
    if shard.format == "wet":
        text = storable(record.reader.read().decode("utf-8", "replace"))
        if not text.strip():
            return Page(place, name, url=url, why="kind")
        return Page(place, name, url=url, document=Document(name, text, url=url or None))
    sent = record.http_headers
    if sent is None or str(sent.status_code) != "200":
        return Page(place, name, url=url, why="status")
    media_type = sent.get("Content-Type") or "text/html"
    if media_type.partition(";")[0].strip().lower() not in READABLE:
        return Page(place, name, url=url, why="kind")
    data = record.reader.read()
    coded = sent.get("Transfer-Encoding") or "", sent.get("Content-Encoding") or ""
    if any(coded):
        data = unpacked(data, *coded, max_size)
        if len(data) > max_size:
            return _too_large(name, len(data), max_size)
    return Page(place, name, data, media_type, url)


def _too_large(name: str, size: int, max_size: int) -> Issue:
    message = f"{name}: {size / 1e6:.1f} MB; the limit is {max_size / 1e6:g} MB"
    return Issue("D004", message, name, hint="raise the limit: --max-size MB")


def _lines(stream: BinaryIO, shard: Shard, max_size: int) -> Iterator[Page | Issue]:
    packed = shard.path.suffix.lower() == ".gz"
    place = 0 if packed else line_at(stream, shard.start)
    with gzip.GzipFile(fileobj=stream) if packed else nullcontext(stream) as source:
        source.seek(place)
        while shard.end is None or place < shard.end:
            line = source.readline(max_size + 1)
            if not line:
                return
            here, place = place, place + len(line)
            name = f"{shard.archive}, byte {here}"
            if len(line) > max_size and not line.endswith(b"\n"):
                while (rest := source.readline(max_size + 1)) and not rest.endswith(b"\n"):
                    place += len(rest)
                place += len(rest)
                yield _too_large(name, place - here, max_size)
            elif line.strip():
                found = list(read_line(Part(name, BytesIO(line)), Limits(size=max_size)))
                remarks = tuple(item for item in found if isinstance(item, Issue))
                document = next((item for item in found if isinstance(item, Document)), None)
                if document is None:
                    yield from remarks
                else:
                    yield Page(here, document.id, url=document.url or "", document=document, remarks=remarks)


def extracted(page: Page, max_size: int) -> Iterator[Document | Issue]:
    """Yield the document of a page, or why there is none, and remarks."""
    if page.document is not None:
        yield from page.remarks
        yield page.document
        return
    head = page.data[:_HEAD]
    part = Part(page.name, BytesIO(page.data), page.media_type, page.url or None, head=head)
    for found in extract_part(part, Limits(size=max_size)):
        if isinstance(found, Document | Issue):
            yield found


def rough_text(page: Page) -> str:
    """Return the words of a page without taking its article out: enough for the gate, a thousand times cheaper."""
    found = _CHARSET.search(page.media_type.encode("ascii", "ignore")) or _CHARSET.search(page.data, 0, _HEAD)
    try:
        text = page.data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            text = page.data.decode(found[1].decode("ascii") if found else "windows-1256", "replace")
        except LookupError:
            text = page.data.decode("windows-1256", "replace")
    if "<" not in text:
        return text
    for name in ("script", "style"):
        text = _without(text, name)
    return html.unescape(_TAGS.sub(" ", text))


def _without(text: str, name: str) -> str:
    """Cut out elements of a name, in one pass whatever the page is like."""
    kept = []
    for number, piece in enumerate(re.split(f"<{name}\\b", text, flags=re.IGNORECASE)):
        if number == 0:
            kept.append(piece)
        elif len(parts := re.split(f"</{name}\\b", piece, maxsplit=1, flags=re.IGNORECASE)) == 2:
            kept.append("<" + parts[1])
    return "".join(kept)
