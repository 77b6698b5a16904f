"""Documents made from examples/ with other names and numbers → the time to load, search, show, export and check them.

    python bench/register.py --documents 100000 [--postgres | --register FILE_OR_URL] [--only load,search,show,export]

Each line gives the time on the clock and of the processor (with --postgres that of the server as well); of what is
asked several times, the median and the slowest. Without --register everything is thrown away at the end; with it, a
register that holds documents already is measured as it is.
"""

from __future__ import annotations

import argparse
import contextlib
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from register_documents import documents, originals

from mithaq.cli.export import sources_of, with_claims
from mithaq.export import FORMATS, export
from mithaq.knowledge.load import Knowledge
from mithaq.pipeline import Reader, assemble, lore_of
from mithaq.register import Register, Selection
from mithaq.register.loading import Stored

PARTS = ("load", "assemble", "search", "show", "export", "check")
TIMES = 7
ALONE = 2_000
QUESTIONS = (
    ('"HIMARS 3"', {}),
    ("تعاون", {}),
    ("بالتعاون", {}),
    ('"التعاون العسكري"', {}),
    ("تدريب*", {}),
    ("تعاون تدريب مناورات", {}),
    ("coopér*", {}),
    ('"military cooperation"', {}),
    ("defence", {}),
    ("zzzz", {}),
    ("تعاون", {"kind": "agreement"}),
    ("تعاون", {"states": ["MA"]}),
    ("تعاون", {"kind": "transfer", "states": ["MA", "BE"]}),
    ("defence", {"since": "2024", "language": "en"}),
    ("defence", {"kind": "meeting", "since": "2020", "language": "en", "states": ["MA"]}),
)


class Spent(NamedTuple):
    """Seconds of one thing."""

    clock: float
    processor: float


class Clock:
    """Measures what is done here, and in the server whose processes are below `postmaster`."""

    def __init__(self, postmaster: int | None = None) -> None:
        self.postmaster = postmaster

    def of(self, work: Callable[[], object]) -> Spent:
        begun, used = time.perf_counter(), self._used()
        work()
        return Spent(time.perf_counter() - begun, self._used() - used)

    def _used(self) -> float:
        server = _server_seconds(self.postmaster) if self.postmaster else 0
        return time.process_time() + server

    def once(self, what: str, work: Callable[[], object]) -> Spent:
        spent = self.of(work)
        print(f"{what:<62}{_shown(spent.clock)}   processor {_shown(spent.processor)}", flush=True)
        return spent

    def often(self, what: str, work: Callable[[], object]) -> None:
        first = self.of(work)
        spent = [self.of(work) for _ in range(TIMES)]
        half = Spent(*(statistics.median(s[i] for s in spent) for i in (0, 1)))
        most = Spent(*(max(s[i] for s in [first, *spent]) for i in (0, 1)))
        shown = f"{_shown(half.clock)}   processor {_shown(half.processor)}"
        print(f"{what:<62}{shown}   at most {_shown(most.clock)} {_shown(most.processor)}", flush=True)


def _server_seconds(postmaster: int) -> float:
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            pid, _, rest = stat.read_text().partition(" ")
            fields = rest.rpartition(")")[2].split()
            if int(pid) == postmaster:
                ticks += sum(map(int, fields[11:15]))
            elif int(fields[1]) == postmaster:
                ticks += sum(map(int, fields[11:13]))
    return ticks / 100


def _shown(seconds: float) -> str:
    return f"{seconds * 1000:>9,.1f} ms" if seconds < 1 else f"{seconds:>9,.1f} s "


def load(register: Register, given: argparse.Namespace, clock: Clock) -> None:
    """Store the documents: the first ones in a transaction each, the rest in batches, as `mithaq corpus load` does.

    What it takes to invent them is not counted.
    """
    told = documents(originals(Reader()), given.documents, given.claims)
    for what, count, size in (("one by one", min(given.documents, ALONE), 1), ("200 at once", given.documents, 200)):
        spent, claims, done = Spent(0, 0), 0, 0
        while batch := [Stored(*pair) for pair in islice(told, min(size, count - done))]:
            took = clock.of(lambda batch=batch: register.put_all(batch, "bench"))
            spent = Spent(*map(sum, zip(spent, took, strict=True)))
            claims, done = claims + sum(len(item.reading.claims) for item in batch), done + len(batch)
            if done % 10_000 == 0:
                print(f"  {done:,} documents {_shown(spent.clock)} {_shown(spent.processor)}", flush=True)
        title = f"load {done:,} documents, {claims:,} claims, {what}"
        print(f"{title:<62}{_shown(spent.clock)}   processor {_shown(spent.processor)}", flush=True)


