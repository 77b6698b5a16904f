"""A stretch of the view that names, counts or dates something → `Mention`, the input of the claim stage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from mithaq.model.values import Money, Quantity, When

BARE = "bare"  # the trait of a title that says too little alone: "the minister"


@dataclass(frozen=True, slots=True)
class Office:
    """One office that a person is said to hold: view offsets of the title, and what it implies.

    `organisation` is a lexicon id or None; `organisation_at` the view offsets where the organisation is named.
    `state` the ISO code of the state served, None when unknown. `former`: the text says so.
    """

    start: int
    end: int
    title: str | None = None
    organisation: str | None = None
    organisation_at: tuple[int, int] | None = None
    state: str | None = None
    former: bool = False
    scope: str = "other"


@dataclass(frozen=True, slots=True)
class Person:
    """A person named in the text: view offsets of the bare name, the rank's offsets if any, and their offices."""

    start: int
    end: int
    rank: tuple[int, int] | None = None
    rank_name: str | None = None
    offices: tuple[Office, ...] = ()


class Mention(NamedTuple):
    """Something recognised in the view at `[start, end)`.

    `kind`: state, organisation, person, title (an office with no name beside it), place, item, programme, exercise,
    agreement, body, topic, quantity, money, date, pair ("the two countries"). `id`: lexicon id, None when the lexicon
    does not know it. `name`: usual name in Latin letters, None when unknown. `value`: for quantity, money, date and
    person. `traits`: what else is known (adjective, capital, generic, one, two, many, quoted, …). `state`: ISO code
    of the state the thing belongs to.
    """

    kind: str
    start: int
    end: int
    id: str | None = None
    name: str | None = None
    value: Quantity | Money | When | Person | None = None
    traits: frozenset[str] = frozenset()
    state: str | None = None
    cls: str | None = None
