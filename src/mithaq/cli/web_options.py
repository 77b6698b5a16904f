"""What the verbs that fetch from the web share: their options, and the `Web` that these ask for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from mithaq.documents.web import Web

F = TypeVar("F", bound=Callable[..., Any])
MEGABYTE = 1_000_000


def listing_options(function: F) -> F:
    """Add the options of reading what a feed or sitemap lists."""
    for option in reversed((
        click.option("--max-pages", type=click.IntRange(1), default=200, show_default=True,
                     help="Of a feed or sitemap, read at most so many pages."),
        click.option("--since", "since", metavar="DATE", help="Leave out pages that a feed or sitemap dates before."),
    )):  # fmt: skip
        function = option(function)
    return function


def web_options(function: F) -> F:
    """Add the options of fetching."""
    for option in reversed((
        click.option("--delay", type=click.FloatRange(0, 3600), metavar="SECONDS",
                     help="Between two requests to one host.  [default: 1]"),
        click.option("--contact", metavar="URL_OR_MAIL", default="",
                     help="Tell the servers whom to turn to (part of the user agent)."),
        click.option("--allow-host", "hosts", multiple=True, metavar="NAME[:PORT]",
                     help="Connect to this host though it is private or on an unusual port; may be repeated."),
        click.option("--allow-private", "private", is_flag=True,
                     help="Connect to any address and port, also in private networks and on this machine."),
    )):  # fmt: skip
        function = option(function)
    return function


def make_web(how: dict[str, Any], knowledge: Path | None, sleep: Callable[[float], object] | None = None) -> Web:
    """Build what reads addresses, out of the values of `web_options`; wrong values are wrong use."""
    needs_fetch()
    from mithaq.documents.limits import Limits
    from mithaq.documents.web import Fetcher, Guard, Manners, Web
    from mithaq.knowledge.load import find_folder
    from mithaq.knowledge.outlets import load_outlets

    since = day_or_wrong(how.get("since"))
    contact = str(how.get("contact") or "")
    if not contact.isascii() or not contact.isprintable() or any(c in "()<>" for c in contact):
        raise click.UsageError("--contact must be an address in plain ASCII, such as mailto:desk@example.org")
    size = int(float(how.get("max_size") or 20) * MEGABYTE)
    manners = Manners(contact=contact, size=size)
    if (delay := how.get("delay")) is not None:
        manners = replace(manners, delay=float(delay))
    guard = Guard.allowing(how.get("hosts") or (), private=bool(how.get("private")))
    fetcher = Fetcher(manners, guard, sleep=sleep) if sleep else Fetcher(manners, guard)
    outlets = load_outlets((knowledge or find_folder()) / "sources")
    return Web(fetcher, outlets, int(how.get("max_pages") or 200), since, Limits(size=size))


def needs_fetch() -> None:
    """Complain when the packages that fetching needs are not installed."""
    try:
        import mithaq.documents.web  # noqa: F401 - imports them all
    except ImportError as e:
        message = f"reading from the web needs a package that is not installed ({e.name}): pip install 'mithaq[fetch]'"
        raise click.UsageError(message) from e


def day_or_wrong(value: str | None) -> str:
    """Return a date as it is compared: a day, month or year; complain about anything else."""
    import re

    if not value:
        return ""
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value):
        raise click.UsageError(f"--since {value} is no date; write it as 2025-10-20, 2025-10 or 2025")
    return value


class PathOrAddress(click.ParamType):  # type: ignore[type-arg]
    """A path that exists, or a web address."""

    name = "path_or_url"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return a Path, or the address as text."""
        from mithaq.documents.address import is_address

        if isinstance(value, str) and is_address(value):
            return value
        if isinstance(value, str) and "://" in value and not Path(value).exists():
            self.fail(f"{value!r} is neither a path nor an http or https address.", param, ctx)
        return click.Path(exists=True, path_type=Path).convert(value, param, ctx)
