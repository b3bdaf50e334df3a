"""Opening a ledger: the engine, its settings, the schema's version, and the database's errors in our own words."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

from reportedly.errors import LedgerBusy, LedgerError

WAIT = 60
"""Seconds that a writer waits for another one."""
CACHE = 32 * 1024
"""KiB of an SQLite file that a connection keeps in memory."""
_LOCK = 7261004
"""Number of PostgreSQL's advisory lock: one writer at a time, as in SQLite, since claims are gathered from what is there."""
_APPLICATION = 0x72707464
"""SQLite's application_id of our files: "rptd"."""


def open_engine(url: str) -> Engine:
    """The engine for a file's path, an SQLite or a PostgreSQL URL, with its schema brought up to date.

    Raises LedgerError where it is no ledger, is of a newer version, cannot be written or reached.
    """
    engine = _engine(url)
    with speaking(url):
        with engine.connect() as connection:
            _claim_file(connection, url)
        with engine.connect() as connection:
            ready = _ready(connection, url)
        if not ready:
            # As a writer from the start: a reader that begins to write while another program does is turned away at once.
            with engine.connect().execution_options(writes=True) as connection, connection.begin():
                _migrate(connection, url)
    refresh(engine, anew=not ready)
    return engine


def refresh(engine: Engine, *, anew: bool = True) -> None:
    """Let SQLite look at a sample of each index, so that it chooses the right ones; PostgreSQL does that by itself.

    `anew`: even where it has looked before. A help only: where the file cannot be written or somebody writes, it is left for another
    time. Some milliseconds, whatever the size.
    """
    if engine.dialect.name != "sqlite":
        return
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        looked = cursor.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'sqlite_stat1'").fetchone()[0]
        if anew or not looked:
            for pragma in ("busy_timeout = 0", "analysis_limit = 400"):
                cursor.execute(f"PRAGMA {pragma}")
            cursor.execute("ANALYZE")
            cursor.execute(f"PRAGMA busy_timeout = {WAIT * 1000}")
    except sqlite3.Error:
        connection.invalidate()
    finally:
        connection.close()


def _engine(url: str) -> Engine:
    full = url if "://" in url else f"sqlite:///{Path(url).expanduser().absolute()}"
    if full.startswith(("postgresql://", "postgres://")):
        full = "postgresql+psycopg://" + full.split("://", 1)[1]
    try:
        engine = create_engine(make_url(full), pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise LedgerError(f"{_shown(url)}: not a ledger's address; give a file's path or postgresql://USER@HOST/NAME") from error
    except ImportError as error:
        raise LedgerError(f"{_shown(url)}: PostgreSQL needs psycopg; pip install 'reportedly[postgres]'") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _settings)
        event.listen(engine, "begin", _begin)
    else:
        event.listen(engine, "connect", _unjitted)
    return engine


def _unjitted(connection: Any, _record: object) -> None:
    # PostgreSQL takes questions about common names for long ones, and translates them to machine code for longer than they then run.
    with connection.cursor() as cursor:
        cursor.execute("SET jit = off")
    connection.commit()


def _settings(connection: sqlite3.Connection, _record: object) -> None:
    # SQLAlchemy begins transactions itself (below): the driver's own way would begin them as readers.
    connection.isolation_level = None
    # FULL: with WAL a page that was acknowledged survives a power cut too, not only a killed process. The cache, in KiB, is filled only
    # as far as it is used; SQLite's own 2 MiB are less than what one question to a large ledger looks at.
    for pragma in (f"busy_timeout = {WAIT * 1000}", "foreign_keys = ON", "synchronous = FULL", f"cache_size = -{CACHE}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")


