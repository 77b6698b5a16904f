"""The contract's kinds and slots → one plain SQL view for each kind of record, for people who write SQL.

Of each slot: the values that stand, in words; `…_id` their ids where they have them; `…_number` the first figure; and
`…_disputed` the values that disagree. Several values stand in one cell, between semicolons.
"""

from __future__ import annotations

from collections.abc import Iterator

_DATED = ("date", "signed", "period", "since", "frequency")
_FIGURES = ("quantity", "value", "amount", "count", "participant_count", "personnel", "session", "edition")
SLOTS = {
    "agreement": ("title", "signed", "period", "parties", "place", "signatories", "subject", "action"),
    "meeting": ("participants", "date", "place", "format", "body", "session", "topics"),
    "exercise": (
        "name", "hosts", "leader", "participants", "participant_count", "personnel",
        "date", "since", "edition", "place", "frequency",
    ),
    "transfer": (
        "item", "supplier", "recipient", "quantity", "channel", "status", "value", "date", "place", "manufacturer",
    ),
    "assistance": ("programme", "provider", "recipient", "amount", "period", "frequency", "purpose"),
    "training": ("provider", "recipient", "programme", "subject", "venue", "since", "count"),
    "membership": ("member", "body", "role", "since", "by"),
    "deployment": ("contributor", "places", "mission", "count", "date", "status"),
    "cooperation": ("parties", "area", "body", "frequency", "since"),
    "statement": ("speaker", "act", "target", "addressee", "topic", "place", "date"),
    "position": ("person", "title", "organisation", "rank", "date", "former"),
}  # fmt: skip
_COMMON = ("modality", "confidence", "disputed", "sources", "documents", "first_reported", "last_reported")


def create(dialect: str) -> Iterator[str]:
    """Yield the statements that make the views."""
    for kind, slots in SLOTS.items():
        columns = ["r.id", "r.date AS happened", *(f"r.{name}" for name in _COMMON)]
        for slot in slots:
            columns += _columns(dialect, slot)
        yield f"CREATE VIEW records_{kind} AS SELECT {', '.join(columns)} FROM records r WHERE r.kind = '{kind}'"


def drop() -> Iterator[str]:
    """Yield the statements that remove them."""
    return (f"DROP VIEW records_{kind}" for kind in SLOTS)


def _columns(dialect: str, slot: str) -> Iterator[str]:
    shown = "coalesce(v.name, v.value, v.value_id)"
    yield f'{_joined(dialect, shown, slot, "NOT v.disputed")} AS "{slot}"'
    if slot in _FIGURES:
        one = f"v.record = r.id AND v.slot = '{slot}' AND v.position = 0 AND NOT v.disputed"
        yield f'(SELECT v.number FROM record_values v WHERE {one}) AS "{slot}_number"'
    elif slot not in _DATED:
        yield f'{_joined(dialect, "v.value_id", slot, "NOT v.disputed")} AS "{slot}_id"'
    yield f'{_joined(dialect, shown, slot, "v.disputed")} AS "{slot}_disputed"'


def _joined(dialect: str, what: str, slot: str, standing: str) -> str:
    join = "group_concat" if dialect == "sqlite" else "string_agg"
    values = f"SELECT v.position, {what} AS said FROM record_values v WHERE v.record = r.id AND v.slot = '{slot}'"
    ordered = f"{values} AND {standing} ORDER BY v.position"
    return f"(SELECT {join}(s.said, '; ') FROM ({ordered}) s)"
