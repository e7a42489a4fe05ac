"""From long records to the answer of ``POST /v1/agreement``: per criterion coefficients, raters and pairs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.catalogue import MIN_ITEMS, Workings, from_summary
from qa_service.agreement.kappa import cohen
from qa_service.agreement.pairs import level_counts, pair_table, weighted_kappas
from qa_service.agreement.proportions import proportion
from qa_service.agreement.ratings import Ratings
from qa_service.agreement.records import Rating, encode, infer_levels, is_missing, not_in_scale
from qa_service.agreement.scale import AgreementError, Scale
from qa_service.agreement.severity import severities
from qa_service.agreement.summary import DirectSummary
from qa_service.agreement.weights import agreement_weights
from qa_service.errors import Problem

Floats = NDArray[np.float64]
_Indexed = tuple[int, Rating]


@dataclass(frozen=True, slots=True)
class Study:
    """The ratings of one criterion, what was left out and the reference of each item (NaN unknown)."""

    ratings: Ratings
    reference: Floats
    n_not_blind: int
    n_repeats: int


def analyse(
    records: Iterable[Rating],
    scale: Scale | Mapping[str, Scale],
    min_items: int = MIN_ITEMS,
    names: Iterable[str] | None = None,
) -> dict[str, object]:
    """Return ``{"criteria": {criterion or "all": {...}}}``, ready for JSON.

    ``scale`` is one scale for all or one per criterion. Ratings that were not blind are left out and counted;
    of repeats by one rater on one item (told apart by their times) the earliest counts. Raises AgreementError
    with pointers ``/ratings/{row}/...``.
    """
    wanted = None if names is None else tuple(names)
    groups: dict[str, list[_Indexed]] = {}
    for row, record in enumerate(records):
        groups.setdefault(record.criterion or "all", []).append((row, record))
    studies, problems = _studies(groups, scale)
    if problems:
        raise AgreementError(problems)
    return {"criteria": {name: _criterion(study, min_items, wanted) for name, study in studies.items()}}


def _studies(
    groups: Mapping[str, Sequence[_Indexed]], scale: Scale | Mapping[str, Scale]
) -> tuple[dict[str, Study], list[Problem]]:
    studies: dict[str, Study] = {}
    problems: list[Problem] = []
    for name, rows in groups.items():
        own = scale if isinstance(scale, Scale) else scale.get(name)
        if own is None:
            message = f"There is no scale for the criterion {name}."
            problems.append(Problem(f"/ratings/{rows[0][0]}/criterion", "unknown_criterion", message))
            continue
        try:
            studies[name] = study(rows, own)
        except AgreementError as error:
            problems += error.problems
    return studies, problems


def study(rows: Sequence[_Indexed], scale: Scale) -> Study:
    """Check and encode the ratings of one criterion; every row comes with its place in the input."""
    scale = infer_levels(scale, (value for _, r in rows for value in (r.value, r.reference)))
    index = {level: i for i, level in enumerate(scale.levels or ())}
    problems = [
        not_in_scale(f"/ratings/{row}/{key}", value, scale)
        for row, record in rows
        for key, value in (("value", record.value), ("reference", record.reference))
        if not is_missing(value) and encode(value, scale, index) is None
    ]
    blind = [(row, record) for row, record in rows if record.blind]
    kept, repeats, doubled = _first_of_repeats(blind)
    problems += doubled
    if problems:
        raise AgreementError(problems)
    ratings = Ratings.from_records([r.item for r in kept], [r.rater for r in kept], [r.value for r in kept], scale)
    reference = _reference(rows, ratings, index)
    return Study(ratings, reference, len(rows) - len(blind), repeats)


def _first_of_repeats(rows: Sequence[_Indexed]) -> tuple[list[Rating], int, list[Problem]]:
    cells: dict[tuple[str, str], list[_Indexed]] = {}
    missing: list[Rating] = []
    for row, record in rows:
        if is_missing(record.value):
            missing.append(record)
        else:
            cells.setdefault((record.item, record.rater), []).append((row, record))
    problems: list[Problem] = []
    for repeated in cells.values():
        times = [record.time for _, record in repeated]
        if len(repeated) > 1 and (None in times or len(set(times)) < len(times)):
            message = "This rater already rated this item; repeats are told apart by their time."
            problems.append(Problem(f"/ratings/{repeated[1][0]}", "duplicate_rating", message))
    first = [min(repeated, key=lambda entry: entry[1].time or "")[1] for repeated in cells.values()]
    given = {(r.item, r.rater) for r in first}
    first += {(r.item, r.rater): r for r in missing if (r.item, r.rater) not in given}.values()
    return first, sum(map(len, cells.values())) - len(cells), problems


def _reference(rows: Sequence[_Indexed], ratings: Ratings, index: Mapping[str, int]) -> Floats:
    position = {item: i for i, item in enumerate(ratings.items)}
    reference = np.full(len(position), np.nan)
    problems: list[Problem] = []
    for row, record in rows:
        if is_missing(record.reference) or record.item not in position:
            continue
        truth = encode(record.reference, ratings.scale, index)
        at = position[record.item]
        if truth is not None and not np.isnan(reference[at]) and reference[at] != truth:
            message = f"The item {record.item} has two different references."
            problems.append(Problem(f"/ratings/{row}/reference", "conflicting_reference", message))
        reference[at] = np.nan if truth is None else truth
    if problems:
        raise AgreementError(problems)
    return reference


def _criterion(found: Study, min_items: int, names: tuple[str, ...] | None) -> dict[str, object]:
    summary = DirectSummary(found.ratings)
    n, paired, pairs, ratings = summary.counted
    figures = from_summary(summary, names, min_items)
    return {
        "n_items": n,
        "n_raters": summary.n_raters,
        "n_ratings": ratings,
        "n_pairable_items": paired,
        "n_pairs": pairs,
        "n_not_blind": found.n_not_blind,
        "n_repeats": found.n_repeats,
        "coverage": paired / n if n else 0.0,
        "coefficients": {name: figure.to_dict() for name, figure in figures.items()},
        "raters": _raters(found, min_items),
        "pairs": _numeric_pairs(found.ratings) if found.ratings.codes is None else _pairs(Workings(summary), min_items),
    }


def _raters(found: Study, min_items: int) -> dict[str, object]:
    ratings = found.ratings
    known = bool(np.any(~np.isnan(found.reference)))
    ordered = ratings.scale.ordered
    by_others = severities(ratings, min_items=min_items) if ordered else {}
    by_standard = severities(ratings, _scored_reference(found), min_items) if ordered and known else {}
    scored = ratings.scored()
    out: dict[str, object] = {}
    for row, rater in enumerate(ratings.raters):
        given = scored[row][~np.isnan(scored[row])]
        entry: dict[str, object] = {"n": int(given.size)}
        entry["mean"] = float(given.mean()) if ordered and given.size else None
        entry["levels"] = _level_use(ratings, row)
        entry["severity"] = by_others[rater].to_dict() if ordered else None
        entry["reference"] = _against_reference(found, row, by_standard, min_items) if known else None
        out[rater] = entry
    return out


def _level_use(ratings: Ratings, row: int) -> dict[str, int] | None:
    if ratings.codes is None or ratings.scale.levels is None:
        return None
    counts = level_counts(ratings.codes[row : row + 1], len(ratings.scale.levels))[0].tolist()
    return dict(zip(ratings.scale.levels, counts, strict=True))


def _scored_reference(found: Study) -> Floats:
    if found.ratings.codes is None:
        return found.reference
    lookup = np.append(np.array(found.ratings.scale.scores), np.nan)
    scored: Floats = lookup[np.where(np.isnan(found.reference), -1, found.reference).astype(np.intp)]
    return scored


def _against_reference(found: Study, row: int, by_standard: Mapping[str, object], min_items: int) -> dict[str, object]:
    ratings = found.ratings
    severity = by_standard.get(ratings.raters[row])
    out: dict[str, object] = {"severity": severity.to_dict() if hasattr(severity, "to_dict") else None}
    if ratings.codes is None:
        values = ratings.scored()[row]
        both = ~np.isnan(values) & ~np.isnan(found.reference)
        equal = int(np.count_nonzero(values[both] == found.reference[both]))
        return {"exact": proportion(equal, int(np.count_nonzero(both))).to_dict(), "kappa": None, **out}
    levels = len(ratings.scale.levels or ())
    truth = np.where(np.isnan(found.reference), -1, found.reference).astype(np.int16)
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


def _pairs(work: Workings, min_items: int) -> list[dict[str, object]]:
    names = sorted(work.summary.pair_tables)
    if not names:
        return []
    stack = np.array([work.summary.pair_tables[name] for name in names])
    totals = stack.sum(axis=(1, 2))
    exact = np.trace(stack, axis1=1, axis2=2) / np.maximum(totals, 1)
    kinds = ["identity"] + (["linear", "quadratic"] if work.summary.scale.ordered else [])
    kappas = {kind: weighted_kappas(stack, work.weights(kind)) for kind in kinds}
    out: list[dict[str, object]] = []
    for i, pair in enumerate(names):
        n = int(totals[i])
        if n == 0:
            continue
        entry: dict[str, object] = {"raters": list(pair), "n": n, "exact": float(exact[i])}
        if work.summary.scale.ordered:
            close = work.weights("adjacent") * stack[i]
            entry["adjacent"] = float(close.sum()) / n
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
        for second in order[place + 1 :]:
            gap = values[first] - values[second]
            gap = gap[~np.isnan(gap)]
            if gap.size:
                names = [ratings.raters[first], ratings.raters[second]]
                exact = float(np.count_nonzero(gap == 0) / gap.size)
                out.append({"raters": names, "n": int(gap.size), "exact": exact, "mean_difference": float(gap.mean())})
    return out
