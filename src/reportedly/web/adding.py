"""Pages on their way into the ledger: read one after the other by one thread, with progress that can be asked for."""

from __future__ import annotations

import json
import logging
import secrets
import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from reportedly.errors import ReportedlyError
from reportedly.web.common import Common

log = logging.getLogger("reportedly.web")
State = Literal["waiting", "reading", "added", "known", "changed", "failed"]
KEPT = 200
"""Ended batches whose progress can still be asked for."""
WAITING = 256 << 20
"""Bytes that may wait; what comes on top is turned away until some are read."""
TAKEN = 2
"""Times that a page is begun: one that ended the process each time is not tried for ever."""
LOOK = 0.2
"""Seconds between two looks for pages that another process has taken."""
_ENDED = frozenset({"added", "known", "changed", "failed"})
_OPEN = "state IN ('waiting', 'reading')"
_FORGET = f"""DELETE FROM page WHERE batch IN
  (SELECT batch FROM page GROUP BY batch HAVING NOT max({_OPEN}) ORDER BY max(id) DESC LIMIT -1 OFFSET ?)"""
_GAVE_UP = "the desk stopped while it read this page, twice; reportedly add PAGE may tell why"


@dataclass(frozen=True, slots=True)
class Incoming:
    """One page to add: its name (a file's name, an address), its bytes (None: to be fetched), and what is known of it.

    `id`: the article's id where it is given, else it is made of the bytes.
    """

    name: str
    body: bytes | None = field(default=None, repr=False)
    url: str | None = None
    published: str | None = None
    plain: bool = False
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a page: its article, how many rows, and whether it was new, known before or a changed version."""

    article: str
    state: State
    headline: str | None = None
    rows: int = 0
    first: tuple[tuple[str | None, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One page's progress, as it is shown."""

    name: str
    state: State = "waiting"
    added: Added | None = None
    because: str | None = None


class Busy(Exception):
    """Too much is waiting already."""


class Adding:
    """The queue and its thread, which starts with the app or the first page and ends with `close`.

    Pages and their progress lie in what the processes of a desk have in common, so that any of them can take pages and tell how far they
    are. Of their threads one is inside at a time, reads what all have taken, and so is the only one to load the models for it; the
    others wait at the door in case its process dies.
    """

    def __init__(self, add: Callable[[Incoming], Added], common: Common | None = None) -> None:
        """`add` reads one page into the ledger; its ReportedlyErrors are told to whoever added the page."""
        self._add = add
        self._common = common or Common()
        self._lock, self._news = threading.Lock(), threading.Event()
        self._closing: threading.Event | None = None

    def start(self) -> None:
        """Begin to read what waits, also what other processes have taken."""
        with self._lock:
            if self._closing is None:
                self._closing = threading.Event()
                threading.Thread(target=self._run, args=(self._closing,), name="adding", daemon=True).start()

    def close(self) -> None:
        """Let the thread end after the page that it reads."""
        with self._lock:
            if self._closing is not None:
                self._closing.set()
                self._closing = None
        self._news.set()

    def batch(self, pages: Sequence[Incoming]) -> str:
        """Queue pages; the batch's token. Raises Busy where too much waits already."""
        token, size = secrets.token_urlsafe(9), sum(len(p.body or b"") for p in pages)
        with self._common.writing() as db:
            waiting = db.execute(f"SELECT coalesce(sum(size), 0) FROM page WHERE {_OPEN}").fetchone()[0]
            if waiting and waiting + size > WAITING:
                raise Busy
            told = ((token, json.dumps({"name": p.name}), _given(p), p.body, len(p.body or b"")) for p in pages)
            db.executemany("INSERT INTO page (batch, state, told, given, body, size) VALUES (?, 'waiting', ?, ?, ?, ?)", told)
            db.execute(_FORGET, (KEPT,))
        self.start()
        self._news.set()
        return token

    def progress(self, token: str) -> tuple[Line, ...] | None:
        """How far a batch is; None where it is unknown or long past."""
        found = self._common.ask("SELECT state, told FROM page WHERE batch = ? ORDER BY id", token)
        return tuple(_line(state, **json.loads(told)) for state, told in found) or None

    def _run(self, closing: threading.Event) -> None:
        with self._common.alone():
            while not closing.is_set():
                self._news.clear()
                try:
                    if not self._one():
                        self._news.wait(LOOK if self._common.folder else None)
                except ReportedlyError:
                    log.exception("the queue of pages cannot be read")
                    closing.wait(1)

    def _one(self) -> bool:
        """Read the next page; False where none waits."""
        taken = self._take()
        if taken is None:
            return False
        id, begun, page = taken
        state, told = ("failed", {"because": _GAVE_UP}) if begun > TAKEN else self._read(page)
        with self._common.writing() as db:
            told_all = json.dumps({"name": page.name, **told})
            db.execute("UPDATE page SET state = ?, told = ?, body = NULL, size = 0 WHERE id = ?", (state, told_all, id))
        return True

    def _take(self) -> tuple[int, int, Incoming] | None:
        """The next page. One that is being read already was left by a process that died, since only one reads at a time."""
        with self._common.writing() as db:
            found = db.execute(f"SELECT id, begun + 1, given, body FROM page WHERE {_OPEN} ORDER BY id LIMIT 1").fetchone()
            if found is None:
                return None
            id, begun, given, body = found
            db.execute("UPDATE page SET state = 'reading', begun = ? WHERE id = ?", (begun, id))
            return id, begun, Incoming(**json.loads(given), body=body)

    def _read(self, page: Incoming) -> tuple[State, dict[str, Any]]:
        try:
            done = self._add(page)
            return done.state, {"added": asdict(done)}
        except ReportedlyError as error:
            return "failed", {"because": str(error)}
        except Exception:
            log.exception("adding a page failed")
            return "failed", {"because": "our fault: the log of the desk has the details"}


def _given(page: Incoming) -> str:
    """All but the bytes. JSON in ASCII: a file's name may hold halves of letters that SQLite would not take."""
    return json.dumps({"name": page.name, "url": page.url, "published": page.published, "plain": page.plain, "id": page.id})


def _line(state: State, name: str, added: dict[str, Any] | None = None, because: str | None = None) -> Line:
    done = Added(**{**added, "first": tuple((who, words) for who, words in added["first"])}) if added else None
    return Line(name, state, done, because)


def ended(lines: Sequence[Line]) -> bool:
    """Whether every page of a batch is read or has failed."""
    return all(line.state in _ENDED for line in lines)
