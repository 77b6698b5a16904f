"""The same work by peers → the ratios: WARC by FastWARC and warcio, articles by our extraction, trafilatura and
jusText, languages by the gate and py3langid, copies by our bands and datasketch.

    python bench/corpus_peers.py CORPUS/crawl-0000.warc.gz --records 3000 --texts 800

Needs pip install 'mithaq[corpus,bench]'.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterable
from functools import partial
from itertools import combinations, islice
from pathlib import Path

from corpus_texts import Noise, Page, nearly

from mithaq.corpus.gate import build_gate
from mithaq.corpus.near import near_classes
from mithaq.documents.html import article
from mithaq.knowledge.load import load_knowledge
from mithaq.records.copies import ALIKE, classes
from mithaq.records.sketch import hashes_of, sketch
from mithaq.text.clean import clean


def timed(what: str, work: Callable[[], object], count: int) -> object:
    begun = time.process_time()
    done = work()
    took = time.process_time() - begun
    print(f"{what:<44}{took:>8.2f} s {count / took:>12,.0f} a second", flush=True)
    return done


def fastwarc(path: Path, most: int) -> int:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    with path.open("rb") as stream:
        return sum(
            len(r.reader.read()) for r in islice(ArchiveIterator(stream, record_types=WarcRecordType.response), most)
        )


def warcio(path: Path, most: int) -> int:
    from warcio.archiveiterator import ArchiveIterator

    with path.open("rb") as stream:
        pages = (r for r in ArchiveIterator(stream) if r.rec_type == "response")
        return sum(len(r.content_stream().read()) for r in islice(pages, most))


def html_of(path: Path, most: int) -> list[str]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    with path.open("rb") as stream:
        records = ArchiveIterator(stream, record_types=WarcRecordType.response)
        return [r.reader.read().decode("utf-8", "replace") for r in islice(records, most)]


def extraction(path: Path, most: int) -> None:
    """Print what articles cost: ours is trafilatura with what the page declares of itself (title, date, author …)."""
    import justext
    import trafilatura

    listed = html_of(path, most)
    stops = frozenset().union(*map(justext.get_stoplist, ("Arabic", "French", "English")))
    timed("articles, ours", lambda: [article(page) for page in listed], most)
    alone = partial(trafilatura.extract, favor_precision=True)
    timed("articles, trafilatura, precision", lambda: list(map(alone, listed)), most)
    timed(
        "articles, jusText", lambda: [justext.justext(page.encode(), stops, encoding="utf-8") for page in listed], most
    )


def languages(count: int) -> None:
    """Print who tells Arabic, French and English from the other languages of the noise, and how fast."""
    import py3langid

    gate, chance, noise = build_gate(load_knowledge()), random.Random(3), Noise()
    pages = [noise.page(chance, language) for language in noise.languages for _ in range(count // len(noise.languages))]
    read = [page.language in ("ar", "fr", "en") for page in pages]
    py3langid.classify("warm")
    mine = timed("languages, the gate", lambda: [gate._readable(clean(p.text)[0]) for p in pages], len(pages))
    theirs = timed("languages, py3langid", lambda: [py3langid.classify(p.text)[0] in ("ar", "fr", "en") for p in pages],
                   len(pages))  # fmt: skip
    for name, told in (("the gate", mine), ("py3langid", theirs)):
        right = sum(a == b for a, b in zip(told, read, strict=True))  # type: ignore[call-overload]
        print(f"{name}: {right} of {len(pages)} pages in {len(noise.languages)} languages judged right")


def texts(count: int) -> list[str]:
    """Pages of which every second is a near-copy of another."""
    chance, noise = random.Random(2), Noise()
    pages: list[Page] = []
    while len(pages) < count:
        page = noise.page(chance, chance.choice(("ar", "en", "fr")))
        pages += [page, nearly(page, noise, chance)]
    return [page.text for page in pages[:count]]


def pairs(found: Iterable[Iterable[str]]) -> set[tuple[str, str]]:
    return {pair for group in found for pair in combinations(sorted(group), 2)}


def groups(leaders: dict[str, str]) -> list[list[str]]:
    made: dict[str, list[str]] = {}
    for name, leader in leaders.items():
        made.setdefault(leader, []).append(name)
    return list(made.values())


def datasketch(sketches: list[tuple[str, bytes]]) -> dict[str, str]:
    """Classes by datasketch: 128 permutations over the very hashes of our sketches, LSH at our threshold."""
    from datasketch import MinHash, MinHashLSH

    lsh, leaders = MinHashLSH(threshold=ALIKE, num_perm=128), {}
    for name, packed in sketches:
        made = MinHash(num_perm=128)
        made.update_batch([value.to_bytes(8, "big") for value in hashes_of(packed)])
        leaders[name] = min((leaders[other] for other in lsh.query(made)), default=name)
        lsh.insert(name, made)
    return leaders


def main() -> None:
    """Measure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("archive", type=Path)
    options.add_argument("--records", type=int, default=3000)
    options.add_argument("--texts", type=int, default=800)
    given = options.parse_args()
    sizes = [
        timed(
            f"read {given.records} records, {work.__name__}",
            lambda work=work: work(given.archive, given.records),
            given.records,
        )
        for work in (fastwarc, warcio)
    ]
    print("same bytes" if len(set(sizes)) == 1 else f"bytes differ: {sizes}")
    extraction(given.archive, given.texts)
    languages(given.texts)
    made = [(f"d{i:06}", sketch(text)) for i, text in enumerate(texts(given.texts))]
    small = timed("classes of the record stage, all at once", lambda: classes(made), len(made))
    ours = timed("classes by bands (near)", lambda: near_classes(lambda: made), len(made))
    theirs = timed("datasketch MinHashLSH", lambda: datasketch(made), len(made))
    wanted, other = pairs(groups(dict(small))), pairs(groups(dict(theirs)))  # type: ignore[call-overload]
    print(f"bands: the same classes: {dict(ours) == dict(small)}")  # type: ignore[call-overload]
    print(f"datasketch finds {len(wanted & other)} of {len(wanted)} pairs, and {len(other - wanted)} others")


if __name__ == "__main__":
    main()
