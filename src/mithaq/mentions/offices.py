"""A title word in a scene → the office it names: where it ends, whose it is, which organisation it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from mithaq.mentions.offices_forms import Hit, Word
from mithaq.mentions.offices_latin import ORGANISATIONS, PLACES, Growth, latin_step
from mithaq.mentions.offices_portfolio import latin_portfolio
from mithaq.mentions.persons_words import Scene, is_arabic
from mithaq.model.mentions import Mention, Office
from mithaq.text.clitics import ARTICLE, CONTRACTED

_AL = (ARTICLE, CONTRACTED)
_MOST = 6
OWN = frozenset({"defence", "military", "government", "security", "head-of-state"})


class Read(NamedTuple):
    """An office as read: the office, the number of the next token, and its word. `bare`: it says too little alone."""

    office: Office
    next: int
    word: Word
    bare: bool


def read_office(s: Scene, i: int, hit: Hit) -> Read:
    """Read the office whose title word begins in token `i`."""
    g = Growth(hit.word, hit.start, s.index(hit.end))
    _left(s, i, g)
    _inside(s, i, g, hit)
    if is_arabic(s.form(i)):
        _grow(s, g, hit, _arabic_step)
    else:
        _grow(s, g, hit, latin_step)
    return _finish(s, g)


def _grow(s: Scene, g: Growth, hit: Hit, step: Callable[[Scene, Growth, Hit], None]) -> None:
    for _ in range(12):
        if s.broken(g.i):
            return
        before = g.i
        _over(s, g)
        if g.i == before:
            _adjective(s, g, hit)
        if g.i == before:
            step(s, g, hit)
        if g.i == before and step is latin_step:
            latin_portfolio(s, g, hit)
        if g.i == before:
            return


def _inside(s: Scene, i: int, g: Growth, hit: Hit) -> None:
    """An organisation named inside the title's own words, or one that begins there and goes on after them."""
    for k in range(i, g.i):
        m = s.mention(k, None)
        if m and m.kind in ORGANISATIONS and (m.end > hit.end or "open" in g.word.flags):
            if "open" in g.word.flags or m.cls == g.word.organisation_class:
                g.organisation = m
            g.state = g.state or m.state
            g.i = max(g.i, s.index(m.end))
            return
        if m and m.kind == "state" and m.end > hit.end and not is_arabic(s.form(i)):
            g.state, g.i = g.state or m.state, max(g.i, s.index(m.end))  # "to the presidency of the Republic of X"
            return


def _left(s: Scene, i: int, g: Growth) -> None:
    """Take in what stands before an English title: "Turkish", "U.S.", "India's", the name of an organisation."""
    if is_arabic(s.form(i)) or i == 0 or s.broken(i):
        return
    j = i - 1
    if s.form(j) == "s" and s.form(j - 1) == "'":
        j -= 2
    for k in range(j, max(j - 8, -1), -1):
        m = s.mention(k)
        if m and m.end > s.tokens[i].start and m.kind in ORGANISATIONS:  # "French Armed Forces" Minister
            g.state, g.start = m.state, m.start
            return
        if m and s.index(m.end) in (j + 1, j + 2) and (j + 1 == i or s.index(m.end) <= i):
            if s.index(m.end) == j + 2 and s.form(j + 1) != ".":
                return
            if m.kind in PLACES and m.state and m.kind == "state":
                g.state, g.start = m.state, m.start
            elif m.kind in ORGANISATIONS:
                g.organisation, g.state, g.start = m, m.state, m.start
                _left(s, k, Growth(g.word, g.start, g.i)) if k else None
            return


def _over(s: Scene, g: Growth) -> None:
    """ "Deputy", "adviser to" and the like directly before another title: one office."""
    hit = s.hit(g.i)
    if "over" not in g.word.flags or not hit or hit.word.kind != "title":
        return
    inner = hit.word
    label = f"{g.word.name} {inner.name}"
    g.word = inner._replace(id=f"{g.word.id}-{inner.id}", name=label, flags=inner.flags | (g.word.flags & {"over"}))
    if "over" not in inner.flags:
        g.word = g.word._replace(flags=g.word.flags - {"over"})
    g.i = s.index(hit.end)


def _adjective(s: Scene, g: Growth, hit: Hit) -> None:
    """A nationality adjective inside or after the title; what follows it may make the title a finer one."""
    m = s.mention(g.i)
    if not m or m.kind != "state" or "adjective" not in m.traits or (g.state and g.state != m.state):
        return
    g.state = m.state
    g.adjectives.append((m.start, m.end))
    g.i = s.index(m.end)
    _finer(s, g, hit, m)


def _finer(s: Scene, g: Growth, hit: Hit, gap: Mention) -> None:
    view = s.text.view
    stem = view[hit.start : gap.start].rstrip()
    best = s.words.matcher.longest(stem + " " + view[gap.end : gap.end + 80].lstrip())
    if best and best[0] > len(stem) + 1 and best[1].kind == "title":
        end = gap.end + (len(view[gap.end :]) - len(view[gap.end :].lstrip())) + best[0] - len(stem) - 1
        i = s.index(end)
        if i > g.i and s.tokens[i - 1].end == end:
            g.i, g.word = i, best[1]


def _arabic_step(s: Scene, g: Growth, hit: Hit) -> None:
    form = s.form(g.i)
    m = s.mention(g.i, None)
    if m and _arabic_mention(s, g, m):
        return
    if s.hit(g.i, None) or not is_arabic(form):
        return
    joint = s.words.joints.get(form)
    if form in s.words.affairs:
        _affairs(s, g)
    elif joint:
        _arabic_joint(s, g, joint)
    elif form in s.words.continuations:
        g.i += 1
        if form in s.words.charged:
            g.word = g.word._replace(flags=g.word.flags | {"open", "charged"})
    elif _noun(s, g, hit, form):
        g.nouns += 1
        g.i += 1


