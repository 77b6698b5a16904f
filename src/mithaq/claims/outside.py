"""A slot whose place is outside the sentence → values from what stands around it: the document's states, what was named
before, who runs a programme."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mithaq.claims.cards import Trigger
from mithaq.claims.fit import fit
from mithaq.claims.items import ItemDetail
from mithaq.claims.kinds import Kind, SlotSpec
from mithaq.claims.sentence import Parsed
from mithaq.claims.speakers import unknown_subject, unnamed
from mithaq.model.claims import SlotValue
from mithaq.text.clitics import ARTICLE

OUTSIDE = ("dyad", "pairs", "topic", "earlier", "owner", "said")
_COST = {"dyad": 0.4, "pairs": 0.15, "topic": 0.25, "earlier": 0.2, "owner": 0.0, "said": 0.25}
_BACK = 3  # sentences
_PEOPLE = 9  # sentences back to the two persons that "the two officials" stands for
_SPEAK = frozenset({"person", "title", "organisation", "state"})


@dataclass(slots=True)
class Scene:
    """What the document says around a sentence: its states, the item groups, whether it is about defence.
    `principal`: the state whose dealings with several others it tells of."""

    kinds: Mapping[str, Kind]
    details: Mapping[int, ItemDetail]
    dyad: tuple[SlotValue, ...] = ()
    pair: Callable[[Parsed], Sequence[SlotValue]] = lambda parsed: ()
    defence: Callable[[Parsed], bool] = lambda parsed: True
    marked: Callable[[Parsed], bool] = lambda parsed: True
    topic: Callable[[Parsed], Sequence[SlotValue]] = lambda parsed: ()
    published: str | None = None
    dense: bool = True
    principal: SlotValue | None = None


def outside(
    parsed: Parsed, trigger: Trigger, scene: Scene, slot: SlotSpec, name: str
) -> tuple[Sequence[SlotValue], float]:
    """Return the values at a place of `OUTSIDE`, and what it costs to believe them."""
    if name == "earlier":
        return _earlier(parsed, slot), _COST[name]
    if name == "said":
        return _who_said(parsed, trigger, slot), _COST[name]
    if name == "owner":
        return _owners(parsed, trigger), _COST[name]
    if name == "dyad":
        return scene.dyad, _COST[name]
    return (scene.pair(parsed) if name == "pairs" else scene.topic(parsed)), _COST[name]


def _back(parsed: Parsed, reach: int) -> Iterator[Parsed]:
    """The sentences before, the nearest first, as far as the paragraph before."""
    before = parsed.previous
    for _ in range(reach):
        if before is None or parsed.sentence.paragraph - before.sentence.paragraph > 1:
            return
        yield before
        before = before.previous


def _earlier(parsed: Parsed, slot: SlotSpec) -> list[SlotValue]:
    """The last thing of the slot's type that the sentences before named: "the exercise", "this edition"."""
    for before in _back(parsed, _BACK):
        for mention in reversed(before.mentions):
            if mention.kind not in slot.types or "generic" in mention.traits:
                continue
            made = fit(before.text, mention, slot)
            if made is not None:
                return [replace(made.value, basis="context")]
    return []


def meant(parsed: Parsed, slot: SlotSpec, wanted: Sequence[str]) -> list[SlotValue]:
    """Whom "he", "she" or "they" stands for: the first subject of a sentence before that fits the slot and is of one of
    the `wanted` mention kinds ([] = any)."""
    for before in _back(parsed, _BACK - 1):
        for arg in before.args:
            mention = before.mentions[arg.mentions[0]]
            if arg.prep or (arg.adjective and not arg.group) or (wanted and mention.kind not in wanted):
                continue
            made = fit(before.text, mention, slot)
            if made is not None:
                return [replace(made.value, basis="context")]
    return []


def _who_said(parsed: Parsed, trigger: Trigger, slot: SlotSpec) -> list[SlotValue]:
    """Who spoke before; nobody for a subject without a name, but "the ministry" is the one named before."""
    if (head := unknown_subject(parsed, trigger)) is not None and (named := _organisation(parsed, head, slot)):
        return named
    return [] if unnamed(parsed, trigger) else _who_spoke(parsed, slot)


def _organisation(parsed: Parsed, head: str, slot: SlotSpec) -> list[SlotValue]:
    """The last organisation named before whose name begins with the noun `head`, written without its article."""
    before = parsed.previous
    for _ in range(_PEOPLE):
        if before is None:
            return []
        for i in range(len(before.mentions) - 1, -1, -1):
            mention, first = before.mentions[i], before.tokens[before.bounds[i][0]].form
            if mention.kind == "organisation" and first.lstrip("وبل").removeprefix(ARTICLE) in (head, head.lstrip("ل")):
                made = fit(before.text, mention, slot)
                return [replace(made.value, basis="context")] if made is not None else []
        before = before.previous
    return []


def _who_spoke(parsed: Parsed, slot: SlotSpec) -> list[SlotValue]:
    """The subject of the sentence before, of "he added that": its first bare name of a person, an office, an
    organisation or a state."""
    before = parsed.previous
    for _ in range(_BACK):
        if before is None or parsed.sentence.paragraph - before.sentence.paragraph > _BACK:
            return []
        for arg in before.args:
            kind = before.mentions[arg.mentions[0]].kind
            if kind == "pair" and (people := people_before(before, slot)):
                return people
            if arg.prep or arg.adjective or kind not in _SPEAK:
                continue
            made = [fit(before.text, before.mentions[m], slot) for m in arg.mentions]
            return [replace(one.value, basis="context") for one in made if one is not None]
        before = before.previous
    return []


def people_before(parsed: Parsed, slot: SlotSpec) -> list[SlotValue]:
    """The two persons whom the last sentence that names two of them names first: "the two ministers"."""
    before = parsed.previous
    for _ in range(_PEOPLE):
        if before is None:
            return []
        made = [fit(before.text, m, slot) for m in before.mentions if m.kind == "person"]
        found = list({one.value.ground: one.value for one in made if one is not None}.values())
        if len(found) > 1:
            return [replace(value, basis="context") for value in found[:2]]
        before = before.previous
    return []


def _owners(parsed: Parsed, trigger: Trigger) -> list[SlotValue]:
    """The state that runs the programme named by the anchor, or anywhere in the sentence."""
    here = parsed.owner.get(trigger.first)
    mentions = [*([parsed.mentions[here]] if here is not None else []), *parsed.mentions]
    found = (t[9:] for m in mentions for t in m.traits if t.startswith("provider:"))
    return [SlotValue(id=state, basis="inferred") for state in dict.fromkeys(found)]
