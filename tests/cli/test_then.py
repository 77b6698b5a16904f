"""The register as it was known on a day: by the dates of the documents, and by when they were read."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from tests.cli.test_cli import _fake, run  # noqa: F401

from mithaq.records import Lore

DOCUMENTS = [
    {"id": "old", "text": "US sells 18 HIMARS to MA.", "published": "2023-04-12"},
    {"id": "new", "text": "US sells 20 HIMARS to MA. FR sells 3 Radar to QA.", "published": "2025-06"},
    {"id": "none", "text": "US sells 20 HIMARS to MA."},
]


@pytest.fixture(autouse=True)
def filled(_fake: None, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.setattr("mithaq.pipeline.lore_of", lambda knowledge=None: Lore())
    Path("docs/b.jsonl").write_text("\n".join(map(json.dumps, DOCUMENTS)))
    Path("docs/a.txt").unlink()
    run("read", "docs")


def documents(*how: str) -> list[set[str]]:
    lines = [json.loads(line) for line in run("show", "--as", "json", *how).stdout.splitlines()]
    return [set(line["document_ids"]) for line in lines]


def test_as_of_a_day_only_what_was_surely_published_is_known() -> None:
    assert documents("--as-of", "2023-04-11") == []
    assert documents("--as-of", "2023-04-12") == documents("--as-of", "2025-06-29") == [{"old"}]
    assert set.union(*documents("--as-of", "2025")) == {"old", "new"}
    assert set.union(*documents()) == {"old", "new", "none"}
    assert "1 documents have no date" in run("show", "--as-of", "2025").output


def test_every_verb_that_shows_takes_the_day() -> None:
    assert "Radar" not in run("timeline", "--as-of", "2024").output
    assert json.loads(run("stats", "--as", "json", "--as-of", "2024").stdout)["documents"] == 1
    assert "Radar" in run("export", "--format", "csv", "--as-of", "2025").output
    assert "Radar" not in run("export", "--format", "csv", "--as-of", "2024").output
    assert "old" in run("brief", "US", "MA", "--as-of", "2024").output
    assert "no date" in run("show", "--as-of", "yesterday", code=2).output


def test_as_read_on_a_day_what_was_read_later_is_not_known_and_reading_again_keeps_the_day() -> None:
    def moved(day: str, document: str) -> None:
        with sqlite3.connect("mithaq.db") as connection:
            connection.execute("update documents set read_at = ? where id = ?", (day, document))

    moved("2024-01-01T10:00:00+00:00", "old")
    moved("2025-07-01T10:00:00+00:00", "new")
    assert documents("--as-read-on", "2023") == []
    assert documents("--as-read-on", "2024") == [{"old"}]
    run("read", "docs", "--again")
    assert documents("--as-read-on", "2024") == [{"old"}]
    assert documents("--as-read-on", "2025", "--as-of", "2023") == [{"old"}]
