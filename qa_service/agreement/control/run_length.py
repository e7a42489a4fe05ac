"""Average run lengths of two-sided CUSUM and EWMA charts of independent normal values, by integral equations.

A chart's average run length (ARL) is the mean number of points up to and including its first signal. The equations
of Page (1954) and Crowder (1987) are solved at Gauss-Legendre nodes (Nystroem's method; Vance 1986), to at least
three digits, mostly to eight. Everything is in standard deviations of one value.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from qa_service.agreement.result import Figure

Floats = NDArray[np.float64]
Start = Literal["zero", "steady"]
LEAST_SMOOTHING = 0.001
LONGEST = 1e10
"""Above this a run length is not told: rounding would decide its digits."""
WIDEST = 100.0
_SETTLED = 1e-7  # widening limits count as settled once they are this near to their last value


def cusum_arl(slack: float, limit: float, shift: float = 0.0, start: Start = "zero") -> Figure:
    """ARL of the two-sided tabular CUSUM with reference value ``slack`` and decision limit ``limit``.

    ``shift`` is the distance of the mean from the target. ``start`` "zero": the shift is there from the first point,
    both sums at 0; "steady": it comes after a long time in control without an alarm (conditional steady state).
    Sources: Page 1954; two sides joined as in Lucas and Crosier 1982. ValueError for a negative slack or limit.

    >>> round(cusum_arl(0.5, 5.0).value, 2), round(cusum_arl(0.5, 5.0, 1.0).value, 3)
    (465.44, 10.376)
    """
    if not (math.isfinite(slack) and slack >= 0 and math.isfinite(limit) and limit > 0):
        raise ValueError("slack is 0 or more and limit is positive")
    _check(shift, start)
    if limit > WIDEST:
        return Figure(None, withheld=f"too_long: limits above {WIDEST:g} standard deviations are not computed")
    return _figure(_cusum(float(slack), float(limit), abs(float(shift)), start), start)


def ewma_arl(
    smoothing: float, width: float, shift: float = 0.0, start: Start = "zero", *, widening: bool = True
) -> Figure:
    """ARL of the two-sided EWMA chart with weight ``smoothing`` (0.001..1) and limits ``width`` sigmas of the EWMA.

    ``widening`` limits follow the exact variance of the first points; otherwise they are the lasting ones throughout.
    ``shift`` and ``start`` as for ``cusum_arl``; the steady state knows no difference between the two limits.
    Sources: Crowder 1987; Lucas and Saccucci 1990; Steiner 1999 for widening limits.

    >>> round(ewma_arl(0.1, 2.814, widening=False).value, 1), round(ewma_arl(0.1, 2.814, 1.0, widening=False).value, 2)
    (499.6, 10.33)
    """
    if not (LEAST_SMOOTHING <= smoothing <= 1 and math.isfinite(width) and width > 0):
        raise ValueError(f"smoothing lies in {LEAST_SMOOTHING}..1 and width is positive")
    _check(shift, start)
    exact = widening and start == "zero" and smoothing < 1
    return _figure(_ewma(float(smoothing), float(width), abs(float(shift)), start, exact), start)


def _check(shift: float, start: str) -> None:
    if not math.isfinite(shift):
        raise ValueError("shift is a number of standard deviations")
    if start not in get_args(Start):
        raise ValueError("start is zero or steady")


def _figure(value: float, start: str) -> Figure:
    method = f"integral equation, Gauss-Legendre, {start}-state start; independent normal values, mean and sd known"
    if not 0 < value <= LONGEST:
        return Figure(None, method=method, withheld=f"too_long: more than {LONGEST:g} points to a signal")
    return Figure(max(value, 1.0), method=method)


@lru_cache(maxsize=64)
def _legendre(n: int) -> tuple[Floats, Floats]:
    nodes, weights = np.polynomial.legendre.leggauss(n)
    return np.asarray(nodes, dtype=np.float64), np.asarray(weights, dtype=np.float64)


def _density(x: Floats) -> Floats:
    found: Floats = np.exp(-0.5 * np.square(np.clip(x, -40, 40))) / math.sqrt(2 * math.pi)
    return found


# CUSUM


@lru_cache(maxsize=1024)
def _cusum(slack: float, limit: float, shift: float, start: str) -> float:
    up, down = _one_sided(slack, limit, shift), _one_sided(slack, limit, -shift)
    # When one sum signals the other is at zero, so run lengths of the two sides join by their rates.
    rate = _rate(float(down[0]))
    if start == "zero":
        return float(up[0] / (1 + up[0] * rate)) if up[0] > 0 else math.inf
    weights = _cusum_steady(slack, limit)
    other = float(weights @ down) * rate if rate else 1.0
    return float((weights @ up + up[0] * (other - 1)) / (1 + up[0] * rate)) if up[0] > 0 else math.inf


def _rate(length: float) -> float:
    """Signals per point of a side; a side that never signals in practice has none."""
    return 1 / length if 0 < length < 100 * LONGEST else 0.0


def _cusum_nodes(limit: float) -> tuple[Floats, Floats]:
    x, w = _legendre(24 + math.ceil(3 * limit))
    return limit * (x + 1) / 2, limit * w / 2


@lru_cache(maxsize=16)
def _transitions(slack: float, limit: float, shift: float) -> Floats:
    """Moves of one sum between zero (index 0) and the nodes; what rows lack to 1 is the signal."""
    nodes, weights = _cusum_nodes(limit)
    states = np.append(0.0, nodes)
    to_zero = ndtr(slack - shift - states)
    onward = _density(nodes[None, :] - states[:, None] + slack - shift) * weights
    return np.column_stack([to_zero, onward])


def _one_sided(slack: float, limit: float, shift: float) -> Floats:
    """ARL of one sum from each of its states."""
    moves = _transitions(slack, limit, shift)
    return np.asarray(np.linalg.solve(np.eye(len(moves)) - moves, np.ones(len(moves))), dtype=np.float64)


@lru_cache(maxsize=256)
def _cusum_steady(slack: float, limit: float) -> Floats:
    """In-control distribution of one sum, given that neither sum has signalled for long.

    An upward run of the sum cannot meet a signal of the other sum. Its states above zero are therefore visited as in a
    chart of one side, only discounted by the rate at which the whole chart dies out; that rate is found by iteration.
    """
    moves = _transitions(slack, limit, 0.0)
    lost = ndtr(np.append(0.0, _cusum_nodes(limit)[0]) - limit - slack)
    alive = 1.0
    found: Floats = np.zeros(len(moves))
    for _ in range(100):
        visits = np.linalg.solve(np.eye(len(moves) - 1) - moves[1:, 1:].T / alive, moves[0, 1:] / alive)
        found = np.append(1.0, visits)
        found /= found.sum()
        before, alive = alive, 1 - 2 * float(found @ lost)
        if abs(alive - before) < 1e-13:
            break
    return found


# EWMA


@lru_cache(maxsize=1024)
def _ewma(smoothing: float, width: float, shift: float, start: str, widening: bool) -> float:
    limit = width * math.sqrt(smoothing / (2 - smoothing))
    nodes, weights = _ewma_nodes(smoothing, limit)
    moves = _kernel(nodes, nodes, smoothing, shift) * weights
    lengths = np.asarray(np.linalg.solve(np.eye(len(nodes)) - moves, np.ones(len(nodes))), dtype=np.float64)
    if lengths.min() <= 0:
        return math.inf
    if start == "steady":
        return float(_ewma_steady(smoothing, width) @ lengths)
    if widening:
        return _ewma_widening(smoothing, width, shift, lengths)
    return float(1 + (_kernel(np.zeros(1), nodes, smoothing, shift)[0] * weights) @ lengths)


def _ewma_nodes(smoothing: float, limit: float) -> tuple[Floats, Floats]:
    x, w = _legendre(24 + math.ceil(4 * limit / smoothing))
    return limit * x, limit * w


def _kernel(origins: Floats, targets: Floats, smoothing: float, shift: float) -> Floats:
    """Density of the next EWMA value at ``targets`` (columns) from ``origins`` (rows)."""
    return _density((targets[None, :] - (1 - smoothing) * origins[:, None]) / smoothing - shift) / smoothing


def _ewma_widening(smoothing: float, width: float, shift: float, lengths: Floats) -> float:
    """Zero-state ARL when the limits grow: backwards from the time at which they have settled."""
    keep = 1 - smoothing
    steps = max(1, math.ceil(math.log(_SETTLED) / (2 * math.log(keep))))
    lasting = width * math.sqrt(smoothing / (2 - smoothing))
    nodes, weights = _ewma_nodes(smoothing, lasting)
    reach = 1.0
    for step in range(steps, -1, -1):
        # From the values inside after ``step`` points (at first the centre alone) to those inside after one more.
        inner = math.sqrt(1 - keep ** (2 * step))
        moves = _kernel(inner * nodes, reach * nodes, smoothing, shift) * (reach * weights)
        lengths, reach = 1 + moves @ lengths, inner
    return float(lengths[0])


@lru_cache(maxsize=64)
def _ewma_steady(smoothing: float, width: float) -> Floats:
    """In-control distribution of the EWMA over the nodes, given that it has not signalled for long."""
    limit = width * math.sqrt(smoothing / (2 - smoothing))
    nodes, weights = _ewma_nodes(smoothing, limit)
    moves = _kernel(nodes, nodes, smoothing, 0.0) * weights
    found: Floats = weights / weights.sum()
    for _ in range(100_000):
        after = found @ moves
        after /= after.sum()
        if np.abs(after - found).max() < 1e-14:
            break
        found = after
    return found
