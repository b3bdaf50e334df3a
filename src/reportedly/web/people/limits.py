"""How often somebody may try: a sliding window for each key, counted over all processes that serve the desk."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable

from reportedly.web.common import Common

_KEPT = 200_000
"""Tries that are remembered; beyond that the oldest are forgotten first."""


class Limit:
    """At most `most` tries in `seconds` for each key. Safe to share between threads."""

    def __init__(
        self, most: int, seconds: float, *, kind: str = "", common: Common | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`kind` tells this limit's keys from those of another one in the same `common`; `clock` is one for all processes."""
        self._most, self._seconds, self._clock, self._kind = most, seconds, clock, kind
        self._common = common or Common()

    def wait(self, *keys: str) -> int:
        """Count a try for each key; 0 where it may go on, else the whole seconds to wait, in which case it counts for none."""
        now = self._clock()
        with self._common.writing() as db:
            db.execute("DELETE FROM try WHERE kind = ? AND at <= ?", (self._kind, now - self._seconds))
            wait = max(self._wait(db, key, now) for key in keys)
            if wait == 0:
                for key in keys:
                    last = db.execute("INSERT INTO try (kind, key, at) VALUES (?, ?, ?)", (self._kind, _bytes(key), now)).lastrowid
                    db.execute("DELETE FROM try WHERE id <= ?", (int(last or 0) - _KEPT,))
        return wait

    def clear(self, *keys: str) -> None:
        """Forget the tries of keys."""
        with self._common.writing() as db:
            for key in keys:
                db.execute("DELETE FROM try WHERE kind = ? AND key = ?", (self._kind, _bytes(key)))

    def _wait(self, db: sqlite3.Connection, key: str, now: float) -> int:
        query = "SELECT count(*), min(at) FROM try WHERE kind = ? AND key = ?"
        tries, oldest = db.execute(query, (self._kind, _bytes(key))).fetchone()
        return max(1, round(self._seconds - (now - oldest))) if tries >= self._most else 0


def _bytes(key: str) -> bytes:
    return key.encode("utf8", "surrogatepass")
