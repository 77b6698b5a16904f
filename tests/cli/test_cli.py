from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result
from tests.fake import FakeReader

from mithaq.cli.main import VERBS, main

SALE = "Report: US sells 18 HIMARS to MA. It is said that FR sells 3 Radar to QA."


@pytest.fixture(autouse=True)
def _fake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("mithaq.pipeline.Reader", FakeReader)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text(SALE)


def run(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == code, (result.output, result.exception)
    return result


def claims() -> list[dict[str, object]]:
    run("export", "--level", "claims", "--to", "out.jsonl")
    return [json.loads(line) for line in Path("out.jsonl").read_text().splitlines()]


def test_help_names_every_verb_and_imports_none() -> None:
    output = run("--help").output
    assert all(f"  {verb} " in output for verb in VERBS)
    heavy = "{'sqlalchemy', 'rich', 'yaml'}"
    code = f"import sys, mithaq.cli.main; sys.exit(bool({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_read_show_export_brief() -> None:
    assert "1 read, 0 unchanged, 0 failed" in run("read", "docs").output
    assert len(claims()) == 2
    table = run("show").output
    assert "HIMARS" in table and "Radar" in table
    assert "Radar" not in run("show", "transfer", "--state", "MA").output
    records = [json.loads(line) for line in run("show", "--as", "json").output.splitlines()]
    page = run("show", next(r["id"] for r in records if r["slots"]["item"]["name"] == "HIMARS")[:9]).output
    assert "US sells 18 HIMARS to MA" in page and "a.txt" in page and "It is said" in page
    assert "HIMARS" in run("brief", "us", "ma").output
    run("brief", "US", "MA", "--to", "b.html", "--lang", "ar", "--date", "2026-01-31")
    assert 'dir="rtl"' in Path("b.html").read_text() and "المغرب" in Path("b.html").read_text()
    run("brief", "US", "MA", "--to", "b.md")
    assert Path("b.md").read_text().startswith("# ")
    run("export", "--format", "csv", "--kind", "transfer", "--to", "r.csv")
    assert Path("r.csv").read_text().startswith("id,kind")


def test_export_to_standard_output() -> None:
    run("read", "docs")
    assert all(json.loads(line)["kind"] == "transfer" for line in run("export").output.splitlines())
    assert len(run("export", "--level", "claims", "--format", "csv", "--to", "-").output.splitlines()) == 3


def test_records_of_an_interrupted_run_are_made_when_they_are_asked_for() -> None:
    run("read", "docs")
    with sqlite3.connect("mithaq.db") as register:
        register.execute("DELETE FROM records")
        register.execute("UPDATE meta SET value = 'stale' WHERE key = 'records'")
    assert "HIMARS" in run("show").output


def test_check_lists_problems_of_knowledge_and_register(monkeypatch: pytest.MonkeyPatch) -> None:
    problems: list[str] = []
    lint = SimpleNamespace(check=lambda path: problems)
    monkeypatch.setitem(sys.modules, "mithaq.knowledge.lint", lint)
    run("read", "docs")
    run("check", "--register", "mithaq.db")
    with sqlite3.connect("mithaq.db") as register:
        register.execute("UPDATE documents SET text = 'x' || text")
    problems.append("file.yml:3: wrong")
    output = run("check", "--register", "mithaq.db", code=1).output
    assert "file.yml:3: wrong" in output and "not the one that was read" in output


def test_reading_twice_changes_nothing_and_a_changed_file_replaces_its_claims() -> None:
    run("read", "docs")
    before = claims()
    assert "0 read, 1 unchanged" in run("read", "docs").output and claims() == before
    assert "1 read, 0 unchanged" in run("read", "docs", "--again").output and claims() == before
    Path("docs/a.txt").write_text("Now US sells 4 Tank to MA.")
    run("read", "docs")
    assert [c["slots"]["quantity"][0]["value"] for c in claims()] == [4]  # type: ignore[index]


def test_several_processes_read_the_same() -> None:
    for number in range(12):
        Path(f"docs/{number}.txt").write_text(f"US sells {number + 2} HIMARS to MA.")
    run("read", "docs")
    one = claims()
    run("read", "docs", "--register", "two.db", "--jobs", "2")
    run("export", "--register", "two.db", "--level", "claims", "--to", "two.jsonl")
    assert [json.loads(line) for line in Path("two.jsonl").read_text().splitlines()] == one


def test_bad_input_is_told_and_the_rest_goes_on() -> None:
    Path("docs/empty.txt").touch()
    Path("docs/arabic.txt").write_bytes("تعاون عسكري بين البلدين في مجال التدريب".encode("cp1256"))
    with Path("docs/big.txt").open("wb") as out:
        out.truncate(50_000_000)
    result = run("read", "docs", code=1)
    for words in ("empty.txt is empty", "windows-1256", "big.txt has 50.0 MB", "--max-size"):
        assert words in result.output
    assert "2 read, 0 unchanged, 2 failed" in result.output and len(claims()) == 2
    Path("none").mkdir()
    assert "holds no documents" in run("read", "none", code=1).output
    assert "is not" not in run("read", "docs", "--quiet", code=1).stdout


def test_a_fault_of_the_reader_costs_one_document(monkeypatch: pytest.MonkeyPatch) -> None:
    good = FakeReader.__call__

    def faulty(self: FakeReader, document: object) -> object:
        if document.id == "b.txt":  # type: ignore[attr-defined]
            raise ValueError("boom")
        return good(self, document)  # type: ignore[arg-type]

    monkeypatch.setattr(FakeReader, "__call__", faulty)
    Path("docs/b.txt").write_text("anything")
    result = run("read", "docs", code=1)
    assert "X001" in result.output and "boom" in result.output and len(claims()) == 2


def test_issues_of_files_are_those_of_the_last_run() -> None:
    Path("docs/b.jsonl").write_text("bad")
    assert "D006 1" in run("read", "docs", code=1).output
    Path("docs/b.jsonl").write_text('{"id": "b", "text": "mended"}')
    assert "issues     0" in run("read", "docs").output


def test_two_documents_of_one_name() -> None:
    Path("other").mkdir()
    Path("other/a.txt").write_text("something else")
    assert "D009" in run("read", "docs", "other", code=1).output and len(claims()) == 2


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("read",), 2),
        (("read", "nowhere"), 2),
        (("read", "docs", "--jobs", "0"), 2),
        (("show", "nonsense"), 2),
        (("show", "--register", "gone.db"), 3),
        (("export", "--register", "gone.db"), 3),
        (("brief", "US", "US"), 2),
        (("brief", "US", "MA", "--to", "b.pdf"), 2),
        (("export", "--kind", "nonsense"), 2),
        (("nonsense",), 2),
        (("read", "docs", "--register", "docs"), 3),
        (("read", "docs", "--register", "no/where/r.db"), 3),
    ],
)
def test_wrong_use_and_unusable_registers(arguments: tuple[str, ...], code: int) -> None:
    result = run(*arguments, code=code)
    assert code == 2 or "what to do" in result.output


