"""What is wrong with a rubric, seen from how it was used: which criterion to re-anchor, which levels to join."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from qa_service.agreement.benchmark_scale import described
from qa_service.agreement.catalogue import from_summary
from qa_service.agreement.generalizability import Observation, g_study, reviewers_needed
from qa_service.agreement.pairs import level_counts
from qa_service.agreement.rasch.sites import paired_differences
from qa_service.agreement.summary import DirectSummary
from qa_service.rubric import Rubric
from qa_service.services import rubrics
from qa_service.services.actor import Actor
from qa_service.services.agreement import known_engagement
from qa_service.services.bars import statistics_of, verdict
from qa_service.services.diagnosis_advice import advise
from qa_service.services.diagnosis_scales import fits_by_scale, reviewers_of, thresholds_of
from qa_service.services.flags import flags_of
from qa_service.services.panels import Panel, panels_of
from qa_service.storage.queries import recent
from qa_service.storage.queries.recent import Window
from qa_service.storage.unit_of_work import UnitOfWork

MOST_REVIEWS = 2_000
TARGET_RELIABILITY = 0.8
REDUNDANT = 0.95
"""Two criteria whose item means correlate this much measure one thing."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The newest ``limit`` reviews of an engagement or a period; figures of fewer than ``min_items`` are withheld."""

    engagement: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    min_items: int = 20
    limit: int = MOST_REVIEWS


def diagnosis(uow: UnitOfWork, actor: Actor, reference: str, choice: Choice) -> dict[str, Any]:
    """Per criterion: agreement against the bar, use of the levels, thresholds, sources of variance, and advice."""
    actor.require_overview()
    rubric = rubrics.resolve(uow, reference).rubric
    engagement = known_engagement(uow, choice.engagement)
    window = Window(rubric.id, rubric.major, choice.limit, engagement, choice.since, choice.until)
    rows = recent.ratings(uow, window)
    panels = panels_of(rubric, rows)
    fits = dict(fits_by_scale(panels))
    criteria = {panel.criterion: _criterion(rubric, panel, choice.min_items) for panel in panels}
    for names, fit in fits.items():
        for name in names:
            criteria[name]["thresholds"] = thresholds_of(fit, name)
    for name, body in criteria.items():
        body["advice"] = advise(body, rubric, name)
    correlations = _correlations([p for p in panels if not p.criterion.startswith("@")], choice.min_items)
    return {
        "rubric": rubric.id,
        "major": rubric.major,
        "version": rubric.version,
        "n_reviews": len({(row.version_id, row.handle, row.kind) for row in rows}),
        "limit": choice.limit,
        "min_items": choice.min_items,
        "criteria": criteria,
        "redundant": [pair for pair in correlations if pair["correlation"] >= REDUNDANT],
        "correlations": correlations,
        "reviewers": [reviewers_of(names, fit) for names, fit in fits.items()],
        "flags": [flag.to_dict() for flag in flags_of(rubric, rows, choice.min_items).raised],
        "sites": _sites(panels),
    }


def _criterion(rubric: Rubric, panel: Panel, min_items: int) -> dict[str, Any]:
    summary = DirectSummary(panel.ratings)
    items, pairable, pairs, ratings = summary.counted
    scale = panel.scale
    body: dict[str, Any] = {
        "title": panel.title,
        "scale": {"type": scale.type, "levels": list(scale.levels) if scale.levels else None},
        "n_items": items,
        "n_raters": summary.n_raters,
        "n_ratings": ratings,
        "n_pairable_items": pairable,
        "n_pairs": pairs,
        "coefficients": {
            n: described(c) for n, c in from_summary(summary, _statistics(rubric, panel), min_items).items()
        },
        "levels": _level_use(panel),
        "confused": _confused(panel, summary),
        "thresholds": None,
        "variance": _variance(panel, pairable, min_items),
    }
    return body | {"bar": verdict(rubric, panel.criterion, body)}


def _statistics(rubric: Rubric, panel: Panel) -> list[str]:
    """The headline figures of a scale, and the one that the rubric's bar is set on."""
    kind = "interval" if panel.scale.numeric else "ordinal" if panel.scale.ordered else "nominal"
    wanted = ["percent_exact", f"krippendorff_alpha_{kind}"]
    if not panel.scale.numeric:
        wanted += ["percent_adjacent", "gwet_ac2_quadratic"] if _graded(panel) else ["gwet_ac1"]
    wanted += ["icc_2_1"] if panel.scale.ordered else []
    if not panel.criterion.startswith("@"):
        wanted += statistics_of(rubric, panel.criterion)
    return list(dict.fromkeys(wanted))


