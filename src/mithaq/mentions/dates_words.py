"""Tables of date words of any languages → `DateWords`: one code per word, and the patterns of the date grammar.

Codes: M month, h Hijri month, j Hijri era, W weekday, d day number, y year, Y Hijri year, N numeric date, R today and
the like, L last, X next, C this, K year word, V its plural, m month word, k week word, G fiscal year, E early or late,
S since, U until, F from, T to, B between, A and, P a preposition that leads to a date, o glue, D decade, Z century,
O Roman ordinal, s season, q quarter or half, - dash, / slash, comma, brackets, x anything else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mithaq.mentions.numberwords import Table, heads, proclitics, trie, words_of
from mithaq.text.clean import fold

# Where one word has two meanings, the first of these wins.
_CODES = (
    ("fiscal", "G"), ("century_words", "Z"), ("since", "S"), ("until", "U"), ("to", "T"), ("from", "F"),
    ("between", "B"), ("and", "A"), ("edges", "E"), ("last", "L"), ("next", "X"), ("current", "C"), ("year_words", "K"),
    ("year_words_plural", "V"), ("month_words", "m"),
    ("week_words", "k"), ("decade_words", "V"), ("lead", "P"), ("glue", "o"),
)  # fmt: skip
_VALUED = (
    ("months", "M"), ("weekdays", "W"), ("quarters", "q"), ("seasons", "s"), ("day_offsets", "R"), ("day_words", "d"),
    ("decades", "D"), ("hijri", "h"),
)  # fmt: skip
_TRIGGERS = "MWqsRDhjGZKVmk"
NUMERIC = (
    r"\d{4}-\d{2}-\d{2}(?:t[\d:.]+z?)?(?!\d)|\d{1,2} ?(?P<sep>[-/.\\]) ?\d{1,2} ?(?P=sep) ?\d{4}(?!\d)"
    r"|\d{4}/\d{1,2}/\d{1,2}(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Word:
    """What a date word means: its code, its value (month number, offset in days, …), its language, and whether it
    counts only beside other date words (1), or only with a day or a year (2)."""

    code: str
    value: int = 0
    lang: str = ""
    ambiguous: int = 0


@dataclass(frozen=True, slots=True)
class DateWords:
    """Everything the date grammar knows of language."""

    words: Mapping[str, Word]
    heads: frozenset[str]
    trigger: re.Pattern[str]
    token: re.Pattern[str]
    article_after: re.Pattern[str]
    coming: re.Pattern[str]
    told: re.Pattern[str]
    year_noun: re.Pattern[str]


def date_words(tables: Mapping[str, Table], hijri: Table) -> DateWords:
    """Build the merged tables; `tables`: language → its months.yml and dates.yml in one mapping; `hijri`: hijri.yml."""
    every = list(tables.values())
    words: dict[str, Word] = {}
    doubtful = words_of(every, "ambiguous") + words_of(every, "weekday_ambiguous") + words_of(every, "season_ambiguous")
    many = set(words_of(every, "several"))
    doubt = dict.fromkeys(doubtful, 1) | dict.fromkeys(words_of(every, "partial"), 2)
    sources = [*tables.items(), ("", {"hijri": hijri["months"]})]
    for key, code in _VALUED:
        for lang, table in sources:
            for value, forms in (table.get(key) or {}).items():
                for form in map(fold, forms):
                    known = words.get(form)
                    both = known is not None and known.code == code and known.lang != lang
                    if known is None or both:
                        words[form] = Word(code, int(value), "" if both else lang, doubt.get(form, 0))
    for key, code in _CODES:
        for lang, table in tables.items():
            for form in map(fold, table.get(key) or ()):
                words.setdefault(form, Word(code, 0, lang, int(form in many)))
    for form in map(fold, hijri.get("era") or ()):
        words.setdefault(form, Word("j"))
    wanted = [w for w, v in words.items() if v.code in _TRIGGERS]
    return DateWords(
        words, heads(every, wanted), _trigger(words, every), _token(words, every), _article(every), *_beside(every)
    )


def _beside(every: Sequence[Table]) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What shows that a thing is still to come, or was told before, and the nouns that a year may stand before."""
    plain = trie(words_of(every, "coming"))
    ends, starts = trie(words_of(every, "coming_endings")), trie(words_of(every, "coming_prefixes"))
    never = trie(words_of(every, "coming_never"))
    conjunction = trie(words_of(every, "and_glued"))
    coming = (
        rf"(?<!\w)(?:{conjunction})?(?:(?:{plain})(?!\w)|(?!{never})(?:\w{{2,}}(?:{ends})(?!\w)|(?:{starts})\w{{3,}}))"
    )
    told = rf"(?<!\w)(?:{trie(words_of(every, 'told'))})(?!\w)"
    return re.compile(coming), re.compile(told), re.compile(rf"[ -](?:{trie(words_of(every, 'year_nouns'))})(?!\w)")


def _article(every: Sequence[Table]) -> re.Pattern[str]:
    return re.compile(rf" (?:{trie(words_of(every, 'not_today_before'))})\w")


def _trigger(words: Mapping[str, Word], every: Sequence[Table]) -> re.Pattern[str]:
    wanted = [w for w, v in words.items() if v.code in _TRIGGERS]
    fiscal = trie(w for w, v in words.items() if v.code == "G")
    clitic = proclitics(every)
    return re.compile(
        rf"(?<!\w)(?:(?:{clitic})(?:(?:{trie(wanted)})(?!\w)|(?:{fiscal})\d|(?:{NUMERIC})|(?:1[789]|20)\d\d(?!\d|[.,]\d))"
        rf"|'?\d\d0?'?s(?!\w))|1[345]\d\d ?(?:{trie(w for w, v in words.items() if v.code == 'j')})(?!\w)"
    )


def _token(words: Mapping[str, Word], every: Sequence[Table]) -> re.Pattern[str]:
    conjunction = trie(words_of(every, "and_glued"))
    preposition = trie(words_of(every, "prepositions"))
    article = trie(words_of(every, "articles"))
    contracted = trie(words_of(every, "contracted"))
    fiscal = trie(w for w, v in words.items() if v.code == "G")
    era = trie(w for w, v in words.items() if v.code == "j")
    suffix = trie(words_of(every, "ordinal_suffixes"))
    clitic = rf"(?P<and>{conjunction})?(?P<prep>{contracted}|{preposition})?(?P<art>{article})??"
    return re.compile(
        rf"(?<!\w)(?:{clitic})(?:(?P<date>{NUMERIC})|(?P<form>{trie(words)})(?!\w)|(?P<fiscal>{fiscal})(?P<fyear>\d\d(?:\d\d)?)(?!\d)"
        rf"|(?P<decade>(?:1[789]\d0|20\d0|'?[2-9]0)'?s)(?!\w)"
        rf"|(?P<roman>[ivx]{{1,5}})(?:{suffix})(?!\w)"
        rf"|(?P<number>\d{{1,4}})(?P<suffix>{suffix})?(?![\w]|[.,]\d)|(?P<hyear>1[345]\d\d)(?P<era>{era})(?!\w))"
        rf"|(?P<apostrophe>['’])|(?P<mark2>[-/,()])|(?P<other>[^\W\d_]+|\d[\d.,:]*\w*|\S)|(?P<line>\n)"
    )
