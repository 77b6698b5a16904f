"""Document + its `Text` + a date grammar → when the document was published, and how that is known.

Only metadata, datelines, the address and quoted posts are asked, never the events the text reports.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from mithaq.model.documents import Document
from mithaq.model.mentions import Mention
from mithaq.model.text import Text
from mithaq.model.values import When
from mithaq.text.posts import HANDLE

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH = re.compile(r"\d{4}-\d{2}")
_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?=[/_-]|$)")
_POST_TAIL = 80

Dates = Callable[[str], list[Mention]]


def published(document: Document, text: Text, dates: Dates) -> tuple[str | None, str]:
    """Return the EDTF date of publication and its basis: metadata, dateline, address, post or unknown.

    `dates`: finds the dates in a short stretch of the view.
    """
    if document.published:
        return document.published, "metadata"
    found = _best(_datelines(text), dates)
    if found:
        return found, "dateline"
    if address := _ADDRESS.search(document.url or ""):
        return "-".join(address.groups()), "address"
    days = [day for part in _post_ends(text) if (day := _best((part,), dates))]
    return (max(days), "post") if days else (None, "unknown")


def _datelines(text: Text) -> list[str]:
    """Return the datelines, those behind a title first: a date over the title may be the day the page was called."""
    titles = [r.start for r in text.regions if r.kind in ("headline", "body")]
    first = titles[0] if titles else 0
    lines = [r for r in text.regions if r.kind == "dateline"]
    ordered = [r for r in lines if r.start >= first] + [r for r in lines if r.start < first]
    return [text.view[r.start : r.end] for r in ordered]


def _post_ends(text: Text) -> Iterable[str]:
    """Yield what follows each account name in a quoted post, where the post's own date stands."""
    for region in text.regions:
        if region.kind == "post":
            for handle in HANDLE.finditer(text.view, region.start, region.end):
                line_end = text.view.find("\n", handle.end(), region.end)
                stop = line_end if line_end >= 0 else region.end
                yield text.view[handle.end() : min(stop, handle.end() + _POST_TAIL)]


def _best(parts: Iterable[str], dates: Dates) -> str | None:
    """Return the first full date of the parts, else the first month."""
    month: str | None = None
    for part in parts:
        for mention in dates(part.strip()):
            edtf = mention.value.edtf if isinstance(mention.value, When) and not mention.value.resolved else ""
            if _DAY.fullmatch(edtf):
                return edtf
            if month is None and _MONTH.fullmatch(edtf):
                month = edtf
    return month
