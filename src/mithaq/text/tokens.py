"""View → tokens: words, numbers with their separators, designations kept whole, single punctuation marks."""

from __future__ import annotations

import re

from mithaq.model.text import Token

# A number with inner separators; a word with inner hyphens, slashes or stops between Latin letters and digits; any
# other word; one mark. The counts are bounded so that a page of digits and commas still costs linear time.
_TOKEN = re.compile(
    r"\d{1,40}(?:[.,]\d{1,40}){1,9}(?!\w)"
    r"|[a-z0-9à-öø-ɏ]+(?:[-/.][a-z0-9à-öø-ɏ]+)*"
    r"|\w+"
    r"|[^\w\s]"
)
_new = tuple.__new__


def tokenize(view: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of `view[start:end]` in order; blanks and line ends are no tokens."""
    stop = len(view) if end is None else end
    # tuple.__new__ builds a Token at half the cost of calling Token
    return [_new(Token, (*m.span(), m.group())) for m in _TOKEN.finditer(view, start, stop)]
