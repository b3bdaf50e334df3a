"""Keeping processes running: one that dies is started anew, and all end with the one that started them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess
from typing import Any

from reportedly.errors import ReportedlyError

_LOOK = 0.2
"""Seconds between two looks for a signal; a death is seen at once."""
_YOUNG = 60
"""Seconds after which a process was well started, so that its end is no fault of what it was started with."""
_GRACE = 10
"""Seconds that processes have to answer what they were asked already."""
_ENDING = (signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else []))


@dataclass(slots=True)
class Running:
    """A process and when it was begun."""

    process: SpawnProcess
    since: float = field(default_factory=time.monotonic)


def keep_running(work: Callable[[], None], number: int) -> None:
    """Run `work`, which can be pickled, in so many processes until this one is told to end by a signal.

    They are started afresh and not forked: threads, connections and locks of this process are none of theirs. Raises ReportedlyError
    where they fail again and again as soon as they are started.
    """
    told: list[int] = []
    before = {sig: signal.signal(sig, lambda sig, _: told.append(sig)) for sig in _ENDING}
    running = [_start(work) for _ in range(number)]
    try:
        failed = 0
        while not told:
            wait([one.process.sentinel for one in running], _LOOK)
            for place, one in enumerate(running):
                if not told and not one.process.is_alive():
                    failed = failed + 1 if _failed(one) else 0
                    if failed > 2 * number:
                        raise ReportedlyError("the processes of the desk end as soon as they are started; their errors stand above")
                    running[place] = _start(work)
    finally:
        _end(running)
        for sig, handler in before.items():
            signal.signal(sig, handler)


def _start(work: Callable[[], None]) -> Running:
    # Ctrl+C reaches all processes of a terminal; the first of them tells the others, which would only complain.
    handler: Any = signal.signal(signal.SIGINT, signal.SIG_IGN)
    process = multiprocessing.get_context("spawn").Process(target=_begin, args=(work,))
    process.start()
    signal.signal(signal.SIGINT, handler)
    return Running(process)


def _begin(work: Callable[[], None]) -> None:
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
    work()


def _end_with_parent() -> None:
    """A process whose parent was killed would go on and hold the port."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


def _failed(one: Running) -> bool:
    """Whether a process ended by an error of its own, and soon."""
    return (one.process.exitcode or 0) > 0 and time.monotonic() - one.since < _YOUNG


def _end(running: list[Running]) -> None:
    for one in running:
        one.process.terminate()
    until = time.monotonic() + _GRACE
    for one in running:
        one.process.join(max(0.0, until - time.monotonic()))
        one.process.kill()
        one.process.join()
