"""Paths → documents → text → mentions → claims → register → records: the whole flow on one page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mithaq.documents import MAX_SIZE, Limits, read_path
from mithaq.documents.guarded import Extractor, Settings
from mithaq.documents.workers import Allowance
from mithaq.model.documents import Document
from mithaq.model.issues import REMARKS, Issue, failure
from mithaq.model.readings import Reading
from mithaq.pool import readings
from mithaq.versions import code_version

if TYPE_CHECKING:
    from mithaq.claims.kinds import Kind
    from mithaq.claims.read import Step as CardStep
    from mithaq.knowledge.load import Knowledge
    from mithaq.model.mentions import Mention
    from mithaq.model.text import Text
    from mithaq.records import Lore
    from mithaq.records.assemble import Assembled
    from mithaq.register import Register

__all__ = ["Options", "Outcome", "Reader", "Reading", "assemble", "failure",
           "read_document", "read_items", "read_paths", "refresh"]  # fmt: skip

TRANSLATED = "C002"
LONGEST_ID = 600  # what an index of PostgreSQL surely takes
READING = ("model", "text", "mentions", "claims", "knowledge")


@dataclass(frozen=True, slots=True)
class Traced:
    """One document read with everything that was seen on the way, for `mithaq try`."""

    text: Text
    mentions: Sequence[Mention]
    reading: Reading
    steps: Sequence[CardStep]


def trace_document(document: Document, knowledge: Knowledge) -> Traced:
    """One document through the pure stages, keeping what each of them made."""
    from mithaq.claims.read import read_claims
    from mithaq.claims.translated import less_sure
    from mithaq.mentions.dates import find_dates
    from mithaq.mentions.find import find_mentions
    from mithaq.text.prepare import prepare
    from mithaq.text.published import published

    words = knowledge.mentions
    values = words.values
    outlet = knowledge.outlets.card(document.url, document.publisher)
    text, doubts = prepare(document, knowledge.text, outlet.strip if outlet else ())
    if outlet and outlet.translated and not any(doubt.code == TRANSLATED for doubt in doubts):
        message = f"a machine translates what {outlet.name or outlet.id} publishes; its claims carry less confidence"
        doubts = (*doubts, Issue(TRANSLATED, message, document.id, hint="look for the original"))
    day, basis = published(document, text, lambda view: find_dates(view, values.dates, values.numbers, None))
    mentions = find_mentions(text, words, day)
    steps: list[CardStep] = []
    claims, more = read_claims(text, mentions, knowledge.grammar, steps.append, published=day)
    if any(doubt.code == TRANSLATED for doubt in doubts):
        claims = less_sure(claims)
    return Traced(text, mentions, Reading(claims, (*doubts, *more), day, text.language, basis), steps)


def read_document(document: Document, knowledge: Knowledge) -> Reading:
    """One document → its claims and doubts."""
    return trace_document(document, knowledge).reading


class Reader:
    """`read_document` with its knowledge: loaded once in each process, when the first document comes."""

    def __init__(self, knowledge: Path | None = None) -> None:
        self._path = knowledge
        self._knowledge: Knowledge | None = None

    def __call__(self, document: Document) -> Reading:
        """Read one document."""
        return read_document(document, self.knowledge)

    def __getstate__(self) -> dict[str, object]:
        return {"_path": self._path, "_knowledge": None}

    @property
    def knowledge(self) -> Knowledge:
        """The knowledge that documents are read with."""
        if self._knowledge is None:
            from mithaq.knowledge.load import load_knowledge

            self._knowledge = load_knowledge(self._path)
        return self._knowledge

    @property
    def version(self) -> str:
        """Name the code and knowledge of this reader: a document is read again when it changes."""
        return f"{self.knowledge.version}.{code_version(*READING)}"


@dataclass(frozen=True, slots=True)
class Options:
    """How to read. `again`: also what was read before with the same version. `max_size`: bytes a document.

    `columns`, `keep`: see `documents.guarded.Settings`. `timeout`: seconds, and `memory`: megabytes, that extracting
    or reading one document may take; None: what `documents.guarded` allows for extracting, and no limit for reading.
    """

    version: str
    jobs: int = 1
    max_size: int = MAX_SIZE
    again: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    keep: Path | None = None
    timeout: float | None = None
    memory: float | None = None

    @property
    def extraction(self) -> Settings:
        """How files are opened."""
        usual = Settings().allowance
        allowance = Allowance(self.timeout or usual.seconds, self.memory or usual.megabytes)
        return Settings(Limits(size=self.max_size), tuple(self.columns.items()), self.keep, allowance)

    @property
    def reading(self) -> Allowance:
        """What reading one document may cost."""
        return Allowance(self.timeout, self.memory)


@dataclass(slots=True)
class Outcome:
    """What a run did; `failed` counts the issues that kept a document out of the register."""

    read: int = 0
    skipped: int = 0
    issues: list[Issue] = field(default_factory=list)

    @property
    def failed(self) -> int:
        """How many documents could not be read."""
        return sum(failure(issue) for issue in self.issues)


class Step(NamedTuple):
    """One document done: its name and `read`, `skipped` or `failed`."""

    document: str
    result: str


def read_paths(
    paths: Sequence[Path],
    register: Register,
    reader: Callable[[Document], Reading],
    options: Options,
    progress: Callable[[Step], None] = lambda step: None,
) -> Outcome:
    """Read files and folders into a register, one transaction a document; what cannot be read becomes an issue."""
    with Extractor(options.extraction) as extractor:
        items = (item for path in paths for item in read_path(path, extractor=extractor))
        return read_items(items, register, reader, options, progress)


def read_items(
    items: Iterable[Document | Issue],
    register: Register,
    reader: Callable[[Document], Reading],
    options: Options,
    progress: Callable[[Step], None] = lambda step: None,
) -> Outcome:
    """Read what an edge yields into a register, as it comes."""
    behind = register.clock_behind()
    outcome = Outcome(issues=[behind] if behind else [])
    run = register.start_run(options.version)
    try:
        new = _new(items, register, options, outcome, progress)
        for document, reading in readings(new, reader, options.jobs, options.reading):
            result = "failed" if any(issue.code[0] == "X" for issue in reading.issues) else "read"
            if result == "read":
                register.put(document, reading, options.version)
                outcome.read += 1
            outcome.issues += reading.issues
            progress(Step(document.id, result))
    finally:
        register.put_issues([i for i in outcome.issues if failure(i) or i.document is None])
        register.end_run(run, read=outcome.read, skipped=outcome.skipped, failed=outcome.failed)
    return outcome


def assemble(register: Register, kinds: Mapping[str, Kind], lore: Lore | None = None) -> int:
    """Make the records anew from all claims of the register and the judgements in it; return how many there are."""
    return len(reassembled(register, kinds, lore).records)


def reassembled(register: Register, kinds: Mapping[str, Kind], lore: Lore | None = None) -> Assembled:
    """Make the records anew as `assemble` does; return them with what is left to people."""
    found = assembled(register, kinds, lore)
    register.put_records(found.records, RECORDS_VERSION)
    return found


def assembled(register: Register, kinds: Mapping[str, Kind], lore: Lore | None = None) -> Assembled:
    """The records of the register's claims, and what is left to people; nothing is stored."""
    from mithaq.records import Lore, Source, assemble_all
    from mithaq.records.decisions import decide
    from mithaq.register.judgements import judgements

    lore = replace(lore or Lore(), decisions=decide(judgements(register)))
    sources = [Source(*row) for row in register.sources()]
    return assemble_all(register.claims(), sources, kinds, lore)


