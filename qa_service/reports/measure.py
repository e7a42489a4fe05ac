"""Headline agreement of a panel: plain and chance-corrected side by side, named by what the scale allows."""

from __future__ import annotations

import math
from dataclasses import dataclass

from qa_service.agreement import Coefficient
from qa_service.agreement.catalogue import Workings, from_summary
from qa_service.agreement.kappa import conger
from qa_service.agreement.summary import DirectSummary
from qa_service.reports.study import Panel
from qa_service.reports.thresholds import DEFAULT_BAR, PARTED, PREVALENT_EXACT, TARGET_RELIABILITY

ALL_REVIEWERS = "All reviewers"


@dataclass(frozen=True, slots=True)
class Headline:
    """Agreement of one criterion in one pool of reviewers.

    ``kappa`` and ``ac`` are None on a continuous scale, ``adjacent`` where no level has a neighbour to confuse.
    ``reviewers_needed`` is the number whose mean reaches a reliability of .80, None when not derivable.
    """

    criterion: str
    title: str
    pool: str
    raters: int
    items: int
    bar: float
    own_bar: bool
    exact: Coefficient
    adjacent: Coefficient | None
    kappa: Coefficient | None
    kappa_name: str
    ac: Coefficient | None
    ac_name: str
    alpha: Coefficient
    metric: str
    single: Coefficient
    reviewers_needed: int | None

    @property
    def verdict(self) -> str:
        """One of below, unproven, likely, reached, prevalence, withheld; by alpha's interval against the bar."""
        value, interval = self.alpha.value, self.alpha.ci95
        if value is None or interval is None:
            return "withheld"
        low, high = interval
        if self.prevalence:
            return "prevalence"
        if high < self.bar:
            return "below"
        if value < self.bar:
            return "unproven"
        return "reached" if low >= self.bar else "likely"

    @property
    def parted(self) -> bool:
        """Whether AC and alpha are far enough apart to deserve a note."""
        ac, alpha = self.ac.value if self.ac else None, self.alpha.value
        return ac is not None and alpha is not None and abs(ac - alpha) >= PARTED

    @property
    def prevalence(self) -> bool:
        """Whether reviewers agree plainly and by AC while alpha is low: nearly all items sit on one level."""
        ac = self.ac.value if self.ac else None
        exact, alpha = self.exact.value, self.alpha.value
        if ac is None or exact is None or alpha is None:
            return False
        return alpha < self.bar <= ac and exact >= PREVALENT_EXACT and ac - alpha >= PARTED


def headlines(panel: Panel, min_items: int) -> tuple[Headline, ...]:
    """The headline of all reviewers and, where sites have pools of their own, of each site."""
    own = [headline(panel.only(site), site, min_items) for site in panel.groups]
    return (headline(panel, ALL_REVIEWERS, min_items), *own)


def headline(panel: Panel, pool: str, min_items: int) -> Headline:
    """Measure one pool of reviewers."""
    summary = DirectSummary(panel.ratings)
    numeric, ordered = panel.scale.numeric, panel.directed
    levels = len(panel.scale.levels or ())
    metric = (
        ("ratio" if panel.scale.type == "ratio" else "interval") if numeric else "ordinal" if ordered else "nominal"
    )
    ac_name = "gwet_ac2_quadratic" if ordered and levels > 2 else "gwet_ac1"
    kappa, kappa_name = (None, "") if numeric else _kappa(summary, ordered and levels > 2, min_items)
    wanted = ["percent_exact", f"krippendorff_alpha_{metric}"]
    wanted += [] if numeric else [ac_name]
    wanted += ["percent_adjacent"] if ordered and levels > 2 else []
    wanted += ["icc_1_1"] if ordered else []
    found = from_summary(summary, wanted, min_items)
    single = found.get("icc_1_1", found[f"krippendorff_alpha_{metric}"])
    return Headline(
        criterion=panel.info.id,
        title=panel.info.title,
        pool=pool,
        raters=summary.n_raters,
        items=summary.counted[0],
        bar=DEFAULT_BAR if panel.info.bar is None else panel.info.bar,
        own_bar=panel.info.bar is not None,
        exact=found["percent_exact"],
        adjacent=found.get("percent_adjacent"),
        kappa=kappa,
        kappa_name=kappa_name,
        ac=found.get(ac_name),
        ac_name="" if numeric else "AC2, quadratic" if ac_name.startswith("gwet_ac2") else "AC1",
        alpha=found[f"krippendorff_alpha_{metric}"],
        metric=metric,
        single=single,
        reviewers_needed=reviewers_for(single.value, TARGET_RELIABILITY) if ordered else None,
    )


def reviewers_for(single: float | None, target: float) -> int | None:
    """Reviewers whose mean reaches ``target`` when one alone has reliability ``single`` (Spearman 1910, Brown 1910)."""
    if single is None or single <= 0:
        return None
    if single >= target:
        return 1
    return math.ceil(target * (1 - single) / (single * (1 - target)) - 1e-9)


def _kappa(summary: DirectSummary, weighted: bool, min_items: int) -> tuple[Coefficient, str]:
    """Cohen's kappa of two reviewers, Conger's of more; quadratic weights on ordered levels."""
    words = "quadratic weights" if weighted else "unweighted"
    if summary.n_raters == 2:
        name = "cohen_kappa_quadratic" if weighted else "cohen_kappa"
        return from_summary(summary, [name], min_items)[name], f"Cohen, {words}"
    plain = from_summary(summary, ["conger_kappa"], min_items)["conger_kappa"]
    return (_weighted_conger(summary, plain) if weighted else plain), f"Conger, {words}"


def _weighted_conger(summary: DirectSummary, plain: Coefficient) -> Coefficient:
    if plain.withheld:
        return plain
    observed = Workings(summary).observed("quadratic", by_item=True)
    found = conger(observed, summary.marginals, summary.codes)
    name = "conger_kappa_quadratic"
    counts = (plain.n_items, plain.n_pairs, plain.coverage)
    return Coefficient(name, found.value, found.se, found.ci95, found.method, *counts, found.withheld)
