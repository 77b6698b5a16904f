"""The parsed tree of a web page → what it declares about itself, each fact with where it is declared.

Only what a page says in so many words counts: JSON-LD, `meta`, `link`, `time`. A date is never guessed from the text or
the footer; the text stage looks for a dateline when the page declares none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

Facts = dict[str, tuple[str, str]]
_DAY = re.compile(r"\s*(\d{4})-?(\d\d)-?(\d\d)(?:\D.*)?|\s*(\d{4})/(\d\d)/(\d\d)(?:\D.*)?", re.DOTALL)
_DATES = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "citation_publication_date", "publishdate", "publish-date",
    "publish_date", "pubdate", "og:pubdate", "article.published", "cxenseparse:recs:publishtime", "dc.date", "date",
)  # fmt: skip
_NAMES = {
    "title": ("og:title", "twitter:title", "dc.title", "citation_title"),
    "author": ("author", "article:author", "dc.creator", "citation_author", "parsely-author", "sailthru.author"),
    "publisher": ("og:site_name", "dc.publisher", "citation_publisher", "application-name"),
    "language": ("og:locale", "dc.language", "language"),
    "published": _DATES,
}
_ARTICLE = re.compile(r"(\w*Article|Report|\w*Posting|PressRelease|OpinionNewsArticle|WebPage)$")
_MOST_DATA, _MOST_NODES, _LONGEST = 2_000_000, 2_000, 1_000
_SUFFIX = re.compile(r"\s+[|–—-]\s+|\s*\|\s*")


def facts_of(tree: HtmlElement, url: str | None = None) -> Facts:
    """Return title, author, publisher, language, published (a day) and url, each with its basis, as far as declared."""
    metas = _metas(tree)
    facts: Facts = {}
    for field, value in _linked_data(tree, metas):
        _keep(facts, field, value, "json-ld")
    for field, names in _NAMES.items():
        for name in names:
            for value in metas.get(name, ()):
                _keep(facts, field, value, f"meta {name}")
    for value in _times(tree):
        _keep(facts, "published", value, "time")
    for basis, value in _titles(tree):
        _keep(facts, "title", value, basis)
    for basis, value in (("html lang", tree.get("lang")), ("html xml:lang", tree.get("xml:lang"))):
        _keep(facts, "language", value or "", basis)
    for basis, value in _addresses(tree, metas, url):
        facts.setdefault("url", (value, basis))
    if "title" in facts and "publisher" in facts:
        facts["title"] = (_without(facts["title"][0], facts["publisher"][0]), facts["title"][1])
    return facts


def day_of(value: str) -> str | None:
    """Return the day of a date as machines write it (2025-10-20T08:00:00+01:00, 20251020), as it stands there."""
    if (found := _DAY.fullmatch(value)) is None:
        return None
    year, month, day = (part for part in found.groups() if part is not None)
    in_bounds = "1900" <= year <= "2100" and "01" <= month <= "12" and "01" <= day <= "31"
    return f"{year}-{month}-{day}" if in_bounds else None


def language_of(value: str) -> str | None:
    """Return the ISO 639-1 code of `ar-MA`, `fr_FR` and the like; None for what is no such code."""
    found = re.fullmatch(r"([a-zA-Z]{2})(?:[-_].*)?", value.strip())
    return found[1].lower() if found else None


def _keep(facts: Facts, field: str, value: str, basis: str) -> None:
    """Keep the first good value of a field."""
    words: str | None = " ".join(value.split())[:_LONGEST]
    if field == "published":
        words = day_of(value)
    elif field == "language":
        words = language_of(value)
    elif field in ("author", "publisher") and re.match(r"https?://|@", value.strip()):
        words = None
    if words and field not in facts:
        facts[field] = (words, basis)


def _metas(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in tree.iter("meta"):
        content = (node.get("content") or "").strip()
        for key in ("property", "name", "itemprop", "http-equiv"):
            if content and (name := node.get(key)):
                found.setdefault(name.strip().lower(), []).append(content)
    return found


def _times(tree: HtmlElement) -> Iterator[str]:
    """Yield the date that the page marks as its own: marked so, or the only one inside the only article."""
    for node in tree.iter("time", "span", "div", "p", "abbr"):
        if (node.get("itemprop") or "").lower() == "datepublished" or node.get("pubdate") is not None:
            yield node.get("datetime") or node.get("content") or ""
    articles = list(tree.iter("article"))
    if len(articles) == 1:
        days = {day for node in articles[0].iter("time") if (day := day_of(node.get("datetime") or ""))}
        if len(days) == 1:
            yield days.pop()


def _titles(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    heads = [text for node in tree.iter("h1") if (text := " ".join(node.text_content().split()))]
    if len(set(heads)) == 1:
        yield "h1", heads[0]
    for node in tree.iter("title"):
        yield "title", node.text_content()
        return


def _addresses(tree: HtmlElement, metas: dict[str, list[str]], url: str | None) -> Iterator[tuple[str, str]]:
    """Yield the canonical address, the page's own word first. An address on another site is not believed."""
    own = [("link canonical", n.get("href")) for n in tree.iter("link") if (n.get("rel") or "").lower() == "canonical"]
    own += [("meta og:url", value) for value in metas.get("og:url", ())]
    for basis, value in own:
        try:
            full = urljoin(url or "", (value or "").strip())
            on_the_web = urlsplit(full).scheme in ("http", "https") and len(full) <= _LONGEST
            if on_the_web and (url is None or _site(full) == _site(url)):
                yield basis, full
        except ValueError:
            continue
    if url:
        yield "address", url


