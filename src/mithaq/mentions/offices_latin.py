"""A French or English title that grows to the right → its complement: of whom, for what, in which place."""

from __future__ import annotations

from dataclasses import dataclass, field

from mithaq.mentions.offices_forms import Hit, Word
from mithaq.mentions.persons_words import Scene
from mithaq.model.mentions import Mention

ORGANISATIONS = frozenset({"organisation", "body"})
PLACES = frozenset({"state", "place"})


@dataclass(slots=True)
class Growth:
    """A title while it grows to the right."""

    word: Word
    start: int
    i: int
    state: str | None = None
    organisation: Mention | None = None
    venue: bool = False
    nouns: int = 0
    adjectives: list[tuple[int, int]] = field(default_factory=list)


def latin_step(s: Scene, g: Growth, hit: Hit) -> None:
    """Take in one more part of the complement of a title that began with `hit`; `g` stays as it is at its end."""
    form = s.form(g.i)
    if form in s.words.continuations:
        g.i += 1
        if form in s.words.charged:
            g.word = g.word._replace(flags=g.word.flags | {"open"})
        return
    joint = s.words.joints.get(form)
    if not joint:
        return
    j = g.i + 1
    while (s.form(j) in s.words.articles or s.form(j) == "'" or s.form(j) in s.words.joints) and not s.mention(j):
        if s.broken(j):
            return
        j += 1
    m = s.mention(j)
    if m and not (m.kind in ("place", "topic") and joint == "of" and "open" in g.word.flags):
        _latin_mention(s, g, m, joint)
        return
    inner = s.hit(j)
    if inner and inner.word.kind == "title":
        if "over" in g.word.flags or joint == "with":
            g.i = s.index(inner.end)
        return
    _latin_nouns(s, g, j, joint)


def _latin_mention(s: Scene, g: Growth, m: Mention, joint: str) -> None:
    if m.kind == "pair" and joint == "of":
        g.i = s.index(m.end)
        return
    if m.kind in ORGANISATIONS:
        if g.organisation:
            return
        g.organisation, g.state = m, g.state or m.state
    elif m.kind not in PLACES:
        if "open" not in g.word.flags:
            return
    elif joint == "of" and not g.state and m.kind == "state":
        g.state = m.state
        i = s.index(m.end)
        owned = s.mention(i + 2) if s.form(i) == "'" and s.form(i + 1) == "s" else None
        if owned and owned.kind in ORGANISATIONS and not g.organisation:  # "head of Turkey's procurement agency"
            g.organisation, m = owned, owned
    elif "post" in g.word.flags and not g.venue:
        g.venue = True
    elif joint != "of" or "open" not in g.word.flags:
        return
    g.i = s.index(m.end)


def _latin_nouns(s: Scene, g: Growth, j: int, joint: str) -> None:
    """ "of the Western Sector", "du fuseau ouest", "for African Affairs": words of an open title's complement."""
    if "open" not in g.word.flags or joint == "at" or g.organisation:
        return
    end = j
    inner = s.words.joints
    small = 0
    while end < len(s.tokens) and end - j < 7 and not s.broken(end):
        form = s.form(end)
        m = s.mention(end)
        if s.hit(end) or (m and m.kind not in ("place", "topic")) or not (form[0].isalpha() or form == "'"):
            break
        if form in s.words.given and s.capital(end) and s.capital(end + 1) and end > j:
            break
        if s.capital(end):
            small = 0
        elif form in s.words.stop or (small >= 2 and form not in inner):
            break
        elif form not in inner and form not in s.words.articles and form != "'":
            small += 1
        end += 1
    while end > j and (s.form(end - 1) in inner or s.form(end - 1) in s.words.articles or s.form(end - 1) == "'"):
        end -= 1
    if end > j:
        g.i = end
        g.nouns += end - j
