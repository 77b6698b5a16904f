"""`mithaq evaluate`: reads annotated documents or an export, scores them, and notices a span that does not hold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mithaq.cli.main import main

TEXT = "PARIS, 5 May 2024 - Greece ordered 18 Rafale jets from France."
GOLD = """\
document: "a.txt"
language: en
published: "2024-05-05"
exhaustive: [transfer]
claims:
- kind: transfer
  slots:
    item: ["Rafale"]
    recipient: ["GR"]
  evidence: "Greece ordered 18 Rafale jets"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "a.yaml").write_text(GOLD, encoding="utf-8")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def export(folder: Path, start: int) -> Path:
    end = start + len("Rafale")
    claim = {
        "kind": "transfer",
        "document": "a.txt",
        "slots": {
            "item": [{"id": "rafale", "text": "Rafale", "start": start, "end": end}],
            "recipient": [{"id": "GR"}],
        },
        "evidence": [{"start": 20, "end": 49, "text": TEXT[20:49]}],
        "confidence": 0.9,
    }
    path = folder / "claims.jsonl"
    path.write_text(json.dumps(claim) + "\n", encoding="utf-8")
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["evaluate", *arguments])


def test_an_export_is_scored(folder: Path) -> None:
    done = run("--gold", str(folder / "gold"), "--claims", str(export(folder, TEXT.index("Rafale"))), "--json")
    assert done.exit_code == 0
    assert json.loads(done.output)["rows"]["transfer"]["f1"] == 1.0


def test_a_span_that_does_not_hold_fails(folder: Path) -> None:
    done = run("--gold", str(folder / "gold"), "--claims", str(export(folder, 1)))
    assert done.exit_code == 1
    assert "does not hold 'Rafale'" in done.output


def test_documents_are_read_when_there_is_no_export(folder: Path) -> None:
    done = run("--gold", str(folder / "gold"), "--misses", "--false")
    assert done.exit_code == 0
    assert "ALL but statement" in done.output


def test_what_is_no_export_is_named_with_its_line(folder: Path) -> None:
    (folder / "bad.jsonl").write_text("{}\n", encoding="utf-8")
    done = run("--gold", str(folder / "gold"), "--claims", str(folder / "bad.jsonl"))
    assert done.exit_code == 2
    assert "bad.jsonl:1" in done.output


def test_a_folder_without_annotation_and_a_missing_document_are_said_so(folder: Path) -> None:
    (folder / "empty").mkdir()
    assert run("--gold", str(folder / "empty")).exit_code == 2
    (folder / "a.txt").unlink()
    done = run("--gold", str(folder / "gold"))
    assert done.exit_code == 2
    assert "--documents" in done.output
