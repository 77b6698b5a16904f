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
    if a.anew != b.anew and a.sentence != b.sentence and shares(a, b, "quantity"):
        return False  # "another 36" are not the 36 told of before
    if a.generic != b.generic:
        return _class_told(a, b) if a.generic else _class_told(b, a)
    return _related(a.first("item"), b.first("item"))


def _class_told(general: Draft, finer: Draft) -> bool:
    """A class ("frigates", in the headline) and a type of it told of as the same deal: same stage and a common side."""
    if general.cls is None or general.cls != finer.cls or not shares(general, finer, "status"):
        return False
    numbers = general.slots.get("quantity"), finer.slots.get("quantity")
    told = shares(general, finer, "quantity") or not numbers[0]
    return told and shares(general, finer, "supplier", "recipient")


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
    one, two = a.first("format"), b.first("format")
    if one is not None and two is not None and (one.id == "call") != (two.id == "call"):
        return False  # who phoned in the morning may meet in the evening
    visits = [f is not None and f.id == "visit" for f in (one, two)]
    if visits[0] != visits[1] and a.sentence != b.sentence:
        return False  # a visit of several days and the talks held in it
    return shares(a, b, "body") or _same_people(a, b)


_TOLD_ON = 4  # sentences over which "the meeting" speaks of the last one


def _same_people(a: Draft, b: Draft) -> bool:
    """Two talks of one minister on one day are two: all who take part in the one take part in the other, or two do. A
    meeting of nobody but the states ("during the meeting both sides …") goes on about the one just told."""
    one, two = a.slots.get("participants", []), b.slots.get("participants", [])
    if one and two and (all(v.basis == "context" for v in two) or all(v.basis == "context" for v in one)):
        return abs(a.sentence - b.sentence) <= _TOLD_ON
    shared = [v for v in one if any(_meets(v, w) for w in two)]
    if not shared:
        return False
    if _one_sided(one) or _one_sided(two):
        return True  # hosts of one state, and the guest told of elsewhere
    others = [w for w in two if not any(_meets(v, w) for v in one)]
    return len(shared) == len(one) or not others or len(shared) > 1


def _meets(v: SlotValue, w: SlotValue) -> bool:
    """The same person or body, by id or last name; or a state and who speaks for it."""
    states = [_state(x) for x in (v, w)]
    if any(x.id and x.id.isupper() for x in (v, w)) and states[0] == states[1]:
        return True
    names = [{x.id} - {None} | set(fold(x.text or x.name or x.id or "").split()[-1:]) for x in (v, w)]
    return bool(names[0] & names[1])


def _state(value: SlotValue) -> str | None:
    """The state that a participant is, or speaks for."""
    state = dict(value.extra).get("state")
    if state or not value.id:
        return str(state) if state else None
    own, dot, _ = value.id.partition(".")  # ids of a state's people and organs begin with its code
    return own.upper() if dot and len(own) == 2 else value.id if value.id.isupper() else None


def _one_sided(values: list[SlotValue]) -> bool:
    states = {_state(v) for v in values}
    return len(states) == 1 and None not in states


def _exercise(a: Draft, b: Draft) -> bool:
    return shares(a, b, "name") and dates_agree(a, b, "date") and compatible(a, b, "edition")


def _position(a: Draft, b: Draft) -> bool:
    same_person = bool(_persons(a, "person") & _persons(b, "person"))
    same_office = shares(a, b, "title") or shares(a, b, "organisation") or _shorter_title(a, b)
    return same_person and same_office and compatible(a, b, "former") and _one_employer(a, b)


def _shorter_title(a: Draft, b: Draft) -> bool:
    """ "The defence minister" and, later, "the minister" of the same person."""
    x, y = a.first("title"), b.first("title")
    if x is None or y is None or not x.name or not y.name:
        return False
    short, long = sorted((x.name, y.name), key=len)
    return long.startswith(f"{short}-")


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
