"""knowledge/names/**/*.yml → the `Lexicon`: every legal written form of every entry, folded."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from mithaq.knowledge.yaml import Entry, load
from mithaq.mentions.lexicon import Form, Lexicon, build
from mithaq.text.clean import fold
from mithaq.text.clitics import ARTICLE, joint

KINDS = frozenset(
    {
        "state",
        "organisation",
        "person",
        "place",
        "item",
        "programme",
        "exercise",
        "agreement",
        "body",
        "topic",
        "pair",
        "none",
    }
)
SKIPPED = frozenset({"titles.yml", "ranks.yml", "heads.yml"})  # read by their own module
_DEFENCE = "area.defence"  # the entry of adjectives that make any topic a military one
_ARABIC = re.compile(r"[\u0621-\u064a]")
# Designations so short that only capitals tell them from words: "sa 7", "m120"; those of one letter and one digit are
# never written with a blank.
_SHORT = re.compile(r"[a-z]{1,3} ?\d{1,3}[a-z]?")
_SHORTEST = re.compile(r"[a-z] \d")
_JOINT = re.compile(r"(?<=[^\W\d])[- ]?(?=\d)|(?<=[^\W\d])-(?=[^\W\d])")

Forms = defaultdict[str, list[Form]]


def load_entries(folder: Path) -> list[Entry]:
    """Read all entries of names/, in file order; raises KnowledgeError on a malformed one."""
    entries: list[Entry] = []
    for path in sorted(folder.rglob("*.yml")):
        if path.name in SKIPPED or path.parent.name == "people":
            continue
        content = load(path)
        if not isinstance(content, list):
            raise Entry().error(f"{path}: a names file holds a list of entries")
        for entry in content:
            _check(entry, path)
            entries.append(entry)
    return entries


def load_lexicon(folder: Path, language: Path) -> Lexicon:
    """Build the lexicon of a names/ folder; of language/ it takes the conjunctions, and the endings of Arabic
    adjectives of nationality."""
    nisba = language / "ar" / "nisba.yml"
    endings = [e.text("suffix") for e in load(nisba)] if nisba.is_file() else ["", "ه"]
    forms: Forms = defaultdict(list)
    entries = load_entries(folder)
    defence = frozenset(w for e in entries if e["id"] == _DEFENCE for w in _every(e))
    for entry in entries:
        _add_entry(forms, entry, endings, defence)
    ands = [fold(w) for path in sorted(language.glob("*/clauses.yml")) for w in load(path).list("conjunctions")]
    return build(forms, {e["id"]: _slim(e) for e in entries}, tuple(joint(w) for w in ands))


def _slim(entry: Entry) -> dict[str, str]:
    """What is asked of an entry apart from its forms; `name` in English, `ar` and `fr` where they are known."""
    kept = {k: entry[k] for k in ("kind", "state", "class") if entry.get(k)}
    names = entry.get("name")
    others = {k: names[k] for k in ("ar", "fr") if isinstance(names, dict) and isinstance(names.get(k), str)}
    return kept | others | {"name": _label(entry)}


def _check(entry: Any, path: Path) -> None:
    if not isinstance(entry, Entry):
        raise Entry().error(f"{path}: an entry must be a mapping")
    if not entry.text("id"):
        raise entry.error("an entry needs an `id`")
    if entry.text("kind") not in KINDS:
        raise entry.error(f"`kind: {entry.text('kind')}` is not one of {', '.join(sorted(KINDS))}")


def _every(entry: Entry) -> Iterator[str]:
    for block in (entry.get("name"), entry.get("forms")):
        yield from (fold(words) for _, _, words in _words(block))


def _plainly(words: str, defence: frozenset[str]) -> bool:
    """Tell whether the form of a civil topic says itself that it is military: "military hospital"."""
    stems = {w.removeprefix(ARTICLE).removesuffix("ه") for w in fold(words).split()}
    return not defence.isdisjoint(stems)


def _add_entry(forms: Forms, entry: Entry, endings: list[str], defence: frozenset[str] = frozenset()) -> None:
    kind = entry["kind"]
    name = _label(entry)
    state = entry["id"] if kind == "state" else entry.get("state")
    base = Form(kind, entry["id"], name, state, entry.get("class"), _traits(entry))
    exact = entry.text("case") == "exact"
    optional = entry.text("article") == "optional" or entry.flag("generic")
    for block, weak in ((entry.get("name"), False), (entry.get("forms"), False), (entry.get("weak"), True)):
        for language, number, words in _words(block):
            form = base._replace(weak=weak, traits=base.traits | {number} if number else base.traits)
            if kind == "topic" and "civil" in form.traits and _plainly(words, defence):
                form = form._replace(traits=form.traits - {"civil"})
            if entry.flag("nisba") and language == "ar":
                _add_nisba(forms, words, form, endings)
            else:
                _add(forms, words, form, exact=exact and language != "ar", optional=optional)
    if kind == "state":
        _add_state(forms, entry, base, endings)


def _label(entry: Entry) -> str:
    name = entry.get("name")
    if isinstance(name, str):
        return name
    return str((name or {}).get("en") or (name or {}).get("fr") or entry["id"])


def _traits(entry: Entry) -> frozenset[str]:
    traits = {t for t in ("generic", "head", "optional") if entry.flag(t)}
    if entry.text("military") == "false":
        traits.add("civil")
    if channel := entry.get("channel"):
        traits.add(f"channel:{channel}")
    if by := entry.get("designator"):
        traits.add(f"by:{by}")
    if provider := entry.get("provider"):
        traits.add(f"provider:{provider}")
    if family := entry.get("family"):
        traits.add(f"family:{family}")
    return frozenset(traits)


def _words(block: Any) -> Iterator[tuple[str, str, str]]:
    """Yield (language, number or '', form) of a `name`, `forms` or `weak` block in any of its shapes."""
    if isinstance(block, str):
        yield "mul", "", block
    elif isinstance(block, list):
        for words in block:
            yield "mul", "", words
    elif isinstance(block, dict):
        for language, value in block.items():
            if isinstance(value, dict):
                for number, many in value.items():
                    for words in many if isinstance(many, list) else [many]:
                        yield language, number, words
            else:
                for words in value if isinstance(value, list) else [value]:
                    yield language, "", words


def _add(forms: Forms, words: str, form: Form, *, exact: bool = False, optional: bool = False) -> None:
    if exact and not _ARABIC.search(words):
        form = form._replace(exact=words)
    for variant in _spellings(words, form):
        short = form.kind == "item" and _SHORT.fullmatch(variant) is not None
        if short and _SHORTEST.fullmatch(variant):
            continue
        proper = form.kind == "exercise" and words[:1].isupper()  # "a peace mission" is no exercise
        cased = form._replace(capitals=2 if short and words.isupper() else 1)
        _put(forms, variant, cased if short or proper else form)
        for accusative in _accusative(variant) if optional else ():
            _put(forms, accusative, form)
        if optional and _ARABIC.match(variant) and not variant.startswith(ARTICLE):
            for definite in _with_article(variant):
                _put(forms, definite, form._replace(traits=form.traits | {"definite"}))


def _put(forms: Forms, folded: str, form: Form) -> None:
    if not folded:
        return
    forms[folded].append(form)
    if folded.startswith(ARTICLE) and len(folded) > 4:
        forms["لل" + folded[2:]].append(form._replace(shift=1))
        if folded[2] == "ل":
            forms["ل" + folded[2:]].append(form._replace(shift=0))


def _accusative(words: str) -> Iterable[str]:
    """An indefinite noun with its adjectives in the accusative: the first words; the matcher adds the last ending."""
    noun, *adjectives = words.split()
    declined = _ARABIC.match(noun) and not noun.startswith(ARTICLE) and not noun.endswith(("ه", "ا", "ء", "ات", "ي"))
    if declined and adjectives and all(w.endswith("ي") and not w.startswith(ARTICLE) for w in adjectives):
        yield " ".join(w + "ا" for w in (noun, *adjectives))


def _with_article(words: str) -> Iterable[str]:
    """The definite spellings of an indefinite Arabic phrase: both words, the last one, the first one."""
    parts = words.split()
    arabic = [i for i, w in enumerate(parts) if _ARABIC.match(w) and len(w) > 2 and not w.startswith(ARTICLE)]
    picks = {tuple(arabic), tuple(arabic[-1:]), tuple(arabic[:1])}
    return {" ".join(ARTICLE + w if i in pick else w for i, w in enumerate(parts)) for pick in picks if pick}


def _spellings(words: str, form: Form) -> set[str]:
    """Folded spellings of one form: without accents, and for equipment with and without hyphens."""
    base = fold(words)
    out = {base}
    if not _ARABIC.search(base):
        out.add(_bare(base))
    if form.kind == "item" and any(c.isdigit() for c in base):
        for joint in ("-", " ", "", " - "):
            out.add(_JOINT.sub(joint, base))
    return {o for o in out if len(o) > 1 or o.isalpha()}


def _bare(words: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", words) if not unicodedata.combining(c))


def _add_nisba(forms: Forms, words: str, form: Form, endings: list[str]) -> None:
    """All inflections of an adjective; of a phrase ("كوري جنوبي") each word is inflected alike."""
    parts = fold(words).split()
    for ending in endings:
        tail = fold(ending)
        inflected = [w + tail if w.endswith("ي") or len(parts) == 1 else w for w in parts]
        _put(forms, " ".join(inflected), form)
        definite = form._replace(traits=form.traits | {"definite"})
        _put(forms, " ".join(ARTICLE + w for w in inflected), definite)
        if len(parts) > 1:
            _put(forms, " ".join([ARTICLE + inflected[0], *inflected[1:]]), definite)


def _add_state(forms: Forms, entry: Entry, base: Form, endings: list[str]) -> None:
    adjective = base._replace(traits=frozenset({"adjective"}))
    for language, _, words in _words(entry.get("adjectives")):
        if language == "ar":
            _add_nisba(forms, words, adjective, endings)
        else:
            exact = entry.text("case") == "exact" and words[:1].isupper()
            _add(forms, words, adjective, exact=exact)
    capital = entry.get("capital")
    if capital:
        label = capital if isinstance(capital, str) else capital.get("en", entry["id"])
        own = f"{entry['id'].lower()}.capital"
        place = Form("place", own, str(label), entry["id"], "capital", frozenset({"capital"}))
        block = {k: v for k, v in capital.items() if k != "forms"} if isinstance(capital, dict) else capital
        for source in (block, capital.get("forms") if isinstance(capital, dict) else None):
            for _, _, words in _words(source):
                _add(forms, words, place)
    for _, _, words in _words(entry.get("seats")):
        _add(forms, words, base._replace(traits=frozenset({"seat"})))
