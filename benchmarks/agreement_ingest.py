"""From the text of a million ratings to every figure: CPU time and memory as columns, beside one object a rating.

    python -m benchmarks.agreement_ingest [--tiny]

Each cell is a process of its own. CPU seconds cover reading, finding the scale and analysing; memory is the growth of
the resident set over the text (or, for JSON, the parsed list). Both ways give the same answer, which is checked.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.agreement_cell import memory, reset_peak
from qa_service.agreement import analyse, read_csv, read_records
from qa_service.agreement.analysis import limit_raters
from qa_service.agreement.columns import infer_scales, read_record_columns
from qa_service.agreement.csv_columns import read_csv_columns

ROOT = Path(__file__).parents[1]
RATERS = 10
FORMS = ("long CSV", "wide CSV", "JSON")
READERS: dict[str, dict[str, Callable[[Any], Any]]] = {
    "columns": {"long CSV": read_csv_columns, "wide CSV": read_csv_columns, "JSON": read_record_columns},
    "objects": {"long CSV": read_csv, "wide CSV": read_csv, "JSON": read_records},
}


def source(form: str, items: int) -> Any:
    """Return the text, or the parsed list, of ``items`` items rated by ten on five levels."""
    rated = [[str(1 + (i * 7 + i // 3 + (r * i) % 3) % 5) for r in range(RATERS)] for i in range(items)]
    if form == "wide CSV":
        head = "item," + ",".join(f"rater {r}" for r in range(RATERS))
        return "\n".join([head, *(f"item {i}," + ",".join(row) for i, row in enumerate(rated))])
    cells = ((f"item {i}", f"rater {r}", value) for i, row in enumerate(rated) for r, value in enumerate(row))
    if form == "JSON":
        return [{"item": item, "rater": rater, "value": int(value)} for item, rater, value in cells]
    return "\n".join(["item,rater,value,criterion", *(",".join((*cell, "tone")) for cell in cells)])


def cell(way: str, form: str, items: int) -> dict[str, Any]:
    """Read and analyse once; return CPU seconds, growth of memory in MB, and a digest of the answer."""
    given = source(form, items)
    before = reset_peak()
    start = time.process_time()
    ratings = READERS[way][form](given)
    scales = infer_scales(ratings)
    limit_raters(ratings, scales)
    answer = analyse(ratings, scales)
    seconds = time.process_time() - start
    extra = None if before is None else memory("VmHWM") - before
    return {"seconds": seconds, "extra_mb": extra, "digest": hashlib.sha256(json.dumps(answer).encode()).hexdigest()}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a line per form, or measure one cell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tiny", action="store_true", help="few ratings, to see that it runs")
    parser.add_argument("--cell", nargs=3, metavar=("WAY", "FORM", "ITEMS"), help="measure one cell; used by itself")
    options = parser.parse_args(arguments)
    if options.cell:
        way, form, items = options.cell
        print(json.dumps(cell(way, form, int(items))))
        return
    items = 300 if options.tiny else 100_000
    for form in FORMS:
        found = {way: _in_a_process(way, form, items) for way in READERS}
        fast, slow = found["columns"], found["objects"]
        same = "the same answer" if fast["digest"] == slow["digest"] else "ANOTHER ANSWER"
        megabytes = "?" if fast["extra_mb"] is None else f"{fast['extra_mb']:.0f}"
        ratio = slow["seconds"] / fast["seconds"]
        line = f"{items * RATERS:>9,} ratings, {form:<9} {fast['seconds']:6.2f} s CPU {megabytes:>5} MB"
        print(f"{line}   ratio to objects {ratio:5.1f}   {same}", flush=True)


def _in_a_process(way: str, form: str, items: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.agreement_ingest", "--cell", way, form, str(items)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    main()
