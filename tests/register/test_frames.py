"""Records as frames of pandas and polars: the same rows, columns and figures in both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.fake import KINDS, fake_reader

from mithaq.model.documents import Document
from mithaq.model.errors import RegisterError
from mithaq.pipeline import assemble
from mithaq.register import Register
from mithaq.register.frames import _of_one_type


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register(str(tmp_path / "r.db")) as register:
        a = Document("a", "US sells 18 HIMARS to MA. FR sells 3 Radar to QA.", published="2024-05-01", language="en")
        register.put(a, fake_reader(a), "1")
        assemble(register, KINDS)
        yield register


def test_both_frames_hold_the_same(register: Register) -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("polars")
    ours, theirs = register.to_polars("transfer"), register.to_pandas("transfer")
    assert list(ours.columns) == list(theirs.columns) and len(ours) == len(theirs) == 2
    assert {row["item"]: row["quantity"] for row in ours.to_dicts()} == {"HIMARS": 18, "Radar": 3}
    assert ours["quantity"].dtype.is_numeric()
    for name in ("id", "item", "quantity", "confidence", "disputed", "sources"):
        assert ours[name].to_list() == theirs[name].tolist(), name


def test_records_narrowed_to_some_or_none(register: Register) -> None:
    pytest.importorskip("polars")
    assert register.to_polars(states=["QA"])["item"].to_list() == ["Radar"]
    assert register.to_polars("transfer", since="2030").is_empty()


@pytest.mark.parametrize(
    ("column", "held"),
    [
        ([1, None, 3], [1, None, 3]),
        ([1, 2.5, None], [1.0, 2.5, None]),
        ([18, "10; 12", None], ["18", "10; 12", None]),
        ([None, None], [None, None]),
    ],
)
def test_a_column_is_of_one_type(column: list[Any], held: list[Any]) -> None:
    polars = pytest.importorskip("polars")
    assert polars.DataFrame({"x": _of_one_type(column)})["x"].to_list() == held


@pytest.mark.parametrize("name", ["pandas", "polars"])
def test_what_is_missing_is_named(register: Register, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, name, None)
    with pytest.raises(RegisterError) as caught:
        getattr(register, f"to_{name}")()
    assert f"mithaq[{name}]" in caught.value.hint
