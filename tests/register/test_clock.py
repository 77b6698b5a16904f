"""A clock that is set back: during a run, between runs, between judgements. Nothing is lost, and the run says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.export.test_export import CLAIMS, OTHER, TEXT
from tests.fake import KINDS, fake_reader

from mithaq.model.documents import Document
from mithaq.model.readings import Reading
from mithaq.pipeline import Options, assemble, read_paths, refresh
from mithaq.records.decisions import PREFER, UNDO, Judgement
from mithaq.register import Register, schema
from mithaq.register.browse import stamp
from mithaq.register.judgements import add, as_tsv, from_tsv, judgements
from mithaq.register.judging import Judge, judge_value, standing, take_back
from mithaq.register.snapshot import Then, snapshot

LATE, EARLY = "2026-06-01T12:00:00+00:00", "2019-01-01T00:00:00+00:00"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What the clock shows; its last entry counts."""
    shown = [LATE]
    monkeypatch.setattr("mithaq.register.clock.now", lambda: shown[-1])
    yield shown


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "docs"
    made.mkdir()
    for number in range(6):
        (made / f"{number}.txt").write_text(f"US sells {number + 2} HIMARS to MA.")
    return made


def runs(register: Register) -> list[tuple[str, str | None]]:
    with register._engine.connect() as connection:
        r = schema.runs.c
        return [tuple(row) for row in connection.execute(select(r.started_at, r.ended_at).order_by(r.id))]


def test_set_back_in_the_middle_of_a_run(target: str, folder: Path, clock: list[str]) -> None:
    def reader(document: Document) -> Reading:
        if document.id == "3.txt":
            clock.append(EARLY)
        return fake_reader(document)

    with Register(target) as register:
        done = read_paths([folder], register, reader, Options("1"))
        assert (done.read, done.failed) == (6, 0) and runs(register) == [(LATE, LATE)]
        assert len(list(register.claims())) == 6 and not register.problems()


def test_set_back_between_runs(target: str, folder: Path, clock: list[str]) -> None:
    with Register(target) as register:
        assert not read_paths([folder], register, fake_reader, Options("1")).issues
        refresh(register, lambda: KINDS)
        before, first = list(register.claims()), stamp(register)
        clock.append(EARLY)
        (folder / "new.txt").write_text("FR sells 3 Radar to QA.")
        again = read_paths([folder], register, fake_reader, Options("1"))
        assert (again.read, again.skipped, again.failed) == (1, 6, 0)
        (remark,) = again.issues
        assert remark.code == "D017" and EARLY in remark.message and LATE in remark.message and remark.hint
        assert [issue.code for issue in register.issues()] == ["D017"]
        assert runs(register) == [(LATE, LATE), (EARLY, EARLY)] and stamp(register) != first
        refresh(register, lambda: KINDS)
        assert [claim for claim in register.claims() if claim.document != "new.txt"] == before
        clock.append("2027-01-01T00:00:00+00:00")
        assert not read_paths([folder], register, fake_reader, Options("1")).issues and not register.issues()


def test_pages_are_made_anew_however_the_clock_goes(target: str, folder: Path, clock: list[str]) -> None:
    """A page kept from the moment before the first document of a run is not shown when the run has ended."""
    with Register(target) as register:
        read_paths([folder], register, fake_reader, Options("1"))
        refresh(register, lambda: KINDS)
        clock.append(EARLY)
        run = register.start_run("1")
        kept = stamp(register)
        register.put(
            Document("x", "FR sells 3 Radar to QA."), fake_reader(Document("x", "FR sells 3 Radar to QA.")), "1"
        )
        register.end_run(run, read=1, skipped=0, failed=0)
        refresh(register, lambda: KINDS)
        assert stamp(register) != kept


def test_set_back_between_judgements_the_last_one_still_counts(target: str, clock: list[str]) -> None:
    with Register(target) as register:
        for claim, text in zip(CLAIMS, (TEXT, OTHER), strict=True):
            register.put(Document(claim.document, text), Reading((claim,)), "1")
        assemble(register, KINDS)
        (record,) = register.records()
        judge_value(register, record.id, "quantity", "18", Judge("ana", "first"))
        clock.append(EARLY)
        second = judge_value(register, record.id, "quantity", "24", Judge("ana", "second"))
        assemble(register, KINDS)
        (record,) = register.records()
        assert [v.value["value"] for v in record.slots["quantity"].agreed] == [24]
        assert [j.because for j in judgements(register)] == ["first", "second"]
        take_back(register, second, Judge("ana", "no"))
        assemble(register, KINDS)
        assert [j.because for j in standing(judgements(register))] == ["first"]
        log = judgements(register)
        assert [j.because for j in from_tsv(as_tsv(log), [])] == ["first", "second"]


def test_as_read_on_a_day_goes_by_what_the_clock_showed(target: str, tmp_path: Path, clock: list[str]) -> None:
    with Register(target) as register:
        register.put(Document("late", "US sells 2 HIMARS to MA."), Reading(), "1")
        clock.append(EARLY)
        register.put(Document("early", "US sells 3 HIMARS to MA."), Reading(), "1")
        register.put(Document("late", "US sells 2 HIMARS to MA."), Reading(), "2")  # the same text keeps its day
        one = add(register, Judgement(0, PREFER, "[]", '{"slot": "quantity", "value": {}}', "ana", LATE, "x"))
        add(register, Judgement(0, UNDO, str(one), None, "ana", "", "an undo dated before what it undoes"))
        for day, names, log in (("2019", ["early"], [UNDO]), ("2026", ["early", "late"], [PREFER, UNDO])):
            place = tmp_path / f"{day}.db"
            assert snapshot(register, str(place), Then(as_read_on=day)) == 0
            with Register(str(place)) as then:
                assert [d.id for d in then.documents()] == names
                assert [j.verdict for j in judgements(then)] == log
                assemble(then, KINDS)
                assert not then.problems()
