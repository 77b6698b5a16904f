"""Drafts of a document → the same with what only its context says; the order in which context is used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from mithaq.claims.cards import ANCHOR, Card, Trigger
from mithaq.claims.circumstances import circumstance
from mithaq.claims.coming import mark_coming
from mithaq.claims.covers import read_covers
from mithaq.claims.draft import Draft, replace_slots
from mithaq.claims.facing import both_sides
from mithaq.claims.fit import typed
from mithaq.claims.lists import named_before, read_lists
from mithaq.claims.outside import Scene
from mithaq.claims.sentence import Parsed
from mithaq.claims.sides import (
    SIDES,
    date_notice,
    maker,
    open_sides,
    origin,
    same_deal,
    second_party,
    share_notice,
    signed_for,
)
from mithaq.claims.sift import (
    drop_bystanders,
    drop_headlines,
    drop_hollow,
    drop_totals,
    is_habit,
    part_sides,
    says_nothing,
)
from mithaq.claims.topics import add_topics
from mithaq.model.claims import SlotValue
from mithaq.model.values import Money

_SEEN = 0.35  # how far a day may stand from a person to date their office
_ANCHOR = Card("office.person-title", "position", "")
_DAY = "2025-10-20"
_MONTH = 31  # days
_OF_TOTAL = ("programme", "provider", "recipient")


def complete(sentences: Sequence[Parsed], drafts: list[Draft], scene: Scene) -> None:
    """Add the drafts of item lists, then fill sides that the clause left open. Changes `drafts` in place."""
    read_covers(sentences, drafts, scene)
    read_lists(sentences, drafts, scene)
    by_sentence = {p.index: p for p in sentences}
    for draft in drafts:
        if draft.kind == "transfer" and draft.sentence in by_sentence:
            origin(by_sentence[draft.sentence], draft)
            maker(by_sentence[draft.sentence], draft)
    same_deal([d for d in drafts if d.kind == "transfer"])
    for kind, sides in SIDES.items():
        open_sides([d for d in drafts if d.kind == kind], sides, scene, by_sentence)
    for draft in drafts:
        if draft.kind == "agreement":
            signed_for(draft)
        if draft.kind in ("cooperation", "agreement"):
            second_party(draft, scene)
        if draft.kind == "transfer" and draft.generic and draft.sentence in by_sentence:
            named_before(by_sentence[draft.sentence], draft, scene)
    both_sides(sentences, drafts, scene.kinds)
    mark_coming(drafts, scene.kinds, scene.published)
    drop_totals(drafts)
    drop_headlines(drafts)
    date_notice(sentences, drafts)
    share_notice(drafts)
    add_topics(sentences, drafts)
    _dated_offices(drafts)
    for draft in drafts:
        if draft.kind == "position" and draft.sentence in by_sentence and not draft.slots.get("date"):
            _seen_on(by_sentence[draft.sentence], draft)
    _in_office(drafts, scene.published, by_sentence)
    drafts += [
        part
        for d in drafts
        if d.kind == "assistance" and d.sentence in by_sentence
        for part in _parts(by_sentence[d.sentence], d)
    ]
    drafts[:] = [d for d in drafts if not says_nothing(d) and not is_habit(d, by_sentence.get(d.sentence))]
    part_sides(drafts)
    drop_hollow(drafts)
    drop_bystanders(drafts, scene.dense)


def _parts(parsed: Parsed, whole: Draft) -> list[Draft]:
    """ "…, including 2 million in 2022": a part of a total is an amount of its own, of the same programme."""
    amount = whole.first("amount")
    out: list[Draft] = []
    if amount is None or amount.span is None or whole.trigger is None:
        return out
    for i, mention in enumerate(parsed.mentions):
        first, _ = parsed.bounds[i]
        span = parsed.text.span(mention.start, mention.end)
        if not isinstance(mention.value, Money) or span.start <= amount.span.start or not _included(parsed, first):
            continue
        part = replace_slots(
            whole, {k: [replace(v, basis="context") for v in whole.slots.get(k, [])] for k in _OF_TOTAL}
        )
        part.slots["amount"] = [typed(mention.value, span.of(parsed.text.document.text), span.start, parsed.text)]
        period = next(
            (n for n in circumstance(parsed, whole.trigger._replace(first=first, last=first + 1), "anydate")), None
        )
        if period is not None and period.value.span is not None and period.value.span.start > span.start:
            part.slots["period"] = [period.value]
        part.slots = {k: v for k, v in part.slots.items() if v}
        part.evidence, part.at = [span], mention.start
        out.append(part)
    return out


def _included(parsed: Parsed, first: int) -> bool:
    return parsed.words.includes.anywhere(parsed.tokens, max(parsed.sentence.first, first - 4), first)


def _seen_on(parsed: Parsed, draft: Draft) -> None:
    """A day named close to a person in office is a day on which the text shows them in it."""
    person = draft.first("person")
    for i, mention in enumerate(parsed.mentions):
        if (
            person is None
            or person.span is None
            or not parsed.text.span(mention.start, mention.end).overlaps(person.span)
        ):
            continue
        first, last = parsed.bounds[i]
        near = circumstance(parsed, Trigger(_ANCHOR, first, last, ANCHOR, "", ""), "date")
        if near and near[0].cost <= _SEEN and len(str(near[0].value.value)) == len("2025-10-20"):
            draft.slots["date"] = [replace(near[0].value, basis="context")]
        return


def _in_office(drafts: list[Draft], published: str | None, by_sentence: Mapping[int, Parsed]) -> None:
    """An article shows the people it reports on in office on the day of its own event, unless a sentence goes back."""
    today = _own_day(drafts, published)
    for draft in drafts:
        if draft.kind != "position" or today is None or draft.slots.get("date") or draft.slots.get("former"):
            continue
        parsed = by_sentence.get(draft.sentence)
        years = [str(getattr(m.value, "edtf", ""))[:4] for m in parsed.mentions if m.kind == "date"] if parsed else []
        if all(not y or y == str(today.value)[:4] for y in years):
            draft.slots["date"] = [replace(today, basis="context")]


def _own_day(drafts: list[Draft], published: str | None) -> SlotValue | None:
    """The day, at most a month before publication, on which most of the document's events fall."""
    if not published or len(published) < len(_DAY):
        return None
    days = [
        v
        for d in drafts
        if d.kind != "position" and d.modality == "asserted"
        for slot in ("date", "signed")
        for v in d.slots.get(slot, [])
        if len(str(v.value)) == len(_DAY) and 0 <= _days_between(str(v.value), published) <= _MONTH
    ]
    counts = Counter(v.value for v in days)
    return next((v for v in days if v.value == counts.most_common(1)[0][0]), None)


def _days_between(first: str, last: str) -> int:
    try:
        return (date.fromisoformat(last[:10]) - date.fromisoformat(first)).days
    except ValueError:
        return -1


def _dated_offices(drafts: list[Draft]) -> None:
    """Who takes part in a dated event holds the office on that day."""
    for event in drafts:
        slot = {"meeting": ("participants", "date"), "agreement": ("signatories", "signed")}.get(event.kind)
        date = event.first(slot[1]) if slot else None
        if slot is None or date is None:
            continue
        spans = {v.span for v in event.slots.get(slot[0], [])}
        for draft in drafts:
            person = draft.first("person") if draft.kind == "position" else None
            if person is not None and person.span in spans:
                draft.fill("date", [replace(date, basis="context")])
