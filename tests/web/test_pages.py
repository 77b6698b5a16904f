"""Each page: what it shows, in each language, and what it says when there is nothing to show."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from tests.web.hostile import EVIL

from mithaq.web.links import document_name


def got(client: TestClient, path: str, status: int = 200, **headers: str) -> str:
    answer = client.get(path, headers=headers)
    assert answer.status_code == status, answer.text[:500]
    return answer.text


def records(client: TestClient, kind: str) -> list[dict[str, object]]:
    found = client.get(f"/kind/{kind}", params={"as": "json"})
    assert found.status_code == 200
    return list(found.json())


def record_with(client: TestClient, kind: str, slot: str, identity: str) -> str:
    for one in records(client, kind):
        if one["slots"].get(slot, {}).get("id") == identity:  # type: ignore[attr-defined]
            return str(one["id"])
    raise AssertionError(f"no {kind} with {slot} {identity}")


PAGES = ["/", "/US-MA", "/records", "/kind/transfer", "/list/states", "/list/persons", "/list/organisations",
         "/list/items", "/list/programmes", "/sources", "/search?q=Morocco", "/about/US", "/about/african-lion",
         "/document/02-en-us-morocco-fact-sheet.txt"]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_each_page_is_there_in_each_language(client: TestClient, path: str, language: str) -> None:
    html = got(client, path, **{"accept-language": language})
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in html
    assert len(html) < 200_000


def test_the_language_is_remembered(client: TestClient) -> None:
    answer = client.get("/?lang=ar")
    assert 'lang="ar"' in answer.text
    assert "lang=ar" in answer.headers["set-cookie"]
    assert 'dir="rtl"' in client.get("/US-MA", headers={"cookie": "lang=ar", "accept-language": "fr"}).text
    assert 'dir="ltr"' in client.get("/US-MA", headers={"cookie": "lang=xx"}).text
    client.cookies.clear()


def test_both_orders_of_two_states_lead_to_one_page(client: TestClient) -> None:
    for address in ("/MA-US", "/ma-us", "/us-ma"):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["location"]) == (303, "/US-MA")
    assert client.get("/MA-US?since=2020").headers["location"] == "/US-MA?since=2020"
    chosen = client.get("/partnership?a=MA&b=US")
    assert (chosen.status_code, chosen.headers["location"]) == (303, "/US-MA")


def test_a_partnership_shows_its_transfers_and_their_sources(client: TestClient) -> None:
    html = got(client, "/US-MA", **{"accept-language": "en"})
    assert "AH-64E" in html or "Apache" in html
    assert "<svg" in html
    assert re.search(r'href="/document/0\d-', html)


def test_a_partnership_of_which_nothing_is_known_says_so(client: TestClient) -> None:
    assert "nothing about these two states" in got(client, "/ZW-ZM", **{"accept-language": "en"})


def test_the_timeline_can_be_narrowed(client: TestClient) -> None:
    assert got(client, "/US-MA").count('class="dot') > got(client, "/US-MA?kind=exercise").count('class="dot') > 0


def test_a_record_shows_the_words_it_stands_on(client: TestClient) -> None:
    identity = record_with(client, "exercise", "name", "african-lion")
    html = unescape(got(client, f"/record/{identity}", **{"accept-language": "ar"}))
    marked = "".join(re.findall(r'<span class="[^"]*\be\b[^"]*"[^>]*>([^<]*)</span>', html))
    assert "الأسد الإفريقي" in marked
    assert re.search(r'<span class="e v" title="[^"]+">', html)
    assert "@misc{" in html


def test_a_record_as_data(client: TestClient) -> None:
    identity = record_with(client, "exercise", "name", "african-lion")
    raw = client.get(f"/record/{identity}.json").json()
    assert raw["id"] == identity
    assert {claim["id"] for claim in raw["evidence"]} == set(raw["claims"])
    assert client.get(f"/record/{identity}.bib").text.startswith("@misc{")
    assert client.get(f"/record/{identity}.csl.json").json()[0]["id"]


def test_a_document_shows_what_was_read_in_its_place(client: TestClient) -> None:
    html = got(client, "/document/01-ar-us-morocco-african-lion.txt")
    numbers = re.findall(r'id="t(\d+)"', html)
    assert numbers == sorted(numbers, key=int) and len(numbers) > 2
    assert set(re.findall(r'id="c(\d+)"', html)) == set(numbers)
    assert "m-actor" in html and "m-when" in html


def test_a_document_as_data(client: TestClient) -> None:
    raw = client.get("/data/document/01-ar-us-morocco-african-lion.txt").json()
    for claim in raw["claims"]:
        for evidence in claim["evidence"]:
            assert raw["text"][evidence["start"] : evidence["end"]] == evidence["text"]


def test_a_list_is_narrowed_sorted_and_given_as_data(client: TestClient) -> None:
    every = client.get("/records?as=json").json()
    planned = client.get("/records", params={"as": "json", "modality": "planned"}).json()
    assert 0 < len(planned) < len(every)
    assert all(one["modality"] == "planned" for one in planned)
    surest = [one["confidence"] for one in client.get("/records?as=json&sort=surest").json()]
    assert surest == sorted(surest, reverse=True)
    table = client.get("/records", params={"as": "csv", "modality": "planned"})
    assert table.headers["content-type"].startswith("text/csv")
    assert table.text.startswith("id,kind,modality,") and table.text.count("\r\n") == len(planned) + 1


def test_search_finds_words_and_names(client: TestClient) -> None:
    html = got(client, "/search?q=Apache", **{"accept-language": "en"})
    assert 'class="hit"' in html
    assert "/about/" in html
    assert "No document" in got(client, "/search?q=zzzzqqq", **{"accept-language": "en"})
    assert "cannot be searched" in got(client, "/search?q=%22%22%20*", **{"accept-language": "en"})


def test_about_somebody(client: TestClient) -> None:
    html = got(client, "/about/US", **{"accept-language": "en"})
    assert "<h1>" in html and "United States" in html and 'href="/US-MA"' in html


@pytest.mark.parametrize(
    "path",
    ["/record/r_0000", "/record/r_0000.json", "/record/r_0000.bib", "/record/r_0000.csl.json", "/document/none.txt",
     "/data/document/none.txt", "/document/~%%%", "/document/~AAAA", "/about/~!", "/about/nobody", "/kind/none",
     "/none", "/US", "/static/none.css", "/kind/transfer?page=9999", "/sources?page=9999", "/list/items?page=999",
     "/US-US", "/docs", "/redoc", "/review"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(client: TestClient, path: str) -> None:
    html = got(client, path, 404)
    assert "Traceback" not in html


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/records?since=yesterday", 422),
        ("/records?state=USA", 422),
        ("/records?sort=random", 422),
        ("/records?modality=maybe", 422),
        ("/records?kind=poem", 422),
        ("/US-MA?since=%27;drop%20table", 422),
        ("/records?page=0", 422),
        ("/records?page=99999999999999999", 422),
        ("/records?as=exe", 422),
        ("/records?state=US&state=MA&state=FR&state=GB&state=DE", 422),
        ("/list/poems", 422),
        ("/partnership?a=1&b=2", 422),
        ("/search?q=" + "a" * 2001, 422),
    ],
)
def test_what_makes_no_sense_is_refused(client: TestClient, path: str, status: int) -> None:
    html = got(client, path, status)
    assert "<!doctype html>" in html and "Traceback" not in html


def test_nothing_of_a_document_becomes_markup(client: TestClient) -> None:
    transfers = records(client, "transfer")
    own = [str(one["id"]) for one in transfers if EVIL in one["document_ids"]]  # type: ignore[operator]
    assert own, "the hostile document was read"
    paths = [
        f"/document/{document_name(EVIL)}",
        "/sources",
        "/search?q=Apache",
        "/search?q=" + quote("<script>x"),
        "/US-MA",
    ]
    for path in [*paths, *(f"/record/{one}" for one in own)]:
        html = got(client, path)
        assert not re.search(r"<script(?! src=)|<img|<style|onerror=alert|onclick=alert\(1\)>/", unescape_free(html)), (
            path
        )
        assert 'href="javascript:' not in html
        assert "{{ 7*7 }}" not in path and ">49<" not in html


def unescape_free(html: str) -> str:
    """Only real markup counts: what is escaped is text."""
    return re.sub(r"&[a-z#0-9]+;[^<]*", "", html)


def test_a_document_with_a_strange_id_has_an_address(client: TestClient) -> None:
    assert "alert(4)" in got(client, f"/document/{document_name(EVIL)}")
    assert client.get(f"/data/document/{document_name(EVIL)}").json()["id"] == EVIL


def test_a_page_is_not_sent_twice_to_who_still_has_it(client: TestClient) -> None:
    first = client.get("/US-MA", headers={"accept-language": "en"})
    again = {"if-none-match": first.headers["etag"]}
    same = client.get("/US-MA", headers={"accept-language": "en", **again})
    assert (same.status_code, same.text, same.headers["etag"]) == (304, "", first.headers["etag"])
    other = client.get("/US-MA", headers={"accept-language": "ar", **again})
    assert other.status_code == 200 and other.headers["etag"] != first.headers["etag"]
    assert "etag" not in client.get("/none").headers


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_partnership_shows_who_appears_with_whom_and_a_map(client: TestClient, language: str) -> None:
    html = got(client, "/US-MA", **{"accept-language": language})
    network = re.search(r'<svg class="network".*?</svg>', html, re.S)
    assert network and network[0].count('class="actor ') > 2 and 'class="tie"' in network[0]
    ties = html[network.end() :].partition("</table>")[0]
    assert ties.count("<tr>") == network[0].count('class="tie"') + 1  # each is in the table too
    places = re.search(r'class="picture map".*?</svg>', html, re.S)
    assert places and 'href="/about/MA"' in places[0] and 'href="/about/US"' in places[0]
    assert "Natural Earth" in html


def test_an_office_is_called_by_its_name(client: TestClient) -> None:
    titles = [r["slots"]["title"]["name"] for r in records(client, "position") if "title" in r["slots"]]  # type: ignore[index]
    known = [t for t in titles if re.fullmatch("[a-z]+(-[a-z]+)+", t)]
    assert known
    html = got(client, "/kind/position", **{"accept-language": "en"})
    assert not [t for t in known if f">{t}<" in html]
