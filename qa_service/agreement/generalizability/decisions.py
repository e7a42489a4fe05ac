"""Decision consistency at the pass mark: would a second panel of reviewers come to the same outcome?"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from qa_service.agreement.generalizability.bands import Band, Split, bands_of, split_of
from qa_service.agreement.generalizability.classification import Classification, beta_binomial_model, normal_model
from qa_service.agreement.generalizability.conditions import grid
from qa_service.agreement.generalizability.decision_study import Panel, d_study
from qa_service.agreement.generalizability.g_result import GStudy
from qa_service.agreement.generalizability.observations import (
    Observation,
    Observations,
    as_observations,
    require_one_criterion,
)
from qa_service.agreement.generalizability.study import g_study
from qa_service.agreement.json_form import JsonForm
from qa_service.agreement.records import Rating
from qa_service.agreement.result import Figure

Model = Literal["normal", "livingston_lewis"]
_SOURCES = {"normal": "normal model, Peng and Subkoviak 1980", "livingston_lewis": "Livingston and Lewis 1995"}
_GIVEN = "; interval from that of phi, the distribution of scores taken as known"


@dataclass(frozen=True, slots=True)
class DecisionModel:
    """What the G study predicts for panels of ``conditions``; all figures are probabilities (0..1) but ``kappa``.

    ``consistency``: two independent panels agree on the outcome. ``accuracy``: a panel agrees with the outcome of
    the true score; ``false_pass`` and ``false_fail`` are the two ways not to. ``passing`` is the share that passes.
    """

    cut: float
    conditions: Mapping[str, int]
    passing: Figure
    consistency: Figure
    kappa: Figure
    accuracy: Figure
    false_pass: Figure
    false_fail: Figure
    withheld: str | None = None

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        names = ("passing", "consistency", "kappa", "accuracy", "false_pass", "false_fail")
        figures = {name: getattr(self, name).to_dict() for name in names}
        return {"cut": self.cut, "conditions": dict(self.conditions), **figures, "withheld": self.withheld}


@dataclass(frozen=True, slots=True)
class DecisionConsistency(JsonForm):
    """Observed agreement of reviewers on the outcome, the model's prediction, and what another panel would flip.

    ``flips`` is the expected share of the items whose outcome another panel would change; ``bands`` says it by distance
    from the pass mark.
    """

    cut: float
    observed: Split
    model: DecisionModel
    flips: Figure
    bands: tuple[Band, ...]


def decision_agreement(observations: Observations | Iterable[Observation | Rating], cut: float) -> Split:
    """How often two reviewers of one item stand on the same side of ``cut`` (at or above it passes).

    Share of pairs and Fleiss' kappa, both with intervals over items; repeats of one reviewer are averaged first.

    >>> rows = [("a", 5, 8), ("b", 7, 9), ("c", 4, 3)]
    >>> found = decision_agreement((Observation(i, f"r{k}", x) for i, *row in rows for k, x in enumerate(row)), 6)
    >>> round(found.agreement.value, 3), found.n_pairs
    (0.667, 3)
    """
    rows = as_observations(observations)
    require_one_criterion(rows)
    return split_of(rows, _finite(cut))


def decision_model(
    g: GStudy,
    cut: float,
    raters: int = 1,
    criteria: int | None = None,
    sites: int | None = None,
    repeats: int | None = None,
    fixed: Sequence[str] = (),
    model: Model = "normal",
    limits: tuple[float, float] | None = None,
) -> DecisionModel:
    """Predict consistency and accuracy of the outcome "at or above ``cut``" for panels of ``raters`` (and the rest).

    ``model`` normal takes panel scores as normal (Huynh 1976; Peng and Subkoviak 1980; as in Subkoviak 1976 the
    second panel is not observed). livingston_lewis takes them as bounded and needs ``limits``, the lowest and the
    highest score. Error is absolute: a lenient panel counts as wrong. Raises ValueError for arguments that cannot be.
    """
    _check(model, limits)
    asked = {"raters": raters, "criteria": criteria, "sites": sites, "repeats": repeats}
    (conditions,) = grid(g, asked, fixed)
    study = d_study(g, raters, criteria, sites, repeats, fixed)
    if study.withheld:
        return _withheld(_finite(cut), conditions, study.withheld)
    panel = study.panels[0]
    if panel.phi.value is None:
        return _withheld(_finite(cut), conditions, panel.phi.withheld or "")
    return _modelled(g, _finite(cut), panel, model, limits)


def decision_consistency(
    observations: Observations | Iterable[Observation | Rating],
    cut: float,
    raters: int = 1,
    design: str = "item x rater",
    edges: Sequence[float] | None = None,
    model: Model = "normal",
    limits: tuple[float, float] | None = None,
) -> DecisionConsistency:
    """Analyse outcomes at ``cut`` from ratings of one number per item and rater; see ``decision_model``.

    ``design`` is "item x rater" or "rater:item". ``edges`` are the inner limits of the bands of item means (default:
    the cut, and 1 and 2 standard errors of a panel on both sides). The chance that another panel flips an item comes
    from the item's mean, drawn towards the overall mean as far as its error demands (Kelley 1947), all normal.
    """
    if design not in ("item x rater", "rater:item"):
        raise ValueError("Outcomes are analysed by item x rater or rater:item.")
    rows = as_observations(observations)
    g = g_study(rows, design)
    found = decision_model(g, cut, raters, model=model, limits=limits)
    flips, bands = bands_of(rows, g, _finite(cut), raters, edges)
    return DecisionConsistency(cut, split_of(rows, cut), found, flips, bands)


def _finite(cut: float) -> float:
    if not math.isfinite(cut):
        raise ValueError("A pass mark is a finite number.")
    return cut


def _check(model: str, limits: tuple[float, float] | None) -> None:
    if model not in _SOURCES:
        raise ValueError(f"{model!r} is not one of {', '.join(_SOURCES)}.")
    if model == "livingston_lewis" and (limits is None or not -math.inf < limits[0] < limits[1] < math.inf):
        raise ValueError("The model of bounded scores needs the lowest and the highest score as limits.")


def _modelled(g: GStudy, cut: float, panel: Panel, model: Model, limits: tuple[float, float] | None) -> DecisionModel:
    classify = _classifier(g, cut, panel, model, limits)
    dependability = panel.phi.value or 0.0
    found = classify(dependability)
    if found is None:
        reason = "no_variation: scores of these moments do not fit between the limits"
        return _withheld(cut, panel.conditions, reason)
    ends = [classify(end) for end in panel.phi.ci95] if panel.phi.ci95 else []
    how, n = _SOURCES[model], panel.phi.n

    def figure(read: Callable[[Classification], float | None], ranged: bool) -> Figure:
        value = read(found)
        if value is None:
            return Figure(None, method=how, n=n, withheld="no_variation: nearly all items are on one side")
        bounds = [read(end) for end in ends if end is not None]
        if not ranged or len(bounds) < 2 or bounds[0] is None or bounds[1] is None:
            return Figure(value, method=how, n=n)
        return Figure(value, None, (min(bounds[0], value), max(bounds[1], value)), how + _GIVEN, n)

    return DecisionModel(
        cut,
        panel.conditions,
        figure(lambda c: c.passing, False),
        figure(lambda c: c.consistent, True),
        figure(lambda c: c.kappa, True),
        figure(lambda c: c.accurate, True),
        figure(lambda c: c.false_pass, False),
        figure(lambda c: c.false_fail, False),
    )


def _classifier(
    g: GStudy, cut: float, panel: Panel, model: Model, limits: tuple[float, float] | None
) -> Callable[[float], Classification | None]:
    """The outcome probabilities as a function of dependability, at the panel scores' mean and variance."""
    variance = (panel.universe_variance.value or 0.0) + (panel.absolute_error.value or 0.0)
    mean = g.mean.value or 0.0
    if model == "normal" or limits is None:
        distance = (cut - mean) / math.sqrt(variance)
        return lambda dependability: normal_model(distance, dependability)
    low, width = limits[0], limits[1] - limits[0]
    place, spread = (mean - low) / width, variance / width / width
    at = (cut - low) / width

    def classify(dependability: float) -> Classification | None:
        return beta_binomial_model(at, place, spread, min(max(dependability, 1e-6), 1 - 1e-6))

    return classify


def _withheld(cut: float, conditions: Mapping[str, int], reason: str) -> DecisionModel:
    no = Figure(None, withheld=reason)
    return DecisionModel(cut, conditions, no, no, no, no, no, no, reason)
