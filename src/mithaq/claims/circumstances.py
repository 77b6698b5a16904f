"""A trigger and a named circumstance (date, since, money, a count, how often) → its values in the sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from mithaq.claims.cards import Trigger
from mithaq.claims.fit import typed
from mithaq.claims.sentence import Parsed
from mithaq.model.claims import SlotValue
from mithaq.model.mentions import Mention
from mithaq.model.values import Money, Quantity, When

_DAY, _WEEK = "2025-10-20", 7
_MONTH = re.compile(r"\d{4}-(?:0\d|1[0-2])(?:-[0-3]\d)?")
_OTHER = 0.5  # what a word that opens another clause costs a circumstance
_PLACE, _AGENCY = 6, 8  # tokens of a dateline before its day, and behind it up to the dash
_DEAL = "transfer"
_DEALS = 0.35  # what another verb costs the date or the price of a deal: "delivered eight of the 36 ordered in 2014"
EDITION = "edition"  # an ordinal of editions, or right before the exercise: no regiment's
_TIMES = "times"  # "for the first time" numbers no edition
_VERB = 0.2  # what another verb between costs a date
LIMIT = 0.7  # how far from its word a circumstance may stand; a clause limit costs 0.2, a comma 0.06, a token 0.012


class Near(NamedTuple):
    """A value and its cost."""

    value: SlotValue
    cost: float


def circumstance(parsed: Parsed, trigger: Trigger, place: str) -> list[Near]:
    """Return the values at `place`, cheapest first. Places: `date since until range years money ordinal frequency
    channel count:states count:troops count:sessions quantity`; ValueError for any other."""
    name, _, detail = place.partition(":")
    found = sorted(_READERS[name](parsed, trigger, detail), key=lambda n: n.cost)
    return [n for n in found if n.cost <= LIMIT]


def to_come(value: SlotValue, published: str | None) -> SlotValue:
    """What is still to come cannot lie in the past: a month without a year is next year's, a weekday next week's."""
    edtf = str(value.value or "")
    if not published or not _MONTH.fullmatch(edtf) or edtf >= published[: len(edtf)]:
        return value
    if len(edtf) == len(_DAY):
        day, today = date.fromisoformat(edtf), date.fromisoformat(published[: len(_DAY)])
        near = (today - day).days <= _WEEK
        return replace(value, value=(day + timedelta(days=_WEEK)).isoformat()) if near else value
    return replace(value, value=f"{int(edtf[:4]) + 1}{edtf[4:]}")


def told_on(parsed: Parsed, value: SlotValue) -> bool:
    """A date right behind a verb of saying is the day of the words: "the ministry said on Monday"."""
    for i, mention in enumerate(parsed.mentions):
        if value.span is None or parsed.text.span(mention.start, mention.end) != value.span:
            continue
        at = parsed.bounds[i][0]
        while at > parsed.sentence.first and parsed.words.prepositions.before(parsed.tokens, at, parsed.sentence.first):
            at -= 1
        first = parsed.sentence.first
        return at > first and parsed.words.said.before(parsed.tokens, at, first) is not None
    return False


def is_circumstance(place: str) -> bool:
    """Tell whether `place` names a circumstance."""
    return place.partition(":")[0] in _READERS


def _distance(parsed: Parsed, trigger: Trigger, index: int) -> float:
    first, last = parsed.bounds[index]
    between = range(trigger.last, first) if first >= trigger.last else range(last, trigger.first)
    commas = sum(parsed.tokens[i].form == "," for i in between)
    near = 0.012 * len(between) + 0.06 * commas + 0.2 * parsed.barriers_between(trigger.first, first)
    if parsed.mentions[index].kind == "date":
        near += _VERB * any(i in parsed.verbs for i in between)
    if parsed.mentions[index].kind in ("date", "money") and trigger.card.kind == _DEAL and first >= trigger.last:
        near += _DEALS * any(i in parsed.verbs and not _infinitive(parsed, i) for i in between)
    lasts = isinstance(when := parsed.mentions[index].value, When) and _years(when.edtf or "")
    return near + (_OTHER if not lasts and _another_clause(parsed, between) else 0.0)  # years are part of a title


def _infinitive(parsed: Parsed, i: int) -> bool:
    return i > parsed.sentence.first and parsed.tokens[i - 1].form in parsed.words.infinitive


def _another_clause(parsed: Parsed, between: range) -> bool:
    """A word that opens a clause of its own stands between a verb and a date, and no comma closes it: "said on Monday
    that they will receive", "received tanks which are to be paid by 2030"."""
    words, tokens = parsed.words, parsed.tokens
    opened = False
    for i in between:
        form = tokens[i].form
        if form in words.relatives or form in words.subordinators:
            opened = True
        elif form == ",":
            opened = False
    return opened or sum(tokens[i].form == '"' for i in between) % 2 == 1


