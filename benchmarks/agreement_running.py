"""How long a live figure takes after one more rating: the update and alpha with its interval, each by itself."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

import numpy as np

from qa_service.agreement import Ledger, Scale
from qa_service.agreement.running import RunningAlpha, RunningScoreAlpha

LEVELS = Scale("ordinal", tuple("12345"))
_RATERS = tuple(f"rater {i}" for i in range(8))


def latencies(items: int) -> dict[str, float]:
    """Return microseconds: the shortest of twenty runs of fifty calls, after ``items`` items of up to eight ratings."""
    rng = np.random.default_rng(20240501)
    live, scores, ledger = RunningAlpha(LEVELS), RunningScoreAlpha(Scale("interval")), Ledger(LEVELS)
    for _ in range(items):
        quality = rng.normal()
        number = 1 + rng.binomial(7, 0.4)
        seen = quality + rng.normal(0, 0.6, number)
        levels = dict(zip(_RATERS, np.digitize(seen, [-1.2, -0.4, 0.4, 1.2]).tolist(), strict=False))
        live.add_item(levels)
        ledger.add_item(levels)
        scores.add_item(dict(zip(_RATERS, np.round(60 + 15 * seen, 2).tolist(), strict=False)))
    few, few_scores = {"rater 1": 1, "rater 2": 3}, {"rater 1": 61.25, "rater 2": 70.0}
    live.add_item(few)
    ledger.add_item(few)
    scores.add_item(few_scores)
    alphas = {
        f"alpha {metric} with interval": _calls(live.alpha, metric) for metric in ("nominal", "ordinal", "interval")
    }
    return {
        "one rating in or out, levels": _both(live, few, 2) / 2,
        **{name: _microseconds(call) for name, call in alphas.items()},
        "one rating in or out, numbers": _both(scores, few_scores, 66.5) / 2,
        "interval alpha of numbers with interval": _microseconds(scores.alpha),
        "one rating in or out of the ledger of all figures": _both(ledger, few, 2) / 2,
    }


def _calls(function: Callable[[str], object], argument: str) -> Callable[[], object]:
    return lambda: function(argument)


def _both(sums: RunningAlpha | RunningScoreAlpha | Ledger, others: Mapping[str, float], value: float) -> float:
    def there_and_back() -> None:
        sums.add_rating(others, "rater 3", value)
        sums.remove_rating(others, "rater 3", value)

    return _microseconds(there_and_back)


def _microseconds(call: Callable[[], object]) -> float:
    times = []
    for _ in range(20):
        start = time.perf_counter()
        for _ in range(50):
            call()
        times.append((time.perf_counter() - start) / 50)
    return min(times) * 1e6
