"""A small register of our own articles and one hostile document, and the pages over it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the web pages need the extra `web`")
pytest.importorskip("httpx", reason="the test client of the web pages needs httpx")

from fastapi.testclient import TestClient
from tests.web.hostile import HOSTILE

from mithaq.pipeline import Options, Reader, assemble, lore_of, read_paths
from mithaq.register import Register
from mithaq.web.app import create_app
from mithaq.web.settings import Settings

ARTICLES = ("01-ar", "02-en", "08-fr", "14-ar", "32-ar", "34-en")
EXAMPLES = Path(__file__).parents[2] / "examples"


def make_register(target: Path) -> Path:
    """Read the articles and the hostile document into a register."""
    reader = Reader()
    lines = target.parent / "hostile.jsonl"
    lines.write_text("\n".join(json.dumps(d) for d in HOSTILE), encoding="utf-8")
    paths = [p for p in sorted(EXAMPLES.glob("*.txt")) if p.name.startswith(ARTICLES)]
    with Register(str(target)) as register:
        read_paths([*paths, lines], register, reader, Options(reader.version))
        assemble(register, reader.knowledge.kinds, lore_of(reader.knowledge))
    return target


@pytest.fixture(scope="session")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_register(tmp_path_factory.mktemp("web") / "web.db")


@pytest.fixture(scope="session")
def client(register: Path) -> Iterator[TestClient]:
    app = create_app(Settings(str(register), rate=0))
    with TestClient(app, base_url="http://127.0.0.1:8765", follow_redirects=False) as client:
        yield client
