"""Mentions of a whole document → what stands around each sentence: the states in play, "the two countries", defence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from mithaq.claims.items import ItemDetail
from mithaq.claims.kinds import Kind
from mithaq.claims.outside import Scene
from mithaq.claims.sentence import Parsed
from mithaq.model.claims import SlotValue
from mithaq.model.mentions import Mention
from mithaq.model.organisations import DEFENCE, PRIVATE
from mithaq.model.text import Text

DEFENCE_CLASSES = DEFENCE | {"defence"}  # of organisations, and of topics
DEFENCE_KINDS = frozenset({"programme"})
_ENOUGH = 4
_LEADING = 3  # mentions of the state that a document is about


def build_scene(
    text: Text,
    mentions: Sequence[Mention],
    kinds: Mapping[str, Kind],
    details: Mapping[int, ItemDetail],
    published: str | None = None,
) -> Scene:
    """Return the scene of a document; `published`: its date (EDTF), None when unknown."""
    states = _states(text, mentions)
    meant = {start for start, d in details.items() if d.item.basis == "context" and not d.civil}  # "another 36"
    marks = sorted({m.start for m in mentions if is_defence(m)} | meant)
    title_end = text.sentences[0].end if text.sentences else 0
    headline = any(m < title_end for m in marks)
    dense = len(marks) >= _ENOUGH or len(marks) * 150 >= len(text.view)
    everywhere = len(marks) >= _ENOUGH and (headline or len(marks) * 400 >= len(text.view))

    def pair(parsed: Parsed) -> Sequence[SlotValue]:
        return _pair(states, parsed.sentence.end)

    def marked(parsed: Parsed) -> bool:
        before = parsed.previous
        near = before is not None and before.sentence.paragraph == parsed.sentence.paragraph
        start = before.sentence.start if before is not None and near else parsed.sentence.start
        return any(start <= m < parsed.sentence.end for m in marks) or (everywhere and names_state(parsed))

    def names_state(parsed: Parsed) -> bool:
        return any(parsed.sentence.start <= at < parsed.sentence.end for at, _ in states)

    def defence(parsed: Parsed) -> bool:
        return everywhere or marked(parsed)

    def topic(parsed: Parsed) -> Sequence[SlotValue]:
        return _topic(text, states, parsed)

    dyad, principal = tuple(_dyad(states)), _principal(states)
    return Scene(kinds, details, dyad, pair, defence, marked, topic, published, dense, principal)


def _topic(text: Text, states: list[tuple[int, SlotValue]], parsed: Parsed) -> list[SlotValue]:
    """The first state of the sentence before, when it stands in the same paragraph: who a subjectless verb means."""
    i = parsed.index - 1
    if i < 0 or text.sentences[i].paragraph != parsed.sentence.paragraph:
        return []
    before = text.sentences[i]
    return [v for at, v in states if before.start <= at < before.end][:1]


def is_defence(mention: Mention) -> bool:
    """Tell whether a mention marks its text as about defence or security; `civil` entries of the lexicon do not."""
    if mention.kind in ("item", "topic", "body"):
        return "civil" not in mention.traits
    if mention.kind == "exercise":
        return "unlisted" not in mention.traits  # pupils and footballers exercise, too
    if mention.kind == "agreement":
        return not {"generic", "civil"} & mention.traits
    if mention.kind in ("person", "title"):
        offices = getattr(mention.value, "offices", ())
        if mention.state and getattr(mention.value, "rank", None):
            return True  # a general of some state
        return mention.cls in ("defence", "military") or any(o.scope in ("defence", "military") for o in offices)
    return mention.kind in DEFENCE_KINDS or mention.cls in DEFENCE_CLASSES


def about_defence(mentions: Sequence[Mention]) -> bool:
    """Tell whether a document can hold claims at all: something in it is about defence or security."""
    return any(is_defence(m) for m in mentions)


def _states(text: Text, mentions: Sequence[Mention]) -> list[tuple[int, SlotValue]]:
    out = []
    for m in mentions:
        if m.state and m.kind in ("state", "place", "organisation", "title", "person") and m.state.isupper():
            if m.kind == "place" and "capital" not in m.traits:
                continue
            if m.kind == "organisation" and m.cls in PRIVATE:
                continue
            span = text.span(m.start, m.end)
            value = SlotValue(id=m.state, text=span.of(text.document.text), span=span, basis="context")
            out.append((m.start, value))
    return out


def _dyad(states: list[tuple[int, SlotValue]]) -> list[SlotValue]:
    """The two states that the document is about, when no third one comes near them."""
    counts = Counter(v.id for _, v in states)
    ranked = counts.most_common(3)
    if len(ranked) < 2 or (len(ranked) == 3 and ranked[2][1] * 2 >= ranked[1][1]):
        return []
    first = {state: next(v for _, v in states if v.id == state) for state, _ in ranked[:2]}
    return [first[state] for state, _ in ranked[:2]]


def _principal(states: list[tuple[int, SlotValue]]) -> SlotValue | None:
    """The state that the document is about, when none of the others comes near it."""
    counts = Counter(v.id for _, v in states)
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < _LEADING or (len(ranked) == 2 and ranked[1][1] * 3 > ranked[0][1] * 2):
        return None
    return next(v for _, v in states if v.id == ranked[0][0])


def _pair(states: list[tuple[int, SlotValue]], before: int) -> list[SlotValue]:
    """The last two states named before a place in the text; the document's own two if there are such."""
    dyad = _dyad(states)
    if dyad:
        return dyad
    out: list[SlotValue] = []
    for at, value in reversed(states):
        if at < before and value.id not in {v.id for v in out}:
            out.append(value)
        if len(out) == 2:
            break
    return out if len(out) == 2 else []
