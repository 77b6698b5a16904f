"""View + currency words + number words → amounts of money in whole units of an ISO 4217 currency."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal

from mithaq.mentions.numbers import Spans, is_free, join, qualifier_of, taken_index
from mithaq.mentions.numbers_scan import Num, scan
from mithaq.mentions.numberwords import NumberWords, Table, candidates, heads, proclitics, trie, words_of
from mithaq.model.mentions import Mention
from mithaq.model.values import Money
from mithaq.text.clean import fold

_BROKEN_BEFORE = re.compile(r"\d(?: [.,] ?|\. )$|[\d\w][.,:/-]$")
_BROKEN_AFTER = re.compile(r" [.,] ?\d|[.,]\d|\d")
_BROKEN_HEAD = re.compile(r"\d+ ?[.,] ?$")
_BROKEN_TAIL = re.compile(r" ?[.,] ?\d+")
_BEFORE, _AFTER = 72, 64


@dataclass(frozen=True, slots=True)
class MoneyWords:
    """Currency names and signs: `currencies` maps a form to its ISO code, '' for a noun that needs an adjective.

    `undecided`: such a noun → all the codes it may stand for."""

    currencies: Mapping[str, str]
    undecided: Mapping[str, frozenset[str]]
    signs: frozenset[str]
    scales: Mapping[str, Decimal]
    glued: Mapping[str, tuple[Decimal, str]]
    heads: frozenset[str]
    pattern: re.Pattern[str]
    marks: re.Pattern[str]
    endings: frozenset[str]
    gap: re.Pattern[str]
    scale_after: re.Pattern[str]
    scale_gap: re.Pattern[str]


def money_words(tables: Mapping[str, Table]) -> MoneyWords:
    """Build the merged tables; `tables` is language → the mapping of its money.yml, `numbers` words come separately."""
    every = list(tables.values())
    currencies: dict[str, str] = {}
    signs: set[str] = set(words_of(every, "codes"))
    currencies |= {code: code.upper() for code in signs}
    for table in every:
        for entry in table.get("ambiguous") or ():
            nouns = [fold(n) for n in entry["nouns"]]
            currencies |= dict.fromkeys(nouns, "")
            for code, adjectives in (entry.get("currencies") or {}).items():
                currencies |= {f"{n} {fold(a)}": code for n in nouns for a in adjectives}
    for table in every:
        for code, forms in (table.get("names") or {}).items():
            currencies |= {fold(f): code for f in forms}
        for code, forms in (table.get("symbols") or {}).items():
            currencies |= {fold(f): code for f in forms}
            signs |= {fold(f) for f in forms}
        for form in map(fold, table.get("shared_signs") or ()):
            currencies.setdefault(form, "")
            signs.add(form)
    scales = {fold(f): Decimal(v) for t in every for v, fs in (t.get("money_scales") or {}).items() for f in fs}
    glued = {fold(f): (Decimal(v[0]), v[1]) for t in every for f, v in (t.get("glued_scales") or {}).items()}
    wordy = [c for c in currencies if c[-1].isalnum()]
    marks = [c for c in currencies if not c[-1].isalnum()]
    letter = trie(scales)
    article, clitic = trie(words_of(every, "articles")), proclitics(every)
    links = trie(words_of(every, "links"))
    return MoneyWords(
        currencies=currencies,
        undecided=_undecided(every),
        signs=frozenset(signs),
        scales=scales,
        glued=glued,
        heads=heads(every, wordy),
        pattern=re.compile(
            rf"(?<!\w)(?:{clitic})(?P<word>{trie(wordy)})(?!\w)|\d+(?P<tail>{trie(wordy)})(?!\w)"
            rf"|(?P<sign>{trie(marks)})"
        ),
        marks=re.compile(
            rf"(?<![a-z])(?P<sign>{trie(marks)})|(?<=\d)(?:{letter})(?P<scaled>{trie(marks)})"
            rf"|(?<=\d )(?:{letter})(?P<spaced>{trie(marks)})"
        ),
        endings=frozenset(m[-1] for m in marks),
        gap=re.compile(rf"[ -]?(?:(?:{links}) ?)?(?:{article})?"),
        scale_after=re.compile(rf" ?(?P<scale>{letter})(?!\w)"),
        scale_gap=re.compile(rf" ?(?P<scale>{letter}) ?"),
    )


def _undecided(tables: Sequence[Table]) -> dict[str, frozenset[str]]:
    out: dict[str, frozenset[str]] = {}
    for entry in (e for t in tables for e in t.get("by_state") or ()):
        for noun in map(fold, entry["nouns"]):
            out[noun] = out.get(noun, frozenset()) | frozenset(entry["codes"])
    return out


def find_money(view: str, money: MoneyWords, numbers: NumberWords, taken: Spans = ()) -> list[Mention]:
    """Return the amounts of money in the view, in order."""
    return read_money(view, money, numbers, taken)[0]


def read_money(
    view: str, money: MoneyWords, numbers: NumberWords, taken: Spans = (), states: Set[str] = frozenset()
) -> tuple[list[Mention], list[tuple[int, int]]]:
    """Return the amounts, and the spans of undecided currency or broken figures: no quantities either.

    `states`: ISO codes of the states that the text names; an undecided noun is the currency of the only one it fits.
    """
    index = taken_index(taken)
    out: list[Mention] = []
    doubts: list[tuple[int, int]] = []
    last = 0
    for found in _found(view, money):
        group = found.lastgroup or "word"
        form = " ".join(found.group(group).split())
        start, end = found.span(group)
        if start < last or not is_free(index, start, end):
            continue
        amount = None
        if form in money.signs:
            amount = _after(view, money, numbers, (start, end), form)
        if amount is None:
            amount = _before(view, money, numbers, (max(last, start - _BEFORE), start, end), form)
        if amount is None:
            continue
        begin, stop, num, value_to, code = amount
        if not is_free(index, begin, stop):
            continue
        last = stop
        code = code or _of_state(money.undecided.get(form, frozenset()), states)
        if not code or num is None:
            head = _BROKEN_HEAD.search(view, max(0, begin - 8), begin)
            tail = _BROKEN_TAIL.match(view, stop)
            doubts.append((head.start() if head else begin, tail.end() if tail else stop))
            continue
        qualifier = qualifier_of(view, numbers, num._replace(start=begin), stop)
        out.append(Mention("money", begin, stop, value=Money(num.value, code, qualifier, value_to)))
    return out, doubts


def _of_state(codes: Set[str], states: Set[str]) -> str:
    """The currency whose state (the first two letters of its code) is named, where that is one alone; else ''."""
    fitting = [code for code in codes if code[:2] in states]
    return fitting[0] if len(fitting) == 1 else ""


def _found(view: str, money: MoneyWords) -> list[re.Match[str]]:
    """Return where a currency is named or signed, in order."""
    starts = candidates(view, money.heads)
    words = [m for at in starts if (m := money.pattern.match(view, at)) and m.lastgroup != "sign"]
    if not any(sign in view for sign in money.endings):
        return words
    return sorted([*words, *money.marks.finditer(view)], key=lambda m: m.start(m.lastgroup or 0))


_Amount = tuple[int, int, "Num | None", "Decimal | None", str]


def _scaled(num: Num, scale: Decimal, end: int) -> Num:
    value = num.value * scale
    whole = Decimal(int(value)) if value == value.to_integral_value() else value
    return num._replace(value=whole, scale=scale, end=end)


def _after(view: str, money: MoneyWords, numbers: NumberWords, at: tuple[int, int], form: str) -> _Amount | None:
    """Read the amount that follows a sign or code: `$2.2bn`, `USD 40 million`, `$1 to $2 billion`."""
    start, end = at
    stop = min(len(view), end + _AFTER)
    nums = scan(view, numbers, end, stop)
    if not nums or view[end : nums[0].start].strip(" ") or nums[0].start > end + 1 or not nums[0].digits:
        return None
    num = _letter_scale(view, money, nums[0])
    if num.scale is None and _BROKEN_AFTER.match(view, num.end):
        return start, num.end, None, None, ""
    code = money.currencies[form]
    trailing = money.pattern.match(view, num.end + 1)  # `$5 million US dollars`
    if len(nums) > 1:
        other = _letter_scale(view, money, nums[1])
        gap = view[num.end : other.start]
        sign = money.pattern.search(gap)
        if sign and sign.group() and money.currencies.get(sign.group().strip()) == code:
            gap = gap[: sign.start()] + gap[sign.end() :]
        joined = join(view, numbers, num._replace(start=start), other, gap)
        if joined is not None and joined[1] is not None:
            return start, other.end, joined[0], joined[1], code
    if trailing and money.currencies.get(trailing.group()) == code:
        return start, trailing.end(), num, None, code
    return start, num.end, num, None, code


def _letter_scale(view: str, money: MoneyWords, num: Num) -> Num:
    found = money.scale_after.match(view, num.end)
    if found and num.scale is None and (found.group()[0] != " " or len(found.group("scale")) > 1):
        return _scaled(num, money.scales[found.group("scale")], found.end())
    return num


def _before(view: str, money: MoneyWords, numbers: NumberWords, at: tuple[int, int, int], form: str) -> _Amount | None:
    """Read the amount that stands before a currency: `40 مليون دولار`, `2,2 Mds€`, `between 1 and 2 million euros`."""
    low, start, end = at
    if low and view[low - 1].isdigit():
        low = view.find(" ", low, start) + 1 or low
    nums = scan(view, numbers, low, start)
    if not nums:
        return None
    num, code = nums[-1], money.currencies[form]
    gap = view[num.end : start]
    scale = money.scale_gap.fullmatch(gap)
    if form in money.glued and num.scale is None and not gap.strip():
        num = _scaled(num, money.glued[form][0], num.end)
    elif scale and num.scale is None and num.digits:
        num = _scaled(num, money.scales[scale.group("scale")], start)
    elif not money.gap.fullmatch(gap):
        return None
    if num.digits and _BROKEN_BEFORE.search(view[max(0, num.start - 4) : num.start]) and len(nums) < 2:
        return num.start, end, None, None, ""
    if len(nums) > 1:
        joined = join(view, numbers, nums[-2], num)
        if joined is not None:
            return joined[0].start, end, joined[0], joined[1], code
        if num.digits and _BROKEN_BEFORE.search(view[max(0, num.start - 4) : num.start]):
            return num.start, end, None, None, ""
    return num.start, end, num, None, code
