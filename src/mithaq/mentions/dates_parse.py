"""A chain of date tokens → points in time as written (`Point`), not yet resolved against the document's date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from mithaq.mentions.dates_tokens import Tok

_YEAR = r"(?:[,oFP(]*[KV]?[oF]*(?P<y>y)(?!j)|[oF]*(?P<r>[LXC])(?![Kmk])|[,oFP]*K(?P<ry>[LXC])|[,oFP]*(?P<ry2>[LXC])K)?"
_WDAY = r"(?:(?P<W>W)[LXC]?[,oFP()]*)?"
# The first pattern that matches at a place wins. Names of groups are what a point may hold.
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("numeric", _WDAY + r"(?P<N>N)"),
        ("hijri", _WDAY + r"(?:(?P<d>d)[oF]*)?m?(?P<h>h)[,oFP]*K?(?P<Y>Y)j?"),
        ("hijri", r"K?(?P<Y>Y)j"),
        ("day", r"(?:(?P<R>R)[,oP(]*)?" + _WDAY + r"(?P<d>d)[oF]*m?o?(?P<M>M)" + _YEAR),
        ("month-day", _WDAY + r"(?P<M>M)o?(?P<d>d)(?![oF]*[Mq])(?:[,o]*(?P<y>y))?"),
        ("day-of-month", r"(?P<d>d)[oF]*(?:m(?P<r>[LXC])|(?P<r2>[LXC])m)"),
        ("month", r"(?P<r>[LXC])o?(?P<M>M)(?!o?d)"),
        ("month", r"m?[oF]*(?P<M>M)" + _YEAR),
        ("fiscal", r"G[oFP]*(?P<y>y)"),
        ("fiscal", r"G(?P<n>[nd])"),
        ("part", r"(?P<q>[qs])[,oFP]*(?:[KG]?[oF]*(?P<y>y)|K(?P<ry>[LXC])|(?P<ry2>[LXC])K|(?P<r>[LXC]))"),
        ("part", r"(?P<r>[LXC])o?(?P<q>[qs])(?![,oFP]*K?y)"),
        ("decade", r"(?P<D>D)(?:[oF]*Z(?P<c>[dOL]))?"),
        ("decade", r"V(?P<n>[nd])(?![oF]*M)"),
        ("century", r"Z[oF]*(?P<c>[dOLC])(?![oF]*M)|(?P<c2>[dO])Z"),
        ("year", r"[KV][,oF]*(?P<y>y)(?!j)"),
        ("unit", r"E[oF]*(?P<u>K)(?![,oFP(]*[yYnd]|o*[LXC])"),
        ("unit", r"(?P<u>[Kmk])[oF]*(?P<r>[LXC])(?![oF]*[Kmk])|(?P<r2>[LXC])(?P<u2>[Kmk])"),
        ("weekday", r"(?P<R>R)[,oP(]*(?P<W>W)"),
        ("weekday", r"(?P<W>W)[,oP(]*(?P<R>R)"),
        ("weekday", r"(?P<r>[LXC])o?(?P<W>W)"),
        ("weekday", r"(?P<W>W)(?P<r>[LXC])?"),
        ("today", r"(?P<R>R)"),
        ("year", r"(?P<y>y)(?!j)"),
    )
)
_DAYS = re.compile(r"(?P<days>d(?:[oFPW]*[TUA/,-]+[oFPW]*d)+)[oF]*m?(?P<M>M)" + _YEAR)
_MONTH_DAYS = re.compile(r"(?P<M>M)(?P<days>d(?:[oF]*[TUA,-]+[oF]*d)+)(?![oF]*M)(?:[,o]*(?P<y>y))?")
_LEAD = re.compile(r"(?:[PmESUBLXC]|E-)o*$")
_NEAR = re.compile(r"[PWoFTBSUE,(AR-]$")


class Point(NamedTuple):
    """A date as written: character span, tokens `[first, last)`, its kind and its parts; `rel` is L, X, C or ''."""

    kind: str
    start: int
    end: int
    first: int
    last: int
    year: int = 0
    month: int = 0
    day: int = 0
    rel: str = ""
    year_rel: str = ""
    weekday: int = 0
    offset: int | None = None
    unit: str = ""
    part: int = 0
    number: int = 0


def codes_of(toks: Sequence[Tok]) -> str:
    """Return the chain's codes, one letter a token."""
    return "".join(t.code for t in toks)


@lru_cache(maxsize=8192)
def _matches(codes: str, at: int) -> tuple[tuple[str, re.Match[str]], ...]:
    """Return the patterns that match a chain at a place; chains of few kinds come again and again."""
    return tuple((kind, m) for kind, pattern in PATTERNS if (m := pattern.match(codes, at)))


