"""A PostgreSQL of one's own for tests: in a folder that is thrown away, on a loopback port, without a password."""

from __future__ import annotations

import glob
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


def program(name: str) -> str | None:
    found = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"))
    return shutil.which(name) or (found[-1] if found else None)


def start() -> Iterator[str]:
    """Yield the URL of a server that runs until the generator is closed; skip the test where there is none."""
    pytest.importorskip("psycopg", reason="PostgreSQL is not tested: psycopg is not installed")
    initdb, pg_ctl = program("initdb"), program("pg_ctl")
    if initdb is None or pg_ctl is None:
        pytest.skip("PostgreSQL is not tested: initdb is not installed (Debian: apt-get install postgresql)")
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True, "timeout": 120}
    home = Path(tempfile.mkdtemp(prefix="mithaq-pg-"))
    if os.geteuid() == 0:  # PostgreSQL does not run as root
        quiet["user"] = next((name for name in ("postgres", "nobody") if known(name)), None)
        quiet["cwd"] = "/"
        shutil.chown(home, quiet["user"])
    data = home / "pg"
    made = subprocess.run(
        [initdb, "-D", data, "-U", "mithaq", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"], **quiet
    )
    if made.returncode:
        pytest.skip(f"PostgreSQL is not tested: {made.stderr.strip().splitlines()[0]}")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
    begun = subprocess.run([pg_ctl, "-D", data, "-o", options, "-l", home / "pg.log", "-w", "start"], **quiet)
    if begun.returncode:
        pytest.skip(f"PostgreSQL is not tested: {begun.stderr.strip() or 'it does not start'}")
    try:
        yield f"postgresql://mithaq@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run([pg_ctl, "-D", data, "-m", "immediate", "stop"], check=False, **quiet)
        shutil.rmtree(home, ignore_errors=True)


def restart(url: str) -> None:
    """Restart the server of `start` as an administrator does, with programs connected to it."""
    import psycopg

    with psycopg.connect(url) as connection:
        (data,) = connection.execute("SHOW data_directory").fetchone()  # type: ignore[misc]
    options: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "timeout": 120, "cwd": "/"}
    if os.geteuid() == 0:
        options["user"] = Path(data).owner()
    log = Path(data).parent / "pg.log"
    subprocess.run(
        [str(program("pg_ctl")), "-D", data, "-m", "fast", "-l", log, "-w", "restart"], check=True, **options
    )


def known(user: str) -> bool:
    import pwd

    return any(entry.pw_name == user for entry in pwd.getpwall())
