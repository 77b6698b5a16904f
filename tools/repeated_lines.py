"""A register → for each outlet the lines that many of its pages share and that are still read as part of the article.

What is printed is YAML for the outlet's card (`strip`, see docs/how-to/add-a-source.md). A person has to look at it: a
lead that an agency puts before each of its articles is repeated too.

    python tools/repeated_lines.py my.db
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator

from mithaq.knowledge.load import Knowledge, load_knowledge
from mithaq.model.documents import Document
from mithaq.model.text import READABLE
from mithaq.records.sources import Source
from mithaq.register import Register
from mithaq.text.prepare import prepare

PAGES, SHARE, LONGEST = 4, 0.5, 60


def repeated(documents: Iterator[Document], knowledge: Knowledge) -> dict[str, list[str]]:
    """Return the shared lines of each outlet that has a few pages, by its id or domain, the most frequent first."""
    pages: Counter[str] = Counter()
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for document in documents:
        about = Source(document.id, publisher=document.publisher, url=document.url)
        if outlet := knowledge.outlets.of(about):
            pages[outlet.id] += 1
            seen[outlet.id].update(_lines(document, knowledge, outlet.strip))
    found = {}
    for name, lines in sorted(seen.items()):
        least = max(PAGES, SHARE * pages[name])
        if often := [line for line, count in lines.most_common() if count >= least]:
            found[name] = often
    return found


def _lines(document: Document, knowledge: Knowledge, strip: tuple[str, ...]) -> set[str]:
    """Return how the lines begin that are read in a document, as they are written."""
    text, _ = prepare(document, knowledge.text, strip)
    out = set()
    for region in text.regions:
        if region.kind in READABLE:
            start, end = text.offsets[region.start], text.offsets[region.end - 1] + 1
            out |= {line.strip()[:LONGEST].strip() for line in document.text[start:end].split("\n")}
    return out - {""}


def main() -> int:
    """Print the lines of one register."""
    if len(sys.argv) != 2:
        sys.stderr.write(__doc__ or "")
        return 2
    with Register(sys.argv[1], create=False) as register:
        found = repeated(register.documents(), load_knowledge())
    for outlet, lines in found.items():
        print(f"# {outlet}\nstrip:")
        print("".join(f"  - {line!r}\n" for line in lines))
    if not found:
        print(f"no line is on half of the pages of an outlet, and on {PAGES} at least")
    return 0


if __name__ == "__main__":
    sys.exit(main())
