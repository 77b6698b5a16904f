"""Claims and what is known of their documents → records, the same whatever order they come in."""

from __future__ import annotations

import gc
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, groupby
from json.encoder import encode_basestring
from operator import attrgetter, itemgetter
from typing import NamedTuple

from mithaq.claims.kinds import Kind
from mithaq.model.claims import MODALITIES, Claim, SlotValue
from mithaq.model.records import Record, RecordSlot
from mithaq.records.confidence import confidence, confidence_of
from mithaq.records.decisions import PREFER, REJECT, Decisions
from mithaq.records.grouping import Group, group
from mithaq.records.history import history
from mithaq.records.links import linked
from mithaq.records.lore import Lore
from mithaq.records.merge import Merging, alone, merge
from mithaq.records.named import Named
from mithaq.records.persons import People, Suggestion, people
from mithaq.records.same import DATES, days
from mithaq.records.sources import Figures, Origin, Source, origin, voices
from mithaq.records.told import Told
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


def _assembled(claims: Iterable[Claim], sources: Iterable[Source], kinds: Mapping[str, Kind], lore: Lore) -> Assembled:
    told: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.kind in kinds:
            told[claim.kind].append(claim)
    listed = {kind: _listed(told.pop(kind), kinds[kind], lore.decisions) for kind in sorted(told)}
    seen = _overview(chain.from_iterable(listed.values()), sources, lore)
    records: list[Record] = []
    pairs: list[tuple[str, str]] = []
    for kind in list(listed):
        made, open_ = _of_kind(listed.pop(kind), seen, kinds[kind], lore)
        records += made
        pairs += open_
    return Assembled(tuple(records), seen.people.suggestions, tuple(sorted(pairs)))


class Overview(NamedTuple):
    """What the records of one kind need to know of all the others: who is who, and which documents are one voice."""

    about: Origin
    people: People


def overview(
    claims: Iterable[Iterable[Claim]], sources: Iterable[Source], kinds: Mapping[str, Kind], lore: Lore
) -> Overview:
    """Look at all claims once. `claims`: those of each kind by themselves, so that only one kind is in memory."""
    listed = (each for of_one in claims for each in _listed_any(of_one, kinds, lore.decisions))
    return _overview(listed, sources, lore)


def records_of(kind: Kind, claims: Iterable[Claim], seen: Overview, lore: Lore) -> tuple[Record, ...]:
    """Group the claims of one kind into records, by id: the same as if all kinds were grouped together."""
    mine = (claim for claim in claims if claim.kind == kind.id)
    return tuple(_of_kind(_listed(mine, kind, lore.decisions), seen, kind, lore)[0])


def _overview(claims: Iterable[tuple[str, Claim]], sources: Iterable[Source], lore: Lore) -> Overview:
    figures, names = Figures(), Named(lore.decisions)
    for identity, claim in claims:
        figures.add(claim)
        names.add(identity, claim)
    return Overview(origin(sources, lore.outlets, figures), people(names, lore.names, lore.decisions))


def _listed_any(
    claims: Iterable[Claim], kinds: Mapping[str, Kind], decisions: Decisions
) -> Iterable[tuple[str, Claim]]:
    for kind, mine in groupby(claims, key=attrgetter("kind")):
        if kind in kinds:
            yield from _listed(mine, kinds[kind], decisions)


def _of_kind(
    claims: list[tuple[str, Claim]], seen: Overview, kind: Kind, lore: Lore
) -> tuple[Sequence[Record], set[tuple[str, str]]]:
    """Return the records of one kind by id, and which of them may be one thing: no two kinds tell of one thing."""
    named, about = seen.people.named, seen.about
    grouping = group(((i, named(claim)) for i, claim in claims), about.texts, {kind.id: kind}, lore.decisions)
    used: Counter[str] = Counter()
    records: list[Record] = []
    for found in grouping.groups:
        name = _name(found, kind)
        used[name] += 1
        again = f", {used[name]}" if used[name] > 1 else ""
        identity = "r_" + _digest(f"[{encode_basestring(name)}{again}]")
        records.append(_record(identity, found, about, kind, lore.decisions))
    pairs = {(min(a, b), max(a, b)) for a, b in ((records[a].id, records[b].id) for a, b in grouping.open)}
    return linked(sorted(records, key=attrgetter("id")), {kind.id: kind}, lore), pairs


