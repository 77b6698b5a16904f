"""View → tokens: words, numbers with their separators, designations kept whole, single punctuation marks."""

from __future__ import annotations

import re

from mithaq.model.text import Token

# A number with inner separators, a word with inner hyphens, slashes or apostrophes between letters and digits, or one mark.
_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)+(?![\w])"
    r"|[a-z0-9à-öø-ɏ]+(?:[-/.][a-z0-9à-öø-ɏ]+)*"
    r"|\w+"
    r"|[^\w\s]"
)
_LATIN_WORD = re.compile(r"[a-z0-9à-öø-ɏ]")


def tokenize(view: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of `view[start:end]` in order; blanks and line ends are no tokens."""
    stop = len(view) if end is None else end
    return [Token(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(view, start, stop)]
