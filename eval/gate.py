"""examples/ and eval/records read now, against annotation → scores, and failure where one is below its floor.

    python eval/gate.py                              print the scores; exit 1 when a floor is broken
    python eval/gate.py --bless                      raise the floors to today's scores and pin the annotation
    python eval/gate.py --bless --allow-regression   lower them too: for a reason that the commit message gives

The annotation is pinned by its SHA-256, so that no floor is met by changing what must be read without anybody noticing.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from mithaq.evaluation import report, things
from mithaq.evaluation.gold import gold_hashes, load_gold
from mithaq.evaluation.mentions import Result, Score, score_mentions, shown
from mithaq.evaluation.run import evaluate, read_claims
from mithaq.evaluation.score import Scores
from mithaq.knowledge import load_knowledge
from mithaq.model.documents import Document
from mithaq.pipeline import Reader, lore_of, read_document
from mithaq.records import Source, assemble_records
from mithaq.records.sketch import sketch

ROOT = Path(__file__).resolve().parents[1]
GOLD, FLOORS = ROOT / "examples" / "gold", ROOT / "eval" / "floors.json"
MENTIONS = ROOT / "examples" / "mentions"
ASKED = ("state", "item", "quantity", "money", "date", "person", "organisation")  # kinds of mentions with a floor
THINGS = ROOT / "eval" / "records" / "things.yaml"
SLACK = 0.0005  # less than this is rounding
NEVER = "span_errors"  # allowed nowhere
INVENTED = "invented_contradictions"
Figures = Mapping[str, Mapping[str, float]]


def measured(scores: Scores) -> dict[str, dict[str, float]]:
    """Return what floors are kept for: claim and slot F1 of each language and of all."""
    parts = {language: scores.total(language=language) for language in scores.languages} | {"all": scores.total()}
    return {name: {"claim_f1": t.f1 or 0.0, "slot_f1": t.slot_f1} for name, t in parts.items()}


def broken(now: Figures, counts: Mapping[str, int], pinned: Mapping[str, Any]) -> Iterator[str]:
    """Yield a line for each floor that is not met and each limit that is passed; what has no limit may not happen."""
    for name, floors in pinned.get("floors", {}).items():
        for figure, floor in floors.items():
            value = now.get(name, {}).get(figure, 0.0)
            if value < floor - SLACK:
                yield f"{name} {figure} is {value:.3f}, below its floor of {floor:.3f}"
    for figure, count in counts.items():
        limit = pinned.get("limits", {}).get(figure, 0)
        if count > limit:
            yield f"{figure} is {count}, above its limit of {limit}"


def raised(now: Figures, pinned: Mapping[str, Any], *, allow_lower: bool = False) -> dict[str, dict[str, float]]:
    """Return the new floors: today's figures, rounded down; never lower than before unless that is allowed."""
    before = pinned.get("floors", {})
    out: dict[str, dict[str, float]] = {}
    for name, figures in now.items():
        out[name] = {}
        for figure, value in figures.items():
            floor = math.floor(value * 1000) / 1000
            old = before.get(name, {}).get(figure, 0.0)
            out[name][figure] = floor if allow_lower else max(floor, old)
    return out if allow_lower else {**{k: v for k, v in before.items() if k not in out}, **out}


def pins() -> dict[str, str]:
    """Return the hashes of all annotation: of claims by the file's name, of records and mentions by folder and name."""
    others = {
        f"{folder.name}/{name}": pin
        for folder in (THINGS.parent, MENTIONS)
        for name, pin in gold_hashes(folder).items()
    }
    return gold_hashes(GOLD) | others


def pins_changed(now: Mapping[str, str], pinned: Mapping[str, Any]) -> list[str]:
    """Return the names of annotation files that are new, gone or not as they were when the floors were set."""
    before = pinned.get("gold", {})
    return sorted(name for name in {*now, *before} if now.get(name) != before.get(name))


def load_floors(path: Path) -> dict[str, Any]:
    """Read the floors; without a file there are none."""
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def blessed(
    now: Figures, counts: Mapping[str, int], pinned: Mapping[str, Any], *, allow_lower: bool = False
) -> dict[str, Any]:
    """Return new floors and limits; raise ValueError when a figure has become worse and that is not allowed."""
    known = {**dict.fromkeys(counts, 0), **pinned["limits"]} if "limits" in pinned else dict(counts)
    worse = [] if allow_lower else list(broken(now, counts, {**pinned, "limits": {**known, NEVER: 0}}))
    if counts[NEVER]:
        worse.append(f"{NEVER} is {counts[NEVER]}: never allowed")
    if worse:
        raise ValueError("\n".join(worse))
    limits = {figure: count if allow_lower else min(count, known[figure]) for figure, count in counts.items()}
    return {"floors": raised(now, pinned, allow_lower=allow_lower), "limits": limits}


