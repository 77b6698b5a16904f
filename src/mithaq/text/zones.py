"""What is left undecided in front of, between and behind the paragraphs → headline, ticker, related, boilerplate."""

from __future__ import annotations

from mithaq.text.datelines import is_dateline, is_mostly_date
from mithaq.text.page import Page

_MANY = 6
_HEADING = 5
_HEADLINE = 18
_MENU = 3
_UNSTOPPED = 16


def mark_zones(page: Page) -> None:
    """Judge all lines that are still open."""
    prose = [i for i in range(len(page.lines)) if _reads(page, i)]
    while len(prose) > 1 and _asks_at_the_end(page, prose[-1]):
        prose.pop()
    prose = prose or _long_lines(page)
    if not prose:
        _mark_without_prose(page)
        return
    first, last = _start(page, prose), prose[-1]
    _mark_top(page, first)
    for i in prose:
        page.mark(i, "body", "paragraph")
    for run in _open_runs(page, first, last):
        _mark_between(page, run)
    for run in _open_runs(page, last, len(page.lines)):
        _mark_tail(page, run)


def mark_tickers(page: Page) -> None:
    """Judge the fragments of wide lines: headlines in a row are a ticker, a paragraph among them is not."""
    for i, line in enumerate(page.lines):
        if line.wide >= 0 and not page.is_prose(i):
            page.mark(i, "ticker", "row of fragments")
        elif line.wide < 0 and not line.final and line.words < 25 and _is_menu(page, i):
            page.mark(i, "boilerplate", "menu")
    for i in range(1, len(page.lines) - 1):
        around = (page.kinds[i - 1], page.kinds[i + 1])
        inside = all(k is not None and k[0] == "ticker" for k in around) and page.lines[i].wide >= 0
        if inside and page.lines[i].words < 30:
            page.mark(i, "ticker", "row of fragments")


def _is_menu(page: Page, index: int) -> bool:
    """Tell whether a short line is a row of buttons: wide gaps between most of its words."""
    line = page.lines[index]
    wide = page.view.count("  ", line.start, line.end)
    return wide >= 2 and wide * 3 >= line.words - 1


def _reads(page: Page, index: int) -> bool:
    kind = page.kinds[index]
    return page.is_prose(index) if kind is None else kind[0] == "body"


def _asks_at_the_end(page: Page, index: int) -> bool:
    """Tell whether the last paragraph is but a title that asks, the first of the links behind the text."""
    line = page.lines[index]
    title = line.final in ("?", "!") and not line.inner and not line.bullet and line.words <= _HEADLINE
    before = page.kinds[index - 1]
    return title and page.open(index) and before is not None and before[0] == "related"


def _long_lines(page: Page) -> list[int]:
    """Where nobody wrote full stops: the long lines, if they hold most of the words."""
    run = [i for i in range(len(page.lines)) if page.open(i) and page.lines[i].wide < 0]
    long = [i for i in run if page.lines[i].words >= _UNSTOPPED]
    enough = 2 * sum(page.lines[i].words for i in long) >= sum(page.lines[i].words for i in run)
    return long if enough else []


def _start(page: Page, prose: list[int]) -> int:
    """Return the first line of the article's body; a title that asks or calls out is not it."""
    first = prose[0]
    line = page.lines[first]
    title = line.final in ("?", "!") and line.words <= 25 and not line.inner and not line.bullet
    if title and len(prose) > 1 and page.kinds[first] is None and page.lines[first].wide < 0:
        page.mark(first, "headline", "title")
        return prose[1]
    return first


def _mark_top(page: Page, first: int) -> None:
    """Judge the lines in front of the first paragraph: titles, dateline, and what the site put before them."""
    for i in range(first):
        if page.open(i) and is_dateline(page, i) and (i > 0 or page.lines[i].words <= 6 or is_mostly_date(page, i)):
            page.mark(i, "dateline", "date")
    for i in range(first):
        if page.open(i) and page.key(i) == page.title and page.title:
            page.mark(i, "headline", "title")
    top = [i for i in range(first) if page.open(i)]
    if len(top) >= _MANY:
        kept = _title_lines(page, top)
        short = sum(page.lines[i].words for i in top) < _MENU * len(top)
        for i in top:
            if i not in kept:
                page.mark(i, "boilerplate" if short else "ticker", "row of lines before the title")
    for i in top:
        page.mark(i, "headline", "before the text")


