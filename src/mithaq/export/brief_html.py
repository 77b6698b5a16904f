"""A brief → one self-contained page of HTML: no script, nothing loaded from elsewhere, everything escaped."""

from __future__ import annotations

from html import escape

from mithaq.export.brief import Brief, Line, Section
from mithaq.model.documents import Document

_STYLE = """
:root { color-scheme: light dark; --line: #8884; --soft: #7778 }
body { font: 16px/1.55 system-ui, "Noto Naskh Arabic", "Segoe UI", sans-serif }
body { margin: 2rem auto; max-width: 75rem; padding: 0 1rem }
h1 { line-height: 1.25 } h2 { margin-top: 2.2rem; border-bottom: 2px solid var(--line) }
.wide { overflow-x: auto } table { border-collapse: collapse; width: 100%; font-size: .93rem }
th, td { text-align: start; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line) }
tr.quotes td { border-bottom: 2px solid var(--line); padding-top: 0; font-size: .88rem; opacity: .85 }
blockquote { margin: .15rem 0; padding-inline-start: .7rem; border-inline-start: 3px solid var(--soft) }
.counts { display: flex; flex-wrap: wrap; gap: .6rem 1.6rem; padding: 0; list-style: none }
.counts b { font-size: 1.3rem }
.notice { opacity: .8 } a { color: inherit } tr:target, li:target { outline: 2px solid }
@media print { body { max-width: none; font-size: 11px } tr { break-inside: avoid } }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def html(brief: Brief) -> str:
    """Return the whole page."""
    direction = "rtl" if brief.language == "ar" else "ltr"
    words = brief.words
    counts = "".join(f"<li><b>{count}</b> {escape(label)}</li>" for label, count in brief.counts)
    body = "".join(map(_section, brief.sections)) or f"<p>{escape(words['none'])}</p>"
    sources = "".join(_source(number, document) for number, document in enumerate(brief.sources, 1))
    return (
        f'<!doctype html>\n<html lang="{brief.language}" dir="{direction}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escape(brief.title)}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{escape(brief.title)}</h1>\n"
        f'<p>{escape(words["written"])} <time datetime="{brief.date}">{brief.date}</time></p>\n'
        f'<p class="notice">{escape(words["notice"])}</p>\n'
        f'<h2>{escape(words["overview"])}</h2>\n<ul class="counts">{counts}'
        f"<li><b>{len(brief.sources)}</b> {escape(words['documents'])}</li></ul>\n{body}"
        f'<h2>{escape(words["sources"])}</h2>\n<ol class="sources">{sources}</ol>\n</body>\n</html>\n'
    )


def _section(section: Section) -> str:
    heads = "".join(f'<th scope="col">{escape(column)}</th>' for column in section.columns)
    rows = "".join(_line(line, len(section.columns), section.id == "timeline") for line in section.lines)
    return (
        f'<section id="{escape(section.id)}">\n<h2>{escape(section.heading)}</h2>\n<div class="wide"><table>\n'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody></table></div>\n</section>\n"
    )


def _line(line: Line, columns: int, linked: bool) -> str:
    cells = "".join(f'<td dir="auto">{escape(cell)}</td>' for cell in line.cells)
    quotes = "".join(
        f'<blockquote dir="auto">{escape(q.text)} <a href="#source-{q.source}">[{q.source}]</a></blockquote>'
        for q in line.quotes
    )
    name = "" if linked else f' data-record="{escape(line.record)}"'
    return f'<tr{name}>{cells}</tr>\n<tr class="quotes"><td colspan="{columns}">{quotes}</td></tr>\n'


def _source(number: int, document: Document) -> str:
    about = [document.title or document.id, document.publisher, document.published]
    if document.title:
        about.append(document.id)
    text = f'<span dir="auto">{escape(" · ".join(part for part in about if part))}</span>'
    if document.url and document.url.startswith(("https://", "http://")):
        text = f'<a rel="noreferrer" href="{escape(document.url)}">{text}</a>'
    return f'<li id="source-{number}" value="{number}">{text}</li>\n'
