"""Gross amounts with a net one of the same name below: "Gross pay" adds up what stands above, as "Net pay" does."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

GROSS = re.compile(r"(?i)\W*(?:gross\s|brutto)\s*(\w.*)")
NET = re.compile(r"(?i)\W*(?:nett?\s|netto)\s*(\w.*)")
# A gross profit is the sales less their cost.
RESULTS = ("profit", "margin", "result", "loss", "gewinn", "ergebnis")


def gross_lines(labels: Sequence[str], lines: Sequence[int]) -> frozenset[int]:
    """Return the lines of gross amounts that two lines at least precede and a net one of the same name follows."""
    gross = _named(GROSS, labels, lines[2:])
    net = _named(NET, labels, lines) if gross else {}
    found = (line for name, line in gross.items() if net.get(name, line) > line and not name.startswith(RESULTS))
    return frozenset(found)


def _named(kind: re.Pattern[str], labels: Sequence[str], lines: Sequence[int]) -> Mapping[str, int]:
    found = ((kind.match(labels[line]), line) for line in lines)
    return {match[1].strip().lower(): line for match, line in found if match is not None}
