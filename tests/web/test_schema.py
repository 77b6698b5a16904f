"""The OpenAPI schema, asked at random: every answer is one that it names. Bounded in count and in time."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

schemathesis = pytest.importorskip("schemathesis", reason="the test of the schema needs schemathesis")

EXAMPLES, MOST_SECONDS = 6, 90.0


@pytest.fixture(scope="session")
def web_schema(register: Path) -> Any:
    from mithaq.web.app import create_app
    from mithaq.web.settings import Settings

    app = create_app(Settings(str(register), rate=0, hosts=("testserver",)))
    return schemathesis.openapi.from_asgi("/openapi.json", app)


def test_every_answer_is_one_that_the_schema_names(web_schema: Any) -> None:
    asked, end = 0, time.monotonic() + MOST_SECONDS
    for found in web_schema.get_all_operations():
        operation = found.ok()
        if asked and time.monotonic() > end:
            break  # a slow machine asks fewer

        @given(case=operation.as_strategy())
        @settings(
            max_examples=EXAMPLES, deadline=None, derandomize=True, database=None,
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        def check(case: Any) -> None:
            case.call_and_validate()

        check()
        asked += 1
    assert asked > 0


def test_the_schema_offers_nothing_but_reading(web_schema: Any) -> None:
    paths = web_schema.raw_schema["paths"]
    assert {method for path in paths.values() for method in path} == {"get"}
    assert len(paths) > 10 and not [path for path in paths if path.startswith("/review")]
