"""Documents and who published them → which of the claims about one thing come from independent sources.

Documents of nearly the same text, of one outlet, or quoting one source are one voice; a site that only copies is none
of its own where another voice is heard.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from mithaq.model.claims import Claim
from mithaq.records.copies import classes, leader, translations
from mithaq.records.when import stretch

_DAY, _SMALL = len("2020-10-02"), 10


class Source(NamedTuple):
    """What is known about one document: EDTF date of publication, language, publisher, sketch of its text, address."""

    id: str
    published: str | None = None
    language: str | None = None
    publisher: str | None = None
    sketch: bytes = b""
    url: str | None = None


class Outlet(NamedTuple):
    """Who publishes: `official` for a state's or alliance's own site, `aggregator` for one that copies others,
    `translated` for one whose pages a machine translates. `strip`: how lines begin that are no part of its articles."""

    id: str
    country: str = ""
    official: bool = False
    agency: bool = False
    aggregator: bool = False
    translated: bool = False
    name: str = ""
    strip: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlets:
    """Outlets by domain and by folded name."""

    domains: Mapping[str, Outlet] = field(default_factory=dict)
    names: Mapping[str, Outlet] = field(default_factory=dict)

    def of(self, source: Source | None) -> Outlet | None:
        """Return who published a document; an outlet without a card goes by its own domain or name."""
        if source is None:
            return None
        if found := self.card(source.url, source.publisher):
            return found
        own = _domain(source.url or "") or (source.publisher or "").strip().casefold()
        return Outlet(own) if own else None

    def card(self, url: str | None, publisher: str | None) -> Outlet | None:
        """Return the card of an address, by the longest domain that has one, or of a publisher by domain or name."""
        for told in (url, publisher):
            parts = _domain(told or "").split(".")
            for i in range(len(parts) - 1):
                if found := self.domains.get(".".join(parts[i:])):
                    return found
        return self.names.get((publisher or "").strip().casefold())


def _domain(address: str) -> str:
    host = address.strip().casefold().partition("//")[2] or address.strip().casefold()
    host = host.partition("/")[0].rpartition("@")[2].partition(":")[0]
    return host.removeprefix("www.") if "." in host and " " not in host else ""


Shared = tuple[str, str]


class Voice(NamedTuple):
    """One independent source of a record: its documents, why they count as one, and whether it is official."""

    name: str
    documents: tuple[str, ...]
    why: tuple[str, ...]
    official: bool


@dataclass(frozen=True, slots=True)
class Origin:
    """What is known of all documents: their sources, classes of alike texts and of translations, and outlets.

    `speaking`: the ids of the outlets; who is quoted and publishes here too is one source.
    """

    sources: Mapping[str, Source]
    texts: Mapping[str, str]
    outlets: Mapping[str, Outlet]
    speaking: frozenset[str] = frozenset()
    translated: Mapping[str, str] = field(default_factory=dict)
    _marks: dict[str, tuple[Shared, ...]] = field(default_factory=dict)
    _alone: dict[str, Voice] = field(default_factory=dict)

    def marks(self, document: str) -> tuple[Shared, ...]:
        """Return what makes a document one voice with others: its text, what it translates, who publishes it."""
        found = self._marks.get(document)
        if found is None:
            outlet = self.outlets.get(document)
            told = [("text", self.texts.get(document, document))]
            told += [("translation", self.translated[document])] if document in self.translated else []
            told += [("outlet", outlet.id)] if outlet else []
            found = self._marks[document] = tuple(told)
        return found

    def alone(self, document: str) -> Voice:
        """Return the voice of a document with which no other counts as one."""
        found = self._alone.get(document)
        if found is None:
            outlet = self.outlets.get(document)
            official = outlet is not None and outlet.official
            found = self._alone[document] = Voice(document, (document,), (), official)
        return found


class Figures:
    """The figures and days that each document states: what a translation keeps."""

    def __init__(self) -> None:
        self._told: defaultdict[str, set[str]] = defaultdict(set)

    def add(self, claim: Claim) -> None:
        """Take in what one claim says."""
        for slot, values in claim.slots.items():
            for value in values:
                told = value.value
                if told is None or (len(told) < _DAY if isinstance(told, str) else told < _SMALL):
                    continue
                self._told[claim.document].add(f"{slot} {value.ground if value.extra else told}")

    def by_document(self) -> dict[str, frozenset[str]]:
        """Return document → what it states."""
        return {document: frozenset(told) for document, told in self._told.items()}


def origin(sources: Iterable[Source], outlets: Outlets, figures: Figures | None = None) -> Origin:
    """Work out what the records need to know of the documents; `figures`: what they say, to know translations by."""
    known = {source.id: source for source in sources}
    published = {name: found for name, source in known.items() if (found := outlets.of(source))}
    texts = classes((source.id, source.sketch) for source in known.values())
    dated = {s.id: (s.language, day) for s in known.values() if s.language and (day := stretch(s.published))}
    several = figures is not None and len({language for language, _ in dated.values()}) > 1
    translated = translations(figures.by_document(), dated) if figures is not None and several else {}
    return Origin(known, texts, published, frozenset(outlet.id for outlet in published.values()), translated)


def voices(claims: Sequence[tuple[str, Claim]], about: Origin) -> dict[str, Voice]:
    """Return the voice of each document of the claims of one record."""
    documents = sorted({claim.document for _, claim in claims})
    if len(documents) == 1:
        return {documents[0]: about.alone(documents[0])}
    shared = {*((mark, name) for name in documents for mark in about.marks(name)), *_quoted(claims, about)}
    if len({mark for mark, _ in shared}) == len(shared) and not any(_copies(name, about) for name in documents):
        return {name: about.alone(name) for name in documents}
    leaders = {name: name for name in documents}
    reasons: defaultdict[str, set[str]] = defaultdict(set)
    first: dict[Shared, str] = {}
    for mark, document in sorted(shared):
        one, two = sorted((leader(leaders, first.setdefault(mark, document)), leader(leaders, document)))
        if one != two:
            leaders[two] = one
            reasons[one] |= {mark[0]} | reasons.pop(two, set())
    copying = {name for name in documents if _copies(name, about)}
    own = [n for n in documents if n not in copying]
    heard = {leader(leaders, name) for name in own}
    for root in sorted({leader(leaders, name) for name in copying} - heard) if own else ():
        leaders[root] = onto = leader(leaders, own[0])
        reasons[onto].add("copy")
    members: defaultdict[str, list[str]] = defaultdict(list)
    for name in documents:
        members[leader(leaders, name)].append(name)
    found: dict[str, Voice] = {}
    for root, names in members.items():
        official = any((o := about.outlets.get(n)) is not None and o.official for n in names)
        voice = Voice(names[0], tuple(names), tuple(sorted(reasons[root])), official)
        found |= dict.fromkeys(names, voice)
    return found


def _copies(document: str, about: Origin) -> bool:
    outlet = about.outlets.get(document)
    return outlet is not None and outlet.aggregator


def _quoted(claims: Iterable[tuple[str, Claim]], about: Origin) -> Iterable[tuple[Shared, str]]:
    """Yield who is quoted; what an outlet says of itself is that same source."""
    for _, claim in claims:
        if claim.attribution and (said := claim.attribution[0]).id:
            yield ("outlet" if said.id in about.speaking else "quoted", said.id), claim.document
