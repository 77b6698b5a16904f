"""The view and the lexicon's mentions → designations that no list knows, and known ones with their variant or block."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mithaq.mentions.lexicon import Form
from mithaq.mentions.spoken import Spoken, spoken_at
from mithaq.model.mentions import Mention
from mithaq.model.text import Text

_DIGITS = re.compile(r"(?<!\d)\d{1,4}(?!\d)")
_VARIANT = re.compile(r"(?:[a-z]{1,2})?(?:[-/](?:\d{1,2}[a-z]{0,2}|[a-z]{1,2}\d?)(?![\w-])){1,3}|\+{1,2}(?!\w)")
_NUMBER = re.compile(r"[\divx]+[a-z]?\+?(?:/\d+)?$")
_REACH = 14


@dataclass(frozen=True, slots=True)
class Designations:
    """`pattern`: one expression over the view, a named group for each of `classes` ('' unknown). `refusals`: forms that
    only look like designations. `blocks`: what may follow a designation and belongs to it ("block 72"), with the Latin
    word for it. `named`: what leads in the quoted name of a type. `spoken`: how letters are said in Arabic."""

    pattern: re.Pattern[str] | None = None
    classes: Mapping[str, str] = field(default_factory=dict)
    refusals: re.Pattern[str] | None = None
    blocks: re.Pattern[str] | None = None
    latin: Mapping[str, str] = field(default_factory=dict)
    named: re.Pattern[str] | None = None
    spoken: Spoken = field(default_factory=Spoken)


def find_designations(
    text: Text, found: Sequence[Mention], words: Designations, forms: Mapping[str, tuple[Form, ...]]
) -> list[Mention]:
    """Return new item mentions, and longer ones in place of known items that a block or variant follows. `forms`: the
    lexicon's, for designations that are spelled out letter by letter."""
    out = [longer for m in found if m.kind == "item" and (longer := _longer(text, m, words))]
    taken = [(m.start, m.end) for m in found]
    starts = [s for s, _ in taken]
    for mention in (*_numbered(text, words, forms), *_quoted(text, words)):
        if _free(taken, starts, mention.start, mention.end):
            out.append(mention)
    return sorted(out, key=lambda m: (m.start, -m.end))


def _numbered(text: Text, words: Designations, forms: Mapping[str, tuple[Form, ...]]) -> Iterator[Mention]:
    """What ends in, or holds, a number: a pattern tried where a word before the digits begins, or spoken letters."""
    view, done = text.view, 0
    if words.pattern is None:
        return
    for digits in _DIGITS.finditer(view):
        at = digits.start()
        if at < done or not _lettered(view, at, digits.end()):
            continue
        for start in _starts(view, max(done, at - _REACH), at):
            match = words.pattern.match(view, start)
            if match and match.end() > at and not _refused(text, start, match.end(), words):
                cls = words.classes.get(match.lastgroup or "") or None
                yield _unlisted(start, match.end(), text.original(start, match.end()), cls)
                done = match.end()
                break
        else:
            said = spoken_at(view, digits.span(), words.spoken)
            if said and (mention := _said(said, words, forms)):
                yield mention
                done = mention.end


def _lettered(view: str, start: int, end: int) -> bool:
    """Tell whether a letter stands directly beside the digits, or before the hyphen or blank in front of them."""
    before = view[start - 1 : start]
    near = before.isalpha() or (before in ("-", "/", " ") and view[start - 2 : start - 1].isalpha())
    return near or view[end : end + 1].isalpha()


def _starts(view: str, low: int, at: int) -> Iterator[int]:
    """Where the words before `at` begin, the nearest last; digits may begin the designation themselves."""
    for i in range(low, at + 1):
        if view[i].isalnum() and (i == 0 or not (view[i - 1].isalnum() or view[i - 1] in "_/-")):
            yield i


def _said(
    said: tuple[int, int, tuple[str, ...]], words: Designations, forms: Mapping[str, tuple[Form, ...]]
) -> Mention | None:
    start, end, spellings = said
    for latin in spellings:
        known = next((f for f in forms.get(latin, ()) if f.kind == "item" and not f.weak), None)
        if known:
            return Mention("item", start, end, known.id, known.name, None, known.traits, known.state, known.cls)
    for latin in spellings:
        match = words.pattern.fullmatch(latin) if words.pattern and latin.count("-") else None
        if match and not (words.refusals and words.refusals.fullmatch(latin)):
            return _unlisted(start, end, latin.upper(), words.classes.get(match.lastgroup or "") or None)
    return None


def _unlisted(start: int, end: int, name: str, cls: str | None) -> Mention:
    return Mention("item", start, end, None, name, None, frozenset({"unlisted"}), None, cls)


def _quoted(text: Text, words: Designations) -> Iterator[Mention]:
    """The name in quotes after "of the type": طائرات من طراز "الصقر"."""
    for match in words.named.finditer(text.view) if words.named else ():
        start, end = match.span("name")
        yield _unlisted(start, end, text.original(start, end), None)


def _longer(text: Text, mention: Mention, words: Designations) -> Mention | None:
    """A known item with the variant or block written behind it; its name is then the designation as written."""
    if "generic" in mention.traits:
        return None
    view, end, name = text.view, mention.end, ""
    if view[end - 1].isalnum() and any(c.isdigit() for c in view[mention.start : end]):
        variant = _VARIANT.match(view, end)
        end = variant.end() if variant else end
    if words.blocks is not None and (block := words.blocks.match(view, end)):
        number = _NUMBER.search(view, block.start(), block.end())
        label = words.latin.get(block.group("word"), block.group("word").capitalize())
        name = f" {label} {number.group().upper()}" if number else ""
        end = block.end()
    if end == mention.end:
        return None
    written = text.original(mention.start, end)
    return mention._replace(end=end, name=" ".join(written.split()) if written.isascii() else f"{mention.name}{name}")


def _free(taken: Sequence[tuple[int, int]], starts: Sequence[int], start: int, end: int) -> bool:
    i = bisect_left(starts, end)
    return all(t[1] <= start for t in taken[max(0, i - 3) : i])


def _refused(text: Text, start: int, end: int, words: Designations) -> bool:
    """A designation is written in capitals with digits; the refusals are the field's false friends."""
    original = text.original(start, end)
    if words.refusals is not None and words.refusals.fullmatch(text.view[start:end]):
        return True
    letters = [c for c in original if c.isalpha() and c.isascii()]
    return bool(letters) and letters[0].islower()
