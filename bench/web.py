"""Speed of the pages over a made-up register → milliseconds and size of each page, then a short load on loopback.

python bench/web.py --records 100000 --seconds 30 --clients 50 [--register FILE]
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

import uvicorn

from mithaq.model.claims import Claim, Evidence, SlotValue
from mithaq.model.documents import Document
from mithaq.model.readings import Reading
from mithaq.model.records import Record, RecordSlot, RecordValue
from mithaq.model.spans import Span
from mithaq.pipeline import RECORDS_VERSION
from mithaq.register import Register
from mithaq.register.dyad import outline
from mithaq.web.app import create_app
from mithaq.web.asked import Asked
from mithaq.web.desk import Desk
from mithaq.web.links import Links
from mithaq.web.pages import front, lists, partnership
from mithaq.web.settings import Settings

A_DOCUMENT = 40
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


def fill(target: Path, wanted: int) -> None:
    """Write a register of so many records, a claim each; one in twenty is about the United States and Morocco."""
    chance = random.Random(7)
    records: list[Record] = []
    with Register(str(target)) as register:
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


def measure(target: Path) -> None:
    """Print the server's own time for each page, nothing kept, and its size."""
    desk = Desk(Settings(str(target)))
    desk.warm()
    print(f"the partnership holds {len(outline(desk.register, ('US', 'MA')))} records")
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


def load(target: Path, clients: int, seconds: float) -> None:
    """Ask for pages from many threads at once for some seconds; print how long the answers took."""
    app = create_app(Settings(str(target), rate=0))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    end = time.monotonic() + min(seconds, 60)

    def client(number: int) -> list[tuple[int, float]]:
        chance, seen = random.Random(number), []
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        while time.monotonic() < end:
            start = time.perf_counter()
            connection.request(
                "GET", chance.choice(HOT), headers={"accept-language": chance.choice(("ar", "fr", "en"))}
            )
            answer = connection.getresponse()
            answer.read()
            seen.append((answer.status, time.perf_counter() - start))
        connection.close()
        return seen

    with ThreadPoolExecutor(clients) as pool:
        seen = [one for found in pool.map(client, range(clients)) for one in found]
    server.should_exit = True
    thread.join(10)
    times = sorted(t for _, t in seen)
    errors = sum(status != 200 for status, _ in seen)
    half, most = (times[len(times) * part // 100] * 1000 for part in (50, 95))
    print(f"{clients} clients, {seconds:.0f} s: {len(seen)} answers, {errors} errors")
    print(f"half within {half:.0f} ms, 95 of 100 within {most:.0f} ms")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--register", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        target = given.register or Path(folder) / "bench.db"
        if not target.exists():
            start = time.perf_counter()
            fill(target, given.records)
            print(f"{given.records} records written in {time.perf_counter() - start:.0f} s")
        measure(target)
        load(target, given.clients, given.seconds)


if __name__ == "__main__":
    main()
