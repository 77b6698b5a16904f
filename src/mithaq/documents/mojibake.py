"""Text that was once decoded with the wrong table → the text that was meant, line by line, and how many were mended.

Only UTF-8 that was read as windows-1252, windows-1256 or Latin-1 is mended, and only where a whole line turns into
valid UTF-8 with characters beyond ASCII: no line of real Arabic or French does that.
"""

from __future__ import annotations

import re

# The first byte of a two-byte or three-byte character, then a byte that goes on, as the two tables show them.
_BEFORE = {
    "cp1252": "\u00c2\u00c3\u00d8\u00d9\u00da\u00db\u00e2",
    "cp1256": "\u0622\u0623\u0637\u0638\u0639\u063a\u00e2",
}
_HIGH = {codec: {chr(b): b for b in range(0x80, 0xA0)} for codec in _BEFORE}
_TRACE = re.compile("[" + "".join(_BEFORE.values()) + "][^\x00-\x7f]")
_ENDS = re.compile(r"([\n<>])")
_MOST_ROUNDS = 2


def mend(text: str) -> tuple[str, int]:
    """Return the text with its damaged lines mended, and how many lines that were; a tag of a page ends a line too."""
    if _TRACE.search(text) is None:
        return text, 0
    lines = _ENDS.split(text)
    mended = [_line(line) for line in lines]
    return "".join(mended), sum(old != new for old, new in zip(lines, mended, strict=True))


def _line(line: str) -> str:
    """Mend one line, twice if it was damaged twice."""
    for _ in range(_MOST_ROUNDS):
        if _TRACE.search(line) is None:
            return line
        found = next((good for codec in _BEFORE if (good := _undone(line, codec)) is not None), None)
        if found is None:
            return line
        line = found
    return line


def _undone(line: str, codec: str) -> str | None:
    try:
        data = line.encode(codec)
    except UnicodeEncodeError:
        try:
            # Bytes that a table leaves free were passed through as control characters.
            data = b"".join(bytes((_HIGH[codec][c],)) if c in _HIGH[codec] else c.encode(codec) for c in line)
        except UnicodeEncodeError:
            return None
    try:
        good = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return good if len(good) < len(line) else None
