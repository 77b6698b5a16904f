from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from tests.fake import KINDS, SLOTS, value

from mithaq.export import export
from mithaq.export.base import whole_file
from mithaq.export.brief import Holdings, Style, page_words, term_words, write_brief
from mithaq.export.brief_html import html
from mithaq.export.brief_md import markdown
from mithaq.model.claims import Claim, Evidence, claim_from_dict
from mithaq.model.documents import Document
from mithaq.model.errors import ExportError
from mithaq.model.spans import Span
from mithaq.records import Source, assemble_records

EVIL = '<script>alert("x")</script>'
TEXT = f"In May 2024 the United States sold 18 HIMARS {EVIL} to Morocco."
OTHER = "In May 2024 Washington sold 24 HIMARS to Rabat."


def sale(document: str, text: str, buyer: str, seller: str, number: str) -> Claim:
    slots = {
        "item": (value(text, "HIMARS", id="himars", name="=HIMARS"),),
        "supplier": (value(text, seller, id="US", name="United States"),),
        "recipient": (value(text, buyer, id="MA", name="Morocco"),),
        "quantity": (value(text, number, value=int(number), qualifier="exact"),),
        "status": (value(text, "sold", id="sold"),),
        "date": (value(text, "May 2024", value="2024-05"),),
    }
    return Claim("transfer", document, slots, (Evidence(Span(0, len(text)), text),), confidence=0.9, rule="r")


CLAIMS = [sale("a.txt", TEXT, "Morocco", "United States", "18"), sale("b.txt", OTHER, "Rabat", "Washington", "24")]
RECORDS = assemble_records(CLAIMS, [Source("a.txt", "2024-06-01", "en"), Source("b.txt", "2024-06-02", "en")], KINDS)
DOCUMENTS = {
    "a.txt": Document("a.txt", TEXT, title=f"T {EVIL}", url="javascript:alert(1)"),
    "b.txt": Document("b.txt", OTHER, url="https://example.org/?a=1&b=<"),
}


def test_jsonl_of_claims_can_be_read_back(tmp_path: Path) -> None:
    assert export(iter(CLAIMS), "jsonl", to=tmp_path / "c.jsonl") == 2
    lines = (tmp_path / "c.jsonl").read_text(encoding="utf-8").split("\n")
    assert [claim_from_dict(json.loads(line)) for line in lines[:-1]] == CLAIMS and lines[-1] == ""


def test_jsonl_of_records_has_the_contracts_shape(tmp_path: Path) -> None:
    export(RECORDS, "jsonl", to=tmp_path / "r.jsonl")
    record = json.loads((tmp_path / "r.jsonl").read_text())
    assert record["slots"]["quantity"]["value"] in (18, 24) and record["slots"]["quantity"]["agreed"] == 1
    assert record["slots"]["quantity"]["disputed"][0]["claims"] and record["documents"] == record["sources"] == 2
    stage = record["status_history"][0]
    assert record["first_reported"] == "2024-06-01" and (stage["status"], stage["date"]) == ("sold", "2024-05")
    assert stage["claims"]


def test_csv_has_a_column_a_slot_and_no_formulas(tmp_path: Path) -> None:
    export(RECORDS, "csv", SLOTS["transfer"], tmp_path / "r.csv")
    row = next(csv.DictReader(io.StringIO((tmp_path / "r.csv").read_text(encoding="utf-8"))))
    assert row["recipient"] == "Morocco" and row["disputed"] == "quantity" and row["item"] == "'=HIMARS"
    export([], "csv", SLOTS["transfer"], tmp_path / "r.csv")
    assert (tmp_path / "r.csv").read_text().startswith("id,kind")


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("before")
    with pytest.raises(ZeroDivisionError), whole_file(tmp_path / "x") as out:
        out.write("half")
        raise ZeroDivisionError
    assert [p.name for p in tmp_path.iterdir()] == ["x"] and (tmp_path / "x").read_text() == "before"
    with pytest.raises(ExportError), whole_file(tmp_path / "no" / "x"):
        pass
    with pytest.raises(ExportError), whole_file(tmp_path):
        pass
    with pytest.raises(ExportError):
        export([], "xml", to=tmp_path / "x")


def brief(language: str) -> tuple[str, str]:
    held = Holdings(RECORDS, {c.id: c for c in CLAIMS}, DOCUMENTS)
    made = write_brief(("US", "MA"), held, Style(language, "2026-01-31", KINDS))
    return html(made), markdown(made)


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
def test_a_brief_cites_every_line_and_escapes_everything(language: str) -> None:
    page, text = brief(language)
    assert EVIL not in page and "javascript:" not in page and "&lt;script&gt;" in page
    assert page.count("<blockquote") == page.count("[1]</a>") + page.count("[2]</a>") == 6
    assert 'href="https://example.org/?a=1&amp;b=&lt;"' in page and "src=" not in page
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in page and "2026-01-31" in page
    assert page_words(language)["disputes"] in page and page_words(language)["timeline"] in page
    assert "<script>" not in text and "2024-05" in text and "18 (1)" in text and "24 (1)" in text
    assert term_words(language)["sold"] in page


def test_a_brief_of_nothing_says_so() -> None:
    made = write_brief(("US", "QA"), Holdings([], {}, {}), Style("en", "2026-01-31", KINDS))
    assert page_words("en")["none"] in html(made) and page_words("en")["none"] in markdown(made)


def test_the_words_of_pages_are_there_in_each_language() -> None:
    assert set(page_words("en")) == set(page_words("ar")) == set(page_words("fr"))
    assert all(words for words in term_words("ar").values())
