"""The claims of a large register → its records, kind by kind, so that the claims of one kind are in memory and not all.

Claims of two kinds are never about one thing, so the records are the same as if all were made together. What crosses
kinds is looked at once before: who a person is, and which documents are translations of one another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from mithaq.claims.kinds import Kind
from mithaq.corpus.near import near_classes
from mithaq.model.claims import Claim
from mithaq.model.records import Record
from mithaq.pipeline import RECORDS_VERSION, lore_of
from mithaq.records import Lore, Source, overview, records_of
from mithaq.register import Register

if TYPE_CHECKING:
    from collections.abc import Callable

    from mithaq.knowledge.load import Knowledge

_WIDTH = 8


def assemble(register: Register, knowledge: Knowledge) -> int:
    """Make the records of a register anew and store them; return how many there are."""
    from mithaq.records.decisions import decide
    from mithaq.register.judgements import judgements

    lore = replace(lore_of(knowledge), decisions=decide(judgements(register)))
    records = list(by_kind(register.claims, marked(register), knowledge.kinds, lore))
    register.put_records(records, RECORDS_VERSION)
    return len(records)


def by_kind(
    claims: Callable[[str], Iterable[Claim]], sources: list[Source], kinds: Mapping[str, Kind], lore: Lore
) -> Iterator[Record]:
    """Yield records by kind and id, as `assemble_records` gives them. `claims`: gives those of one kind."""
    seen = overview((claims(kind) for kind in sorted(kinds)), sources, kinds, lore)
    for kind in sorted(kinds):
        yield from records_of(kinds[kind], claims(kind), seen, lore)


def marked(register: Register) -> list[Source]:
    """Return the sources of a register. In place of its sketch each has the number of its class of nearly the same
    text, written like a sketch: what is alike is then the same, and nothing is compared again for every kind."""
    found = near_classes(lambda: ((row.id, row.sketch) for row in register.sources()))
    numbers = {name: number.to_bytes(_WIDTH, "little") for number, name in enumerate(sorted(set(found.values())))}
    return [Source(*row)._replace(sketch=numbers[found[row.id]] if row.sketch else b"") for row in register.sources()]
