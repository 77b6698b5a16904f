"""Bytes of a page + the charset that server or page declare → its text, the encoding, and whether it had to be guessed.

What is valid UTF-8 is UTF-8, whatever is declared: no other encoding is that by accident. Otherwise the server's word
goes before the page's, as in browsers.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from mithaq.documents.decode import decode
from mithaq.model.errors import DocumentError

_META = re.compile(rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_PARAMETER = re.compile(r"""charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
_HEAD = 4096
_MOST_BROKEN = 0.01
_WHOLE = 20
# Labels as the web means them: Latin-1 is written by programs that mean windows-1252.
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874"}
_SINGLE = re.compile(r"cp125\d|iso8859-\d{1,2}|koi8-[ru]|cp874|mac-\w+")
_SHOWN = re.compile(r"cp(125\d)")


class Decoded(NamedTuple):
    """`guessed`: nobody declared the encoding. `broken`: how many characters could not be decoded and were replaced."""

    text: str
    encoding: str
    guessed: bool
    broken: int


def decode_page(data: bytes, media_type: str = "") -> Decoded:
    """Return the text of a page; raise DocumentError D001 or D003 as `decode` does."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Decoded(*decode(data), guessed=False, broken=0)
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
        if "\0" not in text:
            return Decoded(text, "utf-8", guessed=False, broken=0)
    except UnicodeDecodeError:
        pass
    names = [m[1] for m in (_PARAMETER.search(media_type),) if m]
    names += [m[1].decode("ascii", "replace") for m in (_META.search(data[:_HEAD]),) if m]
    for name in names:
        if (found := _declared(data, name)) is not None:
            return found
    if (found := _nearly(data)) is not None:
        return found
    return Decoded(*decode(data), guessed=True, broken=0)


def _nearly(data: bytes) -> Decoded | None:
    """Decode what is UTF-8 but for a few bytes: a page that was cut off, or pasted together."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(c > "\x7f" for c in text) - broken
    sure = whole >= _WHOLE * broken and "\0" not in text
    return Decoded(text, "utf-8", guessed=False, broken=broken) if sure else None


def _declared(data: bytes, label: str) -> Decoded | None:
    """Decode as declared; None for a label that is unknown, or that the bytes contradict."""
    try:
        codec = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    codec = _MEANT.get(codec, codec)
    if codec != "utf-8" and not _SINGLE.fullmatch(codec) and codec not in ("utf-16", "utf-16-le", "utf-16-be"):
        return None
    text = data.decode(codec, "replace")
    broken = text.count("\ufffd")
    if "\0" in text or broken > max(3, len(text) * _MOST_BROKEN):
        return None
    return Decoded(text, _SHOWN.sub(r"windows-\1", codec).replace("iso8859", "iso-8859"), guessed=False, broken=broken)


def check_text(text: str) -> str:
    """Return a text; raise DocumentError D001 when there is nothing in it."""
    if not text.strip():
        raise DocumentError("is empty", code="D001", hint="remove the file or put the text into it")
    return text
