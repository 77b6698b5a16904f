"""What several verbs share: the register option, opening it fresh, and how issues are shown."""

from __future__ import annotations

import contextlib
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from mithaq.claims.kinds import Kind
    from mithaq.knowledge.load import Knowledge
    from mithaq.model.issues import Issue
    from mithaq.register import Register
    from mithaq.register.snapshot import Then

F = TypeVar("F", bound=Callable[..., Any])
MOST_ISSUES = 20
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")


def register_option(function: F) -> F:
    """Add `--register`."""
    return click.option(
        "--register",
        "target",
        metavar="FILE_OR_URL",
        default="mithaq.db",
        show_default=True,
        help="The register: a file (SQLite), or a postgresql:// URL.",
    )(function)


def knowledge_option(function: F) -> F:
    """Add `--knowledge`."""
    return click.option(
        "--knowledge",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="A knowledge folder to use in place of the one that comes with Mithaq.",
    )(function)


@contextlib.contextmanager
def open_register(
    target: str, kinds: Callable[[], Mapping[str, Kind]] | None = None, then: Then | None = None
) -> Iterator[Register]:
    """Open a register that must be there; with `kinds`, make its records anew if claims have changed since.

    `then`: what is opened is a copy that holds only what was known on that day, and is thrown away.
    """
    from mithaq.register import Register

    with contextlib.ExitStack() as held:
        register = held.enter_context(Register(target, create=False))
        if then:
            register = held.enter_context(_as_then(register, then))
        if kinds is not None:
            from mithaq.model.errors import RegisterError
            from mithaq.pipeline import refresh

            try:
                refresh(register, kinds)
            except RegisterError as e:
                click.echo(f"mithaq: the records are older than the claims and cannot be made anew: {e}", err=True)
        yield register


@contextlib.contextmanager
def _as_then(register: Register, then: Then) -> Iterator[Register]:
    from mithaq.register import Register
    from mithaq.register.snapshot import snapshot

    with tempfile.TemporaryDirectory(prefix="mithaq-") as folder:
        place = str(Path(folder) / "then.db")
        undated = snapshot(register, place, then)
        if undated:
            click.echo(f"mithaq: {undated} documents have no date and are left out", err=True)
        with Register(place) as fresh:
            fresh.shown = register.shown
            yield fresh


def kinds_of(knowledge: Path | None) -> Mapping[str, Kind]:
    """Load what knowledge/kinds declares."""
    from mithaq.pipeline import Reader

    return Reader(knowledge).knowledge.kinds


def console(*, stderr: bool = False) -> Console:
    """Return a console that writes text as it is: no markup, no guessed highlights; what would steer it is left out."""
    from rich.console import Console
    from rich.segment import Segment

    class Safe(Console):
        def render(self, renderable: Any, options: Any = None) -> Iterator[Segment]:
            for part in super().render(renderable, options):
                yield part if part.control else part._replace(text=_STEERING.sub("", part.text))

    out = Safe(stderr=stderr, markup=False, highlight=False, emoji=False)
    if not out.is_terminal:
        out.width = 160
    return out


def isolated(line: Text, out: Console) -> Text:
    """Return a cell whose Arabic does not turn round what stands beside it, on a terminal that orders text itself."""
    if out.is_terminal and _RIGHT_TO_LEFT.search(line.plain):
        line = line.copy()
        return line.__class__("\u2068").append_text(line).append("\u2069")
    return line


def kind_or_wrong(kind: str | None, kinds: Mapping[str, Kind], otherwise: str = "") -> str | None:
    """Return a kind that there is; complain about any other."""
    if kind is None or kind in kinds:
        return kind
    also = f" nor {otherwise}" if otherwise else ""
    raise click.UsageError(f"{kind} is neither a kind ({', '.join(sorted(kinds))}){also}")


def slots_of(kinds: Mapping[str, Kind], kind: str | None = None) -> list[str]:
    """Return the slots of one kind or of all, each once, in order."""
    return list(dict.fromkeys(slot for k in kinds.values() if kind in (None, k.id) for slot in k.slots))


def show_issues(issues: Iterable[Issue], out: Console) -> None:
    """Print issues, one a line with its remedy; of many, the first."""
    listed = list(issues)
    for issue in listed[:MOST_ISSUES]:
        out.print(f"{issue.code} {issue.message}", style="yellow")
        if issue.hint:
            out.print(f"     {issue.hint}", style="dim")
    if len(listed) > MOST_ISSUES:
        out.print(f"… and {len(listed) - MOST_ISSUES} more; all are in the register", style="dim")


def labels_of(knowledge: Knowledge, language: str, names: Mapping[str, str]) -> Callable[[str], str | None]:
    """Return what turns an id into its usual name in a language: out of the lexicon, or out of the claims' `names`.

    English needs no lexicon, which takes time to load: the names in claims are the usual ones in Latin letters.
    """
    if language == "en":
        return names.get

    def label(identity: str) -> str | None:
        entry = knowledge.lexicon.entries.get(identity, {})
        return entry.get(language) or entry.get("name") or names.get(identity)

    return label
