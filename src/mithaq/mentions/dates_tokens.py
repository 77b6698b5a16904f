"""The surroundings of a date word → a chain of date tokens, each with a one-letter code that the grammar reads."""

from __future__ import annotations

import re
from typing import NamedTuple

from mithaq.mentions.dates_words import DateWords
from mithaq.mentions.numbers_scan import scan
from mithaq.mentions.numberwords import NumberWords

_ROMAN = {"i": 1, "v": 5, "x": 10}
_LEFT, _LONGEST = 40, 96  # characters before a trigger; tokens of a chain
_DOUBLE = re.compile(r"M[/(-]?M")
_SPLIT = re.compile(r"\D+")


class Tok(NamedTuple):
    """A word of a date; `form` as in the view. `value` depends on the code; for N it is (year, month, day)."""

    start: int
    end: int
    code: str
    value: int = 0
    lang: str = ""
    ambiguous: int = 0
    date: tuple[int, int, int] | None = None
    glued: bool = False


def chain_at(view: str, words: DateWords, numbers: NumberWords, at: tuple[int, int], low: int) -> list[Tok]:
    """Return the unbroken run of date tokens around the trigger `at`, not reaching before `low`."""
    begin = max(low, at[0] - _LEFT)
    while low < begin < at[0] and not view[begin - 1].isspace():
        begin += 1
    return _chain(_tokens(view, words, begin, at[1]), view, numbers, at)


def _chain(toks: list[Tok], view: str, numbers: NumberWords, at: tuple[int, int]) -> list[Tok]:
    if any(t.code in "MZh" for t in toks):
        toks = _with_ordinals(view, numbers, toks, at[1])
    toks = _merge_doubles(toks)
    here = next((i for i, t in enumerate(toks) if t.end > at[0] and t.code not in "xA" and t.end >= at[1]), None)
    if here is None:
        return []
    first = here
    while first > 0 and toks[first - 1].code != "x":
        first -= 1
    last = here
    while last + 1 < len(toks) and toks[last + 1].code != "x":
        last += 1
    return toks[first : last + 1] if toks[here].code != "x" else []


def _tokens(view: str, words: DateWords, start: int, after: int) -> list[Tok]:
    """Return the tokens from `start` on, until a few strange words behind `after` (ordinals may be among them)."""
    out: list[Tok] = []
    strange, patience = 0, 1
    for m in words.token.finditer(view, start):
        strange = strange + 1 if out and out[-1].code == "x" and out[-1].start >= after else 0
        if out and out[-1].code == "Z":
            patience = 4
        if strange >= patience or len(out) > _LONGEST:
            break
        out.extend(_read(m, words))
    return out


def _read(m: re.Match[str], words: DateWords) -> list[Tok]:
    """Return the tokens of one match: the date word itself, and the conjunction glued before it."""
    kind = m.lastgroup
    if kind in ("other", "line", "apostrophe"):
        return [Tok(m.start(), m.end(), "x")]
    out: list[Tok] = []
    if m.group("and"):
        out.append(Tok(m.start("and"), m.end("and"), "A", glued=True))
    if m.group("form") is not None:
        word = words.words[" ".join(m.group("form").split())]
        begin, glued = m.start("art") if m.group("art") else m.start("form"), bool(m.group("prep"))
        out.append(Tok(begin, m.end("form"), word.code, word.value, word.lang, word.ambiguous, glued=glued))
    elif m.group("number") is not None:
        out.append(_number(m))
    elif m.group("fiscal") is not None:
        digits = m.group("fyear")
        out.append(Tok(m.start("fiscal"), m.end("fiscal"), "G"))
        out.append(Tok(m.start("fyear"), m.end("fyear"), "n" if len(digits) == 2 else "y", int(digits)))
    elif m.group("hyear") is not None:
        out.append(Tok(m.start("hyear"), m.end("hyear"), "Y", int(m.group("hyear"))))
        out.append(Tok(m.start("era"), m.end("era"), "j"))
    elif m.group("decade") is not None:
        out.append(Tok(m.start("decade"), m.end("decade"), "D", int(_SPLIT.sub("", m.group("decade")))))
    elif m.group("roman") is not None:
        out.append(Tok(m.start("roman"), m.end(), "O", _roman(m.group("roman"))))
    elif m.group("mark2") is not None:
        out.append(Tok(m.start(), m.end(), m.group()))
    else:
        out.append(_numeric(m))
    return out


