"""A paragraph of the view → its sentences, as offsets.

A sentence ends at . ? ! before a blank, not at a comma or semicolon, and not at stops that belong to a number, an
initial, an abbreviation, an ellipsis, or that were typed in the middle of a phrase.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from typing import NamedTuple

from mithaq.text.words import TextWords

_STOP = re.compile(r"[.?!]+[\"')\]]*(?=\s|$)|(?<=[\u0600-\u06ff]{2})[.?!](?=[\u0600-\u06ff]{2})")
_BEFORE = re.compile(r"[\w.]+$")
_NEXT = re.compile(r"[\s\"'(\[-]*(\w+)")
_MARK = re.compile(r"\s*(?:(?:[-*]\s|[•·])\s*)*")
_WORD = re.compile(r"\w")
LIMIT = 4000


class Source(NamedTuple):
    """What sentences are cut from: the view, its offsets, and the original (whose capitals still speak)."""

    view: str
    offsets: array[int]
    original: str

    def upper(self, at: int) -> bool:
        """Tell whether view character `at` is a capital in the original."""
        return self.original[self.offsets[at]].isupper()


def split_sentences(source: Source, start: int, end: int, words: TextWords) -> Iterator[tuple[int, int]]:
    """Yield the sentences of `view[start:end]`, without blanks at their ends; those without a word are left out."""
    at = start
    for stop in _STOP.finditer(source.view, start, end):
        if stop.end() < end and not _ends(source, at, stop, end, words):
            continue
        yield from _cut(source.view, at, stop.end())
        at = stop.end()
    yield from _cut(source.view, at, end)


def _ends(source: Source, begin: int, stop: re.Match[str], end: int, words: TextWords) -> bool:
    """Judge a stop that is not the last one of its paragraph."""
    view, mark = source.view, stop.group()
    if mark.startswith(".."):
        return False
    after = _NEXT.match(view, stop.end(), end)
    if after is None:
        return _WORD.search(view, stop.end(), min(end, stop.end() + 40)) is not None
    word, at = after.group(1), after.start(1)
    if word in words.continuations:
        return False
    if word[0].islower() and "a" <= word[0] <= "ɏ" and not source.upper(at):
        return False
    if mark[0] != ".":
        return True
    before = _BEFORE.search(view, max(begin, stop.start() - 24), stop.start())
    return before is None or not _abbreviates(source, before, begin, word, words)


def _abbreviates(source: Source, before: re.Match[str], begin: int, following: str, words: TextWords) -> bool:
    form, at = before.group(), before.start()
    if form in words.abbreviations:
        dotted = "." in form
        capital_function_word = any(following in known for known in words.function_words.values())
        return not (dotted and capital_function_word)
    last = form.rsplit(".", 1)[-1]
    if len(last) == 1 and last.isalpha():
        return not ("a" <= last <= "ɏ") or source.upper(before.end() - 1)
    return form.isdigit() and len(form) <= 2 and not source.view[begin:at].strip()


def _cut(view: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Strip blanks and a list mark; yield nothing without a word; cut a monster at a semicolon, comma or blank."""
    if mark := _MARK.match(view, start, end):
        start = mark.end()
    while end > start and view[end - 1].isspace():
        end -= 1
    while end - start > LIMIT:
        at = max(view.rfind(mark, start + LIMIT // 2, start + LIMIT) for mark in ("; ", ", ", "\n"))
        if at < 0:
            at = view.find(" ", start + LIMIT, end)
        if at < 0:
            break
        if _WORD.search(view, start, at + 1):
            yield start, at + 1
        start = at + 1
        while start < end and view[start].isspace():
            start += 1
    if start < end and _WORD.search(view, start, end):
        yield start, end