def refresh(
    register: Register, kinds: Callable[[], Mapping[str, Kind]], knowledge: Callable[[], Knowledge] | None = None
) -> None:
    """Make the records anew if claims or judgements have changed since, or this code would make them otherwise.

    `knowledge`: what else is known of the world, asked for only then; None: what came with Mithaq.
    """
    if register.stale(RECORDS_VERSION):
        assemble(register, kinds(), lore_of(knowledge() if knowledge else None))


def lore_of(knowledge: Knowledge | None = None) -> Lore:
    """What the record stage takes from the knowledge; None: from that which came with Mithaq."""
    from mithaq.knowledge.load import load_knowledge

    return (knowledge or load_knowledge(None)).lore


def _new(
    items: Iterable[Document | Issue],
    register: Register,
    options: Options,
    outcome: Outcome,
    progress: Callable[[Step], None],
) -> Iterator[tuple[Document, list[Issue]]]:
    """Yield what has to be read, with what the edge remarked about it; count the rest."""
    seen: dict[str, str] = {}
    remarks: list[Issue] = []
    for item in items:
        if isinstance(item, Issue):
            if item.code in REMARKS:
                remarks.append(item)
                continue
            outcome.issues.append(item)
            if failure(item):
                progress(Step(item.document or "", "failed"))
            continue
        own, remarks = remarks, []
        if len(item.id) > LONGEST_ID:
            outcome.issues.append(_long(item.id))
            progress(Step(outcome.issues[-1].document or "", "failed"))
            continue
        sha = item.sha256
        if item.id in seen:
            if seen[item.id] != sha:
                outcome.issues.append(_twice(item.id))
            progress(Step(item.id, "skipped" if seen[item.id] == sha else "failed"))
            continue
        seen[item.id] = sha
        if not options.again and register.stored(item.id) == (sha, options.version):
            outcome.skipped += 1
            outcome.issues += own
            progress(Step(item.id, "skipped"))
        else:
            yield item, own


def _long(name: str) -> Issue:
    shown = name[:60] + "…"
    message = f"{shown}: this name of a document has {len(name):,} characters, and {LONGEST_ID} is the most"
    return Issue("D005", message, shown, hint="give it a shorter id, or rename the file")


def _twice(name: str) -> Issue:
    message = f"{name}: two documents of this run have this name; the first was kept"
    return Issue("D009", message, name, hint="read the folder that holds both, or rename one")


RECORDS_VERSION = code_version("model", "records")
