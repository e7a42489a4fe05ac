"""The rubric's own bar for agreement on a criterion, and whether the figures clear it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qa_service.agreement.acceptance import clears
from qa_service.agreement.result import Figure
from qa_service.rubric import Rubric

DEFAULT_STATISTICS = {"nominal": "gwet_ac1", "binary": "gwet_ac1", "ordinal": "krippendorff_alpha_ordinal"}
_DEFAULT_ON_NUMBERS = "icc_2_1"
_WORDS = {"certify": "met", "reject": "missed", "undecided": "undecided"}


def verdict(rubric: Rubric, criterion: str, figures: Mapping[str, Any]) -> dict[str, Any] | None:
    """Whether the bar is met, missed or undecided, judged by the interval; None where the rubric sets no bar.

    Cohen's kappa is for two reviewers: with more, Conger's with the same weights stands in.
    """
    compare = {} if criterion.startswith("@") else rubric.criterion(criterion).compare
    bar = compare.get("at_least")
    if not isinstance(bar, int | float):
        return None
    coefficients = figures["coefficients"]
    statistic = str(compare.get("statistic") or _default(figures["scale"]["type"]))
    if statistic.startswith("cohen_kappa") and figures["n_raters"] > 2:
        statistic = statistic.replace("cohen_kappa", "conger_kappa")
    found = coefficients.get(statistic)
    if found is None:
        return {
            "statistic": statistic,
            "at_least": bar,
            "outcome": "undecided",
            "reason": "the figure was not asked for",
        }
    interval = None if found["ci95"] is None else (found["ci95"][0], found["ci95"][1])
    judged = clears(Figure(found["value"], found["se"], interval, withheld=found["withheld"]), float(bar))
    return {"statistic": statistic, "at_least": bar, "outcome": _WORDS[judged.outcome], "reason": judged.reason}


def _default(kind: str) -> str:
    return DEFAULT_STATISTICS.get(kind, _DEFAULT_ON_NUMBERS)
