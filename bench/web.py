"""Speed of the pages over a made-up register → milliseconds and size of each page, then a short load on loopback.

python bench/web.py --records 100000 --seconds 60 --clients 50 [--load] [--register FILE_OR_URL]
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

from mithaq.model.claims import Claim, Evidence, SlotValue
from mithaq.model.documents import Document
from mithaq.model.errors import MithaqError
from mithaq.model.readings import Reading
from mithaq.model.records import Record, RecordSlot, RecordValue
from mithaq.model.spans import Span
from mithaq.pipeline import RECORDS_VERSION
from mithaq.register import Register
from mithaq.register.dyad import years
from mithaq.web.asked import Asked
from mithaq.web.desk import Desk
from mithaq.web.links import Links
from mithaq.web.pages import front, lists, partnership
from mithaq.web.settings import Settings

A_DOCUMENT, MOST_REQUESTS = 40, 5_000
STATES = ("US", "MA", "FR", "EG", "SA", "AE", "TR", "GB", "DE", "IT", "JO", "QA", "KW", "TN", "DZ", "ES", "IN", "JP")
KINDS = ("transfer", "meeting", "agreement", "exercise", "assistance", "cooperation", "position", "statement")
SENTENCE = "In {year} the {kind} number {n} between {a} and {b} was reported again. "
HOT = (
    "/",
    "/US-MA",
    "/US-MA?since=2010",
    "/kind/transfer",
    "/records?state=US",
    "/about/MA",
    "/list/persons",
    "/sources",
)


def slots_of(kind: str, a: str, b: str, n: int, year: int) -> dict[str, tuple[SlotValue, ...]]:
    one, two, when = SlotValue(id=a), SlotValue(id=b), SlotValue(value=str(year))
    person = SlotValue(id=f"{a.lower()}.person-{n % 400}", name=f"Person {n % 400}")
    return {
        "transfer": {"item": (SlotValue(id="m1a1-abrams", name="M1A1 Abrams"),), "supplier": (one,),
                     "recipient": (two,), "quantity": (SlotValue(value=n),),
                     "status": (SlotValue(id="delivered"),), "date": (when,)},
        "meeting": {"participants": (one, two, person), "date": (when,), "format": (SlotValue(id="talks"),)},
        "agreement": {"title": (SlotValue(name=f"Agreement {n}"),), "parties": (one, two), "signed": (when,)},
        "exercise": {"name": (SlotValue(name=f"Exercise {n % 90}"),), "participants": (one, two), "date": (when,)},
        "assistance": {"programme": (SlotValue(id="FMF"),), "provider": (one,), "recipient": (two,),
                       "amount": (SlotValue(value=n * 1000, extra=(("currency", "USD"),)),), "period": (when,)},
        "cooperation": {"parties": (one, two), "area": (SlotValue(id="border"),), "since": (when,)},
        "position": {"person": (person,), "organisation": (SlotValue(id=f"{a.lower()}.mod", name="Ministry"),)},
        "statement": {"speaker": (one,), "act": (SlotValue(id="affirm"),), "target": (two,), "date": (when,)},
    }[kind]  # fmt: skip


def fill(target: str, wanted: int) -> None:
    """Write a register of so many records, a claim each; one in twenty is about the United States and Morocco."""
    chance = random.Random(7)
    records: list[Record] = []
    with Register(target) as register:
        for number in range(wanted // A_DOCUMENT):
            text, claims = "", []
            for n in range(number * A_DOCUMENT, (number + 1) * A_DOCUMENT):
                a, b = ("US", "MA") if chance.random() < 0.05 else chance.sample(STATES, 2)
                kind, year = chance.choice(KINDS), chance.randint(1990, 2025)
                start = len(text)
                text += SENTENCE.format(year=year, kind=kind, n=n, a=a, b=b)
                span = Span(start, len(text))
                slots = slots_of(kind, a, b, n, year)
                claims.append(Claim(kind, f"d{number}", slots, (Evidence(span, span.of(text)),), confidence=0.8))
            day = f"{2000 + number % 26}-05-{1 + number % 28:02}"
            register.put(
                Document(f"d{number}", text, f"Report {number}", day, publisher="The Daily"),
                Reading(tuple(claims)),
                "b",
            )
            records += [made(claim, day) for claim in claims]
        register.put_records(records, RECORDS_VERSION)


def made(claim: Claim, day: str) -> Record:
    identity = claim.id
    slots = {s: RecordSlot(tuple(RecordValue(v.as_dict(), (identity,)) for v in vs)) for s, vs in claim.slots.items()}
    about = (1, ("en",), "asserted", 0.76, day, day)
    return Record("r_" + identity[2:], claim.kind, slots, (identity,), (claim.document,), *about)


def measure(target: str) -> None:
    """Print the server's own time for each page, nothing kept, and its size."""
    desk = Desk(Settings(target))
    desk.warm()
    print(f"the partnership holds {sum(row.many for row in years(desk.register, ('US', 'MA')))} records")
    pages = {
        "front page": lambda v: front.front(desk, v),
        "partnership": lambda v: partnership.partnership(desk, v, ("US", "MA"), Asked()),
        "a kind": lambda v: lists.records(desk, v, Asked(kind="transfer")),
        "a state": lambda v: lists.about(desk, v, Asked(about="MA")),
        "persons": lambda v: lists.names(desk, v, "persons", 1),
        "sources": lambda v: lists.documents(desk, v, 1),
    }
    for name, build in pages.items():
        times, html = [], ""
        for _ in range(5):
            wall, cpu = time.perf_counter(), time.process_time()
            view = desk.view("ar", "", Links(), "/", {})
            html = desk.html(view, build(view))
            times.append((time.perf_counter() - wall, time.process_time() - cpu))
        wall, cpu = (statistics.median(t[i] for t in times) * 1000 for i in (0, 1))
        print(f"{name:12} {wall:7.0f} ms ({cpu:.0f} ms of processor)  {len(html.encode()) / 1000:6.0f} kB")
    desk.close()


