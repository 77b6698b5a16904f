"""A record → `Line`: what it says in one line, in the words of the reader, with what must be said beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from mithaq.claims.kinds import Kind
from mithaq.knowledge.yaml import parse
from mithaq.model.records import Record
from mithaq.register.rows import date_of
from mithaq.web.values import Bit, Values


class Stage(NamedTuple):
    """One step of a thing's history: its name, when, and where it leads."""

    id: str
    name: str
    date: str


class Line(NamedTuple):
    """A record in one line. `title`: what; `sides`: who gives and who takes, or who with whom (`arrow` tells which).
    `edtf`: the date as stored, "" for none; `reported`: only the day of the first report is known."""

    id: str
    href: str
    kind: str
    kind_name: str
    title: tuple[tuple[Bit, ...], ...]
    sides: tuple[tuple[Bit, ...], ...]
    arrow: bool
    notes: tuple[tuple[Bit, ...], ...]
    edtf: str
    date: str
    reported: bool
    modality: str
    sure: str
    confidence: float
    sources: int
    documents: int
    disputed: bool
    history: tuple[Stage, ...]

    @property
    def words(self) -> str:
        """The line as plain text, without its sides."""
        return " ".join(b.text for bits in self.title for b in bits) or self.kind_name

    @property
    def parties(self) -> str:
        """The sides as plain text."""
        return " – ".join(", ".join(b.text for b in bits) for bits in self.sides if bits)


@cache
def layouts() -> Mapping[str, Mapping[str, Any]]:
    """Return how each kind is told."""
    text = resources.files("mithaq.web").joinpath("kinds.yml").read_text(encoding="utf-8")
    held: Mapping[str, Mapping[str, Any]] = parse(text, "web/kinds.yml")
    return held


class Teller:
    """Tells records to one reader."""

    def __init__(self, values: Values, kinds: Mapping[str, Kind]) -> None:
        self.values, self.kinds = values, kinds
        self._lines: dict[str, Line] = {}

    def line(self, record: Record) -> Line:
        """Return the line of one record; ask after `Values.learn`, for it is kept."""
        if record.id not in self._lines:
            self._lines[record.id] = self._line(record)
        return self._lines[record.id]

    def _line(self, record: Record) -> Line:
        kind, layout = self.kinds[record.kind], layouts()[record.kind]
        edtf = date_of(record) or ""
        shown = edtf or record.first_reported or ""
        pick = self._picker(record, kind)
        arrow = "from" in layout
        sides = (pick(layout["from"]), pick(layout["to"])) if arrow else (pick(layout.get("with", ())),)
        title = self._each(record, kind, layout["title"])
        return Line(
            id=record.id,
            href=self.values.links.record(record.id),
            kind=record.kind,
            kind_name=self.values.kind(kind),
            title=title,
            sides=tuple(side for side in sides if side),
            arrow=arrow and all(sides),
            notes=self._each(record, kind, layout.get("notes", ())),
            edtf=edtf,
            date=self.values.writing.date(shown) if shown else "",
            reported=not edtf and bool(shown),
            modality=record.modality,
            sure=self.values.writing.share(record.confidence),
            confidence=record.confidence,
            sources=record.sources,
            documents=len(record.documents),
            disputed=record.disputed,
            history=self.history(record),
        )

    def _picker(self, record: Record, kind: Kind) -> Any:
        def pick(slots: Sequence[str]) -> tuple[Bit, ...]:
            found = (b for s in slots for b in self.values.bits(record.slots.get(s), kind.slots.get(s)))
            return tuple(dict.fromkeys(found))

        return pick

    def _each(self, record: Record, kind: Kind, slots: Sequence[str]) -> tuple[tuple[Bit, ...], ...]:
        cells = (self.cell(record, kind, slot) for slot in slots)
        return tuple(cell for cell in cells if cell)

    def cell(self, record: Record, kind: Kind, slot: str) -> tuple[Bit, ...]:
        """Return the values of a slot that stand, those in dispute after them."""
        held, spec = record.slots.get(slot), kind.slots.get(slot)
        return self.values.bits(held, spec)

    def history(self, record: Record) -> tuple[Stage, ...]:
        """Return the stages that a thing went through."""
        return tuple(
            Stage(
                str(step["status"]),
                self.values.label(str(step["status"])) or str(step["status"]),
                self.values.writing.date(str(step["date"])) if step.get("date") else "",
            )
            for step in record.status_history
        )