def _noun(s: Scene, g: Growth, hit: Hit, form: str) -> bool:
    """Tell whether an Arabic word goes on the complement of an open title."""
    if "open" not in g.word.flags or g.nouns >= _MOST or form in s.words.stop or form in s.words.former:
        return False
    if g.organisation:
        return False
    joined = form[:1] == "ل" or (form[:1] == "ب" and "charged" in g.word.flags and not g.nouns)
    joined = joined or (form[:1] == "و" and g.nouns > 0)
    closed = hit_is_definite(s, hit) and not g.nouns and "charged" not in g.word.flags
    if (form in s.words.nouns and not closed) or (joined and form[1:] in s.words.nouns):
        return True
    definite = form.startswith(_AL) or (form[:1] in "بلكو" and form[1:3] == "ال" and (form[0] != "و" or g.nouns))
    if not definite or form in s.words.given:
        return False
    return not (form.startswith("ال") and closed) or form in s.words.continuations


def hit_is_definite(s: Scene, hit: Hit) -> bool:
    """Tell whether the title's last word has the article: then no noun follows it in the genitive."""
    return s.text.view[hit.start : hit.end].split()[-1].startswith(_AL)


def _arabic_mention(s: Scene, g: Growth, m: Mention) -> bool:
    prefix = s.text.view[s.tokens[g.i].start : m.start]
    if prefix not in ("", "ب", "ل"):
        return False
    if m.kind == "pair":
        g.i = s.index(m.end)
        return True
    if m.kind in ORGANISATIONS:
        if g.organisation:
            return False
        g.organisation, g.state = m, g.state or m.state
    elif m.kind not in PLACES or (g.venue and prefix):
        return False
    elif not prefix:
        if (g.state and not g.nouns) or ("adjective" in m.traits and g.state):
            return False
        g.state = g.state or (m.state if m.kind == "state" or "capital" in m.traits else None)
    elif not g.state and m.kind == "state" and (prefix == "ل" or "post" not in g.word.flags):
        g.state = m.state
    elif "post" in g.word.flags:
        g.venue = True
    else:
        return False
    g.i = s.index(m.end)
    return True


def _affairs(s: Scene, g: Growth) -> None:
    """ "For executive affairs": a definite word, or a noun that heads one, with the words that "and" joins to it."""
    for k in range(g.i + 1, g.i + 1 + _MOST):
        form = s.form(k)
        first = k == g.i + 1
        plain = form.removeprefix("و" if not first else "")
        named = form in s.words.given or s.hit(k, None) is not None
        if named or not (plain.startswith(ARTICLE) if first or plain != form else form in s.words.continuations):
            break
    else:
        return
    if k > g.i + 1:
        g.i = k


def _in_realm(s: Scene, g: Growth) -> bool:
    """ "In the Spanish Republic" after a title: the state whose office it is."""
    if g.state or s.form(g.i + 1) not in s.words.realms:
        return False
    for k in (g.i + 1, g.i + 2):
        m = s.mention(k)
        if m is not None and m.kind == "state":
            g.state, g.i = m.state, s.index(m.end)
            return True
    return False


def _arabic_joint(s: Scene, g: Growth, joint: str) -> None:
    """A preposition: it is taken with what follows, or not at all."""
    if joint == "at" and _in_realm(s, g):
        return
    m = s.mention(g.i + 1, None)
    if m and s.index(m.start) <= g.i + 2:
        if m.kind in ORGANISATIONS and not g.organisation:
            g.organisation, g.state = m, g.state or m.state
        elif m.kind not in PLACES or "post" not in g.word.flags or joint == "of":
            return
        g.venue, g.i = True, s.index(m.end)
        return
    inner = s.hit(g.i + 1)
    if inner and inner.word.kind == "title" and joint == "with":
        g.i = s.index(inner.end)
        return
    form = s.form(g.i + 1)
    plain = form not in s.words.given and form not in s.words.stop and (form.startswith("ال") or form in s.words.nouns)
    if "open" in g.word.flags and joint != "with" and plain:
        g.nouns += 1
        g.word = g.word._replace(flags=g.word.flags | {"charged"})
        g.i += 2


def _finish(s: Scene, g: Growth) -> Read:
    end = s.tokens[g.i - 1].end if g.i else g.start + 1
    while end > g.start + 1 and not s.text.view[end - 1].isalnum() and s.text.view[end - 1] != ".":
        end -= 1
    org = g.organisation
    bare = "generic" in g.word.flags and not (g.state or org)
    state = g.state or (None if org else _home(s, g, end))
    office = Office(
        start=g.start,
        end=end,
        title=g.word.id,
        organisation=org.id if org else implied(s, g.word, state),
        organisation_at=(org.start, org.end) if org else None,
        state=state,
        scope=g.word.cls,
    )
    return Read(office, g.i, g.word, bare)


def implied(s: Scene, word: Word, state: str | None) -> str | None:
    """Return the organisation of the state that a title implies."""
    if not state or not word.organisation_class:
        return None
    key = (state, word.organisation_class)
    return s.words.organisations.get(key) or f"{state.lower()}.{word.organisation_class}"


def _home(s: Scene, g: Growth, end: int) -> str | None:
    """The state of the document itself, for an office that names none but cannot be without one."""
    if s.home is None or not g.word.organisation_class or g.word.cls not in OWN:
        return None
    national = s.words.national.intersection(s.text.view[g.start : end].split())
    return s.home.state if s.home.sure or national else None