@contextlib.contextmanager
def served(target: str) -> Iterator[tuple[str, int]]:
    """Serve the register in a process of its own, as people do; yield host and port of the server on loopback."""
    command = [sys.executable, "-m", "mithaq", "serve", "--register", target, "--port", "0", "--rate", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        found = re.search(r"http://([\d.]+):(\d+)/", server.stdout.readline() if server.stdout else "")
        if found is None:
            raise SystemExit("the server did not start")
        yield found[1], int(found[2])
    finally:
        server.terminate()
        server.wait(20)


def client(place: tuple[str, int], number: int, pages: list[str], end: float) -> list[tuple[int, float]]:
    """Ask for one page after the other until the end; return status and seconds of each. 0: there was no answer."""
    chance, seen = random.Random(number), []
    connection = HTTPConnection(*place, timeout=60)
    while time.monotonic() < end and len(seen) < MOST_REQUESTS:
        start = time.perf_counter()
        try:
            language = chance.choice(("ar", "fr", "en"))
            connection.request("GET", chance.choice(pages), headers={"accept-language": language})
            answer = connection.getresponse()
            answer.read()
            status = answer.status
        except OSError:
            connection.close()
            status = 0
        seen.append((status, time.perf_counter() - start))
    connection.close()
    return seen


def load(target: str, clients: int, seconds: float) -> int:
    """Ask for pages from many threads at once for at most a minute; print how long that took. Return the errors."""
    with served(target) as place:
        connection = HTTPConnection(*place, timeout=60)
        connection.request("GET", "/records?state=US&as=json")
        records = [f"/record/{row['id']}" for row in json.loads(connection.getresponse().read())[:300]]
        connection.close()
        pages = [*HOT * 10, *records]
        end = time.monotonic() + min(seconds, 60)
        with ThreadPoolExecutor(clients) as pool:
            runs = [pool.submit(client, place, number, pages, end) for number in range(clients)]
            seen = [one for run in runs for one in run.result()]
    times = sorted(t for _, t in seen)
    errors = sum(status != 200 for status, _ in seen)
    half, most, worst = (times[min(len(times) - 1, len(times) * part // 1000)] * 1000 for part in (500, 950, 999))
    print(f"{clients} clients, {seconds:.0f} s: {len(seen)} answers, {errors} errors")
    print(f"half within {half:.0f} ms, 95 of 100 within {most:.0f} ms, 999 of 1,000 within {worst:.0f} ms")
    return errors


def there(target: str) -> bool:
    """Tell whether the register holds records."""
    try:
        with Register(target, create=False) as register:
            return register.summary().records > 0
    except MithaqError:
        return False


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--register", help="a file, or the URL of a database; filled if it is not there")
    parser.add_argument("--load", action="store_true", help="the load alone")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        target = given.register or str(Path(folder) / "bench.db")
        if not there(target):
            start = time.perf_counter()
            fill(target, given.records)
            print(f"{given.records} records written in {time.perf_counter() - start:.0f} s")
        if not given.load:
            measure(target)
        if given.seconds > 0 and load(target, given.clients, given.seconds):
            raise SystemExit(1)


if __name__ == "__main__":
    main()
