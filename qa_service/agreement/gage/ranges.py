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
    repeatability = mean_range * k1(trials)
    between = float(np.ptp(operators.means(layout.values))) * k_single(len(operators))
    # The operator averages carry a share of repeatability.
    reproducibility = between**2 - repeatability**2 / (len(parts) * trials)
    spread = float(np.ptp(parts.means(layout.values))) * k_single(len(parts))
    found = {
        "gage_rr": repeatability**2 + max(reproducibility, 0.0),
        "repeatability": repeatability**2,
        "reproducibility": max(reproducibility, 0.0),
        "part": spread**2,
    }
    total = found["gage_rr"] + found["part"]
    if total <= 0:
        return Parts("average_range", {}, withheld="no_variation: all ranges are 0")
    area = layout.unit**2
    figures = {name: (_figure(x * area, len(parts)), _figure(x / total, len(parts))) for name, x in found.items()}
    figures["total"] = _figure(total * area, len(parts)), _figure(1.0, len(parts))
    return Parts("average_range", figures, notes=() if reproducibility > 0 else (_NO_OPERATOR,))


def _figure(value: float, parts: int) -> Figure:
    return Figure(value, method=_METHOD, n=parts)


def _ranges(values: Floats, cells: Cells) -> Floats:
    high, low = np.full(len(cells), -np.inf), np.full(len(cells), np.inf)
    np.maximum.at(high, cells.codes, values)
    np.minimum.at(low, cells.codes, values)
    found: Floats = high - low
    return found