def test_a_register_of_a_newer_version() -> None:
    run("read", "docs")
    with sqlite3.connect("mithaq.db") as newer:
        newer.execute("UPDATE alembic_version SET version_num = '0999'")
    for verb in (("read", "docs"), ("show",), ("export",)):
        result = run(*verb, code=3)
        assert "newer Mithaq" in result.output and "upgrade" in result.output


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_folder() -> None:
    run("read", "docs")
    Path("shut").mkdir()
    os.rename("mithaq.db", "shut/r.db")
    Path("shut").chmod(0o500)
    assert "cannot be written" in run("read", "docs", "--register", "shut/new.db", code=3).output
    assert "HIMARS" in run("show", "--register", "shut/r.db").output
    Path("shut").chmod(0o700)


def test_an_unknown_record_and_an_interrupted_run() -> None:
    run("read", "docs")
    assert "no record" in run("show", "r_zz", code=1).output


SLOW = """
import sys, time
sys.path.insert(0, {root!r})
import mithaq.pipeline
from tests.fake import FakeReader
class Slow(FakeReader):
    def __call__(self, document):
        time.sleep(0.05)
        return super().__call__(document)
mithaq.pipeline.Reader = Slow
from mithaq.cli.main import main
main(["read", "many", "--register", "killed.db"])
"""


def test_a_run_killed_half_way_leaves_whole_documents_and_can_be_finished() -> None:
    Path("many").mkdir()
    for number in range(60):
        Path(f"many/{number:02}.txt").write_text(f"US sells {number + 1} HIMARS to MA.")
    root = str(Path(__file__).parents[2])
    process = subprocess.Popen([sys.executable, "-c", SLOW.format(root=root)], stdout=subprocess.DEVNULL)
    for _ in range(1200):
        time.sleep(0.05)
        if Path("killed.db").exists() and _documents() >= 3:
            break
    process.send_signal(signal.SIGKILL)
    process.wait()
    done = _documents()
    assert 3 <= done < 60
    assert f"{60 - done} read, {done} unchanged" in run("read", "many", "--register", "killed.db").output
    run("export", "--register", "killed.db", "--level", "claims", "--to", "k.jsonl")
    assert len(Path("k.jsonl").read_text().splitlines()) == 60


def _documents() -> int:
    try:
        with sqlite3.connect("file:killed.db?mode=ro", uri=True) as connection:
            return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])
    except sqlite3.Error:
        return 0