def _number(m: re.Match[str]) -> Tok:
    digits, start, end = m.group("number"), m.start("number"), m.end()
    value = int(digits)
    glued = bool(m.group("prep"))
    if len(digits) == 4 and not m.group("suffix"):
        code = "y" if 1700 <= value <= 2100 else "Y" if 1300 <= value <= 1500 else "x"
        return Tok(start, end, code, value, glued=glued)
    if 1 <= value <= 31 and len(digits) <= 2:
        return Tok(start, end, "d", value, glued=glued)
    if len(digits) == 2 and not m.group("suffix"):
        return Tok(start, end, "n", value)
    return Tok(start, end, "x")


def _numeric(m: re.Match[str]) -> Tok:
    """`2025-10-20`, `26 - 12 - 2020`; day first, month first only where the day cannot be a month."""
    parts = [int(p) for p in _SPLIT.split(m.group("date").split("t")[0].strip()) if p]
    if parts[0] > 31:
        year, month, day = parts
    else:
        day, month, year = parts
        if month > 12 >= day:
            day, month = month, day
    good = 1 <= month <= 12 and 1 <= day <= 31 and 1700 <= year <= 2100
    return Tok(m.start("date"), m.end("date"), "N" if good else "x", date=(year, month, day))


def _roman(text: str) -> int:
    values = [_ROMAN[c] for c in text]
    return sum(-v if any(w > v for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))


def _with_ordinals(view: str, numbers: NumberWords, toks: list[Tok], after: int) -> list[Tok]:
    """Read ordinal and number words up to 31 as day numbers: `الثاني من`, `twentieth`."""
    out: list[Tok] = []
    century = any(t.code == "Z" for t in toks)
    nums = scan(view, numbers, toks[0].start, toks[-1].end if century else after)
    found = {n.start: n for n in nums if not n.digits and 1 <= n.value <= 31}
    skip = 0
    for t in toks:
        if t.start < skip:
            continue
        num = found.get(t.start)
        if num is None and t.code == "x":
            num = next((n for s, n in found.items() if t.start < s < min(t.end, t.start + 5) and n.end >= t.end), None)
        if num is not None and t.code == "x" and (num.ordinal or century):
            begin = t.start if numbers.article_end.fullmatch(view[t.start : num.start]) else num.start
            out.append(Tok(begin, num.end, "d", int(num.value), "w"))
            skip = num.end
        else:
            out.append(t)
    return out


def _merge_doubles(toks: list[Tok]) -> list[Tok]:
    """`أكتوبر/تشرين الأول`, `October (octobre)`: one month."""
    if not _DOUBLE.search("".join(t.code for t in toks)):
        return toks
    out: list[Tok] = []
    i = 0
    while i < len(toks):
        t = toks[i]
        codes = "".join(x.code for x in toks[i : i + 4])
        if codes[:2] == "MM" and toks[i + 1].value == t.value and t.lang == toks[i + 1].lang == "ar":
            out.append(t._replace(end=toks[i + 1].end, ambiguous=0))
            i += 2
            continue
        same = t.code == "M" and len(toks) > i + 2 and toks[i + 2].value == t.value
        if same and codes[:3] in ("M/M", "M-M"):
            out.append(t._replace(end=toks[i + 2].end, ambiguous=0))
            i += 3
        elif same and codes == "M(M)":
            out.append(t._replace(end=toks[i + 3].end, ambiguous=0))
            i += 4
        else:
            out.append(t)
            i += 1
    return out
