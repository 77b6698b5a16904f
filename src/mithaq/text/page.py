"""The lines of one page and what each was judged to be so far → `Page`, the working sheet of the region rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from mithaq.text.lines import Line
from mithaq.text.words import TextWords

_LONG = 15
_PROSE = 28


class Page(NamedTuple):
    """View, lines, and for each line its kind and the reason, None while undecided.

    `labels`: first word of a label → (kind, label). `loose`: its long lines mostly lack full stops.
    """

    view: str
    lines: list[Line]
    kinds: list[tuple[str, str] | None]
    title: str
    labels: Mapping[str, list[tuple[str, str]]]
    loose: bool

    def mark(self, index: int, kind: str, reason: str) -> None:
        """Judge a line unless it was judged before."""
        if self.kinds[index] is None:
            self.kinds[index] = (kind, reason)

    def open(self, index: int) -> bool:
        """Tell whether a line exists and is undecided."""
        return 0 <= index < len(self.lines) and self.kinds[index] is None

    def is_prose(self, index: int) -> bool:
        """Tell whether a line has the shape of a paragraph: it ends like one, or is too long for a headline."""
        line = self.lines[index]
        if line.wide >= 0:
            return line.words >= 40 or (line.final == "." and line.words >= 12)
        if line.words >= _PROSE or (line.inner and line.words >= 10) or (line.stops and line.words >= 4):
            return True
        return (line.final in (":", ";", ",") and line.words >= 6) or (self.loose and line.words >= 12)

    def key(self, index: int) -> str:
        """Return the words of a short line without marks around them, for comparing titles."""
        line = self.lines[index]
        return self.view[line.text : line.end].strip(" .-:|\"'")


def new_page(view: str, lines: list[Line], words: TextWords, title: str) -> Page:
    """Return an undecided page."""
    long = [line for line in lines if line.words >= _LONG and line.wide < 0]
    loose = len(long) >= 3 and sum(line.stops for line in long) < 0.4 * len(long)
    return Page(view, lines, [None] * len(lines), title.strip(" .-:|\"'"), words.openings, loose)
