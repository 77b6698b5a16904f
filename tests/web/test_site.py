"""The written site: whole, in three languages, and every link of it leads to a file."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from tests.web.hostile import EVIL

from mithaq.model.errors import ExportError
from mithaq.web.links import document_name
from mithaq.web.settings import Settings
from mithaq.web.site import write_site


@pytest.fixture(scope="module")
def site(register: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    to = tmp_path_factory.mktemp("site") / "pages"
    assert write_site(Settings(str(register)), to) > 100
    return to


def test_every_link_leads_to_a_file(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    for page in pages:
        html = page.read_text(encoding="utf-8")
        for link in {unescape(found) for found in re.findall(r'(?:href|src)="([^"#]+)', html)}:
            if not link.startswith(("https://", "http://")):
                assert (page.parent / unquote(link)).resolve().is_file(), f"{page}: {link}"
                assert not link.startswith("/")


def test_it_stands_in_three_languages(site: Path) -> None:
    for code, name in (("en", "US-MA.html"), ("ar", "ar/US-MA.html"), ("fr", "fr/US-MA.html")):
        html = (site / name).read_text(encoding="utf-8")
        assert f'lang="{code}" dir="{"rtl" if code == "ar" else "ltr"}"' in html
        assert "htmx" not in html and html.count("<form") == 1  # the search, which needs no server


def test_nothing_of_a_document_leaves_the_folder(site: Path) -> None:
    assert (site / f"document/{document_name(EVIL)}.html").is_file()
    assert not [p for p in site.parent.rglob("*evil*") if not p.is_relative_to(site)]


def test_it_is_written_anew_but_over_nothing_else(site: Path, register: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ExportError, match="something else"):
        write_site(Settings(str(register)), other)
    assert (other / "mine.txt").read_text(encoding="utf-8") == "mine"
    assert [p.name for p in tmp_path.iterdir()] == ["other"]


def test_the_data_stand_beside_it(site: Path) -> None:
    rows = (site / "records.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(rows) > 10
    assert (site / "records.csv").read_text(encoding="utf-8").count("r_") >= len(rows)


@pytest.mark.parametrize(("folder", "name"), [("", "African Lion"), ("ar", "الأسد الإفريقي"), ("fr", "African Lion")])
def test_the_search_leads_to_pages(site: Path, folder: str, name: str) -> None:
    place = site / folder
    index = json.loads((place / "search.json").read_text(encoding="utf-8"))
    assert len(index["rows"]) > 50 and len(index["sorts"]) > 5
    assert any(name in text for _, text, *_ in index["rows"])
    for sort, text, href, more in index["rows"]:
        assert index["sorts"][sort] and text and isinstance(more, str)
        assert (place / unquote(href)).resolve().is_file(), href
    page = (place / "search.html").read_text(encoding="utf-8")
    assert 'data-index="search.json"' in page and "<noscript>" in page


def test_it_allows_no_script_in_its_pages(site: Path) -> None:
    html = (site / "index.html").read_text(encoding="utf-8")
    assert "script-src &#39;self&#39;" in html or "script-src 'self'" in html
    assert not re.search(r"<script(?![^>]*src=)", html) and " style=" not in html and " onclick" not in html
