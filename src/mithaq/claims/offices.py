"""Person mentions with their titles → drafts of the kind `position`, one an office."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from mithaq.claims.draft import Draft
from mithaq.model.claims import SlotValue
from mithaq.model.mentions import Mention, Office, Person
from mithaq.model.spans import Span
from mithaq.model.text import Text

RULE = "office.person-title"
SCOPES = frozenset({"defence", "military", "security", "diplomatic", "head-of-state", "government", "parliament"})


def positions(
    text: Text, mentions: Sequence[Mention], names: Mapping[str, str], sentence_of: Callable[[int], int]
) -> list[Draft]:
    """Return one draft for each office that a person is said to hold; `names`: lexicon id → name."""
    drafts = []
    for mention in mentions:
        person = mention.value
        if not isinstance(person, Person):
            continue
        for office in person.offices:
            if (office.scope in SCOPES or (person.rank and office.organisation_at)) and _serves(person, office):
                drafts.append(_position(text, mention, person, office, names, sentence_of(mention.start)))
    return drafts


def _served(mention: Mention, office: Office, names: Mapping[str, str]) -> str | None:
    """The organisation that a title implies if the lexicon knows it, else the state; a known official's id begins with
    the code of theirs."""
    if office.organisation in names:
        return office.organisation
    own = (mention.id or "").partition(".")[0].upper()
    return office.state or mention.state or (own if len(own) == 2 else None)


def _serves(person: Person, office: Office) -> bool:
    """A commander of nothing, without a rank, is as likely the captain of a team."""
    named = office.organisation or office.state or office.organisation_at
    return bool(named or person.rank) or office.scope != "military"


def _position(
    text: Text, mention: Mention, person: Person, office: Office, names: Mapping[str, str], sentence: int
) -> Draft:
    original = text.document.text
    paragraph = text.sentences[sentence].paragraph
    draft = Draft("position", RULE, sentence, paragraph, weight=0.9, at=mention.start, scope=office.scope)
    name = text.span(person.start, person.end)
    draft.slots["person"] = [SlotValue(id=mention.id, name=mention.name, text=name.of(original), span=name)]
    draft.evidence = [name]
    if office.end > office.start:
        title = text.span(office.start, office.end)
        draft.slots["title"] = [SlotValue(name=office.title, text=title.of(original), span=title)]
        draft.evidence = [Span(min(name.start, title.start), max(name.end, title.end))]
    elif office.title:  # the office of several people is named once, elsewhere
        draft.slots["title"] = [SlotValue(name=office.title, basis="inferred")]
    if office.organisation_at is not None:
        where = text.span(*office.organisation_at)
        draft.slots["organisation"] = [
            SlotValue(
                id=office.organisation, name=names.get(office.organisation or ""), text=where.of(original), span=where
            )
        ]
    elif known := _served(mention, office, names):
        draft.slots["organisation"] = [SlotValue(id=known, name=names.get(known), basis="inferred")]
    if person.rank is not None:
        rank = text.span(*person.rank)
        draft.slots["rank"] = [SlotValue(name=person.rank_name, text=rank.of(original), span=rank)]
    if office.former:
        draft.slots["former"] = [SlotValue(value=True, basis="inferred")]
    return draft
