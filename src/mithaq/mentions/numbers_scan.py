"""A stretch of the view → the numbers written in it as bare values (`Num`), whatever they count."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from mithaq.mentions.numberwords import Atom, NumberWords, candidates

_MILLION = Decimal(1000000)


class Num(NamedTuple):
    """A number as written: `scaled` when a scale word closes it; `coefficient` what stands before that scale; `digits`
    when it begins with digits; `single` the one word it consists of, else ''."""

    start: int
    end: int
    value: Decimal
    qualifier: str = "exact"
    ordinal: bool = False
    digits: bool = False
    scale: Decimal | None = None
    single: str = ""


@dataclass(slots=True)
class _State:
    start: int
    end: int
    cls: str
    lang: str
    total: Decimal = Decimal(0)
    group: Decimal | None = None
    scale: Decimal | None = None
    qualifier: str = "exact"
    ordinal: bool = False
    digits: bool = False
    count: int = 1
    form: str = ""

    def num(self) -> Num:
        value = self.total + (self.group or 0)
        if value == value.to_integral_value():
            value = Decimal(int(value))
        single = self.form if self.count == 1 else ""
        scale = self.scale if self.group is None else None
        return Num(self.start, self.end, value, self.qualifier, self.ordinal, self.digits, scale, single)


def digits_value(raw: str, scale_follows: bool) -> Decimal:
    """Return the value of digits with separators: `1.000` is a thousand, but before a scale word it is one."""
    text = raw.replace(" ", "")
    marks = [c for c in text if c in ".,"]
    if not marks:
        return Decimal(text)
    if len(set(marks)) == 2:
        text = text.replace(marks[0], "").replace(marks[-1], ".")
        return Decimal(text)
    mark = marks[0]
    head, _, tail = text.partition(mark)
    grouped = len(marks) > 1 or (len(tail) == 3 and head != "0" and not scale_follows)
    return Decimal(text.replace(mark, "") if grouped else text.replace(mark, "."))


def scan(view: str, words: NumberWords, start: int = 0, end: int | None = None) -> list[Num]:
    """Return the numbers written in `view[start:end]`, in order."""
    out: list[Num] = []
    stop = len(view) if end is None else end
    for run in words.run.finditer(view, start, stop):
        out.extend(_evaluate(view, words, *run.span("run")))
    return out


def scan_all(view: str, words: NumberWords) -> list[Num]:
    """Return the numbers of the whole view; the same as `scan`, but quick over ordinary words."""
    out: list[Num] = []
    last = 0
    for at in candidates(view, words.heads):
        run = words.run.match(view, at) if at >= last else None
        if run is not None:
            last = run.end()
            out.extend(_evaluate(view, words, *run.span("run")))
    return out


def _evaluate(view: str, words: NumberWords, start: int, end: int) -> list[Num]:
    out: list[Num] = []
    state: _State | None = None
    tokens = list(words.token.finditer(view, start, end))
    for i, token in enumerate(tokens):
        form = " ".join(token.group().split())
        atom = words.atoms.get(form)
        if atom is None:
            following = words.atoms.get(" ".join(tokens[i + 1].group().split())) if i + 1 < len(tokens) else None
            close = following is not None and view[token.end() : tokens[i + 1].start()].strip(" -") == ""
            big = close and following is not None and following.cls == "scale" and following.value >= _MILLION
            if big and following is not None and following.lang == "en" and "," in form and "." not in form:
                big = len(form.rpartition(",")[2]) != 3
            atom = Atom(digits_value(token.group(), big), "digits", "")
        if state is not None:
            gap = view[state.end : token.start()]
            if _absorb(state, atom, _link(words, gap)):
                state.end, state.count = token.end(), state.count + 1
                continue
            out.append(state.num())
        state = _begin(atom, token.start(), token.end(), form)
    if state is not None:
        out.append(state.num())
    return [n._replace(value=words.dual_alone[n.single]) if n.single in words.dual_alone else n for n in out]


def _link(words: NumberWords, gap: str) -> str:
    if not gap.strip():
        return "space"
    if words.glue.match(gap):
        return "and"
    if words.link_of.match(gap):
        return "of"
    return "dash" if "-" in gap else "space"


def _begin(atom: Atom, start: int, end: int, form: str) -> _State:
    state = _State(start, end, atom.cls, atom.lang, form=form)
    if atom.cls in ("scale", "scaled", "vague", "approx"):
        state.total, state.scale = atom.value, atom.value
    else:
        state.group = atom.value
    if atom.vague:
        state.cls, state.qualifier = "vague", "at-least"
    elif atom.cls == "approx":
        state.qualifier = "about"
    state.ordinal, state.digits = atom.cls == "ord", atom.cls == "digits"
    return state


def _absorb(state: _State, atom: Atom, link: str) -> bool:
    """Let the number grow by one word if the language allows it; tell whether it did."""
    if atom.lang and state.lang and atom.lang != state.lang:
        return False
    if atom.vague and link == "of":
        return _scale(state, atom, link)
    handler = {"scale": _scale, "hundred": _hundred, "digits": _digits, "fraction": _fraction, "ord": _ordinal}
    grown = handler.get(atom.cls, _small)(state, atom, link)
    if grown:
        state.lang = state.lang or atom.lang
    return grown


def _scale(state: _State, atom: Atom, link: str) -> bool:
    if state.cls in ("vague", "approx"):
        if link == "of" or (link == "space" and atom.vague and atom.value > state.total):
            state.total *= atom.value
            state.cls = "vague"
            return True
        if state.cls == "approx" and link == "space" and state.lang == atom.lang:
            state.total *= atom.value
            return True
        return False
    if link in ("and", "of"):
        smaller = state.scale is not None and state.group is None and atom.value < state.scale and not atom.vague
        if link == "of" or not smaller or state.cls == "fraction":
            return False
        state.total += atom.value
    elif state.cls == "fraction" and state.group is None:
        return atom.value == state.scale
    elif state.group is None:
        if state.scale is None or atom.value <= state.scale:
            return False
        state.total *= atom.value
    elif state.ordinal or (state.scale is not None and atom.value >= state.scale):
        return False
    else:
        state.total, state.group = state.total + state.group * atom.value, None
    state.scale, state.cls = atom.value, "scale"
    return True


def _hundred(state: _State, atom: Atom, link: str) -> bool:
    if state.cls in ("unit", "teen", "digits") and link in ("space", "dash") and not state.ordinal:
        if state.group is None or state.group > 99 or state.group != int(state.group):
            return False
        state.group *= atom.value
    elif state.group is None and state.cls in ("scale", "scaled"):
        if link != "and" and atom.lang == "ar":
            return False
        state.group = atom.value
    else:
        return False
    state.cls = "hundred"
    return True


def _digits(state: _State, atom: Atom, link: str) -> bool:
    if link != "and" or state.lang in ("en", "fr") or state.scale is None or state.group is not None:
        return False
    if state.cls not in ("scale", "scaled") or atom.value >= state.scale or atom.value < 100:
        return False
    state.group, state.cls = atom.value, "digits"
    return True


def _fraction(state: _State, atom: Atom, link: str) -> bool:
    if link != "and":
        return False
    if state.cls == "scale" and state.scale is not None and state.group is None:
        state.total += state.scale * atom.value
    elif state.cls in ("unit", "digits") and state.group is not None:
        state.group += atom.value
        return True
    else:
        return False
    state.cls = "fraction"
    return True


def _ordinal(state: _State, atom: Atom, link: str) -> bool:
    unit = state.cls == "tens" and atom.value < 10
    after_hundred = state.cls in ("hundred", "fixed") and link in ("and", "space")
    if state.group is None or state.ordinal or not (unit or after_hundred) or link == "of":
        return False
    state.group += atom.value
    state.ordinal, state.cls = True, "ord"
    return True


def _dozens(state: _State, atom: Atom, link: str) -> bool:
    if state.cls not in ("unit", "digits", "teen") or link != "space" or state.group is None:
        return False
    if state.group == 1 and not state.digits:
        state.qualifier = "about"
    state.total, state.group, state.scale = state.group * atom.value, None, atom.value
    state.cls = "approx"
    return True


def _small(state: _State, atom: Atom, link: str) -> bool:
    """A unit, teen, ten or fixed hundred after what is there; also `two dozen`."""
    arabic = atom.lang == "ar"
    if atom.cls in ("vague", "approx"):
        return _dozens(state, atom, link)
    if atom.cls == "scaled":
        return False
    if state.cls in ("scale", "scaled") and state.group is None:
        if (arabic and link != "and") or link in ("dash", "of") or (state.scale or 0) <= atom.value:
            return False
        state.group = atom.value
    elif state.group is None or link == "of":
        return False
    elif state.cls in ("hundred", "fixed"):
        if atom.cls == "fixed" or (arabic and link != "and"):
            return False
        state.group += atom.value
    elif state.cls == "tens" and not arabic:
        high = atom.cls == "teen" and state.group % 100 in (60, 80)
        if not (atom.cls == "unit" or high) or (link == "and" and atom.value not in (1, 11)):
            return False
        state.group += atom.value
    elif state.cls in ("unit", "ord") and arabic and link == "and" and atom.cls == "tens" and state.group % 100 < 20:
        state.group += atom.value
    else:
        return False
    state.cls = atom.cls
    return True
