"""`mithaq evaluate --gold DIR` → scores of the reader, or of an export, against annotated documents."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from mithaq.cli.common import knowledge_option

FAILED = 1


@click.command()
@click.option("--gold", required=True, type=click.Path(exists=True, file_okay=False, path_type=Path),
              help="The folder of annotation: one .yaml file a document.")  # fmt: skip
@click.option("--documents", type=click.Path(exists=True, file_okay=False, path_type=Path),
              help="The folder of the documents.  [default: the folder that holds the annotation]")  # fmt: skip
@click.option("--claims", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Score this export (jsonl) in place of reading the documents now.")  # fmt: skip
@click.option("--misses", is_flag=True, help="List what was not found.")
@click.option("--false", "wrong", is_flag=True, help="List what was read and is not annotated.")
@click.option("--json", "as_json", is_flag=True, help="Print the scores as JSON.")
@knowledge_option
def command(gold: Path, documents: Path | None, claims: Path | None, knowledge: Path | None, **show: bool) -> None:
    """Score the claims read from annotated documents, kind by kind and language by language.

    Exit codes: 0 scored, 1 a span does not hold its text, 2 wrong use or malformed annotation.
    """
    from mithaq.evaluation import report
    from mithaq.evaluation.gold import load_gold
    from mithaq.evaluation.run import evaluate, exported_claims, read_claims

    golds = load_gold(gold)
    texts = documents or gold.resolve().parent
    found = exported_claims(claims) if claims else read_claims(golds, texts, knowledge)
    scores, errors = evaluate(golds, found, texts)
    if show["as_json"]:
        click.echo(json.dumps(report.as_json(scores, len(errors)), ensure_ascii=False, indent=1))
    else:
        _print(scores, show)
    for error in errors[:20]:
        click.echo(f"SPAN  {error}", err=True)
    if errors:
        click.echo(f"{len(errors)} span errors", err=True)
        sys.exit(FAILED)


def _print(scores: Any, show: dict[str, bool]) -> None:
    from mithaq.evaluation import report

    lines = [*report.table(scores), "", *report.calibration_table(scores)]
    lines += report.misses(scores) if show["misses"] else ()
    lines += report.falses(scores) if show["wrong"] else ()
    if scores.unscored:
        lines.append(f"not scored, no annotation: {scores.unscored} claims")
    for line in lines:
        click.echo(line)
