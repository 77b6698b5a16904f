"""A feeds.yml → `Plan`: what to watch and how often; every mistake in it is told with its line and what to write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from mithaq.documents.address import normal
from mithaq.knowledge.yaml import Entry, load
from mithaq.model.errors import DocumentError, KnowledgeError

EVERY = 60.0
SHORTEST, LONGEST = 1.0, 60.0 * 24 * 7
_TOP = ("every", "contact", "delay", "feeds")
_OF_FEED = ("url", "name", "text", "limit", "since")
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
TEXTS = ("page", "feed")
_EXAMPLE = "write:\nfeeds:\n  - url: https://example.org/rss"


@dataclass(frozen=True, slots=True)
class Watched:
    """One feed, sitemap or page. `text`: read the pages that it lists, or the texts that it carries itself. `limit`: at
    most so many new pages a round. `since`: leave out pages that it dates before this day."""

    url: str
    name: str
    text: str = "page"
    limit: int = 50
    since: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to watch. `every`: minutes between two rounds; `delay`: seconds between two requests to one host, None for
    the usual."""

    feeds: tuple[Watched, ...]
    every: float = EVERY
    contact: str = ""
    delay: float | None = None


def load_plan(path: Path) -> Plan:
    """Read a feeds.yml; raise KnowledgeError with file, line and what to write instead."""
    content = load(path)
    if isinstance(content, list) and content and all(isinstance(entry, Entry) for entry in content):
        raise KnowledgeError("the list of feeds needs its name above it: `feeds:`", file=str(path), line=1)
    if not isinstance(content, Entry):
        raise KnowledgeError(f"holds no list of feeds; {_EXAMPLE}", file=str(path))
    _known(content, _TOP)
    feeds = tuple(_feeds(content))
    if not feeds:
        raise content.error(f"lists no feeds; {_EXAMPLE}")
    delay = _number(content, "delay", 0, 3600) if "delay" in content else None
    return Plan(feeds, _number(content, "every", SHORTEST, LONGEST, EVERY), content.text("contact"), delay)


def _feeds(content: Entry) -> Iterator[Watched]:
    seen: dict[str, int] = {}
    for entry in content.list("feeds"):
        if not isinstance(entry, Entry):
            raise content.error(f"`{entry}` is no feed; write `- url: {entry}`")
        _known(entry, _OF_FEED)
        if not entry.text("url"):
            raise entry.error("a feed needs its address; write `url: https://example.org/rss`")
        try:
            url = normal(entry.text("url"))
        except DocumentError as e:
            raise entry.error(f"`url`: {e}; {e.hint}") from e
        if url in seen:
            raise entry.error(f"this feed stands in line {seen[url]} already; take one of them out")
        seen[url] = entry.line
        text = entry.text("text", "page")
        if text not in TEXTS:
            raise entry.error(
                f"`text: {text}` is not known; write `page` (read the pages) or `feed` (read its own texts)"
            )
        since = entry.text("since")
        if since and not _DAY.fullmatch(since):
            raise entry.error(f"`since: {since}` is no date; write it as 2025-10-20, 2025-10 or 2025")
        yield Watched(url, entry.text("name") or url, text, int(_number(entry, "limit", 1, 10_000, 50)), since)


def _known(entry: Entry, keys: tuple[str, ...]) -> None:
    for key in entry:
        if key not in keys:
            near = get_close_matches(str(key), keys, 1)
            meant = f"; did you mean `{near[0]}`?" if near else f"; known are {', '.join(keys)}"
            raise entry.error(f"`{key}` is not known{meant}")


def _number(entry: Entry, key: str, low: float, high: float, otherwise: float = 0.0) -> float:
    if key not in entry:
        return otherwise
    try:
        value = float(entry.text(key))
    except ValueError:
        value = low - 1
    if not low <= value <= high:
        raise entry.error(f"`{key}: {entry.text(key)}` must be a number from {low:g} to {high:g}")
    return value
