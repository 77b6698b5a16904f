"""Lines that begin with a known label (share, caption, comments, read also, published on) → their kind."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mithaq.text.lines import Line
from mithaq.text.page import Page

_START = re.compile(r"[\W\d]*")
_LONGEST = 40
_SHORT = 20
_HEAD = 12


def mark_labels(page: Page) -> None:
    """Judge labelled lines, and the lines that a label governs."""
    for i, line in enumerate(page.lines):
        if not page.open(i) or line.words > _LONGEST or line.wide >= 0:
            continue
        if page.view.startswith("©", line.text):
            page.mark(i, "boilerplate", "rights")
            continue
        found = _label(page, i)
        if found is None:
            continue
        kind, bare = found
        if kind == "comment":
            if any(page.is_prose(j) for j in range(i)):
                _mark_comments(page, i)
            continue
        page.mark(i, kind, "label")
        if kind == "related" and bare:
            _mark_links(page, i + 1)


def mark_outlet(page: Page, strip: Sequence[str]) -> None:
    """Judge the lines that are known to stand on the pages of one outlet and to be no part of its articles."""
    for i, line in enumerate(page.lines if strip else ()):
        for form in strip:
            end = line.text + len(form)
            if page.view.startswith(form, line.text) and not (end < line.end and page.view[end].isalnum()):
                page.mark(i, "boilerplate", "outlet")


def is_translated(page_lines: Sequence[Line], view: str, said: Sequence[str]) -> bool:
    """Tell whether a short line says that a machine translated the page."""
    short = (view[line.text : line.end] for line in page_lines if line.words <= _LONGEST)
    return any(form in text for text in short for form in said)


def _label(page: Page, index: int) -> tuple[str, bool] | None:
    """Return the kind a line's label gives it, and whether the line is nothing but the label."""
    line, view = page.lines[index], page.view
    start = _START.match(view, line.text, line.end)
    at = start.end() if start else line.text
    stop = at
    while stop < line.end and view[stop].isalpha():
        stop += 1
    for kind, form in page.labels.get(view[at:stop], ()):
        end = at + len(form)
        if end > line.end or not view.startswith(form, at) or (end < line.end and view[end].isalnum()):
            continue
        rest = view[end : line.end].strip()
        bare = not any(c.isalpha() for c in rest)
        if _counts(page, index, (kind, form), rest, bare):
            return kind, bare
    return None


def _counts(page: Page, index: int, label: tuple[str, str], rest: str, bare: bool) -> bool:
    """Tell whether a line that begins with a label's words is such a line, and not prose."""
    line, (kind, form) = page.lines[index], label
    if line.words > _SHORT:
        return kind == "related" and rest[:1] == ":" and not line.stops
    if bare:
        return kind != "dateline" or any(c.isdigit() for c in rest)
    marked = not rest[0].isalpha() and rest[0] not in "\"'"
    several = " " in form
    if kind == "comment":
        return False
    if kind == "dateline":
        return index < _HEAD and not (line.stops or line.inner) and (index > 0 or several)
    if kind == "caption":
        return marked or (several and not line.inner)
    if kind == "related":
        return (marked and rest[0] == ":") or (several and not line.stops)
    return marked and not line.stops if not several else True


def _mark_comments(page: Page, start: int) -> None:
    for j in range(start, len(page.lines)):
        page.mark(j, "comment", "comments")


def _mark_links(page: Page, start: int) -> None:
    """Judge what stands under a bare label: list items and headlines up to the next paragraph."""
    for j in range(start, len(page.lines)):
        line = page.lines[j]
        if not page.open(j) or (page.is_prose(j) and not line.bullet):
            return
        if j > start and line.gap and not line.bullet:
            return
        page.mark(j, "related", "under a label")
