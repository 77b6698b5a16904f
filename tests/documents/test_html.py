"""Web pages as their writers make them → the article, what the page declares, and where it declares it."""

from __future__ import annotations

import json

import pytest

from mithaq.documents.extract import extract
from mithaq.documents.html_meta import day_of
from mithaq.model.documents import Document
from mithaq.model.issues import CODES, Issue

pytest.importorskip("trafilatura")

AR = "أعلنت وزارة الدفاع في البلد الأول، يوم الاثنين، عن زيارة وفد عسكري من البلد الثاني لبحث التدريب المشترك."
EN = "The ministry of defence of the first country said on Monday that both armies will train together in the spring."
FR = "Le ministère de la Défense a annoncé lundi la visite d'une délégation militaire étrangère à l'été prochain."
MENU = "<nav><ul>" + "".join(f"<li><a href=/{i}>Section {i}</a></li>" for i in range(9)) + "</ul></nav>"
ASIDE = "<aside><h3>More</h3><ul><li><a href=/z>Another story about a frigate of the navy</a></li></ul></aside>"


def page(text: str, head: str = "", lang: str = "", title: str = "A visit of the delegation") -> str:
    body = "".join(f"<p>{text} {i}.</p>" for i in range(3))
    return (
        f'<!doctype html><html lang="{lang}"><head><title>{title} | The Daily</title>{head}</head><body>{MENU}'
        f"<article><h1>{title}</h1>{body}</article>{ASIDE}<footer>© 2031 The Daily</footer></body></html>"
    )


def read(data: bytes, name: str = "p.html", media: str = "", url: str | None = None) -> tuple[Document, list[Issue]]:
    found = list(extract(data, name, media, url))
    issues = [item for item in found if isinstance(item, Issue)]
    assert all(issue.code in CODES and issue.hint for issue in issues)
    [document] = [item for item in found if isinstance(item, Document)]
    return document, issues


def basis(document: Document) -> dict[str, str]:
    assert document.origin is not None
    return dict(document.origin.basis)


def test_the_article_is_taken_out_with_its_title_before_it() -> None:
    document, issues = read(page(EN, lang="en-GB").encode())
    assert document.text == "\n".join(["A visit of the delegation", f"{EN} 0.", f"{EN} 1.", f"{EN} 2."]) and not issues
    assert document.title == "A visit of the delegation" and document.language == "en"
    assert basis(document) == {"title": "h1", "language": "html lang"}
    assert document.published is None, "a year in the footer is no date of publication"


def test_a_title_that_stands_only_in_the_head_is_part_of_the_text() -> None:
    source = f"<html><head><meta property='og:title' content='Two armies train'></head><body><p>{EN}</p></body></html>"
    document, _ = read(source.encode())
    assert document.text == f"Two armies train\n\n{EN}"


def test_linked_data_says_who_when_and_where() -> None:
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "Elsewhere"},
            {
                "@type": ["NewsArticle"],
                "headline": "A visit of the delegation",
                "datePublished": "2025-10-20T23:30:00+01:00",
                "dateModified": "2026-01-01",
                "author": [{"@type": "Person", "name": "A. Writer"}, {"@type": "Person", "name": "B. Other"}],
                "publisher": {"@id": "#us"},
                "inLanguage": "en-US",
            },
            {"@type": "Organization", "@id": "#us", "name": "The Daily"},
        ],
    }
    head = f'<script type="application/ld+json">{json.dumps(data)}</script><link rel="canonical" href="/2025/visit">'
    document, _ = read(page(EN, head).encode(), url="https://www.daily.example/a?x=1")
    assert (document.published, document.author) == ("2025-10-20", "A. Writer; B. Other")
    assert (document.publisher, document.language) == ("The Daily", "en")
    assert document.url == "https://www.daily.example/2025/visit"
    assert basis(document)["published"] == "json-ld" and basis(document)["url"] == "link canonical"


def test_of_several_articles_on_a_page_the_one_with_its_title_counts() -> None:
    others = [{"@type": "NewsArticle", "headline": f"Other {i}", "datePublished": f"2020-01-0{i}"} for i in (1, 2)]
    own = {"@type": "NewsArticle", "headline": "A visit of the delegation", "datePublished": "2025-10-20"}
    head = f'<script type="application/ld+json">{json.dumps([*others, own])}</script>'
    assert read(page(EN, head).encode())[0].published == "2025-10-20"
    head = f'<script type="application/ld+json">{json.dumps(others)}</script>'
    assert read(page(EN, head).encode())[0].published is None


