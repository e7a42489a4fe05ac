"""Many files checked, one after the other or in several processes: the same reports in the same order."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from typing import Any

from qa_service.cli.check_work import FileReport, Input, Material, Recipe
from qa_service.cli.console import progress
from qa_service.errors import Problem

# With less for each, more processes cost more than they bring.
FILES_EACH = 8
BYTES_EACH = 2 << 20
LONG_RUN_SECONDS = 0.5

_material: Material | None = None


def check_files(inputs: Sequence[Input], recipe: Recipe, material: Material, jobs: int) -> list[FileReport]:
    """Check every file in ``jobs`` processes (0: as many as the files and the machine are good for)."""
    number = min(jobs or _fitting(inputs), len(inputs))
    reports = _parallel(inputs, recipe, material, number) if number > 1 else map(material.check, inputs)
    return list(_shown(reports, len(inputs)))


def _fitting(inputs: Sequence[Input]) -> int:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    worth = max(len(inputs) // FILES_EACH, sum(map(_size, inputs)) // BYTES_EACH)
    return max(1, min(cores, worth))


def _size(given: Input) -> int:
    try:
        return os.path.getsize(given.path) if given.content is None else len(given.content)
    except OSError:
        return 0


def _parallel(inputs: Sequence[Input], recipe: Recipe, material: Material, jobs: int) -> Iterator[FileReport]:
    done = 0
    try:
        with _pool(recipe, material, jobs) as pool:
            for report in pool.map(_check, inputs, chunksize=max(1, min(16, len(inputs) // (4 * jobs)))):
                yield report
                done += 1
    except BrokenProcessPool:
        message = "The process that checked the file, or one of its neighbours, ended; --jobs 1 shows at which file."
        for each in inputs[done:]:
            yield FileReport(each.name, problems=(Problem("", "internal", message),))


def _pool(recipe: Recipe, material: Material, jobs: int) -> ProcessPoolExecutor:
    """A copy of this process has everything compiled; where it cannot be copied safely, each starts from the recipe."""
    global _material
    if "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1:
        _material = material
        return ProcessPoolExecutor(jobs, multiprocessing.get_context("fork"), _leave_interrupts)
    return ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _start, (recipe,))


def _leave_interrupts() -> None:
    """Leave it to the first process to end at Ctrl-C, and to say so once."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _start(recipe: Recipe) -> None:
    global _material
    _leave_interrupts()
    _material = Material(recipe)


def _check(given: Input) -> FileReport:
    assert _material is not None  # noqa: S101 - set before the process was made, or by _start
    return _material.check(given)


def _shown(reports: Iterator[FileReport], total: int) -> Iterator[FileReport]:
    """Show how far a long run is; a short one is over before anybody reads a bar."""
    begun = time.monotonic()
    advance: Callable[[int], Any] | None = None
    with ExitStack() as stack:
        for done, report in enumerate(reports, 1):
            yield report
            if advance is not None:
                advance(1)
            elif done < total and time.monotonic() - begun > LONG_RUN_SECONDS:
                advance = stack.enter_context(progress("Checking", total))
                advance(done)
