"""Two claims of one kind → whether they are about the same thing; a claim → the blocks it may meet others in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import product

from mithaq.model.claims import Claim, SlotValue
from mithaq.records.history import in_order
from mithaq.records.rules import RULES, Rule
from mithaq.records.same import compatible, days, overlapping, same_id
from mithaq.records.when import YEAR

_CHANNELS = (
    frozenset({"grant", "EDA"}),
    frozenset({"grant", "FMF"}),
    frozenset({"FMF", "FMS"}),
    frozenset({"direct", "DCS"}),
)
_FORMATS = (frozenset({"talks", "reception"}), frozenset({"talks", "committee"}))
_ROLES = (frozenset({"member", "founding-member"}),)
_WIDEST = 12


def blocks(claim: Claim, classes: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of the blocks in which a claim may meet another about the same thing."""
    found: list[str] = []
    for block in RULES[claim.kind].blocks:
        parts = [_parts(claim, slot, classes) for slot in block]
        found += ["|".join((claim.kind, *block, *values)) for values in product(*parts)]
    return tuple(found)


def _parts(claim: Claim, slot: str, classes: Mapping[str, str]) -> list[str]:
    if slot == "@class":
        return [classes.get(claim.document, claim.document)]
    values = claim.slots.get(slot.rstrip("#=~"), ())
    if slot.endswith("#"):
        return sorted({v.id.casefold() for v in values if v.id})
    if slot.endswith("="):
        return ["+".join(sorted({ground(v) for v in values}))] if values else []
    if slot.endswith("~"):
        return _years(values)
    return sorted({ground(v) for v in values})


def _years(values: tuple[SlotValue, ...]) -> list[str]:
    found: set[str] = set()
    for covered in filter(None, map(days, values)):
        first, last = covered.first // YEAR, covered.last // YEAR
        found |= {str(year) for year in range(first, last + 1)} if last - first < _WIDEST else set()
    return sorted(found)


def ground(value: SlotValue) -> str:
    """Return what a value means, the same for every spelling of an id."""
    return value.ground.casefold()


def same_thing(a: Claim, b: Claim) -> bool:
    """Tell whether two claims of one block are about one thing."""
    rule = RULES[a.kind]
    if not _agreeing(rule, a, b):
        return False
    if a.document == b.document and not all(_fits(a, b, slot) for slot in rule.apart):
        return False
    finer = _FINER.get(a.kind)
    return finer is None or finer(a, b)


def _agreeing(rule: Rule, a: Claim, b: Claim) -> bool:
    return all(_fits(a, b, slot) for slot in rule.agree) and all(
        _set(a, slot) == _set(b, slot) for slot in rule.equal if slot in a.slots and slot in b.slots
    )


def _fits(a: Claim, b: Claim, slot: str) -> bool:
    """Tell whether the slot is open on a side or some value of one goes with some value of the other."""
    ones, twos = a.slots.get(slot), b.slots.get(slot)
    return not ones or not twos or any(compatible(slot, x, y) for x in ones for y in twos)


def _shares(a: Claim, b: Claim, slot: str) -> bool:
    return bool(_set(a, slot) & _set(b, slot))


def _set(claim: Claim, slot: str) -> frozenset[str]:
    return frozenset(ground(v) for v in claim.slots.get(slot, ()))


def _overlap(a: Claim, b: Claim, slot: str) -> bool | None:
    """Tell whether two dates share a day; None when one is open."""
    ones, twos = a.slots.get(slot), b.slots.get(slot)
    return any(overlapping(x, y) for x in ones for y in twos) if ones and twos else None


def _term(a: Claim, b: Claim, slot: str, pairs: tuple[frozenset[str], ...] = ()) -> bool:
    one, two = _terms(a, slot), _terms(b, slot)
    return not one or not two or bool(one & two) or any(frozenset({x, y}) in pairs for x in one for y in two)


def _terms(claim: Claim, slot: str) -> frozenset[str]:
    return frozenset(v.id or "" for v in claim.slots.get(slot, ()))


def _within(a: Claim, b: Claim, slot: str) -> bool:
    """Tell whether one set holds the other."""
    one, two = sorted((_set(a, slot), _set(b, slot)), key=len)
    return all(any(same_id(x, y) for y in two) for x in one)


def _agreement(a: Claim, b: Claim) -> bool:
    titled = [bool(c.slots.get("title")) for c in (a, b)]
    if all(titled) and not _shares(a, b, "title"):
        return False
    if titled[0] == titled[1]:
        return _within(a, b, "parties")
    return _shares(a, b, "signed") and _set(a, "parties") == _set(b, "parties")


def _meeting(a: Claim, b: Claim) -> bool:
    if not _term(a, b, "format", _FORMATS):
        return False
    dated = _overlap(a, b, "date")
    if _shares(a, b, "body") and (dated or _shares(a, b, "session")):
        return True
    if dated is None:
        return not (a.slots.get("date") or b.slots.get("date")) and _set(a, "participants") == _set(b, "participants")
    precise = all(len(str(v.value)) >= 7 for c in (a, b) for v in c.slots["date"])
    shared = len(_set(a, "participants") & _set(b, "participants"))
    return precise and (shared >= 2 or (shared == 1 and _within(a, b, "participants")))


def _exercise(a: Claim, b: Claim) -> bool:
    return _overlap(a, b, "date") is not False


def _transfer(a: Claim, b: Claim) -> bool:
    if not _term(a, b, "channel", _CHANNELS) or not in_order(a, b):
        return False
    if _terms(a, "status") & _terms(b, "status") and _overlap(a, b, "date") is False:
        return False
    return _fits(a, b, "quantity") or bool(_overlap(a, b, "date")) or _shares(a, b, "value")


def _assistance(a: Claim, b: Claim) -> bool:
    periods = bool(a.slots.get("period")) and bool(b.slots.get("period"))
    amounts = bool(a.slots.get("amount")) and bool(b.slots.get("amount"))
    if not _shares(a, b, "programme") and not (amounts and _shares(a, b, "amount")):
        return False
    return periods or (amounts and _fits(a, b, "amount")) or not (amounts or periods)


def _training(a: Claim, b: Claim) -> bool:
    told = [bool(c.slots.get("programme") or c.slots.get("subject")) for c in (a, b)]
    return not all(told) or _shares(a, b, "programme") or _shares(a, b, "subject")


def _membership(a: Claim, b: Claim) -> bool:
    return _term(a, b, "role", _ROLES)


def _deployment(a: Claim, b: Claim) -> bool:
    if a.slots.get("places") and b.slots.get("places") and not _shares(a, b, "places"):
        return False
    dated = _overlap(a, b, "date")
    return dated is not False and (_fits(a, b, "count") or bool(dated) or _term(a, b, "status"))


def _position(a: Claim, b: Claim) -> bool:
    told = [bool(c.slots.get("title") or c.slots.get("organisation")) for c in (a, b)]
    return not all(told) or _shares(a, b, "title") or _shares(a, b, "organisation")


_FINER: Mapping[str, Callable[[Claim, Claim], bool]] = {
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
