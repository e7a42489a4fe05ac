"""The average-and-range method of the AIAG manual (MSA, 4th ed. 2010, ch. III-B)."""

from __future__ import annotations

import numpy as np

from qa_service.agreement.gage.components import Parts
from qa_service.agreement.gage.constants import k1, k_single
from qa_service.agreement.generalizability.layout import Cells, Layout
from qa_service.agreement.generalizability.observations import Floats
from qa_service.agreement.result import Figure

_METHOD = "average and range; no interval"
_NO_OPERATOR = "Operator averages differ no more than repeatability explains; reproducibility is 0."


def by_ranges(layout: Layout) -> Parts:
    """Standard deviations from average ranges of a balanced crossed study; the interaction is not separated."""
    parts, operators = layout.cells(("item",)), layout.cells(("rater",))
    trials = round(layout.conditions("occasion"))
    mean_range = float(_ranges(layout.values, layout.cells(("item", "rater"))).mean())
    between, spread = (float(np.ptp(cells.means(layout.values))) for cells in (operators, parts))
    factors = k1(trials), k_single(len(operators)), k_single(len(parts))
    repeatability, part = mean_range * factors[0], spread * factors[2]
    # The operator averages carry a share of repeatability.
    reproducibility = (between * factors[1]) ** 2 - repeatability**2 / (len(parts) * trials)
    work = {name: x * layout.unit for name, x in (("trials", mean_range), ("operators", between), ("parts", spread))}
    work |= dict(zip(("k1", "k2", "k3"), factors, strict=True))
    found = {
        "gage_rr": repeatability**2 + max(reproducibility, 0.0),
        "repeatability": repeatability**2,
        "reproducibility": max(reproducibility, 0.0),
        "part": part**2,
    }
    total = found["gage_rr"] + found["part"]
    if total <= 0:
        return Parts("average_range", {}, withheld="no_variation: all ranges are 0")
    area = layout.unit**2
    figures = {name: (_figure(x * area, len(parts)), _figure(x / total, len(parts))) for name, x in found.items()}
    figures["total"] = _figure(total * area, len(parts)), _figure(1.0, len(parts))
    return Parts("average_range", figures, ranges=work, notes=() if reproducibility > 0 else (_NO_OPERATOR,))


def _figure(value: float, parts: int) -> Figure:
    return Figure(value, method=_METHOD, n=parts)


def _ranges(values: Floats, cells: Cells) -> Floats:
    high, low = np.full(len(cells), -np.inf), np.full(len(cells), np.inf)
    np.maximum.at(high, cells.codes, values)
    np.minimum.at(low, cells.codes, values)
    found: Floats = high - low
    return found
