"""One cell of the agreement benchmark: one piece of work on one stored set of ratings, in a process of its own.

Needs NumPy alone, so that it runs under the interpreter of a peer as well as under ours.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import json
import re
import sys
import time
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

Data = Mapping[str, Any]
Run = Callable[[], Any]
Build = Callable[[Data], Run]
"""Takes the stored arrays, makes the input that the library wants, and returns the call to be timed."""

_WARM_ITEMS = 60
_STATUS = Path("/proc/self/status")


def main(works: Mapping[str, Build], package: str) -> None:
    """Read ``DATA.npz WORK SECONDS`` from the command line, measure, and print one JSON object."""
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    file, work, seconds = sys.argv[-3:]
    with np.load(file) as stored:
        data = {name: stored[name] for name in stored.files}
    _warm(works[work], data)
    found = measure(works[work](data), float(seconds))
    print(json.dumps({**found, "version": _version(package)}))


def measure(run: Run, seconds: float = 1.0, most: int = 2000) -> dict[str, Any]:
    """Return the shortest time of repeated runs, the growth of memory in the first, and the values it gave."""
    before = reset_peak()
    start = time.perf_counter()
    values = run()
    times = [time.perf_counter() - start]
    extra = None if before is None else max(memory("VmHWM") - before, 0.0)
    began = time.perf_counter()
    while len(times) < most and time.perf_counter() - began + min(times) < seconds:
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    # What only describes the result is worked out when the clock has stopped.
    values = values() if callable(values) else values
    flat = np.atleast_1d(np.asarray(values, dtype=np.float64)).ravel()
    return {"seconds": min(times), "runs": len(times), "extra_mb": extra, "values": flat.tolist()}


def _warm(build: Build, data: Data) -> None:
    """Run once on a few items, so that imports and caches count neither as time nor as memory."""
    few = {name: np.ascontiguousarray(array[:, :_WARM_ITEMS]) for name, array in data.items()}
    try:
        build(few)()
    except Exception as error:
        print(f"warming up: {error}", file=sys.stderr)


def reset_peak() -> float | None:
    """Start a new peak of resident memory and return its present size in MB; None where the system cannot."""
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
        return memory("VmRSS")
    except OSError:
        return None


def memory(name: str) -> float:
    """Return ``VmRSS`` (resident memory) or ``VmHWM`` (its peak) in MB."""
    found = re.search(rf"^{name}:\s+(\d+) kB", _STATUS.read_text(encoding="ascii"), re.MULTILINE)
    return int(found.group(1)) / 1024 if found else 0.0


def _version(package: str) -> str:
    return importlib.metadata.version(package) if package else ""
