"""Speed of the text and mention stages, part by part, on real or made pages → characters a second and the ratio to the
bare automaton.

Usage: python bench/mention_stage.py [FOLDER of .txt files, default: examples/]
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from mithaq.knowledge import load_knowledge
from mithaq.mentions.dates import find_dates
from mithaq.mentions.designations import find_designations
from mithaq.mentions.exercises import find_exercises
from mithaq.mentions.find import find_mentions
from mithaq.mentions.heads import find_heads
from mithaq.mentions.money import read_money
from mithaq.mentions.numbers import find_numbers
from mithaq.mentions.persons import find_persons
from mithaq.mentions.values import find_values
from mithaq.model.documents import Document
from mithaq.model.text import Text
from mithaq.text.prepare import prepare

ROUNDS = 15


def best(step: Callable[[], object]) -> float:
    """Return the processor seconds of the fastest of some rounds."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        step()
        times.append(time.process_time() - start)
    return min(times)


def main(folder: Path) -> None:
    """Print a line for each part, over all files of the folder."""
    knowledge = load_knowledge()
    words = knowledge.mentions
    documents = [Document(p.name, p.read_bytes().decode()) for p in sorted(folder.glob("*.txt"))]
    size = sum(len(d.text) for d in documents)
    texts: list[Text] = [prepare(d, knowledge.text)[0] for d in documents]
    named = [words.lexicon.find(t) for t in texts]
    pairs = list(zip(texts, named, strict=True))
    grammar = words.values
    steps: dict[str, Callable[[], object]] = {
        "automaton": lambda: [sum(1 for _ in words.lexicon.automaton.iter(t.view)) for t in texts],
        "text stage": lambda: [prepare(d, knowledge.text) for d in documents],
        "lexicon": lambda: [words.lexicon.find(t) for t in texts],
        "designations": lambda: [find_designations(t, n, words.designations, words.lexicon.forms) for t, n in pairs],
        "exercises": lambda: [find_exercises(t, n, words.exercises) for t, n in pairs],
        "heads": lambda: [find_heads(t, n, words.heads) for t, n in pairs],
        "persons": lambda: [find_persons(t, n, words.people) for t, n in pairs],
        "dates": lambda: [find_dates(t.view, grammar.dates, grammar.numbers, None, ()) for t in texts],
        "money": lambda: [read_money(t.view, grammar.money, grammar.numbers, ()) for t in texts],
        "numbers": lambda: [find_numbers(t.view, grammar.numbers, ()) for t in texts],
        "values": lambda: [find_values(t.view, grammar, None, ()) for t in texts],
        "mention stage": lambda: [find_mentions(t, words, None) for t in texts],
    }
    seconds = {name: best(step) for name, step in steps.items()}
    for name, taken in seconds.items():
        print(f"{name:14} {size / taken / 1e3:10.0f} k chars/s {taken * 1e3:8.2f} ms")
    both = seconds["text stage"] + seconds["mention stage"]
    print(f"{'text + mention':14} {size / both / 1e3:10.0f} k chars/s {both * 1e3:8.2f} ms")
    print(f"text + mention stage takes {both / seconds['automaton']:.1f} times the bare automaton")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[1] / "examples")
