"""Web archives, pages and PDFs by real writers → a register: right texts, origins, spans that hold, exit codes."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.documents.test_kinds import AR, EN, PAGE, archive, zipped
from tests.fake import FakeReader

from mithaq.cli.main import main
from mithaq.model.documents import Document, Origin
from mithaq.model.readings import Reading
from mithaq.register import Register

DEAL = "US sells 18 HIMARS to MA."


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("mithaq.pipeline.Reader", FakeReader)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def test_a_web_archive_becomes_documents_with_their_origin_and_claims_that_cite_them() -> None:
    pytest.importorskip("fastwarc")
    head = '<meta property="article:published_time" content="2025-10-20"><title>'
    page = PAGE.replace("<title>", head).replace(EN, f"{EN}</p><p>{DEAL}")
    records = [("response", f"https://a.example/{n}", page.encode(), "text/html", "200 OK") for n in (1, 2)]
    Path("x.warc.gz").write_bytes(
        archive([*records, ("conversion", "https://b.example/3", AR.encode(), "text/plain", "")])
    )
    done = run("read", "x.warc.gz", "--register", "r.db", "--keep-originals", "kept", "--jobs", "2")
    assert done.exit_code == 0 and "3 read, 0 unchanged, 0 failed" in done.output
    assert "3 unchanged" in run("read", "x.warc.gz", "--register", "r.db").output
    with Register("r.db", create=False) as register:
        documents = {d.id: d for d in register.documents()}
        one = documents["https://a.example/1 2025-10-21T10:00:00Z"]
        assert one.published == "2025-10-20" and one.url == "https://a.example/1" and one.origin is not None
        assert (
            one.origin.extractor == "trafilatura"
            and dict(one.origin.basis)["published"] == "meta article:published_time"
        )
        assert one.origin.kept is not None and Path(one.origin.kept).read_text() == page
        claims = list(register.claims())
        assert {c.document for c in claims} == {d for d in documents if "a.example" in d} and not register.problems()
        for claim in claims:
            for quote in claim.evidence:
                assert documents[claim.document].text[quote.span.start : quote.span.end] == quote.text


def test_what_cannot_be_read_is_listed_and_the_exit_code_says_so() -> None:
    Path("in").mkdir()
    Path("in/a.html").write_text(PAGE)
    Path("in/b.pdf").write_bytes(b"%PDF-1.7 broken")
    Path("in/c.zip").write_bytes(zipped({"d.txt": EN.encode(), "e.exe": b"MZ"}))
    Path("in/f.html").write_text("<html><body></body></html>")
    done = run("read", "in", "--register", "r.db")
    assert done.exit_code == 1 and "2 read, 0 unchanged, 2 failed" in done.output
    shown = done.output + done.stderr
    assert all(words in shown for words in ("D011 b.pdf", "D010 f.html", "D016 c.zip/e.exe"))
    assert run("read", "in/a.html", "--register", "r2.db").exit_code == 0
    Path("t.csv").write_text(f"nr,body\n7,{EN}\n")
    assert "1 read" in run("read", "t.csv", "--register", "r.db", "--columns", "id=nr,text=body").output
    assert run("read", "t.csv", "--register", "r.db", "--columns", "text:body").exit_code == 2


def test_an_origin_is_stored_and_comes_back(tmp_path: Path) -> None:
    origin = Origin("trafilatura", "2 precision", "0" * 64, "text/html", (("published", "json-ld"),), "kept/00/0")
    documents = [Document("a", DEAL, author="A. Writer", origin=origin), Document("b", DEAL)]
    with Register("r.db") as register:
        for document in documents:
            register.put(document, Reading(), "1")
        assert list(register.documents()) == documents
    with sqlite3.connect("r.db") as connection:
        row = connection.execute("SELECT author, original_sha256, basis FROM documents WHERE id = 'a'").fetchone()
    assert row == ("A. Writer", "0" * 64, '{"published":"json-ld"}')


def test_one_page_and_one_pdf_can_be_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fpdf = pytest.importorskip("fpdf")
    monkeypatch.undo()
    (tmp_path / "page.html").write_text(PAGE)
    pdf = fpdf.FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=12)
    pdf.multi_cell(0, 8, EN)
    pdf.output(str(tmp_path / "file.pdf"))
    for name in ("page.html", "file.pdf"):
        done = run("try", str(tmp_path / name))
        assert done.exit_code == 0 and EN in " ".join(done.output.split())
