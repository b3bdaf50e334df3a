"""How often somebody may try: a sliding window for each key, in memory, bounded."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

_KEYS = 10_000
"""Keys that are remembered; the ones longest untouched are forgotten first."""


class Limit:
    """At most `most` tries in `seconds` for each key. Safe to share between threads."""

    def __init__(self, most: int, seconds: float, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        self._tries: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, key: str) -> int:
        """Count a try; 0 where it may go on, else the whole seconds to wait, in which case it does not count."""
        now = self._clock()
        with self._lock:
            tries = self._tries.setdefault(key, deque())
            self._tries.move_to_end(key)
            while tries and now - tries[0] >= self._seconds:
                tries.popleft()
            if len(tries) >= self._most:
                return max(1, round(self._seconds - (now - tries[0])))
            tries.append(now)
            while len(self._tries) > _KEYS:
                self._tries.popitem(last=False)
            return 0

    def clear(self, key: str) -> None:
        """Forget a key's tries."""
        with self._lock:
            self._tries.pop(key, None)
