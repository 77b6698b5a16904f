"""`mithaq serve` → the register as pages in a browser, in Arabic, French and English."""

from __future__ import annotations

from pathlib import Path

import click

from mithaq.cli.page_options import needs_pages, page_options


@click.command()
@page_options("For readers whose browser asks for none of the three.")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Where to listen; the default is this machine only."
)
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0 takes a free one.")
@click.option(
    "--allow-host",
    "hosts",
    multiple=True,
    metavar="NAME",
    help="A name under which the pages may be asked for, beside this machine's own.",
)
@click.option(
    "--rate",
    type=click.FloatRange(0),
    default=40.0,
    show_default=True,
    help="Requests a second that one address may send; 0: no limit.",
)
@click.option("--review", is_flag=True, help="Let people judge, on this machine only, by an address good for one use.")
def command(
    target: str, knowledge: Path | None, host: str, port: int, hosts: tuple[str, ...], **more: object
) -> None:  # fmt: skip
    """Show a register in the browser: partnerships, records with their evidence, documents, lists, search."""
    needs_pages()
    from mithaq.web.server import serve
    from mithaq.web.settings import LOOPBACK, Settings

    names = hosts if host in ("0.0.0.0", "::") else (*hosts, host)
    review = bool(more["review"])
    if review and host not in LOOPBACK:
        raise click.UsageError(f"--review is for this machine only: leave out --host, or give {LOOPBACK[0]}")
    rate, language = float(str(more["rate"])), str(more["lang"])
    settings = Settings(target, knowledge, () if review else names, rate=rate, language=language, review=review)
    click.echo("loading the names …", err=True)
    serve(settings, host, port, lambda address: click.echo(f"open {address}   (stop with Ctrl-C)"))
