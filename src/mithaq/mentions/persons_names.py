"""A place where a name may begin → the token after it, by script; None when it is an ordinary word."""

from __future__ import annotations

from mithaq.mentions.persons_words import Scene, is_arabic
from mithaq.text.clitics import ARTICLE

# How much the words before vouch that a name comes: a rank or honorific, a title, or a mere comma or weak word.
STRONG, TITLE, WEAK = 2, 1, 0
_MOST = 5


def read_name(s: Scene, i: int, trust: int) -> int | None:
    """Return the number of the token after the name that begins at token `i`, or None."""
    if i >= len(s.tokens) or (i and s.broken(i)):
        return None
    hit = s.hit(i)
    if hit and hit.word.kind == "person" and (is_arabic(s.form(i)) or s.capital(i)):
        return _fathers(s, s.index(hit.end))
    if is_arabic(s.form(i)):
        return _arabic(s, i, trust)
    return _latin(s, i, trust)


def _fathers(s: Scene, end: int) -> int:
    """Go on over "bin X" behind a name that the knowledge lists without it."""
    while (
        is_arabic(s.form(end)) and s.form(end) in s.words.inner and s.form(end) in s.words.binding and not s.broken(end)
    ):
        after = _unit(s, end)
        if after is None or after > end + 3:
            break
        end = after
    return end


def known(s: Scene, form: str) -> bool:
    """Tell whether a folded Arabic word is a name that the knowledge lists."""
    listed = form in s.words.given or form in s.words.romaniser.names
    return listed or (form.startswith(s.words.shape("servant")) and len(form) > 6)


def _arabic(s: Scene, i: int, trust: int) -> int | None:
    first = _unit(s, i)
    if first is None or not _first(s, i, trust):
        return None
    sure = first > i + 1 or known(s, s.form(i))
    j, units = first, 1
    while units < _MOST and not s.broken(j):
        after = _further(s, i, j, units)
        if after is None:
            break
        j, units = after, units + 1
    if sure or trust == STRONG:
        one = trust == STRONG and units == 1 and _lone(s, j)
        return j + 1 if one else j
    return j if units > 1 and not s.form(i + 1).startswith(ARTICLE) else None


def _lone(s: Scene, j: int) -> bool:
    """One more word, of a shape that verbs have too, before a stop: the surname of an officer unknown so far."""
    fits = is_arabic(s.form(j)) and not s.broken(j) and not _taken(s, j) and _closed(s, j + 1) and s.form(j + 1) != ":"
    return fits and 2 < len(s.form(j)) < 11 and not _glued(s, s.form(j)) and not s.written(j).endswith(("ة", "ًا"))


def _unit(s: Scene, j: int) -> int | None:
    """Return the token after one part of a name: a word, a bound pair such as "Abd al-", an initial with its dot."""
    form = s.form(j)
    if not is_arabic(form):
        return None
    if len(form) == 1:
        return j + 2 if s.form(j + 1) == "." else None
    if form in s.words.binding and not s.broken(j + 1):
        loose = form != ARTICLE and form not in s.words.inner  # behind "bin" stands a name, whatever else it means
        if loose and (s.form(j + 1) in s.words.stop or s.hit(j + 1, None)):
            return None
        return _unit(s, j + 1)
    end = j + 1
    if s.form(end) in s.words.bound and not s.broken(end):
        end += 1
    return end


def _taken(s: Scene, j: int) -> bool:
    """Tell whether the word means something else: a state, an organisation, a title, a verb, a function word."""
    form = s.form(j)
    if form in s.words.stop and not _ali(s, j):
        return True
    if form in s.words.former or form in s.words.reporting:
        return True
    hit = s.hit(j, None)
    if hit and hit.word.kind != "person":
        return not (known(s, form) and hit.start > s.tokens[j].start)
    mention = s.mention(j, None)
    given = form in s.words.given
    return mention is not None and not (given and mention.end <= s.tokens[j].end)


def _ali(s: Scene, j: int) -> bool:
    """A name that folds into a preposition ("Ali"): between two names, and written with the dots of the name."""
    form = s.form(j)
    named = form in s.words.given and s.written(j).endswith("ي") and s.form(j - 1) in s.words.given
    after = s.form(j + 1)
    ends = after == "," or (after.startswith(ARTICLE) and after.endswith("ي"))
    return named and (known(s, after) or ends)


def _first(s: Scene, i: int, trust: int) -> bool:
    form = s.form(i)
    if _taken(s, i) or len(form) < 3 or len(form) > 14:
        return False
    if form in s.words.inner:
        return False
    if known(s, form) or form in s.words.binding:
        return True
    if trust == WEAK or form.startswith(s.words.shape("glued")):
        return False
    if trust == TITLE and form.startswith(ARTICLE):
        return False
    return not _wordish(s, i)


def _wordish(s: Scene, j: int) -> bool:
    """Shapes that names seldom have: verbs in the imperfect, nouns in -a(t), verbal nouns, glued particles."""
    form = s.form(j)
    if _verbal(form) or form.startswith(s.words.shape("begins")) or form.endswith(s.words.shape("ends")):
        return True
    if s.written(j).endswith(("ة", "ًا", "اً")):
        return True
    return form[0] in "وبلكف" and len(form) > 3 and (known(s, form[1:]) or form[1:] in s.words.stop)


