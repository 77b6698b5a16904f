"""Mentions of a document → the same, with offices joined to the persons who hold them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from mithaq.claims.facing import mark
from mithaq.model.mentions import BARE, Mention, Office, Person

Known = dict[tuple[str | None, str | None], Mention]  # (id, name) → where a person is first named, in order of place
Holders = dict[tuple[str, str | None, bool], Known]  # by title, state and whether they are out of office
_ANY = "*"  # any state
COUNTERPART = "counterpart"  # the title entry for "his counterpart"
_GLUED = 2  # characters between a name and the office in apposition: a blank, or a comma and a blank
_JOINED = 5  # characters of a conjunction with its blanks
_SEVERAL = frozenset({"two", "many"})


def resolve(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions with five things mended.

    An adjective joined to a plural office is another state's office. A person without an office takes the one in
    apposition right behind the name; a counterpart holds the office of the person named before, in their own state.
    "The Turkish defence minister" becomes the person whom the document gives that office, where one alone holds it; so
    does "the chief of staff", or "the minister", of whoever was named before. A bare title that stands for nobody goes.
    """
    joined = _counterparts(_several(_appositions(mentions)))
    holders: Holders = {}
    for m in joined:
        for office in m.value.offices if isinstance(m.value, Person) else ():
            _hold(holders, office, m)
    held = [_held(m, holders) if m.kind == "title" and m.id else m for m in joined]
    return [m for m in held if BARE not in m.traits]


def _appositions(mentions: Sequence[Mention]) -> list[Mention]:
    out: list[Mention] = []
    for m in mentions:
        last = out[-1] if out else None
        if (
            last is not None
            and m.kind == "title"
            and isinstance(last.value, Person)
            and not last.value.offices
            and m.start - last.end <= _GLUED
            and not _SEVERAL & m.traits
        ):
            out[-1] = _with_office(last, last.value, m)
        else:
            out.append(m)
    return out


def _several(mentions: Sequence[Mention]) -> list[Mention]:
    """ "The Japanese and Australian defence ministers" with the adjectives behind: an office each."""
    out: list[Mention] = []
    for m in mentions:
        last = out[-1] if out else None
        if (
            last is not None
            and last.kind == "title"
            and last.state
            and _SEVERAL & last.traits
            and m.kind == "state"
            and "adjective" in m.traits
            and m.state != last.state
            and 0 < m.start - last.end <= _JOINED
        ):
            traits = frozenset(t for t in last.traits if not t.startswith("organisation:"))
            out.append(last._replace(start=m.start, end=m.end, state=m.state, traits=traits))
        else:
            out.append(m)
    return out


def _counterparts(mentions: Sequence[Mention]) -> list[Mention]:
    out: list[Mention] = []
    before: Office | None = None
    whose = 0
    for m in mentions:
        offices = m.value.offices if isinstance(m.value, Person) else ()
        if isinstance(m.value, Person) and any(o.title == COUNTERPART for o in offices) and before is not None:
            held = tuple(_same_office(o, before) if o.title == COUNTERPART else o for o in offices)
            traits = m.traits | {mark(whose)}
            m = m._replace(value=replace(m.value, offices=held), cls=before.scope, traits=traits)
        elif m.kind == "title" and m.id == COUNTERPART and before is not None:
            m = m._replace(id=before.title, cls=before.scope, traits=m.traits | {mark(whose)})
        elif offices:
            before, whose = offices[0], m.start
        out.append(m)
    return out


def _same_office(office: Office, before: Office) -> Office:
    return replace(office, title=before.title, scope=before.scope, organisation=office.organisation or office.state)


def _with_office(person: Mention, value: Person, title: Mention) -> Mention:
    organisation = next((t[13:] for t in title.traits if t.startswith("organisation:")), None)
    former = "former" in title.traits
    office = Office(title.start, title.end, title.id, organisation, None, title.state, former, title.cls or "other")
    held = replace(value, offices=(office,))
    return person._replace(end=title.end, value=held, state=title.state, cls=title.cls)


def _hold(holders: Holders, office: Office, person: Mention) -> None:
    """Enter a person under their title, with and without its state, and under what a bare word for it may be."""
    title = office.title or ""
    wider = [title[:i] for i, c in enumerate(title) if c == "-"]
    keys = [(title, office.state or person.state), (title, _ANY), *((f"{w}-", _ANY) for w in wider)]
    for name, state in dict.fromkeys(keys) if title else ():
        holders.setdefault((name, state, office.former), {}).setdefault((person.id, person.name), person)


def _held(mention: Mention, holders: Holders) -> Mention:
    if _SEVERAL & mention.traits or mention.id is None:
        return mention
    former = "former" in mention.traits
    known = list(islice(holders.get((mention.id, mention.state, former), {}).values(), 2))
    if mention.state is None and not known:  # "the minister" is one named before
        wide = [mention.id, f"{mention.id}-"] if BARE in mention.traits else [mention.id]
        known = [p for w in wide for p in islice(holders.get((w, _ANY, former), {}).values(), 2)]
        known = [p for p in known if p.start < mention.start]
    if len({(p.id, p.name) for p in known}) != 1:
        return mention
    person = known[0]
    assert isinstance(person.value, Person)
    value = Person(person.value.start, person.value.end) if mention.state is None else None
    traits = mention.traits - {BARE} | {"office"}
    state = mention.state or person.state
    return mention._replace(kind="person", id=person.id, name=person.name, value=value, traits=traits, state=state)
