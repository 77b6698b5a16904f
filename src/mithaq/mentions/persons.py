"""Text and the mentions before → persons with rank and offices, and offices written without a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mithaq.mentions.home import Home
from mithaq.mentions.offices import OWN, Read, implied, read_office
from mithaq.mentions.persons_chain import QUOTES, Chain, chain_before, marked, was_former
from mithaq.mentions.persons_names import TITLE, WEAK, read_name
from mithaq.mentions.persons_paired import read_paired
from mithaq.mentions.persons_short import find_short, resolve
from mithaq.mentions.persons_words import Known, PeopleWords, Scene, is_arabic, scene
from mithaq.model.mentions import BARE, Mention, Office, Person
from mithaq.model.text import Text
from mithaq.text.clitics import ARTICLE


def find_persons(text: Text, found: Sequence[Mention], people: PeopleWords, home: Home | None = None) -> list[Mention]:
    """Return persons and nameless titles in order. Their spans may hold mentions of `found` (the state in a title)."""
    hits = people.matcher.find(text.view)
    if not hits:
        return []
    s = scene(text, found, people, hits, home)
    out: list[Mention] = []
    done = 0
    for hit in hits:
        i = s.index(hit.start + 1) - 1
        if hit.start < done or i not in s.hits or (s.form(i - 1) in people.venues and hit.word.kind != "verb"):
            continue
        mentions = _spoken(s, i, done) if hit.word.kind == "verb" else _read(s, i, done)
        if mentions:
            out.extend(mentions)
            done = max(done, max(_extent(m) for m in mentions))
    out = resolve(s, sorted(out, key=lambda m: (m.start, -m.end)))
    return sorted([*out, *find_short(s, out)], key=lambda m: (m.start, -m.end))


def _extent(m: Mention) -> int:
    ends = [m.end]
    if isinstance(m.value, Person):
        ends.extend(o.end for o in m.value.offices)
    return max(ends)


def _read(s: Scene, i: int, done: int) -> list[Mention]:
    chain = chain_before(s, i)
    end = read_name(s, chain.end, WEAK if chain.comma else chain.trust)
    if end is None and chain.comma:
        chain.comma = False
    many = any(r.word.flags & {"two", "many"} for r in chain.offices)
    if many and len(chain.offices) == 1 and (paired := read_paired(s, chain.offices[0])):
        return [_person(s, first, after, Chain(), [office]) for first, after, office in paired]
    if end is None and many and len(chain.offices) == 1:  # "ministers, the Turkish X and the Qatari Y"
        apart = _by_state(s, chain.offices[0], chain.end, True)
        if len(apart) > 1:
            return apart
    if end is None:
        return _behind(s, i, chain, done) or [_title(r) for r in chain.offices if _tells(s, r)]
    offices = [r.office for r in chain.offices if chain.rank or not (r.bare and r.word.cls == "military")]
    if many:
        return _each(s, chain, end)
    after = _after(s, end, bool(offices))
    if (
        after and chain.crossed and chain.rank and not is_arabic(s.form(i))
    ):  # a list: "the minister, General X, the chief of staff, …"
        return [*(_title(r) for r in chain.offices if not r.bare), _person(s, chain.end, end, chain, after)]
    return [_person(s, chain.end, end, chain, offices + after)]


def _each(s: Scene, chain: Chain, end: int) -> list[Mention]:
    """ "The ministers of defence, the Saudi X and the French Y": each person with the office of their state."""
    read = chain.offices[-1]
    plain = [_title(r) for r in chain.offices]
    if len(chain.offices) > 1 or not (read.office.state or chain.comma):
        return plain
    first = _person(s, chain.end, end, Chain(), [read.office])
    if not read.office.state:  # "the ministers of the two countries, X and Y"
        out = [first, *_by_order(s, read, end)]
    else:
        before = s.mention(chain.end - 1, None)
        out = [first, *_by_state(s, read, end, before is None or "adjective" in before.traits)]
    return out if len(out) > 1 else plain


def _by_order(s: Scene, read: Read, j: int) -> list[Mention]:
    """Further names in a list behind a title that names no state: each with the office alone."""
    out: list[Mention] = []
    while not s.broken(j) and len(out) < 5:
        k = _joint(s, j)
        after = read_name(s, k, WEAK) if k > j else None
        if after is None:
            break
        office = replace(read.office, start=s.tokens[k].start, end=s.tokens[k].start)
        out.append(_person(s, k, after, Chain(), [office]))
        j = after
    return out


def _by_state(s: Scene, read: Read, j: int, adjective: bool) -> list[Mention]:
    """Names in a list, each behind its state ("and the Qatari Y", "and Qatar's Y"): the office is that state's."""
    out: list[Mention] = []
    while not s.broken(j) and len(out) < 5:
        k = _joint(s, j)
        m = s.mention(k) or (s.mention(k, 1) if s.form(j)[:1] == "و" else None)
        if m is None or m.kind != "state" or not m.state or adjective != ("adjective" in m.traits):
            break
        start = s.index(m.end)
        after = read_name(s, start, TITLE)
        if after is None:
            break
        office = replace(read.office, start=m.start, end=m.end, state=m.state, organisation_at=None)
        office = replace(office, organisation=implied(s, read.word, m.state))
        out.append(_person(s, start, after, Chain(), [office]))
        j = after
    return out