def _further(s: Scene, i: int, j: int, units: int) -> int | None:
    form, before = s.form(j), s.form(j - 1)
    end = _unit(s, j)
    if end is None or _taken(s, j):
        return None
    if len(form) == 1 or form in s.words.binding or form in s.words.bound or known(s, form):
        return end
    if form.startswith(s.words.shape("glued")):
        return None
    if form.startswith(ARTICLE):
        fresh = units == 1 or (not before.startswith(ARTICLE) and (known(s, before) or form.endswith("ي")))
        fresh = fresh or (known(s, s.form(i)) and known(s, form[2:]))
        return end if len(form) > 4 and fresh and units < 4 else None
    if units > 1 or (form[0] == "و" and len(form) > 4 and not known(s, s.form(i))):
        joined = before in s.words.binding or len(before) == 1 or before == "."
        last = units == 2 and known(s, s.form(i)) and (_closed(s, end) or _foreign(s, before) or _and_the(s, end))
        stop = s.form(end) == "," and _verbal(form)  # a verb right before a comma is rare
        foreign = units < 4 and _foreign(s, form) and not _glued(s, form)
        return end if joined or foreign or (last and (stop or not _wordish(s, j))) else None
    if known(s, s.form(i)) and (_foreign(s, form) or not _verbal(form)):
        return end if not _glued(s, form) else None
    return None if _wordish(s, j) else end


def _and_the(s: Scene, j: int) -> bool:
    """Tell whether "and the …" stands there, glued."""
    return s.form(j).startswith("و" + ARTICLE) and len(s.form(j)) > 5


def _foreign(s: Scene, form: str) -> bool:
    """An end that no Arabic word has: a Korean, Chinese or Vietnamese syllable, a Slavic or Turkish surname."""
    return len(form) < 13 and form.endswith(s.words.shape("foreign"))


def _verbal(form: str) -> bool:
    """The letters that verbs in the imperfect begin with; before a long a they are rather a name's."""
    return form[0] in "يت" and form[1:2] != "ا"


def _glued(s: Scene, form: str) -> bool:
    return form[0] in "وبلكف" and len(form) > 3 and (known(s, form[1:]) or form[1:] in s.words.stop)


def _closed(s: Scene, j: int) -> bool:
    return s.broken(j) or not s.form(j)[0].isalnum()


def _latin(s: Scene, i: int, trust: int) -> int | None:
    if not s.capital(i) or _other(s, i):
        return None
    j, words, small = i, 0, 0
    while words - small < _MOST and words < 9 and j < len(s.tokens) and not (j > i and s.broken(j)):
        step = _latin_unit(s, j, j == i)
        if not step:
            break
        small += s.form(j) in s.words.latin_particles and (not s.capital(j) or j > i)
        j += step
        words += 1
    while j > i and s.form(j - 1) in s.words.latin_particles and not s.capital(j - 1):
        j -= 1
    full = [s.written(k) for k in range(i, j) if len(s.form(k)) > 1]
    if not full or (trust == WEAK and len(full) < 2) or (trust < STRONG and all(w.isupper() for w in full)):
        return None
    return j


def _other(s: Scene, j: int) -> bool:
    form = s.form(j)
    if form in s.words.stop:
        return True
    if s.hit(j) or s.mention(j):
        return not (form in s.words.given and s.capital(j + 1) and not s.hit(j))
    return False


def _latin_unit(s: Scene, j: int, first: bool) -> int:
    """Return how many tokens the next part of a Latin name takes, 0 at its end."""
    form = s.form(j)
    if len(form) == 1 and form.isalpha() and s.capital(j) and s.form(j + 1) == ".":
        return 2
    if _elided(s, j):
        return 3
    if not first and form in s.words.latin_particles and _leads(s, j):
        return 1
    if form == "'" and not first:
        tight = s.tokens[j - 1].end == s.tokens[j].start and j + 1 < len(s.tokens)
        return 2 if tight and s.tokens[j].end == s.tokens[j + 1].start and s.capital(j + 1) else 0
    if not s.capital(j) or is_arabic(form) or any(c.isdigit() for c in form):
        return 0
    return 0 if not first and _other(s, j) else 1


def _elided(s: Scene, j: int) -> bool:
    """A letter glued to the rest of a name: "N'Guessan", "M'Barek"."""
    if len(s.form(j)) != 1 or not s.form(j).isalpha() or not s.capital(j) or s.form(j + 1) != "'":
        return False
    if j + 2 >= len(s.tokens) or s.form(j) in s.words.articles or not s.capital(j + 2):
        return False
    return s.tokens[j].end == s.tokens[j + 1].start and s.tokens[j + 1].end == s.tokens[j + 2].start


def _leads(s: Scene, j: int) -> bool:
    nxt = j + 1
    if s.form(nxt) in s.words.latin_particles:
        nxt += 1
    return s.capital(nxt) and not _other(s, nxt) and not s.broken(nxt)
