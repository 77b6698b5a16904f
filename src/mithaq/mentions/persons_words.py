"""What knowledge says of people and offices → the frozen values that the person stage takes as argument."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from mithaq.mentions.home import Home
from mithaq.mentions.offices_forms import Hit, Matcher, build
from mithaq.mentions.romanise import Romaniser
from mithaq.model.mentions import Mention
from mithaq.model.text import Text, Token


class Known(NamedTuple):
    """A well known official: id, usual Latin name and the state served."""

    id: str
    name: str
    state: str | None = None


@dataclass(frozen=True, slots=True)
class PeopleWords:
    """Words of the person stage, folded; those of all languages together.

    `matcher`: titles, ranks, honorifics. `given`: given names in either script. `stop`: words that end a name or title.
    `binding`, `bound`: words inside a name that need the next word (`abd`) or the previous one (`al-din`).
    `inner`: those of `binding` that no name begins with.
    `continuations`: words that go on a title; `charged`: those after which a complement comes; `nouns`: nouns that may
    head its complement; `joints`: prepositions of it, by sense. `reporting`: verbs beside which a name may stand.
    `affairs`: words after which a title says what it is charged with; `realms`: words for a state before its name.
    `national`: words by which an office calls itself that of the home state.
    `venues`: what may be named after a person: a base, a hospital.
    `shapes`: beginnings and ends of Arabic words by which a word is told from a name.
    `known`: official's name without blanks → id. `organisations`: (state, class) → id of the lexicon.
    """

    matcher: Matcher = field(default_factory=lambda: build(()))
    given: frozenset[str] = frozenset()
    stop: frozenset[str] = frozenset()
    former: frozenset[str] = frozenset()
    binding: frozenset[str] = frozenset()
    inner: frozenset[str] = frozenset()
    bound: frozenset[str] = frozenset()
    latin_particles: frozenset[str] = frozenset()
    continuations: frozenset[str] = frozenset()
    charged: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    joints: Mapping[str, str] = field(default_factory=dict)
    articles: frozenset[str] = frozenset()
    conjunctions: frozenset[str] = frozenset()
    reporting: frozenset[str] = frozenset()
    venues: frozenset[str] = frozenset()
    national: frozenset[str] = frozenset()
    affairs: frozenset[str] = frozenset()
    realms: frozenset[str] = frozenset()
    shapes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    known: Mapping[str, Known] = field(default_factory=dict)
    organisations: Mapping[tuple[str, str], str] = field(default_factory=dict)
    romaniser: Romaniser = field(default_factory=Romaniser)

    def shape(self, name: str) -> tuple[str, ...]:
        """Return the affixes of one name in `shapes`; none match when there are none."""
        return self.shapes.get(name, ())


@dataclass(slots=True)
class Scene:
    """One text with its tokens, the mentions found before and the words of offices, addressed by token number."""

    text: Text
    words: PeopleWords
    tokens: Sequence[Token]
    starts: list[int]
    found: dict[int, tuple[Mention, int]]
    hits: dict[int, tuple[Hit, int]]
    home: Home | None = None

    def index(self, position: int) -> int:
        """Number of the first token that starts at or after view `position`."""
        return bisect_right(self.starts, position - 1)

    def form(self, i: int) -> str:
        """Return the folded form of token `i`, empty beyond the end."""
        return self.tokens[i].form if 0 <= i < len(self.tokens) else ""

    def mention(self, i: int, prefix: int | None = 0) -> Mention | None:
        """Return the mention that starts in token `i` after `prefix` clitic letters (None: any number)."""
        entry = self.found.get(i)
        return entry[0] if entry and (prefix is None or entry[1] == prefix) else None

    def hit(self, i: int, prefix: int | None = 0) -> Hit | None:
        """Return the office word that starts in token `i` after `prefix` clitic letters (None: any number)."""
        entry = self.hits.get(i)
        return entry[0] if entry and (prefix is None or entry[1] == prefix) else None

    def broken(self, i: int) -> bool:
        """Tell whether a line ends between token `i - 1` and token `i`, or the text does."""
        if not 0 < i < len(self.tokens):
            return True
        return "\n" in self.text.view[self.tokens[i - 1].end : self.tokens[i].start]

    def capital(self, i: int) -> bool:
        """Tell whether token `i` is a Latin word that the original writes with a capital."""
        if not 0 <= i < len(self.tokens):
            return False
        token = self.tokens[i]
        return token.form[0].isalpha() and self.text.original(token.start, token.start + 1).isupper()

    def written(self, i: int) -> str:
        """Return the original characters of token `i`."""
        return self.text.original(self.tokens[i].start, self.tokens[i].end) if i < len(self.tokens) else ""


def scene(
    text: Text, found: Sequence[Mention], words: PeopleWords, hits: Sequence[Hit], home: Home | None = None
) -> Scene:
    """Put a text, its mentions and its office words side by side; where no token is (tickers), nothing counts."""
    starts = [t.start for t in text.tokens]
    by_token: dict[int, tuple[Mention, int]] = {}
    for m in found:
        i = bisect_right(starts, m.start) - 1
        if i >= 0 and m.start < text.tokens[i].end and (i not in by_token or by_token[i][0].end < m.end):
            by_token[i] = (m, m.start - starts[i])
    of_hits: dict[int, tuple[Hit, int]] = {}
    covered = [m for m in found if m.kind not in ("state", "place")]
    ends = {m.start: m.end for m in covered}
    for h in hits:
        if ends.get(h.start, 0) > h.end:
            continue
        i = bisect_right(starts, h.start) - 1
        if i >= 0 and h.start < text.tokens[i].end:
            of_hits[i] = (h, h.start - starts[i])
    return Scene(text, words, text.tokens, starts, by_token, of_hits, home)


def is_arabic(form: str) -> bool:
    """Tell whether a folded word is written in Arabic letters."""
    return "\u0621" <= form[:1] <= "\u064a"