def _joint(s: Scene, j: int) -> int:
    """The token after a conjunction or comma at `j`, or `j` itself."""
    return j + 1 if s.form(j) in s.words.conjunctions or s.form(j) == "," else j


def _after(s: Scene, j: int, has_office: bool) -> list[Office]:
    """Offices in apposition after a name: ", the defence minister", a glued Arabic title, and those joined to it."""
    out: list[Office] = []
    while j < len(s.tokens) and len(out) < 4 and not s.broken(j):
        start = _apposition(s, j, has_office and not out, bool(out))
        if start is None:
            break
        hit = s.hit(start, None)
        if hit is None or hit.word.kind != "title" or hit.word.flags & {"two", "many", "apart"}:
            break
        read = marked(read_office(s, start, hit), was_former(s, start))
        if _leads_on(s, read) and (out or has_office or not _served_behind(s, read)):
            break
        j = read.next
        if s.form(j) in s.words.former and not s.broken(j):
            read, j = marked(read, True), j + 1
        out.append(read.office)
    return out


def _apposition(s: Scene, j: int, comma_only: bool, more: bool) -> int | None:
    """Return the token where a title after a name begins."""
    form = s.form(j)
    if form in QUOTES:
        close = next((k for k in range(j + 1, min(j + 6, len(s.tokens))) if s.form(k) == QUOTES[form]), None)
        if close is None:
            return None
        j, form = close + 1, s.form(close + 1)
    comma = form in (",", "-")
    if comma:
        j += 1
    elif comma_only and not more:
        return None
    if s.form(j) in s.words.conjunctions:
        if not more:
            return None
        j += 1
    if is_arabic(s.form(j)):
        joined = more and s.form(j)[:1] == "و"
        return j if s.hit(j) or (joined and s.hit(j, 1)) else None
    return _latin_title(s, j) if comma or more else None


def _latin_title(s: Scene, j: int) -> int | None:
    """Skip articles, possessives, adjectives of nationality and words for former before a Latin title."""
    for k in range(j, min(j + 7, len(s.tokens))):
        hit = s.hit(k)
        if hit and hit.word.kind == "title":
            return k
        form = s.form(k)
        mention = s.mention(k)
        skipped = form in s.words.articles or form in s.words.former or form in ("'", "s", ".", "-")
        inside = any(m and m.end > s.tokens[k].start for m in (s.mention(q) for q in range(max(j, k - 4), k)))
        if not (skipped or mention or inside) or (form in (".", ",") and not inside and k == j):
            return None
    return None


def _leads_on(s: Scene, read: Read) -> bool:
    """Tell whether the title is followed by a name of its own: then it is another person's."""
    chain = chain_before(s, read.next)
    if chain.comma or chain.offices:
        return False
    return read_name(s, chain.end, chain.trust if chain.end > read.next else TITLE) is not None


def _served_behind(s: Scene, read: Read) -> bool:
    """An Arabic title between two names is the first one's where the second has its own behind it."""
    chain = chain_before(s, read.next)
    end = read_name(s, chain.end, chain.trust)
    hit = s.hit(end) if end is not None and is_arabic(s.form(end)) else None
    return hit is not None and hit.word.kind == "title"


