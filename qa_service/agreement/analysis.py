"""From long records to the answer of ``POST /v1/agreement``: per criterion coefficients, raters and pairs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qa_service.agreement.benchmark_scale import described
from qa_service.agreement.catalogue import MIN_ITEMS, IntervalMethod, from_summary, weighted
from qa_service.agreement.columns import Columns, Factor, Rows, infer_scales
from qa_service.agreement.csv_columns import read_csv_columns
from qa_service.agreement.paradox import explain_paradox
from qa_service.agreement.rater_report import pair_reports, rater_reports
from qa_service.agreement.ratings import Ratings
from qa_service.agreement.records import Rating
from qa_service.agreement.scale import AgreementError, Scale
from qa_service.agreement.studies import Study, study
from qa_service.agreement.summary import DirectSummary
from qa_service.errors import Problem

# Tables of all pairs are made at once: 5,000 raters times levels take 200 MB for a moment.
MAX_RATERS = 500
MAX_RATER_PAIRS = 250_000
MAX_RATER_LEVELS = 5_000
FEW_ITEMS = 50
_SHORT = (
    "Intervals by formula are somewhat short with two raters and {} items: they hold the true figure in 91 to 94 % of "
    "studies like this one, not in 95 %. The interval fisher_z does not have this fault."
)


@dataclass(frozen=True, slots=True)
class Options:
    """How ratings are analysed.

    Figures of fewer than ``min_items`` items with two ratings are withheld. ``names`` are the coefficients (None: the
    usual ones). ``interval`` is how their intervals are made, see ``coefficients``. ``weights``, one of ``WEIGHTS``
    or a matrix, adds every weighted family with these weights.
    """

    min_items: int = MIN_ITEMS
    names: tuple[str, ...] | None = None
    interval: IntervalMethod = "linearised"
    weights: object = None


def analyse(
    records: Iterable[Rating] | Columns,
    scale: Scale | Mapping[str, Scale],
    min_items: int = MIN_ITEMS,
    names: Iterable[str] | None = None,
    *,
    options: Options | None = None,
) -> dict[str, object]:
    """Return ``{"criteria": {criterion or "all": {...}}}``, ready for JSON.

    ``scale`` is one scale for all or one per criterion. Ratings that were not blind are left out and counted;
    of repeats by one rater on one item (told apart by their times) the earliest counts. ``options`` stand for
    ``min_items`` and ``names`` and more. Raises AgreementError with pointers ``/ratings/{row}/...``.
    """
    columns = Columns.of(records)
    how = options or Options(min_items, None if names is None else tuple(names))
    studies, problems = _studies(columns, scale)
    if problems:
        raise AgreementError(problems)
    return {"criteria": {name: _criterion(study, how) for name, study in studies.items()}}


def analyse_csv(
    text: str,
    scale: Scale | Mapping[str, Scale] | None = None,
    min_items: int = MIN_ITEMS,
    names: Iterable[str] | None = None,
) -> dict[str, object]:
    """Return what ``analyse`` answers on CSV text; without ``scale`` each criterion's is inferred.

    Raises AgreementError as ``read_csv``, ``limit_raters`` and ``analyse`` do.
    """
    columns = read_csv_columns(text)
    scale = infer_scales(columns) if scale is None else scale
    limit_raters(columns, scale)
    return analyse(columns, scale, min_items, names)


def _studies(columns: Columns, scale: Scale | Mapping[str, Scale]) -> tuple[dict[str, Study], list[Problem]]:
    studies: dict[str, Study] = {}
    problems: list[Problem] = []
    for name, rows in columns.groups().items():
        own = scale if isinstance(scale, Scale) else scale.get(name)
        if own is None:
            message = f"There is no scale for the criterion {name}."
            problems.append(Problem(f"/ratings/{rows[0]}/criterion", "unknown_criterion", message))
            continue
        try:
            studies[name] = study(columns, rows, own)
        except AgreementError as error:
            problems += error.problems
    return studies, problems


def limit_raters(records: Iterable[Rating] | Columns, scale: Scale | Mapping[str, Scale]) -> None:
    """Refuse a request whose raters could not be compared in time: the work grows with the square of their number.

    A criterion may have ``MAX_RATERS``, and ``MAX_RATER_LEVELS`` as the product of raters and levels; all criteria
    together ``MAX_RATER_PAIRS``. Raises AgreementError with the code ``too_many_raters`` at ``/ratings``.
    """
    columns = Columns.of(records)
    messages, pairs = [], 0
    for name, rows in columns.groups().items():
        found = columns.rater.used(rows).size
        own = scale if isinstance(scale, Scale) else scale.get(name)
        levels = 1 if own is None or own.numeric else len(own.levels or ()) or _n_values(columns.value, rows)
        most = min(MAX_RATERS, MAX_RATER_LEVELS // levels)
        if found > most:
            messages.append(f"{name} has {found} raters; a criterion of {levels} levels may have {most}.")
        pairs += found * (found - 1) // 2
    if not messages and pairs > MAX_RATER_PAIRS:
        messages = [f"The criteria have {pairs} pairs of raters in all; {MAX_RATER_PAIRS} are compared in one call."]
    if messages:
        raise AgreementError([Problem("/ratings", "too_many_raters", message) for message in messages])


def _remarks(ratings: Ratings, paired: int, how: Options) -> list[str]:
    """What a reader of the figures would get wrong without being told."""
    enough = paired >= how.min_items
    paradox = explain_paradox(ratings) if enough and ratings.codes is not None else None
    said = [] if paradox is None else [paradox.sentence]
    if enough and paired < FEW_ITEMS and ratings.codes is not None and ratings.shape[0] == 2:
        said += [_SHORT.format(paired)] if how.interval == "linearised" else []
    return said


def _n_values(column: Factor, rows: Rows) -> int:
    """Distinct values, to have none being one of them."""
    return len({column.names[i] for i in column.used(rows).tolist()}) + int((column.codes[rows] < 0).any())


def _criterion(found: Study, how: Options) -> dict[str, object]:
    summary = DirectSummary(found.ratings)
    n, paired, pairs, ratings = summary.counted
    figures = from_summary(summary, how.names, how.min_items, how.interval)
    out: dict[str, object] = {
        "n_items": n,
        "n_raters": summary.n_raters,
        "n_ratings": ratings,
        "n_pairable_items": paired,
        "n_pairs": pairs,
        "n_not_blind": found.n_not_blind,
        "n_repeats": found.n_repeats,
        "coverage": paired / n if n else 0.0,
        "coefficients": {name: described(figure) for name, figure in figures.items()},
        "remarks": _remarks(found.ratings, paired, how),
        "raters": rater_reports(found.ratings, found.reference, how.min_items),
        "pairs": pair_reports(summary, how.min_items),
    }
    if how.weights is not None:
        families = weighted(found.ratings, how.weights, min_items=how.min_items, interval=how.interval)
        kind = how.weights if isinstance(how.weights, str) else "custom"
        out["weighted"] = {"weights": kind, "coefficients": {name: described(one) for name, one in families.items()}}
    return out