def _listed(claims: Iterable[Claim], kind: Kind, decisions: Decisions) -> list[tuple[str, Claim]]:
    """Return the claims that count, by id; of two of one id the one that comes first in a fixed order."""
    found: dict[str, Claim] = {}
    for claim in claims:
        if not (decisions.places and decisions.of(REJECT, decisions.marks(claim))):
            identity = claim.id
            other = found.setdefault(identity, claim)
            if other is not claim and repr(claim) < repr(other):
                found[identity] = claim
    return [(i, _plausible(c, kind.identity.earliest)) for i, c in sorted(found.items(), key=itemgetter(0))]


def _plausible(claim: Claim, earliest: int) -> Claim:
    """Return the claim without the dates that end before there could be such a thing."""
    dates = [value for slot, values in claim.slots.items() if slot in DATES for value in values] if earliest else ()
    if not any(_early(value, earliest) for value in dates):
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
    if len(told) == 1 and not found.marks and (slots := alone(told[0], kind)) is not None:
        return _lone(identity, told[0], slots, about, kind)
    claims = [(each.id, each.claim) for each in told]
    heard = voices(claims, about)
    documents = sorted(heard)
    known = [about.sources[name] for name in documents if name in about.sources]
    reported = sorted([source.published for source in known if source.published])
    chosen = sorted(decisions.of(PREFER, found.marks), reverse=True) if found.marks else []
    preferred = dict(decisions.preferred[mark.judgement] for mark in reversed(chosen))
    slots = merge(told, Merging(kind, heard, preferred))
    stages = history(kind, claims)
    settled = {decisions.preferred[mark.judgement][0] for mark in chosen}
    if stages and (stage := kind.identity.stage) in slots and stage not in settled:
        last = stages[-1]["status"]
        slots[stage] = RecordSlot(tuple([v for v in slots[stage].agreed if v.value.get("id") == last]))
    sure = confidence(claims, heard)
    return Record(
        id=identity,
        kind=kind.id,
        slots=slots,
        claims=tuple([each.id for each in told]),
        documents=tuple(documents),
        sources=len({voice.name for voice in heard.values()}),
        languages=tuple(sorted({source.language for source in known if source.language})),
        modality=min([claim.modality for _, claim in claims], key=MODALITIES.index),
        confidence=sure.value,
        first_reported=reported[0] if reported else None,
        last_reported=reported[-1] if reported else None,
        status_history=stages,
        explain=sure.steps,
    )


def _lone(identity: str, told: Told, slots: dict[str, RecordSlot], about: Origin, kind: Kind) -> Record:
    """Return the record of a thing that one claim tells of."""
    claim = told.claim
    source = about.sources.get(claim.document)
    published = source.published or None if source else None
    sure = confidence_of(about.alone(claim.document), claim)
    return Record(
        id=identity,
        kind=kind.id,
        slots=slots,
        claims=(told.id,),
        documents=(claim.document,),
        sources=1,
        languages=(source.language,) if source and source.language else (),
        modality=claim.modality,
        confidence=sure.value,
        first_reported=published,
        last_reported=published,
        status_history=history(kind, [(told.id, claim)]),
        explain=sure.steps,
    )


def _name(found: Group, kind: Kind) -> str:
    """Name a thing by its kind and what identifies it in the claim that says most."""
    lead = found.units[0]
    marks = [meant.json for slot in kind.identity.marks if (meant := lead.first.meant.get(slot)) is not None]
    basis = encode_basestring(lead.keys[0] if lead.keys else lead.said)
    return f"[{encode_basestring(kind.id)}, {basis}, [{', '.join(marks)}], {'true' if found.vague else 'false'}]"


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]
