"""Two claims of one kind → whether they are about the same thing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mithaq.claims.kinds import Identity, Kind
from mithaq.model.claims import SlotValue
from mithaq.records.history import in_order
from mithaq.records.persons import OFFICES
from mithaq.records.same import DATES, beside, same_id
from mithaq.records.told import Meant, Told

_NOTHING = Meant("", ())
_MONTH_LONG = len("2020-10")


def may_be_same(a: Told, b: Told, kind: Kind) -> bool:
    """Tell whether nothing speaks against two claims of one block being about one thing."""
    rule = kind.identity
    for slot in rule.agree:
        if not (_fits(a, b, slot) or _near(a, b, slot, rule)):
            return False
    for slot in rule.equal:
        if a.set(slot) and b.set(slot) and a.set(slot) != b.set(slot):
            return False
    finer = _FINER.get(kind.id)
    return finer is None or finer(a, b, kind)


def bound(a: Told, b: Told, kind: Kind) -> bool:
    """Tell whether something speaks for it: enough for a group when it is so with one of its claims."""
    ties = _TIES.get(kind.id)
    return ties is None or ties(a, b, kind)


def apart(a: Told, b: Told, rule: Identity) -> bool:
    """Tell whether two claims of one document give different figures: then they mean two things."""
    return not all(_fits(a, b, slot) for slot in rule.apart)


def _fits(a: Told, b: Told, slot: str) -> bool:
    """Tell whether the slot is open on a side or some value of one goes with some value of the other."""
    one, two = a.meant.get(slot), b.meant.get(slot)
    if one is None or two is None or one is two or not one.grounds.isdisjoint(two.grounds):
        return True
    if slot in DATES:
        ones, twos = one.days, two.days
        if len(ones) != len(one.values) or len(twos) != len(two.values):
            return True  # one of them is no date
        return any(x.contains(y) or y.contains(x) for x in ones for y in twos)
    return any(beside(slot, x, y) for x in one.values for y in two.values)


def _near(a: Told, b: Told, slot: str, rule: Identity) -> bool:
    """Tell whether two documents date one thing a few days apart."""
    if slot not in rule.near or a.claim.document == b.claim.document:
        return False
    most = rule.near[slot]
    return any(
        x.first == x.last and y.first == y.last and abs(x.first - y.first) <= most
        for x in a.days(slot)
        for y in b.days(slot)
    )


def _shares(a: Told, b: Told, slot: str) -> bool:
    return not a.set(slot).isdisjoint(b.set(slot))


def _overlap(a: Told, b: Told, slot: str) -> bool | None:
    """Tell whether two dates share a day; None when one is open."""
    if not a.set(slot) or not b.set(slot):
        return None
    ones, twos = a.days(slot), b.days(slot)
    return not ones or not twos or any(x.overlaps(y) for x in ones for y in twos)


def _term(a: Told, b: Told, slot: str, rule: Identity) -> bool:
    one, two = a.set(slot), b.set(slot)
    if not one or not two or not one.isdisjoint(two):
        return True
    pairs = rule.alike.get(slot, frozenset())
    return any(frozenset({x, y}) in pairs for x in _terms(a, slot) for y in _terms(b, slot))


def _terms(told: Told, slot: str) -> frozenset[str]:
    return frozenset(v.id or "" for v in told.slots.get(slot, ()))


def _within(a: Told, b: Told, slot: str) -> bool:
    """Tell whether one set holds the other; an office goes for who holds it."""
    one, two = sorted((a.meant.get(slot, _NOTHING), b.meant.get(slot, _NOTHING)), key=lambda meant: len(meant.grounds))
    return all(
        any(same_id(x, y) for y in two.grounds)
        or any(x in _held(y) for y in two.values)
        or any(two.grounds.intersection(_held(v)) for v in one.values if v.ground.casefold() == x)
        for x in one.grounds
    )


def _held(value: SlotValue) -> list[str]:
    return str(dict(value.extra).get(OFFICES, "")).split() if value.extra else []


def _agreement(a: Told, b: Told, kind: Kind) -> bool:
    sharp, blunt = _sharp(a, kind.identity), _sharp(b, kind.identity)
    if sharp and blunt:
        return bool(sharp & blunt) and _within(a, b, "parties")
    if a.set("parties") != b.set("parties"):
        return _shares(a, b, "title") and _within(a, b, "parties")
    if _shares(a, b, "title") or not (a.set("title") or b.set("title")):
        return True
    dated = [_overlap(a, b, slot) for slot in ("signed", "period")]
    if _near(a, b, "signed", kind.identity):
        return not (sharp or blunt) or _shares(a, b, "title")
    if True not in dated and not _signed_in(a, b) and not _signed_in(b, a):
        return False
    if sharp or blunt or not (_named(a) and _named(b)):
        return True
    return all(len(str(v.value)) >= _MONTH_LONG for told in (a, b) for v in told.slots.get("signed", ()))


def _signed_in(a: Told, b: Told) -> bool:
    """Tell whether one was signed in the year in which the other begins."""
    starts = [x.first for x in b.days("period")]
    return any(x.first <= start <= x.last or abs(start - x.first) < 372 for x in a.days("signed") for start in starts)


def _named(told: Told) -> bool:
    return any(v.id for v in told.slots.get("title", ()))


def _sharp(told: Told, rule: Identity) -> frozenset[str]:
    """Return the titles that tell one agreement from the next: with an id, and not of the broad ones."""
    return frozenset(v.id.casefold() for v in told.slots.get("title", ()) if v.id and v.id not in rule.broad)


def _meeting(a: Told, b: Told, kind: Kind) -> bool:
    if not _term(a, b, "format", kind.identity):
        return False
    dated = _overlap(a, b, "date") or (_near(a, b, "date", kind.identity) or None)
    if _shares(a, b, "body") and (dated or _shares(a, b, "session")):
        return True
    if dated is None:
        return not (a.set("date") or b.set("date")) and a.set("participants") == b.set("participants")
    precise = all(len(str(v.value)) >= _MONTH_LONG for told in (a, b) for v in told.slots["date"])
    shared = len(a.set("participants") & b.set("participants"))
    return bool(dated) and precise and (shared >= 2 or (shared == 1 and _within(a, b, "participants")))


def _exercise(a: Told, b: Told, kind: Kind) -> bool:
    return _overlap(a, b, "date") is not False


def _transfer(a: Told, b: Told, kind: Kind) -> bool:
    if not _term(a, b, "channel", kind.identity) or not in_order(a, b, kind):
        return False
    return not (_shares(a, b, "status") and _overlap(a, b, "date") is False) or (a.partly() and b.partly())


def _one_deal(a: Told, b: Told, kind: Kind) -> bool:
    return _fits(a, b, "quantity") or bool(_overlap(a, b, "date")) or _shares(a, b, "value")


def _assistance(a: Told, b: Told, kind: Kind) -> bool:
    periods = bool(a.set("period")) and bool(b.set("period"))
    amounts = bool(a.set("amount")) and bool(b.set("amount"))
    if not _shares(a, b, "programme") and not (amounts and _shares(a, b, "amount")):
        total = not a.set("programme") and not b.set("programme") and a.claim.document != b.claim.document
        return total and periods and a.set("period") == b.set("period")
    return periods or (amounts and _fits(a, b, "amount")) or not (amounts or periods)


def _training(a: Told, b: Told, kind: Kind) -> bool:
    told = [bool(c.set("programme") or c.set("subject")) for c in (a, b)]
    return not all(told) or _shares(a, b, "programme") or _shares(a, b, "subject")


def _membership(a: Told, b: Told, kind: Kind) -> bool:
    return _term(a, b, "role", kind.identity)


def _deployment(a: Told, b: Told, kind: Kind) -> bool:
    if a.set("places") and b.set("places") and not _shares(a, b, "places"):
        return False
    return _overlap(a, b, "date") is not False


def _one_sending(a: Told, b: Told, kind: Kind) -> bool:
    return _fits(a, b, "count") or bool(_overlap(a, b, "date")) or _term(a, b, "status", kind.identity)


def _position(a: Told, b: Told, kind: Kind) -> bool:
    told = [bool(c.set("title") or c.set("organisation")) for c in (a, b)]
    return not all(told) or _shares(a, b, "title") or _shares(a, b, "organisation")


_FINER: Mapping[str, Callable[[Told, Told, Kind], bool]] = {
    "agreement": _agreement,
    "meeting": _meeting,
    "exercise": _exercise,
    "transfer": _transfer,
    "assistance": _assistance,
    "training": _training,
    "membership": _membership,
    "deployment": _deployment,
    "position": _position,
}
_TIES: Mapping[str, Callable[[Told, Told, Kind], bool]] = {"transfer": _one_deal, "deployment": _one_sending}
