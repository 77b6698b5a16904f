"""The item groups of a document, sentence by sentence → the same, where words for an item told of before are items."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from mithaq.claims.elliptic import Reference, references
from mithaq.claims.items import Grouped, ItemDetail
from mithaq.claims.parts import is_number
from mithaq.claims.words import Clauses
from mithaq.model.mentions import Mention
from mithaq.model.text import Sentence, Text

TOLD = "told"  # the trait of a mention that stands for an item told of before
_REACH = 2  # sentences back to what an ordinal or a number stands for
_NAMED = 3  # sentences back to the type that "the system" stands for
_VAGUE = "equipment"
# A word for the wider class may stand for things of the narrower ones: "the aircraft" for fighters.
_WIDER = {
    "aircraft": {
        "fighter", "helicopter", "attack-helicopter", "transport-aircraft", "patrol-aircraft", "trainer", "uav",
    },
    "helicopter": {"attack-helicopter"},
    "warship": {"patrol-vessel", "submarine"},
    "vehicle": {"armoured-vehicle", "apc", "ifv", "tank"},
    "armoured-vehicle": {"apc", "ifv"},
    "artillery": {"rocket-launcher", "mortar"},
}  # fmt: skip

Verbal = Callable[[str, str], bool]


class Told:
    """The items that a document told of so far, so that "the first" or "the system" can stand for one of them."""

    def __init__(self, verbal: Verbal) -> None:
        """`verbal`: whether a form of a language is a verb that cards know for moving arms."""
        self._verbal = verbal
        self._items: list[tuple[int, int, ItemDetail]] = []  # sentence, paragraph, what was told
        self._types: list[tuple[int, ItemDetail]] = []
        self._others = -1  # the last sentence that told of people or counted something else

    def read(self, i: int, text: Text, sentence: Sentence, grouped: Grouped, words: Clauses) -> Grouped:
        """Make items of the words in sentence `i` that stand for an item told of before, and remember what it tells."""
        mentions, details = list(grouped.mentions), dict(grouped.details)
        if self._near(i, sentence) or details:
            for found in references(text, sentence, mentions, words, lambda f: self._verbal(f, words.language)):
                known = self._meant(i, sentence, found, mentions, grouped.details)
                if known is not None:
                    mentions = _placed(text, mentions, found, known, details)
        self._remember(i, text, sentence, mentions, details, words)
        return Grouped(mentions, details)

    def _near(self, i: int, sentence: Sentence) -> bool:
        at, paragraph, _ = self._items[-1] if self._items else (-9, 0, None)
        return i - at <= _REACH and sentence.paragraph - paragraph <= 1

    def _meant(
        self, i: int, sentence: Sentence, found: Reference, mentions: Sequence[Mention], details: dict[int, ItemDetail]
    ) -> ItemDetail | None:
        """The only item that stands nearest before the words: in their own sentence, else in those before."""
        here = [m for m in mentions if m.start < found.start and (m.kind == "item" or is_number(m))]
        inside = [d for m in here if (d := details.get(m.start)) is not None and not _vague(d)]
        if found.number and here and here[-1].kind != "item" and not found.whole:
            return None  # something else was counted just before
        if inside:
            return _only(inside)
        if not self._near(i, sentence):
            return None
        last = self._items[-1][0]
        if self._others > last:
            return None
        return _only([d for at, _, d in self._items if at == last])

    def _remember(
        self, i: int, text: Text, sentence: Sentence, mentions: Sequence[Mention], details: dict[int, ItemDetail],
        words: Clauses,
    ) -> None:  # fmt: skip
        told = [d for _, d in sorted(details.items()) if not _vague(d)]
        self._items += [(i, sentence.paragraph, d) for d in told]
        if told:
            return
        people = any(words.counted.at(text.tokens, t, sentence.last) for t in range(sentence.first, sentence.last))
        if people or any(is_number(m) for m in mentions):
            self._others = i

    def resolve(self, sentence: int, details: dict[int, ItemDetail]) -> None:
        """Give the definite groups of a sentence the type that they speak of; remember the types named in it."""
        for start in sorted(details):
            detail = details[start]
            if not detail.generic:
                self._types.append((sentence, detail))
            elif (detail.definite or detail.opener) and (known := self._last(sentence, detail)) is not None:
                meant = replace(known.item, basis="context")
                told = detail.told or detail.item.span
                details[start] = detail._replace(
                    item=meant, generic=False, civil=False, opener=False, told=told, cls=known.cls
                )

    def _last(self, sentence: int, detail: ItemDetail) -> ItemDetail | None:
        for at, named in reversed(self._types):
            if sentence - at > _NAMED:
                break
            if detail.opener or named.cls == detail.cls or named.head == detail.item.id:
                return named
        near = [(at, d) for at, d in self._types if sentence - at <= _NAMED and covers(detail.cls, d.cls)]
        return _only([d for at, d in near if at == near[-1][0]]) if near else None


def covers(wider: str | None, narrower: str | None) -> bool:
    """Tell whether a word for the first class of goods may stand for things of the second."""
    return wider is not None and (wider == narrower or narrower in _WIDER.get(wider, ()))


def _vague(detail: ItemDetail) -> bool:
    return detail.opener or (detail.generic and detail.cls == _VAGUE)


def _only(details: Sequence[ItemDetail]) -> ItemDetail | None:
    """The one thing that all of these name; None when two of them compete."""
    named = [d for d in details if not d.generic] or list(details)
    best = named[-1] if named else None
    return best if best is not None and all(_agree(d, best) for d in details) else None


def _agree(detail: ItemDetail, best: ItemDetail) -> bool:
    if detail.generic and not best.generic:
        return covers(detail.cls, best.cls) or best.head == detail.item.id
    one, other = detail.item, best.item
    if one.id and other.id:
        return one.id == other.id or one.id.startswith(f"{other.id}-") or other.id.startswith(f"{one.id}-")
    return one.ground == other.ground


def _placed(
    text: Text, mentions: Sequence[Mention], found: Reference, known: ItemDetail, details: dict[int, ItemDetail]
) -> list[Mention]:
    """The mentions with the words as an item; `details` gets what they stand for."""
    item = replace(known.item, basis="context")
    traits = {TOLD, "generic"} if known.generic else {TOLD}
    made = Mention("item", found.start, found.end, item.id, item.name, None, frozenset(traits), None, known.cls)
    details[found.start] = known._replace(
        item=item, quantity=found.quantity, definite=True, opener=False, anew=not found.whole, origin=None,
        told=text.span(found.start, found.end),
    )  # fmt: skip
    kept = [m for m in mentions if m.end <= found.start or m.start >= found.end]
    return sorted([*kept, made], key=lambda m: m.start)
