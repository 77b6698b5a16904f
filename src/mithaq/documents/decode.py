"""Bytes of one file → its text, how it was decoded, and what to tell the reader about it."""

from __future__ import annotations

import codecs

from mithaq.model.documents import Document
from mithaq.model.errors import DocumentError
from mithaq.model.issues import Issue

_NAMES = {"cp1256": "windows-1256", "cp1252": "windows-1252", "iso8859_6": "iso-8859-6"}
_DETECTED = tuple(_NAMES)
_SAMPLE = 200_000
_REPLACED = str.maketrans({0: "\N{REPLACEMENT CHARACTER}"} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd"))


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding; a byte order mark is not part of the text.

    Raise DocumentError D001 for nothing but white space, D003 for bytes that are no text in a known encoding.
    """
    text, encoding = _decode(data)
    if "\0" in text:
        raise DocumentError("holds binary data", code="D003", hint="convert it to plain text (UTF-8) first")
    if not text.strip():
        raise DocumentError("is empty", code="D001", hint="remove the file or put the text into it")
    return text, encoding


def _decode(data: bytes) -> tuple[str, str]:
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return _strict(data[2:], encoding), "utf-16"
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        encoding = _detect(data)
        return _strict(data, encoding), _NAMES[encoding]


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as e:
        message = f"is not valid {_NAMES.get(encoding, encoding)} (byte {e.start})"
        raise DocumentError(message, code="D003", hint="save it again as UTF-8") from e


def _detect(data: bytes) -> str:
    """Choose among the encodings that Arabic and French files are still found in."""
    from charset_normalizer import from_bytes

    found = None
    if b"\0" not in data[:_SAMPLE]:
        found = from_bytes(data[:_SAMPLE], cp_isolation=list(_DETECTED), enable_fallback=False).best()
    if found is None or found.encoding not in _NAMES:
        message = "is neither UTF-8 nor UTF-16 nor " + ", ".join(_NAMES.values())
        raise DocumentError(message, code="D003", hint="save it again as UTF-8")
    return found.encoding


def encoding_issue(document: Document) -> Issue | None:
    """Return the warning that a document was not UTF-8, naming what it was read as and the remedy."""
    if document.encoding in ("utf-8", "utf-16"):
        return None
    message = f"{document.id} is not UTF-8; it was read as {document.encoding}"
    hint = f"check the text; to convert it: iconv -f {document.encoding} -t utf-8 OLD > NEW"
    return Issue("D002", message, document.id, hint=hint)


def storable(text: str) -> str:
    """Replace, one for one, what is no character (half surrogate pairs, NUL), so that any register can hold it."""
    return text.translate(_REPLACED)
