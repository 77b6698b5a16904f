"""Text and the mentions before → organisations that no lexicon lists: a head noun with the state it belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from mithaq.mentions.home import Home
from mithaq.mentions.offices_forms import Hit, Word
from mithaq.mentions.persons_words import PeopleWords, Scene, is_arabic, scene
from mithaq.model.mentions import Mention
from mithaq.model.organisations import COORDINATED, MINISTRIES
from mithaq.model.text import Text

_PLACED = frozenset({"embassy", "consulate"})


@dataclass(frozen=True, slots=True)
class HeadWords:
    """`words`: the head nouns in its matcher, the words that may stand between head and state as continuations, the
    prepositions as joints. `known`: (state, class) → id and name of the lexicon's own organisation. `and_`: what stands
    between two states that share a head."""

    words: PeopleWords = field(default_factory=PeopleWords)
    known: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    and_: tuple[str, ...] = ()


class Owner(NamedTuple):
    """The state a head noun belongs to, and the stretch of tokens `[first, end)` that head and state take."""

    state: str
    name: str
    start: int
    end: int


def find_heads(text: Text, found: Sequence[Mention], heads: HeadWords, home: Home | None = None) -> list[Mention]:
    """Return new organisation mentions in order; none where a mention of `found` that names more overlaps. `home`: the
    state whose ministry a bare "ministry of defence" is."""
    hits = heads.words.matcher.find(text.view)
    if not hits:
        return []
    s = scene(text, found, heads.words, hits, home)
    out: list[Mention] = []
    others = sorted((m.start, m.end) for m in found if m.kind not in ("state", "place"))
    for hit in hits:
        if out and hit.start < out[-1].end:
            continue
        mention = _organisation(s, hit, heads)
        if mention and not _covered(mention, others):
            out.append(mention)
    return out


def find_shared(text: Text, found: Sequence[Mention], heads: HeadWords) -> list[Mention]:
    """Organisations of which only the second state is named: "the Egyptian navy and the French", Arabic and French."""
    out: list[Mention] = []
    view = text.view
    ends = {m.end: m for m in found if m.kind == "organisation" and m.cls in COORDINATED and m.state}
    for m in found:
        if m.kind != "state" or not m.state or m.start < 3:
            continue
        gap = next((g for g in heads.and_ if view.endswith(g, 0, m.start)), "")
        first = ends.get(m.start - len(gap)) if gap else None
        if first is None or first.state == m.state or not _alike(view, first, m):
            continue
        known = heads.known.get((m.state, first.cls or ""))
        id_, name = known or (f"{m.state.lower()}.{first.cls}", f"{first.cls} of {m.name}")
        shared = Mention(
            "organisation", m.start, m.end, id_, name, None, frozenset({"head", "shared"}), m.state, first.cls
        )
        out.append(shared)
        ends[shared.end] = shared
    return out


def _alike(view: str, first: Mention, m: Mention) -> bool:
    """Both states are adjectives with the same ending, or both are names behind one preposition."""
    if "adjective" in m.traits:
        last, other = view[first.start : first.end].split()[-1], view[m.start : m.end]
        return (last[:2] == other[:2] == "ال" and last[-1] == other[-1]) or (
            other[:1] < "\u0600" and last[-1] == other[-1]
        )
    return "two" in first.traits


def _covered(m: Mention, others: list[tuple[int, int]]) -> bool:
    return any(a < m.end and m.start < b and b - a >= m.end - m.start for a, b in others)


def _organisation(s: Scene, hit: Hit, heads: HeadWords) -> Mention | None:
    i = s.index(hit.end)
    word, i, owner = _owner(s, hit, i)
    if owner is None and s.home and s.home.sure and word.cls in MINISTRIES:
        owner = Owner(s.home.state, s.home.state, hit.start, hit.end)
    if owner is None or "generic" in word.flags:
        return None
    end = _place(s, owner.end) if word.id in _PLACED else owner.end
    known = heads.known.get((owner.state, word.id)) if word.id not in _PLACED else None
    id_ = known[0] if known else f"{owner.state.lower()}.{word.id}"
    name = known[1] if known else f"{word.name} of {owner.name}"
    start = min(hit.start, owner.start)
    traits = frozenset({"head"}) | (word.flags & {"two"})
    return Mention("organisation", start, end, id_, name, None, traits, owner.state, word.cls)


def _owner(s: Scene, hit: Hit, i: int) -> tuple[Word, int, Owner | None]:
    if is_arabic(s.text.view[hit.start : hit.start + 1]):
        return hit.word, i, _arabic_owner(s, hit, i)
    left = _left_owner(s, hit)
    if left:
        return hit.word, i, left
    m = s.mention(i)
    if m and m.kind == "state" and "adjective" in m.traits and not s.broken(i):
        word, end = _inner(s, hit, m)
        return word, i, _own(m, hit.start, end)
    j = i
    while s.form(j) in s.words.continuations and j - i < 3:
        j += 1
    m = s.mention(j)
    if m and m.kind == "state" and "adjective" in m.traits and not s.broken(j):
        return hit.word, i, _own(m, hit.start, m.end)
    return hit.word, i, _of(s, hit, j)


def _own(m: Mention, start: int, end: int) -> Owner | None:
    return Owner(m.state, m.name or m.state, start, end) if m.state else None


def _arabic_owner(s: Scene, hit: Hit, i: int) -> Owner | None:
    j = i
    while j - i < 4 and not s.broken(j):
        m = s.mention(j, None)
        if m and (m.kind == "state" or "capital" in m.traits):
            prefix = s.text.view[s.tokens[j].start : m.start]
            adjective = "adjective" in m.traits
            if not prefix and adjective:
                return _own(m, hit.start, m.end) if _agrees(s, hit, m) else None
            if (not prefix and not _definite(s, hit)) or (prefix == "ل" and m.kind == "state"):
                return _own(m, hit.start, m.end)
            return None
        if s.words.joints.get(s.form(j)) == "in":
            m = s.mention(j + 1)
            return _own(m, hit.start, m.end) if m and m.kind == "state" and "adjective" not in m.traits else None
        if s.form(j) not in s.words.continuations:
            return None
        j += 1
    return None


def _agrees(s: Scene, hit: Hit, m: Mention) -> bool:
    """A head of one feminine noun wants a feminine adjective; another belongs to a word before the head."""
    head = s.text.view[hit.start : hit.end]
    return " " in head or not head.endswith("ه") or s.text.view[m.start : m.end].endswith("ه")


def _definite(s: Scene, hit: Hit) -> bool:
    """An article on the head's only word: then a state's name after it is no genitive."""
    return s.text.view[hit.start : hit.start + 2] == "ال" and " " not in s.text.view[hit.start : hit.end]


def _left_owner(s: Scene, hit: Hit) -> Owner | None:
    """Left of an English head: "Somali Ministry of Defence", "U.S. embassy", "Niger's armed forces"."""
    i = s.index(hit.start)
    j = i - 1
    while i - j < 4 and s.form(j) in s.words.continuations:
        j -= 1
    for k in range(j, max(j - 6, -1), -1):
        m = s.mention(k)
        if m is None:
            continue
        gap = s.text.view[m.end : s.tokens[j].end] if m.end < s.tokens[j].end else ""
        if m.kind == "state" and gap in ("", ".", "'s", "'") and not s.broken(k + 1):
            return _own(m, m.start, hit.end)
        return None
    return None


def _inner(s: Scene, hit: Hit, m: Mention) -> tuple[Word, int]:
    """The adjective stands inside the head: "ministère tunisien de la Défense"."""
    view = s.text.view
    stem = view[hit.start : m.start].rstrip()
    rest = view[m.end : m.end + 60]
    best = s.words.matcher.longest(stem + " " + rest.lstrip())
    if best and best[0] > len(stem) + 1:
        return best[1], m.end + len(rest) - len(rest.lstrip()) + best[0] - len(stem) - 1
    return hit.word, m.end


def _of(s: Scene, hit: Hit, j: int) -> Owner | None:
    """Right of a Latin head: "of Somalia", "du Niger", "des États-Unis", "de l'Algérie"."""
    joint = s.words.joints.get(s.form(j))
    if joint not in ("of", "in") or s.broken(j):
        return None
    k = j + 1
    while (s.form(k) in s.words.articles or s.form(k) == "'" or s.words.joints.get(s.form(k)) == "of") and k - j < 5:
        k += 1
    m = s.mention(k)
    placed = joint == "of" or (hit.word.cls in MINISTRIES and m is not None and "capital" in m.traits)
    if m and placed and (m.kind == "state" or "capital" in m.traits) and "adjective" not in m.traits:
        return _own(m, hit.start, m.end)
    return None


def _place(s: Scene, end: int) -> int:
    """The town an embassy stands in belongs to its name."""
    j = s.index(end)
    m = s.mention(j, 1) if s.form(j)[:1] == "ب" else None
    if m is None and s.words.joints.get(s.form(j)) == "in":
        m = s.mention(j + 1)
    return m.end if m and m.kind in ("place", "state") and "adjective" not in m.traits else end
