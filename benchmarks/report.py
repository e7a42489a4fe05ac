"""Time and memory of the calibration report: ``python -m benchmarks.report [--reviews N]``.

The inputs are made up, with four criteria a review; the report is rendered as the service does it, in a
process of its own, twice: its CPU time and peak memory are printed, and whether the two outputs are equal.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from random import Random

from qa_service.agreement import Scale
from qa_service.reports.inputs import CriterionInfo, Record, ReportInputs

CRITERIA = ("accuracy", "completeness", "sources", "clarity")
LEVELS = ("poor", "fair", "sound", "exemplary")
START = datetime(2026, 1, 5, tzinfo=UTC)


def inputs(reviews: int, reviewers: int = 40) -> ReportInputs:
    """Two reviews an item, each reviewer with a severity, on two sites."""
    dice = Random(20260105)
    severity = [dice.gauss(0, 0.4) for _ in range(reviewers)]
    records = []
    for i in range(max(1, reviews // 2)):
        quality, at = dice.gauss(1.6, 1.0), (START + timedelta(minutes=7 * i)).isoformat()
        for rater in dice.sample(range(reviewers), 2):
            for criterion in CRITERIA:
                level = min(max(round(quality - severity[rater] + dice.gauss(0, 0.5)), 0), len(LEVELS) - 1)
                site = "north" if rater % 2 else "south"
                records.append(Record(f"item-{i}", f"reviewer-{rater:02}", criterion, LEVELS[level], site, at))
    scale = Scale("ordinal", LEVELS)
    criteria = tuple(CriterionInfo(c, c.title(), scale) for c in CRITERIA)
    return ReportInputs("Benchmark", criteria, tuple(records))


def render(text: str) -> tuple[bytes, float, float]:
    """Render in a child; return its output, CPU seconds and the peak memory of children so far in MB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    env = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "qa_service.reports.render"]
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=True, env=env)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return done.stdout, cpu, after.ru_maxrss / 1024


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--reviews", type=int, default=30_000)
    reviews = parser.parse_args().reviews
    text = inputs(reviews).to_json()
    first, cpu, memory = render(text)
    again, cpu_again, _ = render(text)
    print(f"{'reviews':>10} {'CPU s':>8} {'again':>8} {'peak MB':>8} {'output KB':>10}  equal")
    print(f"{reviews:>10} {cpu:>8.2f} {cpu_again:>8.2f} {memory:>8.0f} {len(first) // 1024:>10}  {first == again}")


if __name__ == "__main__":
    main()
