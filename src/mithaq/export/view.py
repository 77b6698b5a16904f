"""A record with its claims → what the formats ask of it: values, ids, days, places in documents."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from mithaq.export.values import shown
from mithaq.model.claims import Claim, SlotValue
from mithaq.model.records import Record

_BETWEEN = "; "
_PART = re.compile(r"(\d{3}[\dX]|\d{2}XX)(?:-(\d\d))?(?:-(\d\d))?[~?%]?")
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}


class About(Protocol):
    """What is known about a document beside its text."""

    id: str
    title: str | None
    published: str | None
    url: str | None
    publisher: str | None
    language: str | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Sources:
    """What an export may need beside the records. `categories`: id of equipment → its category in arms registers."""

    documents: Mapping[str, Any] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    categories: Mapping[str, str] = field(default_factory=dict)


class Told(NamedTuple):
    """A record with its claims."""

    record: Record
    claims: Sequence[Claim]

    def values(self, slot: str) -> list[Mapping[str, Any]]:
        """Return the values of a slot that stand."""
        found = self.record.slots.get(slot)
        return [v.value for v in found.agreed] if found else []

    def first(self, slot: str) -> Mapping[str, Any]:
        """Return the first value of a slot that stands, or nothing."""
        return next(iter(self.values(slot)), {})

    def words(self, slot: str, names: Mapping[str, str]) -> str:
        """Return the values of a slot that stand, in words."""
        return _BETWEEN.join(shown(value, names.get) for value in self.values(slot))

    def id_of(self, slot: str) -> str:
        """Return the id of the first value of a slot, or nothing."""
        return str(self.first(slot).get("id") or "")

    def date(self, *slots: str) -> str:
        """Return the EDTF date in the first of these slots that holds one."""
        return next((str(v["value"]) for slot in slots if "value" in (v := self.first(slot))), "")

    @property
    def disputed(self) -> list[str]:
        """The slots that hold values which disagree."""
        return [name for name, slot in self.record.slots.items() if slot.disputed]

    def printed(self, slot: str) -> Iterator[SlotValue]:
        """Yield the values of a slot as the documents print them."""
        for claim in self.claims:
            yield from (value for value in claim.slots.get(slot, ()) if value.text)

    @property
    def spans(self) -> list[str]:
        """Where the record was read: `document#char=start,end` of each piece of evidence."""
        return [origin(claim.document, *e.span) for claim in self.claims for e in claim.evidence]


def origin(document: str, start: int, end: int) -> str:
    """Return the address of characters of a document, as RFC 5147 writes it."""
    return f"{document}#char={start},{end}"


class Days(NamedTuple):
    """The first and last day that a date may mean, and its precision: day, month, season, year, decade or interval."""

    first: str = ""
    last: str = ""
    precision: str = ""


def days(edtf: str) -> Days:
    """Return the days that an EDTF date covers; an open end is empty."""
    if not edtf:
        return Days()
    start, slash, end = edtf.partition("/")
    if slash:
        return Days(_point(start).first, _point(end).last, "interval")
    return _point(start)


def _point(part: str) -> Days:
    found = _PART.fullmatch(part)
    if found is None:
        return Days()
    year, month, day = found[1], int(found[2] or 0), found[3]
    if day:
        return Days(f"{year}-{month:02}-{day}", f"{year}-{month:02}-{day}", "day")
    low, high = year.replace("X", "0"), year.replace("X", "9")
    if not month:
        return Days(f"{low}-01-01", f"{high}-12-31", "year" if low == high else "decade")
    first, last = _SEASONS.get(month, (month, month))
    end = calendar.monthrange(int(low), last)[1]
    return Days(f"{low}-{first:02}-01", f"{low}-{last:02}-{end}", "season" if month > 12 else "month")


def is_state(identity: object) -> bool:
    """Tell whether an id is a state's ISO code."""
    return isinstance(identity, str) and len(identity) == 2 and identity.isalpha() and identity.isupper()


def state_of(identity: str) -> str:
    """Return the state of an id: its own code, or that of the organisation's id (`us.africom` → US)."""
    head = identity.partition(".")[0]
    return head.upper() if is_state(identity) or (len(head) == 2 and head != identity) else ""


def web_address(about: object) -> str | None:
    """Return the address of a document if it is one of the web: what programs turn into links must not run scripts."""
    url = getattr(about, "url", None)
    return url if isinstance(url, str) and url.lower().startswith(("https://", "http://")) else None


def joined(parts: Iterable[object]) -> str:
    """Return several values in one cell."""
    return _BETWEEN.join(str(part) for part in parts if part not in (None, ""))


def rounded(confidence: float) -> float:
    """Return a confidence as it is printed."""
    return round(confidence, 3)