def _title_lines(page: Page, top: list[int]) -> set[int]:
    """Choose the titles among many lines in front: those next to the dateline, else the last block."""
    twice = {i for i in top if any(page.key(i) == page.key(j) for j in (i - 1, i + 1) if 0 <= j < len(page.lines))}
    if twice:
        return twice
    dated = [i for i, kind in enumerate(page.kinds[: top[-1] + 2]) if kind is not None and kind[0] == "dateline"]
    if dated:
        behind = {i for i in top if i > dated[-1]}
        before = [i for i in top if i < dated[0]]
        if kept := (behind if len(behind) <= 3 else set()) | set(before[-1:]):
            return kept
    block = [top[-1]]
    while len(block) < 3 and page.lines[block[0]].gap == 0 and block[0] - 1 in top:
        block.insert(0, block[0] - 1)
    kept = set(block) if page.lines[block[0]].gap > 0 else {top[-1]}
    if all(page.lines[i].words <= _MENU for i in kept):
        kept.update([i for i in top if page.lines[i].words > _MENU][-1:])
    return kept


def _open_runs(page: Page, start: int, stop: int) -> list[list[int]]:
    runs: list[list[int]] = []
    for i in range(start, stop):
        if not page.open(i):
            continue
        if runs and runs[-1][-1] == i - 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs


def _mark_between(page: Page, run: list[int]) -> None:
    """Judge short lines between two paragraphs."""
    facts = _facts(page, run)
    brief = all(page.lines[i].words <= _HEADING for i in run)
    for i in run:
        line = page.lines[i]
        if line.final in (":", ",", ";") or (facts and line.digits):
            page.mark(i, "body", "facts")
        elif line.words > _HEADLINE:
            page.mark(i, "body", "long line")
        elif line.words <= _HEADING and (facts or brief):
            page.mark(i, "headline", "subheading")
        elif line.stops:
            page.mark(i, "body", "short sentence")
        else:
            page.mark(i, "related", "headline between paragraphs")


def _mark_tail(page: Page, run: list[int]) -> None:
    """Judge what stands behind the last paragraph."""
    facts = _facts(page, run)
    for i in run:
        line = page.lines[i]
        enclosed = page.view[line.start] in "(-[" and page.view[line.end - 1] in ")-]."
        if facts and line.digits:
            page.mark(i, "body", "facts")
        elif is_dateline(page, i):
            page.mark(i, "dateline", "date")
        elif enclosed or line.words <= _MENU:
            page.mark(i, "headline" if facts and not enclosed else "boilerplate", "end mark")
        elif line.words > _HEADLINE:
            page.mark(i, "body", "long line")
        else:
            page.mark(i, "related", "headline behind the text")


def _facts(page: Page, run: list[int]) -> bool:
    """Tell whether at least two lines of a run begin with a number: a timeline, a table, a list of quantities."""
    numbered = sum(1 for i in run if page.view[page.lines[i].start].isdigit())
    return numbered >= 2 and numbered * 2 >= len(run)


def _mark_without_prose(page: Page) -> None:
    """Judge a page without any paragraph: a lone title, a few lines, a timeline, or only headlines."""
    run = [i for i in range(len(page.lines)) if page.open(i)]
    facts = bool(run) and _facts(page, run)
    few = len(run) < _MANY - 1
    for n, i in enumerate(run):
        if is_dateline(page, i) and len(run) > 1 and not facts:
            page.mark(i, "dateline", "date")
        elif facts or (few and n > 0):
            page.mark(i, "body", "facts" if facts else "few lines")
        elif few:
            page.mark(i, "headline", "title")
        else:
            page.mark(i, "ticker", "only headlines")
