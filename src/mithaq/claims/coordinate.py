"""The arguments of a sentence one by one → the same with those joined that a conjunction or a comma coordinates."""

from __future__ import annotations

from mithaq.claims.sentence import NAMED, Arg, Parsed

_APART = 5  # tokens between coordinated arguments
_PEOPLE = frozenset({"person", "title"})
_NONE, _COMMA, _FIRM = 0, 1, 2


def _link(parsed: Parsed, left: Arg, right: Arg) -> int:
    """What stands between two arguments: only a conjunction (firm), only a comma, or something else (none)."""
    words, tokens = parsed.words, parsed.tokens
    between = _outside_brackets(parsed, left, right)
    if len(between) > _APART or not _alike(parsed, left, right):
        return _NONE
    glued = parsed.text.view[tokens[right.first].start : parsed.mentions[right.mentions[0]].start]
    items = parsed.mentions[left.mentions[-1]].kind == "item"
    found = _NONE
    if words.language == "ar" and (glued[:1] == "و" or (right.adjective and left.adjective)):
        found = _FIRM
    skip = 0
    for i in between:
        form = tokens[i].form
        if form in words.conjunctions or i < skip:
            found = _FIRM
        elif (size := _joined(parsed, i, right.first)) > 0:
            found, skip = _FIRM, i + size
        elif form in (",", "/") or (form == ";" and items):
            found = max(found, _COMMA)
        elif (
            form not in ('"', "-") and form not in words.transparent and not (found and _repeats(parsed, i, left.prep))
        ):
            return _NONE
    return found


def _outside_brackets(parsed: Parsed, left: Arg, right: Arg) -> list[int]:
    """The tokens between two arguments; between two items without what stands in brackets ("160 missiles (includes
    eight for tests); and 35 launchers")."""
    inside = range(left.last, right.first)
    if parsed.mentions[left.mentions[-1]].kind != "item":
        return list(inside)
    depth, out = 0, []
    for i in inside:
        form = parsed.tokens[i].form
        depth += form == "("
        if not depth:
            out.append(i)
        depth -= form == ")" and depth > 0
    return list(inside) if depth else out


def _aside(parsed: Parsed, left: Arg, arg: Arg) -> bool:
    """An item named in brackets that open behind another one."""
    if parsed.mentions[left.mentions[-1]].kind != "item" or parsed.mentions[arg.mentions[0]].kind != "item":
        return False
    forms = [parsed.tokens[i].form for i in range(left.last, arg.first)]
    after = [parsed.tokens[i].form for i in range(arg.last, min(arg.last + 3, parsed.sentence.last))]
    return "(" in forms[:2] and ")" not in forms and ")" in after


def _joined(parsed: Parsed, i: int, end: int) -> int:
    """How many tokens a conjunction of several words has that begins at token `i` ("as well as"), else 0."""
    tokens, conjunctions = parsed.tokens, parsed.words.conjunctions
    for size in (3, 2):
        if i + size <= end and " ".join(tokens[k].form for k in range(i, i + size)) in conjunctions:
            return size
    return 0


def _unlike(parsed: Parsed, left: Arg, right: Arg) -> bool:
    """A place and a person, say: "during his visit to Kyiv, the minister"."""
    a, b = parsed.mentions[left.mentions[-1]].kind, parsed.mentions[right.mentions[0]].kind
    return a != b and not {a, b} <= _PEOPLE


def _repeats(parsed: Parsed, i: int, prep: str) -> bool:
    return bool(prep) and parsed.words.prepositions.get(parsed.tokens[i].form) == prep


def coordinate(parsed: Parsed, singles: list[Arg]) -> list[Arg]:
    """Return the arguments with lists joined; an item named in brackets behind another one stays by itself."""
    out: list[Arg] = []
    asides: list[Arg] = []
    main: list[Arg] = []
    for arg in singles:
        (asides if main and _aside(parsed, main[-1], arg) else main).append(arg)
    singles = main
    for k, arg in enumerate(singles):
        last = out[-1] if out else None
        link = _link(parsed, last, arg) if last is not None else _NONE
        if last is not None and (link == _FIRM or (link == _COMMA and _goes_on(parsed, last, singles, k))):
            out[-1] = last._replace(mentions=last.mentions + arg.mentions, last=arg.last)
        else:
            out.append(arg)
    return sorted([*out, *asides], key=lambda a: a.first) if asides else out


def _goes_on(parsed: Parsed, left: Arg, singles: list[Arg], k: int) -> bool:
    """A comma joins bare things of one kind; behind a preposition, or between different kinds, only in a list that a
    conjunction closes ("with France, Italy and Greece", but not "with Korea, Poland signed")."""
    right = singles[k]
    if right.prep or not (left.prep or _unlike(parsed, left, right)):
        return True
    link = _link(parsed, right, singles[k + 1]) if k + 1 < len(singles) else _NONE
    return link == _FIRM or (link == _COMMA and _goes_on(parsed, left, singles, k + 1))


def _alike(parsed: Parsed, left: Arg, right: Arg) -> bool:
    a, b = parsed.mentions[left.mentions[-1]].kind, parsed.mentions[right.mentions[0]].kind
    if a in ("date", "money", "quantity") or b in ("date", "money", "quantity"):
        return False
    if right.adjective and not left.adjective:  # "the American forces and [the] Moroccan": a second owner of the noun
        return a in ("organisation", "pair") and right.first == left.last
    same = a == b or (a in NAMED and b in NAMED)
    return same and left.adjective == right.adjective and right.prep in ("", left.prep)
