"""A title, rank or honorific in a scene → everything that stands before the name: offices, rank, former, asides."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from mithaq.mentions.offices import Read, read_office
from mithaq.mentions.persons_names import STRONG, TITLE, WEAK, read_name
from mithaq.mentions.persons_words import Scene, is_arabic
from mithaq.text.clitics import ARTICLE

QUOTES = {'"': '"', "(": ")"}


@dataclass(slots=True)
class Chain:
    """What stands before a name: offices, rank, and how far the name may be trusted."""

    offices: list[Read] = field(default_factory=list)
    rank: tuple[int, int] | None = None
    rank_name: str | None = None
    trust: int = TITLE
    former: bool = False
    end: int = 0
    comma: bool = False
    crossed: bool = False
    state: str | None = None


def chain_before(s: Scene, i: int) -> Chain:
    """Read titles, ranks, honorifics and what may stand between them, up to where the name should begin."""
    chain = Chain(end=i)
    chain.former = was_former(s, i)
    j, first = i, True
    while j < len(s.tokens) and (first or not s.broken(j)):
        hit = s.hit(j, None if first else 0)
        if hit is None and chain.offices and "cumulative" in chain.offices[-1].word.flags:
            hit = s.hit(j, 1) if s.form(j)[:1] == "و" else None
        after = _link(s, chain, j) if hit is None else None
        if hit is not None and hit.word.kind == "title":
            read = read_office(s, j, hit)
            chain.offices.append(marked(read, chain.former))
            chain.trust = TITLE
            after = read.next
        elif hit is not None and hit.word.kind == "rank" and (chain.offices or chain.rank) and _given(s, j):
            break
        elif hit is not None and hit.word.kind == "rank":
            chain.rank, chain.rank_name = (hit.start, hit.end), hit.word.name
            chain.trust = WEAK if "weak" in hit.word.flags and not chain.offices else STRONG
            after = s.index(hit.end)
        elif hit is not None and hit.word.kind == "honorific":
            chain.trust = STRONG
            after = s.index(hit.end)
        if after is None:
            break
        chain.comma = chain.comma and hit is None
        j, first = after, False
    chain.end = j
    return chain


def _given(s: Scene, j: int) -> bool:
    """An Arabic rank without article that is a given name too, behind another title: "the expert Raed X"."""
    form = s.form(j)
    return is_arabic(form) and not form.startswith(ARTICLE) and form in s.words.given


def marked(read: Read, former: bool) -> Read:
    """Return the office, marked as held in former times if it is."""
    return read._replace(office=replace(read.office, former=True)) if former else read


def was_former(s: Scene, i: int) -> bool:
    """A word for former directly before a Latin title, an article or an adjective between them allowed."""
    if is_arabic(s.form(i)):
        return False
    glued = s.form(i).partition("-")[0] in s.words.former
    return glued or any(s.form(k) in s.words.former for k in range(max(i - 4, 0), i))


def _link(s: Scene, chain: Chain, j: int) -> int | None:
    """A word for former, an aside in quotes or brackets, or the comma before a name."""
    form = s.form(j)
    if form in s.words.former and chain.offices:
        chain.offices[-1] = marked(chain.offices[-1], True)
        return j + 1
    if form in s.words.former:
        chain.former = True
        return j + 1
    if not chain.offices and chain.rank is None:
        return None
    nation = s.mention(j)
    if nation and nation.kind == "state" and "adjective" in nation.traits and chain.rank and not chain.offices:
        after = s.index(nation.end)  # "the Spanish lieutenant general X" in Arabic and French
        if s.tokens[j - 1].end <= nation.start and read_name(s, after, STRONG) is not None:
            chain.state = nation.state
            return after
    if form in QUOTES:
        close = next((k for k in range(j + 1, min(j + 6, len(s.tokens))) if s.form(k) == QUOTES[form]), None)
        if close and (form == "(" or is_arabic(s.form(j + 1))) and read_name(s, j + 1, TITLE) == close:
            return j + 1  # "The Minister for the Armed Forces (X Y)"
        return close + 1 if close else None
    if form == "," and not chain.comma and chain.offices:
        chain.comma = chain.crossed = True
        ranked = j + 1
        while s.form(ranked) in s.words.articles or (s.form(ranked) == "'" and ranked > j + 1):
            ranked += 1
        hit = s.hit(ranked)
        return ranked if hit and hit.word.kind in ("rank", "honorific") else j + 1
    if form in s.words.conjunctions and chain.offices and not is_arabic(form):
        hit = s.hit(j + 1)  # "the deputy prime minister and minister of defence X": no article, one person
        return j + 1 if hit is not None and hit.word.kind == "title" else None
    if form == "." and chain.rank and s.tokens[j - 1].end == s.tokens[j].start:
        return j + 1
    return None
