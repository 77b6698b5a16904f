"""Lines, and beginnings of paragraphs, that say where and when a text was published → their extent."""

from __future__ import annotations

import re

from mithaq.text.page import Page

# Day, month word, year; month word, day, year; numbers only. Any language: the words are not looked at.
DATE = re.compile(
    r"(?<!\d)\d{1,2}[a-z]{0,2}[ .]{1,2}[^\W\d]{3,}\.?(?: ?[/-] ?[^\W\d]{3,}| [^\W\d]+){0,2},? \d{4}(?!\d)"
    r"|[^\W\d]{3,}\.? \d{1,2}[a-z]{0,2},? \d{4}(?!\d)"
    r"|(?<!\d)\d{1,2} ?[-/.] ?\d{1,2} ?[-/.] ?\d{4}(?!\d)"
    r"|(?<!\d)\d{1,2}/\d{1,2}/\d{2}(?!\d)|(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)"
)
_PREFIXES = (
    re.compile(r"[^\n/]{2,45}/ ?[^/\n\d]{2,20} ?/ ?-? ?(?=\S)"),
    re.compile(r"[^\n()]{2,45}\([^)\n]{2,60}\) ?[-:]? ?(?=\S)"),
    re.compile(r"[^\n]{2,70}? --? (?=\S)"),
    re.compile(r"[^\n.]{2,60}\. (?=\S)"),
)
_PLACE = re.compile(r"[^\d(,]+")
_WORD = re.compile(r"\w+")
_LONGEST = 16


def is_dateline(page: Page, index: int) -> bool:
    """Tell whether a whole line is a dateline: short, no sentence, with a full date."""
    line = page.lines[index]
    if line.words > _LONGEST or line.inner or line.bullet:
        return False
    date = DATE.search(page.view, line.start, line.end)
    if date is None:
        return False
    if "|" in page.view[line.start : line.end]:
        return True
    return line.words <= 8 or date.start() - line.start <= 40 or date.end() >= line.end - 3


def is_mostly_date(page: Page, index: int) -> bool:
    """Tell whether dates make up half of a line, so that it cannot be a title."""
    line = page.lines[index]
    dates = sum(len(m.group()) for m in DATE.finditer(page.view, line.start, line.end))
    return dates * 2 >= line.end - line.start


def dateline_prefix(page: Page, index: int, original: str, first: bool) -> int:
    """Return where the text begins behind an inline dateline of a paragraph; its own start when there is none.

    `original`: the paragraph's beginning with its capitals. Behind the `first` paragraph only a full date counts.
    """
    line = page.lines[index]
    for number, pattern in enumerate(_PREFIXES):
        found = pattern.match(page.view, line.start, min(line.end, line.start + 110))
        if found is None or found.end() >= line.end:
            continue
        prefix = page.view[line.start : found.end()]
        words = len(_WORD.findall(prefix))
        dated = DATE.search(prefix) is not None
        day = dated or any(c.isdigit() for c in prefix)
        dashed = prefix.rstrip().endswith("-")
        if number == 1 and not _opens(prefix, original):
            continue
        if dated and words <= (12 if number < 3 else 7):
            return found.end()
        if not first:
            continue
        if number == 0 and words <= 7 and (day or dashed or words <= 3):
            return found.end()
        if number == 1 and words <= 7 and dashed:
            return found.end()
        if (
            number == 2
            and words <= 4
            and (day or (words <= 2 and _named(original[: len(prefix)])) or _capitals(original[: len(prefix)]))
        ):
            return found.end()
    return line.start


def _opens(prefix: str, original: str) -> bool:
    """Tell whether brackets are an agency's: at most a place and a date before them, in capitals or Arabic."""
    before = prefix[: prefix.index("(")]
    place = _PLACE.match(original)
    caseless = not any(c.islower() or c.isupper() for c in original[: len(before)])
    return DATE.search(before) is not None or (
        len(_WORD.findall(before)) <= 3 and (caseless or (place is not None and _capitals(place.group())))
    )


def _named(prefix: str) -> bool:
    """Tell whether each word may be a name: a capital first, or a script without capitals."""
    return not any(w[:1].islower() for w in prefix.split())


def _capitals(prefix: str) -> bool:
    letters = [c for c in prefix if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) >= 0.7 * len(letters)
