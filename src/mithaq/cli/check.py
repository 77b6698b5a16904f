"""`mithaq check` → the problems of the knowledge and of a register, one a line, and an exit code that counts them."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mithaq.cli.common import knowledge_option


@click.command()
@click.option("--register", "target", metavar="FILE_OR_URL", help="Check this register too.")
@knowledge_option
def command(target: str | None, knowledge: Path | None) -> None:
    """Check the knowledge (all rules, names and words), and the integrity of a register if one is given.

    Exit codes: 0 all well, 1 problems (they are listed), 3 register unusable.
    """
    from mithaq.knowledge.lint import check

    problems = [str(problem) for problem in check(knowledge)]
    if target is not None:
        from mithaq.register import Register

        with Register(target, create=False) as register:
            problems += register.problems()
    for problem in problems:
        click.echo(problem)
    click.echo(f"{len(problems)} problems" if problems else "no problems", err=True)
    if problems:
        sys.exit(1)
