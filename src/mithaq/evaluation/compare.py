"""One annotated slot value and one that was read → 0 to 1: how well they agree."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

Value = Mapping[str, Any]

DATES = frozenset({"signed", "date", "since", "period"})
MONEY = frozenset({"amount", "value"})
QUANTITIES = frozenset({"quantity", "count", "participant_count", "personnel", "session"})
TERMS = frozenset({"action", "format", "channel", "status", "role", "act", "area"})
STRICT_NAMES = frozenset({"body", "programme", "organisation", "item"})
QUALIFIERS = ("exact", "about", "at-least", "at-most")
SLIP = 0.8  # the number is right, the qualifier is not
NEAR = 0.5  # a date of the same beginning, with more or less precision

_INVISIBLE = re.compile(r"[\u0610-\u061a\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_LETTERS = str.maketrans(
    "\u0623\u0625\u0622\u0671\u0649\u0629\u0624\u0626", "\u0627\u0627\u0627\u0627\u064a\u0647\u0648\u064a"
)
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
_OTHER = re.compile(r"[^0-9a-z\u0600-\u06ff]+")


def fold(text: str) -> str:
    """Fold differences of spelling that do not change what is named; only letters and digits stay."""
    text = unicodedata.normalize("NFKD", text).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c) or "\u0600" <= c <= "\u06ff")
    return _OTHER.sub("", _INVISIBLE.sub("", text).translate(_LETTERS).translate(_DIGITS))


def forms(value: Value) -> list[str]:
    """Return all the ways in which a value that was read names its thing."""
    return [str(value[key]) for key in ("id", "name", "text", "value") if value.get(key) not in (None, "")]


def agreement(slot: str, alternatives: Sequence[str], value: Value) -> float:
    """Return the best agreement of a value with any of the annotated alternatives."""
    if slot in QUANTITIES:
        return max((_quantity(a, value) for a in alternatives), default=0.0)
    if slot in MONEY:
        return max((_money(a, value) for a in alternatives), default=0.0)
    if slot in DATES:
        return max((_date(a, value) for a in alternatives), default=0.0)
    if slot in TERMS:
        wanted = set(map(fold, alternatives))
        return float(any(fold(form) in wanted for form in forms(value)))
    return float(any(_named(slot, a, form) for form in forms(value) for a in alternatives))


def _number(value: object) -> float | None:
    try:
        return float(str(value))
    except ValueError:
        return None


def _qualified(words: list[str], value: Value) -> float:
    wanted = next((w for w in words if w in QUALIFIERS), "exact")
    return 1.0 if value.get("qualifier", "exact") == wanted else SLIP


def _quantity(wanted: str, value: Value) -> float:
    words = wanted.split()
    number = _number(value.get("value"))
    return _qualified(words[1:], value) if number is not None and number == _number(words[0]) else 0.0


def _money(wanted: str, value: Value) -> float:
    words = wanted.split()
    plain = [w for w in words if w not in QUALIFIERS]
    number, target = _number(value.get("value")), _number(plain[0])
    if number is None or target is None or abs(number - target) > abs(target) * 1e-3:
        return 0.0
    if len(plain) > 1 and value.get("currency") != plain[1]:
        return 0.0
    return _qualified(words, value)


def _date(wanted: str, value: Value) -> float:
    got = str(value.get("value") or value.get("id") or "")
    if got == wanted:
        return 1.0
    return NEAR if len(got) >= 4 and (got.startswith(wanted) or wanted.startswith(got)) else 0.0


def _named(slot: str, wanted: str, form: str) -> bool:
    """Tell whether two names are one, or one is most of the other: "NATO" must not pass for "ally outside NATO"."""
    mine, theirs = fold(form), fold(wanted)
    if not mine or not theirs:
        return False
    if mine == theirs:
        return True
    short, long = sorted((mine, theirs), key=len)
    least = 0.6 if slot in STRICT_NAMES else 0.4
    if len(short) <= 3 or short not in long or len(short) / len(long) < least:
        return False
    return slot != "item" or not any(c.isdigit() for c in mine + theirs) or _words_within(wanted, form)


def _words_within(a: str, b: str) -> bool:
    """Whole words only: C-130 is in "C-130 Hercules", not in "C-130J"."""
    words = ([w for w in map(fold, s.split()) if w] for s in (a, b))
    short, long = sorted(words, key=lambda ws: len("".join(ws)))
    return any(long[i : i + len(short)] == short for i in range(len(long) - len(short) + 1))
