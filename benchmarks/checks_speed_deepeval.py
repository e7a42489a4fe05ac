"""Rules as metrics of deepeval, run by an interpreter that has it:  python checks_speed_deepeval.py GIVEN.json

Stands alone: that interpreter has nothing of this project. Prints one line of JSON with CPU seconds and verdicts.
"""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path
from typing import Any


def holds(kind: str, argument: str, text: str) -> bool:
    """Tell whether a text fulfils a rule."""
    if kind.startswith("not-"):
        return not holds(kind.removeprefix("not-"), argument, text)
    if kind in ("min-words", "max-chars"):
        return len(text.split()) >= int(argument) if kind == "min-words" else len(text) <= int(argument)
    if kind == "regex":
        return re.search(argument, text) is not None
    return argument.lower() in text.lower() if kind == "icontains" else argument in text


def metric_class(base: type[Any]) -> type[Any]:
    """Return a metric that judges by one rule, the way its manual says."""

    class RuleMetric(base):  # type: ignore[misc]
        async_mode = False

        def __init__(self, name: str, kind: str, argument: str) -> None:
            self.rule, self.kind, self.argument, self.threshold = name, kind, argument, 1.0

        def measure(self, case: Any, *args: Any, **kwargs: Any) -> float:
            self.score = float(holds(self.kind, self.argument, case.actual_output))
            self.success, self.reason = self.score == 1.0, self.kind
            return self.score

        async def a_measure(self, case: Any, *args: Any, **kwargs: Any) -> float:
            return self.measure(case)

        def is_successful(self) -> bool:
            return bool(self.success)

        @property
        def __name__(self) -> str:
            return self.rule

    return RuleMetric


def main() -> None:
    """Judge all texts."""
    from deepeval import evaluate
    from deepeval.evaluate.configs import AsyncConfig, CacheConfig, DisplayConfig
    from deepeval.metrics import BaseMetric
    from deepeval.test_case import LLMTestCase

    given = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    metrics = [metric_class(BaseMetric)(*rule) for rule in given["rules"]]
    cases = [LLMTestCase(input=str(at), actual_output=text) for at, text in enumerate(given["texts"])]
    start = time.process_time()
    done = evaluate(
        cases,
        metrics,
        async_config=AsyncConfig(run_async=False),
        cache_config=CacheConfig(write_cache=False),
        display_config=DisplayConfig(show_indicator=False, print_results=False),
    )
    seconds = time.process_time() - start
    broken: list[list[str]] = [[] for _ in cases]
    for result in done.test_results:
        broken[int(result.input)] = [each.name for each in result.metrics_data if not each.success]
    print(json.dumps({"seconds": seconds, "broken": broken}))


if __name__ == "__main__":
    main()
