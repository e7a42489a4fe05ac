"""Attribute agreement analysis in the usual layout: within reviewer, against the standard, between, all.

Method of the AIAG manual (MSA, 4th ed., ch. III-C): matches are counted by item over all trials, with exact
intervals; kappas are Fleiss' with the standard error under no agreement (Fleiss, Nee and Landis 1979).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.distributions import normal_tail
from qa_service.agreement.json_form import JsonForm
from qa_service.agreement.kappa import cohen
from qa_service.agreement.proportions import Proportion, proportion
from qa_service.agreement.records import Rating, encode, infer_levels, is_missing, not_in_scale
from qa_service.agreement.scale import AgreementError, Scale
from qa_service.errors import Problem

Counts = NDArray[np.integer]
Trials = dict[str, dict[str, list[int]]]


@dataclass(frozen=True, slots=True)
class Kappa(JsonForm):
    """Fleiss' kappa with the test of no agreement; ``se_null``, ``z`` and one-sided ``p_value``."""

    value: float | None
    se_null: float | None = None
    z: float | None = None
    p_value: float | None = None
    withheld: str | None = None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Assessment disagreement of one reviewer on a two-level scale.

    ``accepted_bad`` and ``rejected_good`` count items judged wrong in every trial, ``mixed`` those judged
    both ways; ``miss`` and ``false_alarm`` are shares of single trials on bad and on good items.
    """

    accepted_bad: int
    rejected_good: int
    mixed: int
    miss: float | None
    false_alarm: float | None

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        names = ("accepted_bad", "rejected_good", "mixed", "miss", "false_alarm")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True)
class ReviewerAgreement(JsonForm):
    """One reviewer: agreement with self over trials and with the standard."""

    within: Proportion
    within_kappa: Kappa
    within_levels: Mapping[str, Kappa]
    standard: Proportion
    standard_kappa: Kappa
    standard_cohen: float | None
    disagreement: Disagreement | None


@dataclass(frozen=True, slots=True)
class AttributeAgreement(JsonForm):
    """The whole study; ``all_standard`` counts items on which every trial of everyone met the standard."""

    reviewers: Mapping[str, ReviewerAgreement]
    between: Proportion
    between_kappa: Kappa
    between_levels: Mapping[str, Kappa]
    all_standard: Proportion
    all_standard_kappa: Kappa


def fleiss_test(counts: Counts) -> Kappa:
    """Overall Fleiss' kappa of an items x levels table whose rows have the same number of ratings.

    Raises ValueError for what is no table of whole numbers from 0.
    """
    bad = _refuse(counts)
    if bad:
        return bad
    n, m = len(counts), int(counts[0].sum())
    p = counts.sum(axis=0) / (n * m)
    room = float((p * (1 - p)).sum())
    value = 1 - float((counts * (m - counts)).sum()) / (n * m * (m - 1) * room)
    spread = room**2 - float((p * (1 - p) * (1 - 2 * p)).sum())
    return _test(value, math.sqrt(2 * max(spread, 0.0) / (n * m * (m - 1))) / room)


def fleiss_levels(counts: Counts, levels: Sequence[str]) -> dict[str, Kappa]:
    """Fleiss' kappa of each level against all others; a level that nobody used is withheld."""
    bad = _refuse(counts)
    if bad:
        return dict.fromkeys(levels, bad)
    n, m = len(counts), int(counts[0].sum())
    se = math.sqrt(2 / (n * m * (m - 1)))
    out: dict[str, Kappa] = {}
    for level, column in zip(levels, counts.T, strict=True):
        p = float(column.sum()) / (n * m)
        if not 0 < p < 1:
            out[level] = Kappa(None, withheld="no_variation: the level was used never or always")
            continue
        out[level] = _test(1 - float((column * (m - column)).sum()) / (n * m * (m - 1) * p * (1 - p)), se)
    return out


def attribute_agreement(records: Iterable[Rating], scale: Scale, accept: str | None = None) -> AttributeAgreement:
    """Analyse repeated ratings of items by reviewers, with a standard in ``reference`` where known.

    Trials are the ratings of one reviewer on one item in the order given. ``accept`` names the level that
    passes an item (default: the last) for the two error rates of a two-level scale. A scale without levels takes
    them from ratings and standards. Raises AgreementError for values outside the scale, a standard that changes
    and a number scale, ValueError for an unknown ``accept``.
    """
    rows = list(records)
    if scale.numeric:
        message = "Attribute agreement needs a scale with levels; numbers are compared by a gage study."
        raise AgreementError([Problem("/scale", "needs_levels", message)])
    scale = infer_levels(scale, [value for row in rows for value in (row.value, row.reference)])
    levels = scale.levels or ()
    if accept is not None and accept not in levels:
        raise ValueError(f"accept is one of {', '.join(levels)}, not {accept!r}")
    trials, standard = _collect(rows, scale)
    accepted = levels.index(accept) if accept is not None else len(levels) - 1
    reviewers = {name: _reviewer(items, standard, levels, accepted) for name, items in trials.items()}
    shared = [item for item in _items(trials) if all(item in items for items in trials.values())]
    joined = [[code for items in trials.values() for code in items[item]] for item in shared]
    known = [(codes, standard[item]) for item, codes in zip(shared, joined, strict=True) if item in standard]
    counts = _count(joined, len(levels))
    return AttributeAgreement(
        reviewers,
        proportion(sum(len(set(codes)) == 1 for codes in joined), len(joined)),
        fleiss_test(counts),
        fleiss_levels(counts, levels),
        proportion(sum(set(codes) == {truth} for codes, truth in known), len(known)),
        _mean([reviewer.standard_kappa for reviewer in reviewers.values()]),
    )


