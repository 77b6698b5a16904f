"""A file name or database URL → an engine over a register of the right schema, or an error that says what to do."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from mithaq.model.errors import RegisterError
from mithaq.register.schema import HEAD, KNOWN, metadata

_CAUSES = (
    ("not a database", "it is not a register", "choose another file with --register"),
    ("malformed", "it is damaged", "restore it from a copy, or read the documents into a new register"),
    ("readonly", "it cannot be written", "check the permissions of file and folder, or choose another --register"),
    ("unable to open", "it cannot be opened", "check that its folder exists and can be written"),
    ("locked", "another program is writing to it", "wait until that has ended, then run the command again"),
    ("is full", "the disk is full", "make room, then run the command again: what was read before is kept"),
    ("disk i/o", "the disk cannot be read or written", "check the disk, then run the command again"),
    *(
        (words, "the server was stopped", "start PostgreSQL, then run the command again: what was read before is kept")
        for words in ("terminating connection", "server closed the connection", "connection is lost")
    ),
    ("connection", "the server does not answer", "check host, port and name in the URL, and that PostgreSQL runs"),
)
WAIT_SECONDS = 15
_POOL: dict[str, Any] = {"pool_size": 16, "max_overflow": 24}  # opened as needed: a server's threads keep theirs


def is_url(target: str) -> bool:
    """Tell a database URL from the name of a file."""
    return re.match(r"^\w+(\+\w+)?://", target) is not None


def safe_name(target: str) -> str:
    """Return the target as it may be shown: a URL without its password."""
    return re.sub(r"(://[^:/@]*):[^@/]*@", r"\1:***@", target)


@contextlib.contextmanager
def guard(target: str) -> Iterator[None]:
    """Turn every failure of the database into a RegisterError with its cause and the remedy."""
    try:
        yield
    except SQLAlchemyError as e:
        detail = str(getattr(e, "orig", None) or e).strip()
        shown = safe_name(target)
        for words, cause, hint in _CAUSES:
            if words in detail.lower() and isinstance(e, DatabaseError):
                raise RegisterError(f"{shown}: {cause} ({detail.splitlines()[0]})", hint=hint) from e
        raise RegisterError(f"{shown}: {detail.splitlines()[0]}", hint="see `mithaq check`") from e


def open_engine(target: str, *, create: bool) -> Engine:
    """Return an engine over the register, created or migrated as needed; raise RegisterError when it is unusable."""
    engine = _postgres(target) if is_url(target) and not target.startswith("sqlite") else _sqlite(target, create)
    try:
        with guard(target):
            _prepare(engine, target, create)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _postgres(target: str) -> Engine:
    if not target.startswith(("postgresql", "postgres")):
        raise RegisterError(
            f"{safe_name(target)}: unknown kind of database", hint="use a file, sqlite:/// or postgresql://"
        )
    try:
        import psycopg  # type: ignore[import-not-found,unused-ignore]  # noqa: F401
    except ImportError as e:
        hint = "install the extra: pip install 'mithaq[postgres]'"
        raise RegisterError("PostgreSQL needs the driver psycopg", hint=hint) from e
    url = re.sub(r"^postgres(ql)?(\+\w+)?://", "postgresql+psycopg://", target)
    return create_engine(url, connect_args={"connect_timeout": WAIT_SECONDS}, **_POOL)


def _sqlite(target: str, create: bool) -> Engine:
    path = Path(re.sub(r"^sqlite:/{2,3}", "", target))
    if not target.startswith("sqlite") or str(path) not in ("", ".", ":memory:"):
        _check_file(path, create)
    frozen = not create and path.is_file() and not _writable(path)
    if frozen:
        name = f"sqlite:///file:{path.resolve().as_posix()}?mode=ro&immutable=1&uri=true"
    else:
        name = f"sqlite:///{path}"
    pool = {} if str(path) in ("", ".", ":memory:") else _POOL
    engine = create_engine(name, connect_args={"timeout": WAIT_SECONDS}, **pool)

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        pragmas = ["foreign_keys = ON", f"busy_timeout = {WAIT_SECONDS * 1000}", "synchronous = NORMAL"]
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
        if not frozen:
            _write_ahead(connection)

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get("mithaq_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Turn the write-ahead log on. SQLite refuses this at once, without waiting, while another one does the same."""
    end = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as e:
            if "locked" not in str(e) or time.monotonic() > end:
                raise
            time.sleep(0.02)


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK)


def _check_file(path: Path, create: bool) -> None:
    if path.is_dir():
        raise RegisterError(f"{path} is a folder", hint="name a file, such as mithaq.db")
    if path.exists() or (create and path.resolve().parent.is_dir()):
        if create and not os.access(path if path.exists() else path.resolve().parent, os.W_OK):
            hint = "check the permissions, or choose another place with --register"
            raise RegisterError(f"{path} cannot be written", hint=hint)
        return
    if create:
        raise RegisterError(f"{path}: its folder does not exist", hint=f"create it first: mkdir -p {path.parent}")
    raise RegisterError(f"there is no register {path}", hint=f"make one first: mithaq read FOLDER --register {path}")


def lock(connection: Connection, name: str) -> None:
    """Let one writer at a time, until its transaction ends, work on what `name` names; SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": f"mithaq {name}"})


def _prepare(engine: Engine, target: str, create: bool) -> None:
    with engine.connect().execution_options(mithaq_writes=create) as connection:
        version, _ = _state(connection)
        if version == HEAD:
            return
        lock(connection, "schema")
        version, tables = _state(connection)
        if version == HEAD:
            return
        shown = safe_name(target)
        if version is not None and version not in KNOWN:
            message = f"{shown} was written by a newer Mithaq (schema {version}; this one knows {HEAD})"
            raise RegisterError(message, hint="upgrade Mithaq, or choose another --register")
        foreign = tables if connection.dialect.name == "sqlite" else tables & set(metadata.tables)
        if version is None and foreign:
            raise RegisterError(f"{shown} is a database of another program", hint="choose another --register")
        if version is None and not create:
            raise RegisterError(f"{shown} is empty", hint=f"fill it: mithaq read FOLDER --register {shown}")
        _migrate(connection)
        connection.commit()


def _state(connection: Connection) -> tuple[str | None, set[str]]:
    """Return the version of the schema, and the tables that are there."""
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" not in tables:
        return None, tables
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar(), tables


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
