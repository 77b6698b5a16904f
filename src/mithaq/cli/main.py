"""Arguments → one verb; each verb's module is imported only when it is used."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

import click

from mithaq import __version__

VERBS = {
    "read": ("mithaq.cli.read", "Read documents into a register."),
    "watch": ("mithaq.cli.watch", "Watch feeds and tell what is new."),
    "show": ("mithaq.cli.show", "Show records, or one record with its evidence."),
    "timeline": ("mithaq.cli.timeline", "Show what happened when."),
    "search": ("mithaq.cli.search", "Find documents by their words."),
    "stats": ("mithaq.cli.stats", "Count what a register holds."),
    "diff": ("mithaq.cli.diff", "Compare two registers."),
    "brief": ("mithaq.cli.brief", "Write a dated, sourced brief on two states."),
    "corpus": ("mithaq.cli.corpus", "Read very many documents, on many processes or a cluster."),
    "review": ("mithaq.cli.review", "Judge what the register is not sure of."),
    "export": ("mithaq.cli.export", "Export claims or records."),
    "try": ("mithaq.cli.try_", "Read one text and show how it was read."),
    "evaluate": ("mithaq.cli.evaluate", "Score the reader against annotated documents."),
    "serve": ("mithaq.cli.serve", "Show a register in the browser."),
    "site": ("mithaq.cli.site", "Write the pages of a register to a folder."),
    "check": ("mithaq.cli.check", "Check the knowledge and the register."),
}
WRONG_USE, REGISTER_UNUSABLE = 2, 3


class Verbs(click.Group):
    """A group that knows its verbs by name and imports them late."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs in the order of their use."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of one verb and return its `command`."""
        if cmd_name not in VERBS:
            return None
        command: click.Command = importlib.import_module(VERBS[cmd_name][0]).command
        if not any(param.name == "no_color" for param in command.params):
            command.params.append(_no_color())
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in VERBS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run a verb; turn the mistakes that Mithaq knows into a message and an exit code."""
        try:
            return super().invoke(ctx)
        except click.ClickException:
            raise
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        except Exception as e:
            from mithaq.model.errors import MithaqError, RegisterError

            if not isinstance(e, MithaqError):
                raise
            click.echo(f"mithaq: {e}", err=True)
            if hint := getattr(e, "hint", ""):
                click.echo(f"  what to do: {hint}", err=True)
            ctx.exit(REGISTER_UNUSABLE if isinstance(e, RegisterError) else WRONG_USE)


def _no_color() -> click.Option:
    def callback(ctx: click.Context, param: click.Parameter, value: bool) -> None:
        if value:
            os.environ["NO_COLOR"] = "1"

    return click.Option(["--no-color"], is_flag=True, expose_value=False, is_eager=True, callback=callback,
                        help="No colours (as does the environment variable NO_COLOR).")  # fmt: skip


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="mithaq")
def main() -> None:
    """Read what documents say about defence cooperation between states into a sourced register.

    \b
    mithaq read examples --register demo.db
    mithaq show --register demo.db --state MA --state US
    mithaq brief US MA --register demo.db --to brief.html
    """
