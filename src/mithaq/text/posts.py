"""Lines of a quoted social-media post → region post."""

from __future__ import annotations

import re

from mithaq.text.page import Page

HANDLE = re.compile(r"\(@\w{1,40}\)")
_BY = re.compile(r"-{1,2} ?[^\n(]{1,80}\(@\w{1,40}\)")
_PICTURE = re.compile(r"pic\.(?:twitter|x)\.com/\w|//t\.co/\w")
_TAIL = 60


def mark_posts(page: Page) -> None:
    """Judge the line that names a post's account, the text in front of it, and lines with a post's picture link."""
    if "@" not in page.view and ".co" not in page.view:
        return
    for i, line in enumerate(page.lines):
        by = _BY.search(page.view, line.start, line.end)
        if by and line.end - by.end() <= _TAIL:
            page.mark(i, "post", "account")
            if by.start() == line.start and page.open(i - 1) and line.gap < 2:
                page.mark(i - 1, "post", "before the account")
        elif _PICTURE.search(page.view, line.start, line.end):
            page.mark(i, "post", "picture link")
