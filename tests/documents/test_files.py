from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from mithaq.documents import read_path
from mithaq.model.documents import Document
from mithaq.model.issues import CODES, Issue

ARABIC = "أعلنت وزارة الدفاع في البلد الأول عن زيارة وفد عسكري من البلد الثاني، وبحث الجانبان التدريب المشترك."
FRENCH = "L'état-major a reçu une délégation étrangère ; les deux armées prévoient un exercice à l'été près de la côte."


def read(path: Path, max_size: int = 20_000_000) -> tuple[dict[str, Document], list[Issue]]:
    items = list(read_path(path, max_size=max_size))
    issues = [i for i in items if isinstance(i, Issue)]
    assert all(i.code in CODES and i.message and i.hint for i in issues)
    return {i.id: i for i in items if isinstance(i, Document)}, issues


def codes(issues: list[Issue]) -> list[str]:
    return [i.code for i in issues]


def test_a_folder_is_read_in_order_with_names_relative_to_it(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.TXT", ".hidden.txt", ".git/x.txt", "d.doc", "e.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("words")
    documents, issues = read(tmp_path)
    assert list(documents) == ["a.md", "b.txt", "sub/c.TXT"]
    assert codes(issues) == ["D007"] and ".doc (1), .png (1)" in issues[0].message


def test_a_file_is_named_after_itself_and_its_text_is_untouched(tmp_path: Path) -> None:
    text = "\n line\r\nother \u200f\n"
    (tmp_path / "x.txt").write_bytes(text.encode())
    documents, _ = read(tmp_path / "x.txt")
    assert documents["x.txt"].text == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_not_part_of_the_text(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "x.txt").write_bytes(ARABIC.encode(encoding))
    documents, issues = read(tmp_path)
    assert documents["x.txt"].text == ARABIC and not issues


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [(ARABIC, "cp1256", "windows-1256"), (ARABIC, "iso8859_6", "iso-8859-6"), (FRENCH, "cp1252", "windows-1252")],
)
def test_other_encodings_are_found_and_said(tmp_path: Path, text: str, codec: str, name: str) -> None:
    (tmp_path / "x.txt").write_bytes(text.encode(codec))
    documents, issues = read(tmp_path)
    assert documents["x.txt"].text == text and documents["x.txt"].encoding == name
    assert codes(issues) == ["D002"] and name in issues[0].message and "iconv" in issues[0].hint


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "D001"),
        (b" \n", "D001"),
        (b"\x89PNG\r\n\x00\x01\xff", "D003"),
        (b"\xff\xfea\x00b", "D003"),
        (b"ab\0c", "D003"),
        (b"x" * 101, "D004"),
    ],
)
def test_what_cannot_be_read_is_an_issue(tmp_path: Path, data: bytes, code: str) -> None:
    (tmp_path / "x.txt").write_bytes(data)
    (tmp_path / "y.txt").write_text("the rest goes on")
    documents, issues = read(tmp_path, max_size=100)
    assert list(documents) == ["y.txt"] and codes(issues) == [code] and "x.txt" in issues[0].message


def test_a_large_file_is_not_even_opened(tmp_path: Path) -> None:
    with (tmp_path / "big.txt").open("wb") as out:
        out.truncate(50_000_000)
    _, issues = read(tmp_path)
    assert codes(issues) == ["D004"] and "50.0 MB" in issues[0].message and "--max-size 51" in issues[0].hint


def test_empty_folder_unknown_kind_and_unreadable(tmp_path: Path) -> None:
    assert codes(read(tmp_path)[1]) == ["D008"]
    (tmp_path / "x.doc").write_bytes(b"\xd0\xcf")
    assert codes(read(tmp_path / "x.doc")[1]) == ["D007"]
    os.mkfifo(tmp_path / "pipe.txt")
    assert codes(read(tmp_path / "pipe.txt")[1]) == ["D005"]
    assert codes(read(tmp_path / "gone.txt")[1]) == ["D005"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_no_permission(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("x")
    (tmp_path / "x.txt").chmod(0)
    assert codes(read(tmp_path)[1]) == ["D005"]


def test_jsonl_keeps_what_it_knows_and_reports_bad_lines_by_number(tmp_path: Path) -> None:
    good = {"id": "one", "text": ARABIC, "title": "T", "published": "2025-10-20T08:00:00Z", "publisher": "P"}
    lines = [
        json.dumps(good),
        "",
        "{bad",
        "[1]",
        '{"id": "two"}',
        '{"text": "x"}',
        '{"id": 3, "text": "a\\ud800\\u0000"}',
    ]
    lines += ['{"id": "d", "text": "x", "published": "yesterday"}', '{"id": "u", "text": "a\u2028b"}']
    (tmp_path / "x.jsonl").write_text("\n".join(lines), encoding="utf-8-sig")
    documents, issues = read(tmp_path)
    assert list(documents) == ["one", "3", "u"]
    assert documents["one"].published == "2025-10-20" and documents["one"].publisher == "P"
    assert documents["3"].text == "a\ufffd\ufffd" and documents["u"].text == "a\u2028b"
    assert codes(issues) == ["D006"] * 4 + ["D014", "D006"]  # the damaged characters of line 7 were replaced
    refused = [i for i in issues if i.code == "D006"]
    assert [i.message.split(":")[0].split()[-1] for i in refused] == ["3", "4", "5", "6", "8"]


def test_a_line_that_is_too_long_costs_only_itself(tmp_path: Path) -> None:
    long = json.dumps({"id": "long", "text": "x" * 500})
    short = json.dumps({"id": "short", "text": "x"})
    (tmp_path / "x.jsonl").write_text(f"{long}\n{short}\n{long}")
    documents, issues = read(tmp_path, max_size=100)
    assert list(documents) == ["short"] and codes(issues) == ["D004", "D004"]
    (tmp_path / "x.jsonl").write_text("\n")
    assert codes(read(tmp_path)[1]) == ["D001"]
