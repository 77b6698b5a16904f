"""Mentions of a document → the same, with an office that stands for a person named elsewhere carrying that person."""

from __future__ import annotations

from collections.abc import Sequence

from mithaq.model.mentions import Mention, Person


def resolve(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions; "the Turkish defence minister" becomes the person whom the document gives that office.

    Only where one person alone holds the office in this document, and the mention is of one person.
    """
    holders: dict[tuple[str, str | None], set[tuple[str | None, str | None]]] = {}
    for m in mentions:
        if isinstance(m.value, Person):
            for office in m.value.offices:
                if office.title and not office.former:
                    holders.setdefault((office.title, office.state), set()).add((m.id, m.name))
    return [_held(m, holders) if m.kind == "title" and m.id else m for m in mentions]


def _held(mention: Mention, holders: dict[tuple[str, str | None], set[tuple[str | None, str | None]]]) -> Mention:
    known = holders.get((mention.id or "", mention.state), set())
    if len(known) != 1 or {"two", "many", "former"} & mention.traits:
        return mention
    (person, name), *_ = known
    return mention._replace(kind="person", id=person, name=name, traits=mention.traits | {"office"})