def _claim_file(connection: Connection, url: str) -> None:
    """Make sure that an SQLite file is ours or new, and set what is kept in the file itself."""
    if connection.dialect.name != "sqlite":
        return
    number = connection.exec_driver_sql("PRAGMA application_id").scalar()
    if number == _APPLICATION:
        return
    if inspect(connection).get_table_names():
        raise LedgerError(f"{url}: a database, but not a ledger; give another file")
    connection.rollback()
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute("PRAGMA journal_mode = WAL")
    driver.execute(f"PRAGMA application_id = {_APPLICATION}")


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def _ready(connection: Connection, url: str) -> bool:
    """Whether the schema is the newest that we know."""
    known = ScriptDirectory.from_config(_config(connection))
    here = MigrationContext.configure(connection).get_current_revision()
    if here is not None and here not in {script.revision for script in known.walk_revisions()}:
        raise LedgerError(f"{_shown(url)}: written by a newer reportedly (schema {here}); update with pip install -U reportedly")
    return here == known.get_current_head()


def _migrate(connection: Connection, url: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
    # Another program may have done it while this one waited for its turn.
    if not _ready(connection, url):
        command.upgrade(_config(connection), "head")


@contextmanager
def writing(engine: Engine, url: str) -> Iterator[Connection]:
    """One transaction of the one writer at a time; all of it is kept, or nothing."""
    with speaking(url), engine.connect().execution_options(writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SET LOCAL lock_timeout = '{WAIT}s'"))
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
        yield connection


@contextmanager
def reading(engine: Engine, url: str) -> Iterator[Connection]:
    """A view of the ledger as it is now."""
    with speaking(url), engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            # Each question sees what is there when it is asked, in a transaction or not; without one there are two messages less.
            connection.execution_options(isolation_level="AUTOCOMMIT")
        yield connection


def quickly(engine: Engine, url: str, query: str) -> tuple[Any, ...] | None:
    """The first row of a query of a few microseconds, asked of SQLite without all that goes with a transaction, which costs five times as
    much; None where SQLite will not, and of PostgreSQL."""
    if engine.dialect.name != "sqlite":
        return None
    with speaking(url), closing(engine.raw_connection()) as connection:
        try:
            row: tuple[Any, ...] | None = connection.cursor().execute(query).fetchone()
        except sqlite3.Error:
            return None  # asked again in the usual way, this is told as all errors are
        return row


_AWAY = "the database server cannot be reached; see that it runs and that this address is its own, then try again"
_SAID = (
    *(
        (mark, _AWAY)
        for mark in (
            "connection refused",
            "server closed",
            "terminating connection",
            "connection is lost",
            "starting up",
            "shutting down",
            "no such file",
            "name or service",
            "translate host name",
            "timeout expired",
            "no route to host",
            "unreachable",
            "the connection is closed",
        )
    ),
    ("not a database", "not a ledger, or damaged; give another file"),
    ("malformed", "the file is damaged; restore it from a copy and run reportedly doctor"),
    ("readonly", "cannot be written; check the file's and its folder's permissions"),
    ("read-only", "cannot be written; check the file's and its folder's permissions"),
    ("unable to open", "cannot be opened; check that its folder exists and may be written"),
    ("full", "the disk is full; nothing of this page was kept, and nothing before it is lost"),
    ("disk i/o", "the disk failed; nothing of this page was kept"),
)


@contextmanager
def speaking(url: str) -> Iterator[None]:
    """Tell the database's errors in one line that names the ledger and the mend."""
    shown = _shown(url)
    try:
        yield
    except (OperationalError, DBAPIError) as error:
        said = str(error.orig).strip().splitlines()[0] if error.orig else str(error)
        if "locked" in said or "lock timeout" in said:
            raise LedgerBusy(f"{shown}: another program has been writing for {WAIT} seconds; try again") from error
        mend = next((mend for mark, mend in _SAID if mark in said.lower()), None)
        raise LedgerError(f"{shown}: {mend}" if mend else f"{shown}: the database says: {said}") from error


def _shown(url: str) -> str:
    """A URL without its password."""
    if "://" not in url:
        return url
    try:
        # A password may stand among the driver's options too.
        return make_url(url).difference_update_query(["password"]).render_as_string(hide_password=True)
    except (ArgumentError, ValueError):
        return re.sub(r"(?<=://)[^/@]*@", "", url)
