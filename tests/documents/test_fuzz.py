"""Damaged files of every kind → documents and issues, never an exception, and text that a register can hold.

`MITHAQ_FUZZ=2000 pytest tests/documents/test_fuzz.py` tries that many of each kind.
"""

from __future__ import annotations

import gzip
import io
import os
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.documents.test_kinds import AR, EN, PAGE, archive, message, zipped

from mithaq.documents import Limits, extract
from mithaq.documents.charset import decode_page
from mithaq.documents.http_body import unpacked
from mithaq.documents.mojibake import mend
from mithaq.model.documents import Document
from mithaq.model.errors import DocumentError
from mithaq.model.issues import CODES, Issue

EXAMPLES = int(os.environ.get("MITHAQ_FUZZ", "25"))
SMALL = Limits(size=200_000, slack=1_000_000, ratio=20, depth=2, members=50, pages=20)
UNFIT = re.compile("[\0\ud800-\udfff]")
# The suite tries the same inputs every time, so that a run says something of the change; a large run tries new ones.
bounded = settings(
    derandomize="MITHAQ_FUZZ" not in os.environ,
    max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck), print_blob=True
)


def seeds() -> dict[str, bytes]:
    """One small file of each kind, by real writers."""
    data = '{"@type":"NewsArticle","headline":"x","datePublished":"2025-10-20"}'
    linked = f'<script type="application/ld+json">{data}</script>'
    made = message(AR)
    made.add_attachment(PAGE.encode(), maintype="text", subtype="html", filename="p.html")
    found = {
        "a.html": PAGE.replace("<title>", f'<meta charset="utf-8">{linked}<title>').replace(EN, AR).encode(),
        "a.eml": made.as_bytes(),
        "a.mbox": b"From x Mon\n" + made.as_bytes() + b"\n\nFrom y Tue\n" + made.as_bytes(),
        "a.csv": f"id,text,published\na,{AR},2025-10-20\nb,\"{EN}\n\",x\n".encode(),
        "a.jsonl": f'{{"id": "a", "text": "{AR}", "published": "2025"}}\n{{"id": 3, "text": "{EN}"}}\n'.encode(),
        "a.zip": zipped({"a.txt": AR.encode(), "b.html": PAGE.encode(), "c.zip": zipped({"d.txt": EN.encode()})}),
        "a.txt.gz": gzip.compress(AR.encode()),
        "a.txt": AR.encode("cp1256") + b"\n" + EN.encode(),
        "a.warc.gz": archive([("response", "https://a.example/packed", PAGE.encode(), "text/html", "200 OK"),
                              ("conversion", "https://a.example/b", AR.encode(), "text/plain", "")]),
    }  # fmt: skip
    found["a.warc"] = gzip.GzipFile(fileobj=io.BytesIO(found["a.warc.gz"])).read()
    return found | office()


def office() -> dict[str, bytes]:
    docx, fpdf = pytest.importorskip("docx"), pytest.importorskip("fpdf")
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    word, pdf, table = docx.Document(), fpdf.FPDF(), io.BytesIO()
    word.add_paragraph(AR)
    out = io.BytesIO()
    word.save(out)
    pdf.add_page()
    pdf.set_font("helvetica", size=12)
    pdf.multi_cell(0, 10, EN)
    pq.write_table(pa.Table.from_pylist([{"id": "a", "text": AR}, {"id": "b", "text": EN}]), table)
    return {"a.docx": out.getvalue(), "a.pdf": bytes(pdf.output()), "a.parquet": table.getvalue()}


SEEDS = seeds()
PIECES = [
    *(
        b"<",
        b">",
        b"&#0;",
        b"&#xd800;",
        b"\0",
        b"\xff\xfe",
        b"%PDF-",
        b"PK\x03\x04",
        b"\x1f\x8b",
        b"\r\n\r\n",
        b'"',
        b"{",
    ),
    *(b"<!ENTITY a '&a;&a;'>", b"<![CDATA[", b"Content-Length: 99999999999", b"charset=utf-7", b"From "),
    *(b"/Kids [1 0 R]", b"1e999", "\u202e\u0627\u0644".encode(), b"<div>" * 300, b"[" * 3000),
]


@st.composite
def damaged(draw: st.DrawFn, seed: bytes) -> bytes:
    data = bytearray(seed)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        how = draw(st.sampled_from(["flip", "cut", "insert", "repeat", "drop", "number"]))
        if how == "flip" and data:
            data[at] ^= 1 << draw(st.integers(0, 7))
        elif how == "cut":
            del data[at:]
        elif how == "insert":
            data[at:at] = draw(st.sampled_from(PIECES) | st.binary(max_size=20))
        elif how == "repeat":
            data[at:at] = data[at : at + draw(st.integers(1, 200))] * draw(st.integers(1, 50))
        elif how == "drop":
            del data[at : at + draw(st.integers(1, 200))]
        else:
            data[at : at + 4] = draw(st.sampled_from([b"\xff" * 4, b"\0" * 4, b"\x7f\xff\xff\xff", b"9999"]))
    return bytes(data[:400_000])


def check(data: bytes, name: str, media_type: str = "") -> None:
    for item in extract(data, name, media_type, "https://a.example/x", limits=SMALL):
        if isinstance(item, Document):
            texts = (item.id, item.text, item.title, item.publisher, item.author, item.url, item.language)
            assert item.text.strip() and item.origin and not any(UNFIT.search(text) for text in texts if text)
            assert item.published is None or re.fullmatch(r"\d{4}(-\d\d){0,2}", item.published)
        else:
            assert isinstance(item, Issue) and item.code in CODES and item.hint and not UNFIT.search(item.message)


@pytest.mark.parametrize("name", SEEDS)
def test_damaged_files(name: str) -> None:
    @bounded
    @given(damaged(SEEDS[name]))
    def run(data: bytes) -> None:
        check(data, name)

    run()


@bounded
@given(st.binary(max_size=3000), st.sampled_from(list(SEEDS)), st.sampled_from(["", "text/html; charset=windows-1256"]))
def test_any_bytes_under_any_name(data: bytes, name: str, media_type: str) -> None:
    check(data, name, media_type)


@bounded
@given(
    st.binary(max_size=500),
    st.sampled_from(["chunked", "chunked,gzip"]),
    st.sampled_from(["gzip", "deflate", "br", "x"]),
)
def test_bodies_that_are_not_what_their_headers_say(data: bytes, transfer: str, encoding: str) -> None:
    assert len(unpacked(data, transfer, encoding, 1000)) <= max(1001, len(data))


@bounded
@given(st.text(max_size=300))
def test_mending_and_decoding_never_raise_otherwise(text: str) -> None:
    mended, lines = mend(text)
    assert (mended == text) == (lines == 0)
    try:
        decoded = decode_page(text.encode("utf-8", "replace"))
    except DocumentError:
        return
    assert "\0" not in decoded.text
