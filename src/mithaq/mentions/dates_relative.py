"""A date as written + the document's day → EDTF; what the text leaves open comes from the anchor or stays open."""

from __future__ import annotations

from datetime import date, timedelta

from mithaq.mentions.dates_parse import Point
from mithaq.mentions.edtf import century, decade, edtf
from mithaq.model.values import When

_AHEAD = 60  # days: a day and month without a year may lie this far ahead, else it is past
UNRESOLVED = When("", basis="unresolved")


def resolve(point: Point, anchor: date | None) -> When | None:
    """Return the value of a point; None when no such date exists, `UNRESOLVED` when it needs a missing anchor."""
    if point.kind == "hijri":
        return _hijri(point)
    if point.kind == "decade":
        return When(decade(point.number))
    if point.kind == "century":
        return When(century(point.number)) if 10 <= point.number <= 21 else None
    if point.year:
        if point.part:
            return When(f"{point.year:04d}-{point.part}", calendar="fiscal-us" if point.unit == "G" else None)
        value = edtf(point.year, point.month, point.day)
        calendar = "fiscal-us" if point.kind == "fiscal" else None
        return When(value, calendar=calendar) if value else None
    if anchor is None:
        return UNRESOLVED
    value = _relative(point, anchor)
    return When(value, basis="relative", resolved=True) if value else None


def _relative(point: Point, anchor: date) -> str:
    if point.year_rel:
        year = anchor.year + {"L": -1, "X": 1}.get(point.year_rel, 0)
        return f"{year:04d}-{point.part}" if point.part else edtf(year, point.month, point.day)
    if point.kind in ("day", "month-day"):
        return _day(point, anchor)
    if point.kind == "month":
        return _month(point, anchor)
    if point.kind == "day-of-month":
        year, month = _shift(anchor, {"L": -1, "X": 1}.get(point.rel, 0))
        return edtf(year, month, point.day)
    if point.kind == "part":
        return _part(point, anchor)
    if point.kind == "unit":
        return _unit(point, anchor)
    if point.weekday:
        return _weekday(point, anchor).isoformat()
    return (anchor + timedelta(days=point.offset or 0)).isoformat()


def _shift(anchor: date, months: int) -> tuple[int, int]:
    index = anchor.year * 12 + anchor.month - 1 + months
    return index // 12, index % 12 + 1


def _day(point: Point, anchor: date) -> str:
    """The nearest past such day; the coming one when asked for or when it is near and no past is meant."""
    if point.offset is not None:
        near = anchor + timedelta(days=point.offset)
        if (near.month, near.day) == (point.month, point.day):
            return near.isoformat()
    days = []
    for year in (anchor.year - 1, anchor.year, anchor.year + 1):
        value = edtf(year, point.month, point.day)
        if value:
            days.append(date.fromisoformat(value))
    past = [d for d in days if d <= anchor]
    coming = [d for d in days if d > anchor]
    if point.rel == "C":
        return edtf(anchor.year, point.month, point.day)
    if point.rel == "N":
        return next(d.isoformat() for d in days if d >= anchor)
    ahead = coming and (coming[0] - anchor).days <= _AHEAD and point.rel != "L"
    if coming and (point.rel == "X" or ahead):
        return coming[0].isoformat()
    return past[-1].isoformat() if past else ""


def _month(point: Point, anchor: date) -> str:
    year = anchor.year
    if point.rel == "X":
        year += point.month <= anchor.month
    elif point.rel == "L":
        year -= point.month >= anchor.month
    elif point.rel == "N":
        year += point.month < anchor.month
    elif point.rel != "C":
        year -= point.month > anchor.month
    return edtf(year, point.month)


def _part(point: Point, anchor: date) -> str:
    starts = {21: 3, 22: 6, 23: 9, 24: 12} | {33 + i: 1 + 3 * i for i in range(4)} | {37: 1, 38: 5, 39: 9, 40: 1, 41: 7}
    year = anchor.year
    if point.rel == "L":
        year -= starts[point.part] > anchor.month - 2
    elif point.rel == "X":
        year += starts[point.part] <= anchor.month
    return f"{year:04d}-{point.part}"


def _unit(point: Point, anchor: date) -> str:
    step = {"L": -1, "X": 1}.get(point.rel, 0)
    if point.unit == "K":
        return edtf(anchor.year + step)
    if point.unit == "m":
        return edtf(*_shift(anchor, step))
    monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=step)
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def _weekday(point: Point, anchor: date) -> date:
    back = (anchor.weekday() - (point.weekday - 1)) % 7
    if point.rel == "X" or (point.offset or 0) > 0:
        return anchor + timedelta(days=(7 - back) if back else 7)
    if point.rel == "L" and back == 0:
        back = 7
    return anchor - timedelta(days=back)


def _hijri(point: Point) -> When | None:
    """Convert by the Umm al-Qura calendar; observed months may begin a day apart, so days are marked approximate."""
    from hijridate import Hijri

    try:
        if point.day:
            day = Hijri(point.year, point.month, point.day).to_gregorian()
            return When(f"{day.isoformat()}~", basis="converted", calendar="hijri")
        first = Hijri(point.year, point.month or 1, 1)
        end_month = Hijri(point.year, point.month or 12, 1)
        start = first.to_gregorian()
        last = Hijri(point.year, point.month or 12, end_month.month_length()).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return When(f"{start.isoformat()}~/{last.isoformat()}~", basis="converted", calendar="hijri")
