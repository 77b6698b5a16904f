"""A file of plain text → one document, its characters untouched but for what was plainly damaged."""

from __future__ import annotations

from collections.abc import Iterator

from mithaq import __version__
from mithaq.documents.charset import check_text, decode_page
from mithaq.documents.limits import Limits
from mithaq.documents.making import document_of, remarks_of
from mithaq.documents.mojibake import mend
from mithaq.documents.parts import Found, Part

ORIGIN = ("text", __version__, "text/plain")


def read(part: Part, limits: Limits) -> Iterator[Found]:
    """Yield the remarks about a text, and the document; raise DocumentError when it is empty or no text."""
    data = part.read(limits)
    decoded = decode_page(data, part.media_type)
    text, mended = mend(check_text(decoded.text))
    yield from remarks_of(part.name, decoded, mended)
    yield document_of(part, data, text, part.known, extractor=ORIGIN, encoding=decoded.encoding)
