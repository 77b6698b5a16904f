"""A web page → its article as one document: title, then text, with what the page declares about itself.

trafilatura takes the article out, in precision mode: what may be menu, ticker or related links is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import version

import trafilatura
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from mithaq.documents.charset import decode_page
from mithaq.documents.decode import storable
from mithaq.documents.html_meta import Facts, facts_of
from mithaq.documents.limits import Limits
from mithaq.documents.making import document_of, remarks_of
from mithaq.documents.mojibake import mend
from mithaq.documents.parts import Found, Part
from mithaq.model.errors import DocumentError

EXTRACTOR = ("trafilatura", f"{version('trafilatura')} precision", "text/html")
_WORDS = re.compile(r"\w+")
_TITLE_WITHIN = 5


def read(part: Part, limits: Limits) -> Iterator[Found]:
    """Yield the remarks about a page and the document in it; raise DocumentError when it holds no article."""
    data = part.read(limits)
    decoded = decode_page(data, part.media_type)
    source, mended = mend(decoded.text)
    facts, text = article(source, part.url)
    if text is None:
        message = "holds no article: only menus, links or a picture of text"
        raise DocumentError(message, code="D010", hint="look at the page; save its text as .txt if there is one")
    yield from remarks_of(part.name, decoded, mended)
    facts = dict(part.known) | facts
    yield document_of(part, data, text, facts, extractor=EXTRACTOR, encoding=decoded.encoding)


def article(source: str, url: str | None = None) -> tuple[Facts, str | None]:
    """Return what a page declares and its article; None where there is none."""
    tree = _tree(source)
    facts = facts_of(tree, url)
    found = trafilatura.extract(tree, favor_precision=True, include_comments=False, include_tables=True)
    return facts, None if found is None else with_title(storable(found.strip()), facts.get("title", ("", ""))[0])


def _tree(source: str) -> HtmlElement:
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        return document_fromstring(storable(source).encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as e:
        message = "holds nothing that could be parsed as a page"
        raise DocumentError(message, code="D010", hint="look at the page in a browser, and save it again") from e


def with_title(text: str, title: str) -> str:
    """Return the text with its title before it, if it does not begin with it: what a title says can then be cited."""
    key = _WORDS.findall(title.casefold())
    first = [_WORDS.findall(line.casefold()) for line in text.split("\n", _TITLE_WITHIN)[:_TITLE_WITHIN]]
    return text if not key or key in first else f"{title}\n\n{text}"
