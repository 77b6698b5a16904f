"""EDTF dates → places on an axis of time, from the right where the reader reads so."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from mithaq.export.view import days

_STEPS = (1, 2, 5, 10, 20, 50, 100)


def year_of(day: str) -> float:
    """Return a day (`2020-07-01`) as a year with its fraction."""
    try:
        date = datetime.date.fromisoformat(day)
    except ValueError:
        return float(day[:4])
    return date.year + (date.timetuple().tm_yday - 1) / 366


def stretch(edtf: str) -> tuple[float, float | None] | None:
    """Return first and last moment of a date as years; an open end is None; None where nothing is known."""
    if edtf.startswith(("../", "/")):
        edtf = edtf.rpartition("/")[2]
    found = days(edtf)
    if not found.first:
        return None
    return year_of(found.first), (year_of(found.last) if found.last else None)


class Axis(NamedTuple):
    """Whole years from `first` to before `last`, between `left` and `right`; `turned`: time runs leftwards."""

    first: int
    last: int
    left: float
    right: float
    turned: bool = False

    def at(self, year: float) -> float:
        """Return the place of a moment, kept inside the axis."""
        part = (min(max(year, self.first), self.last) - self.first) / max(1, self.last - self.first)
        part = 1 - part if self.turned else part
        return round(self.left + part * (self.right - self.left), 1)

    def ticks(self, most: int = 9) -> list[tuple[float, str]]:
        """Return at most so many years with their places."""
        span = self.last - self.first
        step = next((s for s in _STEPS if span / s <= most), 200)
        start = -(-self.first // step) * step
        return [(self.at(year), str(year)) for year in range(start, self.last + 1, step)]


def axis(moments: Iterable[float], left: float, right: float, turned: bool) -> Axis | None:
    """Return an axis that holds all moments; None when there are none."""
    held = list(moments)
    if not held:
        return None
    return Axis(int(min(held)), int(max(held)) + 1, left, right, turned)
