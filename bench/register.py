"""Generated documents → the time to load, assemble, search, show and export them.

    python bench/register.py --documents 100000

The documents are made from sentences of this file with changed names and numbers; one claim a document.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from mithaq.claims.kinds import Kind
from mithaq.cli.export import with_claims
from mithaq.export import export
from mithaq.export.view import Sources
from mithaq.model.claims import Claim, Evidence, SlotValue
from mithaq.model.documents import Document
from mithaq.model.readings import Reading
from mithaq.model.spans import Span
from mithaq.pipeline import Reader, assemble
from mithaq.register import Register

ARABIC = (
    "أعلنت وزارة الدفاع أن الجيش تسلم {n} من منظومات {item} "
    "في إطار التعاون العسكري مع {seller}، وأشاد الوزير بالتعاون. "
)
FILLER = (
    "وتناول اللقاء سبل تعزيز العلاقات بين البلدين في المجالات ذات الاهتمام المشترك. ",
    "وحضر المراسم عدد من كبار الضباط وأعضاء السلك الدبلوماسي المعتمدين. ",
    "وقال مصدر عسكري إن المرحلة المقبلة ستشهد برنامجا تدريبيا جديدا للأطقم. ",
    "كما زار الوفد عددا من الوحدات والمؤسسات التعليمية التابعة للقوات المسلحة. ",
)
STATES = [a + b for a in "ABCDEFGHIKLMNPRSTUZ" for b in "AEIMNORTZ"]


def documents(count: int) -> Iterator[tuple[Document, Reading]]:
    """Yield generated documents with the claim that is in each."""
    chance = random.Random(7)
    for number in range(count):
        item, seller, buyer = f"X-{chance.randrange(4000)}", *chance.sample(STATES, 2)
        words = ARABIC.format(n=chance.randrange(2, 400), item=item, seller=seller)
        text = words + "".join(chance.choices(FILLER, k=14))
        place = Span(text.index(item), text.index(item) + len(item))
        day = f"20{chance.randrange(10, 26)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
        slots = {
            "item": (SlotValue(id=item.lower(), name=item, text=item, span=place),),
            "supplier": (SlotValue(id=seller, name=seller),),
            "recipient": (SlotValue(id=buyer, name=buyer),),
            "quantity": (SlotValue(value=chance.randrange(2, 400), extra=(("qualifier", "exact"),)),),
            "status": (SlotValue(id="delivered", basis="inferred"),),
            "date": (SlotValue(value=day),),
        }
        name = f"{number:07}.txt"
        claim = Claim("transfer", name, slots, (Evidence(Span(0, len(words)), words),), confidence=0.9, rule="bench")
        yield Document(name, text, published=day, language="ar"), Reading((claim,), (), day, "ar")


def timed(what: str, work: Callable[[], object]) -> object:
    """Run and print how long it took, and how much of that this process used."""
    begun, used = time.perf_counter(), time.process_time()
    done = work()
    took, used = time.perf_counter() - begun, time.process_time() - used
    print(f"{what:<44}{_shown(took)}   processor {_shown(used)}", flush=True)
    return done


def _shown(seconds: float) -> str:
    return f"{seconds * 1000:>10,.1f} ms" if seconds < 1 else f"{seconds:>10,.1f} s "


def load(register: Register, count: int) -> None:
    """Store the documents, one transaction each."""
    for document, reading in documents(count):
        register.put(document, reading, "bench")


def main() -> None:
    """Measure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--documents", type=int, default=20_000)
    options.add_argument("--register", help="a file or URL; it must be new  [a file that is thrown away]")
    given = options.parse_args()
    kinds = Reader().knowledge.kinds
    with tempfile.TemporaryDirectory() as folder:
        target = given.register or str(Path(folder) / "bench.db")
        with Register(target) as register:
            measure(register, given.documents, kinds, Path(folder))
        if not given.register:
            print(f"{'size of the file':<44}{Path(target).stat().st_size / 1e6:>12,.0f} MB")


def measure(register: Register, count: int, kinds: dict[str, Kind], folder: Path) -> None:
    """Print each timing."""
    timed(f"load {count:,} documents", lambda: load(register, count))
    timed("assemble the records", lambda: assemble(register, kinds))
    for words in ('"X-17"', "تعاون", "بالتعاون", '"التعاون العسكري"', "تدريب*", "X-17 تعاون"):
        register.search(words)
        timed(f"search {words}", lambda words=words: register.search(words))
    timed("search with kind and state", lambda: register.search("تعاون", kind="transfer", states=["MA"]))
    timed("show one state since 2024", lambda: list(register.records(states=["MA"], since="2024")))
    timed("show one item", lambda: list(register.records(item="X-17")))
    timed("show all", lambda: sum(1 for _ in register.records()))
    timed("count everything (stats)", register.statistics)
    slots = list(kinds["transfer"].slots)
    sources = Sources(register.abouts(), register.names())
    for form in ("jsonl", "csv"):
        timed(f"export {form}", lambda form=form: export(register.records(), form, slots, folder / "out"))
    for form in ("sipri", "plover", "ftm", "graphml", "jsonld", "parquet", "xlsx"):
        from mithaq.register import Selection

        told = with_claims(register, Selection())
        timed(f"export {form}", lambda form=form, told=told: export(told, form, slots, folder / "out", sources))
    timed("check the register", register.problems)


if __name__ == "__main__":
    main()
