"""Small corpora for tests: sentences that the fake reader reads, in JSONL and in WARC by a real writer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

FILLER = "The two ministers spoke about the programme of the coming year and about the training of officers. " * 3
STATES = ("US", "MA", "FR", "TN", "EG", "IT", "GB", "OM")


def text(number: int, extra: str = "") -> str:
    """Return a text with one claim for the fake reader."""
    seller, buyer = STATES[number % 8], STATES[(number // 8 + number + 1) % 8]
    return f"{seller} sells {number + 2} HIMARS to {buyer}. {extra} Report number {number}. {FILLER}{number * 7919}"


def jsonl(path: Path, texts: Sequence[str], first: int = 0) -> Path:
    """Write one document a line."""
    rows = [{"id": f"{path.stem}-{first + i}", "text": t, "published": "2024-05-01"} for i, t in enumerate(texts)]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def html(words: str, title: str = "A report") -> bytes:
    """Return a page with menu and script around some paragraphs."""
    body = "".join(f"<p>{piece}</p>" for piece in words.split("\n\n"))
    head = f"<title>{title}</title><script>var army = 'missile';</script>"
    menu = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/sport'>Sport</a></li></ul></nav>"
    page = f"<html lang='en'><head>{head}</head><body>{menu}<article><h1>{title}</h1>{body}</article></body></html>"
    return page.encode()


def warc(path: Path, pages: Iterable[tuple[str, bytes]], status: str = "200 OK", kind: str = "text/html") -> Path:
    """Write pages with their requests, one gzip member a record."""
    with path.open("ab") as stream:
        writer = WARCWriter(stream, gzip=path.suffix == ".gz")
        for url, data in pages:
            ask = StatusAndHeaders("GET / HTTP/1.1", [("Host", "a.example")], is_http_request=True)
            writer.write_record(writer.create_warc_record(url, "request", payload=BytesIO(b""), http_headers=ask))
            head = StatusAndHeaders(status, [("Content-Type", f"{kind}; charset=utf-8")], protocol="HTTP/1.1")
            writer.write_record(writer.create_warc_record(url, "response", payload=BytesIO(data), http_headers=head))
    return path


def manifest(folder: Path, shard: float = 0.002, *files: str) -> Path:
    """Write a manifest over the archives of a folder."""
    listed = files or ("*.jsonl", "*.warc.gz")
    lines = "".join(f"- '{name}'\n" for name in listed if list(folder.glob(name)))
    path = folder / "manifest.yml"
    path.write_text(f"files:\n{lines}shard: {shard}\n", encoding="utf-8")
    return path


def prints(out: Path) -> dict[str, str]:
    """Return a hash of each file of the shards of a corpus folder."""
    files = sorted(p for p in (out / "shards").rglob("*") if p.is_file())
    return {p.relative_to(out).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}
