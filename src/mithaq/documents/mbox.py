"""An .mbox → its messages as parts, one after the other, without holding the file in memory."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from mithaq.documents.limits import Limits
from mithaq.documents.parts import Found, Part, too_large
from mithaq.model.issues import Issue

_FROM, _QUOTED = b"From ", b">From "


def read(part: Part, limits: Limits) -> Iterator[Found]:
    """Yield each message; they are called by their number, from 1."""
    lines: list[bytes] = []
    size, number, blank = 0, 0, True
    while line := part.stream.readline(limits.size + 1):
        if line.startswith(_FROM) and blank:
            yield from _message(part, number, lines, size, limits)
            lines, size, number = [], 0, number + 1
        elif number:
            size += len(line)
            if size <= limits.size:
                lines.append(line[1:] if line.startswith(_QUOTED) else line)
        blank = line in (b"\n", b"\r\n")
    yield from _message(part, number, lines, size, limits)
    if not number:
        hint = "a mailbox begins with a line `From …`; save the messages again"
        yield Issue("D011", f"{part.name} holds no messages", part.name, hint=hint)


def _message(part: Part, number: int, lines: list[bytes], size: int, limits: Limits) -> Iterator[Found]:
    name = f"{part.name}/{number}"
    if size > limits.size:
        error = too_large(limits, size)
        yield Issue(error.code, f"{name} {error}", name, hint=error.hint)
    elif lines:
        yield Part(name, BytesIO(b"".join(lines)), "message/rfc822", depth=part.depth)
