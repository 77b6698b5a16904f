"""Claims of one thing at several stages → the stages with their dates, in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mithaq.model.claims import Claim
from mithaq.records.same import days
from mithaq.records.when import Stretch, stretch

STAGES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "transfer": (
        "status",
        (
            "planned",
            "sought",
            "requested",
            "notified",
            "approved",
            "ordered",
            "sold",
            "delivered",
            "suspended",
            "cancelled",
        ),
    ),
    "agreement": ("action", ("proposed", "negotiating", "announced", "signed", "ratified", "in-force", "renewed")),
    "deployment": ("status", ("planned", "deployed", "reinforced", "extended", "reduced", "withdrawn")),
}
_DATES = {"transfer": "date", "agreement": "signed", "deployment": "date"}
_FREE = frozenset({"suspended", "cancelled", "renewed", "extended", "reduced", "reinforced"})


def history(kind: str, claims: Iterable[Claim]) -> tuple[Mapping[str, str], ...]:
    """Return each stage once, with the most precise date given for it, by date and else by the order of stages.

    A stage without a date follows the stage that comes before it by nature.
    """
    if kind not in STAGES:
        return ()
    slot, order = STAGES[kind]
    dates: dict[str, str] = {}
    for claim in claims:
        if claim.modality == "denied":
            continue
        for value in claim.slots.get(slot, ()):
            stage = value.id or ""
            date = _date(kind, claim)
            if stage in order and (stage not in dates or _better(date, dates[stage])):
                dates[stage] = date
    latest = 0
    placed: list[tuple[int, int, str]] = []
    for stage in sorted(dates, key=order.index):
        covered = _covered(dates[stage])
        latest = covered.first if covered else latest
        placed.append((latest, order.index(stage), stage))
    return tuple(
        {"status": stage, "date": dates[stage]} if dates[stage] else {"status": stage} for _, _, stage in sorted(placed)
    )


def in_order(a: Claim, b: Claim) -> bool:
    """Tell whether the stages of two claims could follow one another at their dates."""
    slot, order = STAGES[a.kind]
    one, two = _date_span(a), _date_span(b)
    if one is None or two is None:
        return True
    for x in (v.id for v in a.slots.get(slot, ())):
        for y in (v.id for v in b.slots.get(slot, ())):
            if x in order and y in order and x != y and not {x, y} & _FREE:
                early, late = (one, two) if order.index(x) < order.index(y) else (two, one)
                if early.first > late.last:
                    return False
    return True


def _date(kind: str, claim: Claim) -> str:
    values = claim.slots.get(_DATES[kind], ())
    return min((str(v.value) for v in values), default="")


def _date_span(claim: Claim) -> Stretch | None:
    values = claim.slots.get(_DATES[claim.kind], ())
    return days(values[0]) if values else None


def _covered(date: str) -> Stretch | None:
    return stretch(date)


def _better(date: str, than: str) -> bool:
    return (-len(date), date) < (-len(than), than)
