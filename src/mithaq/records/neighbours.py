"""Spellings of names → the pairs that are worth comparing: those that share a word by sound, never all pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

from mithaq.records.named import Node
from mithaq.records.skeleton import Skeletons

_CROWD = 48


class _Block:
    """Nodes that share a word by sound, by state; those of no known state may be anybody's."""

    def __init__(self) -> None:
        self._states: defaultdict[str, list[int]] = defaultdict(list)
        self._free: list[int] = []

    def put(self, index: int, states: frozenset[str]) -> None:
        """Add a node; nodes come in their order."""
        for state in states:
            self._states[state].append(index)
        if not states:
            self._free.append(index)

    def members(self) -> set[int]:
        """Return all nodes."""
        return set(self._free).union(*self._states.values())

    def meet(self, pairs: set[tuple[int, int]]) -> bool:
        """Add the pairs within each state; tell whether none was too crowded for that."""
        free = self._free if len(self._free) <= _CROWD else []
        groups = [self._free, *(sorted({*met, *free}) for met in self._states.values())]
        fitting = [met for met in groups if len(met) <= _CROWD]
        for met in fitting:
            pairs.update(combinations(met, 2))
        return len(fitting) == len(groups)


def pairs_near(nodes: Sequence[Node], tables: Skeletons) -> list[tuple[int, int]]:
    """Return the pairs that share a word by sound, or nearly; where many share it, two words: never all pairs."""
    sounds = [[_keys(tables.key(word)) for word in tables.words(node.label)] for node in nodes]
    blocks: defaultdict[str, _Block] = defaultdict(_Block)
    for index, node in enumerate(nodes):
        for key in set().union(*sounds[index]):
            blocks[key].put(index, node.states)
    pairs: set[tuple[int, int]] = set()
    for key, block in blocks.items():
        if block.meet(pairs):
            continue
        finer: defaultdict[str, _Block] = defaultdict(_Block)
        for index in sorted(block.members()):
            for other in set().union(*(word for word in sounds[index] if key not in word)):
                finer[other].put(index, nodes[index].states)
        for found in finer.values():
            found.meet(pairs)
    return sorted(pairs)


@lru_cache(maxsize=1 << 16)
def _keys(key: str) -> frozenset[str]:
    return frozenset([key, *(key[:i] + key[i + 1 :] for i in range(len(key)) if len(key) > 2)])
