"""`mithaq check` → the problems of the knowledge and of a register, one a line, and an exit code that counts them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mithaq.cli.common import knowledge_option

if TYPE_CHECKING:
    from mithaq.knowledge.lint import Problem


@click.command()
@click.option("--register", "target", metavar="FILE_OR_URL", help="Check this register too.")
@click.option(
    "--cards",
    type=click.Path(exists=True, path_type=Path),
    metavar="PATH",
    help="Read these documents too, and list the cards that fire in none of them.",
)
@click.option("--strict", is_flag=True, help="Let warnings count as errors.")
@knowledge_option
def command(target: str | None, cards: Path | None, strict: bool, knowledge: Path | None) -> None:
    """Check the knowledge (all rules, names and words), and the integrity of a register if one is given.

    Every code is explained in docs/reference/knowledge-checks.md. Exit codes: 0 no errors (there may be warnings),
    1 errors (they are listed), 3 register unusable.
    """
    from mithaq.knowledge.lint import check
    from mithaq.knowledge.load import find_folder

    problems: list[Problem | str] = [*check(knowledge or find_folder())]
    if cards is not None:
        problems += _silent(cards, knowledge)
    if target is not None:
        from mithaq.register import Register

        with Register(target, create=False) as register:
            problems += register.problems()
    for problem in problems:
        click.echo(str(problem))
    grave = [p for p in problems if _level(p) == "error" or (strict and _level(p) == "warning")]
    mild = len(problems) - len(grave)
    told = [f"{len(grave)} problems"] * bool(grave) + [f"{mild} remarks"] * bool(mild)
    click.echo(" and ".join(told) or "no problems", err=True)
    if grave:
        sys.exit(1)


def _level(problem: Problem | str) -> str:
    """How grave a problem is; those of a register always are."""
    return getattr(problem, "level", "error")


def _silent(documents: Path, knowledge: Path | None) -> Iterator[Problem]:
    """The cards that read nothing in any of the documents."""
    from mithaq.documents import read_path
    from mithaq.knowledge.lint import silent
    from mithaq.knowledge.load import load_knowledge
    from mithaq.model.documents import Document
    from mithaq.pipeline import trace_document

    known = load_knowledge(knowledge)
    fired: set[str] = set()
    for document in read_path(documents):
        if isinstance(document, Document):
            fired |= {step.card.id for step in trace_document(document, known).steps if not step.why}
    return silent(known.rules.index.cards, fired, known.folder)