def point_at(toks: Sequence[Tok], codes: str, at: int) -> Point | None:
    """Return the date that begins at token `at`."""
    for kind, m in _matches(codes, at):
        if kind == "month-day" and not _month_first(toks, codes, m):
            continue
        point = _point(toks, kind, m, at)
        if point is not None:
            return point if _plausible(toks, codes, point) else None
    return None


def _month_first(toks: Sequence[Tok], codes: str, m: re.Match[str]) -> bool:
    """`October 16` is English only; in other languages the number belongs to what follows."""
    month = toks[m.start("M")]
    clear = not month.ambiguous or m.group("y") or _NEAR.search(codes[: m.start("M")])
    return month.lang in ("en", "") and bool(clear) and not toks[m.start("d")].glued


def _point(toks: Sequence[Tok], kind: str, m: re.Match[str], at: int) -> Point | None:
    got = {k: toks[m.start(k)] for k, v in m.groupdict().items() if v is not None}
    value = {k: t.value for k, t in got.items()}
    first = at
    while toks[first].code in "oFP,(" and first < m.end():
        first += 1
    last = m.end()
    rel = got.get("r") or got.get("r2")
    year_rel = got.get("ry") or got.get("ry2")
    unit = got.get("u") or got.get("u2")
    era = got.get("c") or got.get("c2")
    year, month, day = value.get("y", 0), value.get("M", 0), value.get("d", 0)
    if "N" in got and got["N"].date:
        year, month, day = got["N"].date
    if kind == "hijri":
        year, month = value.get("Y", 0), value.get("h", 0)
    if kind == "fiscal" and "n" in got:
        year = 2000 + value["n"]
    number = era.value if era else value.get("D", value.get("n", 0))
    fiscal = kind == "part" and "G" in m.group()
    if kind == "century" and era and era.code in "LC":
        number = {"L": 20, "C": 21}[era.code]
    if kind == "decade":
        number = _decade(toks, got, value)
        if not number:
            return None
    return Point(
        kind, toks[first].start, toks[last - 1].end, first, last, year, month, day,
        rel.code if rel else "", year_rel.code if year_rel else "", value.get("W", 0), value.get("R"),
        unit.code if unit else "G" if fiscal else "", value.get("q", 0), number,
    )  # fmt: skip


def _decade(toks: Sequence[Tok], got: dict[str, Tok], value: dict[str, int]) -> int:
    """Return the first year of a decade: 1950 for the fifties; 0 when it is none."""
    if "D" in got:
        number = value["D"]
        base = 1900
        if "c" in got and got["c"].code in "dO":
            base = 100 * (got["c"].value - 1)
        return number if number >= 100 else base + number
    number = value["n"]
    return 1900 + number if number % 10 == 0 and number >= 20 else 0


def _plausible(toks: Sequence[Tok], codes: str, point: Point) -> bool:
    """Words that are also other words need something beside them."""
    left = codes[: point.first]
    inner = toks[point.first : point.last]
    if point.kind == "month" and not (point.year or point.rel or point.year_rel):
        month = next(t for t in inner if t.code == "M")
        before = toks[point.first - 1] if point.first else None
        if month.ambiguous and codes[point.first] != "m":
            same = before is not None and (not before.lang or not month.lang or before.lang == month.lang)
            range_open = left.endswith("F") and codes[point.last : point.last + 1] == "T"
            return month.ambiguous == 1 and not month.glued and same and (range_open or bool(_LEAD.search(left)))
    if point.kind == "weekday":
        day = next(t for t in inner if t.code == "W")
        return not day.ambiguous or point.offset is not None
    if point.kind == "part" and not (point.year or point.year_rel):
        return not next(t for t in inner if t.code in "qs").ambiguous or point.rel in "LXC"
    if point.kind == "unit":
        return not any(t.code in "LX" and t.ambiguous for t in inner)
    return True


def day_list_at(toks: Sequence[Tok], codes: str, at: int) -> tuple[list[Tok], Point, str] | None:
    """Return the day tokens, the last day's full point and the connectors of `16 و17 أكتوبر`, `October 16-17, 2025`."""
    m = _DAYS.match(codes, at)
    if m is None:
        m = _MONTH_DAYS.match(codes, at)
        if m is None or toks[m.start("M")].lang not in ("en", ""):
            return None
    first, last = m.span("days")
    days = [t for t in toks[first:last] if t.code == "d"]
    point = _point(toks, "day", m, at)
    if point is None or any(a.value >= b.value for a, b in pairwise(days)):
        return None
    return days, point, "".join(c for c in codes[first:last] if c in "TUA/,-")
