"""Tabular CUSUM chart of deviations in time order (Page 1954)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa_service.agreement.control.design import CusumDesign
from qa_service.agreement.control.signals import NO_VARIATION, TOO_FEW, Signal, finite, moving_range_sigma
from qa_service.agreement.json_form import JsonForm


@dataclass(frozen=True, slots=True)
class Cusum(JsonForm):
    """Two one-sided sums in standard deviations, and every point at which one is above the design's limit.

    ``minus`` counts downwards and is positive. ``sigma`` is the standard deviation of one value that was used,
    ``sigma_estimated`` whether it comes from the same points; the run lengths of ``design`` hold for a known centre
    and sigma. With ``withheld`` nothing was charted.
    """

    plus: tuple[float, ...]
    minus: tuple[float, ...]
    centre: float
    sigma: float | None
    design: CusumDesign
    signals: tuple[Signal, ...] = ()
    sigma_estimated: bool = False
    restarted: bool = False
    withheld: str | None = None

    @property
    def signal(self) -> int | None:
        """Index from 0 of the first signal, or None."""
        return self.signals[0].at if self.signals else None

    @property
    def change_after(self) -> int | None:
        """Index of the last point before the change that the first signal tells of; -1 is before the first point."""
        return self.signals[0].after if self.signals else None

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form, with the limit beside the sums."""
        return JsonForm.to_dict(self) | {"limit": self.design.limit}


def cusum(
    values: Sequence[float],
    centre: float = 0.0,
    sigma: float | None = None,
    slack: float = 0.5,
    limit: float = 5.0,
    *,
    design: CusumDesign | None = None,
    restart: bool = False,
) -> Cusum:
    """Return the chart; ``design`` (see ``design_cusum``) replaces ``slack`` and ``limit`` (standard deviations).

    ``sigma`` None estimates it from the mean moving range. ``restart`` sets both sums to zero after each signal. A
    signal dates the change by the last zero of its sum and estimates the size of the shift (Montgomery, ch. 9).

    >>> chart = cusum([0.1, -0.4, 0.2] + [2.0] * 4, sigma=1.0)
    >>> [(s.at, s.after, round(s.size, 2)) for s in chart.signals]
    [(6, 2, 2.0)]
    """
    if sigma is not None and not 0 < sigma < math.inf:
        raise ValueError("sigma is positive")
    values = finite(values)
    if design is None:
        design = CusumDesign(slack, limit, 2 * slack)
    empty = Cusum((), (), centre, None, design, sigma_estimated=sigma is None, restarted=restart)
    spread = moving_range_sigma(values) if sigma is None else sigma
    if not values or spread is None:
        return replace(empty, withheld=TOO_FEW if sigma is None else "too_few_points: there is none")
    if spread <= 0:
        return replace(empty, withheld=NO_VARIATION)
    return _chart(values, replace(empty, sigma=spread))


def _chart(values: Sequence[float], empty: Cusum) -> Cusum:
    design, sigma = empty.design, empty.sigma or 1.0
    plus: list[float] = []
    minus: list[float] = []
    signals = []
    up = down = 0.0
    up_zero = down_zero = -1
    for at, value in enumerate(values):
        z = (value - empty.centre) / sigma
        up, down = max(0.0, up + z - design.slack), max(0.0, down - z - design.slack)
        plus.append(up)
        minus.append(down)
        if max(up, down) > design.limit:
            signals.append(_signal(at, up, up_zero, down, down_zero, empty))
            if empty.restarted:
                up = down = 0.0
        up_zero, down_zero = at if up == 0 else up_zero, at if down == 0 else down_zero
    return replace(empty, plus=tuple(plus), minus=tuple(minus), signals=tuple(signals))


def _signal(at: int, up: float, up_zero: int, down: float, down_zero: int, chart: Cusum) -> Signal:
    sigma = chart.sigma or 1.0
    if up >= down:
        return Signal(at, "above", up_zero, sigma * (chart.design.slack + up / (at - up_zero)))
    return Signal(at, "below", down_zero, -sigma * (chart.design.slack + down / (at - down_zero)))
