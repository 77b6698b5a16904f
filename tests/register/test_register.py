from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from tests.fake import KINDS, fake_reader

from mithaq.model.documents import Document
from mithaq.model.errors import RegisterError
from mithaq.model.issues import Issue
from mithaq.model.readings import Reading
from mithaq.pipeline import RECORDS_VERSION, assemble
from mithaq.register import Register

A = Document(
    "a.txt", "US sells 18 HIMARS to MA. FR sells 3 Radar to QA.", published="2024-05-01", publisher="P", language="en"
)
B = Document("b.txt", "They say US sells 18 HIMARS to MA.")


def fill(register: Register, *documents: Document) -> None:
    for document in documents:
        register.put(document, fake_reader(document), "1")
    assemble(register, KINDS)


def test_what_is_put_comes_back(tmp_path: Path) -> None:
    with Register(str(tmp_path / "r.db")) as register:
        fill(register, A, B)
        assert register.document("a.txt") == A and [d.id for d in register.documents()] == ["a.txt", "b.txt"]
        assert tuple(register.claims(document="a.txt")) == fake_reader(A).claims
        assert register.stored("a.txt") == (A.sha256, "1") and register.stored("z") is None
        assert register.summary().claims == {"transfer": 3} and register.summary().records == 2
        records = list(register.records())
        assert [len(r.claims) for r in sorted(records, key=lambda r: len(r.claims))] == [1, 2]
        assert all(register.record(r.id) == r and register.record(r.id[:9]) == r for r in records)
        assert register.record("r_zz") is None and not register.problems()
        with pytest.raises(RegisterError, match="several"):
            register.record("r_")
    with Register(f"sqlite:///{tmp_path / 'r.db'}", create=False) as register:
        assert list(register.records()) == records


def test_questions_to_the_records(tmp_path: Path) -> None:
    with Register(str(tmp_path / "r.db")) as register:
        fill(register, A)
        assert len(list(register.records(states=["us", "MA"]))) == 1
        assert not list(register.records(states=["US", "QA"]))
        assert len(list(register.records("transfer", since="2024"))) == 2
        assert not list(register.records(since="2025")) and not list(register.records(disputed=True))


def test_putting_again_replaces(tmp_path: Path) -> None:
    with Register(str(tmp_path / "r.db")) as register:
        fill(register, A, B)
        register.put(A, Reading(issues=(Issue("T001", "m", A.id),)), "2")
        assert register.stale(RECORDS_VERSION)
        assemble(register, KINDS)
        assert not register.stale(RECORDS_VERSION)
        assert [c.document for c in register.claims()] == ["b.txt"]
        assert register.summary().records == 1 and register.issues()[0].code == "T001"
        fill(register, A)
        assert not register.issues() and not register.problems()


def test_a_reading_is_stored_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Register(str(tmp_path / "r.db")) as register:
        fill(register, A)
        before = [c.id for c in register.claims()]
        broken = Document("a.txt", "changed: US sells 4 Tank to MA")
        calls: list[object] = []

        def dying(*given: object) -> None:
            calls.append(given)
            if len(calls) > 2:
                raise KeyboardInterrupt

        monkeypatch.setattr("mithaq.register.store._bulk", dying)
        with pytest.raises(KeyboardInterrupt):
            register.put(broken, fake_reader(broken), "1")
        monkeypatch.undo()
        assert [c.id for c in register.claims()] == before and register.document("a.txt") == A


def test_unusable_registers_say_why_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("this is not a database, it is a text that somebody wrote\n" * 20)
    (tmp_path / "empty.db").touch()
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE mine (x)")
    with Register(str(tmp_path / "new.db")):
        pass
    with sqlite3.connect(tmp_path / "new.db") as newer:
        newer.execute("UPDATE alembic_version SET version_num = '0999'")
    cases = [
        ("text.db", True, "not a register"),
        ("other.db", True, "another program"),
        ("new.db", True, "newer Mithaq"),
        ("new.db", False, "newer Mithaq"),
        ("empty.db", False, "is empty"),
        ("gone.db", False, "there is no register"),
        ("no/folder/r.db", True, "folder does not exist"),
        (".", True, "is a folder"),
    ]
    for name, create, words in cases:
        with pytest.raises(RegisterError, match=words) as caught:
            Register(str(tmp_path / name), create=create)
        assert caught.value.hint, name
    assert "mine" in sqlite3.connect(tmp_path / "other.db").execute("SELECT name FROM sqlite_master").fetchone()


def test_a_locked_register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mithaq.register.opening.WAIT_SECONDS", 0)
    with Register(str(tmp_path / "r.db")) as register:
        other = sqlite3.connect(tmp_path / "r.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RegisterError, match="another program is writing"):
            register.put(A, fake_reader(A), "1")
        other.close()
        fill(register, A)


def test_a_full_disk(tmp_path: Path) -> None:
    with Register(str(tmp_path / "r.db")) as register:
        fill(register, A)
        with register._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1")
        big = Document("big", "x " * 500_000)
        with pytest.raises(RegisterError, match="disk is full"):
            register.put(big, Reading(), "1")
        assert register.document("big") is None


def test_unknown_databases(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RegisterError, match="unknown kind"):
        Register("mysql://u:secret@h/db")
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    with pytest.raises(RegisterError) as caught:
        Register("postgresql://u:secret@h/db")
    assert "mithaq[postgres]" in caught.value.hint


def test_problems_are_found(tmp_path: Path) -> None:
    with Register(str(tmp_path / "r.db")) as register:
        fill(register, A)
        with sqlite3.connect(tmp_path / "r.db") as other:
            other.execute("UPDATE documents SET text = 'x' || text")
        found = register.problems()
        assert any("not the one that was read" in p for p in found) and any("are not" in p for p in found)


def test_migration_makes_the_schema_that_the_code_declares(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from mithaq.register.schema import metadata

    with Register(str(tmp_path / "r.db")) as register, register._engine.connect() as connection:
        of_search = {"include_name": lambda name, kind, parents: not str(name).startswith("search_index")}
        assert compare_metadata(MigrationContext.configure(connection, opts=of_search), metadata) == []
