"""Every benchmark that needs nothing but this project: ``python -m benchmarks [--tiny]``.

Peers are compared where they are importable, or in the environment that ``--peers-python`` of
``benchmarks.agreement`` and ``benchmarks.rubrics`` names; see docs/benchmarks.md.
"""

from __future__ import annotations

import subprocess
import sys

RUNS: tuple[tuple[str, list[str], list[str]], ...] = (
    ("Agreement: ratios to peers", ["benchmarks.agreement"], ["--tiny"]),
    ("Agreement: a million ratings", ["benchmarks.agreement_ingest"], ["--tiny"]),
    ("Live figures: flat in the number of reviews", ["benchmarks.live"], ["--tiny"]),
    ("Rubrics: reading and scoring", ["benchmarks.rubrics"], ["--tiny"]),
    ("Checks: speed", ["benchmarks.checks_speed"], ["--tiny"]),
    ("Checks: recall and false alarms", ["benchmarks.checks_quality"], []),
    ("Background jobs", ["benchmarks.jobs"], ["--tiny"]),
    ("Calibration report", ["benchmarks.report"], ["--reviews", "200"]),
)


def main() -> int:
    """Run them one after the other; the exit code is the worst of theirs."""
    tiny, worst = "--tiny" in sys.argv[1:], 0
    for title, module, small in RUNS:
        print(f"\n== {title}", flush=True)
        done = subprocess.run([sys.executable, "-m", *module, *(small if tiny else [])], check=False)
        worst = max(worst, done.returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main())