def _collect(records: Iterable[Rating], scale: Scale) -> tuple[Trials, dict[str, int]]:
    index = {level: i for i, level in enumerate(scale.levels or ())}
    trials: Trials = {}
    standard: dict[str, int] = {}
    problems: list[Problem] = []
    for row, record in enumerate(records):
        value = None if is_missing(record.value) else encode(record.value, scale, index)
        if value is None and not is_missing(record.value):
            problems.append(not_in_scale(f"/ratings/{row}/value", record.value, scale))
        if value is not None:
            trials.setdefault(record.rater, {}).setdefault(record.item, []).append(int(value))
        if not is_missing(record.reference):
            truth = encode(record.reference, scale, index)
            if truth is None:
                problems.append(not_in_scale(f"/ratings/{row}/reference", record.reference, scale))
            elif standard.setdefault(record.item, int(truth)) != truth:
                message = f"The item {record.item} has two different references."
                problems.append(Problem(f"/ratings/{row}/reference", "conflicting_reference", message))
    if problems:
        raise AgreementError(problems)
    return trials, standard


def _reviewer(
    items: dict[str, list[int]], standard: dict[str, int], levels: Sequence[str], accepted: int
) -> ReviewerAgreement:
    repeated = [codes for codes in items.values() if len(codes) > 1]
    known = [(codes, standard[item]) for item, codes in items.items() if item in standard]
    counts = _count(repeated, len(levels))
    return ReviewerAgreement(
        proportion(sum(len(set(codes)) == 1 for codes in repeated), len(repeated)),
        fleiss_test(counts),
        fleiss_levels(counts, levels),
        proportion(sum(set(codes) == {truth} for codes, truth in known), len(known)),
        _against_standard(known, len(levels)),
        _pooled_cohen(known, len(levels)),
        _disagreement(known, accepted) if len(levels) == 2 else None,
    )


def _against_standard(known: list[tuple[list[int], int]], levels: int) -> Kappa:
    """Mean over trials of the kappa between the trial and the standard."""
    trials = max((len(codes) for codes, _ in known), default=0)
    each = [[[codes[t], truth] for codes, truth in known if t < len(codes)] for t in range(trials)]
    return _mean([fleiss_test(_count(pairs, levels)) for pairs in each])


def _pooled_cohen(known: list[tuple[list[int], int]], levels: int) -> float | None:
    table = np.zeros((levels, levels), dtype=np.int64)
    for codes, truth in known:
        for code in codes:
            table[code, truth] += 1
    return cohen(table, np.eye(levels)).value


def _disagreement(known: list[tuple[list[int], int]], accepted: int) -> Disagreement:
    bad = [codes for codes, truth in known if truth != accepted]
    good = [codes for codes, truth in known if truth == accepted]
    missed = sum(code == accepted for codes in bad for code in codes)
    alarms = sum(code != accepted for codes in good for code in codes)
    bad_trials, good_trials = sum(map(len, bad)), sum(map(len, good))
    return Disagreement(
        sum(set(codes) == {accepted} for codes in bad),
        sum(accepted not in codes for codes in good),
        sum(len(set(codes)) > 1 for codes in bad + good),
        missed / bad_trials if bad_trials else None,
        alarms / good_trials if good_trials else None,
    )


def _items(trials: Trials) -> list[str]:
    return list(dict.fromkeys(item for items in trials.values() for item in items))


def _count(rows: Sequence[Sequence[int]], levels: int) -> Counts:
    counts = np.zeros((len(rows), levels), dtype=np.int64)
    for i, row in enumerate(rows):
        np.add.at(counts[i], list(row), 1)
    return counts


def _refuse(counts: Counts) -> Kappa | None:
    if counts.ndim != 2 or counts.dtype.kind not in "iu" or (counts < 0).any():
        raise ValueError("counts are whole numbers from 0, items x levels")
    sizes = counts.sum(axis=1)
    if sizes.size == 0 or sizes.max() < 2:
        return Kappa(None, withheld="no_pairable_units: no item was rated twice")
    if sizes.min() != sizes.max():
        return Kappa(None, withheld="incomplete_ratings: items have different numbers of ratings")
    if np.count_nonzero(counts.any(axis=0)) < 2:
        return Kappa(None, withheld="no_variation: only one level was used")
    return None


def _test(value: float, se: float) -> Kappa:
    if se <= 0:
        return Kappa(value)
    return Kappa(value, se, value / se, normal_tail(value / se))


def _mean(kappas: Sequence[Kappa]) -> Kappa:
    """Mean of kappas, with the standard error of a mean of independent ones."""
    if not kappas:
        return Kappa(None, withheld="no_pairable_units: there is no standard")
    for kappa in kappas:
        if kappa.value is None:
            return kappa
    value = sum(kappa.value or 0.0 for kappa in kappas) / len(kappas)
    errors = [kappa.se_null for kappa in kappas if kappa.se_null is not None]
    if len(errors) < len(kappas):
        return Kappa(value)
    return _test(value, math.sqrt(sum(error**2 for error in errors)) / len(kappas))
