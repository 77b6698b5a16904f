"""Claims and what is known of their documents → records, the same whatever order they come in."""

from __future__ import annotations

import gc
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from mithaq.claims.kinds import Kind
from mithaq.model.claims import MODALITIES, Claim, SlotValue
from mithaq.model.records import Record, RecordSlot
from mithaq.records.confidence import confidence
from mithaq.records.decisions import PREFER, REJECT, Decisions
from mithaq.records.grouping import Group, group
from mithaq.records.history import history
from mithaq.records.links import linked
from mithaq.records.lore import Lore
from mithaq.records.merge import Merging, merge
from mithaq.records.persons import Suggestion, resolve
from mithaq.records.same import DATES, days
from mithaq.records.sources import Origin, Source, origin, voices
from mithaq.records.told import ground
from mithaq.records.when import YEAR


class Assembled(NamedTuple):
    """Records by kind and id. For people to judge: names that may be one person, records that may be one thing."""

    records: tuple[Record, ...]
    persons: tuple[Suggestion, ...]
    pairs: tuple[tuple[str, str], ...]


def assemble_records(
    claims: Iterable[Claim], sources: Iterable[Source], kinds: Mapping[str, Kind], lore: Lore | None = None
) -> tuple[Record, ...]:
    """Group claims into records, by kind and id."""
    return assemble_all(claims, sources, kinds, lore).records


def assemble_all(
    claims: Iterable[Claim], sources: Iterable[Source], kinds: Mapping[str, Kind], lore: Lore | None = None
) -> Assembled:
    """Group claims into records, and keep what was not certain enough.

    Nothing here makes cycles, so Python does not look for them among the millions of objects meanwhile.
    """
    searching = gc.isenabled()
    gc.disable()
    try:
        return _assembled(claims, sources, kinds, lore or Lore())
    finally:
        if searching:
            gc.enable()


def _assembled(
    claims: Iterable[Claim], sources: Iterable[Source], kinds: Mapping[str, Kind], lore: Lore
) -> Assembled:
    listed = _listed(claims, kinds, lore.decisions)
    about = origin(sources, lore.outlets, (claim for _, claim in listed))
    resolved = resolve(listed, lore.names, lore.decisions)
    grouping = group(resolved.claims, about.texts, kinds, lore.decisions)
    used: Counter[str] = Counter()
    records: list[Record] = []
    for found in grouping.groups:
        name = _name(found, kinds)
        used[name] += 1
        identity = "r_" + _digest([name, used[name]] if used[name] > 1 else [name])
        records.append(_record(identity, found, about, kinds[found.units[0].first.claim.kind], lore.decisions))
    pairs = sorted({(*sorted((records[a].id, records[b].id)),) for a, b in grouping.open})
    ordered = sorted(records, key=lambda record: (record.kind, record.id))
    return Assembled(linked(ordered, kinds, lore), resolved.suggestions, tuple((a, b) for a, b in pairs))


def _listed(claims: Iterable[Claim], kinds: Mapping[str, Kind], decisions: Decisions) -> list[tuple[str, Claim]]:
    """Return the claims that count, by id; of two of one id the one that comes first in a fixed order."""
    found: dict[str, Claim] = {}
    for claim in claims:
        if claim.kind in kinds and not (decisions.places and decisions.of(REJECT, decisions.marks(claim))):
            identity = claim.id
            other = found.setdefault(identity, claim)
            if other is not claim and repr(claim) < repr(other):
                found[identity] = claim
    return [(i, _plausible(c, kinds[c.kind].identity.earliest)) for i, c in sorted(found.items(), key=lambda x: x[0])]


def _plausible(claim: Claim, earliest: int) -> Claim:
    """Return the claim without the dates that end before there could be such a thing."""
    if not earliest or not any(_early(v, earliest) for slot in claim.slots.keys() & DATES for v in claim.slots[slot]):
        return claim
    kept = {
        slot: tuple(v for v in values if slot not in DATES or not _early(v, earliest))
        for slot, values in claim.slots.items()
    }
    return replace(claim, slots={slot: values for slot, values in kept.items() if values})


def _early(value: SlotValue, earliest: int) -> bool:
    covered = days(value)
    return covered is not None and covered.last < earliest * YEAR


def _record(identity: str, found: Group, about: Origin, kind: Kind, decisions: Decisions) -> Record:
    told = found.told
    claims = [(each.id, each.claim) for each in told]
    plain = [claim for _, claim in claims]
    heard = voices(claims, about)
    documents = sorted(heard)
    known = [about.sources[name] for name in documents if name in about.sources]
    reported = sorted(source.published for source in known if source.published)
    chosen = sorted(decisions.of(PREFER, found.marks), reverse=True)
    slots = merge(told, Merging(kind, heard, dict(decisions.preferred[mark.judgement] for mark in reversed(chosen))))
    stages = history(kind, claims)
    settled = {decisions.preferred[mark.judgement][0] for mark in chosen}
    if stages and (stage := kind.identity.stage) in slots and stage not in settled:
        last = stages[-1]["status"]
        slots[stage] = RecordSlot(tuple(v for v in slots[stage].agreed if v.value.get("id") == last))
    sure = confidence(claims, heard)
    return Record(
        id=identity,
        kind=kind.id,
        slots=slots,
        claims=tuple(i for i, _ in claims),
        documents=tuple(documents),
        sources=len({voice.name for voice in heard.values()}),
        languages=tuple(sorted({source.language for source in known if source.language})),
        modality=min((claim.modality for claim in plain), key=MODALITIES.index),
        confidence=sure.value,
        first_reported=reported[0] if reported else None,
        last_reported=reported[-1] if reported else None,
        status_history=stages,
        explain=sure.steps,
    )


def _name(found: Group, kinds: Mapping[str, Kind]) -> str:
    """Name a thing by its kind and what identifies it in the claim that says most."""
    lead = found.units[0]
    claim = lead.first.claim
    marks = [[s, sorted(map(ground, claim.slots[s]))] for s in kinds[claim.kind].identity.marks if s in claim.slots]
    basis = lead.keys[0] if lead.keys else lead.said
    return _ENCODE([claim.kind, basis, marks, found.vague])


_ENCODE = json.JSONEncoder(ensure_ascii=False).encode


def _digest(value: object) -> str:
    raw = _ENCODE(value).encode("utf-8", "surrogatepass")
    return hashlib.sha256(raw).hexdigest()[:16]
