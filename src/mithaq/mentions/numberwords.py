"""Tables of number words of any languages → `NumberWords`: look-ups and patterns for the number grammar."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from mithaq.text.clean import fold

Table = Mapping[str, Any]
DIGITS = (
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])|\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\d])"
    r"|\d{1,3}(?: \d{3})+(?:[.,]\d{1,2})?(?![\d])|\d+(?:[.,]\d+)?(?!\d)"
)


class Atom(NamedTuple):
    """One number word: its value, its class (unit teen tens fixed hundred scale scaled fraction vague approx ord
    digits) and its language; `vague` marks a plural scale that may stand without a numeral."""

    value: Decimal
    cls: str
    lang: str
    vague: bool = False


@dataclass(frozen=True, slots=True)
class NumberWords:
    """Everything the number grammar knows of language: word values, guards and patterns."""

    atoms: Mapping[str, Atom]
    definite: frozenset[str]
    alone_never: frozenset[str]
    plural_only: frozenset[str]
    before_noun: frozenset[str]
    never_definite: frozenset[str]
    dual_alone: Mapping[str, Decimal]
    one: frozenset[str]
    units: Mapping[str, str]
    pairs: Mapping[str, str]
    pair: re.Pattern[str]
    pair_heads: frozenset[str]
    heads: frozenset[str]
    run: re.Pattern[str]
    token: re.Pattern[str]
    glue: re.Pattern[str]
    link_of: re.Pattern[str]
    article_end: re.Pattern[str]
    article_start: re.Pattern[str]
    scale_article: re.Pattern[str]
    before: Mapping[str, re.Pattern[str]]
    after: Mapping[str, re.Pattern[str]]
    guards: Mapping[str, re.Pattern[str]]


def words_of(tables: Sequence[Table], key: str) -> list[str]:
    """Return the folded forms that stand under `key` in any of the tables."""
    return [fold(w) for t in tables for w in t.get(key) or ()]


def trie(words: Iterable[str]) -> str:
    """Return a pattern that matches any of `words`, longest first, sharing their beginnings."""
    return _branch(sorted(set(words))) if words else r"(?!)"


def _branch(words: Sequence[str]) -> str:
    if not words:
        return "(?!)"
    groups: dict[str, list[str]] = {}
    for w in words:
        groups.setdefault(w[:1], []).append(w[1:])
    optional = groups.pop("", None) is not None
    parts = []
    for head, tails in groups.items():
        escaped = " +" if head == " " else re.escape(head)
        parts.append(escaped + (_branch(tails) if any(tails) else ""))
    body = parts[0] if len(parts) == 1 and not optional else f"(?:{'|'.join(parts)})"
    return f"(?:{body})?" if optional else body


def proclitics(tables: Sequence[Table]) -> str:
    """Return the pattern of the Arabic particles that may be glued before a word."""
    conjunction, preposition = trie(words_of(tables, "conjunctions")), trie(words_of(tables, "prepositions"))
    article, contracted = trie(words_of(tables, "articles")), trie(words_of(tables, "contracted"))
    return f"(?:{conjunction})?(?:{contracted}|(?:{preposition})?(?:{article})?)"


def preceding(words: Iterable[str], gap: str = r"\s*") -> re.Pattern[str]:
    """Return a pattern that finds one of `words` at the very end of a slice of the view."""
    return re.compile(rf"(?<!\w)(?:{trie(words)}){gap}$")


def following(words: Iterable[str], gap: str = r"[ -]?") -> re.Pattern[str]:
    """Return a pattern that matches one of `words` from a position on."""
    words = list(words)
    plain, signs = [w for w in words if w[-1:].isalnum()], [w for w in words if not w[-1:].isalnum()]
    return re.compile(rf"{gap}(?P<form>(?:{trie(plain)})(?!\w)|{trie(signs)})")


_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+")


def heads(tables: Sequence[Table], forms: Iterable[str]) -> frozenset[str]:
    """Return the first words of `forms` with all the particles that may be glued to them."""
    conjunctions = ["", *words_of(tables, "conjunctions")]
    articles, contracted = ["", *words_of(tables, "articles")], words_of(tables, "contracted")
    inner = [p + a for p in ["", *words_of(tables, "prepositions")] for a in articles] + contracted
    prefixes = [c + i for c in conjunctions for i in inner]
    first = {m.group() for f in forms if (m := _WORD.match(f))}
    return frozenset(p + w for w in first for p in (prefixes if "\u0600" < w[0] < "\u0700" else [""]))


def candidates(view: str, known: frozenset[str]) -> list[int]:
    """Return where a word of `known`, or one that holds a digit, stands in the view."""
    words, digits = _vocabulary(view)
    out = set(digits)
    for word in known & words:
        at = view.find(word)
        while at >= 0:
            end = at + len(word)
            if not (view[at - 1 : at].isalnum() or view[end : end + 1].isalnum()):
                out.add(at)
            at = view.find(word, end)
    return sorted(out)


@lru_cache(maxsize=2)
def _vocabulary(view: str) -> tuple[frozenset[str], tuple[int, ...]]:
    """Return the words of a view, and where those that hold digits begin; the three grammars ask in turn."""
    starts: set[int] = set()
    for digits in _DIGITS.finditer(view):
        at = digits.start()
        while at and view[at - 1].isalpha():
            at -= 1
        starts.add(at)
    return frozenset(_WORD.findall(view)), tuple(starts)


_CLASSES = (
    ("hundreds", "hundred"), ("scales", "scale"), ("scaled", "scaled"), ("fractions", "fraction"),
    ("approximate", "approx"), ("ordinals", "ord"), ("ordinals_definite", "ord"),
)  # fmt: skip


def _atoms(tables: Mapping[str, Table]) -> dict[str, Atom]:
    atoms: dict[str, Atom] = {}
    for lang, table in tables.items():
        for value, forms in (table.get("cardinals") or {}).items():
            number = int(value)
            cls = "unit" if number < 10 else "teen" if number < 20 else "tens" if number < 100 else "fixed"
            for form in forms:
                known = atoms.get(fold(form))
                atoms[fold(form)] = Atom(Decimal(value), cls, "" if known else lang)
        for key, cls in _CLASSES:
            for value, forms in (table.get(key) or {}).items():
                for form in forms:
                    known = atoms.get(fold(form))
                    if known is None or known.cls == cls:
                        atoms[fold(form)] = Atom(Decimal(value), cls, "" if known else lang)
    for lang, table in tables.items():
        for value, forms in (table.get("vague") or {}).items():
            for form in map(fold, forms):
                known = atoms.get(form) or Atom(Decimal(value), "vague", lang)
                atoms[form] = known._replace(vague=True, lang=lang if known.lang == lang else "")
    return atoms


def number_words(tables: Mapping[str, Table]) -> NumberWords:
    """Build the merged tables of all languages; `tables` is language → the mapping of its numbers.yml."""
    every = list(tables.values())
    atoms = _atoms(tables)
    glued, spaced = trie(words_of(every, "glued_and")), trie(words_of(every, "glue_and"))
    article, of = trie(words_of(every, "articles")), trie(words_of(every, "vague_of"))
    link = rf" (?:{glued})?(?:{article})?| (?:{spaced}) (?:a )?|-(?:(?:{spaced})-)?| ?{of} ?| "
    token = rf"(?:{trie(atoms)})(?!\w)|(?:{DIGITS})"
    run = rf"(?<!\w)(?:{proclitics(every)})(?P<run>(?:{token})(?:(?:{link})(?:{token}))*)"
    units = {fold(f): unit for t in every for unit, forms in (t.get("units") or {}).items() for f in forms}
    pairs = {fold(f): unit for t in every for unit, forms in (t.get("unit_duals") or {}).items() for f in forms}
    return NumberWords(
        atoms=atoms,
        definite=frozenset(fold(f) for t in every for fs in (t.get("ordinals_definite") or {}).values() for f in fs),
        alone_never=frozenset(words_of(every, "alone_never")),
        plural_only=frozenset(words_of(every, "plural_only")),
        before_noun=frozenset(words_of(every, "before_noun")),
        never_definite=frozenset(words_of(every, "never_definite")),
        dual_alone={fold(f): Decimal(v) for t in every for v, fs in (t.get("dual_alone") or {}).items() for f in fs},
        one=frozenset(words_of(every, "one")),
        units=units,
        pairs=pairs,
        pair_heads=heads(every, pairs),
        pair=re.compile(
            rf"(?:{trie(words_of(every, 'conjunctions'))})?(?:{trie(words_of(every, 'prepositions'))})?"
            rf"(?P<form>{trie(pairs)})(?!\w)"
        ),
        heads=heads(every, atoms),
        run=re.compile(run),
        token=re.compile(token),
        glue=re.compile(rf"\s*(?:(?:{spaced})\b|-(?:{spaced})-|{glued}|-\s*(?:{spaced})\b)"),
        link_of=re.compile(rf"\s*(?:{of})\s*"),
        article_end=re.compile(rf"(?:{article})$"),
        article_start=re.compile(article),
        scale_article=preceding(words_of(every, "articles_before_scale"), r"\s+"),
        before=_qualifiers(every, "qualifiers_before"),
        after={q: following(ws, r"\s*") for q, ws in _by_qualifier(every, "qualifiers_after").items()},
        guards=_guards(every, units),
    )


def _by_qualifier(every: Sequence[Table], key: str) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for qualifier in ("at-most", "at-least", "about"):
        out[qualifier] = [fold(w) for t in every for w in (t.get(key) or {}).get(qualifier, ())]
    return out


def _qualifiers(every: Sequence[Table], key: str) -> dict[str, re.Pattern[str]]:
    clitic = proclitics(every)
    glued = rf"(?:{trie(words_of(every, 'prepositions'))})?(?:{trie(words_of(every, 'articles'))})"
    gap = rf"\s*(?:{glued})?(?:(?:{trie(words_of(every, 'articles_between'))}) )?$"
    return {q: re.compile(rf"(?<!\w)(?:{clitic})(?:{trie(ws)}){gap}") for q, ws in _by_qualifier(every, key).items()}


def _guards(every: Sequence[Table], units: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    labels, clitic = trie(words_of(every, "labels")), proclitics(every)
    articles = trie(words_of(every, "articles"))
    joint = trie([*words_of(every, "range_to"), *words_of(every, "range_or")])
    chain = rf"(?:\d+(?:[.,]\d+)? ?(?:,|/|-|{joint}) ?)*"
    ands = trie([*words_of(every, "glue_and"), *words_of(every, "glued_and")])
    to, between = trie(words_of(every, "range_to")), trie(words_of(every, "range_between"))
    ordinal_suffix = words_of(every, "ordinal_suffixes")
    return {
        "label": re.compile(rf"(?<!\w)(?:{clitic})(?:{labels})[.:]?(?: ?(?:{labels})[.:]?)?[ :#]*{chain}$"),
        "score": re.compile(rf"(?<!\w)(?:{clitic})(?:{trie(words_of(every, 'score_words'))})\b[^.\n]{{0,30}}$"),
        "percent": following(words_of(every, "percent"), r" ?"),
        "time": following(words_of(every, "times_after"), r" ?"),
        "age": preceding(words_of(every, "age_before")),
        "part": following(words_of(every, "never_before"), r" "),
        "unit": following(units, rf"[ -]?(?:(?:{trie(words_of(every, 'vague_of'))}) ?)?"),
        "ordinal": re.compile(rf"(?:{trie(ordinal_suffix)})(?!\w)"),
        "counted": following(words_of(every, "counted_hyphen"), "-"),
        "name_before": re.compile(rf"(?<!\w)(?:{clitic})(?:{trie(words_of(every, 'ordinal_never_after'))})\s+$"),
        "name_after": following(words_of(every, "ordinal_never_before"), r"\s+"),
        "ordinal_noun": re.compile(rf"(?:{trie(words_of(every, 'ordinal_nouns'))}) (?:{articles})$"),
        "approx_never": preceding(words_of(every, "approximate_never_after"), r"\s+"),
        "one_before": preceding(words_of(every, "one_never_after"), r"[\s-]+"),
        "one_after": following(words_of(every, "one_never_before"), r"[\s-]*"),
        "glued_to": re.compile(rf"\s+(?:{to})\s*$"),
        "and": re.compile(rf"\s+(?:{ands})\s*$"),
        "or": re.compile(rf"\s+(?:{trie(words_of(every, 'range_or'))})\s+$"),
        "between": re.compile(rf"(?<!\w)(?:{clitic})(?:{between})\s+$"),
    }
