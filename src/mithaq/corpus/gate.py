"""A page's text → whether it is worth reading: in a language that is read, about defence, naming a state.

The gate only asks what the reader would ask anyway, more cheaply: a document without a mark of defence gives no claim.
Its words are those of the lexicon, the titles and the head nouns in knowledge/; there is no list of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from mithaq.text.clean import clean, fold
from mithaq.text.clitics import ARABIC, WORD, begins_word

if TYPE_CHECKING:
    from mithaq.knowledge.load import Knowledge
    from mithaq.mentions.offices_forms import Matcher, Word

REASONS = ("field", "states", "language")
_MARK, _STATE = 1, 2
_TOKEN = re.compile(r"\w+")
_SAMPLE = 4000
_ROUGH = 2
_SHORT = ((300, 1), (1000, 2))  # characters below which so many marks are enough
_FEWEST_TOKENS, _SHARE = 25, 0.02
_DEFENCE_TITLES = frozenset({"defence", "military"})
_ENDING = 2  # letters that may stand behind an Arabic form


class Seen(NamedTuple):
    """What was counted: different marks of defence, and whether a state is named."""

    marks: int
    state: bool


@dataclass(frozen=True, slots=True)
class Gate:
    """`forms`: an automaton over folded forms, each with what it tells. `languages`: those that are read; `short`: the
    frequent short words of all languages that are known. `least`: different marks of defence that a long text needs."""

    forms: Any
    languages: frozenset[str]
    short: Mapping[str, frozenset[str]]
    least: int = 3

    def refused(self, text: str) -> str:
        """Return why a text is not worth reading, one of `REASONS`, or "" when it is."""
        view = clean(text)[0]
        least = next((few for size, few in _SHORT if len(view) < size), self.least)
        return self._judged(view, least) or ("" if self._readable(view) else "language")

    def refused_roughly(self, text: str) -> str:
        """The same for the words of a whole page, menus and all, before its article is taken out: easier to pass."""
        return self._judged(clean(text)[0], min(_ROUGH, self.least))

    def _judged(self, view: str, least: int) -> str:
        seen = self.look(view, least)
        if seen.marks < least:
            return "field"
        return "" if seen.state else "states"

    def look(self, view: str, least: int) -> Seen:
        """Count in a folded text; stop as soon as the answer is known."""
        marks: set[str] = set()
        state = False
        last = -1
        for end, (size, tells) in self.forms.iter(view):
            start = end + 1 - size
            if (tells == _STATE and state) or not begins_word(view, start) or not _ends(view, end + 1):
                continue
            if tells & _STATE:
                state = True
            if tells & _MARK and start > last:
                marks.add(view[start : end + 1])
                last = end
            if state and len(marks) >= least:
                break
        return Seen(len(marks), state)

    def _readable(self, view: str) -> bool:
        """Tell whether a text is in a language that is read; a text that is too short to tell is."""
        middle = max(0, len(view) - _SAMPLE) // 2
        tokens = _TOKEN.findall(view, middle, middle + _SAMPLE)
        if len(tokens) < _FEWEST_TOKENS:
            return True
        scores = {language: sum(map(words.__contains__, tokens)) for language, words in self.short.items()}
        best = max(scores.values())
        own = max(scores[language] for language in self.languages)
        return own >= _SHARE * len(tokens) and own >= best


def _ends(view: str, end: int) -> bool:
    """A word ends here, or nearly: an Arabic word may have a short ending; a figure or letter ends a designation."""
    if end >= len(view) or not WORD.match(view[end]):
        return True
    if ARABIC.match(view[end - 1]):
        return end + _ENDING >= len(view) or not all(WORD.match(c) for c in view[end : end + _ENDING])
    return view[end - 1].isdigit() or bool(ARABIC.match(view[end]))


def build_gate(knowledge: Knowledge, least: int = 3) -> Gate:
    """Make the gate from the lexicon, the titles and the head nouns. `least`: different marks of defence that let
    a text pass; short texts need fewer."""
    import ahocorasick

    from mithaq.knowledge.yaml import load

    tells: dict[str, int] = {}
    for form, what in (*_of_lexicon(knowledge), *_of_titles(knowledge), *_of_heads(knowledge)):
        if form:
            tells[form] = tells.get(form, 0) | what
    automaton = ahocorasick.Automaton()
    for form, what in sorted(tells.items()):
        automaton.add_word(form, (len(form), what))
    automaton.make_automaton()
    own = knowledge.text.function_words
    path = knowledge.folder / "language" / "others.yml"
    others = load(path) if path.is_file() else {}
    short = {language: frozenset(map(fold, words)) for language, words in others.items()}
    return Gate(automaton, frozenset(own), {**short, **own}, least)


def _of_lexicon(knowledge: Knowledge) -> Iterator[tuple[str, int]]:
    from mithaq.claims.scene import is_defence
    from mithaq.model.mentions import Mention

    for key, meanings in knowledge.lexicon.forms.items():
        what = 0
        for form in meanings:
            alone = Mention(form.kind, 0, len(key), form.id, form.name, None, form.traits, form.state, form.cls)
            what |= _MARK if is_defence(alone) else 0
            what |= _STATE if form.state or form.kind == "state" else 0
        if what:
            yield key, what


def _of_titles(knowledge: Knowledge) -> Iterator[tuple[str, int]]:
    """Yield offices of defence."""
    yield from _of(knowledge.mentions.people.matcher, lambda word: word.kind == "title" and word.cls in _DEFENCE_TITLES)


def _of_heads(knowledge: Knowledge) -> Iterator[tuple[str, int]]:
    """Yield head nouns of organisations of defence, which need no list of their states."""
    from mithaq.claims.scene import DEFENCE_CLASSES

    yield from _of(knowledge.mentions.heads.words.matcher, lambda word: word.cls in DEFENCE_CLASSES)


def _of(matcher: Matcher, wanted: Callable[[Word], bool]) -> Iterable[tuple[str, int]]:
    return ((form, _MARK) for form, word in matcher.forms.items() if wanted(word))