def _graded(panel: Panel) -> bool:
    return panel.scale.ordered and len(panel.scale.levels or ()) > 2


def _level_use(panel: Panel) -> dict[str, int] | None:
    if panel.ratings.codes is None or panel.scale.levels is None:
        return None
    counts = level_counts(panel.ratings.codes, len(panel.scale.levels)).sum(axis=0)
    return dict(zip(panel.scale.levels, counts.tolist(), strict=True))


def _confused(panel: Panel, summary: DirectSummary) -> list[dict[str, Any]]:
    """Pairs of levels that two reviewers gave to one item, most frequent first, as shares of all pairs."""
    levels = panel.scale.levels
    if levels is None:
        return []
    table = sum((np.asarray(t) for t in summary.pair_tables.values()), np.zeros((len(levels), len(levels)), np.int64))
    both = table + table.T
    total = int(table.sum())
    found = [
        {"levels": [levels[a], levels[b]], "n": int(both[a, b]), "share": int(both[a, b]) / total}
        for a in range(len(levels))
        for b in range(a + 1, len(levels))
        if both[a, b]
    ]
    return sorted(found, key=lambda one: -one["n"])


def _variance(panel: Panel, pairable: int, min_items: int) -> dict[str, Any] | None:
    """Shares of item, reviewer and the rest in the variance, and reviewers needed for a reliability of .80."""
    if not panel.scale.ordered:
        return None
    if pairable < min_items:
        return {"withheld": f"too_few_items: n = {pairable} < {min_items}"}
    scored = panel.ratings.scored()
    rater, item = np.nonzero(~np.isnan(scored))
    raters, items = panel.ratings.raters, panel.ratings.items
    rows = [
        Observation(items[i], raters[r], float(scored[r, i]))
        for r, i in zip(rater.tolist(), item.tolist(), strict=True)
    ]
    study = g_study(rows)
    needed = reviewers_needed(study, TARGET_RELIABILITY)
    return {
        "withheld": study.withheld,
        "percent": {one.name: one.percent for one in study.components},
        "reviewers_needed": needed.to_dict(),
    }


def _correlations(panels: Sequence[Panel], min_items: int) -> list[dict[str, Any]]:
    """Correlations of item means between criteria, strongest first; pairs with few common items are left out."""
    means = [_item_means(panel) for panel in panels if panel.scale.ordered]
    names = [panel.criterion for panel in panels if panel.scale.ordered]
    found = []
    for i, first in enumerate(means):
        for j in range(i + 1, len(means)):
            shared = [item for item in first if item in means[j]]
            if len(shared) < min_items:
                continue
            x, y = np.array([(first[item], means[j][item]) for item in shared]).T
            if x.std() > 0 and y.std() > 0:
                r = float(np.corrcoef(x, y)[0, 1])
                found.append({"criteria": [names[i], names[j]], "n_items": len(shared), "correlation": r})
    return sorted(found, key=lambda one: -one["correlation"])


def _item_means(panel: Panel) -> Mapping[str, float]:
    scored = panel.ratings.scored()
    n = np.count_nonzero(~np.isnan(scored), axis=0)
    total = np.nansum(scored, axis=0)
    return {item: float(total[i] / n[i]) for i, item in enumerate(panel.ratings.items) if n[i]}


def _sites(panels: Sequence[Panel]) -> dict[str, list[dict[str, Any]]]:
    """How far every two sites differ on the items that both rated, per ordered criterion."""
    out: dict[str, list[dict[str, Any]]] = {}
    for panel in panels:
        sites = [panel.sites.get(rater) for rater in panel.ratings.raters]
        names = sorted({site for site in sites if site})
        if not panel.scale.ordered or len(names) < 2:
            continue
        code = np.array([names.index(site) if site else -1 for site in sites])
        scored = panel.ratings.scored()
        rater, item = np.nonzero(~np.isnan(scored) & (code >= 0)[:, None])
        found = paired_differences(names, item, code[rater], scored[rater, item])
        out[panel.criterion] = [pair.to_dict() for pair in found]
    return out
