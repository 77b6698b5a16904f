"""A claim in the making: slot values with their costs, before documents are put together."""

from __future__ import annotations

from dataclasses import dataclass, field

from mithaq.claims.cards import Trigger
from mithaq.claims.sentence import Parsed
from mithaq.model.claims import SlotValue
from mithaq.model.spans import Span

_LEFT_OVER = 8  # tokens


@dataclass(slots=True)
class Draft:
    """What one trigger, or one mention, says. `cost`: sum of what had to be believed; `keys`: positions in the
    original text of the mentions used, to know when two drafts speak of the same words; `evidence`: spans; `cls`: the
    item's class; `anew`: it comes on top of what was told before; `told`: the words that stand for an item told of
    before; `civil`: nothing in its name is military."""

    kind: str
    rule: str
    sentence: int
    paragraph: int
    slots: dict[str, list[SlotValue]] = field(default_factory=dict)
    modality: str = "asserted"
    weight: float = 0.9
    cost: float = 0.0
    evidence: list[Span] = field(default_factory=list)
    attribution: list[SlotValue] = field(default_factory=list)
    trigger: Trigger | None = None
    at: int = 0
    generic: bool = False
    definite: bool = False
    anew: bool = False
    civil: bool = False
    cls: str | None = None
    scope: str = ""
    pending: tuple[str, ...] = ()
    told: Span | None = None

    def first(self, slot: str) -> SlotValue | None:
        """The first value of a slot, or None."""
        values = self.slots.get(slot)
        return values[0] if values else None

    def add(self, slot: str, value: SlotValue) -> None:
        """Add a value unless the slot already holds it."""
        held = self.slots.setdefault(slot, [])
        if value.ground not in {v.ground for v in held}:
            held.append(value)

    def fill(self, slot: str, values: list[SlotValue]) -> None:
        """Set a slot that is still empty."""
        if values and not self.slots.get(slot):
            self.slots[slot] = list(values)

    @property
    def confidence(self) -> float:
        """In [0.05, 0.99]: the card's weight, less what had to be believed."""
        assumed = sum(0.04 for vs in self.slots.values() for v in vs if v.basis == "context")
        return max(0.05, min(0.99, self.weight - 0.25 * self.cost - assumed))


def replace_slots(draft: Draft, slots: dict[str, list[SlotValue]]) -> Draft:
    """A draft like `draft` with other slots; lists are not shared."""
    return Draft(
        draft.kind, draft.rule, draft.sentence, draft.paragraph, slots, draft.modality, draft.weight, draft.cost,
        list(draft.evidence), list(draft.attribution), draft.trigger, draft.at, pending=draft.pending,
    )  # fmt: skip


def evidence_of(parsed: Parsed, trigger: Trigger, draft: Draft) -> Span:
    """The stretch of the sentence from the first to the last word that the draft used, made whole: a few words that are
    left over at the sentence's beginning or end are taken in."""
    sentence, tokens, text = parsed.sentence, parsed.tokens, parsed.text
    whole = text.span(sentence.start, sentence.end)
    here = text.span(tokens[trigger.first].start, tokens[trigger.last - 1].end)
    spans = [v.span for vs in draft.slots.values() for v in vs if v.span is not None]
    inside = [s for s in spans if whole.start <= s.start and s.end <= whole.end]
    start, end = min([here.start, *(s.start for s in inside)]), max([here.end, *(s.end for s in inside)])
    early = tokens[min(sentence.first + _LEFT_OVER, sentence.last) - 1].end
    if start <= text.span(sentence.start, early).end:
        start = text.span(tokens[sentence.first].start, early).start
    late = tokens[max(sentence.last - _LEFT_OVER, sentence.first)].start
    if end >= text.span(late, sentence.end).start:
        end = text.span(late, tokens[sentence.last - 1].end).end
    return Span(start, end)
