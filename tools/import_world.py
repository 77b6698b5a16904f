"""The npm package `world-atlas` (unpacked) → web/world/countries.json, static/world.svg: outlines for the map.

    npm pack world-atlas@2 && tar xzf world-atlas-2*.tgz && python tools/import_world.py package

Shapes: countries-110m.json (Natural Earth, public domain; packed as TopoJSON by Michael Bostock, ISC), in the Equal
Earth projection, on a sheet 1000 wide, to one place after the point. States too small for that scale get a point: the
middle of their shape in countries-50m.json. Needs `pycountry` for the codes, and that only here: pip install pycountry
"""

from __future__ import annotations

import json
import re
import sys
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

import pycountry

OUT = Path(__file__).parents[1] / "src" / "mithaq" / "web" / "world" / "countries.json"
GROUND = OUT.parents[1] / "static" / "world.svg"
WIDTH, SOUTHMOST, CENTRE = 1000, -58.0, 11.0
UNCODED = {"Kosovo": "XK"}
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
ABOUT = (
    "Outlines of states for the map, made by tools/import_world.py: not to be edited by hand. Natural Earth 1:110m "
    "(public domain) as packed in npm world-atlas 2.0.2 (ISC, world/LICENSE.txt). It draws the lines of actual control "
    "as Natural Earth sees them; Mithaq takes no side in them. shape: an SVG path; at: where a mark stands. What has "
    "no code is drawn and never coloured."
)


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Equal Earth (Šavrič, Patterson, Jenny 2018)."""
    t = asin(sqrt(3) / 2 * sin(radians(latitude)))
    x = 2 * sqrt(3) * radians(longitude) * cos(t) / (3 * (9 * A4 * t**8 + 7 * A3 * t**6 + 3 * A2 * t**2 + A1))
    return x, t * (A4 * t**8 + A3 * t**6 + A2 * t**2 + A1)


SCALE = WIDTH / (2 * project(180, 0)[0])
TOP = project(0, 84)[1]


def whole(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The ring without its leap over the date line, counted from the middle of the sheet."""
    found, last = [], ring[0][0]
    for longitude, latitude in ring:
        last += (longitude - last + 180) % 360 - 180
        found.append((last - CENTRE, latitude))
    mean = sum(p[0] for p in found) / len(found)
    return [(x - 360 * round(mean / 360), y) for x, y in found]


def placed(point: tuple[float, float]) -> tuple[float, float]:
    x, y = project(*point)
    return round(WIDTH / 2 + x * SCALE, 1), round((TOP - y) * SCALE, 1)


class Atlas:
    """One TopoJSON file."""

    def __init__(self, path: Path) -> None:
        held = json.loads(path.read_text("utf-8"))
        self.countries = held["objects"]["countries"]["geometries"]
        (sx, sy), (tx, ty) = held["transform"]["scale"], held["transform"]["translate"]
        self.arcs = []
        for arc in held["arcs"]:
            x = y = 0
            line = []
            for dx, dy in arc:
                x, y = x + dx, y + dy
                line.append((x * sx + tx, y * sy + ty))
            self.arcs.append(line)

    def rings(self, shape: Any) -> list[list[tuple[float, float]]]:
        """The outer rings of a country."""
        parts = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        found = []
        for part in parts:
            ring: list[tuple[float, float]] = []
            for number in part[0]:
                line = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
                ring += line if not ring else line[1:]
            found.append(ring)
        return found


def area(ring: list[tuple[float, float]]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*ring, ring[0]]))) / 2


def middle(rings: list[list[tuple[float, float]]]) -> tuple[float, float]:
    largest = max(rings, key=area)
    return tuple(round(sum(p[i] for p in largest) / len(largest), 1) for i in (0, 1))  # type: ignore[return-value]


def short(figure: float) -> str:
    return re.sub(r"^(-?)0(?=\.)", r"\1", f"{figure:.1f}").removesuffix(".0").replace("-0", "0") or "0"


def path(rings: list[list[tuple[float, float]]]) -> str:
    parts = []
    for ring in rings:
        points = [p for n, p in enumerate(ring) if n == 0 or p != ring[n - 1]]
        if len(points) > 3:
            steps = [f"{short(q[0] - p[0])},{short(q[1] - p[1])}".replace(",-", "-") for p, q in pairwise(points)]
            parts.append(f"M{short(points[0][0])},{short(points[0][1])}l" + " ".join(steps) + "z")
    return "".join(parts)


def code_of(shape: Any) -> str:
    found = pycountry.countries.get(numeric=shape["id"]) if shape.get("id") else None
    return str(found.alpha_2) if found else UNCODED.get(shape["properties"]["name"], "")


def main(folder: Path) -> None:
    coarse, fine = Atlas(folder / "countries-110m.json"), Atlas(folder / "countries-50m.json")
    found: list[dict[str, object]] = []
    known: set[str] = set()
    for atlas, with_shape in ((coarse, True), (fine, False)):
        for shape in sorted(atlas.countries, key=lambda s: code_of(s) or s["properties"]["name"]):
            code, name = code_of(shape), shape["properties"]["name"]
            rings = [[placed(p) for p in whole(ring)] for ring in atlas.rings(shape)]
            if code == "AQ" or code in known or not (code or with_shape):
                continue
            row: dict[str, object] = {"id": code} if code else {"name": name}
            found.append(row | {"at": middle(rings)} | ({"shape": path(rings)} if with_shape else {}))
            known.add(code or name)
    rows = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in found)
    height = round((TOP - project(0, SOUTHMOST)[1]) * SCALE)
    head = f'"about": {json.dumps(ABOUT)},\n"width": {WIDTH}, "height": {height}'
    OUT.write_text(f'{{{head},\n"countries": [\n{rows}\n]}}\n', "utf-8")
    shapes = "".join(str(row.get("shape", "")) for row in found)
    path_ = f'<path d="{shapes}" fill="#8a9498" fill-opacity=".28" stroke="#8a9498" stroke-width=".5"/>'
    size = f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
    GROUND.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{path_}</svg>\n', "utf-8")
    print(f"{len(found)} outlines and points in {OUT}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
