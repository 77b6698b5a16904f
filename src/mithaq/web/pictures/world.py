"""States and how many records name each → their outlines on a map, darker for more; small ones are points."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from math import log
from typing import Any, NamedTuple

STEPS = 4
_LEAST_WIDE, _LEAST_HIGH, _AROUND = 260.0, 130.0, 110.0


class Place(NamedTuple):
    """A state that is named: its outline ("" for a small one), a point in it, its step 1 (few) to 4 (most)."""

    id: str
    shape: str
    x: float
    y: float
    many: int
    step: int


class World(NamedTuple):
    """The picture: the part of the sheet that is shown, and the states on it."""

    x: float
    y: float
    width: float
    height: float
    places: tuple[Place, ...]


@cache
def outlines() -> Mapping[str, Any]:
    """Return the sheet: `width`, `height`, and `countries` with their shapes."""
    held: Mapping[str, Any] = json.loads(
        resources.files("mithaq.web").joinpath("world", "countries.json").read_text(encoding="utf-8")
    )
    return held


@cache
def _known() -> Mapping[str, Mapping[str, Any]]:
    return {country["id"]: country for country in outlines()["countries"] if "id" in country}


def world(counts: Mapping[str, int], whole: bool = True) -> World | None:
    """Return the map of the states that are counted; None when none can be placed. `whole`: show all of the world."""
    held = {code: n for code, n in counts.items() if code in _known() and n > 0}
    if not held:
        return None
    most = max(held.values())
    places = [
        Place(code, at.get("shape", ""), at["at"][0], at["at"][1], n, _step(n, most))
        for code, n in sorted(held.items(), key=lambda item: (item[1], item[0]))
        for at in (_known()[code],)
    ]
    places.sort(key=lambda place: not place.shape)  # points lie above outlines
    sheet = outlines()
    frame = (0.0, 0.0, float(sheet["width"]), float(sheet["height"])) if whole else _frame(places)
    return World(*frame, tuple(places))


def _step(many: int, most: int) -> int:
    return min(STEPS, 1 + int(STEPS * log(many + 0.5) / log(most + 1))) if most > 1 else STEPS


def _frame(places: list[Place]) -> tuple[float, float, float, float]:
    """Return the part of the sheet around the states, never less than a region of the world."""
    sheet = outlines()
    left, right = min(p.x for p in places) - _AROUND, max(p.x for p in places) + _AROUND
    top, bottom = min(p.y for p in places) - _AROUND, max(p.y for p in places) + _AROUND
    width, height = max(right - left, _LEAST_WIDE), max(bottom - top, _LEAST_HIGH)
    height = max(height, width / 3.2)
    x = min(max(0.0, (left + right - width) / 2), max(0.0, sheet["width"] - width))
    y = min(max(0.0, (top + bottom - height) / 2), max(0.0, sheet["height"] - height))
    return round(x, 1), round(y, 1), round(min(width, sheet["width"]), 1), round(min(height, sheet["height"]), 1)
