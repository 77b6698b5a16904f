"""`mithaq site --to DIR` → the pages of a register as files, to publish anywhere."""

from __future__ import annotations

from pathlib import Path

import click

from mithaq.cli.common import console, knowledge_option, register_option


@click.command()
@register_option
@knowledge_option
@click.option("--to", type=click.Path(file_okay=False, path_type=Path), required=True, help="The folder to write.")
@click.option(
    "--lang",
    type=click.Choice(["ar", "fr", "en"]),
    default="en",
    show_default=True,
    help="The language whose pages stand at the root; the others stand in folders of their own.",
)
def command(target: str, knowledge: Path | None, to: Path, lang: str) -> None:
    """Write the pages of a register to a folder, in three languages, with relative links; no search, no filters."""
    from mithaq.web.needs import check

    check()
    from mithaq.web.settings import Settings
    from mithaq.web.site import write_site

    out = console(stderr=True)
    with out.status("writing") as status:
        written = write_site(
            Settings(target, knowledge, language=lang), to, lambda n: status.update(f"writing: {n} pages")
        )
    out.print(f"{written} pages in {to}; open {to / 'index.html'}, or serve the folder from anywhere")
