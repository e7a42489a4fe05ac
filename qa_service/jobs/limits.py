"""What bounds a job and its worker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a lease lasts, how long a job may take, the bytes it may hold, how long finished ones are kept.

    ``grace`` is what a running job gets to finish when its worker is told to stop.
    """

    lease: timedelta = timedelta(seconds=30)
    time: timedelta = timedelta(minutes=30)
    memory: int = 2048 << 20
    kept: timedelta = timedelta(days=7)
    grace: timedelta = timedelta(seconds=5)

    @property
    def heartbeat(self) -> float:
        """Seconds between two signs of life: several within a lease, and often enough to notice a cancellation."""
        return min(self.lease.total_seconds() / 6, 2.0)
