"""Text → the words it is found by; a question → what the index is asked. Both sides are folded in the same way.

Folding is that of the reader (`mithaq.text.clean`), and further: accents go, a short hyphenated designation is one word
(F-16 as F16), and an Arabic word loses its article with what is joined before it. A bare joined particle cannot be told
from a first letter, so it stays in the index, and a question asks for the word with and without each.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from mithaq.model.errors import RegisterError
from mithaq.text.clean import clean, fold

WORDS_A_ROW = 8_000
LONGEST = 64
MOST_FORMS = 60
_TOKEN = re.compile(r"[^\W\d_]{1,4}-\d[^\W_]*|[^\W_]+")
_QUESTION = re.compile(r'"([^"]*)"?|(\S+)')
_ARTICLE = re.compile("^(?:[وف]?[بك]?ال|[وف]?لل)(?=..)")
_ARABIC = re.compile("^[\u0620-\u064a]+$")
_JOINED = tuple(a + b for b in ("", "ب", "ل", "ك") for a in ("", "و", "ف"))
_LEVELS = (_JOINED, ("", "و", "ب", "ل"), ("", "و"), ("",))


class Found(NamedTuple):
    """A word of a text: where it stands in the original, and the key it is found by."""

    start: int
    end: int
    key: str


class Term(NamedTuple):
    """One word or phrase that is asked for; of a prefix the last word may go on."""

    words: tuple[str, ...]
    prefix: bool = False

    def forms(self) -> tuple[tuple[str, ...], ...]:
        """Return for each word the keys that answer it: of an Arabic word also those with a particle joined."""
        if len(self.words) == 1:
            return (_forms(self.words[0], 0),)
        more = len(self.words) - 1
        level = next((n for n in range(4) if len(_JOINED) * len(_LEVELS[n]) ** more <= MOST_FORMS), 3)
        return (_forms(self.words[0], 0), *(_forms(word, level) for word in self.words[1:]))

    def matches(self, keys: tuple[str, ...]) -> bool:
        """Tell whether the keys of consecutive words answer this term."""
        forms = self.forms()
        *firsts, last = zip(forms, keys, strict=True)
        ends = last[1].startswith(last[0]) if self.prefix else last[1] in last[0]
        return ends and all(key in form for form, key in firsts)


def _forms(word: str, level: int) -> tuple[str, ...]:
    return tuple(p + word for p in _LEVELS[level]) if _ARABIC.match(word) else (word,)


@lru_cache(maxsize=65536)
def key(token: str) -> str:
    """Return what a folded word is found by."""
    if token.isascii():
        return token.replace("-", "")[:LONGEST]
    plain = "".join(c for c in unicodedata.normalize("NFD", token) if not unicodedata.combining(c)).replace("-", "")
    return _ARTICLE.sub("", plain)[:LONGEST] or plain[:LONGEST]


def rows_of(text: str) -> Iterator[str]:
    """Yield the words of a text as the index keeps them: one stretch, or several of a very long text."""
    view, _ = clean(text)
    keys = [key(token) for token in _TOKEN.findall(view)]
    for at in range(0, len(keys), WORDS_A_ROW):
        yield " ".join(keys[at : at + WORDS_A_ROW])


def words_of(text: str) -> list[Found]:
    """Return the words of a text with their places in the original."""
    view, offsets = clean(text)
    return [Found(offsets[m.start()], offsets[m.end() - 1] + 1, key(m.group())) for m in _TOKEN.finditer(view)]


def question(words: str) -> tuple[Term, ...]:
    """Return what is asked for; raise RegisterError when there is no word in it."""
    terms: list[Term] = []
    for quoted, single in _QUESTION.findall(fold(words)):
        said = quoted or single
        keys = tuple(key(token) for token in _TOKEN.findall(said))
        if keys:
            terms.append(Term(keys, prefix=said.endswith("*")))
    if not terms:
        raise RegisterError("there is no word to search for", hint='write words, "a phrase", or the beginning of one*')
    return tuple(terms)


def as_fts5(terms: tuple[Term, ...]) -> str:
    """Return the question in the language of SQLite's FTS5; the words hold letters and digits only."""
    asked = []
    for term in terms:
        star = "*" if term.prefix else ""
        asked.append("(" + " OR ".join(f'"{" ".join(forms)}"{star}' for forms in product(*term.forms())) + ")")
    return " AND ".join(asked)


def as_tsquery(terms: tuple[Term, ...]) -> str:
    """Return the question in the language of PostgreSQL's tsquery."""
    asked = []
    for term in terms:
        last = len(term.words) - 1
        words = []
        for place, forms in enumerate(term.forms()):
            star = ":*" if term.prefix and place == last else ""
            words.append("(" + " | ".join(f"'{form}'{star}" for form in forms) + ")")
        asked.append("(" + " <-> ".join(words) + ")")
    return " & ".join(asked)
