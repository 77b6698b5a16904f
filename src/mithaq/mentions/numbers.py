"""View + number words → quantities: counts, percentages, measures, durations, ordinals; never a label or a score."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal

from mithaq.mentions.numbers_scan import Num, scan_all
from mithaq.mentions.numberwords import NumberWords, candidates
from mithaq.model.mentions import Mention
from mithaq.model.values import Quantity

Spans = Sequence[tuple[int, int]]
_SIGN_BEFORE = re.compile(r"(?:[\d\w][.,:/+-]|[+#$€£_@/\\^] ?|\[|:|n° ?|№ ?|(?:\d{2,}[ .-]){2,}|\b0\d+ |\d ?h ?)$")
_BAD_AFTER = re.compile(r"[:/]\s?\d|[.,]\d|-\d|\w|-[a-z]|\]|°[^c\s\d]|\s?[x*×]\s?\d|/[a-z]|[_@\"]")
_HEADING = re.compile(r"(?:^|\n)[ \t•*-]*\(?$")
_HEADING_AFTER = re.compile(r"[.)-]+(?:\s|-)")
_TIME = re.compile(r" ?h(?: ?\d\d)?(?!\w)|:\d\d")
_GROUPS = re.compile(r"(?:[ .-]\d{2,}){2,}")
_WORD = re.compile(r" ?[-\"'(«]*[^\W\d_]")
_COMPOUND = re.compile(r"-[\"'(«-]*[^\W\d_]")
_PAREN = re.compile(r" ?\( ?$")
_DASH = re.compile(r" ?- ?$")
_PLURAL = re.compile(r" \w+[sx](?!\w)")


def taken_index(taken: Spans) -> tuple[list[int], list[int]]:
    """Sort spans for `is_free`."""
    ordered = sorted(taken)
    ends: list[int] = []
    for _, end in ordered:
        ends.append(max(end, ends[-1]) if ends else end)
    return [s for s, _ in ordered], ends


def is_free(index: tuple[list[int], list[int]], start: int, end: int) -> bool:
    """Tell whether `[start, end)` touches no taken span."""
    starts, ends = index
    i = bisect_right(starts, end - 1) - 1
    return i < 0 or ends[i] <= start


def find_numbers(view: str, words: NumberWords, taken: Spans = ()) -> list[Mention]:
    """Return the quantities of the view, in order; `taken` spans (names, dates, money) are never read."""
    index = taken_index(taken)
    kept = [n for n in scan_all(view, words) if is_free(index, n.start, n.end)]
    out: list[Mention] = []
    i = tail = 0
    while i < len(kept):
        num = kept[i]
        if num.start < tail:
            i += 1
            continue
        other = kept[i + 1] if i + 1 < len(kept) else None
        joined = join(view, words, num, other) if other else None
        if joined is not None:
            num, value_to = joined
            i += 1
        else:
            value_to = None
        i += 1
        quantity = _judge(view, words, num, value_to, other if joined else None)
        if quantity is not None:
            out.append(Mention("quantity", quantity[0], quantity[1], value=quantity[3]))
            tail = quantity[2]
    pairs = [m for m in _pairs(view, words) if is_free(index, m.start, m.end)]
    return sorted([*out, *pairs], key=lambda m: m.start) if pairs else out


def _pairs(view: str, words: NumberWords) -> list[Mention]:
    """Durations told by a dual without a numeral: `أسبوعين` is two weeks."""
    found = [m for at in candidates(view, words.pair_heads) if (m := words.pair.match(view, at))]
    return [
        Mention("quantity", *m.span("form"), value=Quantity(Decimal(2), unit=words.pairs[m.group("form")]))
        for m in found
    ]


def join(view: str, words: NumberWords, a: Num, b: Num, gap: str | None = None) -> tuple[Num, Decimal | None] | None:
    """Join two numbers that are one, `forty-two (42)` or a range; None when they are two. `gap`: what is between."""
    gap = view[a.end : b.start] if gap is None else gap
    if len(gap) > 12 or "\n" in gap or a.ordinal != b.ordinal:
        return None
    if a.value == b.value and _PAREN.match(gap) and view[b.end : b.end + 1] == ")":
        return a._replace(end=b.end + 1, single="", digits=False), None
    value = a.value
    if b.scale is not None and a.scale is None and b.scale >= 1000 and value * b.scale < b.value and value < 1000:
        value = value * b.scale
    if a.ordinal or value >= b.value or not _range_gap(view, words, a, b, gap):
        return None
    return a._replace(value=value, end=b.end, single="", digits=a.digits and b.digits), b.value


def _range_gap(view: str, words: NumberWords, a: Num, b: Num, gap: str) -> bool:
    guards = words.guards
    if _DASH.match(gap):
        small = a.value < 10 and b.value < 10
        follows = guards["unit"].match(view, b.end) or guards["percent"].match(view, b.end) or b.scale is not None
        return a.digits and b.digits and a.value > 0 and (not small or bool(follows))
    if guards["or"].match(gap):
        return b.value < 100 and a.value > 1
    if guards["and"].match(gap):
        return bool(guards["between"].search(view[max(0, a.start - 24) : a.start]))
    return bool(guards["glued_to"].match(gap))


def qualifier_of(view: str, words: NumberWords, num: Num, end: int) -> str:
    """Return the qualifier that the words beside the number give it, or the one its own words imply."""
    before = view[max(0, num.start - 32) : num.start]
    if before.strip():
        for name, pattern in words.before.items():
            if pattern.search(before):
                return name
    for name, pattern in words.after.items():
        if pattern.match(view, end):
            return name
    return num.qualifier


def _judge(
    view: str, words: NumberWords, num: Num, value_to: Decimal | None, last: Num | None
) -> tuple[int, int, int, Quantity] | None:
    """Return span, end of the unit and quantity if the number counts something."""
    ordinal, end = num.ordinal, num.end
    if num.digits:
        suffix = words.guards["ordinal"].match(view, end)
        if suffix and not _SIGN_BEFORE.search(view[max(0, num.start - 3) : num.start]):
            ordinal, end = True, suffix.end()
        elif words.guards["ordinal_noun"].search(view[max(0, num.start - 16) : num.start]):
            ordinal = True
        elif not _digits_count(view, words, num, last):
            return None
    elif not _word_counts(view, words, num):
        return None
    unit, tail = _unit(view, words, num, end)
    if unit != "%" and words.guards["label"].search(view[max(0, num.start - 60) : num.start]):
        return None
    if words.guards["part"].match(view, end):
        return None
    if unit is None and _year_like(view, words, num, value_to):
        return None
    compound = unit is None and _COMPOUND.match(view, end)  # `four-star`
    if compound and not words.guards["counted"].match(view, end):
        return None
    if ordinal and _in_name(view, words, num, end):
        return None
    qualifier = "exact" if ordinal else qualifier_of(view, words, num, tail)
    article = None if num.digits else words.article_end.search(view[max(0, num.start - 2) : num.start])
    start = num.start - len(article.group()) if article and num.start else num.start
    return start, end, tail, Quantity(num.value, qualifier, value_to, unit, ordinal)


def _unit(view: str, words: NumberWords, num: Num, end: int) -> tuple[str | None, int]:
    percent = words.guards["percent"].match(view, end)
    if percent:
        return "%", percent.end()
    found = words.guards["unit"].match(view, end)
    if found and not num.ordinal:
        form = " ".join(found.group("form").split())
        if num.digits or len(form) > 2 or not form.isascii():
            return words.units[form], found.end()
    before = view[max(0, num.start - 32) : num.start]
    apposed = before.endswith(", ") and view[end : end + 1] == "," and 15 < num.value < 100  # `Smith, 74, said`
    if apposed or words.guards["age"].search(before):
        return "year", end
    if before.endswith("%"):
        return "%", end
    return None, end


def _digits_count(view: str, words: NumberWords, num: Num, last: Num | None) -> bool:
    """Tell whether digits stand free: no part of a designation, time, score, phone number, heading or list mark."""
    before, end, guards = view[max(0, num.start - 40) : num.start], num.end, words.guards
    raw = view[num.start : num.end]
    if _SIGN_BEFORE.search(before) and not guards["between"].search(before):
        return False
    if num.scale is None and (guards["time"].match(view, end) or _TIME.match(view, end)):
        return False
    if _BAD_AFTER.match(view, end) and not (guards["unit"].match(view, end) or guards["counted"].match(view, end)):
        return False
    if raw[0] == "0" and raw[:2] not in ("0.", "0,") and len(raw) > 1:
        return False
    if _HEADING.search(before) and _HEADING_AFTER.match(view, end):
        return False
    if raw.isdigit() and (len(raw) > 8 or _GROUPS.match(view, end)):
        return False
    bracketed = before.endswith("(") and view[end : end + 1] == ")"
    if bracketed and not _WORD.match(view, end + 1):
        return False
    if re.match(r" ?- ?\d", view[end : end + 3]) or re.search(r"\d ?- ?$", before):
        return False
    return not (num.value < 20 and last is None and guards["score"].search(before))


def _year_like(view: str, words: NumberWords, num: Num, value_to: Decimal | None) -> bool:
    """Tell whether plain digits look like a year that no date grammar took (`Expo 2030`)."""
    raw = view[num.start : num.end]
    if not num.digits or len(raw) != 4 or not raw.isdigit() or not 1900 <= num.value <= 2100 or value_to is not None:
        return False
    if qualifier_of(view, words, num, num.end) != "exact":
        return False
    return bool(num.value % 50) or not _WORD.match(view, num.end)


def _word_counts(view: str, words: NumberWords, num: Num) -> bool:
    """Tell whether a number word is one, and not an article, an adjective or part of a name."""
    before = view[max(0, num.start - 24) : num.start]
    single = num.single
    if not single:
        return True
    if single in words.one:
        return bool(_WORD.match(view, num.end)) and not (
            words.guards["one_before"].search(before) or words.guards["one_after"].match(view, num.end)
        )
    if single in words.before_noun:
        noun = _WORD.match(view, num.end)
        return bool(noun) and not words.article_start.match(view, num.end + 1)
    if single in words.never_definite and words.article_end.search(before):
        return False
    if single in words.definite:
        return bool(words.article_end.search(before))
    if single in words.plural_only:
        return bool(_PLURAL.match(view, num.end))
    if num.qualifier == "about" and words.guards["approx_never"].search(before):
        return False
    return single not in words.alone_never or bool(words.scale_article.search(before))


def _in_name(view: str, words: NumberWords, num: Num, end: int) -> bool:
    before = view[max(0, num.start - 24) : num.start]
    bare = before.rstrip()
    head = before[: words.article_end.search(bare).start()] if words.article_end.search(bare) else before  # type: ignore[union-attr]
    return bool(words.guards["name_before"].search(head) or words.guards["name_after"].match(view, end))
