"""One sentence taken apart: its mentions, its arguments with their prepositions, and where its clauses end."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mithaq.claims.words import Clauses
from mithaq.model.mentions import Mention
from mithaq.model.text import Sentence, Text, Token

NAMED = frozenset({"state", "organisation", "person", "title", "place", "pair"})
THINGS = frozenset({"item", "agreement", "exercise", "body", "programme", "topic"})
OWNER = "owner"  # the name of no preposition: an argument that only says whose the next one is


class Arg(NamedTuple):
    """One argument: coordinated mentions (indexes into `Clause.mentions`), their tokens `[first, last)`, the name of
    the preposition before them ('' = bare), and `gap`: unknown words between the preposition and the mention. `group`:
    it closes a group of people, whose preposition it has."""

    mentions: tuple[int, ...]
    first: int
    last: int
    prep: str
    gap: int
    adjective: bool
    prep_at: int
    group: bool = False


@dataclass(slots=True)
class Parsed:
    """One sentence taken apart. Token indexes are those of the whole text. `owner`: token → mention index. `verbs`:
    tokens of verbs that cards know."""

    text: Text
    sentence: Sentence
    words: Clauses
    mentions: Sequence[Mention]
    bounds: list[tuple[int, int]]
    owner: dict[int, int]
    args: list[Arg]
    barriers: list[int]
    index: int = 0
    verbs: frozenset[int] = frozenset()
    previous: Parsed | None = None

    @property
    def tokens(self) -> Sequence[Token]:
        """All tokens of the text."""
        return self.text.tokens

    def barriers_between(self, a: int, b: int) -> int:
        """How many clause limits stand between two tokens."""
        low, high = min(a, b), max(a, b)
        return bisect_right(self.barriers, high) - bisect_left(self.barriers, low)

    def clause(self, at: int) -> tuple[int, int]:
        """The tokens `[first, last)` of the clause that holds token `at`."""
        i = bisect_right(self.barriers, at)
        first = self.barriers[i - 1] if i else self.sentence.first
        last = self.barriers[i] if i < len(self.barriers) else self.sentence.last
        return first, last
