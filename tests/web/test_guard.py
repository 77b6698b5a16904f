"""What is refused before any page is made, and the headers of every answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from mithaq.web.app import create_app
from mithaq.web.guard import Rates
from mithaq.web.settings import Settings


@pytest.mark.parametrize(
    "path", ["/", "/none", "/static/mithaq.css", "/record/x.json", "/records?page=0", "/openapi.json"]
)
def test_every_answer_is_guarded(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert "server" not in headers


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost.evil", "[::2]", "a" * 300])
def test_another_host_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:99", "[::1]:8765", "LOCALHOST"])
def test_this_machine_is_answered(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
@pytest.mark.parametrize("path", ["/", "/records", "/review", "/review/judge", "/static/mithaq.css"])
def test_nothing_can_be_changed(client: TestClient, method: str, path: str) -> None:
    assert client.request(method, path).status_code == 405


def test_head_answers_as_get_without_a_body(client: TestClient) -> None:
    answer = client.head("/US-MA")
    assert answer.status_code == 200 and answer.content == b""
    assert client.head("/none").status_code == 404


def test_what_is_too_long_or_too_large_is_refused(client: TestClient) -> None:
    assert client.get("/" + "a" * 5000).status_code == 414
    assert client.get("/records?kind=" + "a" * 5000).status_code == 414
    assert client.request("GET", "/", content=b"x" * 70_000).status_code == 413
    assert client.get("/", headers={"content-length": "-1"}).status_code == 413


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2f..%2fpipeline.py",
        "/static//etc/passwd",
        "/document/../../../etc/passwd",
        "/document/%2fetc%2fpasswd",
    ],
)
def test_no_path_leads_out(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "import" not in answer.text and "root:" not in answer.text


def test_who_asks_too_often_must_wait(register: Path) -> None:
    app = create_app(Settings(str(register), rate=0.001, burst=3))
    with TestClient(app, base_url="http://localhost") as client:
        seen = [client.get("/static/mithaq.css").status_code for _ in range(5)]
    assert seen == [200, 200, 200, 429, 429]


def test_the_bucket_fills_again() -> None:
    now = [0.0]
    rates = Rates(2.0, 2, lambda: now[0])
    assert [rates.allows("a") for _ in range(3)] == [True, True, False]
    assert rates.allows("b")
    now[0] = 0.5
    assert [rates.allows("a") for _ in range(2)] == [True, False]


def test_a_fault_shows_nothing_of_the_program(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(Settings(str(register), rate=0))

    def broken(*_: object) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr("mithaq.web.pages.front.front", broken)
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as client:
        answer = client.get("/")
    assert answer.status_code == 500
    assert "secret" not in answer.text and "Traceback" not in answer.text
    assert "content-security-policy" in answer.headers


def test_a_register_that_is_gone_is_said(register: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(register.read_bytes())
    app = create_app(Settings(str(copy), rate=0))
    with TestClient(app, base_url="http://localhost") as client:
        app.state.desk.register.close()
        copy.write_bytes(b"no database at all" * 500)
        for more in ("-wal", "-shm"):
            Path(f"{copy}{more}").unlink(missing_ok=True)
        answer = client.get("/", headers={"accept-language": "en"})
    assert answer.status_code == 503
    assert "copy.db" not in answer.text
