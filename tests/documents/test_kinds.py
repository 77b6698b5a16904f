"""Files as their real writers make them → the right text, what they say about themselves, and spans that hold."""

from __future__ import annotations

import csv
import gzip
import io
import mailbox
import tarfile
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path

import pytest

from mithaq.documents import Limits, extract, read_path
from mithaq.documents.guarded import Extractor, Settings, Task
from mithaq.model.documents import Document
from mithaq.model.issues import CODES, Issue

AR = "أعلنت وزارة الدفاع في البلد الأول، يوم الاثنين، عن زيارة وفد عسكري من البلد الثاني لبحث التدريب المشترك."
EN = "The ministry of defence of the first country said on Monday that both armies will train together in the spring."
PAGE = f"<!doctype html><html lang=en><title>Two armies</title><body><h1>Two armies</h1><p>{EN}</p></body></html>"


def split(found: object) -> tuple[dict[str, Document], list[Issue]]:
    items = list(found)  # type: ignore[call-overload]
    issues = [item for item in items if isinstance(item, Issue)]
    assert all(issue.code in CODES and issue.message and issue.hint for issue in issues)
    return {item.id: item for item in items if isinstance(item, Document)}, issues


def known(document: Document) -> Mapping[str, str]:
    assert document.origin is not None and len(document.origin.sha256) == 64
    return dict(document.origin.basis)


def zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_a_word_document_by_python_docx() -> None:
    docx = pytest.importorskip("docx")
    made = docx.Document()
    made.core_properties.title, made.core_properties.author = "Two armies", "A. Writer"
    made.add_heading("Two armies", 1)
    made.add_paragraph(AR)
    table = made.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "25", "F-16"
    made.add_paragraph(EN)
    struck = made.add_paragraph("kept ")
    gone = docx.oxml.parse_xml(
        '<w:del xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:r><w:t>gone</w:t></w:r></w:del>'
    )
    struck._p.append(gone)
    out = io.BytesIO()
    made.save(out)
    documents, issues = split(extract(out.getvalue(), "a.docx"))
    assert documents["a.docx"].text == "\n".join(["Two armies", AR, "25 | F-16", EN, "kept"]) and not issues
    assert documents["a.docx"].author == "A. Writer" and documents["a.docx"].published is None
    assert known(documents["a.docx"]) == {"title": "core properties", "author": "core properties"}


def message(text: str = EN) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "Press Office <press@mod.example>", "you@x.example", "Two armies"
    made["Date"] = "Mon, 20 Oct 2025 23:30:00 +0100"
    made.set_content(text)
    return made


def test_a_message_with_an_attachment_that_is_read_and_one_that_is_not() -> None:
    made = message(AR)
    made.add_attachment(PAGE.encode(), maintype="text", subtype="html", filename="page.html")
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="x.png")
    documents, issues = split(extract(made.as_bytes(), "m.eml"))
    assert documents["m.eml"].text == AR and documents["m.eml"].title == "Two armies"
    assert documents["m.eml"].published == "2025-10-20" and documents["m.eml"].author == "Press Office"
    assert known(documents["m.eml"])["published"] == "header Date"
    assert EN in documents["m.eml/page.html"].text and [i.code for i in issues] == ["D016"]


def test_a_message_that_is_only_html_and_one_in_another_charset() -> None:
    made = EmailMessage()
    made["Subject"] = "Two armies"
    made.set_content(PAGE, subtype="html")
    assert EN in split(extract(made.as_bytes(), "m.eml"))[0]["m.eml"].text
    made = EmailMessage()
    made["Subject"] = "x"
    made.set_content(AR, charset="windows-1256")
    documents, issues = split(extract(made.as_bytes(), "m.eml"))
    assert documents["m.eml"].text == AR and documents["m.eml"].encoding == "windows-1256" and not issues


def test_a_mailbox_by_the_standard_library(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "a.mbox")
    box.add(message(EN))
    box.add(message(f"From the coast.\n\nFrom here on.\n{AR}"))
    box.close()
    documents, issues = split(read_path(tmp_path / "a.mbox"))
    assert list(documents) == ["a.mbox/1", "a.mbox/2"] and not issues
    assert documents["a.mbox/2"].text == f"From the coast.\n\nFrom here on.\n{AR}"


