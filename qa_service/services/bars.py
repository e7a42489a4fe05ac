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

    Cohen's kappa is for two reviewers: with more, Conger's with the same weights stands in, or Fleiss'.
    """
    compare = {} if criterion.startswith("@") else rubric.criterion(criterion).compare
    bar = compare.get("at_least")
    if not isinstance(bar, int | float):
        return None
    coefficients = figures["coefficients"]
    asked = str(compare.get("statistic") or _default(figures["scale"]["type"]))
    statistic = _for_many(asked, coefficients) if figures["n_raters"] > 2 else asked
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


def statistics_of(rubric: Rubric, criterion: str) -> tuple[str, ...]:
    """The coefficients that a criterion's bar may be judged by; none where the rubric sets no bar."""
    asked = "" if criterion.startswith("@") else str(rubric.criterion(criterion).compare.get("statistic") or "")
    return (asked, *_stand_ins(asked)) if asked else ()


def _stand_ins(asked: str) -> tuple[str, ...]:
    """Cohen's kappa is for two raters. Conger's means the same for more; Fleiss' needs counts only, at any size."""
    if not asked.startswith("cohen_kappa"):
        return ()
    return asked.replace("cohen_kappa", "conger_kappa"), asked.replace("cohen_kappa", "fleiss_kappa")


def _for_many(asked: str, coefficients: Mapping[str, Any]) -> str:
    """The first stand-in that has an interval to judge by."""
    stand_ins = _stand_ins(asked)
    known = [name for name in stand_ins if (coefficients.get(name) or {}).get("ci95") is not None]
    return known[0] if known else next(iter(stand_ins), asked)


def _default(kind: str) -> str:
    return DEFAULT_STATISTICS.get(kind, _DEFAULT_ON_NUMBERS)
