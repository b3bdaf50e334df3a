"""Pages on their way into the ledger: read one after the other by one thread, with progress that can be asked for."""

from __future__ import annotations

import logging
import queue
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from reportedly.errors import ReportedlyError

log = logging.getLogger("reportedly.web")
State = Literal["waiting", "reading", "added", "known", "changed", "failed"]
KEPT = 200
"""Batches whose progress can still be asked for."""
WAITING = 256 << 20
"""Bytes that may wait; what comes on top is turned away until some are read."""
_ENDED = frozenset({"added", "known", "changed", "failed"})


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
    """The queue and its thread, which starts with the first page and ends with `close`."""

    def __init__(self, add: Callable[[Incoming], Added]) -> None:
        """`add` reads one page into the ledger; its ReportedlyErrors are told to whoever added the page."""
        self._add = add
        self._lock = threading.Lock()
        self._batches: OrderedDict[str, list[Line]] = OrderedDict()
        self._queue: queue.Queue[tuple[str, int, Incoming] | None] = queue.Queue()
        self._waiting = 0
        self._thread: threading.Thread | None = None

    def batch(self, pages: Sequence[Incoming]) -> str:
        """Queue pages; the batch's token. Raises Busy where too much waits already."""
        size = sum(len(p.body or b"") for p in pages)
        with self._lock:
            if self._waiting and self._waiting + size > WAITING:
                raise Busy
            token = secrets.token_urlsafe(9)
            self._waiting += size
            self._batches[token] = [Line(p.name) for p in pages]
            while len(self._batches) > KEPT:
                self._batches.popitem(last=False)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="adding", daemon=True)
                self._thread.start()
        for place, incoming in enumerate(pages):
            self._queue.put((token, place, incoming))
        return token

    def progress(self, token: str) -> tuple[Line, ...] | None:
        """How far a batch is; None where it is unknown or long past."""
        with self._lock:
            found = self._batches.get(token)
            return None if found is None else tuple(found)

    def close(self) -> None:
        """Let the thread end after the page that it reads."""
        self._queue.put(None)

    def _run(self) -> None:
        while (job := self._queue.get()) is not None:
            token, place, incoming = job
            self._set(token, place, state="reading")
            try:
                done = self._add(incoming)
                self._set(token, place, state=done.state, added=done)
            except ReportedlyError as error:
                self._set(token, place, state="failed", because=str(error))
            except Exception:
                log.exception("adding a page failed")
                self._set(token, place, state="failed", because="our fault: the log of the desk has the details")
            with self._lock:
                self._waiting -= len(incoming.body or b"")

    def _set(self, token: str, place: int, **change: object) -> None:
        with self._lock:
            batch = self._batches.get(token)
            if batch is not None:
                batch[place] = replace(batch[place], **change)  # type: ignore[arg-type]


def ended(lines: Sequence[Line]) -> bool:
    """Whether every page of a batch is read or has failed."""
    return all(line.state in _ENDED for line in lines)
