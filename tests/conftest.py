"""Builds the knowledge once before the test workers start: each of them then reads it from the cache."""

from __future__ import annotations

import contextlib

import pytest

from mithaq.knowledge import load_knowledge
from mithaq.model.errors import KnowledgeError


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        with contextlib.suppress(KnowledgeError):  # the tests of the knowledge say what is wrong with it
            load_knowledge().mentions  # noqa: B018 - reading the property builds it
