"""Records with their claims → one Excel file: a sheet a kind, the evidence, the sources. No cell is ever a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

from mithaq.export.base import needs
from mithaq.export.values import slot_shown
from mithaq.export.view import Sources, Told, joined, rounded
from mithaq.model.errors import ExportError

LONGEST, MOST_ROWS = 32_767, 1_048_575
_CUT = " […]"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_HEADS = (
    "id", "modality", "confidence", "sources", "documents", "disputed", "first_reported", "last_reported", "languages",
)  # fmt: skip
_EVIDENCE = ("record", "claim", "document", "start", "end", "text", "confidence", "modality")
_SOURCES = ("id", "title", "publisher", "published", "language", "url", "sha256")


def write(items: Iterable[Told], slots: Sequence[str], out: IO[bytes], sources: Sources) -> int:
    """Write the workbook."""
    sheets = _Sheets(needs("openpyxl", "xlsx"))
    used: dict[str, None] = {}
    count = 0
    for told in items:
        record = told.record
        heads = (
            record.id, record.modality, rounded(record.confidence), record.sources, len(record.documents),
            joined(told.disputed), record.first_reported, record.last_reported, joined(record.languages),
        )  # fmt: skip
        cells = (slot_shown(record.slots.get(slot), sources.names.get) for slot in slots)
        sheets.row(record.kind, (*_HEADS, *slots), (*heads, *cells))
        for row in _evidence(told):
            sheets.row("evidence", _EVIDENCE, row)
        used |= dict.fromkeys(record.documents)
        count += 1
    for name in sorted(used):
        about = sources.documents.get(name)
        sheets.row("sources", _SOURCES, [getattr(about, field, name if field == "id" else None) for field in _SOURCES])
    sheets.save(out, _HEADS)
    return count


def _evidence(told: Told) -> Iterator[tuple[Any, ...]]:
    for claim in told.claims:
        for quote in claim.evidence:
            where = (told.record.id, claim.id, claim.document, quote.span.start, quote.span.end, quote.text)
            yield (*where, rounded(claim.confidence), claim.modality)


class _Sheets:
    """The sheets of a workbook, made when their first row comes."""

    def __init__(self, library: Any) -> None:
        self._book = library.Workbook(write_only=True)
        self._cell = library.cell.WriteOnlyCell
        self._sheets: dict[str, Any] = {}
        self._rows: dict[str, int] = {}

    def row(self, name: str, heads: Sequence[str], cells: Sequence[Any]) -> None:
        if name not in self._sheets:
            self._sheets[name] = sheet = self._book.create_sheet(name)
            sheet.freeze_panes = "B2"
            sheet.append(list(heads))
            self._rows[name] = 0
        self._rows[name] += 1
        if self._rows[name] > MOST_ROWS:
            raise ExportError(f"there are more rows of {name} than the {MOST_ROWS:,} of a sheet: use csv or parquet")
        self._sheets[name].append([self._safe(self._sheets[name], cell) for cell in cells])

    def _safe(self, sheet: Any, cell: Any) -> Any:
        if not isinstance(cell, str) or not cell:
            return cell or (None if cell == "" else cell)  # an empty cell is not written at all
        text = _ILLEGAL.sub("\ufffd", cell)
        if len(text) > LONGEST:
            text = text[: LONGEST - len(_CUT)] + _CUT
        made = self._cell(sheet, value=text)
        made.data_type = "s"  # also what begins with "=": it stays text
        return made

    def save(self, out: IO[bytes], heads: Sequence[str]) -> None:
        if not self._sheets:
            self._book.create_sheet("records").append(list(heads))
        self._book.save(out)
