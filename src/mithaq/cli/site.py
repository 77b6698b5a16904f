"""`mithaq site --to DIR` → the pages of a register as files, to publish anywhere."""

from __future__ import annotations

from pathlib import Path

import click

from mithaq.cli.common import console
from mithaq.cli.page_options import needs_pages, page_options


@click.command()
@page_options("The language whose pages stand at the root; the others stand in folders of their own.")
@click.option("--to", type=click.Path(file_okay=False, path_type=Path), required=True, help="The folder to write.")
def command(target: str, knowledge: Path | None, to: Path, lang: str) -> None:
    """Write the pages of a register to a folder, in three languages, with relative links, to publish anywhere."""
    needs_pages()
    from mithaq.web.settings import Settings
    from mithaq.web.site import write_site

    out = console(stderr=True)
    with out.status("writing") as status:
        written = write_site(
            Settings(target, knowledge, language=lang), to, lambda n: status.update(f"writing: {n} pages")
        )
    out.print(f"{written} pages in {to}; open {to / 'index.html'}, or serve the folder from anywhere")