@pytest.mark.parametrize(
    ("head", "expected", "how"),
    [
        ('<meta property="article:published_time" content="2025-10-20T00:10:00Z">', "2025-10-20",
         "meta article:published_time"),
        ('<meta name="DC.date.issued" content="20251020">', "2025-10-20", "meta dc.date.issued"),
        ('<meta itemprop="datePublished" content="2025-10-20">', "2025-10-20", "meta datepublished"),
        ('<meta property="article:modified_time" content="2025-10-20">', None, None),
        ('<meta name="date" content="yesterday">', None, None),
        ('<script type="application/ld+json">{"@type":"Article","datePublished":"2025-13-40"}</script>', None, None),
        ('<script type="application/ld+json">{broken</script>', None, None),
    ],
)  # fmt: skip
def test_dates_are_taken_from_what_the_page_declares(head: str, expected: str | None, how: str | None) -> None:
    document, _ = read(page(EN, head).encode())
    assert document.published == expected and basis(document).get("published") == how


def test_a_time_in_the_article_is_its_date_only_when_there_is_one() -> None:
    once = page(EN).replace("</h1>", '</h1><time datetime="2025-10-20T09:00">20 Oct</time>')
    twice = once.replace("</article>", '<time datetime="2025-10-22">22 Oct</time></article>')
    assert read(once.encode())[0].published == "2025-10-20"
    assert read(twice.encode())[0].published is None


def test_an_address_on_another_site_is_not_believed() -> None:
    head = '<link rel="canonical" href="https://other.example/x">'
    document, _ = read(page(EN, head).encode(), url="https://daily.example/x")
    assert document.url == "https://daily.example/x" and basis(document)["url"] == "address"


@pytest.mark.parametrize(
    ("text", "codec", "meta", "media", "name"),
    [
        (AR, "utf-8", "", "", "utf-8"),
        (AR, "cp1256", '<meta charset="windows-1256">', "", "windows-1256"),
        (
            AR,
            "cp1256",
            '<meta http-equiv="Content-Type" content="text/html; charset=windows-1256">',
            "",
            "windows-1256",
        ),
        (AR, "cp1256", "", "text/html; charset=windows-1256", "windows-1256"),
        (AR, "cp1256", '<meta charset="utf-8">', "text/html; charset=windows-1256", "windows-1256"),
        (AR, "utf-8", '<meta charset="windows-1256">', "text/html; charset=iso-8859-1", "utf-8"),
        (AR, "iso8859_6", '<meta charset="iso-8859-6">', "", "iso-8859-6"),
        (AR, "utf-16", "", "text/html; charset=utf-8", "utf-16"),
        (FR, "cp1252", '<meta charset="iso-8859-1">', "", "windows-1252"),
        (FR, "cp1252", '<meta charset="nonsense">', "", "windows-1252"),
    ],
)
def test_encodings(text: str, codec: str, meta: str, media: str, name: str) -> None:
    document, issues = read(page(text, meta, title="Titre").encode(codec, "ignore"), media=media)
    assert text in document.text and document.encoding == name
    assert [i.code for i in issues] == (["D002"] if "nonsense" in meta else [])


@pytest.mark.parametrize("codec", ["cp1252", "cp1256", "latin-1"])
@pytest.mark.parametrize("text", [AR, FR])
def test_utf8_that_was_read_as_another_encoding_is_mended_and_said(text: str, codec: str) -> None:
    damaged = "".join(bytes([b]).decode(codec, "replace").replace("\ufffd", chr(b)) for b in text.encode())
    document, issues = read(page(damaged).encode())
    assert text in document.text and [i.code for i in issues] == ["D014"] and " 3 lines" in issues[0].message
    document, issues = read(page(text).encode())
    assert text in document.text and not issues


def test_a_page_that_was_cut_in_the_middle_of_a_letter_is_still_utf8() -> None:
    document, issues = read(page(AR).encode().replace("المشترك. 2".encode(), b"\xd8. 2"))
    assert document.encoding == "utf-8" and AR in document.text and [i.code for i in issues] == ["D014"]


@pytest.mark.parametrize("source", ["", "<html></html>", f"<html><body>{MENU}</body></html>", "<!-- only -->"])
def test_a_page_without_an_article_says_so(source: str) -> None:
    [issue] = extract(source.encode(), "p.html")
    assert isinstance(issue, Issue) and issue.code == "D010" and "p.html" in issue.message


@pytest.mark.parametrize(
    ("written", "day"),
    [("2025-10-20", "2025-10-20"), ("2025-10-20T10:00:00+01:00", "2025-10-20"), ("20251020", "2025-10-20"),
     ("2025/10/20 10:00", "2025-10-20"), ("10/20/2025", None), ("2025-10", None), ("0000-00-00", None), ("", None)],
)  # fmt: skip
def test_dates_as_machines_write_them(written: str, day: str | None) -> None:
    assert day_of(written) == day


def test_what_no_one_supports_is_said_with_the_remedy() -> None:
    [issue] = extract(b"\x89PNG", "photo.png", "image/png")
    assert isinstance(issue, Issue) and issue.code == "D007" and ".txt" in issue.hint
