"""`mithaq read URL` against a server on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.loopback import Site, page, status

from mithaq.cli.main import main
from mithaq.register import Register

TEXT = "Morocco and the United States signed a military cooperation roadmap in Rabat on Tuesday."
HEAD = '<meta property="article:published_time" content="2025-03-04"><title>A roadmap</title>'
PAGE = (
    f"<!doctype html><html lang=en><head>{HEAD}</head><body><article><h1>A roadmap</h1><p>{TEXT}</p></article></body>"
)


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_a_page_is_read_into_the_register_once(site: Site, tmp_path: Path) -> None:
    site.pages["/a"] = page(PAGE)
    target = str(tmp_path / "r.db")
    how = ("--register", target, "--delay", "0", "--allow-host", f"127.0.0.1:{site.port}")
    assert run("read", site.at("/a?utm_source=feed"), *how).exit_code == 0
    again = run("read", site.at("/a"), *how)
    assert again.exit_code == 0 and "1 unchanged" in again.output
    with Register(target) as register:
        [document] = register.documents()
        [claim] = register.claims()
    assert document.id == document.url == site.at("/a") and document.published == "2025-03-04"
    assert claim.kind == "agreement" and claim.document == document.id
    for evidence in claim.evidence:
        assert document.text[evidence.span.start : evidence.span.end] == evidence.text


def test_files_and_addresses_in_one_go_and_failures_are_listed(site: Site, tmp_path: Path) -> None:
    site.pages |= {"/a": page(PAGE), "/gone": status(410)}
    (tmp_path / "x.txt").write_text(TEXT)
    done = run("read", str(tmp_path / "x.txt"), site.at("/a"), site.at("/gone"), "--register", str(tmp_path / "r.db"),
               "--allow-private", "--delay", "0")  # fmt: skip
    assert done.exit_code == 1 and "2 read, 0 unchanged, 1 failed" in done.output
    assert "N004" in done.output and "410" in done.output and "N010" in done.output


def test_this_machine_is_refused_unless_it_is_allowed(site: Site, tmp_path: Path) -> None:
    done = run("read", site.at("/a"), "--register", str(tmp_path / "r.db"))
    assert done.exit_code == 1 and "N001" in done.output and f"--allow-host 127.0.0.1:{site.port}" in done.output
    assert not site.seen


@pytest.mark.parametrize("arguments", [
    ("ftp://example.org/x",), ("no/such/path",), ("http://127.0.0.1/", "--since", "yesterday"),
    ("http://127.0.0.1/", "--contact", "x\r\nX-Evil: 1"), ("http://127.0.0.1/", "--max-pages", "0"),
])  # fmt: skip
def test_wrong_use(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = run("read", *arguments, "--register", str(tmp_path / "r.db"))
    assert done.exit_code == 2 and not (tmp_path / "r.db").exists()
