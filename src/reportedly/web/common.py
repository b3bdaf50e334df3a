"""What the processes that serve one desk share: a small SQLite file, or for one process alone a database of its own."""

from __future__ import annotations

import sqlite3
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from reportedly.errors import ReportedlyError

_SCHEMA = """
CREATE TABLE IF NOT EXISTS page (id INTEGER PRIMARY KEY, batch TEXT NOT NULL, state TEXT NOT NULL, told TEXT NOT NULL,
  given TEXT NOT NULL, body BLOB, size INTEGER NOT NULL, begun INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX IF NOT EXISTS page_batch ON page (batch);
CREATE INDEX IF NOT EXISTS page_open ON page (id) WHERE state IN ('waiting', 'reading');
CREATE TABLE IF NOT EXISTS try (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, key BLOB NOT NULL, at REAL NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS try_key ON try (kind, key, at);
CREATE INDEX IF NOT EXISTS try_at ON try (kind, at);
"""
_WAIT = 30
"""Seconds that a process waits for another one's transaction; the longest keeps some 50 MB of pages."""


class Common:
    """Pages that wait to be read (`web.adding`) and tries that are counted (`web.people.limits`). Safe to share between threads.

    It lives no longer than the desk is served, so nothing of it is synced to the disk: a killed process takes nothing with it, and a
    power cut ends all of them.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """`folder`: one that all processes of a desk are given; None: this process serves the desk alone.

        To be made by each process for itself, after it was started: no connection survives a fork.
        """
        self.folder = folder
        self._lock, self._alone = threading.Lock(), threading.Lock()
        with _speaking(folder):
            # SQLite keeps a database without a name in memory, and on the disk what does not fit there.
            self._db = sqlite3.connect(folder / "desk.sqlite" if folder else "", _WAIT, isolation_level=None, check_same_thread=False)
            weakref.finalize(self, self._db.close)
            # Pages are large and soon gone: the file becomes small again with them. Readers are not to wait for whoever writes them.
            for pragma in ("auto_vacuum = FULL", "journal_mode = WAL", "journal_size_limit = 16777216", "synchronous = OFF"):
                self._db.execute(f"PRAGMA {pragma}")
            with self.writing() as db:
                for statement in _SCHEMA.split(";"):
                    db.execute(statement)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, while which no other process or thread has one. Raises ReportedlyError where the disk will not."""
        with self._lock, _speaking(self.folder):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def ask(self, query: str, *values: Any) -> list[Any]:
        """Rows as they are now. Raises ReportedlyError."""
        with self._lock, _speaking(self.folder):
            return self._db.execute(query, values).fetchall()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Wait, however long, until nobody else in any process is inside; a killed process is outside at once."""
        if self.folder is None:
            with self._alone:
                yield
            return
        import fcntl  # only where there is fork, without which a desk has one process

        with open(self.folder / "alone", "wb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


@contextmanager
def _speaking(folder: Path | None) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        where = folder or "the folder of temporary files"
        raise ReportedlyError(f"{where}: what the desk keeps for a while cannot be kept: {error}; see to the disk's space") from error
