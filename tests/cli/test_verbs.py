"""The verbs that ask: search, timeline, stats, diff, the filters of show, progress for programs, and the Python API."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.test_cli import SALE, _fake, run  # noqa: F401

import mithaq
from mithaq.export import FORMATS

ARABIC = "أعلنت الوزارة أن US sells 5 Drone to MA في إطار التعاون العسكري."


@pytest.fixture(autouse=True)
def filled(_fake: None) -> None:  # noqa: F811
    Path("docs/b.jsonl").write_text(
        json.dumps({"id": "b", "text": ARABIC, "published": "2024-05-01", "language": "ar", "title": "خبر"})
    )
    run("read", "docs")


def test_search_marks_what_it_finds() -> None:
    output = run("search", "بالتعاون").output
    assert "[التعاون]" in output and "2024-05-01" in output
    (hit,) = [json.loads(line) for line in run("search", "himars", "--as", "json").output.splitlines()]
    assert hit["document"] == "a.txt" and [SALE[m["start"] : m["end"]] for m in hit["marks"]] == ["HIMARS"]
    assert "[التعاون العسكري]" in run("search", "التعاون العسكري").output
    narrow = ("--kind", "transfer", "--state", "us", "--since", "2024", "--lang", "ar")
    assert "1 documents" in run("search", "drone", *narrow).output
    assert "nothing found" in run("search", "zebra", code=1).output
    assert "no word" in run("search", "*", code=3).output


def test_show_narrows_down() -> None:
    def items(*how: str) -> list[str]:
        lines = run("show", "--as", "json", *how).output.splitlines()
        return sorted(json.loads(line)["slots"]["item"]["name"] for line in lines)

    assert items("--dyad", "MA-US") == ["Drone", "HIMARS"] and items("--dyad", "FR:QA") == ["Radar"]
    assert items("--item", "himars") == ["HIMARS"] and items("--status", "delivered") == []
    assert items("--since", "2024", "--until", "2024-05") == ["Drone"] and items("--modality", "asserted") != []
    assert items("--min-confidence", "0.99") == [] and items("--person", "nobody") == items("--programme", "x") == []
    rows = list(csv.DictReader(io.StringIO(run("show", "transfer", "--as", "csv").output)))
    assert {row["item"] for row in rows} == {"HIMARS", "Radar", "Drone"}


@pytest.mark.parametrize(
    "wrong",
    [("show", "--dyad", "MA"), ("show", "--dyad", "MA-MA"), ("show", "--since", "yesterday"), ("timeline", "nonsense"),
     ("export", "--format", "xml"), ("export", "--format", "ftm", "--level", "claims"), ("export", "--format", "xlsx"),
     ("export", "--level", "claims", "--state", "MA"), ("diff", "mithaq.db"), ("show", "r_", "--as", "csv")],
)  # fmt: skip
def test_wrong_use(wrong: tuple[str, ...]) -> None:
    assert run(*wrong, code=3 if wrong[:2] == ("show", "r_") else 2)


def test_timeline_and_stats() -> None:
    assert "0 dated; 3 more" in run("timeline").output
    counts = json.loads(run("stats", "--as", "json").output)
    assert counts["records by pair of states"] == {"MA-US": 2, "FR-QA": 1} and counts["documents"] == 2
    assert "MA-US 2" in run("stats").output


def test_diff_of_two_registers() -> None:
    shutil.copy("mithaq.db", "old.db")
    assert "no difference" in run("diff", "old.db", "mithaq.db", "--level", "both").output
    Path("docs/a.txt").write_text("Report: US sells 20 HIMARS to MA.")
    run("read", "docs")
    told = run("diff", "old.db", "mithaq.db", "--level", "both", "--as", "json").output
    changes = {(line["op"], line["level"]) for line in map(json.loads, told.splitlines())}
    assert changes >= {("gone", "record"), ("gone", "claim"), ("added", "claim")}
    assert "- r_" in run("diff", "old.db", "mithaq.db").output
    run("diff", "old.db", "mithaq.db", "--to", "delta.jsonl")
    assert Path("delta.jsonl").read_text().startswith('{"op"')


def test_every_format_can_be_written() -> None:
    for form in FORMATS:
        run("export", "--format", form, "--to", f"out.{form}")
        assert Path(f"out.{form}").stat().st_size or form in ("plover", "dcad")
    run("export", "--format", "sipri", "--state", "QA", "--to", "qa.csv")
    assert [row["Designation"] for row in csv.DictReader(io.StringIO(Path("qa.csv").read_text()))] == ["Radar"]


def test_progress_for_programs() -> None:
    Path("docs/c.txt").write_text("FR sells 4 Tank to QA.")
    Path("docs/empty.txt").touch()
    lines = [json.loads(line) for line in run("read", "docs", "--progress", "json", code=1).stderr.splitlines()]
    assert [line["event"] for line in lines] == ["begin", "document", "document", "document", "document", "end"]
    assert (lines[-1]["read"], lines[-1]["unchanged"], lines[-1]["failed"]) == (1, 2, 1)
    assert lines[-1]["issues"][0]["code"] == "D001"


def test_colours_can_be_switched_off() -> None:
    program = [sys.executable, "-m", "mithaq", "show", "--register", "mithaq.db"]
    forced = os.environ | {"FORCE_COLOR": "1", "TERM": "xterm-256color"}
    forced.pop("NO_COLOR", None)
    for more in ([], ["--no-color"]):
        done = subprocess.run([*program, *more], capture_output=True, text=True, check=True, env=forced)
        assert "HIMARS" in done.stdout and ("\x1b[3" in done.stdout) <= (not more)


def test_a_shell_can_complete_the_verbs() -> None:
    program = Path(sys.executable).with_name("mithaq")
    if not program.exists():
        pytest.skip("the command is not installed beside this Python")
    asked = {"_MITHAQ_COMPLETE": "zsh_complete", "COMP_WORDS": "mithaq ti", "COMP_CWORD": "1"}
    done = subprocess.run([program], env=os.environ | asked, capture_output=True, text=True, check=False)
    assert "timeline" in done.stdout


def test_the_python_api() -> None:
    with mithaq.read("docs", register="api.db") as register:
        (record,) = register.records("transfer", states=["QA"])
        assert isinstance(record, mithaq.Record) and record.slots["item"].agreed[0].value["name"] == "Radar"
        assert [c.evidence[0].text for c in register.claims_of(record)] == ["FR sells 3 Radar to QA"]
        assert [hit.document for hit in register.search("تعاون")] == ["b"]
        pytest.importorskip("pandas")
        frame = register.to_pandas("transfer")
        assert len(frame) == 3 and set(frame["quantity"]) == {3, 5, 18}
    assert len(mithaq.read_text("US sells 18 HIMARS to MA")) == 1
    with pytest.raises(FileNotFoundError):
        mithaq.read("nowhere", register="api2.db")
    with pytest.raises(AttributeError):
        mithaq.nonsense  # noqa: B018
