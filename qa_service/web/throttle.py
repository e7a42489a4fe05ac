"""Slowing down guesses: each further try waits longer, and an address has only so many in a minute."""

from __future__ import annotations

import threading
from collections import deque
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


class Allowance:
    """At most ``tries`` within ``seconds`` per key; what succeeds is given back. Holds at most 10,000 keys."""

    def __init__(self, clock: Callable[[], float], tries: int = 30, seconds: float = 60.0) -> None:
        self._clock = clock
        self._tries = tries
        self._seconds = seconds
        self._taken: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def take(self, key: str) -> float:
        """Take one try and return 0, or return the seconds until there is one."""
        now = self._clock()
        with self._lock:
            taken = self._taken.pop(key, None) or deque()
            self._taken[key] = taken
            while taken and now - taken[0] >= self._seconds:
                taken.popleft()
            if len(taken) >= self._tries:
                return taken[0] + self._seconds - now
            taken.append(now)
            while len(self._taken) > _KEYS:
                self._taken.pop(next(iter(self._taken)))
        return 0.0

    def give_back(self, key: str) -> None:
        """Return the newest try."""
        with self._lock:
            taken = self._taken.get(key)
            if taken:
                taken.pop()
