"""View + date words + the document's date → date mentions in EDTF, no more precise than the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from mithaq.mentions.dates_parse import Point, codes_of, day_list_at, point_at
from mithaq.mentions.dates_relative import UNRESOLVED, resolve
from mithaq.mentions.dates_tokens import Tok, chain_at
from mithaq.mentions.dates_words import DateWords
from mithaq.mentions.edtf import anchor_day
from mithaq.mentions.numbers import Spans, is_free, taken_index
from mithaq.mentions.numberwords import NumberWords, candidates
from mithaq.model.mentions import Mention
from mithaq.model.values import When

_CONNECT = re.compile(r"[oF]*(?:,?(?P<a>A)|(?P<c>[TU/-]))[oFPW]*")
_BETWEEN = re.compile(r"B[oFPKV]*$")
_SINCE = re.compile(r"S[oFPKVEm]*$")
_UNTIL = re.compile(r"U[oFPKVEmT]*$")
_YEAR_LEFT = re.compile(r"[KVPSUBEG][oF]*$|E-$|[KVPSUBE][oF]*(?:y[,A]*)+$")
_WEAK_LEFT = re.compile(r"[FT]o*$")
_YEAR_RIGHT = re.compile(r"(?:,?A|,)[oFP]*[KV]?y|[TU][oFP]*[KV]?y|[-/]y(?![-/\d])")
_YEAR_LINK = re.compile(r"[,AT/UoFP-]*")
_DECADE_LINK = re.compile(r"[,Ay]*")
_BEFORE_DAY = re.compile(r"[PWFTBSUE,(R-]$")
_NOUN = re.compile(r" [^\W\d_]")
_STOP = re.compile(r"[.!?;:\n](?:\s|$)")
_LEFT_VIEW, _RIGHT_VIEW, _OPENING = (
    90,
    60,
    16,
)  # characters in which a future is looked for; of what may open a sentence


def find_dates(
    view: str, dates: DateWords, numbers: NumberWords, anchor: str | None, taken: Spans = ()
) -> list[Mention]:
    """Return the dates of the view, in order; `anchor` is the document's day (`YYYY-MM-DD`) or None."""
    index, day = taken_index(taken), anchor_day(anchor)
    out: list[Mention] = []
    low = 0
    for at in candidates(view, dates.heads):
        found = dates.trigger.match(view, at) if at >= low else None
        if found is None:
            continue
        start, end = found.span()
        if not is_free(index, max(start, end - 2), end):
            continue
        chain = chain_at(view, dates, numbers, (max(start, low), end), low)
        if not chain:
            continue
        low = max(low, chain[-1].end)
        for mention in _Chain(view, dates, chain, day).mentions():
            if is_free(index, mention.start, mention.end):
                out.append(mention)
    return out


