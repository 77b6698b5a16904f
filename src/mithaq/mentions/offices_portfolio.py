"""A French or English minister's title → the further portfolios that go on it: ", des Anciens combattants et …"."""

from __future__ import annotations

from mithaq.mentions.offices_forms import Hit
from mithaq.mentions.offices_latin import Growth
from mithaq.mentions.persons_words import Scene

_LONGEST = 9  # tokens of one portfolio
_SHORT = 3  # letters: verbs and links of this length are no part of a name


def latin_portfolio(s: Scene, g: Growth, hit: Hit) -> None:
    """Take in one more portfolio of a minister ("and of X", ", of X", ", in charge of X"); `g` stays as it is at their
    end. A charge that makes the title a finer one does so."""
    if not (g.word.organisation_class or "").startswith("ministry") and "portfolio" not in g.word.flags:
        return
    form = s.form(g.i)
    if form != "," and form not in s.words.conjunctions:
        return
    j = g.i + 1
    if s.form(j) in s.words.charged:
        _charge(s, g, hit, j)
        return
    if s.words.joints.get(s.form(j)) == "of" and (end := _name(s, j + 1)) is not None:
        g.i = end


def _charge(s: Scene, g: Growth, hit: Hit, j: int) -> None:
    if s.words.joints.get(s.form(j + 1)) != "of" or (end := _name(s, j + 2)) is None:
        return
    view = s.text.view
    stem = view[hit.start : hit.end] + " "
    charge = s.tokens[j].start
    best = s.words.matcher.longest(stem + view[charge : charge + 80])
    if best is not None and best[0] > len(stem) and best[1].kind == "title":
        g.word = best[1]
        end = max(end, s.index(charge + best[0] - len(stem)))
    g.i = end


def _name(s: Scene, j: int) -> int | None:
    """Where a portfolio's name ends that begins, after articles, with a capital at token `j`; None if none does."""
    while s.form(j) in s.words.articles or s.form(j) == "'":
        j += 1
    if j >= len(s.tokens) or s.broken(j) or not s.capital(j) or s.hit(j):
        return None
    end = kept = j
    while end < len(s.tokens) and end - j < _LONGEST and not s.broken(end):
        form = s.form(end)
        link = form in s.words.joints or form in s.words.articles or form == "'" or form in s.words.conjunctions
        if not link and not (form[:1].isalpha() and form not in s.words.stop and len(form) > _SHORT):
            break
        if not link and (s.hit(end) or (form in s.words.given and s.capital(end) and end > j)):
            break
        small = not link and not s.capital(end)
        if small and not (kept == end and s.capital(end - 1)) and s.form(end - 1) not in s.words.joints:
            break
        end += 1
        kept = kept if link else end
    return kept
