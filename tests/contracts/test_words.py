"""Words of natural languages are data, kept in knowledge/, never in Python."""

from __future__ import annotations

import io
import re
import tokenize
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "src").rglob("*.py"))
ARABIC_WORD = re.compile(r"[\u0620-\u064a\u0671-\u06d3]{3,}")
CLITICS = re.compile(r"[وفبكلس]*(ال)?")
# Sets of letters, and stems that the shape of names is read from; nothing may be added but sets of letters.
LETTERS = {"أإآٱ", "ىیې", "اهيء"}
KNOWN: set[tuple[str, str]] = set()  # words that still stand in code; none may be added


def code_strings(path: Path) -> list[tuple[int, str]]:
    """The tokens that are neither comments nor docstrings, with their lines."""
    source = path.read_text(encoding="utf-8")
    out, before = [], tokenize.NEWLINE
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in (tokenize.COMMENT, tokenize.NL):
            continue
        docstring = token.type == tokenize.STRING and before in (tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)
        if not docstring:
            out.append((token.start[0], token.string))
        before = token.type
    return out


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT / "src").as_posix())
def test_no_arabic_words_in_code(path: Path) -> None:
    name = path.relative_to(ROOT / "src").as_posix()
    found = [(line, word) for line, text in code_strings(path) for word in ARABIC_WORD.findall(text)]
    words = [f for f in found if not CLITICS.fullmatch(f[1]) and f[1] not in LETTERS and (name, f[1]) not in KNOWN]
    assert not words, "words belong in knowledge/"
