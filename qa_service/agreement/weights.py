"""Agreement weights and Krippendorff's difference functions on a scale of k levels.

Weights are k x k, symmetric, 1 on the diagonal. Gwet's "ordinal" weights (Gwet 2014, ch. 3) are not
Krippendorff's ordinal metric, which depends on the data; the two have names of their own here.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.scale import AgreementError, as_number
from qa_service.errors import Problem

Matrix = NDArray[np.float64]
WEIGHTS = ("identity", "adjacent", "linear", "quadratic", "ordinal", "radical", "circular")
METRICS = ("nominal", "ordinal", "interval", "ratio")
_EQUAL = 1e-12
_MOST_KEPT = 20


def agreement_weights(kind: str, scores: Sequence[float]) -> Matrix:
    """Return the k x k weights of one of ``WEIGHTS``; ``scores`` are the numbers of the levels.

    Circular weights (Gwet 2014, ch. 3) are for scales whose ends meet, such as weekdays or hues.
    """
    if len(scores) > _MOST_KEPT:
        return _weights(kind, scores)
    return _kept_weights(kind, tuple(scores))


@lru_cache(maxsize=256)
def _kept_weights(kind: str, scores: tuple[float, ...]) -> Matrix:
    weights = _weights(kind, scores)
    weights.flags.writeable = False
    return weights


def _weights(kind: str, scores: Sequence[float]) -> Matrix:
    x = np.asarray(scores, dtype=np.float64)
    size = len(x)
    position = np.arange(size)
    steps = np.abs(position[:, None] - position)
    gaps = np.abs(x[:, None] - x)
    span = max(float(gaps.max(initial=0.0)), 1e-300)
    if kind == "adjacent":
        return np.asarray(steps <= 1, dtype=np.float64)
    if kind == "identity":
        return np.eye(size)
    if kind == "circular":
        return 1 - _circular_loss(steps)
    loss: Matrix = {
        "linear": gaps / span,
        "quadratic": np.square(gaps / span),
        "ordinal": (steps + 1) * steps / max(size * (size - 1), 1),
        "radical": np.sqrt(gaps / span),
    }[kind]
    weights: Matrix = 1 - loss
    return weights


def custom_weights(rows: object, levels: int, symmetric: bool = True) -> Matrix:
    """Check a k x k matrix of agreement weights: numbers from 0 to 1, 1 on the diagonal.

    Only Cohen's kappa can use weights that are not ``symmetric`` (Cohen 1968). Raises AgreementError with
    pointers ``/weights/{row}/{column}``.

    >>> custom_weights([[1, 0.5], [0.5, 1]], 2).tolist()
    [[1.0, 0.5], [0.5, 1.0]]
    """
    weights = _square(rows, levels)
    problems = [
        Problem(f"/weights/{i}/{j}", "weight_out_of_range", f"The weight {weights[i, j]:g} is not between 0 and 1.")
        for i, j in np.argwhere((weights < 0) | (weights > 1)).tolist()
    ]
    problems += [
        Problem(f"/weights/{i}/{i}", "weight_not_one", "Full agreement has the weight 1.")
        for i in np.flatnonzero(np.abs(np.diag(weights) - 1) > _EQUAL).tolist()
    ]
    if symmetric:
        problems += _asymmetric(weights)
    if problems:
        raise AgreementError(problems)
    return weights


def weights_from_losses(rows: object, levels: int, symmetric: bool = True) -> Matrix:
    """Turn k x k disagreement weights (0 on the diagonal, any unit) into agreement weights (Cohen 1968).

    The largest disagreement becomes 0; kappa does not depend on the unit.

    >>> weights_from_losses([[0, 1], [2, 0]], 2, symmetric=False).tolist()
    [[1.0, 0.5], [0.0, 1.0]]
    """
    losses = _square(rows, levels)
    problems = [
        Problem(f"/weights/{i}/{j}", "weight_out_of_range", "A disagreement weight is not below 0.")
        for i, j in np.argwhere(losses < 0).tolist()
    ]
    problems += [
        Problem(f"/weights/{i}/{i}", "weight_not_zero", "Full agreement has the disagreement weight 0.")
        for i in np.flatnonzero(np.diag(losses)).tolist()
    ]
    if not problems and not losses.any():
        problems = [Problem("/weights", "weights_all_zero", "At least one disagreement has to count.")]
    if problems:
        raise AgreementError(problems)
    return custom_weights(1 - losses / losses.max(), levels, symmetric)


def difference(metric: str, scores: Sequence[float], totals: NDArray[np.float64]) -> Matrix:
    """Return Krippendorff's squared difference of each two levels (Krippendorff 2011).

    ``totals`` counts how often each level occurs among pairable ratings; only the ordinal metric uses it.
    """
    x = np.asarray(scores, dtype=np.float64)
    if metric == "nominal":
        return 1 - np.eye(len(x))
    if metric == "ordinal":
        x = mid_ranks(totals)
    gap = x[:, None] - x
    if metric != "ratio":
        return np.square(gap)
    total = x[:, None] + x
    share = np.divide(gap, total, out=np.zeros_like(gap), where=total != 0)
    return np.square(share)


def mid_ranks(totals: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the mean rank (less one half) of each level when the levels occur ``totals`` times."""
    ranks: NDArray[np.float64] = np.cumsum(totals) - totals / 2
    return ranks


def _circular_loss(steps: NDArray[np.integer]) -> Matrix:
    loss: Matrix = np.square(np.sin(np.pi * steps / max(len(steps), 1)))
    return loss / max(float(loss.max(initial=0.0)), 1e-300)


def _square(rows: object, levels: int) -> Matrix:
    lines = rows.tolist() if isinstance(rows, np.ndarray) else rows
    message = f"Weights are {levels} rows of {levels} numbers, one row per level."
    if isinstance(lines, str) or not isinstance(lines, Sequence) or len(lines) != levels:
        raise AgreementError([Problem("/weights", "weights_shape", message)])
    problems: list[Problem] = []
    out = np.zeros((levels, levels))
    for i, line in enumerate(lines):
        if isinstance(line, str) or not isinstance(line, Sequence) or len(line) != levels:
            problems.append(Problem(f"/weights/{i}", "weights_shape", message))
            continue
        for j, cell in enumerate(line):
            number = as_number(cell)
            if number is None:
                problems.append(Problem(f"/weights/{i}/{j}", "not_a_number", "A weight is a finite number."))
            else:
                out[i, j] = number
    if problems:
        raise AgreementError(problems)
    return out


def _asymmetric(weights: Matrix) -> list[Problem]:
    message = "The weight differs from that of the same two levels the other way round; only Cohen's kappa allows it."
    unequal = np.argwhere(np.triu(np.abs(weights - weights.T) > _EQUAL))
    return [Problem(f"/weights/{i}/{j}", "weights_not_symmetric", message) for i, j in unequal.tolist()]
