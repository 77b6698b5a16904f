"""What the verbs that make pages share: their options, and the complaint when the extra `web` is not installed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from mithaq.cli.common import knowledge_option, register_option

F = TypeVar("F", bound=Callable[..., Any])


def page_options(language_help: str) -> Callable[[F], F]:
    """Add the options of register, knowledge and language."""

    def add(function: F) -> F:
        choice = click.Choice(["ar", "fr", "en"])
        function = click.option("--lang", type=choice, default="en", show_default=True, help=language_help)(function)
        return register_option(knowledge_option(function))

    return add


def needs_pages() -> None:
    """Complain when the libraries of the extra `web` are missing."""
    from mithaq.web.needs import check

    check()
