"""Builders for tests of the engine: a text taken apart, its mentions and claims; small knowledge folders."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from textwrap import dedent

from mithaq.claims.draft import Draft
from mithaq.claims.items import ItemDetail, group_items
from mithaq.claims.parse import parse
from mithaq.claims.sentence import Arg, Parsed
from mithaq.claims.words import EMPTY
from mithaq.knowledge.load import Knowledge, load_knowledge
from mithaq.mentions.find import find_mentions
from mithaq.model.claims import Claim, SlotValue
from mithaq.model.documents import Document
from mithaq.model.mentions import Mention
from mithaq.model.readings import Reading
from mithaq.model.spans import Span
from mithaq.model.text import Text
from mithaq.pipeline import read_document
from mithaq.text.prepare import prepare


@cache
def knowledge() -> Knowledge:
    """The knowledge that comes with the project, loaded once."""
    return load_knowledge()


def document(text: str, published: str | None = None) -> Document:
    return Document("d.txt", text, published=published)


@cache
def text_of(words: str) -> Text:
    return prepare(document(words), knowledge().text)[0]


@cache
def mentions_of(words: str, published: str | None = None) -> tuple[Mention, ...]:
    return tuple(find_mentions(text_of(words), knowledge().mentions, published))


def mention_of(words: str, kind: str) -> Mention:
    """The only mention of a kind in a text."""
    (found,) = [m for m in mentions_of(words) if m.kind == kind]
    return found


def shown(words: str, mention: Mention) -> str:
    """The original words of a mention."""
    return text_of(words).original(mention.start, mention.end)


def parse_all(words: str) -> list[tuple[Parsed, dict[int, ItemDetail]]]:
    """Every sentence of a text taken apart, with its item groups."""
    text, out = text_of(words), []
    for i, sentence in enumerate(text.sentences):
        inside = [m for m in mentions_of(words) if sentence.start <= m.start < sentence.end and m.cls != "defence"]
        clauses = knowledge().grammar.clauses.get(sentence.language, EMPTY)
        grouped = group_items(text, sentence, inside, clauses)
        parsed = parse(text, i, grouped.mentions, clauses)
        parsed.previous = out[-1][0] if out else None
        out.append((parsed, dict(grouped.details)))
    return out


def parse_text(words: str) -> Parsed:
    """The first sentence of a text taken apart."""
    return parse_all(words)[0][0]


def arguments(words: str) -> list[tuple[str, tuple[str, ...]]]:
    """(preposition, words of the mentions joined) for each argument of the first sentence."""
    parsed = parse_text(words)
    return [(arg.prep, words_of(parsed, arg)) for arg in parsed.args]


def words_of(parsed: Parsed, arg: Arg) -> tuple[str, ...]:
    return tuple(parsed.text.original(parsed.mentions[i].start, parsed.mentions[i].end) for i in arg.mentions)


@cache
def reading(words: str, published: str | None = None) -> Reading:
    return read_document(document(words, published), knowledge())


def claims(words: str, kind: str | None = None, published: str | None = None) -> list[Claim]:
    """The claims of a text, of one kind or all."""
    return [c for c in reading(words, published).claims if kind in (None, c.kind)]


def claim(words: str, kind: str, published: str | None = None) -> Claim:
    """The only claim of a kind."""
    (found,) = claims(words, kind, published)
    return found


def said(read: Claim, slot: str) -> set[object]:
    """What a claim says for a slot: value, id, or text."""
    return {_said(v) for v in read.slots.get(slot, ())}


def _said(value: SlotValue) -> object:
    return value.value if value.value is not None else value.id or value.text


def stated(text: str, word: str, **about: object) -> SlotValue:
    """A value whose span is where `word` first stands in `text`."""
    start = text.index(word)
    return SlotValue(**about, text=word, span=Span(start, start + len(word)))  # type: ignore[arg-type]


def draft(kind: str, at: int = 0, **slots: str | SlotValue | list[SlotValue]) -> Draft:
    """A draft whose slots hold ids, or the values given."""
    made = Draft(kind, f"test.{kind}", 0, 0, at=at)
    for slot, value in slots.items():
        values = value if isinstance(value, list) else [value if isinstance(value, SlotValue) else SlotValue(id=value)]
        made.slots[slot] = values
    made.evidence = [Span(at, at + 1)]
    return made


def written(folder: Path, **files: str) -> Path:
    """Write files below a folder, `a__b` standing for `a/b.yml`, and return the folder."""
    for name, content in files.items():
        path = folder / (name.replace("__", "/") + ".yml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(content).lstrip("\n"), encoding="utf-8")
    return folder
