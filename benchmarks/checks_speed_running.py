"""What the tables of speed share: clocks, children, words."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

WORD = re.compile(r"[a-z]{2,}")
LIMIT_SECONDS = 600


def best(work: Callable[[], None], repeats: int) -> float:
    """Return the least CPU time in seconds of several runs."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return max(min(times), 1e-9)


def words_of_all(texts: Sequence[str]) -> list[str]:
    """Return the words of all texts in lower case."""
    return [word for text in texts for word in WORD.findall(text.lower())]


@dataclass(frozen=True, slots=True)
class Child:
    """What a child process printed, and the CPU seconds of it and its own children."""

    output: str
    errors: str
    seconds: float


def run_child(command: Sequence[str], folder: Path, env: Mapping[str, str] | None = None) -> Child:
    """Run a command in a folder; whatever its exit code, a linter that finds something is not a failure."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        list(command),
        cwd=folder,
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        timeout=LIMIT_SECONDS,
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Child(done.stdout, done.stderr, max(seconds, 1e-9))
