"""Files that are made to harm: entities, depth, size, names → limits with a clear message, and little memory."""

from __future__ import annotations

import gzip
import io
import resource
import zipfile
import zlib
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from tests.documents.test_kinds import EN, PAGE, zipped

from mithaq.documents import Limits, extract, read_path
from mithaq.documents.guarded import Extractor, Settings, Task
from mithaq.documents.workers import Allowance
from mithaq.model.documents import Document
from mithaq.model.issues import Issue

LAUGHS = "<!DOCTYPE x [<!ENTITY a 'lol'>" + "".join(
    f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefghi", "bcdefghij", strict=True)
)  # a billion of them
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SMALL = Limits(size=2_000_000, slack=4_000_000, ratio=20, depth=3, members=50)
GIGABYTE = 1_000_000_000


def found(data: bytes, name: str, limits: Limits = SMALL) -> tuple[list[Document], list[str]]:
    items = list(extract(data, name, limits=limits))
    return [i for i in items if isinstance(i, Document)], [i.code for i in items if isinstance(i, Issue)]


@pytest.mark.parametrize("entity", ["&j;", "&x;"])
@pytest.mark.parametrize("part", ["word/document.xml", "docProps/core.xml", "[Content_Types].xml"])
def test_entities_in_word_files_are_neither_expanded_nor_fetched(part: str, entity: str) -> None:
    docx = pytest.importorskip("docx")
    made, out = docx.Document(), io.BytesIO()
    made.add_paragraph(EN)
    made.save(out)
    files = {name: data.read(name) for data in [zipfile.ZipFile(out)] for name in data.namelist()}
    head = f'{LAUGHS}<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    old = files[part].decode()
    place = old.index("?>") + 2
    new = old[:place] + head.replace("DOCTYPE x", "DOCTYPE w") + old[place:]
    new = new.replace(EN, f"{EN} {entity}", 1) if EN in new else new.replace("</dc:title>", f"{entity}</dc:title>", 1)
    files[part] = new.encode()
    documents, codes = found(zipped(files), "a.docx")
    assert codes in ([], ["D011"]) and len(documents) == (not codes)
    for document in documents:
        assert "root:" not in str(document) and len(document.text) < 500


@pytest.mark.parametrize("entity", ["&j;", "&x;"])
def test_entities_in_pages_are_neither_expanded_nor_fetched(entity: str) -> None:
    page = f'{LAUGHS}<!ENTITY x SYSTEM "file:///etc/passwd">]>' + PAGE.replace(EN, f"{EN} {entity}")
    for name in ("a.html", "a.xhtml"):
        documents, _ = found(page.encode(), name)
        assert all("root:" not in d.text and len(d.text) < 5000 for d in documents)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("deep.html", b"<div>" * 150_000 + EN.encode()),
        ("deep.html", b"<table><tr><td>" * 50_000 + EN.encode()),
        ("attributes.html", b"<p " + b"a=b " * 200_000 + b">" + EN.encode()),
        ("deep.jsonl", b'{"id": "a", "text": ' + b"[" * 500_000 + b"\n"),
        ("wide.csv", b"id,text\na," + b'"' * 900_001 + b"\n"),
        ("columns.csv", b"," * 900_000 + b"\nx,y\n"),
        ("parts.eml", b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 10_000),
        ("loop.eml", b"Subject: x\nContent-Type: message/rfc822\n\n" * 5_000 + b"x"),
        ("from.mbox", b"From x\n\n" * 10_000),
        ("refs.xhtml", b"<html><body>" + b"&#x41;" * 300_000),
    ],
)
def test_depth_and_number_end_in_an_issue_or_a_text(name: str, data: bytes) -> None:
    """In a process of its own, as all files are opened: none takes longer than the limit, or ends the run."""
    with Extractor(Settings(limits=SMALL, allowance=Allowance(60.0, 600.0))) as extractor:
        items = list(extractor(Task(data, name)))
        after = list(extractor(Task(PAGE.encode(), "ok.html")))
    assert all(isinstance(i, Document) or i.hint for i in items)
    assert [i.id for i in after if isinstance(i, Document)] == ["ok.html"]


def test_archives_in_archives_in_archives_end_at_the_limit() -> None:
    data = EN.encode()
    for _ in range(6):
        data = gzip.compress(data)
    assert found(data, "a.txt" + ".gz" * 6) == ([], ["D013"])
    message: bytes = EN.encode()
    for level in range(6):
        made = EmailMessage()
        made["Subject"] = f"level {level}"
        made.set_content("see attached")
        made.add_attachment(
            message, maintype="application", subtype="octet-stream", filename="m.eml" if level else "a.txt"
        )
        message = made.as_bytes()
    documents, codes = found(message, "a.eml")
    assert 1 <= len(documents) <= 5 and set(codes) <= {"D013", "D016"}


def test_names_in_a_zip_become_ids_and_nothing_else(tmp_path: Path) -> None:
    names = [
        "../up.txt",
        "/etc/abs.txt",
        "C:\\win\\x.txt",
        "a/../../b.txt",
        "..\\..\\back.txt",
        "./dot.txt",
        "\u202egpj.txt",
    ]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number, name in enumerate(names):
            archive.writestr(name, f"{EN} {number}")
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.zip").write_bytes(out.getvalue())
    documents = [i for i in read_path(tmp_path / "in") if isinstance(i, Document)]
    assert len(documents) >= len(names) and all(d.id.startswith("a.zip/") for d in documents)
    assert not any(".." in d.id.split("/") or "root:" in d.text for d in documents)
    assert sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*")) == ["in", "in/a.zip"]


@pytest.fixture(scope="module")
def huge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A web archive of three pages, the middle one of a gigabyte; 5 MB as it is stored."""
    path = tmp_path_factory.mktemp("huge") / "a.warc.gz"
    with path.open("wb") as out:
        for number, size in enumerate((0, GIGABYTE, 0)):
            body = PAGE.replace(EN, f"{EN} {number}").encode()
            http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
            length = len(http) + len(body) + size
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/{number}\r\n"
                f"WARC-Date: 2025-10-21T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:{number:032x}>\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n"
            )
            packer = zlib.compressobj(1, zlib.DEFLATED, 31)
            out.write(packer.compress(head.encode() + http + body))
            for _ in range(size // 1_000_000):
                out.write(packer.compress(b" " * 1_000_000))
            out.write(packer.compress(b"\r\n\r\n") + packer.flush())
    yield path
    path.unlink()


def test_a_page_of_a_gigabyte_costs_itself_only(huge: Path) -> None:
    settings = Settings(limits=Limits(ratio=10**6), allowance=Allowance(120.0, 200.0))
    with Extractor(settings) as extractor:
        items = list(read_path(huge, extractor=extractor))
    assert [i.url for i in items if isinstance(i, Document)] == ["https://a.example/0", "https://a.example/2"]
    assert [i.code for i in items if isinstance(i, Issue)] == ["D004"]


def test_a_page_of_a_gigabyte_in_a_corpus_costs_itself_only(huge: Path) -> None:
    pytest.importorskip("fastwarc")
    from mithaq.corpus.manifest import Archive, Manifest
    from mithaq.corpus.pages import Page, pages
    from mithaq.corpus.shards import shards_of

    manifest = Manifest((Archive(huge.name, huge, "warc", huge.stat().st_size),))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    items = [item for shard in shards_of(manifest) for item in pages(shard, 20_000_000)]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # kilobytes
    assert [i.url for i in items if isinstance(i, Page)] == ["https://a.example/0", "https://a.example/2"]
    assert [i.code for i in items if isinstance(i, Issue)] == ["D004"]
