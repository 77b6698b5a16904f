from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fake import KINDS, fake_reader
from tests.records.test_assemble import any_claim, claim, transfer

from mithaq.cli.main import main
from mithaq.model.claims import Claim, SlotValue
from mithaq.model.documents import Document
from mithaq.model.records import Record
from mithaq.records import Lore, Source, assemble_records
from mithaq.records.decisions import Judgement, anchors_of, decide
from mithaq.register import Register
from mithaq.register.judgements import add, as_tsv, from_tsv, judgements


def records(claims: Any, *log: Judgement) -> tuple[Record, ...]:
    sources = [Source(name) for name in sorted({c.document for c in claims})]
    return assemble_records(claims, sources, KINDS, Lore(decisions=decide(log)))


def judge(number: int, verdict: str, one: Claim, other: Claim | str | None = None) -> Judgement:
    object_ = anchors_of([other]) if isinstance(other, Claim) else other
    return Judgement(number, verdict, anchors_of([one]), object_, "ana", "2026-01-01", "seen")


A, B = transfer("a", quantity=25), transfer("b", quantity=6)


def test_same_joins_and_not_same_parts_and_undo_takes_back() -> None:
    assert len(records([A, B])) == 2
    same = judge(1, "same", A, B)
    joined = records([A, B], same)
    assert len(joined) == 1 and joined[0].slots["quantity"].disputed
    assert len(records([A, B], same, Judgement(2, "undo", "1"))) == 2
    assert len(records([A, B], same, judge(2, "not-same", A, B))) == 2
    twin = transfer("b", quantity=25)
    assert len(records([A, twin])) == 1
    assert len(records([A, twin], judge(1, "not-same", A, twin))) == 2


def test_prefer_turns_a_dispute_and_keeps_the_other_value() -> None:
    dated = {"status": "sold", "date": "=2019-03-25"}
    many = [
        transfer("a", quantity=25, **dated),
        transfer("b", quantity=25, **dated),
        transfer("c", quantity=24, **dated),
    ]
    wanted = json.dumps({"slot": "quantity", "value": {"value": 24, "qualifier": "exact"}})
    slot = records(many, judge(1, "prefer", many[2], wanted))[0].slots["quantity"]
    assert slot.agreed[0].value["value"] == 24 and slot.disputed[0].value["value"] == 25


def test_what_is_rejected_is_in_no_record_and_a_new_reading_does_not_bring_it_back() -> None:
    rejected = judge(1, "reject", A)
    assert [r.documents for r in records([A, B], rejected)] == [("b",)]
    again = Claim(A.kind, A.document, A.slots | {"channel": (SlotValue(id="FMS"),)}, A.evidence, confidence=0.4)
    assert again.id != A.id and [r.documents for r in records([again, B], rejected)] == [("b",)]


def test_persons_judged_the_same_are_one_record() -> None:
    office = {"title": "chief", "organisation": "ma.far"}
    one, two = claim("position", "a", person="ma.x", **office), claim("position", "b", person="ma.y", **office)
    assert len(records([one, two])) == 2 and len(records([one, two], judge(1, "same", one, two))) == 1


@settings(max_examples=60, deadline=None)
@given(
    st.lists(any_claim(), min_size=2, max_size=10).flatmap(lambda cs: st.tuples(st.just(cs), st.permutations(cs))),
    st.data(),
)
def test_with_judgements_too_the_order_changes_nothing(
    pair: tuple[list[Claim], list[Claim]], data: st.DataObject
) -> None:
    log = [
        judge(
            number, data.draw(st.sampled_from(["same", "not-same", "reject"])), *data.draw(st.permutations(pair[0]))[:2]
        )
        for number in range(1, 4)
    ]
    log = [j for j in log if json.loads(j.subject)[0][0] == json.loads(j.object or j.subject)[0][0]]
    found = records(pair[0], *log)
    assert found == records(pair[1], *reversed(log))
    assert len({r.id for r in found}) == len(found)


def test_the_log_survives_reading_again_and_goes_through_a_file(tmp_path: Path) -> None:
    target = str(tmp_path / "r.db")
    with Register(target) as register:
        document = Document("a.txt", "US sells 18 HIMARS to MA")
        register.put(document, fake_reader(document), "1")
        number = add(register, Judgement(0, "reject", anchors_of(register.claims()), None, "ana", "", "a test"))
        register.put(document, fake_reader(document), "2")
        log = judgements(register)
        assert [j.id for j in log] == [number] and log[0].made_at and register.stale("x")
    with Register(str(tmp_path / "other.db")) as other:
        new = from_tsv(as_tsv(log), judgements(other))
        for judgement in new:
            add(other, judgement)
        assert len(new) == 1 and from_tsv(as_tsv(log), judgements(other)) == []


def test_review_lists_judges_and_undoes(tmp_path: Path) -> None:
    target = str(tmp_path / "r.db")
    with Register(target) as register:
        for name, figure in (("a.txt", 18), ("b.txt", 24)):
            document = Document(name, f"US sells {figure} HIMARS to MA")
            register.put(document, fake_reader(document), "1")

    def run(*arguments: str) -> str:
        result = CliRunner().invoke(main, ["review", "--register", target, *arguments], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.output

    def found() -> list[str]:
        shown = CliRunner().invoke(main, ["show", "--register", target, "--as", "json"]).output
        return [json.loads(line)["id"] for line in shown.splitlines()]

    who = ("--by", "ana", "--because", "one deal")
    one, two = found()
    assert "judgement 1" in run("same", one, two, *who)
    joined = found()
    assert len(joined) == 1 and "quantity" in run()
    run("prefer", joined[0], "quantity", "24", *who)
    run("undo", "1", *who)
    assert len(found()) == 2
    run("export", str(tmp_path / "log.tsv"))
    assert (tmp_path / "log.tsv").read_text().count("\n") == 4 and "ana" in run("log")