def _behind(s: Scene, i: int, chain: Chain, done: int) -> list[Mention]:
    """A name that ends before a title: "Khaled Sehili, the defence minister"."""
    if not chain.offices or chain.offices[0].word.flags & {"two", "many", "apart"}:
        return []
    j = s.index(chain.offices[0].office.start)
    while not is_arabic(s.form(i)) and j and (s.form(j - 1) in s.words.articles or s.form(j - 1) in s.words.former):
        j -= 1
    if j > 2 and s.form(j - 1) == "s" and s.form(j - 2) == "'" and (owner := s.mention(j - 3)) and owner.state:
        j -= 3  # "X Y, Uganda's minister"
    comma = s.form(j - 1) == ","
    if comma:
        j -= 1
    elif not is_arabic(s.form(i)):
        return []
    for k in range(max(j - 5, 0), j - 1):
        sure = s.form(k) in s.words.given or s.capital(k)
        if sure and s.tokens[k].start >= done and not s.capital(k - 1) and read_name(s, k, WEAK) == j:
            return [_person(s, k, j, Chain(), _after(s, j, False) or [chain.offices[0].office])]
    return []


def _spoken(s: Scene, i: int, done: int) -> list[Mention]:
    """A name that the knowledge lists beside a verb of saying: a person even without a title."""
    start = i + 1
    end = read_name(s, start, WEAK)
    if end is not None and s.form(start) in s.words.given and end - start > 1:
        return [_person(s, start, end, Chain(), _after(s, end, False))]
    if is_arabic(s.form(i)):
        return []
    for k in range(max(i - 4, 0), i - 1):
        if s.tokens[k].start >= done and s.form(k) in s.words.given and s.capital(k) and read_name(s, k, WEAK) == i:
            return [_person(s, k, i, Chain(), [])]
    return []


def _person(s: Scene, i: int, j: int, chain: Chain, offices: list[Office]) -> Mention:
    start, end = s.tokens[i].start, s.tokens[j - 1].end
    official = identify(s, start, end)
    states = {o.state for o in offices if o.state}
    if len(states) == 1:  # "the Kuwaiti deputy prime minister and defence minister": one state's offices
        offices = [
            o if o.state or o.organisation or o.scope not in OWN else replace(o, state=min(states)) for o in offices
        ]
    value = Person(start, end, chain.rank, chain.rank_name, tuple(offices))
    state = next((o.state for o in offices if o.state), official[2] if official and not offices else chain.state)
    name = official[1] if official else display(s, start, end)
    cls = offices[0].scope if offices else None
    return Mention("person", start, end, official[0] if official else None, name, value, frozenset(), state, cls)


def identify(s: Scene, start: int, end: int) -> Known | None:
    """Return id, name and state of a well known official, or None."""
    return s.words.known.get("".join(c for c in s.text.view[start:end] if c.isalnum()))


def display(s: Scene, start: int, end: int) -> str:
    """Return the name in Latin letters."""
    if is_arabic(s.text.view[start:end]):
        return s.words.romaniser.name(s.text.original(start, end))
    return " ".join(s.text.original(start, end).split())


def _crowd(s: Scene, read: Read) -> bool:
    """Latin plurals without a state or organisation ("defence ministers gathered") stand for nobody in particular."""
    office = read.office
    latin = not is_arabic(s.text.view[office.start : office.start + 1])
    return latin and "many" in read.word.flags and not (office.state or office.organisation)


def _tells(s: Scene, read: Read) -> bool:
    """Tell whether a title without a name says something: whose it is, or with the Arabic article who it was."""
    if not read.bare:
        return not _crowd(s, read)
    definite = s.text.view[read.office.start :].startswith(ARTICLE)
    return definite and not read.word.flags & {"two", "many"}


def _title(read: Read) -> Mention:
    office = read.office
    traits = set(read.word.flags & {"two", "many"}) | ({BARE} if read.bare else set())
    traits |= {f"organisation:{office.organisation}"} if office.organisation else set()
    traits |= {"former"} if office.former else set()
    name, known = read.word.name, frozenset(traits)
    return Mention("title", office.start, office.end, office.title, name, None, known, office.state, office.scope)
