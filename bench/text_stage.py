"""Speed of the text stage, step by step, on a page made of repeated paragraphs → characters a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from mithaq.knowledge.textwords import load_text_words
from mithaq.model.documents import Document
from mithaq.text.clean import clean
from mithaq.text.lines import split_lines
from mithaq.text.prepare import prepare
from mithaq.text.regions import find_regions, judge_lines
from mithaq.text.sentences import Source, split_sentences
from mithaq.text.tokens import tokenize

ROOT = Path(__file__).resolve().parents[1]
PARAGRAPHS = (
    "استقبل وزير الدفاع، يوم الثلاثاء، نظيره الإسباني والوفد المرافق له. وتناول اللقاء سبل تطوير التعاون "
    "العسكري بين البلدين، ولا سيما في مجالي التكوين والصناعة الدفاعية، وتبادل الخبرات.",
    "Le ministère a annoncé jeudi la livraison de 12 hélicoptères H145M, d'une valeur de 3,4 milliards d'euros. "
    "« C'est une étape », a déclaré le général J. Martin, chef d'état-major.",
    "The two sides signed a memorandum of understanding on 5 May 2024, the U.S. embassy said. It covers training, "
    "maintenance and 24 AH-64E helicopters worth $1.5 billion; deliveries start in 2026.",
)
# Pages of one thing over and over, on which a careless pattern takes the square of the time.
HOSTILE = ("7", "1,", "a.b.", ". ", "عنوان من خمس كلمات    ", "• a\n", "- a (@b) ", "e\u0301", "x\n")
HEAD = "Visite officielle du ministre de la Défense\nAlger, 5 mai 2024\n\n"


def best(step: Callable[[], object], rounds: int = 25) -> float:
    """Return the processor seconds of the fastest round."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        step()
        times.append(time.process_time() - start)
    return min(times)


def main(size: int = 60_000) -> None:
    """Print a line for each step."""
    body = "\n".join(PARAGRAPHS) + "\n"
    text = HEAD + body * (size // len(body))
    words = load_text_words(ROOT / "knowledge")
    view, offsets = clean(text)
    lines = split_lines(view)
    source = Source(view, offsets, text)
    pieces = judge_lines(source, lines, words, "")

    def sentences() -> list[tuple[int, int]]:
        return [s for p in pieces for s in split_sentences(source, p.start, p.end, words)]

    steps: dict[str, Callable[[], object]] = {
        "clean": lambda: clean(text),
        "lines": lambda: split_lines(view),
        "regions": lambda: find_regions(len(view), judge_lines(source, lines, words, "")),
        "sentences": sentences,
        "tokens": lambda: tokenize(view),
        "prepare": lambda: prepare(Document("bench", text), words),
    }
    for name, step in steps.items():
        print(f"{name:10} {len(text) / best(step) / 1e6:8.2f} M chars/s")
    for unit in HOSTILE:
        short, long = (Document("hostile", unit * (n // len(unit))) for n in (20_000, 200_000))
        ratio = best(lambda d=long: prepare(d, words), 3) / best(lambda d=short: prepare(d, words), 3)  # type: ignore[misc]
        print(f"ten times as much of {unit!r} takes {ratio:.0f} times as long")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500_000)