def search(register: Register, clock: Clock) -> None:
    for words, narrow in QUESTIONS:
        found = len(register.search(words, **narrow))
        told = " ".join([words, *(f"{name}={value}" for name, value in narrow.items())])
        clock.often(f"search {told} ({found})", lambda w=words, n=narrow: register.search(w, **n))


def show(register: Register, clock: Clock) -> None:
    one = next(iter(register.records("transfer")))
    asked = {
        "one record by the beginning of its id": lambda: register.record(one.id[:9]),
        "its claims and documents": lambda: [register.document(c.document) for c in register.claims_of(one)],
        "one state": lambda: list(register.records(states=["MA"])),
        "two states": lambda: list(register.records(states=["MA", "BE"])),
        "transfers of one state since 2024": lambda: list(register.records("transfer", states=["MA"], since="2024")),
        "one item": lambda: list(register.records(item="HIMARS 3")),
        "one person": lambda: list(register.records(person="Zababa Gabebaba")),
        "one stage": lambda: list(register.records("transfer", status="delivered", since="2024", until="2024-03")),
        "disputed agreements": lambda: list(register.records("agreement", disputed=True)),
    }
    for what, work in asked.items():
        clock.often(f"show {what} ({_size(work())})", work)
    clock.once("show all", lambda: sum(1 for _ in register.records()))
    clock.often("the names of all ids", register.names)
    clock.often("count everything (stats)", register.statistics)


def _size(found: object) -> int:
    return len(found) if isinstance(found, list) else 1


def exports(register: Register, known: Knowledge, folder: Path, clock: Clock) -> None:
    slots = list(dict.fromkeys(slot for kind in known.kinds.values() for slot in kind.slots))
    out = folder / "out"
    for form, about in FORMATS.items():

        def write(form: str = form, told: bool = about.told, kind: str | None = about.kind) -> None:
            wanted = Selection(kind)
            items = with_claims(register, wanted) if told else register.select(wanted)
            export(items, form, slots, out, sources_of(register, known) if told else None)

        clock.once(f"export {form}", write)
        print(f"{'':<62}{out.stat().st_size / 1e6:>9,.1f} MB")
    clock.once("export jsonl of claims", lambda: export(register.claims(), "jsonl", slots, out))


def measure(register: Register, given: argparse.Namespace, folder: Path, clock: Clock) -> None:
    """Print each timing."""
    known, parts = Reader().knowledge, given.only.split(",")
    if "load" in parts and not register.summary().documents:
        load(register, given, clock)
    if "assemble" in parts:
        clock.once("assemble the records", lambda: assemble(register, known.kinds, lore_of(known)))
    print(f"{register.summary().records:,} records", flush=True)
    if "search" in parts:
        search(register, clock)
    if "show" in parts:
        show(register, clock)
    if "export" in parts:
        exports(register, known, folder, clock)
    if "check" in parts:
        clock.once("check the register", lambda: print(*register.problems(), sep="\n", end=""))
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


@contextlib.contextmanager
def postgres() -> Iterator[tuple[str, int]]:
    """A server of its own (see tests/postgres.py: it does not wait for the disk), and its process."""
    import sys

    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    import psycopg
    from tests.postgres import start

    running = start()
    url = next(running)
    try:
        with psycopg.connect(url) as connection:
            (data,) = connection.execute("SHOW data_directory").fetchone()  # type: ignore[misc]
        yield url, int((Path(data) / "postmaster.pid").read_text().split()[0])
    finally:
        running.close()  # type: ignore[attr-defined]


def main() -> None:
    """Measure."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--documents", type=int, default=20_000)
    options.add_argument("--claims", type=int, help="at most so many claims a document  [all, about six]")
    options.add_argument("--register", help="a file or URL  [a file that is thrown away]")
    options.add_argument("--postgres", action="store_true", help="a PostgreSQL that is started and thrown away")
    options.add_argument("--only", default=",".join(PARTS), help="some of " + ",".join(PARTS))
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as held:
        target, postmaster = given.register or str(Path(folder) / "bench.db"), None
        if given.postgres:
            target, postmaster = held.enter_context(postgres())
        with Register(target) as register:
            measure(register, given, Path(folder), Clock(postmaster))
        if not given.postgres and Path(target).exists():
            print(f"size of the file {Path(target).stat().st_size / 1e6:,.0f} MB")


if __name__ == "__main__":
    main()
