"""What knowledge/language says about the joints of a sentence → `Clauses`: prepositions, barriers, tense, modality."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Clauses:
    """The function words of one language, all folded.

    `prepositions`: word or phrase → its name in cards (`to`, `from`, …). `clitics`: Arabic letter → name. `operators`:
    word or phrase → modality it gives to what follows (`planned`, `alleged`, `denied`, `negated`). `counted`: noun →
    what a number before it counts (`states`, `troops`, `sessions`). `light`: verb that lends its tense to a noun.
    """

    language: str
    prepositions: Mapping[str, str] = field(default_factory=dict)
    clitics: Mapping[str, str] = field(default_factory=dict)
    conjunctions: frozenset[str] = frozenset()
    barriers: frozenset[str] = frozenset()
    relatives: frozenset[str] = frozenset()
    complementizers: frozenset[str] = frozenset()
    transparent: frozenset[str] = frozenset()
    light: Mapping[str, str] = field(default_factory=dict)
    passive: frozenset[str] = frozenset()
    active: frozenset[str] = frozenset()
    future: frozenset[str] = frozenset()
    operators: Mapping[str, str] = field(default_factory=dict)
    post_operators: Mapping[str, str] = field(default_factory=dict)
    counted: Mapping[str, str] = field(default_factory=dict)
    title_links: frozenset[str] = frozenset()
    title_stops: frozenset[str] = frozenset()
    includes: frozenset[str] = frozenset()
    frequency: Mapping[str, str] = field(default_factory=dict)
    attribution: frozenset[str] = frozenset()
    longest: int = 4


EMPTY = Clauses("")
