"""Each benchmark runs on tiny input; what it measures is nobody's business here."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("module", "arguments", "expected"),
    [
        ("benchmarks.report", ["--reviews", "60"], "True"),
        ("benchmarks.agreement", ["--tiny"], "alpha"),
        ("benchmarks.agreement_ingest", ["--tiny"], "the same answer"),
        ("benchmarks.rubrics", ["--tiny"], "(equal)"),
        ("benchmarks.jobs", ["--tiny"], "PostgreSQL"),
        ("benchmarks.live", ["--tiny"], "ratio to the first"),
    ],
)
def test_a_benchmark_runs(module: str, arguments: list[str], expected: str) -> None:
    done = subprocess.run([sys.executable, "-m", module, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert expected in done.stdout
