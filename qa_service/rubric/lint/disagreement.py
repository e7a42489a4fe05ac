"""Differences between reviews, and disputes: what is to settle them is there, and its rules can apply."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from qa_service.errors import pointer_to
from qa_service.rubric.lint.context import Context
from qa_service.rubric.lint.finding import Hit, rule
from qa_service.rubric.lint.reach import NEAR, best_possible, worst_possible
from qa_service.rubric.lint.review_rules import block, doubles

_OPENS = "/adjudication/open_when"
_HOURS = {"h": 1, "d": 24, "w": 168}


@rule(
    "adjudication_missing", "warning", "Two reviews and nobody to settle them",
    "When they differ there is no final score.",
)  # fmt: skip
def adjudication_missing(context: Context) -> Iterator[Hit]:
    """Yield a hit when work is reviewed twice and there is no adjudication."""
    if doubles(context) and not block(context, "adjudication"):
        message = "Work is reviewed twice, and nothing says how a difference is settled."
        yield Hit("/review", message, "Add adjudication with open_when, by and result.")


@rule(
    "adjudication_never_opens", "warning", "A difference that can never be as large",
    "The rule is there and never opens an adjudication.",
)  # fmt: skip
def adjudication_never_opens(context: Context) -> Iterator[Hit]:
    """Yield a hit for levels, scores and numbers that are to be further apart than answers can be."""
    yield from _levels_apart(context)
    yield from _score_apart(context)
    for name, limit in _opens(context).get("value_apart", {}).items():
        scale = context.rubric.scale_of(name)
        width = (scale.max or 0.0) - (scale.min or 0.0)
        if limit > width:
            message = f"Answers to {name} are {width:g} apart at most, and {limit:g} is asked for."
            yield Hit(pointer_to(_OPENS, "value_apart", name), message, f"Write less than {width:g}.")


def _opens(context: Context) -> Mapping[str, Any]:
    opens: Mapping[str, Any] = block(context, "adjudication").get("open_when", {})
    return opens


def _levels_apart(context: Context) -> Iterator[Hit]:
    widest = max((len(p.scale.levels) - 1 for p in context.leveled if p.scale.type != "nominal"), default=0)
    apart = _opens(context).get("levels_apart")
    if apart is None or apart <= widest:
        return
    message = f"levels_apart is {apart}, and answers are {widest} levels apart at most."
    if widest:
        yield Hit(f"{_OPENS}/levels_apart", message, f"Write {widest} or less.", widest)
    else:
        yield Hit(f"{_OPENS}/levels_apart", message, "Remove it: no criterion has levels in an order.")


def _score_apart(context: Context) -> Iterator[Hit]:
    apart, best, worst = _opens(context).get("score_apart"), best_possible(context), worst_possible(context)
    if apart is None or best is None or worst is None or apart <= best - worst + NEAR:
        return
    message = f"score_apart is {apart:g}, and scores are {best - worst:.1f} points apart at most."
    yield Hit(f"{_OPENS}/score_apart", message, f"Write less than {best - worst:.1f}; 5 to 15 is usual.")


@rule(
    "dispute_outlasts_window", "info", "A dispute may be decided after the next one is too late",
    "The producer repeats a fault that is already disputed.",
)  # fmt: skip
def dispute_outlasts_window(context: Context) -> Iterator[Hit]:
    """Yield a hit when deciding may take longer than the window in which disputes are opened."""
    disputes = block(context, "disputes")
    window, decide = (disputes.get(key) for key in ("window", "decide_within"))
    if window and decide and _hours(decide) > _hours(window):
        message = f"A dispute is opened within {window} and decided within {decide}."
        yield Hit("/disputes/decide_within", message, f"Decide within {window} or less.", window)


def _hours(duration: str) -> int:
    return int(duration[:-1]) * _HOURS[duration[-1]]
