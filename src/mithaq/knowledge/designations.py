"""knowledge/language/designations.yml → `Designations`, the patterns of equipment names that no list knows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mithaq.knowledge.yaml import Entry, load
from mithaq.mentions.designations import Designations
from mithaq.mentions.spoken import Spoken
from mithaq.text.clean import fold

_NAME = r"[ ]?\"(?P<name>[^\W\d_][^\"\n]{1,30})\""


def load_designations(path: Path) -> Designations:
    """Read the patterns; raises KnowledgeError when one does not compile."""
    if not path.is_file():
        return Designations()
    content = load(path)
    patterns = [(f"p{i}", _source(p), p.text("class")) for i, p in enumerate(content.list("patterns"))]
    every = "|".join(f"(?P<{name}>{source})" for name, source, _ in patterns)
    refusals = [str(r.get("pattern") if isinstance(r, Entry) else re.escape(fold(r))) for r in content.list("refusals")]
    block = _any(content.get("block"))
    named = _any(content.get("type_words"), shortest=5)
    return Designations(
        pattern=re.compile(rf"(?<![\w/-])(?:{every})(?![\w-])") if every else None,
        classes={name: cls for name, _, cls in patterns},
        refusals=re.compile("|".join(f"(?:{r})" for r in refusals)) if refusals else None,
        blocks=re.compile(rf"[ -]?(?P<word>{block})[ -]?(?:[\divx]+[a-z]{{0,2}}\+?(?:/\d+)?)(?!\w)") if block else None,
        latin={fold(w): label for label, ws in content.get("block_latin", {}).items() for w in ws},
        named=re.compile(rf"(?<!\w)(?:{named}){_NAME}") if named else None,
        spoken=_spoken(content),
    )


def _any(block: Any, shortest: int = 0) -> str:
    """An expression for any of the words of a block {language: [words]}, the longest first."""
    words = {fold(w) for _, w in _words(block)}
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)) if len(w) >= shortest)


def _words(block: Any) -> Iterator[tuple[str, str]]:
    for key, value in (block or {}).items():
        for word in value if isinstance(value, list) else [value]:
            yield key, word


def _spoken(content: Entry) -> Spoken:
    letters: defaultdict[str, str] = defaultdict(str)
    for letter, name in _words(content.get("letters")):
        if letter not in letters[fold(name)]:
            letters[fold(name)] += letter
    unsure = {form for form in letters if len(form) < 2} | {fold(w) for w in content.list("letters_unsure")}
    return Spoken(dict(letters), frozenset(unsure))


def _source(entry: Entry) -> str:
    source = entry.text("pattern")
    try:
        re.compile(source)
    except re.error as e:
        raise entry.error(f"the pattern does not compile: {e}") from e
    return source
