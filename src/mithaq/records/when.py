"""An EDTF date → the stretch of days that it covers; two dates → whether they can be about one day."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_POINT = re.compile(r"(-?\d{1,4}X{0,3})(?:-(\d\d|XX))?(?:-(\d\d|XX))?[?~%]?")
MONTH, YEAR = 31, 372
_OPEN = 10_000_000
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14)}


class Stretch(NamedTuple):
    """First and last day, both inside, counted in months of 31 days: good for comparing, not for subtracting."""

    first: int
    last: int

    def contains(self, other: Stretch) -> bool:
        """Tell whether the other stretch lies within this one."""
        return self.first <= other.first and other.last <= self.last

    def overlaps(self, other: Stretch) -> bool:
        """Tell whether the two share a day."""
        return self.first <= other.last and other.first <= self.last


@lru_cache(maxsize=100_000)
def stretch(edtf: object, calendar: object = None) -> Stretch | None:
    """Return the days of a date or interval, None for what is neither; `fiscal-us` years begin in October before."""
    start, slash, end = str(edtf or "").partition("/")
    first, last = _point(start), _point(end if slash else start)
    opened = {"", ".."}
    if first is None and not (slash and start in opened):
        return None
    if last is None and not (slash and end in opened):
        return None
    found = Stretch(first.first if first else -_OPEN, last.last if last else _OPEN)
    if calendar == "fiscal-us":
        return Stretch(found.first - 3 * MONTH, found.last - 3 * MONTH)
    return found


def _point(edtf: str) -> Stretch | None:
    found = _POINT.fullmatch(edtf)
    if found is None:
        return None
    year, month, day = found.groups()
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if month is None or month == "XX":
        return Stretch(low * YEAR, high * YEAR + YEAR - 1)
    begin, finish = _SEASONS.get(int(month), (int(month), int(month)))
    if day is None or day == "XX":
        return Stretch(low * YEAR + (begin - 1) * MONTH, low * YEAR + finish * MONTH - 1)
    return Stretch(*[low * YEAR + (begin - 1) * MONTH + int(day) - 1] * 2)
