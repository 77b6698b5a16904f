"""Agreements with their periods, or amounts of money → bars on one axis of time, or each against the largest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mithaq.web.pictures.scale import axis, stretch

WIDTH, ROW, TOP = 1000, 30, 26
_OPEN_YEARS = 3.0


class Bar(NamedTuple):
    """One period: number of its row, where it begins, how long it is; `open`: its end is not known."""

    row: int
    x: float
    y: float
    width: float
    open: bool


class Periods(NamedTuple):
    """The picture of some periods; `now`: where today stands, None outside of it."""

    width: int
    height: int
    ticks: tuple[tuple[float, str], ...]
    bars: tuple[Bar, ...]
    now: float | None
    first: int
    last: int


def periods(dates: Sequence[str], today: float, turned: bool) -> Periods | None:
    """Return the picture of EDTF intervals, a row each, those that are no date left empty; None when all are."""
    found = [(row, stretch(date)) for row, date in enumerate(dates)]
    held = [(row, s[0], s[1]) for row, s in found if s is not None]
    moments = [m for _, first, last in held for m in (first, last if last is not None else first + _OPEN_YEARS)]
    line = axis(moments, 10, WIDTH - 10, turned)
    if line is None:
        return None
    bars = []
    for row, first, last in held:
        ends = sorted((line.at(first), line.at(last if last is not None else max(today, first + _OPEN_YEARS))))
        bars.append(Bar(row, ends[0], TOP + row * ROW + 5, max(6.0, round(ends[1] - ends[0], 1)), last is None))
    now = line.at(today) if line.first <= today <= line.last else None
    height = TOP + ROW * len(dates) + 6
    return Periods(WIDTH, height, tuple(line.ticks()), tuple(bars), now, line.first, line.last)


def shares(amounts: Iterable[tuple[str, float]]) -> list[float]:
    """Return for each (currency, amount) its share of the largest of that currency, in percent; at least 0.5."""
    held = list(amounts)
    largest: dict[str, float] = {}
    for currency, amount in held:
        largest[currency] = max(largest.get(currency, 0.0), amount)
    return [max(0.5, round(100 * a / largest[c], 1)) if largest[c] > 0 else 0.5 for c, a in held]
