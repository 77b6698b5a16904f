"""The gate of a corpus on annotated articles, cards' examples and pages about other matters → recall, rejection, speed.

    python bench/gate.py            also fails (exit code 1) when recall on annotated articles is below 0.99

Positive: an article with a claim in its gold, or a card's example that must give a claim (one sentence, the hardest).
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml
from corpus_texts import Noise, Rewriter

from mithaq.corpus.gate import Gate, build_gate
from mithaq.knowledge.load import Knowledge
from mithaq.model.documents import Document
from mithaq.pipeline import read_document

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
FLOOR = 0.99
SETS = (
    ("examples", ROOT / "examples" / "gold", ROOT / "examples"),
    ("seed articles", SHARED / "gold" / "seeds", SHARED / "seeds"),
    ("made articles", SHARED / "gold" / "made" / "gold", SHARED / "gold" / "made" / "texts"),
)


def annotated(gold: Path, texts: Path) -> Iterator[tuple[str, str, bool]]:
    """Yield name, text and whether something is to be read."""
    for path in sorted(gold.glob("*.yaml")):
        article = texts / f"{path.stem}.txt"
        if article.exists():
            claims = yaml.safe_load(path.read_text(encoding="utf-8")).get("claims") or []
            yield path.stem, article.read_text(encoding="utf-8"), any(not claim.get("optional") for claim in claims)


def measure(gate: Gate) -> float:
    """Print recall and rejection set by set; return recall on annotated articles."""
    found = wanted = 0
    for name, gold, texts in SETS:
        rows = list(annotated(gold, texts))
        positive = [(stem, gate.refused(text)) for stem, text, something in rows if something]
        negative = [gate.refused(text) for _, text, something in rows if not something]
        lost = [f"{stem} ({why})" for stem, why in positive if why]
        found, wanted = found + len(positive) - len(lost), wanted + len(positive)
        refused = sum(map(bool, negative))
        print(f"{name:<18}{len(positive) - len(lost):>4} of {len(positive)} kept; of {len(negative)} others {refused}"
              f" refused {' '.join(lost)}")  # fmt: skip
    return found / wanted if wanted else 0.0


def cards(gate: Gate, known: Knowledge) -> None:
    """Print what share of single sentences would pass."""
    examples = [e.text for e in known.rules.examples if e.slots is not None]
    lost = Counter(filter(None, map(gate.refused, examples)))
    print(f"{'cards examples':<18}{len(examples) - lost.total():>4} of {len(examples)} kept; refused: {dict(lost)}")


def noise(gate: Gate, count: int) -> Sequence[str]:
    """Print what is refused of made pages, by language."""
    chance, maker = random.Random(3), Noise()
    pages = [maker.page(chance) for _ in range(count)]
    total: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    why: Counter[str] = Counter()
    for page in pages:
        total[page.language] += 1
        if reason := gate.refused(page.text):
            refused[page.language] += 1
            why[reason] += 1
    print(f"{'noise':<18}{refused.total()} of {count} refused ({refused.total() / count:.1%}): {dict(why)}; "
          + " ".join(f"{k} {refused[k] / total[k]:.1%}" for k in sorted(total)))  # fmt: skip
    return [page.text for page in pages]


def speed(gate: Gate, rewriter: Rewriter, others: Sequence[str]) -> None:
    """Print pages and characters a second of processor time, beside the whole pipeline on the same texts."""
    chance = random.Random(5)
    articles = [rewriter.article(chance).text for _ in range(60)]
    for name, texts in (("articles", articles), ("noise", others[:300])):
        size = sum(map(len, texts))
        rates = []
        for what, work in (
            ("gate", gate.refused),
            ("pipeline", lambda t: read_document(Document("d", t), rewriter.knowledge)),
        ):
            begun, rounds = time.process_time(), 0
            while rounds < 1 or (time.process_time() - begun < 1.0 and rounds < 50):
                for text in texts:
                    work(text)
                rounds += 1
            took = (time.process_time() - begun) / rounds
            rates.append(size / took)
            print(f"{name:<10}{what:<10}{len(texts) / took:>10,.0f} pages/s {size / took / 1e6:>8.2f} M chars/s")
        print(f"{name:<10}the gate is {rates[0] / rates[1]:.0f} times as fast")


def main() -> int:
    """Measure."""
    rewriter = Rewriter.load()
    begun = time.process_time()
    gate = build_gate(rewriter.knowledge)
    print(f"gate built in {time.process_time() - begun:.2f} s")
    recall = measure(gate)
    cards(gate, rewriter.knowledge)
    others = noise(gate, 2000)
    chance = random.Random(11)
    made = [gate.refused(rewriter.article(chance).text) for _ in range(500)]
    print(f"{'re-worded':<18}{made.count('')} of {len(made)} kept {dict(Counter(filter(None, made)))}")
    speed(gate, rewriter, others)
    print(f"recall on annotated articles: {recall:.3f}")
    return 0 if recall >= FLOOR else 1


if __name__ == "__main__":
    sys.exit(main())
