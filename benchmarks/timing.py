"""The shortest of several runs, which says least about the neighbours on a shared machine."""

from __future__ import annotations

import time
from collections.abc import Callable


def best_of(work: Callable[[], float], seconds: float = 1.0, most: int = 30) -> tuple[float, float]:
    """Return the shortest time of repeated runs in seconds, and the value they gave."""
    times: list[float] = []
    value = 0.0
    began = time.perf_counter()
    while not times or (len(times) < most and time.perf_counter() - began < seconds):
        start = time.perf_counter()
        value = work()
        times.append(time.perf_counter() - start)
    return min(times), value