def _value(parsed: Parsed, mention: Mention) -> SlotValue:
    assert_value = mention.value
    span = parsed.text.span(mention.start, mention.end)
    words = span.of(parsed.text.document.text)
    if isinstance(assert_value, (Quantity, Money, When)):
        return typed(assert_value, words, span.start, parsed.text)
    return SlotValue(id=mention.id, name=mention.name, text=words, span=span)


def _dates(parsed: Parsed, trigger: Trigger, wanted: Callable[[When], str | None]) -> Iterator[Near]:
    for i, mention in enumerate(parsed.mentions):
        if not isinstance(mention.value, When) or not mention.value.edtf or mention.value.edtf.endswith("XX"):
            continue  # a century dates no event
        edtf = wanted(mention.value)
        if edtf is not None and not _dateline(parsed, i):
            value = _value(parsed, mention)
            span = value.span
            shaped = SlotValue(value=edtf, extra=value.extra, text=value.text, span=span)
            yield Near(shaped, _distance(parsed, trigger, i))


def _dateline(parsed: Parsed, index: int) -> bool:
    """The day in a dateline is when the text was sent: "KIGALI, Nov. 7 (Xinhua) --"."""
    first, last = parsed.bounds[index]
    if first - parsed.sentence.first > _PLACE or first == parsed.sentence.first:
        return False
    head = parsed.text.view[parsed.tokens[parsed.sentence.first].start : parsed.mentions[index].start]
    shown = parsed.text.original(parsed.tokens[parsed.sentence.first].start, parsed.mentions[index].start)
    after = [parsed.tokens[i].form for i in range(last, min(last + _AGENCY, parsed.sentence.last))]
    dashed = next((k for k, form in enumerate(after) if form.startswith("-")), None)
    bare = dashed is not None and (dashed == 0 or after[0] in ("(", ",", ".") or after[0].isdigit())
    return bare and "," in head and shown.split(",")[0].isupper()


def _happened(parsed: Parsed, trigger: Trigger, detail: str) -> Iterator[Near]:
    """The day something happened; with the detail `after` only one told behind the word."""
    found = _dates(parsed, trigger, lambda w: w.edtf if w.role in ("point", "range") and not _years(w.edtf) else None)
    behind = parsed.text.offsets[parsed.tokens[trigger.last - 1].start] if detail == "after" else -1
    yield from (n for n in found if n.value.span is None or n.value.span.start > behind)


def _years(edtf: str) -> bool:
    """An interval of years is how long something lasts, not when it happened."""
    first, _, last = edtf.partition("/")
    return len(first) == 4 and len(last) == 4


def _since(parsed: Parsed, trigger: Trigger, detail: str) -> Iterator[Near]:
    open_end = "/.." if detail == "open" else ""
    yield from _dates(parsed, trigger, lambda w: w.edtf.removesuffix("/..") + open_end if w.role == "since" else None)


def _range(parsed: Parsed, trigger: Trigger, _: str) -> Iterator[Near]:
    def interval(when: When) -> str | None:
        if when.role == "since" and when.resolved and len(when.edtf.removesuffix("/..")) == len(_DAY):
            return None  # "since yesterday" is not how long a treaty lasts
        if when.role == "since":
            return when.edtf.removesuffix("/..") + "/.."
        return when.edtf if "/" in when.edtf or when.role == "range" else None

    yield from _dates(parsed, trigger, interval)


