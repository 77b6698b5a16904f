"""A brief → Markdown: a heading a section, a list item a line, its quotes below it."""

from __future__ import annotations

import re

from mithaq.export.brief import Brief, Section

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")


def markdown(brief: Brief) -> str:
    """Return the whole text."""
    words = brief.words
    parts = [f"# {plain(brief.title)}", f"{words['written']} {brief.date}", words["notice"], f"## {words['overview']}"]
    counts = [*brief.counts, (words["documents"], len(brief.sources))]
    parts.append("\n".join(f"- {plain(label)}: {count}" for label, count in counts))
    parts += [_section(section) for section in brief.sections] or [words["none"]]
    sources = []
    for number, document in enumerate(brief.sources, 1):
        about = (document.title, document.publisher, document.published, document.id, document.url)
        sources.append(f"{number}. {plain(' · '.join(part for part in about if part))}")
    parts += [f"## {words['sources']}", "\n".join(sources)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _section(section: Section) -> str:
    lines: list[str] = []
    for line in section.lines:
        named = [f"{c}: {cell}" if c else cell for c, cell in zip(section.columns, line.cells, strict=True) if cell]
        told = line.cells if section.id in ("timeline", "disputes") else named
        lines.append("- " + plain(" · ".join(told)))
        lines += [f"  > {plain(quote.text)} \\[{quote.source}\\]\n" for quote in line.quotes]
    return f"## {plain(section.heading)}\n\n" + "\n".join(lines)


def plain(text: str) -> str:
    """Return a text in one line whose characters mean nothing to Markdown."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
