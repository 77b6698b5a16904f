"""A corpus in a register: the same as `mithaq read` of the same documents, twice as once, in SQLite and PostgreSQL."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.corpus.making import jsonl, manifest, text
from tests.fake import KINDS, FakeReader

from mithaq.cli.main import main
from mithaq.corpus.assembly import by_kind
from mithaq.corpus.engine import Workers
from mithaq.corpus.load import load_corpus
from mithaq.corpus.run import read_corpus
from mithaq.corpus.work import Job
from mithaq.model.claims import Claim
from mithaq.model.documents import Document
from mithaq.pipeline import Options, Reader, assemble, read_paths
from mithaq.records import Lore, Source, assemble_records
from mithaq.records.sketch import sketch
from mithaq.register import Register

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))


def read(folder: Path, texts: list[str], extra: list[str] | None = None) -> Path:
    """Read texts, and others under names that are taken, into a corpus folder; return it."""
    folder.mkdir()
    jsonl(folder / "a.jsonl", texts)
    if extra:
        jsonl(folder / "b.jsonl", extra)
        lines = (folder / "b.jsonl").read_text().replace('"b-', '"a-')
        (folder / "b.jsonl").write_text(lines)
    read_corpus(manifest(folder), Job(folder / "out", gate=False, reader=FakeReader), Workers())
    return folder / "out"


def content(register: Register) -> dict[str, Any]:
    return {
        "documents": [(d, register.stored(d.id)) for d in register.documents()],
        "sources": [tuple(row) for row in register.sources()],
        "claims": list(register.claims()),
        "issues": [(i.code, i.document) for i in register.issues()],
        "found": [hit.document for hit in register.search("HIMARS programme", limit=100)],
    }


def test_a_loaded_corpus_is_what_read_makes_of_the_same_documents(tmp_path: Path, target: str) -> None:
    out = read(tmp_path / "in", [text(i) for i in range(30)])
    reader = FakeReader()
    with Register(str(tmp_path / "read.db")) as one, Register(target) as two:
        read_paths([tmp_path / "in" / "a.jsonl"], one, reader, Options(reader.version))
        done = load_corpus(out, two, batch=7)
        assert (done.shards, done.loaded, done.unchanged, done.twice) == (done.of, 30, 0, 0)
        assert content(one) == content(two)
        assert two.problems() == ()
        again = load_corpus(out, two, batch=7)
        assert (again.loaded, again.unchanged) == (0, 30)
        assert content(one) == content(two)
        assert assemble(one, KINDS) == assemble(two, KINDS) > 0
        assert list(one.records()) == list(two.records())


def test_documents_without_claims_and_of_names_that_are_taken(tmp_path: Path) -> None:
    out = read(tmp_path / "in", [text(0), "Nothing here.", text(2)], [text(0), "Nothing here.", text(5)])
    with Register(str(tmp_path / "r.db")) as register:
        done = load_corpus(out, register)
        assert (done.loaded, done.unchanged, done.twice, done.silent) == (2, 1, 1, 2)
        assert [d.id for d in register.documents()] == ["a-0", "a-2"]
        assert load_corpus(out, register, everything=True).loaded == 1
        assert [d.id for d in register.documents()] == ["a-0", "a-1", "a-2"]


def test_what_stopped_half_way_is_completed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = read(tmp_path / "in", [text(i) for i in range(20)])
    with Register(str(tmp_path / "r.db")) as register:
        put, calls = register.put_all, []

        def failing(*given: Any) -> None:
            calls.append(1)
            if len(calls) == 3:
                raise KeyboardInterrupt
            put(*given)

        monkeypatch.setattr(register, "put_all", failing)
        with pytest.raises(KeyboardInterrupt):
            load_corpus(out, register, batch=3)
        monkeypatch.setattr(register, "put_all", put)
        done = load_corpus(out, register, batch=3)
        assert done.loaded + done.unchanged == 20 and done.unchanged == 6
        assert len(list(register.documents())) == 20


def test_records_made_kind_by_kind_are_those_made_together() -> None:
    reader = Reader()
    documents = [Document(path.name, path.read_text(encoding="utf-8")) for path in EXAMPLES]
    claims: list[Claim] = [claim for document in documents for claim in reader(document).claims]
    sources = [Source(d.id, None, d.id[3:5], None, sketch(d.text)) for d in documents]
    kinds = reader.knowledge.kinds
    from mithaq.pipeline import lore_of

    lore = lore_of(reader.knowledge)
    together = assemble_records(claims, sources, kinds, lore)
    assert len(together) > 40
    assert tuple(by_kind(lambda kind: (c for c in claims if c.kind == kind), sources, kinds, lore)) == together
    assert lore != Lore()


def test_from_the_command_line_to_a_register(tmp_path: Path) -> None:
    rows = [path.read_text(encoding="utf-8") for path in EXAMPLES[:6]]
    jsonl(tmp_path / "a.jsonl", [*rows, "A recipe for soup with carrots and onions, and then for bread."])
    path, out, target = manifest(tmp_path), str(tmp_path / "out"), str(tmp_path / "r.db")
    run = CliRunner()
    done = run.invoke(main, ["corpus", "read", str(path), "--out", out, "--progress", "json"])
    assert done.exit_code == 0, done.output
    assert '"event": "done"' in done.stderr
    shown = run.invoke(main, ["corpus", "status", out])
    assert "read 6" in shown.output and "field 1" in shown.output
    loaded = run.invoke(main, ["corpus", "load", out, "--register", target])
    assert loaded.exit_code == 0, loaded.output
    assert "6 loaded" in loaded.output
    with sqlite3.connect(target) as base:
        assert base.execute("SELECT count(*) FROM records").fetchone()[0] > 10
    with Register(target) as register:
        assert register.problems() == ()
    wrong = run.invoke(main, ["corpus", "load", str(tmp_path), "--register", target])
    assert wrong.exit_code == 2 and "no folder of a corpus" in wrong.output
    lost = run.invoke(main, ["corpus", "read", str(path), "--out", out, "--scheduler", "tcp://127.0.0.1:1"])
    assert lost.exit_code == 2 and "goes with" in lost.output
