"""A number of pages and a seed → a corpus of made articles and noise, half WARC, half JSONL, with its manifest.

    python bench/generate_corpus.py --documents 200000 --out /var/tmp/corpus

The WARC is written by warcio, the reference writer, one gzip member a record; the pages have menus, scripts, related
links and a footer around the text. About one page in 21 is an article of examples/ re-worded, one in four of these a
near-copy.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from html import escape
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from corpus_texts import Page, pages
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

PER_ARCHIVE = 25_000
MENU = {
    "en": ["World", "Politics", "Business", "Sport", "Defence", "Culture", "Opinion", "Video"],
    "fr": ["Monde", "Politique", "Économie", "Sport", "Défense", "Culture", "Opinions", "Vidéos"],
    "ar": ["العالم", "سياسة", "اقتصاد", "رياضة", "دفاع", "ثقافة", "آراء", "فيديو"],
}
SCRIPT = "window.q=window.q||[];q.push({a:'%d',b:function(e){return e&&e.t>%d?e.t*%d:null}});"


class Shell:
    """Puts a text into a page of `size` characters of menus, styles and scripts, as news sites have them."""

    def __init__(self, size: int) -> None:
        chance = random.Random(size)
        self.scripts = [
            "".join(SCRIPT % (chance.randrange(10**6), chance.randrange(999), n) for n in range(size // 80))
            for _ in range(40)
        ]

    def page(self, page: Page, number: int, chance: random.Random) -> bytes:
        menu = "".join(
            f'<li><a href="/{i}/">{escape(w)}</a></li>' for i, w in enumerate(MENU.get(page.language, MENU["en"]))
        )
        head, *rest = page.text.split("\n\n")
        body = "".join(f"<p>{escape(piece)}</p>\n" for piece in rest)
        script = chance.choice(self.scripts)
        title = escape(head.split("\n")[0][:120])
        day = f"2025-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
        return (
            f'<!DOCTYPE html>\n<html lang="{page.language}"><head><meta charset="utf-8"><title>{title}</title>'
            f'<meta property="article:published_time" content="{day}T08:00:00Z"><style>body{{margin:0}}</style>'
            f"<script>{script}</script></head><body><header><nav><ul>{menu}</ul></nav></header>"
            f"<main><article><h1>{title}</h1>\n<p>{escape(head)}</p>\n{body}</article></main>"
            f'<aside><ul><li><a href="/r/{number}">{title[::-1][:40]}</a></li></ul></aside>'
            f"<footer><p>© 2025 · {number}</p></footer></body></html>"
        ).encode()


class Archives:
    """Writes pages into archives of a bounded number of records each."""

    def __init__(self, folder: Path, shell: Shell) -> None:
        self.folder, self.shell = folder, shell
        self.counts: Counter[str] = Counter()
        self.streams: dict[str, IO[Any]] = {}
        self.writer: WARCWriter | None = None

    def put(self, page: Page, number: int, chance: random.Random) -> None:
        kind = "warc" if number % 2 else "jsonl"
        if self.counts[kind] % PER_ARCHIVE == 0:
            self._next(kind, self.counts[kind] // PER_ARCHIVE)
        self.counts[kind] += 1
        url = f"https://site{number % 997}.example/{page.language}/{number}"
        if kind == "jsonl":
            line = {"id": url, "text": page.text, "url": url, "publisher": f"site{number % 997}.example"}
            self.streams[kind].write(json.dumps(line, ensure_ascii=False) + "\n")
            return
        headers = [("Content-Type", "text/html; charset=utf-8"), ("Server", "made")]
        payload = BytesIO(self.shell.page(page, number, chance))
        head = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
        assert self.writer is not None
        record = self.writer.create_warc_record(url, "response", payload=payload, http_headers=head)
        self.writer.write_record(record)

    def _next(self, kind: str, number: int) -> None:
        if kind in self.streams:
            self.streams[kind].close()
        if kind == "warc":
            self.streams[kind] = (self.folder / f"crawl-{number:04}.warc.gz").open("wb")
            self.writer = WARCWriter(self.streams[kind], gzip=True)
            self.writer.write_record(
                self.writer.create_warcinfo_record("made", {"software": "bench/generate_corpus.py"})
            )
        else:
            self.streams[kind] = (self.folder / f"press-{number:04}.jsonl").open("w", encoding="utf-8")

    def close(self) -> None:
        for stream in self.streams.values():
            stream.close()


def main() -> None:
    """Write the corpus, its manifest and, in `made.json`, what is in it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--documents", type=int, default=20_000)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--noise", type=int, default=20, help="pages about other matters for each article")
    options.add_argument("--page-size", type=int, default=10_000, help="characters of markup around a text in WARC")
    options.add_argument("--shard", type=float, default=8, help="megabytes of a shard")
    given = options.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    archives = Archives(given.out, Shell(given.page_size))
    chance = random.Random(given.seed + 1)
    topics: Counter[str] = Counter()
    characters = 0
    for number, page in enumerate(pages(given.documents, given.seed, given.noise)):
        archives.put(page, number, chance)
        topics[page.topic if page.topic in ("defence", "copy") else "noise"] += 1
        characters += len(page.text)
    archives.close()
    manifest = f"files:\n- '*.warc.gz'\n- '*.jsonl'\nshard: {given.shard:g}\n"
    (given.out / "manifest.yml").write_text(manifest, encoding="utf-8")
    size = sum(path.stat().st_size for path in given.out.iterdir())
    made = {"documents": given.documents, **topics, **archives.counts, "characters": characters, "bytes": size}
    (given.out / "made.json").write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(made))


if __name__ == "__main__":
    main()
