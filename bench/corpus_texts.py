"""examples/ and a seed → articles re-worded (names, numbers, order), near-copies of them, pages about other matters.

Re-worded articles are grammatical enough for a reader of patterns, not for people: they are for measuring only.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from mithaq.documents import read_path
from mithaq.knowledge.load import Knowledge, load_knowledge
from mithaq.mentions.find import find_mentions
from mithaq.model.documents import Document
from mithaq.text.prepare import prepare

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parent / "examples"
NOISE = HERE / "corpus_noise.yml"
_NUMBER = re.compile(r"(?<![\w.,/-])\d{1,3}(?![\w.,/-])")
_YEAR = re.compile(r"(?<!\d)20[12]\d(?!\d)")
_SLOT = re.compile(r"\{(\w+)\}")
SHARE_COPIES = 0.25


class Page(NamedTuple):
    """One text: `topic` is `defence`, `copy` (nearly the text of an earlier one) or the field of a noise page."""

    text: str
    language: str
    topic: str
    origin: str = ""


@dataclass
class Rewriter:
    """Changes states, items and numbers of the examples, the same everywhere in one article."""

    knowledge: Knowledge
    states: Mapping[str, Mapping[tuple[Any, ...], list[str]]] = field(default_factory=dict)
    items: Mapping[str, list[str]] = field(default_factory=dict)
    originals: Sequence[tuple[Document, list[tuple[int, int, str, str, Any]]]] = ()

    @classmethod
    def load(cls, negatives: bool = False) -> Rewriter:
        """Read examples/ and find what can be changed in them."""
        made = cls(load_knowledge())
        states: defaultdict[str, defaultdict[tuple[Any, ...], list[str]]] = defaultdict(lambda: defaultdict(list))
        items: defaultdict[str, list[str]] = defaultdict(list)
        for key, meanings in made.knowledge.lexicon.forms.items():
            for form in meanings:
                if form.weak or form.shift:
                    continue
                if form.kind == "state" and form.id:
                    states[form.id][_shape(key, form.traits)].append(key)
                if form.kind == "item" and form.cls and key.isascii() and any(c.isdigit() for c in key):
                    items[form.cls].append(key.upper())
        made.states, made.items = states, {cls: sorted(set(keys)) for cls, keys in items.items()}
        documents = [d for d in read_path(EXAMPLES) if isinstance(d, Document)]
        kept = [d for d in documents if negatives or "negative" not in d.id]
        made.originals = [(d, made._changeable(d)) for d in kept]
        return made

    def _changeable(self, document: Document) -> list[tuple[int, int, str, str, Any]]:
        text, _ = prepare(document, self.knowledge.text)
        found = []
        for m in find_mentions(text, self.knowledge.mentions, None):
            span = text.span(m.start, m.end)
            if m.kind == "state" and m.id:
                found.append((span.start, span.end, "state", m.id, _shape(text.view[m.start : m.end], m.traits)))
            elif m.kind == "item" and m.cls in self.items and re.search(r"[A-Za-z]\S*\d", text.view[m.start : m.end]):
                found.append((span.start, span.end, "item", m.cls, None))
        return found

    def article(self, chance: random.Random) -> Page:
        """Return one article, re-worded."""
        document, places = chance.choice(self.originals)
        others = chance.sample(sorted(self.states), len(self.states))
        of = {old: others[i] for i, old in enumerate(sorted({p[3] for p in places if p[2] == "state"}))}
        pieces, at = [], 0
        for start, end, kind, name, shape in places:
            pieces.append(_renumbered(document.text[at:start], chance))
            old = document.text[start:end]
            choice = self.states[of[name]].get(shape) if kind == "state" else self.items[name]
            new = chance.choice(choice) if choice else old
            pieces.append(new[0].upper() + new[1:] if old[:1].isupper() else new)
            at = end
        pieces.append(_renumbered(document.text[at:], chance))
        language = document.id.split("-")[1]
        return Page(_reordered("".join(pieces), chance), language, "defence", document.id)


def _shape(form: str, traits: frozenset[str]) -> tuple[Any, ...]:
    """What two forms of states must have in common so that one can stand for the other."""
    arabic = "\u0620" < form[:1] < "\u064b"
    script = (form[:2] == "\u0627\u0644", form[-1:] == "\u0647", form[-2:]) if arabic and "adjective" in traits else ()
    return arabic, "adjective" in traits, "capital" in traits, script


def _renumbered(text: str, chance: random.Random) -> str:
    text = _YEAR.sub(lambda m: m[0] if chance.random() < 0.5 else str(chance.randrange(2012, 2027)), text)
    return _NUMBER.sub(lambda m: str(chance.randrange(2, 10 ** len(m[0]) + 2)), text)


def _reordered(text: str, chance: random.Random) -> str:
    """Keep the beginning, shuffle the paragraphs behind it."""
    head, *rest = text.split("\n\n")
    if len(rest) > 2:
        tail = rest[1:]
        chance.shuffle(tail)
        rest = [rest[0], *tail]
    return "\n\n".join([head, *rest])


class Noise:
    """Pages about other matters, out of `corpus_noise.yml`."""

    def __init__(self) -> None:
        data = yaml.safe_load(NOISE.read_text(encoding="utf-8"))
        self.common = data.pop("slots")
        self.languages = data
        self.weights = [6 if language in ("ar", "fr", "en") else 1 for language in data]

    def page(self, chance: random.Random, language: str | None = None) -> Page:
        """Return one page of 6 to 40 sentences of one field, with some of another."""
        language = language or chance.choices(list(self.languages), self.weights)[0]
        words = self.languages[language]
        field_ = chance.choice(list(words["fields"]))
        lines = list(words["fields"][field_])
        other = list(words["fields"][chance.choice(list(words["fields"]))])
        out = []
        for _ in range(chance.randrange(2, 9)):
            said = [chance.choice(lines if chance.random() < 0.8 else other) for _ in range(chance.randrange(3, 6))]
            out.append(" ".join(self._filled(line, words, chance) for line in said))
        return Page("\n\n".join(out), language, field_)

    def sentences(self, chance: random.Random, language: str, count: int) -> list[str]:
        """Return paragraphs to put beside an article."""
        words = self.languages[language]
        lines = [line for field_ in words["fields"].values() for line in field_]
        return [self._filled(chance.choice(lines), words, chance) for _ in range(count)]

    def _filled(self, line: str, words: Mapping[str, Any], chance: random.Random) -> str:
        made = _SLOT.sub(lambda m: str(chance.choice(words.get(m[1]) or self.common[m[1]])), line)
        return made[0].upper() + made[1:]


def nearly(page: Page, noise: Noise, chance: random.Random) -> Page:
    """Return a copy with a paragraph of its own, as sites make them of an agency's text."""
    paragraphs = page.text.split("\n\n")
    paragraphs.insert(chance.randrange(1, len(paragraphs) + 1), *noise.sentences(chance, page.language, 1))
    return page._replace(text="\n\n".join(paragraphs), topic="copy")


def pages(count: int, seed: int = 7, ratio: int = 20) -> Iterator[Page]:
    """Yield `count` pages, one in `ratio` + 1 about defence; the same for the same seed."""
    chance = random.Random(seed)
    rewriter, noise = Rewriter.load(), Noise()
    earlier: list[Page] = []
    for _ in range(count):
        if chance.randrange(ratio + 1):
            yield noise.page(chance)
        elif earlier and chance.random() < SHARE_COPIES:
            yield nearly(chance.choice(earlier), noise, chance)
        else:
            page = rewriter.article(chance)
            earlier = [*earlier[-200:], page]
            yield page
