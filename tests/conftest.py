"""The knowledge, built once before the test workers start, so that each reads it from the cache; the stores."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.postgres import start

from mithaq.knowledge import load_knowledge
from mithaq.model.errors import KnowledgeError


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        with contextlib.suppress(KnowledgeError):  # the tests of the knowledge say what is wrong with it
            load_knowledge().mentions  # noqa: B018 - reading the property builds it


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    yield from start()


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A fresh register of each kind."""
    if request.param == "sqlite":
        return str(tmp_path / "r.db")
    import psycopg

    url = request.getfixturevalue("server")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return str(url)
