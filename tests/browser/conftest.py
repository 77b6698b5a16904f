"""A server on loopback over a small register, and Debian's Chromium; skipped, saying why, where one is missing."""

from __future__ import annotations

import contextlib
import functools
import http.server
import os
import shutil
import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

CHROMIUM = os.environ.get("MITHAQ_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
WIDE = {"width": 1280, "height": 900}


class Served(NamedTuple):
    """A server that runs: its address, and the application."""

    url: str
    app: Any


@contextlib.contextmanager
def serving(app: Any) -> Iterator[Served]:
    import uvicorn

    app.state.desk.warm()  # else the first page waits for the names
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.05)
        yield Served(f"http://127.0.0.1:{sock.getsockname()[1]}", app)
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="session")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("fastapi", reason="the web pages need the extra `web`")
    from tests.web.conftest import make_register

    return make_register(tmp_path_factory.mktemp("browser") / "web.db")


@pytest.fixture(scope="session")
def served(register: Path) -> Iterator[Served]:
    from mithaq.web.app import create_app
    from mithaq.web.settings import Settings

    with serving(create_app(Settings(str(register), rate=0))) as server:
        yield server


@contextlib.contextmanager
def reviewed(register: Path, folder: Path) -> Iterator[Served]:
    """A server over a copy of the register, where people may judge."""
    from mithaq.web.app import create_app
    from mithaq.web.settings import Settings

    copy = folder / "own.db"
    with sqlite3.connect(register) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    with serving(create_app(Settings(str(copy), rate=0, review=True))) as server:
        yield server


@pytest.fixture(scope="session")
def site(register: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the written site behind the file server that comes with Python."""
    from mithaq.web.settings import Settings
    from mithaq.web.site import write_site

    to = tmp_path_factory.mktemp("site") / "pages"
    write_site(Settings(str(register)), to)
    handler = functools.partial(QuietFiles, directory=str(to))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


class QuietFiles(http.server.SimpleHTTPRequestHandler):
    """Files of a folder, without a line on the terminal for each."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="the browser tests need playwright")
    if not Path(CHROMIUM).exists():
        pytest.skip("the browser tests need Chromium (Debian: apt-get install chromium)")
    with api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield chromium
        chromium.close()


class Reader(NamedTuple):
    """A page of the browser in one language, and what it complained about."""

    page: Any
    complaints: list[str]


def left(request: Any) -> bool:
    """Whether a request ended because the reader went on to another page."""
    return "ERR_ABORTED" in str(request.failure)


@contextlib.contextmanager
def reading(browser: Any, language: str = "en", **more: Any) -> Iterator[Reader]:
    context = browser.new_context(locale=language, viewport=more.pop("viewport", WIDE), **more)
    page = context.new_page()
    page.set_default_timeout(180_000)
    found: list[str] = []
    page.on("console", lambda m: found.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: found.append(str(e)))
    page.on("requestfailed", lambda r: found.append(f"{r.url}: {r.failure}") if not left(r) else None)
    try:
        yield Reader(page, found)
    finally:
        context.close()
