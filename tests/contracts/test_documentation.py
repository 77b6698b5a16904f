"""What the documentation promises is there, and what is there is documented."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from click import Command, Context

from mithaq.cli.main import VERBS, main
from mithaq.model.issues import CODES

ROOT = Path(__file__).resolve().parents[2]


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def reference() -> str:
    """The pages that document the verbs."""
    return page("docs/reference/cli.md") + page("docs/reference/evaluate.md")


def verb(name: str) -> Command:
    command = main.get_command(Context(main), name)
    assert command is not None
    return command


@pytest.mark.parametrize("name", VERBS)
def test_each_verb_is_documented(name: str) -> None:
    assert re.search(rf"^## `mithaq {name}\b", reference(), re.MULTILINE)
    assert verb(name).help


@pytest.mark.parametrize("name", VERBS)
def test_each_option_is_documented(name: str) -> None:
    text = reference()
    options = [o for p in verb(name).params for o in p.opts if o.startswith("--")]
    assert not [o for o in options if o not in text]


@pytest.mark.parametrize("code", CODES)
def test_each_issue_is_documented(code: str) -> None:
    assert f"| {code} |" in page("docs/reference/issues.md")


@pytest.mark.parametrize("name", ["README.md", "README.ar.md", "README.fr.md"])
def test_the_first_commands_of_the_readme_work(name: str) -> None:
    commands = re.findall(r"^\s*make (\w+)", page(name), re.MULTILINE)
    assert commands[:2] == ["demo", "test"]
    assert not [c for c in commands if not re.search(rf"^{c}:", page("Makefile"), re.MULTILINE)]


def links() -> list[tuple[str, str]]:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").glob("*.md")]
    pattern = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
    return [(p.relative_to(ROOT).as_posix(), to) for p in pages for to in pattern.findall(page(p.as_posix()))]


@pytest.mark.parametrize(("name", "target"), links())
def test_links_lead_somewhere(name: str, target: str) -> None:
    assert ((ROOT / name).parent / target).exists()


def test_generated_pages_are_current() -> None:
    done = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_examples_of_the_python_page_run(tmp_path: Path) -> None:
    """One after another, as a reader would type them; each claim on the page is an assertion or is printed."""
    pytest.importorskip("pandas")
    pytest.importorskip("polars")
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    blocks = re.findall(r"^```python\n(.*?)^```", page("docs/how-to/python.md"), re.MULTILINE | re.DOTALL)
    program = [sys.executable, "-c", "\n".join(blocks)]
    done = subprocess.run(program, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    assert len(blocks) >= 6 and "African Lion" in done.stdout and "transfer 6" in done.stdout, done.stdout
