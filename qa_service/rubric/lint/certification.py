"""Certification: whether the samples can tell a reviewer who is right from one who is lucky.

The operating characteristic counts each gold item as one trial of a reviewer's true exact rate (binomial), in the sense
of acceptance sampling (ISO 2859); answers of one item are not independent, so items are what is counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from qa_service.rubric.lint.context import Context, binomial_at_least, percent
from qa_service.rubric.lint.finding import Hit, rule

WEAK, STRONG, EXCELLENT = 0.70, 0.90, 0.95
"""The true exact rates of a reviewer who should not pass, of one who should, and of one as good as they come."""
RISK, HOPELESS = 0.20, 0.05
LARGE = 1000
"""Items from which a set is large enough for any bar between the two rates, and too many to count out."""
_SETS = "/certification/sets"


def passing(items: int, sets: int, bar: float, rate: float) -> float:
    """Return the chance that a reviewer of a true exact ``rate`` reaches ``bar`` in each of ``sets`` of ``items``."""
    return binomial_at_least(ceil(bar * items - 1e-9), items, rate) ** max(sets, 1)


@rule(
    "certification_weak", "warning", "A certification too small for its rule",
    "It lets weak reviewers through or stops good ones, by chance.",
)  # fmt: skip
def certification_weak(context: Context) -> Iterator[Hit]:
    """Yield a hit, with the operating characteristic, when either error is more likely than one in five."""
    items, must, bar = _rule_of(context)
    if not items or not bar or passing(items, must, bar, EXCELLENT) < HOPELESS:
        return
    lucky, stopped = passing(items, must, bar, WEAK), 1 - passing(items, must, bar, STRONG)
    if lucky > RISK or stopped > RISK:
        message = (
            f"{_sets(must)} of {items} at {bar:.0%} exact: a reviewer who is truly exact at {WEAK:.0%} passes with a "
            f"chance of {percent(lucky)}, one at {STRONG:.0%} fails with {percent(stopped)}."
        )
        yield Hit(_SETS, message, _advice(must, bar, lucky=lucky > RISK))


def _rule_of(context: Context) -> tuple[int, int, float]:
    """The items of a set, the sets that must be passed, the bar; no items where there is nothing to work out."""
    block = context.document.get("certification", {})
    sets = block.get("sets", {})
    items, must = int(sets.get("items", 0)), int(sets.get("must_pass", 1))
    return (items if must and items <= LARGE else 0), must, float(block.get("pass", {}).get("exact", 0))


def _sets(must: int) -> str:
    return f"{must} set{'' if must == 1 else 's'}"


def _advice(must: int, bar: float, *, lucky: bool) -> str:
    enough = next(
        (n for n in range(5, 201)
         if passing(n, must, bar, WEAK) <= RISK and 1 - passing(n, must, bar, STRONG) <= RISK), None,
    )  # fmt: skip
    if enough:
        return f"Use {enough} items in a set, or move the bar."
    return f"No size of set is enough at this bar: {'raise' if lucky else 'lower'} exact."


@rule(
    "certification_impossible", "error", "A certification that nobody can pass",
    "Even a reviewer who is nearly always right has next to no chance, so nobody is ever certified.",
)  # fmt: skip
def certification_impossible(context: Context) -> Iterator[Hit]:
    """Yield a hit when a reviewer of a true exact rate of 95 % passes less than one time in twenty."""
    items, must, bar = _rule_of(context)
    if items and bar and passing(items, must, bar, EXCELLENT) < HOPELESS:
        chance = percent(passing(items, must, bar, EXCELLENT))
        message = (
            f"{_sets(must)} of {items} at {bar:.0%} exact: a reviewer who is truly exact at {EXCELLENT:.0%} passes "
            f"with a chance of {chance}."
        )
        yield Hit("/certification/pass/exact", message, "Lower exact, or have fewer items decide.")


@rule(
    "certification_open", "warning", "A certification that everybody passes",
    "The certificate says nothing about who holds it.",
)  # fmt: skip
def certification_open(context: Context) -> Iterator[Hit]:
    """Yield a hit when no set must be passed, or passing one takes nothing."""
    block = context.document.get("certification")
    if block is None:
        return
    bars = block["pass"]
    if block.get("sets", {}).get("must_pass") == 0:
        yield Hit(f"{_SETS}/must_pass", "No set has to be passed.", "Write must_pass: 1 or more.")
    elif "max_discrepant" not in bars and not any(bars.get(key) for key in ("exact", "adjacent", "gates_exact")):
        yield Hit("/certification/pass", "Passing a set takes nothing.", "Write a bar, such as exact: 0.8.")


@rule(
    "adjacent_below_exact", "info", "A bar for adjacent answers that the exact one implies",
    "Whoever is exact is adjacent too: the lower bar never decides.",
)  # fmt: skip
def adjacent_below_exact(context: Context) -> Iterator[Hit]:
    """Yield a hit when the share of adjacent answers may be no higher than that of exact ones."""
    bars = context.document.get("certification", {}).get("pass", {})
    exact, adjacent = bars.get("exact"), bars.get("adjacent")
    if exact and adjacent is not None and adjacent <= exact:
        message = f"adjacent is {adjacent:g}, and exact, which counts as adjacent, is {exact:g}."
        yield Hit("/certification/pass/adjacent", message, f"Raise adjacent above {exact:g}, or remove it.")
