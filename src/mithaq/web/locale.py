"""Figures, sums and EDTF dates → how a reader of one language and region writes them, doubt and precision kept."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent, get_currency_name

from mithaq.web.words import page_words, say

_POINT = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d\d))?(?:-(\d\d))?([~?%]?)")
_DIGITS = {"arab": str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")}
_VOWELS = "aeiouyé"
_ISOLATED = "\u2068{}\u2069"
_MOST_KEPT = 20_000
_BIG = ((10**12, 12), (10**9, 9), (10**6, 6))


class Writing:
    """How one reader writes: `language` is ar, fr or en; `region` an ISO code or "", which decides on the digits."""

    def __init__(self, language: str, region: str = "") -> None:
        self.language = language
        try:
            self.locale = Locale.parse(f"{language}_{region}" if region else language)
        except (UnknownLocaleError, ValueError):
            self.locale = Locale.parse(language)
        self.digits = self.locale.default_numbering_system
        self._numbers: dict[int | float | Decimal, str] = {}
        self._shares: dict[float, str] = {}

    def number(self, figure: object) -> str:
        """Return a figure, or a text as it is."""
        if isinstance(figure, bool) or not isinstance(figure, int | float | Decimal):
            return str(figure)
        if figure not in self._numbers:
            if len(self._numbers) > _MOST_KEPT:
                self._numbers.clear()
            text = format_decimal(figure, locale=self.locale, numbering_system="default")
            self._numbers[figure] = self.digit(text)
        return self._numbers[figure]

    def digit(self, text: str) -> str:
        """Return a text of digits, such as a year, without any grouping."""
        return text.translate(_DIGITS.get(self.digits, {}))

    def share(self, confidence: float) -> str:
        """Return a confidence in [0, 1] as a percentage; never 100."""
        share = min(int(confidence * 100), 99) / 100
        if share not in self._shares:
            self._shares[share] = self.digit(format_percent(share, locale=self.locale, numbering_system="default"))
        return self._shares[share]

    def plain(self, figure: float, places: int = 3) -> str:
        """Return a figure of a sum with at most so many places."""
        return self.number(round(figure, places))

    def money(self, figure: float, currency: str) -> str:
        """Return an amount in words that a person can say: millions and thousands of millions where it is round."""
        try:
            name = get_currency_name(currency, count=100, locale=self.locale)
        except UnknownLocaleError:
            name = currency
        large = self._large(figure)
        if not large:
            return f"{self.number(figure)} {name}"
        return say(self.language, "money_large_vowel" if name[:1].lower() in _VOWELS else "money_large", large, name)

    def round(self, figure: float) -> str:
        """Return a figure, large ones in millions if nothing is lost by it."""
        return self._large(figure) or self.number(figure)

    def _large(self, figure: float) -> str:
        for unit, places in _BIG:
            if abs(figure) >= unit and (Decimal(str(figure)) / unit * 1000) % 1 == 0:
                short = format_decimal(Decimal(str(figure)) / unit, "#,##0.###", locale=self.locale,
                                       numbering_system="default")  # fmt: skip
                word = self._unit(figure, places)
                return f"{self.digit(short)} {word}"
        return ""

    def _unit(self, figure: float, places: int) -> str:
        patterns: Mapping[str, Any] = self.locale.compact_decimal_formats["long"]
        form = self.locale.plural_form(Decimal(str(figure)) / 10**places) if self.language != "ar" else "many"
        held = patterns.get(form) or patterns["other"]
        pattern = held.get(str(10**places)) or patterns["other"][str(10**places)]
        return str(re.sub(r"[0¤\s']+", " ", pattern.pattern).strip())

    def date(self, edtf: str) -> str:
        """Return a date in words, no more exact than it is."""
        start, slash, end = edtf.partition("/")
        if not slash:
            return self._point(start)
        if end in ("", ".."):
            return say(self.language, "since_when", self._point(start))
        if start in ("", ".."):
            return say(self.language, "until_when", self._point(end))
        key = "range" if len(start) == len(end) == 4 else "from_to"
        return say(self.language, key, self._point(start), self._point(end))

    def _point(self, part: str) -> str:
        found = _POINT.fullmatch(part)
        if found is None:
            return part
        year, month, day, doubt = found.groups()
        text = self._exact(year, int(month or 0), int(day or 0))
        return say(self.language, "approximately", text) if doubt in ("~", "%") else text + doubt

    def _exact(self, year: str, month: int, day: int) -> str:
        if "X" in year:
            return say(self.language, "decade", self.digit(year.replace("X", "0")))
        if 21 <= month <= 24:
            return say(self.language, f"season_{month}", self.digit(year))
        if not month:
            return self.digit(year)
        try:
            when = datetime.date(int(year), month, day or 1)
        except ValueError:
            return f"{year}-{month:02}-{day:02}"
        return self.digit(format_date(when, "d MMMM y" if day else "MMMM y", locale=self.locale))

    def every(self, duration: str) -> str:
        """Return an ISO 8601 duration in words, or as it is."""
        return page_words(self.language).get(f"per_{duration}", duration)

    def isolated(self, text: str) -> str:
        """Return a text that does not turn what stands beside it, where no markup can say so."""
        return _ISOLATED.format(text)


@lru_cache(maxsize=64)
def writing_of(language: str, region: str = "") -> Writing:
    """Return how one reader writes; what was formatted once is kept."""
    return Writing(language, region)
