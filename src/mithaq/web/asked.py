"""The query of an address → `Asked`: which records a list shows, in what order, and which part of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from mithaq.model.claims import MODALITIES
from mithaq.register.browse import ORDERS, Part
from mithaq.register.selection import Selection
from mithaq.web.desk import WrongAddressError

PER_PAGE, MOST_ROWS, MOST_PAGES = 50, 5000, 100_000
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
_STATE = re.compile(r"[A-Za-z]{2}", re.ASCII)


class Asked(NamedTuple):
    """What is asked of a list of records."""

    kind: str | None = None
    states: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    modality: str | None = None
    disputed: bool = False
    about: str | None = None
    sort: str = "newest"
    page: int = 1

    @property
    def selection(self) -> Selection:
        """What the register is asked for."""
        return Selection(
            kind=self.kind, states=self.states, since=self.since, until=self.until, modality=self.modality,
            disputed=self.disputed, about=self.about, top=True,
        )  # fmt: skip

    @property
    def part(self) -> Part:
        """Which part of it."""
        return Part(self.sort, (self.page - 1) * PER_PAGE, PER_PAGE)

    def query(self, **changed: object) -> dict[str, object]:
        """Return the query of the address of this list, or of one that differs in something; the page starts anew."""
        held: dict[str, object] = {
            "kind": self.kind, "state": self.states, "since": self.since, "until": self.until,
            "modality": self.modality, "disputed": "1" if self.disputed else "", "sort": self.sort,
        }  # fmt: skip
        held |= changed
        return held | {"sort": held["sort"] if held["sort"] != "newest" else ""}


def checked(asked: Asked, kinds: Mapping[str, object]) -> Asked:
    """Return what is asked, in its usual form; WrongAddressError when some of it makes no sense."""
    wrong = [
        asked.kind is not None and asked.kind not in kinds,
        len(asked.states) > 4 or not all(_STATE.fullmatch(state) for state in asked.states),
        any(day is not None and not _DAY.fullmatch(day) for day in (asked.since, asked.until)),
        asked.modality is not None and asked.modality not in MODALITIES,
        asked.sort not in ORDERS,
        not 1 <= asked.page <= MOST_PAGES,
    ]
    if any(wrong):
        raise WrongAddressError
    return asked._replace(states=tuple(dict.fromkeys(state.upper() for state in asked.states)))
