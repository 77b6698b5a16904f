"""knowledge/language/designations.yml → `Designations`, the patterns of equipment names that no list knows."""

from __future__ import annotations

import re
from pathlib import Path

from mithaq.knowledge.yaml import Entry, load
from mithaq.mentions.designations import Designations
from mithaq.text.clean import fold


def load_designations(path: Path) -> Designations:
    """Read the patterns; raises KnowledgeError when one does not compile."""
    if not path.is_file():
        return Designations()
    content = load(path)
    patterns = [
        (re.compile(rf"(?<![\w/-])(?:{_source(p)})(?![\w-])"), p.text("class")) for p in content.list("patterns")
    ]
    refusals = [str(r.get("pattern") if isinstance(r, Entry) else re.escape(fold(r))) for r in content.list("refusals")]
    blocks = content.get("block", [])
    words = [w for ws in (blocks.values() if isinstance(blocks, dict) else [blocks]) for w in ws]
    block = "|".join(re.escape(fold(w)) for w in sorted(set(words), key=len, reverse=True))
    return Designations(
        patterns=patterns,
        refusals=re.compile("|".join(f"(?:{r})" for r in refusals)) if refusals else None,
        blocks=re.compile(rf"[ -]?(?:{block})[ -]?(?:[\divx]+[a-z]?\+?)(?!\w)") if block else None,
    )


def _source(entry: Entry) -> str:
    source = entry.text("pattern")
    try:
        re.compile(source)
    except re.error as e:
        raise entry.error(f"the pattern does not compile: {e}") from e
    return source
