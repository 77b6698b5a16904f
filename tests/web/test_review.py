"""Judging in the browser: closed without the token, kept with name and reason, taken back again."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

from mithaq.cli.main import main
from mithaq.web.app import create_app
from mithaq.web.settings import Settings


@pytest.fixture
def copy(register: Path, tmp_path: Path) -> Path:
    to = tmp_path / "own.db"
    with sqlite3.connect(register) as source, sqlite3.connect(to) as target:
        source.backup(target)
    return to


@pytest.fixture
def app(copy: Path) -> Any:
    return create_app(Settings(str(copy), rate=0, review=True))


@pytest.fixture
def client(app: Any) -> Iterator[TestClient]:
    with TestClient(app, base_url="http://127.0.0.1", follow_redirects=False) as client:
        yield client


def enter(client: TestClient, app: Any) -> str:
    """Open a session; return the page."""
    answer = client.get("/review", params={"token": app.state.sessions.token})
    assert answer.status_code == 303
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie and "samesite=strict" in cookie.lower()
    page = client.get("/review", headers={"accept-language": "en"})
    assert page.status_code == 200
    return page.text


def field(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', html)
    assert found, name
    return found[1]


def judgement(html: str, **changed: str) -> dict[str, str]:
    """The first dispute of the page, settled for the last value that it offers."""
    form = re.search(r'<form method="post" action="/review/value".*?</form>', html, re.S)
    assert form, "there is a dispute"
    values = re.findall(r'type="radio" name="value" value="([^"]+)"', form[0])
    data = {name: field(form[0], name) for name in ("record", "slot", "csrf")}
    return data | {"value": values[-1], "by": "Ana", "because": "counted"} | changed


def test_without_the_token_it_is_closed(client: TestClient, app: Any) -> None:
    assert client.get("/review").status_code == 403
    assert client.get("/review?token=guess").status_code == 403
    assert client.post("/review/value", data={"csrf": "x", "record": "r", "slot": "s", "value": "v"}).status_code == 403
    enter(client, app)


def test_the_token_is_good_once(client: TestClient, app: Any) -> None:
    token = app.state.sessions.token
    enter(client, app)
    client.cookies.clear()
    assert client.get("/review", params={"token": token}).status_code == 403
    assert client.get("/review", params={"token": ""}).status_code == 403


def test_a_dispute_is_settled_and_the_judgement_taken_back(client: TestClient, app: Any) -> None:
    html = enter(client, app)
    data = judgement(html)
    before = client.get(f"/record/{data['record']}.json").json()["slots"][data["slot"]]
    done = client.post("/review/value", data=data)
    assert done.status_code == 303, done.text[:400]
    page = client.get(done.headers["location"], headers={"accept-language": "en"}).text
    assert "is kept" in page and "counted" in page and "Ana" in page
    after = client.get(f"/record/{data['record']}.json").json()["slots"][data["slot"]]
    assert str(after["value"]) == data["value"] != str(before["value"])
    undone = client.post(
        "/review/undo", data={"number": field(page, "number"), "csrf": data["csrf"], "by": "Ana", "because": "no"}
    )
    assert undone.status_code == 303
    assert client.get(f"/record/{data['record']}.json").json()["slots"][data["slot"]] == before
    assert "taken back" in client.get("/review", headers={"accept-language": "en"}).text


def test_a_misread_record_is_left_out(client: TestClient, app: Any) -> None:
    html = enter(client, app)
    data = judgement(html)
    done = client.post("/review/misread", data={k: data[k] for k in ("record", "csrf", "by", "because")})
    assert done.status_code == 303
    assert client.get(f"/record/{data['record']}").status_code == 404


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"csrf": "0" * 64}, 403),
        ({"csrf": ""}, 403),
        ({"by": " "}, 422),
        ({"because": ""}, 422),
        ({"value": "no such value"}, 422),
        ({"slot": "nothing"}, 422),
        ({"record": "r_none"}, 422),
        ({"by": "x" * 500}, 422),
    ],
)
def test_a_judgement_that_may_not_be_is_refused(
    client: TestClient, app: Any, copy: Path, changed: dict[str, str], status: int
) -> None:
    data = judgement(enter(client, app), **changed)
    assert client.post("/review/value", data=data).status_code == status
    with sqlite3.connect(copy) as connection:
        assert connection.execute("SELECT count(*) FROM judgements").fetchone() == (0,)


def test_another_site_cannot_judge(client: TestClient, app: Any) -> None:
    data = judgement(enter(client, app))
    assert client.post("/review/value", data=data, headers={"origin": "http://evil.example"}).status_code == 403
    assert client.post("/review/value", data=data, headers={"origin": "http://127.0.0.1"}).status_code == 303


def test_judgements_are_text(client: TestClient, app: Any) -> None:
    data = judgement(enter(client, app), because='"><script>alert(1)</script>', by="<b>Ana</b>")
    assert client.post("/review/value", data=data).status_code == 303
    html = client.get("/review").text
    assert "<script>alert" not in html and "<b>Ana" not in html and "&lt;script&gt;" in html


def test_only_review_may_be_posted_to(client: TestClient) -> None:
    assert client.post("/records").status_code == 405
    assert client.post("/reviewer").status_code == 405
    assert client.put("/review/value").status_code == 405


def test_both_ways_of_judging_share_one_log(client: TestClient, app: Any, copy: Path) -> None:
    data = judgement(enter(client, app))
    client.post("/review/value", data=data)
    shown = CliRunner().invoke(main, ["review", "--register", str(copy), "log"])
    assert "prefer" in shown.output and "counted" in shown.output


def test_review_is_for_this_machine_only(copy: Path) -> None:
    done = CliRunner().invoke(main, ["serve", "--register", str(copy), "--review", "--host", "0.0.0.0"])
    assert done.exit_code == 2 and "this machine only" in done.output


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch, copy: Path) -> None:
    monkeypatch.setattr("mithaq.web.needs.find_spec", lambda name: None)
    for verb in (["serve"], ["site", "--to", "somewhere"]):
        done = CliRunner().invoke(main, [*verb, "--register", str(copy)])
        assert done.exit_code == 2 and "mithaq[web]" in done.output


def a_record(client: TestClient) -> str:
    return str(client.get("/kind/exercise", params={"as": "json"}).json()[0]["id"])


def test_an_error_can_be_reported_on_the_page_of_a_record(client: TestClient, app: Any, copy: Path) -> None:
    identity = a_record(client)
    closed = client.get(f"/record/{identity}", headers={"accept-language": "en"}).text
    assert "/review/report" not in closed and f"note {identity} --by NAME" in closed
    enter(client, app)
    html = client.get(f"/record/{identity}", headers={"accept-language": "en"})
    assert "/review/report" in html.text and html.headers["cache-control"] == "no-store"
    data = {
        "record": identity,
        "csrf": field(html.text, "csrf"),
        "by": "Ana",
        "because": "the year is wrong",
        "wrong": "note",
    }
    for changed, status in (
        ({"csrf": ""}, 403),
        ({"because": " "}, 422),
        ({"wrong": "other"}, 422),
        ({"record": "r_none"}, 422),
    ):
        assert client.post("/review/report", data=data | changed).status_code == status
    done = client.post("/review/report", data=data)
    assert done.status_code == 303
    log = client.get(done.headers["location"], headers={"accept-language": "en"}).text
    assert "the year is wrong" in log and f'href="/record/{identity}"' in log
    assert client.get(f"/record/{identity}").status_code == 200  # a note changes nothing
    with sqlite3.connect(copy) as connection:
        assert connection.execute("SELECT verdict, made_by FROM judgements").fetchall() == [("note", "Ana")]
    assert client.post("/review/report", data=data | {"wrong": "misread"}).status_code == 303
    assert client.get(f"/record/{identity}").status_code == 404
    client.cookies.clear()
    assert client.post("/review/report", data=data).status_code == 403


def test_the_form_of_one_reviewer_is_shown_to_no_other(client: TestClient, app: Any) -> None:
    identity = a_record(client)
    enter(client, app)
    assert "/review/report" in client.get(f"/record/{identity}").text
    client.cookies.clear()
    assert "/review/report" not in client.get(f"/record/{identity}").text


def test_what_waits_is_made_once_until_something_changes(
    client: TestClient, app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mithaq.web import candidates

    made: list[int] = []
    for name in ("assembled", "reassembled"):
        real = getattr(candidates, name)
        monkeypatch.setattr(candidates, name, lambda *a, real=real: made.append(1) or real(*a))
    html = enter(client, app)
    client.get("/review")
    assert len(made) == 1
    data = judgement(html)
    assert client.post("/review/value", data=data).status_code == 303
    page = client.get("/review", headers={"accept-language": "en"}).text
    assert len(made) == 2 and "counted" in page
