"""The mention gold of the examples and the mentions of the reader → precision, recall and F1 by language and kind.

A gold mention and one of the reader are the same when kind and id (or value) agree and the words of one hold the words
of the other; `-` in the gold asks for the words alone. Ordinals, titles, topics, places and pairs are not scored.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from mithaq.knowledge.yaml import Entry, load
from mithaq.mentions.find import MentionWords, find_mentions
from mithaq.model.documents import Document
from mithaq.model.errors import KnowledgeError
from mithaq.model.mentions import Mention, Person
from mithaq.model.text import Text
from mithaq.model.values import Money, Quantity, When
from mithaq.text.clean import fold
from mithaq.text.prepare import prepare
from mithaq.text.words import TextWords

KINDS = (
    "state", "organisation", "person", "item", "quantity", "money", "date",
    "exercise", "agreement", "body", "programme",
)  # fmt: skip
ANY = "-"
_NO_ID = frozenset({"person"})  # of a person only the bare name is scored


class Key(NamedTuple):
    """A mention as it is compared: its kind, id or value, and folded words."""

    kind: str
    value: str
    words: str


class Score(NamedTuple):
    """Counts of one kind: found and right, found, in the gold."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def __add__(self, other: object) -> Score:
        """Add two counts."""
        if not isinstance(other, Score):
            return NotImplemented
        return Score(self.right + other.right, self.found + other.found, self.gold + other.gold)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 where there is nothing to find and nothing was found."""
        return 2 * self.right / (self.found + self.gold) if self.found + self.gold else 1.0


class Result(NamedTuple):
    """Scores by (language, kind), and what was missed or wrong: document, sign (`-` missed, `+` wrong), key."""

    scores: Mapping[tuple[str, str], Score]
    faults: Sequence[tuple[str, str, Key]]


def read_gold(path: Path) -> tuple[str, list[Key]]:
    """Return the name of the document and the gold mentions of one file; raises KnowledgeError when malformed."""
    entry = load(path)
    if not isinstance(entry, Entry) or not entry.text("document"):
        raise KnowledgeError("a mention gold is a mapping with the key `document`", file=str(path))
    keys: list[Key] = []
    for kind, block in entry.items():
        if kind == "document":
            continue
        if kind not in KINDS or not isinstance(block, dict):
            raise entry.error(f"`{kind}` is no kind of mention; use one of {', '.join(KINDS)}")
        keys += [Key(kind, str(value), fold(words)) for value, many in block.items() for words in many]
    return entry.text("document"), keys


def keys_of(text: Text, mentions: Iterable[Mention]) -> tuple[list[Key], list[Key]]:
    """Return what is scored of the reader's mentions, those in readable sentences; and the organisations named inside a
    person's offices, which the gold may list or leave to the person."""
    out: list[Key] = []
    inside: list[Key] = []
    for m in mentions:
        if m.kind not in KINDS or text.sentence_at(m.start) is None:
            continue
        start, end = (m.value.start, m.value.end) if isinstance(m.value, Person) else (m.start, m.end)
        if isinstance(m.value, Quantity) and m.value.ordinal:
            continue
        out.append(Key(m.kind, _value(m), text.view[start:end].strip()))
        inside += _named_in(text, m)
    return out, inside


def _named_in(text: Text, m: Mention) -> list[Key]:
    """The organisations that the offices of a person name with their own words."""
    offices = m.value.offices if isinstance(m.value, Person) else ()
    return [
        Key("organisation", o.organisation, text.view[slice(*o.organisation_at)])
        for o in offices
        if o.organisation and o.organisation_at
    ]


def _value(m: Mention) -> str:
    if isinstance(m.value, Quantity):
        last = f"..{m.value.value_to}" if m.value.value_to is not None else ""
        unit = f" {m.value.unit}" if m.value.unit else ""
        return f"{m.value.value}{last}{unit}"
    if isinstance(m.value, Money):
        return f"{m.value.value} {m.value.currency}"
    if isinstance(m.value, When):
        return m.value.edtf
    return m.id or ANY


def compare(gold: Sequence[Key], found: Sequence[Key], inside: Sequence[Key] = ()) -> tuple[list[Key], list[Key]]:
    """Return the gold mentions that were missed, and those found that are wrong; each is matched once, in order. Those
    `inside` a person's offices may match and are never wrong."""
    left, spare = list(found), list(inside)
    missed = []
    for key in gold:
        pool = next((p for p in (left, spare) if any(_same(key, f) for f in p)), None)
        if pool is None:
            missed.append(key)
        else:
            pool.remove(next(f for f in pool if _same(key, f)))
    return missed, left


def _same(gold: Key, found: Key) -> bool:
    same = gold.kind == found.kind and (gold.value in (ANY, found.value) or gold.kind in _NO_ID)
    return same and (gold.words in found.words or found.words in gold.words)


def score_mentions(folder: Path, words: TextWords, mention_words: MentionWords, published: Mapping[str, str]) -> Result:
    """Score all gold files in `folder`; the texts stand in its parent. `published`: document → its day, if known."""
    scores: dict[tuple[str, str], Score] = {}
    faults: list[tuple[str, str, Key]] = []
    for path in sorted(folder.glob("*.yaml")):
        name, gold = read_gold(path)
        document = Document(name, (folder.parent / name).read_text("utf-8"))
        text, _ = prepare(document, words)
        found, inside = keys_of(text, find_mentions(text, mention_words, published.get(name)))
        missed, wrong = compare(gold, found, inside)
        faults += [(name, "-", k) for k in missed] + [(name, "+", k) for k in wrong]
        for kind in KINDS:
            total = sum(k.kind == kind for k in gold)
            right = total - sum(k.kind == kind for k in missed)
            score = Score(right, right + sum(k.kind == kind for k in wrong), total)
            at = (text.language, kind)
            scores[at] = scores.get(at, Score()) + score
    return Result(scores, faults)


def shown(result: Result) -> str:
    """Return the scores as a table: a line for each kind, a column for each language."""
    languages = sorted({language for language, _ in result.scores})
    lines = ["kind          " + "  ".join(f"{language:>18}" for language in languages)]
    for kind in (*KINDS, "ALL"):
        cells = []
        for language in languages:
            chosen = [s for (of, k), s in result.scores.items() if of == language and kind in (k, "ALL")]
            s = sum(chosen, Score())
            cells.append(f"{s.f1:.3f} ({s.right:3}/{s.found:3}/{s.gold:3})" if s.found + s.gold else f"{'-':>18}")
        lines.append(f"{kind:14}" + "  ".join(f"{c:>18}" for c in cells))
    return "\n".join(lines)
