"""Two drafts of one document → whether they tell of the same thing."""

from __future__ import annotations

from collections.abc import Callable

from mithaq.claims.draft import Draft
from mithaq.model.claims import SlotValue
from mithaq.text.clean import fold


def block_of(draft: Draft) -> tuple[str, str]:
    """What two drafts must share to be compared at all: their kind, and the slot without which they never are one."""
    slot = _BLOCKS.get(draft.kind)
    value = draft.first(slot) if slot else None
    if value is None:
        return draft.kind, ""
    return draft.kind, value.id.partition("-")[0] if value.id and draft.kind == "transfer" else _ground(value)


def same(a: Draft, b: Draft) -> bool:
    """Tell whether two drafts of one kind are about one thing and do not contradict each other."""
    if a.kind != b.kind or (a.modality != b.modality and {a.modality, b.modality} != {"asserted", "planned"}):
        return False
    if a.kind != "agreement" and a.modality != b.modality:
        return False
    return _TESTS[a.kind](a, b)


def _grounds(draft: Draft, slot: str) -> set[str]:
    return {_ground(v) for v in draft.slots.get(slot, [])}


def _ground(value: SlotValue) -> str:
    return value.ground if value.id or value.value is not None else fold(value.name or value.text or "")


def compatible(a: Draft, b: Draft, *slots: str) -> bool:
    """Neither draft holds a value in these slots that the other lacks entirely; an empty slot agrees with any."""
    for slot in slots:
        x, y = _grounds(a, slot), _grounds(b, slot)
        if x and y and not (x & y):
            return False
    return True


def shares(a: Draft, b: Draft, *slots: str) -> bool:
    """Both hold a common value in one of these slots."""
    return any(_grounds(a, s) & _grounds(b, s) for s in slots)


def dates_agree(a: Draft, b: Draft, slot: str) -> bool:
    """One date contains the other, or one is absent."""
    x, y = a.first(slot), b.first(slot)
    if x is None or y is None:
        return True
    p, q = str(x.value), str(y.value)
    return (
        p.startswith(q)
        or q.startswith(p)
        or (("/" in p) != ("/" in q) and (p.split("/")[0][:7] in q or q.split("/")[0][:7] in p))
    )


def _persons(draft: Draft, slot: str) -> set[str]:
    """Last names and ids by which the people and bodies of a slot are known."""
    out = set()
    for v in draft.slots.get(slot, []):
        words = fold(v.text or v.name or v.id or "").split()
        out |= {v.id} if v.id else set()
        out |= {words[-1]} if words else set()
    return out


def _transfer(a: Draft, b: Draft) -> bool:
    if not compatible(a, b, "supplier", "recipient", "quantity", "status", "channel") or not dates_agree(a, b, "date"):
        return False
    return _related(a.first("item"), b.first("item")) and a.generic == b.generic


def _related(x: SlotValue | None, y: SlotValue | None) -> bool:
    if x is None or y is None:
        return False
    if x.id and y.id:
        return x.id == y.id or x.id.startswith(y.id + "-") or y.id.startswith(x.id + "-")
    return _ground(x) == _ground(y)


def _agreement(a: Draft, b: Draft) -> bool:
    if not _nested(_grounds(a, "parties"), _grounds(b, "parties")):
        return False
    if a.definite != b.definite and a.sentence != b.sentence:
        return dates_agree(a, b, "period")
    if not dates_agree(a, b, "signed") or not dates_agree(a, b, "period"):
        return False
    if a.first("signed") and b.first("signed") and a.modality == b.modality:
        return True
    if a.first("period") and b.first("period") and shares(a, b, "period"):
        return True
    undated = not (a.first("signed") and b.first("signed")) and _head(a) == _head(b)
    return shares(a, b, "title") or undated or _one_is_bare(a, b) or _told_on(a, b)


def _nested(x: set[str], y: set[str]) -> bool:
    """One of the two sets holds the other: a third party makes another agreement."""
    return x <= y or y <= x


