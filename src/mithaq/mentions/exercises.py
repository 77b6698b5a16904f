"""The view → exercises that no list knows: a head noun ("manoeuvres", "exercise") and a name in quotes or capitals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mithaq.model.mentions import Mention
from mithaq.model.text import Text

_QUOTED = re.compile(r'[ ,]*(?:[^\W\d](?:[^\W\d]|-(?=[^\W\d]))*[ ,]+){0,3}?"\s*([^"\n]{3,40}?)\s*"')
_NO_NAME = frozenset({"exercise", "item", "state", "organisation", "person", "place"})  # these are no exercise's name
_LONGEST = 5  # words of a name; more is a quotation
_WORD = re.compile(r" ([^\W_][\w'-]*)")


@dataclass(frozen=True, slots=True)
class ExerciseWords:
    """`heads`: nouns for an exercise, as one pattern. `ordinary`: words that are never a name by themselves."""

    heads: re.Pattern[str] | None = None
    ordinary: frozenset[str] = frozenset()


def find_exercises(text: Text, found: Sequence[Mention], words: ExerciseWords) -> list[Mention]:
    """Return exercises named after a head noun that `found` does not cover; id None, name as written."""
    if words.heads is None:
        return []
    taken = [(m.start, m.end) for m in found if m.kind in _NO_NAME]
    things = [(m.start, m.end) for m in found if m.kind == "item"]
    out: list[Mention] = []
    for head in words.heads.finditer(text.view):
        quoted = _QUOTED.match(text.view, head.end())
        named = quoted.span(1) if quoted else _capitalised(text, head.end(), words)
        if quoted and any(head.end() <= a < quoted.start(1) for a, _ in things):
            continue  # "the manoeuvres, the submarine 'X'"
        if named is None or any(a < named[1] and named[0] < b for a, b in taken):
            continue
        start, end = named
        name = text.original(start, end)
        if not any(map(str.isalpha, name)) or name[:1].islower() or len(name.split()) > _LONGEST:
            continue
        if not out or out[-1].end <= start:
            out.append(Mention("exercise", start, end, None, name, None, frozenset({"unlisted"})))
    return out


def _behind_ordinary(text: Text, at: int, words: ExerciseWords) -> int:
    """Step over adjectives between the head and the name: "exercice naval conjoint Malabar"."""
    for _ in range(2):
        word = _WORD.match(text.view, at)
        if word is None or word.group(1) not in words.ordinary:
            break
        at = word.end()
    return at


def _capitalised(text: Text, at: int, words: ExerciseWords) -> tuple[int, int] | None:
    """Latin words with capitals right behind the head: "exercise Bright Dawn 25"."""
    at = _behind_ordinary(text, at, words)
    end = at
    for word in _WORD.finditer(text.view, at):
        shown = text.original(*word.span(1))
        if word.start() != end or not shown.isascii() or not (shown[0].isupper() or (end > at and shown[0].isdigit())):
            break
        end = word.end()
    first = text.view[at + 1 : end].partition(" ")[0]
    named = end > at + 2 and text.view[at + 1 : end] not in words.ordinary and first not in words.ordinary
    return (at + 1, end) if named else None
