"""Time autorubric on stored verdicts; run by ``benchmarks.rubrics`` under an interpreter that has it.

    python rubrics_peer.py SETS.json

Prints a JSON line ``[work, seconds a set, scores, reads labels]`` or ``[work, message]`` per step. No model is called:
``Rubric.compute_score`` goes from labels to the score, ``score_reports`` is the sum alone, over finished reports.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

Scores = list[float]


def _steps(stored: Any) -> dict[str, tuple[Callable[[], Scores], bool]]:
    rubrics: Any = importlib.import_module("autorubric.rubric")
    scoring: Any = importlib.import_module("autorubric.scoring")
    rubric = rubrics.Rubric.from_dict([_criterion(one) for one in stored["criteria"]])
    verdicts = stored["verdicts"]
    kept: list[tuple[Any, ...]] = []
    plain = scoring.score_reports

    def keep(*given: Any) -> Any:
        kept.append(given)
        return plain(*given)

    # The reports that compute_score builds from labels are kept, so that the sum can be timed without them.
    rubrics.score_reports = keep
    for one in verdicts:
        rubric.compute_score(one)
    rubrics.score_reports = plain
    return {
        "compute_score, from labels": (lambda: [rubric.compute_score(one) for one in verdicts], True),
        "score_reports alone": (lambda: [plain(*given) for given in kept], False),
    }


def _criterion(one: Any) -> dict[str, Any]:
    options = [{"label": label, "value": value} for label, value in one["options"]]
    return {
        "name": one["name"], "requirement": one["title"], "weight": one["weight"], "scale_type": "ordinal",
        "options": options,
    }  # fmt: skip


def _time(work: Callable[[], Scores]) -> tuple[float, Scores]:
    times: list[float] = []
    values: Scores = []
    while not times or (len(times) < 5 and sum(times) < 5.0):
        start = time.perf_counter()
        values = work()
        times.append(time.perf_counter() - start)
    return min(times), values


def main() -> None:
    """Time both ways of scoring."""
    stored = json.loads(Path(sys.argv[1]).read_text())
    try:
        steps, release = _steps(stored), version("autorubric")
    except ImportError as error:
        print(json.dumps(["all", f"not installed: {error}"]))
        return
    for name, (work, labels) in steps.items():
        seconds, values = _time(work)
        print(json.dumps([f"autorubric {release} {name}", seconds / len(values), values, labels]), flush=True)


if __name__ == "__main__":
    main()