def _site(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.").removeprefix("m.")


def _without(title: str, publisher: str) -> str:
    """Take the name of the site off the end of a title."""
    parts = _SUFFIX.split(title)
    if len(parts) > 1 and parts[-1].casefold() == publisher.casefold():
        return title[: title.rfind(parts[-1])].rstrip(" |–—-")
    return title


def _linked_data(tree: HtmlElement, metas: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Yield the fields of the article that the page's JSON-LD describes; of several, of the one that has its title."""
    nodes = [node for script in tree.iter("script") for node in _nodes(script)]
    articles = [node for node in nodes if any(_ARTICLE.match(str(t)) for t in _listed(node.get("@type")))]
    articles.sort(key=lambda node: "WebPage" in _listed(node.get("@type")))
    if len({str(node.get("headline")) for node in articles if node.get("headline")}) > 1:
        titles = {_folded(t) for t in (*metas.get("og:title", ()), *(value for _, value in _titles(tree)))}
        articles = [node for node in articles if any(_folded(node.get("headline")) in t for t in titles if t)]
    names = {str(node["@id"]): node for node in nodes if node.get("@id")}
    for node in articles:
        for field, keys in _KEYS.items():
            for key in keys:
                yield from ((field, value) for value in _words(node.get(key), names))


_KEYS = {
    "title": ("headline",),
    "published": ("datePublished",),
    "author": ("author", "creator"),
    "publisher": ("publisher", "sourceOrganization"),
    "language": ("inLanguage",),
}


def _nodes(script: HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield the objects of one block of JSON-LD, those inside a graph or list too."""
    text = script.text or ""
    if "ld+json" not in (script.get("type") or "").lower() or len(text) > _MOST_DATA:
        return
    try:
        waiting = [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        return
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            waiting += [node[key] for key in ("@graph", "mainEntity") if key in node]
            yield node


def _words(value: Any, names: dict[str, dict[str, Any]]) -> Iterable[str]:
    """Return the text of a JSON-LD value; of persons and organisations their names, several joined."""
    found = []
    for entry in _listed(value)[:10]:
        node = entry
        if isinstance(node, dict):
            node = node.get("name") or names.get(str(node.get("@id")), {}).get("name")
        if isinstance(node, list):
            node = node[0] if node else None
        if isinstance(node, str) and node.strip():
            found.append(node.strip())
    return ["; ".join(dict.fromkeys(found))] if found else []


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _folded(value: Any) -> str:
    return " ".join(re.findall(r"\w+", str(value or "").casefold()))
