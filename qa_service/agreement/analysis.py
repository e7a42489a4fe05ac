"""From long records to the answer of ``POST /v1/agreement``: per criterion coefficients, raters and pairs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.catalogue import MIN_ITEMS, from_summary
from qa_service.agreement.rater_report import pair_reports, rater_reports
from qa_service.agreement.ratings import Ratings
from qa_service.agreement.records import Rating, encode, infer_levels, is_missing, not_in_scale
from qa_service.agreement.scale import AgreementError, Scale
from qa_service.agreement.summary import DirectSummary
from qa_service.errors import Problem

# Tables of all pairs are made at once: 5,000 raters times levels take 200 MB for a moment.
MAX_RATERS = 500
MAX_RATER_PAIRS = 250_000
MAX_RATER_LEVELS = 5_000

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


def limit_raters(records: Iterable[Rating], scale: Scale | Mapping[str, Scale]) -> None:
    """Refuse a request whose raters could not be compared in time: the work grows with the square of their number.

    A criterion may have ``MAX_RATERS``, and ``MAX_RATER_LEVELS`` as the product of raters and levels; all criteria
    together ``MAX_RATER_PAIRS``. Raises AgreementError with the code ``too_many_raters`` at ``/ratings``.
    """
    raters: dict[str, set[str]] = {}
    used: dict[str, set[object]] = {}
    for record in records:
        name = record.criterion or "all"
        raters.setdefault(name, set()).add(record.rater)
        used.setdefault(name, set()).add(record.value)
    messages = []
    for name, found in raters.items():
        own = scale if isinstance(scale, Scale) else scale.get(name)
        levels = 1 if own is None or own.numeric else len(own.levels or used[name])
        most = min(MAX_RATERS, MAX_RATER_LEVELS // levels)
        if len(found) > most:
            messages.append(f"{name} has {len(found)} raters; a criterion of {levels} levels may have {most}.")
    pairs = sum(len(found) * (len(found) - 1) // 2 for found in raters.values())
    if not messages and pairs > MAX_RATER_PAIRS:
        messages = [f"The criteria have {pairs} pairs of raters in all; {MAX_RATER_PAIRS} are compared in one call."]
    if messages:
        raise AgreementError([Problem("/ratings", "too_many_raters", message) for message in messages])


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
        "raters": rater_reports(found.ratings, found.reference, min_items),
        "pairs": pair_reports(summary, min_items),
    }
