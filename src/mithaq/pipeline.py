"""Paths → documents → text → mentions → claims → register → records: the whole flow on one page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mithaq.documents import MAX_SIZE, read_path
from mithaq.model.documents import Document
from mithaq.model.errors import KnowledgeError, MithaqError
from mithaq.model.issues import Issue, failure
from mithaq.model.readings import Reading
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
    from mithaq.mentions.dates import find_dates
    from mithaq.mentions.find import find_mentions
    from mithaq.text.prepare import prepare
    from mithaq.text.published import published

    words = knowledge.mentions
    values = words.values
    text, doubts = prepare(document, knowledge.text)
    day, basis = published(document, text, lambda view: find_dates(view, values.dates, values.numbers, None))
    mentions = find_mentions(text, words, day)
    steps: list[CardStep] = []
    claims, more = read_claims(text, mentions, knowledge.grammar, steps.append, published=day)
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
    """How to read. `again`: also what was read before with the same version. `max_size`: bytes a document."""

    version: str
    jobs: int = 1
    max_size: int = MAX_SIZE
    again: bool = False


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
    items = (item for path in paths for item in read_path(path, max_size=options.max_size))
    return read_items(items, register, reader, options, progress)


def read_items(
    items: Iterable[Document | Issue],
    register: Register,
    reader: Callable[[Document], Reading],
    options: Options,
    progress: Callable[[Step], None] = lambda step: None,
) -> Outcome:
    """Read what an edge yields into a register, as it comes."""
    outcome = Outcome()
    run = register.start_run(options.version)
    try:
        for document, reading in _readings(_new(items, register, options, outcome, progress), reader, options.jobs):
            result = "failed" if any(issue.code == "X001" for issue in reading.issues) else "read"
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
    records = assembled(register, kinds, lore).records
    register.put_records(records, RECORDS_VERSION)
    return len(records)


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
    from mithaq.knowledge.lore import load_lore

    known = knowledge or load_knowledge(None)
    return load_lore(known.folder, known.lexicon)


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
            if item.code == "D002":
                remarks.append(item)
                continue
            outcome.issues.append(item)
            if failure(item):
                progress(Step(item.document or "", "failed"))
            continue
        own, remarks = remarks, []
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


def _twice(name: str) -> Issue:
    message = f"{name}: two documents of this run have this name; the first was kept"
    return Issue("D009", message, name, hint="read the folder that holds both, or rename one")


def _readings(
    documents: Iterator[tuple[Document, list[Issue]]], reader: Callable[[Document], Reading], jobs: int
) -> Iterator[tuple[Document, Reading]]:
    """Read here, or on a pool of processes with a short queue; the order stays."""
    if jobs <= 1:
        for document, remarks in documents:
            yield document, _with(remarks, _safely(reader, document))
        return
    queue: list[tuple[Document, list[Issue], Future[Reading]]] = []
    try:
        with ProcessPoolExecutor(jobs, get_context("spawn"), _hold, (reader,)) as pool:
            for document, remarks in documents:
                queue.append((document, remarks, pool.submit(_read_there, document)))
                if len(queue) >= jobs * 4:
                    first, own, future = queue.pop(0)
                    yield first, _with(own, future.result())
            for first, own, future in queue:
                yield first, _with(own, future.result())
    except BrokenProcessPool as e:
        raise MithaqError("a reading process died; run the same command again: what was read is kept") from e


_held: list[Callable[[Document], Reading]] = []


def _hold(reader: Callable[[Document], Reading]) -> None:
    """Keep the reader of this process, so that its knowledge is loaded once and not for each document."""
    _held[:] = [reader]


def _read_there(document: Document) -> Reading:
    return _safely(_held[0], document)


def _with(remarks: list[Issue], reading: Reading) -> Reading:
    return replace(reading, issues=(*remarks, *reading.issues)) if remarks else reading


def _safely(reader: Callable[[Document], Reading], document: Document) -> Reading:
    """Read one document; a fault of the program costs this document only."""
    try:
        return reader(document)
    except KnowledgeError:
        raise
    except Exception as e:
        message = f"{document.id}: the reader failed ({type(e).__name__}: {e})"
        return Reading(issues=(Issue("X001", message, document.id, hint="please report it with the document"),))


RECORDS_VERSION = code_version("model", "records")