def _head(draft: Draft) -> str:
    """The noun that an agreement's title begins with, without the Arabic article."""
    title = draft.first("title")
    words = fold((title.text if title else None) or "").split()
    return words[0].removeprefix("ال") if words else ""


def _told_on(a: Draft, b: Draft) -> bool:
    """The next sentence of the paragraph goes on about the agreement, and only one of the two dates it."""
    dated = [d for d in (a, b) if d.first("signed") or d.first("period")]
    return a.paragraph == b.paragraph and abs(a.sentence - b.sentence) == 1 and len(dated) == 1


def _one_is_bare(a: Draft, b: Draft) -> bool:
    """One of the two is only "the agreement": nothing of its own but the parties."""
    return any(len((d.first("title") or SlotValue(text="")).text or "") <= 12 and not d.first("signed") for d in (a, b))


def _meeting(a: Draft, b: Draft) -> bool:
    if not dates_agree(a, b, "date") or not compatible(a, b, "session"):
        return False
    return bool(_persons(a, "participants") & _persons(b, "participants")) or shares(a, b, "body")


def _exercise(a: Draft, b: Draft) -> bool:
    return shares(a, b, "name") and dates_agree(a, b, "date") and compatible(a, b, "edition")


def _position(a: Draft, b: Draft) -> bool:
    same_person = bool(_persons(a, "person") & _persons(b, "person"))
    same_office = shares(a, b, "title") or shares(a, b, "organisation")
    return same_person and same_office and compatible(a, b, "former") and _one_employer(a, b)


def _one_employer(a: Draft, b: Draft) -> bool:
    """The same organisation, or a state and an organisation of that state."""
    x, y = a.first("organisation"), b.first("organisation")
    if x is None or y is None or _ground(x) == _ground(y):
        return True
    short, long = sorted((x.id or "", y.id or ""), key=len)
    return short.isupper() and long.startswith(f"{short.lower()}.")


def _cooperation(a: Draft, b: Draft) -> bool:
    if not _nested(_grounds(a, "parties"), _grounds(b, "parties")):
        return False
    same_body = _grounds(a, "body") == _grounds(b, "body")
    return same_body and compatible(a, b, "area", "parties", "since") and (shares(a, b, "area") or shares(a, b, "body"))


def _by(*slots: str, also: tuple[str, ...] = ()) -> Callable[[Draft, Draft], bool]:
    """The same in all of these slots, and not contradicting in the others."""

    def test(a: Draft, b: Draft) -> bool:
        return all(shares(a, b, s) for s in slots) and compatible(a, b, *also)

    return test


def _assistance(a: Draft, b: Draft) -> bool:
    return compatible(a, b, "programme", "amount", "provider", "recipient") and shares(a, b, "programme", "amount")


def _training(a: Draft, b: Draft) -> bool:
    return compatible(a, b, "provider", "recipient", "programme", "count", "venue") and shares(
        a, b, "programme", "subject", "venue", "count", "recipient"
    )


def _deployment(a: Draft, b: Draft) -> bool:
    return (
        compatible(a, b, "contributor", "count", "status")
        and shares(a, b, "mission", "places")
        and dates_agree(a, b, "date")
    )


def _statement(a: Draft, b: Draft) -> bool:
    return a.sentence == b.sentence and shares(a, b, "speaker") and compatible(a, b, "act")


_BLOCKS = {"transfer": "item", "membership": "body", "exercise": "name"}

_TESTS: dict[str, Callable[[Draft, Draft], bool]] = {
    "agreement": _agreement,
    "meeting": _meeting,
    "exercise": _exercise,
    "transfer": _transfer,
    "assistance": _assistance,
    "training": _training,
    "membership": _by("member", "body"),
    "deployment": _deployment,
    "cooperation": _cooperation,
    "statement": _statement,
    "position": _position,
}
