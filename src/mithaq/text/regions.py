"""Lines of the view → regions, by the shape of the page first; words from knowledge are only hints."""

from __future__ import annotations

from collections.abc import Sequence

from mithaq.model.text import Region
from mithaq.text.datelines import dateline_prefix
from mithaq.text.labels import mark_labels, mark_outlet
from mithaq.text.lines import Line
from mithaq.text.lists import mark_lists
from mithaq.text.page import Page, new_page
from mithaq.text.posts import mark_posts
from mithaq.text.sentences import Source
from mithaq.text.words import TextWords
from mithaq.text.zones import mark_tickers, mark_zones

_OPENING = 3


def judge_lines(
    source: Source, lines: list[Line], words: TextWords, title: str, strip: Sequence[str] = ()
) -> list[Region]:
    """Return one region a line (two where a paragraph begins with a dateline), in order.

    `title`: the folded title of the document, if its source gave one. `strip`: how lines begin that its outlet adds.
    """
    page = new_page(source.view, lines, words, title)
    mark_outlet(page, strip)
    mark_posts(page)
    mark_labels(page)
    mark_tickers(page)
    mark_lists(page)
    mark_zones(page)
    pieces: list[Region] = []
    paragraphs = 0
    for i, line in enumerate(lines):
        kind, reason = page.kinds[i] or ("boilerplate", "unjudged")
        if kind == "body" and paragraphs < _OPENING:
            pieces += _without_dateline(source, page, i, reason, paragraphs == 0)
            paragraphs += 1
        else:
            pieces.append(Region(kind, line.start, line.end, reason))
    return pieces


def _without_dateline(source: Source, page: Page, index: int, reason: str, first: bool) -> list[Region]:
    line = page.lines[index]
    at = source.offsets[line.start]
    begin = dateline_prefix(page, index, source.original[at : at + 120], first)
    if begin == line.start:
        return [Region("body", line.start, line.end, reason)]
    return [Region("dateline", line.start, begin, "prefix"), Region("body", begin, line.end, reason)]


def find_regions(size: int, pieces: list[Region]) -> tuple[Region, ...]:
    """Join neighbours of one kind; the regions tile the view, blanks between belong to the region before."""
    if not pieces:
        return (Region("boilerplate", 0, size, "empty"),) if size else ()
    out: list[Region] = []
    for region in pieces:
        if out and out[-1].kind == region.kind:
            continue
        if out:
            out[-1] = out[-1]._replace(end=region.start)
        out.append(region if out else region._replace(start=0))
    out[-1] = out[-1]._replace(end=size)
    return tuple(out)
