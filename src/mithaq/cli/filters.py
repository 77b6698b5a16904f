"""The options that narrow records down → a `Selection`, the same for every verb that lists records."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from mithaq.register import Selection
    from mithaq.register.snapshot import Then

    ParamType = click.ParamType[Any]
else:
    ParamType = click.ParamType

F = TypeVar("F", bound=Callable[..., Any])
_NAMES = (
    "states", "dyad", "since", "until", "disputed", "person", "item", "programme", "status", "modality",
    "min_confidence",
)  # fmt: skip


class Dyad(ParamType):
    """Two ISO codes with a hyphen between."""

    name = "dyad"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Return the two codes."""
        found = re.fullmatch(r"([A-Za-z]{2})[-–:]([A-Za-z]{2})", str(value))
        if found is None or found[1].upper() == found[2].upper():
            self.fail(f"{value} is not two different states: write it as MA-US", param, ctx)
        return found[1].upper(), found[2].upper()


class Day(ParamType):
    """A year, month or day."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the date as it is."""
        if re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", str(value)) is None:
            self.fail(f"{value} is no date: write it as 2013, 2013-05 or 2013-05-21", param, ctx)
        return str(value)


_OPTIONS = (
    click.option("--state", "states", multiple=True, metavar="CODE", help="What names this state; may be repeated."),
    click.option("--dyad", type=Dyad(), metavar="MA-US", help="What names both states."),
    click.option("--since", type=Day(), metavar="DATE", help="Dated (or reported) from then on: 2013 or 2013-05."),
    click.option("--until", type=Day(), metavar="DATE", help="Dated (or reported) until the end of then."),
    click.option("--person", metavar="NAME", help="What names this person: an id or part of the name."),
    click.option("--item", metavar="NAME", help="What is about this equipment: an id or part of the name."),
    click.option("--programme", metavar="NAME", help="What belongs to this programme or body."),
    click.option("--status", metavar="STAGE", help="What stands at this stage, such as delivered or signed."),
    click.option("--modality", type=click.Choice(["asserted", "planned", "alleged", "denied"]),
                 help="Only what is said so."),
    click.option("--min-confidence", type=click.FloatRange(0, 1), metavar="0…1", help="Only what is at least so sure."),
    click.option("--disputed", is_flag=True, help="Only what documents disagree about."),
)  # fmt: skip


def filter_options(function: F) -> F:
    """Add the options."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


_THEN = (
    click.option("--as-of", type=Day(), metavar="DATE", help="As the documents published by then tell it."),
    click.option("--as-read-on", type=Day(), metavar="DATE", help="As the documents read by then tell it."),
)


def then_options(function: F) -> F:
    """Add the options that show a register as it was."""
    for option in reversed(_THEN):
        function = option(function)
    return function


def then_of(given: dict[str, Any]) -> Then:
    """Return the day asked for; takes its own options out of `given`."""
    from mithaq.register.snapshot import Then

    return Then(given.pop("as_of"), given.pop("as_read_on"))


def selection(kind: str | None, given: dict[str, Any]) -> Selection:
    """Return what was asked for; takes its own options out of `given`."""
    from mithaq.register import Selection

    chosen = {name: given.pop(name) for name in _NAMES}
    dyad = chosen.pop("dyad") or ()
    chosen["states"] = (*chosen["states"], *dyad)
    return Selection(kind, **chosen)
