"""Claims of one thing at several stages → the stages with their dates, figures and claims, in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mithaq.claims.kinds import Kind
from mithaq.model.claims import Claim
from mithaq.records.same import PART
from mithaq.records.told import FIGURES, Told
from mithaq.records.when import Stretch, stretch


@dataclass(slots=True)
class _Stage:
    """What the claims say of one stage: dates with who gives them, and figures."""

    claims: set[str] = field(default_factory=set)
    dates: dict[str, int] = field(default_factory=dict)
    whole: set[float] = field(default_factory=set)
    parts: dict[tuple[str, float], float] = field(default_factory=dict)

    @property
    def date(self) -> str:
        """The most precise date; of equally precise ones the one given most often."""
        return min(self.dates, key=lambda date: (-len(date), -self.dates[date], date), default="")

    @property
    def figure(self) -> float | None:
        """How many pieces: what all claims agree on, else the sum of what the text calls parts."""
        if len(self.whole) == 1:
            return next(iter(self.whole))
        return sum(self.parts.values()) if self.parts and not self.whole else None


def history(kind: Kind, claims: Iterable[tuple[str, Claim]]) -> tuple[Mapping[str, Any], ...]:
    """Return each stage once, by date and else by the order of stages; a stage that ends the thing comes last.

    A stage without a date follows the stage that comes before it by nature. What a document dates after the end was not
    ended: then the end keeps its place by date.
    """
    order = kind.identity.stages
    if not order:
        return ()
    stages: dict[str, _Stage] = {}
    for identity, claim in claims:
        if claim.modality == "denied":
            continue
        for value in claim.slots.get(kind.identity.stage, ()):
            if value.id in order:
                _add(stages.setdefault(value.id or "", _Stage()), identity, claim, kind)
    latest = 0
    placed: list[tuple[int, int, str]] = []
    for name in sorted(stages, key=order.index):
        covered = stretch(stages[name].date)
        latest = covered.first if covered else latest
        placed.append((latest, order.index(name), name))
    return tuple(_shown(name, stages[name]) for _, _, name in sorted(placed))


def _add(stage: _Stage, identity: str, claim: Claim, kind: Kind) -> None:
    stage.claims.add(identity)
    for value in claim.slots.get(kind.identity.stage_date, ()):
        date = str(value.value or "")
        stage.dates[date] = stage.dates.get(date, 0) + 1
    for slot in FIGURES:
        for value in claim.slots.get(slot, ()):
            if isinstance(value.value, int | float):
                if dict(value.extra).get(PART):
                    date = min((str(v.value) for v in claim.slots.get(kind.identity.stage_date, ())), default="")
                    stage.parts[date, float(value.value)] = value.value
                else:
                    stage.whole.add(value.value)


def _shown(name: str, stage: _Stage) -> Mapping[str, Any]:
    shown: dict[str, Any] = {"status": name}
    if stage.date:
        shown["date"] = stage.date
    if stage.figure is not None:
        shown["quantity"] = stage.figure
    return shown | {"claims": sorted(stage.claims)}


def in_order(a: Told, b: Told, kind: Kind) -> bool:
    """Tell whether the stages of two claims could follow one another at their dates."""
    rule, order = kind.identity, kind.identity.stages
    one, two = _date(a, rule.stage_date), _date(b, rule.stage_date)
    if one is None or two is None:
        return True
    for x in a.set(rule.stage):
        for y in b.set(rule.stage):
            if x in order and y in order and x != y and not {x, y} & rule.free:
                early, late = (one, two) if order.index(x) < order.index(y) else (two, one)
                if early.first > late.last:
                    return False
    return True


def _date(told: Told, slot: str) -> Stretch | None:
    found = told.days(slot)
    return found[0] if found else None
