"""Slowing down guesses: after a few failures each further try has to wait longer."""

from __future__ import annotations

import threading
from collections.abc import Callable

_FREE = 5
_LONGEST = 60.0
_FORGET = 900.0
_KEYS = 10_000


class Throttle:
    """Counts failures per key; the time is passed in as a clock in seconds. Holds at most 10,000 keys."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._failures: dict[str, tuple[int, float]] = {}
        self._lock = threading.Lock()

    def wait(self, key: str) -> float:
        """Return the seconds until the next try is heard; 0 when it may come now."""
        with self._lock:
            count, last = self._failures.get(key, (0, 0.0))
        if count < _FREE:
            return 0.0
        pause = min(_LONGEST, 2.0 ** (count - _FREE))
        return max(0.0, last + pause - self._clock())

    def failed(self, key: str) -> None:
        """Note a failure."""
        now = self._clock()
        with self._lock:
            count, last = self._failures.pop(key, (0, now))
            # Re-inserted at the end: the first key is the one that has been quiet longest.
            self._failures[key] = (count + 1 if now - last < _FORGET else 1, now)
            while len(self._failures) > _KEYS:
                self._failures.pop(next(iter(self._failures)))

    def passed(self, key: str) -> None:
        """Forget a key's failures."""
        with self._lock:
            self._failures.pop(key, None)
