"""A flag that a signal handler may set, however often and wherever the main thread is.

`threading.Event` is none: its lock is taken by ``set`` and ``wait``, and a handler that runs inside either of them, on
the same thread, waits for ever.
"""

from __future__ import annotations

import contextlib
import os
import select


class StopFlag:
    """Set once, by a signal handler or another thread; one thread waits for it."""

    def __init__(self) -> None:
        self._set = False
        self._heard, self._say = os.pipe()
        os.set_blocking(self._say, False)

    def __del__(self) -> None:
        for end in (self._heard, self._say):
            with contextlib.suppress(OSError):
                os.close(end)

    def set(self) -> None:
        """Tell it; what waits goes on at once."""
        self._set = True
        with contextlib.suppress(BlockingIOError):  # told thousands of times already
            os.write(self._say, b".")

    def is_set(self) -> bool:
        """Whether it was told."""
        return self._set

    def wait(self, seconds: float) -> bool:
        """Wait until it is told, at most so long; whether it was."""
        if not self._set:
            select.select([self._heard], [], [], seconds)
        return self._set
