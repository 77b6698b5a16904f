"""Year, month, day and other parts of a date → EDTF (ISO 8601-2) strings; and back to real days for the anchor."""

from __future__ import annotations

from datetime import date


def anchor_day(anchor: str | None) -> date | None:
    """Return the day of the document, or None when unknown or less precise than a day."""
    try:
        return date.fromisoformat(anchor) if anchor and len(anchor) == 10 else None
    except ValueError:
        return None


def edtf(year: int, month: int = 0, day: int = 0) -> str:
    """Return the EDTF of a date with the precision given; '' when the day does not exist."""
    if day:
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            return ""
    return f"{year:04d}-{month:02d}" if month else f"{year:04d}"


def decade(value: int) -> str:
    """Return the EDTF of a decade: 1950 → `195X`; two digits mean the twentieth century, 20 to 30 the current one."""
    year = value if value >= 100 else 1900 + value
    return f"{year // 10}X"


def century(number: int) -> str:
    """Return the EDTF of a century: 18 → `17XX`."""
    return f"{number - 1:02d}XX"
