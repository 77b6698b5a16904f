"""What holds on both stores: the same schema, several writers, migrations with data in them, plain views."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import inspect, text
from tests.fake import KINDS, fake_reader

from mithaq.model.documents import Document
from mithaq.pipeline import RECORDS_VERSION, assemble
from mithaq.register import Register, Selection
from mithaq.register.views import SLOTS

A = Document("a.txt", "US sells 18 HIMARS to MA. FR sells 3 Radar to QA.", published="2024-05-01", language="en")


def filled(target: str, *more: Document) -> Register:
    register = Register(target)
    for document in (A, *more):
        register.put(document, fake_reader(document), "1")
    assemble(register, KINDS)
    return register


def test_a_register_comes_back_whole(target: str) -> None:
    with filled(target) as register:
        assert register.document("a.txt") == A and tuple(register.claims()) == fake_reader(A).claims
        assert not register.problems() and not register.stale(RECORDS_VERSION)
        assert [r.id for r in register.records()] == [r.id for r in register.select(Selection("transfer"))]


def test_every_kind_has_a_view(target: str) -> None:
    with filled(target) as register, register._engine.connect() as connection:
        views = inspect(connection).get_view_names()
        assert {f"records_{kind}" for kind in SLOTS} <= set(views)
        query = (
            "SELECT item, item_id, quantity, quantity_number, supplier_id, disputed FROM records_transfer ORDER BY item"
        )
        rows = [tuple(row) for row in connection.execute(text(query))]
        assert [row[:5] for row in rows] == [("HIMARS", "himars", "18", 18.0, "US"), ("Radar", "radar", "3", 3.0, "FR")]
        for kind in SLOTS:
            connection.execute(text(f"SELECT * FROM records_{kind}")).all()


def test_questions(target: str) -> None:
    with filled(target, Document("b.txt", "TR sells 5 Drone to QA.", published="2020-01-01")) as register:

        def found(**wanted: object) -> list[str]:
            return sorted(str(r.slots["item"].agreed[0].value["name"]) for r in register.records(**wanted))

        assert found(item="rada") == ["Radar"] and found(item="himars") == ["HIMARS"] and found(item="%") == []
        assert found(status="sold", until="2020") == ["Drone"] and found(since="2021", states=["qa"]) == ["Radar"]
        assert found(modality="planned") == [] and found(min_confidence=0.99) == []
        counts = register.statistics()
        assert counts["records by pair of states"] == {"FR-QA": 1, "MA-US": 1, "QA-TR": 1}
        assert counts["records by kind"] == {"transfer": 3} and counts["documents by language"]["en"] == 2


def test_migrations_go_down_and_up_with_data_in_them(target: str) -> None:
    from alembic import command
    from alembic.config import Config

    from mithaq.register import opening

    with filled(target) as register:
        before = list(register.claims())
        config = Config()
        config.set_main_option("script_location", str(Path(opening.__file__).parent / "migrations"))
        config.set_main_option("path_separator", "os")
        with register._engine.connect() as connection:
            config.attributes["connection"] = connection
            command.downgrade(config, "0001")
            connection.commit()
            assert "search_texts" not in inspect(connection).get_table_names()
    with Register(target, create=False) as register:
        assert list(register.claims()) == before and register.stale(RECORDS_VERSION)
        assemble(register, KINDS)
        assert [hit.document for hit in register.search("himars")] == ["a.txt"] and not register.problems()


def test_several_writers_lose_and_double_nothing(target: str) -> None:
    documents = [Document(f"{n:02}", f"US sells {n + 2} HIMARS to MA.") for n in range(40)]

    def write(part: list[Document]) -> None:
        with Register(target) as register:
            for document in part:
                register.put(document, fake_reader(document), "1")

    with ThreadPoolExecutor(4) as pool:  # each document is written by two of them
        list(pool.map(write, [documents[:20], documents[20:], documents[10:30], documents[:10] + documents[30:]]))
    with Register(target) as register:
        assert [d.id for d in register.documents()] == [d.id for d in documents]
        assert len(list(register.claims())) == 40 and not register.problems()
        assemble(register, KINDS)
        assert len(register.search("himars", limit=100)) == 40


@pytest.mark.parametrize("bad", ["a\x00b", "a\ud800b"])
def test_what_no_store_can_hold_is_refused_clearly(target: str, bad: str) -> None:
    from mithaq.model.errors import RegisterError

    with Register(target) as register:
        for document in (Document("x", bad), Document(bad, "x"), Document("x", "x", title=bad)):
            with pytest.raises(RegisterError, match="cannot hold"):
                register.put(document, fake_reader(Document("x", "x")), "1")
        assert not list(register.documents())
        register.put(Document("x", "mixed\r\nnew\rlines\n" + "long " * 300_000), fake_reader(A).__class__(), "1")
        assert register.document("x").text.startswith("mixed\r\nnew\rlines\n")  # type: ignore[union-attr]
