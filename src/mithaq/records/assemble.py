"""Claims and what is known of their documents → records, the same whatever order they come in."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping

from mithaq.claims.kinds import Kind
from mithaq.model.claims import MODALITIES, Claim
from mithaq.model.records import Record
from mithaq.records.confidence import confidence
from mithaq.records.grouping import Group, group
from mithaq.records.history import STAGES, history
from mithaq.records.identity import ground
from mithaq.records.merge import merge
from mithaq.records.rules import RULES
from mithaq.records.sources import Source, independent


def assemble_records(
    claims: Iterable[Claim], sources: Iterable[Source], kinds: Mapping[str, Kind]
) -> tuple[Record, ...]:
    """Group claims into records, by kind and id."""
    known = {source.id: source for source in sources}
    classes = independent(known.values())
    used: Counter[str] = Counter()
    records: list[Record] = []
    for found in group((c for c in claims if c.kind in kinds), classes):
        name = _name(found)
        used[name] += 1
        identity = "r_" + _digest([name, used[name]] if used[name] > 1 else [name])
        records.append(_record(identity, found, known, classes, kinds))
    return tuple(sorted(records, key=lambda record: (record.kind, record.id)))


def _record(
    identity: str, found: Group, known: Mapping[str, Source], classes: Mapping[str, str], kinds: Mapping[str, Kind]
) -> Record:
    claims = found.claims
    plain = [claim for _, claim in claims]
    kind = plain[0].kind
    documents = sorted({claim.document for claim in plain})
    reported = sorted(d for name in documents if name in known and (d := known[name].published))
    slots = merge(claims, kinds[kind], classes)
    stages = history(kind, plain)
    if stages and (stage := STAGES[kind][0]) in slots:
        last = stages[-1]["status"]
        agreed = tuple(v for v in slots[stage].agreed if v.value.get("id") == last)
        slots[stage] = type(slots[stage])(agreed)
    return Record(
        id=identity,
        kind=kind,
        slots=slots,
        claims=tuple(i for i, _ in claims),
        documents=tuple(documents),
        sources=len({classes.get(name, name) for name in documents}),
        languages=tuple(sorted({lang for name in documents if name in known and (lang := known[name].language)})),
        modality=min((claim.modality for claim in plain), key=MODALITIES.index),
        confidence=confidence(plain, classes),
        first_reported=reported[0] if reported else None,
        last_reported=reported[-1] if reported else None,
        status_history=stages,
    )


def _name(found: Group) -> str:
    """Name a thing by its kind and what identifies it in the claim that says most."""
    lead = found.units[0]
    marks = [
        [s, sorted(map(ground, lead.first.slots[s]))] for s in RULES[lead.first.kind].marks if s in lead.first.slots
    ]
    basis = lead.keys[0] if lead.keys else lead.said
    return json.dumps([lead.first.kind, basis, marks, found.vague], ensure_ascii=False)


def _digest(value: object) -> str:
    raw = json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return hashlib.sha256(raw).hexdigest()[:16]
