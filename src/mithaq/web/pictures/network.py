"""Who stands in one record with whom → columns of actors, those of neither state between, and lines that tie them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

WIDTH, ROW, TOP = 1000, 34, 34
COLUMNS = (330, 500, 670)
_MOST, _MOST_MIDDLE, _MOST_EDGES, _SWEEPS, _MOST_IN_ONE = 10, 6, 40, 4, 12


class Node(NamedTuple):
    """An actor: `column` 0 and 2 are those of the two states, 1 is between; `many`: in how many records."""

    key: str
    column: int
    x: float
    y: float
    many: int


class Edge(NamedTuple):
    """Two actors of `many` records together; `path`: the line between them, `width` 1 to 6."""

    one: str
    other: str
    many: int
    path: str
    width: float


class Network(NamedTuple):
    """The picture; `left_out`: so many pairs of actors are not drawn."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int


def network(records: Iterable[Sequence[str]], columns: Mapping[str, int], turned: bool) -> Network | None:
    """Return the picture of the actors that each record names; None when no two stand together.

    `columns`: in which column each stands. `turned`: the first column is on the right. Of a record that names more than
    twelve, the first twelve count: a long list says little about two of them.
    """
    together: Counter[tuple[str, str]] = Counter()
    many: Counter[str] = Counter()
    for named in records:
        held = sorted(dict.fromkeys(named[:_MOST_IN_ONE]))
        many.update(held)
        together.update(combinations(held, 2))
    pairs = sorted(together.items(), key=lambda item: (-item[1], item[0]))
    chosen = _chosen(pairs, columns)
    drawn = [(pair, n) for pair, n in pairs if chosen.issuperset(pair)][:_MOST_EDGES]
    if not drawn:
        return None
    placed = _ordered({key for pair, _ in drawn for key in pair}, columns, [pair for pair, _ in drawn])
    nodes = {key: Node(key, c, _x(c, turned), _y(row, placed[c], placed), many[key])
             for c, column in placed.items() for row, key in enumerate(column)}  # fmt: skip
    most = drawn[0][1]
    edges = tuple(
        Edge(one, other, n, _line(nodes[one], nodes[other]), round(1 + 5 * (n - 1) / max(1, most - 1), 1))
        for (one, other), n in drawn
    )
    height = TOP + ROW * max(map(len, placed.values())) + 8
    return Network(WIDTH, height, tuple(nodes.values()), edges, len(pairs) - len(drawn))


def _chosen(pairs: Sequence[tuple[tuple[str, str], int]], columns: Mapping[str, int]) -> set[str]:
    """Return the actors that are drawn: of each column those that stand most often with another."""
    weight: Counter[str] = Counter()
    for (one, other), n in pairs:
        across = 3 * n if columns[one] != columns[other] else n
        weight[one] += across
        weight[other] += across
    found: set[str] = set()
    for column in (0, 1, 2):
        own = sorted((key for key in weight if columns[key] == column), key=lambda key: (-weight[key], key))
        found.update(own[: _MOST_MIDDLE if column == 1 else _MOST])
    return found


def _ordered(
    keys: Iterable[str], columns: Mapping[str, int], pairs: Sequence[tuple[str, str]]
) -> dict[int, list[str]]:  # fmt: skip
    """Return the columns, each ordered so that its lines cross little: by the mean place of those it is tied to."""
    near: defaultdict[str, list[str]] = defaultdict(list)
    for one, other in pairs:
        near[one].append(other)
        near[other].append(one)
    held: dict[int, list[str]] = {c: sorted(k for k in keys if columns[k] == c) for c in (0, 1, 2)}
    for _ in range(_SWEEPS):
        for own in held.values():
            place = {key: row for column in held.values() for row, key in enumerate(column)}
            own.sort(key=lambda k, at=place: (sum(at[n] for n in near[k]) / max(1, len(near[k])), k))  # type: ignore[misc]
    return held


def _x(column: int, turned: bool) -> float:
    return float(COLUMNS[2 - column if turned else column])


def _y(row: int, column: Sequence[str], placed: Mapping[int, Sequence[str]]) -> float:
    longest = max(map(len, placed.values()))
    return TOP + ROW * (row + 0.5 + (longest - len(column)) / 2)


def _line(one: Node, other: Node) -> str:
    if one.column != other.column:
        middle = (one.x + other.x) / 2
        return f"M{one.x} {one.y}C{middle} {one.y} {middle} {other.y} {other.x} {other.y}"
    bend = one.x + (30 + abs(one.y - other.y) / 5) * (1 if one.x <= WIDTH / 2 else -1)
    return f"M{one.x} {one.y}Q{round(bend, 1)} {(one.y + other.y) / 2} {other.x} {other.y}"