class _Chain:
    """Reads one chain from left to right."""

    def __init__(self, view: str, dates: DateWords, toks: Sequence[Tok], anchor: date | None) -> None:
        self.view, self.dates, self.toks, self.anchor = view, dates, toks, anchor
        self.codes = codes_of(toks)
        self.year_end = self.decade_end = -1

    def mentions(self) -> list[Mention]:
        """Return what the chain says, in order."""
        out: list[Mention] = []
        at = 0
        while at < len(self.toks):
            made, after = self._days(at)
            if not made:
                made, after = self._dates(at)
            out.extend(made)
            at = max(after, at + 1)
        return out

    def _days(self, at: int) -> tuple[list[Mention], int]:
        found = day_list_at(self.toks, self.codes, at)
        if found is None:
            return [], at
        days, point, links = found
        first, last = point._replace(day=days[0].value), point._replace(day=days[-1].value)
        a, b = resolve(first, self.anchor), resolve(last, self.anchor)
        if a is None or b is None:
            return [], at
        run = all(y.value == x.value + 1 for x, y in pairwise(days))
        if run or set(links) & set("TU-") or _BETWEEN.search(self.codes[: point.first]):
            return [self._interval(point.start, point.end, a, b)], point.last
        out = []
        month_first = self.codes[point.first] == "M"
        for i, day in enumerate(days):
            value = resolve(point._replace(day=day.value), self.anchor)
            begin = point.start if month_first and i == 0 else day.start
            stop = point.end if not month_first and i == len(days) - 1 else day.end
            if value is not None:
                out.append(Mention("date", begin, stop, value=value))
        return out, point.last

    def _interval(self, start: int, end: int, a: When, b: When) -> Mention:
        if not a.edtf or not b.edtf:
            return Mention("date", start, end, value=UNRESOLVED)
        basis = "relative" if "relative" in (a.basis, b.basis) else a.basis
        when = When(f"{a.edtf}/{b.edtf}", basis, a.calendar or b.calendar, basis == "relative", "range")
        return Mention("date", start, end, value=when)

    def _dates(self, at: int) -> tuple[list[Mention], int]:
        point = self._point(at)
        if point is None:
            return [], at + 1
        link = _CONNECT.match(self.codes, point.last)
        if link:
            joined = self._joined(point, link)
            if joined:
                return joined
        return self._single(point), point.last

    def _joined(self, a: Point, link: re.Match[str]) -> tuple[list[Mention], int] | None:
        self.year_end = a.last
        b = self._point(link.end())
        if b is None and a.kind in ("year", "fiscal") and link.group("c") == "-":
            b = self._short_year(a, link.end())
        if b is None:
            return None
        if not (a.year or a.rel or a.year_rel) and a.month and (b.year or b.rel or b.year_rel) and b.month:
            a = a._replace(year=b.year, rel=b.rel, year_rel=b.year_rel)
            if b.year and (a.month, a.day) > (b.month, b.day or 31):
                a = a._replace(year=b.year - 1)
        elif a.year and not (b.year or b.rel or b.year_rel) and b.month:
            b = b._replace(year=a.year)
        elif a.month and b.month and not (a.year or a.rel or a.year_rel or b.rel or b.year_rel):
            known = resolve(b, self.anchor)
            if known is not None and known.edtf:
                a = a._replace(year=int(known.edtf[:4]) - ((a.month, a.day) > (b.month, b.day or 31)))
        between = bool(link.group("a")) and bool(_BETWEEN.search(self.codes[: a.first]))
        if link.group("a") and not between:
            return self._single(a), a.last
        left, right = resolve(a, self.anchor), resolve(b, self.anchor)
        if left is None or right is None or not self._ordered(left, right):
            return None
        fiscal = a.kind == "fiscal"
        mention = self._interval(a.start, b.end, left, right)
        if fiscal and isinstance(mention.value, When):
            mention = mention._replace(value=When(mention.value.edtf, calendar="fiscal-us", role="range"))
        return [mention], b.last

    @staticmethod
    def _ordered(a: When, b: When) -> bool:
        if not a.edtf or not b.edtf:
            return a.edtf == b.edtf
        return "/" not in a.edtf + b.edtf and a.edtf.rstrip("~X") < b.edtf.rstrip("~X")

    def _short_year(self, a: Point, at: int) -> Point | None:
        """`2025-26`."""
        tok = self.toks[at] if at < len(self.toks) else None
        if tok is None or tok.code not in "dn" or tok.value != a.year % 100 + 1 or tok.end - tok.start != 2:
            return None
        return a._replace(year=a.year + 1, start=tok.start, end=tok.end, first=at, last=at + 1)

    def _single(self, point: Point) -> list[Mention]:
        value = resolve(point, self.anchor)
        if value is None:
            return []
        left = self.codes[: point.first]
        role = "since" if _SINCE.search(left) else "until" if _UNTIL.search(left) else "point"
        when = When(value.edtf, value.basis, value.calendar, value.resolved, role)
        return [Mention("date", point.start, point.end, value=when)]

    def _point(self, at: int) -> Point | None:
        if at >= len(self.toks):
            return None
        point = point_at(self.toks, self.codes, at)
        if point is None:
            return None
        if point.kind == "year" and self.codes[point.first] == "y" and not self._year(point):
            return None
        if point.kind == "today" and self.dates.article_after.match(self.view, point.end):
            return None
        if point.kind == "day" and self._verb(point):
            return None
        if point.kind in ("day", "month", "month-day") and self._coming(point):
            point = point._replace(rel="N")
        if point.kind == "year":
            tok = self.toks[point.first]
            if self._french_decade(tok, point):
                point = point._replace(kind="decade", number=point.year, year=0)
                self.decade_end = point.last if tok.code == "V" else self.decade_end
            self.year_end = point.last
        return point

    def _coming(self, point: Point) -> bool:
        """Tell whether a month without a year belongs to what is still to come: "will arrive in July"."""
        if point.year or point.rel or point.year_rel or point.weekday or point.offset is not None:
            return False
        left = _STOP.split(self.view[max(0, point.start - _LEFT_VIEW) : point.start])[-1]
        found = list(self.dates.coming.finditer(left))
        if found:
            return not self.dates.told.search(left, found[-1].end())
        right = _STOP.split(self.view[point.end : point.end + _RIGHT_VIEW])[0]
        ahead = self.dates.coming.search(right) if len(left) < _OPENING else None
        return ahead is not None and not self.dates.told.search(right, 0, ahead.start())

    def _french_decade(self, tok: Tok, point: Point) -> bool:
        """`les années 1960 (et 1970)` are decades, `les années 2014 et 2015` years."""
        if point.year % 10:
            return False
        if 0 <= self.decade_end < point.first and _DECADE_LINK.fullmatch(self.codes[self.decade_end : point.first]):
            return True
        link = _YEAR_RIGHT.match(self.codes, point.last)
        round_too = link is not None and link.group()[0] in ",A" and self.toks[link.end() - 1].value % 10 == 0
        return tok.code == "V" and tok.lang == "fr" and (link is None or round_too)

    def _verb(self, point: Point) -> bool:
        """Tell whether the month of `the 10 may join` is a verb."""
        if point.year or point.rel or point.year_rel or point.weekday or not _NOUN.match(self.view, point.end):
            return False
        month = next(t for t in self.toks[point.first : point.last] if t.code == "M")
        return bool(month.ambiguous) and month.lang == "en" and not _BEFORE_DAY.search(self.codes[: point.first])

    def _year(self, point: Point) -> bool:
        """Tell whether a bare year stands where only a date can."""
        left, right = self.codes[: point.first], self.codes[point.last :]
        year, tok = point.year, self.toks[point.first]
        if self.dates.year_noun.match(self.view, point.end):
            return 1950 <= year <= 2050
        if not right and year % 50 == 0 and _NOUN.match(self.view, point.end):
            return False
        beside = self.year_end >= 0 and bool(_YEAR_LINK.fullmatch(self.codes[self.year_end : point.first]))
        if beside or _YEAR_RIGHT.match(right) or (left.endswith("(") and right.startswith(")")):
            return True
        if _YEAR_LEFT.search(left):
            return year >= 1900 or left[-1] in "KVS"
        if tok.glued or (left.endswith("A") and self.toks[point.first - 1].glued):
            return 1950 <= year <= 2050
        return bool(_WEAK_LEFT.search(left)) and 1950 <= year <= 2050
