"""Numbers, money and dates as a text states them → typed values with their doubt kept."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

QUALIFIERS = ("exact", "about", "at-least", "at-most")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count. `qualifier` is one of `QUALIFIERS`; `value_to` closes a range; `unit` is absent for pieces and people.

    "more than 40 countries" is 40 at-least; "thousands" is 1000 at-least; an Arabic dual is 2 exact.
    """

    value: Decimal
    qualifier: str = "exact"
    value_to: Decimal | None = None
    unit: str | None = None
    ordinal: bool = False


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in whole units of an ISO 4217 currency (8.545 billion dollars = 8545000000 USD)."""

    value: Decimal
    currency: str
    qualifier: str = "exact"
    value_to: Decimal | None = None


@dataclass(frozen=True, slots=True)
class When:
    """A date or interval in EDTF (ISO 8601-2) with no more precision than the text gives.

    `basis`: `stated`, `relative` (resolved against the document's date; then `resolved` is true) or `converted`
    (from another calendar). `calendar`: `fiscal-us`, `hijri`, … or None for Gregorian. `role`: `since`, `until`,
    `range` or `point`, as the words around the date say.
    """

    edtf: str
    basis: str = "stated"
    calendar: str | None = None
    resolved: bool = False
    role: str = "point"


def plain(number: Decimal) -> int | float:
    """Return `number` as JSON wants it: int when integral, else float."""
    return int(number) if number == number.to_integral_value() else float(number)


def as_float(figure: int | float) -> float:
    """Return a figure in floating point; one of more than 308 digits is infinite there."""
    try:
        return float(figure)
    except OverflowError:
        return math.inf if figure > 0 else -math.inf
