"""Two values of one slot → whether they can both be right about one thing (the tolerances of the register).

Dates: one contains the other. Counts: equal; a part and a whole that is no smaller, or another part; "about" within a
tenth; a bound and a figure no more than a quarter past it; two different bounds disagree; of a thousand and more, one
the other rounded by less than three in a hundred. Money of one currency: within a hundredth, or one the other rounded
(8.5 bn, 8.545 bn), else as counts, with bounds of a tenth. Ids: the same, or one is part of the other (`us`,
`us.africom`); of places a state goes with a town or region. A value without an id is words, and words alone never
contradict.
"""

from __future__ import annotations

from functools import lru_cache

from mithaq.model.claims import SlotValue
from mithaq.records.when import Stretch, stretch

DATES = frozenset({"date", "signed", "since", "period"})
PLACES = frozenset({"place", "venue"})
PART = "part"
MEANING = frozenset({"qualifier", "unit", "currency", "value_to", "calendar", PART})
Extra = tuple[tuple[str, str | int | float | bool], ...]
_MONEY, _ABOUT, _BOUND, _ROUND, _EXACT = 0.01, 0.1, 0.25, 0.06, 0.03
_LARGE = 1000
_TOWN = 2


def compatible(slot: str, a: SlotValue, b: SlotValue) -> bool:
    """Tell whether two values can stand side by side."""
    return (a.ground == b.ground and a.extra == b.extra) or beside(slot, a, b)


def beside(slot: str, a: SlotValue, b: SlotValue) -> bool:
    """Tell whether two values that are not the same can stand side by side."""
    if slot in DATES:
        one, two = days(a), days(b)
        return one is None or two is None or one.contains(two) or two.contains(one)
    if isinstance(a.value, int | float) and isinstance(b.value, int | float):
        return _figures(a, b)
    if a.value is not None or b.value is not None:
        return a.value is None or b.value is None or a.value == b.value
    if a.id is None or b.id is None:
        return True
    if slot in PLACES and level(a.id) != level(b.id):
        return _may_hold(*sorted((a.id, b.id), key=level))
    return same_id(a.id, b.id)


def level(identity: str) -> int:
    """Return how exact a place is: 0 a part of the world, 1 a state, 2 a place in it."""
    if len(identity) == 2 and identity.isupper():
        return 1
    return 2 if "." in identity else 0


def _may_hold(wide: str, narrow: str) -> bool:
    """Tell whether a town may lie in the state; where its id does not say, nothing here knows that it does not."""
    head = narrow.partition(".")[0]
    return level(wide) != 1 or level(narrow) != _TOWN or len(head) != len(wide) or head.upper() == wide


def meaning(value: SlotValue) -> str:
    """Return what a value means beside its ground: bound, unit, currency; not where or how it was read."""
    return repr(sorted((k, str(v)) for k, v in value.extra if k in MEANING))


def overlapping(a: SlotValue, b: SlotValue) -> bool:
    """Tell whether two dates share a day; what is no date overlaps everything."""
    one, two = days(a), days(b)
    return one is None or two is None or one.overlaps(two)


def days(value: SlotValue) -> Stretch | None:
    """Return the days that a date value covers."""
    return stretch(value.value, dict(value.extra).get("calendar") if value.extra else None)


def same_id(a: str, b: str) -> bool:
    """Tell whether two ids are one, or one is part of the other: `US` and `us.africom`."""
    one, two = sorted((a.casefold(), b.casefold()), key=len)
    return one == two or two.startswith(one + ".")


def _figures(a: SlotValue, b: SlotValue) -> bool:
    return _go_together(float(a.value or 0), a.extra, float(b.value or 0), b.extra)


@lru_cache(maxsize=1 << 16)
def _go_together(x: float, of_x: Extra, y: float, of_y: Extra) -> bool:
    one, two = dict(of_x), dict(of_y)
    if one.get("currency") != two.get("currency") or one.get("unit") != two.get("unit"):
        return True  # not to be compared: neither confirms nor contradicts
    if x == y:
        return True
    if one.get(PART) or two.get(PART):  # a part goes with every whole that is no smaller, and with other parts
        return bool(one.get(PART) and two.get(PART)) or (x < y if one.get(PART) else y < x)
    if _within(one, x, y) or _within(two, y, x):
        return True
    kinds = (str(one.get("qualifier", "exact")), str(two.get("qualifier", "exact")))
    if kinds[0] == kinds[1] and kinds[0] in ("at-least", "at-most"):
        return False
    if "currency" in one and (abs(x - y) <= _MONEY * max(abs(x), abs(y)) or _rounded(x, y) or _rounded(y, x)):
        return True
    if min(abs(x), abs(y)) >= _LARGE and (_rounded(x, y, _EXACT) or _rounded(y, x, _EXACT)):
        return True
    if "about" in kinds and abs(x - y) <= _ABOUT * max(abs(x), abs(y)):
        return True
    most = _ABOUT if "currency" in one else _BOUND
    return _bounds(kinds[0], x, y, most) or _bounds(kinds[1], y, x, most)


def _rounded(coarse: float, exact: float, most: float = _ROUND) -> bool:
    """Tell whether a figure is another one rounded: 8.5 bn of 8.545 bn, and no more than `most` off."""
    if not coarse or coarse != int(coarse) or abs(coarse - exact) > most * abs(exact):
        return False
    unit = 1
    while coarse % (unit * 10) == 0:
        unit *= 10
    return unit > 1 and abs(exact - coarse) <= unit / 2


def _within(range_: dict[str, str | int | float | bool], low: float, figure: float) -> bool:
    high = range_.get("value_to")
    return isinstance(high, int | float) and low <= figure <= high


def _bounds(kind: str, bound: float, figure: float, most: float) -> bool:
    if kind == "at-least":
        return bound <= figure <= bound * (1 + most)
    return kind == "at-most" and bound * (1 - most) <= figure <= bound
