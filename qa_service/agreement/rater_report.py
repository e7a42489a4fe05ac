"""The raters and the pairs of raters in the answer of the agreement call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.catalogue import Workings
from qa_service.agreement.kappa import cohen
from qa_service.agreement.pairs import level_counts, pair_table, weighted_kappas
from qa_service.agreement.proportions import proportion
from qa_service.agreement.ratings import Ratings, scored_standard
from qa_service.agreement.severity import Severity, severities
from qa_service.agreement.summary import DirectSummary
from qa_service.agreement.weights import agreement_weights

Floats = NDArray[np.float64]
_CELLS_AT_ONCE = 1 << 18


def rater_reports(ratings: Ratings, reference: Floats, min_items: int) -> dict[str, object]:
    """Return, per rater, number, mean, level use, severity and agreement with the reference (NaN unknown)."""
    known = bool(np.any(~np.isnan(reference)))
    ordered = ratings.scale.ordered
    by_others = severities(ratings, min_items=min_items) if ordered else {}
    by_standard = severities(ratings, scored_standard(reference, ratings.scale), min_items) if ordered and known else {}
    out: dict[str, object] = {}
    for row, rater in enumerate(ratings.raters):
        scored = ratings.scored_row(row)
        given = scored[~np.isnan(scored)]
        entry: dict[str, object] = {"n": int(given.size)}
        entry["mean"] = float(given.mean()) if ordered and given.size else None
        entry["levels"] = _level_use(ratings, row)
        entry["severity"] = by_others[rater].to_dict() if ordered else None
        entry["reference"] = _against_reference(ratings, reference, row, by_standard, min_items) if known else None
        out[rater] = entry
    return out


def _level_use(ratings: Ratings, row: int) -> dict[str, int] | None:
    if ratings.codes is None or ratings.scale.levels is None:
        return None
    counts = level_counts(ratings.codes[row : row + 1], len(ratings.scale.levels))[0].tolist()
    return dict(zip(ratings.scale.levels, counts, strict=True))


def _against_reference(
    ratings: Ratings, reference: Floats, row: int, by_standard: Mapping[str, Severity], min_items: int
) -> dict[str, object]:
    severity = by_standard.get(ratings.raters[row])
    out: dict[str, object] = {"severity": None if severity is None else severity.to_dict()}
    if ratings.codes is None:
        values = ratings.scored_row(row)
        both = ~np.isnan(values) & ~np.isnan(reference)
        equal = int(np.count_nonzero(values[both] == reference[both]))
        return {"exact": proportion(equal, int(np.count_nonzero(both))).to_dict(), "kappa": None, **out}
    levels = len(ratings.scale.levels or ())
    truth = np.where(np.isnan(reference), -1, reference).astype(np.int16)
    table = pair_table(ratings.codes[row], truth, levels)
    total = int(table.sum())
    out["kappa"] = _kappa(table, np.eye(levels), total, min_items)
    if ratings.scale.ordered:
        weights = agreement_weights("quadratic", ratings.scale.scores)
        out["kappa_quadratic"] = _kappa(table, weights, total, min_items)
    return {"exact": proportion(int(np.trace(table)), total).to_dict(), "table": table.tolist(), **out}


def _kappa(table: NDArray[np.integer], weights: Floats, total: int, min_items: int) -> dict[str, object]:
    if 0 < total < min_items:
        reason = f"too_few_items: n = {total} < {min_items}"
        return {"value": None, "se": None, "ci95": None, "withheld": reason}
    found = cohen(table, weights)
    interval = None if found.ci95 is None else list(found.ci95)
    return {"value": found.value, "se": found.se, "ci95": interval, "withheld": found.withheld}


def pair_reports(summary: DirectSummary, min_items: int) -> list[dict[str, object]]:
    """Return, per pair of raters with a common item, their number of items and agreement."""
    return _numeric_pairs(summary.ratings) if summary.ratings.codes is None else _pairs(Workings(summary), min_items)


def _pairs(work: Workings, min_items: int) -> list[dict[str, object]]:
    names = sorted(work.summary.pair_tables)
    if not names:
        return []
    stack = np.array([work.summary.pair_tables[name] for name in names])
    totals = stack.sum(axis=(1, 2))
    exact = np.trace(stack, axis1=1, axis2=2) / np.maximum(totals, 1)
    kinds = ["identity"] + (["linear", "quadratic"] if work.summary.scale.ordered else [])
    close = (work.weights("adjacent") * stack).sum(axis=(1, 2)) if work.summary.scale.ordered else totals
    kappas = {kind: weighted_kappas(stack, work.weights(kind)) for kind in kinds}
    out: list[dict[str, object]] = []
    for i, pair in enumerate(names):
        n = int(totals[i])
        if n == 0:
            continue
        entry: dict[str, object] = {"raters": list(pair), "n": n, "exact": float(exact[i])}
        if work.summary.scale.ordered:
            entry["adjacent"] = float(close[i]) / n
        for kind in kinds:
            value = float(kappas[kind][i])
            shown = None if n < min_items or np.isnan(value) else value
            entry["kappa" if kind == "identity" else f"kappa_{kind}"] = shown
        entry["withheld"] = _pair_reason(n, min_items, bool(np.isnan(kappas["identity"][i])))
        out.append(entry)
    return out


def _pair_reason(n: int, min_items: int, undefined: bool) -> str | None:
    if n < min_items:
        return f"too_few_items: n = {n} < {min_items}"
    return "no_variation: only one level was used" if undefined else None


def _numeric_pairs(ratings: Ratings) -> list[dict[str, object]]:
    out: list[dict[str, object]] = []
    values = ratings.scored()
    order = sorted(range(len(ratings.raters)), key=lambda i: ratings.raters[i])
    for place, first in enumerate(order):
        rated = np.flatnonzero(~np.isnan(values[first]))
        at_once = max(_CELLS_AT_ONCE // max(rated.size, 1), 1)
        own = values[first, rated]
        for start in range(place + 1, len(order), at_once):
            others = order[start : start + at_once]
            gaps = own - values[np.array(others)[:, None], rated]
            out += [
                {"raters": [ratings.raters[first], ratings.raters[second]], **found}
                for second, found in zip(others, _differences(gaps), strict=True)
                if found is not None
            ]
    return out


def _differences(gaps: Floats) -> Iterator[dict[str, object] | None]:
    """What each row of differences (NaN where there is none) says, None for a row without any."""
    given = ~np.isnan(gaps)
    numbers, equal = np.count_nonzero(given, axis=1), np.count_nonzero(gaps == 0, axis=1)
    totals = np.where(given, gaps, 0.0).sum(axis=1)
    for n, same, total in zip(numbers.tolist(), equal.tolist(), totals.tolist(), strict=True):
        yield {"n": n, "exact": same / n, "mean_difference": total / n} if n else None
