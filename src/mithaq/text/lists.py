"""Runs of list items → body (facts under a lead-in, questions of an interview) or related (headlines to click)."""

from __future__ import annotations

from mithaq.text.page import Page

_HEADING = 6
_NOUNS = 5
_TITLE = 8


def mark_lists(page: Page) -> None:
    """Judge every run of list items, and the plain lines that follow a lead-in."""
    i = 0
    while i < len(page.lines):
        if page.lines[i].bullet and page.open(i):
            run = _run(page, i)
            _judge(page, run)
            i = run[-1] + 1
        else:
            if page.lines[i].final == ":" and page.open(i) and page.lines[i].words >= 3:
                _mark_items(page, i + 1)
            i += 1


def _run(page: Page, start: int) -> list[int]:
    """Collect the run that begins here; a list mark alone on its line has the next line as its item."""
    run: list[int] = []
    i = start
    while i < len(page.lines) and page.open(i) and page.lines[i].bullet:
        run.append(i)
        lone = page.lines[i].text >= page.lines[i].end
        if lone and page.open(i + 1) and not page.lines[i + 1].bullet:
            i += 1
            run.append(i)
        i += 1
    return run


def _judge(page: Page, run: list[int]) -> None:
    items = [page.lines[i] for i in run if page.lines[i].text < page.lines[i].end]
    if not items:
        return
    before = page.lines[run[0] - 1] if run[0] else None
    led = before is not None and before.final == ":" and page.kinds[run[0] - 1] is None
    headed = before is not None and not before.final and before.words <= _HEADING and page.open(run[0] - 1)
    whole = sum(1 for x in items if x.final in (".", ";") or x.inner or x.words >= 25)
    numbers = sum(1 for x in items if x.digits)
    short = sum(x.words for x in items) <= _NOUNS * len(items)
    following = page.open(run[-1] + 1) and page.is_prose(run[-1] + 1)
    asks = items[-1].final == "?" and following
    if led or asks or whole * 2 >= len(items):
        kind, reason = "body", "list with lead-in" if led else "question" if asks else "list of sentences"
    elif headed and (numbers * 2 >= len(items) or short):
        kind, reason = "body", "list under a heading"
    elif len(run) == 1 and following and items[0].words <= _TITLE and page.view[items[0].start].isalnum():
        kind, reason = "headline", "numbered heading"
    else:
        kind, reason = "related", "list of headlines"
    for i in run:
        page.mark(i, kind, reason)


def _mark_items(page: Page, start: int) -> None:
    """Judge the unmarked items behind a lead-in: short lines up to the next paragraph or blank line."""
    for j in range(start, len(page.lines)):
        if not page.open(j) or page.lines[j].bullet or page.is_prose(j) or (j > start and page.lines[j].gap):
            return
        if j == start and page.lines[j].gap > 1:
            return
        page.mark(j, "body", "behind a lead-in")