@pytest.mark.parametrize(
    ("delimiter", "codec"), [(",", "utf-8"), (";", "cp1256"), ("\t", "utf-16"), (",", "utf-8-sig")]
)
def test_a_table_with_other_names_for_its_columns(delimiter: str, codec: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(["nr", "body", "date", "more"])
    writer.writerows([["a", f"{AR}\nsecond line", "2025-10-20T08:00", ""], ["", AR, "", ""], ["c", " ", "", ""]])
    writer.writerow(["d", AR, "last week", ""])
    settings = Settings(columns=(("text", "body"), ("published", "date"), ("id", "nr")))
    with Extractor(settings) as extractor:
        documents, issues = split(extractor(Task(out.getvalue().encode(codec), "t.csv")))
    assert list(documents) == ["a", "t.csv/2"] and [i.code for i in issues] == ["D001", "D006"]
    assert documents["a"].text == f"{AR}\nsecond line" and documents["a"].published == "2025-10-20"
    assert known(documents["a"]) == {"published": "column date"}
    assert split(extract(b"a,b\n1,2\n", "t.csv"))[1][0].code == "D006"


def test_parquet_by_pyarrow(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    rows = [{"id": f"n{i}", "text": f"{AR} {i}", "published": "2025-10-20", "other": i} for i in range(200)]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "t.parquet")
    documents, issues = split(read_path(tmp_path / "t.parquet"))
    assert [d.text for d in documents.values()] == [row["text"] for row in rows] and not issues
    (tmp_path / "t.parquet").write_bytes(b"PAR1 broken")
    assert split(read_path(tmp_path / "t.parquet"))[1][0].code == "D011"


def test_archives_inside_archives_and_names_that_want_out(tmp_path: Path) -> None:
    lines = b'{"id": "l1", "text": "one"}\n{"id": "l2", "text": "two"}\n'
    inner = zipped({"a.html": PAGE.encode(), "../../etc/b.txt": EN.encode(), "x.png": b"\x89", "README.md": b"no"})
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, data in {"in.zip": inner, "/c.jsonl.gz": gzip.compress(lines), "d.txt": AR.encode()}.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    (tmp_path / "all.tar.gz").write_bytes(out.getvalue())
    documents, issues = split(read_path(tmp_path / "all.tar.gz"))
    assert list(documents) == [
        "all.tar.gz/in.zip/etc/b.txt",
        "all.tar.gz/in.zip/a.html",
        "l1",
        "l2",
        "all.tar.gz/d.txt",
    ]
    assert [i.code for i in issues] == ["D016"] and sorted(p.name for p in tmp_path.iterdir()) == ["all.tar.gz"]


def test_bombs_are_stopped_by_their_ratio_depth_and_number() -> None:
    small = Limits(size=1_000_000, slack=2_000_000, ratio=20, depth=2, members=50)

    def codes(data: bytes, name: str) -> list[str]:
        return [i.code for i in split(extract(data, name, limits=small))[1]]

    assert codes(zipped({f"{i}.jsonl": b" " * 900_000 for i in range(9)}), "b.zip")[-1] == "D013"
    assert codes(gzip.compress(b" " * 50_000_000), "b.jsonl.gz")[-1] in ("D013", "D004")
    assert codes(gzip.compress(b"x" * 50_000_000), "b.txt.gz") == ["D004"]
    assert codes(zipped({"big.txt": b"x" * 1_500_000}), "b.zip") == ["D004"]
    assert codes(zipped({f"{i}.txt": b"x" for i in range(60)}), "b.zip") == ["D013"]
    deep = EN.encode()
    for level in range(4):
        deep = zipped({"a.txt" if level == 0 else "a.zip": deep})
    assert codes(deep, "b.zip") == ["D013"]
    assert codes(zipped({"word/document.xml": b"<a>" * 9_000_000}), "b.docx") in (["D013"], ["D011"])


def test_a_password_and_broken_archives() -> None:
    assert split(extract(b"PK\x03\x04 broken", "b.zip"))[1][0].code == "D011"
    cut = zipped({"a.txt": EN.encode()})[:-30]
    assert split(extract(cut, "b.zip"))[1][0].code == "D011"
    assert split(extract(gzip.compress(EN.encode())[:-12], "b.txt.gz"))[1][0].code == "D011"
    locked = bytearray(zipped({"a.txt": EN.encode()}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + offset] |= 1
    assert split(extract(bytes(locked), "b.zip"))[1][0].code == "D015"


def archive(records: list[tuple[str, str, bytes, str, str]]) -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    writer.write_record(writer.create_warcinfo_record("x.warc.gz", {"software": "test"}))
    for kind, url, payload, media, status in records:
        headers = {"WARC-Date": "2025-10-21T10:00:00Z"}
        http = None
        if kind == "response":
            sent = [("Content-Type", media)]
            if "packed" in url:
                body = gzip.compress(payload)
                payload = b"%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n"
                sent += [("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")]
            http = StatusAndHeaders(status, sent, protocol="HTTP/1.1")
        else:
            headers["WARC-Identified-Content-Language"] = "ara,eng"
        record = writer.create_warc_record(
            url, kind, payload=io.BytesIO(payload), http_headers=http, warc_headers_dict=headers,
            **({} if http else {"warc_content_type": media}),
        )  # fmt: skip
        writer.write_record(record)
    return out.getvalue()


def test_a_web_archive_by_warcio() -> None:
    pytest.importorskip("fastwarc")
    dated = PAGE.replace("<title>", '<meta property="article:published_time" content="2025-10-20"><title>')
    data = archive(
        [
            ("response", "https://a.example/packed/1", dated.encode(), "text/html; charset=utf-8", "200 OK"),
            (
                "response",
                "https://a.example/2",
                f"<p>{AR}</p>".encode("cp1256"),
                "text/html; charset=windows-1256",
                "200 OK",
            ),
            ("response", "https://a.example/gone", PAGE.encode(), "text/html", "404 Not Found"),
            ("response", "https://a.example/x.png", b"\x89PNG", "image/png", "200 OK"),
            ("conversion", "https://a.example/3", AR.encode(), "text/plain", ""),
        ]
    )
    documents, issues = split(extract(data, "x.warc.gz"))
    assert not issues
    assert list(documents) == [f"https://a.example/{n} 2025-10-21T10:00:00Z" for n in ("packed/1", "2", "3")]
    one, two, three = documents.values()
    assert EN in one.text and one.url == "https://a.example/packed/1" and one.published == "2025-10-20"
    assert two.text == AR and two.published is None and two.encoding == "windows-1256"
    assert three.text == AR and three.language == "ar" and known(three)["language"] == "warc header"
    documents, issues = split(extract(data[:-100], "x.warc.gz"))
    assert len(documents) >= 2 and [i.code for i in issues] in ([], ["D011"])


def test_a_web_archive_names_its_pages_without_damaged_characters() -> None:
    pytest.importorskip("fastwarc")
    head = b"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://a.example/\0\r\nContent-Type: text/plain\r\n"
    data = head + b"WARC-Date: 2025\0\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
    _, issues = split(extract(data, "x.warc"))
    assert [i.code for i in issues] == ["D001"] and "\0" not in issues[0].message + issues[0].document
    assert "https://a.example/\ufffd" in issues[0].message


def test_the_first_bytes_say_more_than_the_name() -> None:
    assert EN in split(extract(gzip.compress(PAGE.encode()), "page.html"))[0]["page.html"].text
    assert split(extract(b"%PDF-1.4 broken", "page.html", "text/html"))[1][0].code == "D011"
    assert split(extract(PAGE.encode(), "https://x.example/news.php?a=1", "text/plain"))[0]
    for name, said in (("a.pdf", ""), ("https://x.example/a", "application/pdf"), ("a.docx", "")):
        assert EN in split(extract(PAGE.encode(), name, said))[0][name].text


def test_a_missing_package_is_an_issue_that_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "mithaq.documents.docx", None)
    [issue] = extract(b"PK\x03\x04", "a.docx")
    assert isinstance(issue, Issue) and issue.code == "D012" and "mithaq[docx]" in issue.hint


def test_originals_are_kept_once_and_named_by_their_hash(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.html").write_text(PAGE)
    (tmp_path / "in" / "b.zip").write_bytes(zipped({"c.html": PAGE.encode()}))
    with Extractor(Settings(keep=tmp_path / "kept")) as extractor:
        documents, _ = split(read_path(tmp_path / "in", extractor=extractor))
    origins = {d.origin for d in documents.values()}
    [kept] = {origin.kept for origin in origins if origin}
    assert kept is not None and Path(kept).read_text() == PAGE and len(documents) == 2
    assert len([p for p in (tmp_path / "kept").rglob("*") if p.is_file()]) == 1