def _until(parsed: Parsed, trigger: Trigger, _: str) -> Iterator[Near]:
    yield from _dates(parsed, trigger, lambda w: w.edtf if w.role == "until" else None)


def _anydate(parsed: Parsed, trigger: Trigger, _: str) -> Iterator[Near]:
    yield from _dates(parsed, trigger, lambda w: w.edtf.removesuffix("/..") if w.role != "until" else None)


def _period(parsed: Parsed, trigger: Trigger, _: str) -> Iterator[Near]:
    """A year, a month or an interval: the day of an announcement is no period."""

    def lasting(when: When) -> str | None:
        return when.edtf if when.role != "until" and (len(when.edtf) in (4, 7) or "/" in when.edtf) else None

    yield from _dates(parsed, trigger, lasting)


def _money(parsed: Parsed, trigger: Trigger, _: str) -> Iterator[Near]:
    for i, mention in enumerate(parsed.mentions):
        if isinstance(mention.value, Money):
            yield Near(_value(parsed, mention), _distance(parsed, trigger, i))


def _count(parsed: Parsed, trigger: Trigger, detail: str) -> Iterator[Near]:
    """Numbers whose counted noun is of the wanted class (`states`, `troops`, `sessions`)."""
    for i, mention in enumerate(parsed.mentions):
        value = mention.value
        if not isinstance(value, Quantity) or value.unit or value.ordinal:
            continue
        if counted(parsed, i) == detail and (detail != "troops" or value.value > 1):  # "one battalion of forces"
            yield Near(_value(parsed, mention), _distance(parsed, trigger, i))


def counted(parsed: Parsed, index: int) -> str:
    """What the number at mention `index` counts, by the words right after it; '' when unknown."""
    _, last = parsed.bounds[index]
    words, tokens = parsed.words, parsed.tokens
    for offset in range(4):
        i = last + offset
        if i >= parsed.sentence.last or tokens[i].form in (",", ";", ".", ")"):
            return ""
        found = words.counted.at(tokens, i, parsed.sentence.last)
        if found:
            return found[0].split("|")[0]
        if tokens[i].form in words.conjunctions:
            return ""
    return ""


def _ordinal(parsed: Parsed, trigger: Trigger, detail: str) -> Iterator[Near]:
    """Ordinals; with a detail only those of what is so counted ("the third session", not "his first visit")."""
    for i, mention in enumerate(parsed.mentions):
        if not isinstance(mention.value, Quantity) or not mention.value.ordinal:
            continue
        what = counted(parsed, i)
        if what == _TIMES or (detail == EDITION and what != "sessions" and parsed.bounds[i][1] != trigger.first):
            continue
        if detail in ("", what, EDITION):
            yield Near(_value(parsed, mention), _distance(parsed, trigger, i))


def _frequency(parsed: Parsed, trigger: Trigger, _: str) -> Iterator[Near]:
    words, tokens, sentence = parsed.words, parsed.tokens, parsed.sentence
    for i in range(sentence.first, sentence.last):
        found = words.frequency.at(tokens, i, sentence.last)
        if found:
            duration, size = found
            span = parsed.text.span(tokens[i].start, tokens[i + size - 1].end)
            gap = 0.012 * abs(i - trigger.first) + 0.15 * parsed.barriers_between(trigger.first, i)
            yield Near(SlotValue(value=duration, text=span.of(parsed.text.document.text), span=span), gap)


def _channel(parsed: Parsed, trigger: Trigger, _: str) -> Iterator[Near]:
    for i, mention in enumerate(parsed.mentions):
        channel = next((t[8:] for t in mention.traits if t.startswith("channel:")), None)
        if channel:
            span = parsed.text.span(mention.start, mention.end)
            value = SlotValue(id=channel, text=span.of(parsed.text.document.text), span=span)
            yield Near(value, _distance(parsed, trigger, i))


_READERS: dict[str, Callable[[Parsed, Trigger, str], Iterator[Near]]] = {
    "date": _happened,
    "anydate": _anydate,
    "since": _since,
    "until": _until,
    "years": _period,
    "range": _range,
    "money": _money,
    "count": _count,
    "ordinal": _ordinal,
    "frequency": _frequency,
    "channel": _channel,
}
