"""The raw lines of a file → problems of its characters: what looks right on a screen and never matches."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from mithaq.knowledge.lint_problem import Problem, Source

ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a]")
LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_CHARACTERS = (
    ("K003", re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")),
    ("K004", re.compile("\u0640")),
    ("K005", re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")),
)
_PERSIAN = re.compile("[\u06cc\u06a9]")
_LABEL = re.compile(r"^\s*(?:- )*(?:[\w-]+:(?:\s|$))?\s*")
_COMMENT = re.compile(r"\s#")


def check_text(source: Source, letters: bool = False) -> Iterator[Problem]:
    """Check every line; `letters`: the file is a table of letters, in which those of all languages are due."""
    for number, line in enumerate(source.lines, 1):
        if line.isascii():
            continue
        if unicodedata.normalize("NFC", line) != line:
            yield source.at("K002", "", number)
        for code, pattern in _CHARACTERS:
            if found := pattern.search(line):
                yield source.at(code, _named(found[0]), number)
        if not letters and ARABIC.search(line) and (found := _PERSIAN.search(line)):
            yield source.at("K006", _named(found[0]), number)
        if not letters and _mixed(line):
            yield source.at("K007", "", number)


def _named(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()


def _mixed(line: str) -> bool:
    """Arabic in a list or mapping of one line, or before a comment: the order on the screen is not that of the file."""
    if line.lstrip().startswith("#"):
        return False
    rest = line[_LABEL.match(line).end() :]  # type: ignore[union-attr]  # the pattern matches every line
    if not ARABIC.search(rest):
        return False
    if rest[0] in "[{":
        return True
    comment = _COMMENT.search(rest)
    return rest[0] not in "\"'" and comment is not None and bool(LATIN.search(rest[comment.end() :]))
