"""What the figures of a criterion advise its author to do, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from qa_service.rubric import Rubric

CROWDED = 0.9
"""A level that takes this share of the ratings leaves the others little to say."""
CONFUSED = 0.5
"""Two neighbouring levels that make up this share of all disagreements want a sharper anchor."""
MIN_RATINGS = 50


def advise(body: Mapping[str, Any], rubric: Rubric, criterion: str) -> list[str]:
    """Sentences, the most pressing first; none where nothing is wrong or too little is known."""
    if criterion.startswith("@"):
        return []
    labels = _labels(rubric, criterion)
    return [*_bar(body), *_between(body, labels), *_order(body, labels), *_use(body, labels), *_reviewers(body)]


def _labels(rubric: Rubric, criterion: str) -> dict[str, str]:
    scale = rubric.scales.get(rubric.criterion(criterion).scale)
    return {} if scale is None else {level.id: level.label or level.id for level in scale.levels}


def _bar(body: Mapping[str, Any]) -> Iterator[str]:
    bar = body["bar"]
    if bar and bar["outcome"] == "missed":
        found = body["coefficients"][bar["statistic"]]
        yield (
            f"Agreement misses the rubric's bar: {bar['statistic']} {found['value']:.2f} "
            f"({found['ci95'][0]:.2f} to {found['ci95'][1]:.2f}) against {bar['at_least']:g}."
        )


def _between(body: Mapping[str, Any], labels: Mapping[str, str]) -> Iterator[str]:
    """One pair of levels that most disagreements are about."""
    bar = body["bar"]
    confused = body["confused"]
    disagreements = sum(one["n"] for one in confused)
    if not confused or disagreements < MIN_RATINGS // 2 or (bar and bar["outcome"] == "met"):
        return
    first = confused[0]
    share = first["n"] / disagreements
    if share >= CONFUSED and len(body["scale"]["levels"] or ()) > 2:
        low, high = (labels.get(level, level) for level in first["levels"])
        yield (
            f"Sharpen the anchors between “{low}” and “{high}”: {share:.0%} of {disagreements} disagreements are "
            "between these two."
        )


def _order(body: Mapping[str, Any], labels: Mapping[str, str]) -> Iterator[str]:
    thresholds = body["thresholds"]
    for low in (thresholds or {}).get("disordered", ()):
        yield (
            f"“{labels.get(low, low)}” is never the most likely level: its thresholds are out of order. Join it with a "
            "neighbour, or say better when it applies."
        )


def _use(body: Mapping[str, Any], labels: Mapping[str, str]) -> Iterator[str]:
    used = body["levels"] or {}
    total = sum(used.values())
    if total < MIN_RATINGS:
        return
    for level, n in used.items():
        if n == 0:
            yield f"Nobody used “{labels.get(level, level)}” in {total} ratings: is it needed?"
        elif n / total >= CROWDED:
            yield (
                f"{n / total:.0%} of {total} ratings are “{labels.get(level, level)}”: figures corrected for chance "
                "are low where nearly all items sit on one level. Look at AC1 too, and calibrate on rarer cases."
            )


def _reviewers(body: Mapping[str, Any]) -> Iterator[str]:
    variance = body["variance"]
    needed = (variance or {}).get("reviewers_needed")
    if needed and needed["needed"] and needed["needed"] > 3:
        yield (
            f"{needed['needed']} reviewers an item would be needed for a dependability of "
            f"{needed['reliability']:.2f}: better anchors cost less."
        )
    share = (variance or {}).get("percent", {}).get("rater", 0.0)
    if share >= 20:
        yield f"{share:.0f} % of the variance lies between reviewers, not between items: calibrate their severity."