def bless(path: Path, now: Figures, counts: Mapping[str, int], *, allow_lower: bool) -> int:
    """Write what `blessed` gives, and the pins."""
    try:
        new = blessed(now, counts, load_floors(path), allow_lower=allow_lower)
    except ValueError as e:
        print(e, file=sys.stderr)
        print("floors are only raised; to lower them for a good reason: --bless --allow-regression", file=sys.stderr)
        return 1
    path.write_text(json.dumps({**new, "gold": pins()}, indent=1) + "\n", encoding="utf-8")
    print(f"floors written to {path.name}")
    return 0


def check(path: Path, now: Figures, counts: Mapping[str, int]) -> int:
    """Say whether all floors are met and the annotation is the one they were set for."""
    pinned = load_floors(path)
    problems = list(broken(now, counts, pinned))
    if changed := pins_changed(pins(), pinned):
        shown = ", ".join(changed[:5]) + (" …" if len(changed) > 5 else "")
        problems.append(f"the annotation has changed since the floors were set ({shown}); if that is meant: make bless")
    for problem in problems:
        print(f"gate: {problem}", file=sys.stderr)
    print("gate: " + (f"{len(problems)} problems" if problems else "all floors are met"))
    return 1 if problems else 0


def mention_scores(golds: Iterable[Any]) -> Result:
    """Return the scores of what is recognised, by language and kind, over examples/mentions."""
    knowledge = load_knowledge()
    days: dict[str, str] = {}
    for gold in golds:
        document = Document(gold.document, (GOLD.parent / gold.document).read_text(encoding="utf-8"))
        if day := read_document(document, knowledge).published:
            days[gold.document] = day
    return score_mentions(MENTIONS, knowledge.text, knowledge.mentions, days)


def mention_figures(result: Result) -> dict[str, dict[str, float]]:
    """Return what floors are kept for of the mentions: F1 of each asked kind, by language."""
    languages = sorted({language for language, _ in result.scores})
    return {
        f"mentions {language}": {kind: result.scores.get((language, kind), Score()).f1 for kind in ASKED}
        for language in languages
    }


def joined_things() -> things.Joined:
    """Read and assemble the articles of eval/records; compare with the things they tell of."""
    reader = Reader()
    documents = [Document(p.name, p.read_text(encoding="utf-8")) for p in sorted(THINGS.parent.glob("*.txt"))]
    readings = {document.id: reader(document) for document in documents}
    claims = [claim for reading in readings.values() for claim in reading.claims]
    sources = [
        Source(d.id, readings[d.id].published, readings[d.id].language, sketch=sketch(d.text)) for d in documents
    ]
    records = assemble_records(claims, sources, reader.knowledge.kinds, lore_of(reader.knowledge))
    texts = {document.id: document.text for document in documents}
    return things.score_things(things.load_things(THINGS), claims, records, texts)


def main(arguments: list[str] | None = None) -> int:
    """Score, print, and check or bless."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bless", action="store_true")
    parser.add_argument("--allow-regression", action="store_true")
    parser.add_argument("--misses", action="store_true", help="list what was not found")
    parser.add_argument("--false", action="store_true", help="list what was read and is not annotated")
    args = parser.parse_args(arguments)

    golds = load_gold(GOLD)
    scores, errors = evaluate(golds, read_claims(golds, GOLD.parent), GOLD.parent)
    joined = joined_things()
    counts = {"false_on_negatives": scores.negatives, NEVER: len(errors), INVENTED: len(joined.invented)}
    shares = {"contradictions": joined.contradictions, "read": joined.read / joined.told}
    seen = mention_scores(golds)
    now = measured(scores) | mention_figures(seen) | {"records": {"pair_f1": joined.pair_f1, **shares}}
    lines = [*report.table(scores), "", *report.calibration_table(scores), ""]
    lines.append(f"{len(golds)} documents; " + "; ".join(f"{name}: {count}" for name, count in counts.items()))
    lines += report.misses(scores) if args.misses else ()
    lines += report.falses(scores) if args.false else ()
    lines += ["", *things.lines(joined)]
    lines += [
        "",
        "mentions, F1 (10 of the 32 articles annotated with the reader's help, and mended against since)",
        shown(seen),
    ]
    print("\n".join([*lines, *(f"SPAN  {error}" for error in errors)]), flush=True)
    if args.bless:
        return bless(FLOORS, now, counts, allow_lower=args.allow_regression)
    return check(FLOORS, now, counts)


if __name__ == "__main__":
    sys.exit(main())
