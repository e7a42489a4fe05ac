"""Gross amounts with a net one of the same name below: "Gross pay" adds up what stands above, as "Net pay" does.

"Plant, gross" and "Plant, net" name the same, and so do "Gross tax assets" and "Tax assets, net of allowance".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

GROSS = re.compile(r"(?i)(?:gross\s|brutto)\s*(\w.*)|([^,]+),? gross")
NET = re.compile(r"(?i)(?:nett?\s|netto)\s*(\w.*)|([^,]+),? net(?: of\b.*)?")
# A gross profit is the sales less their cost.
BLANK = " :.*"
RESULTS = ("profit", "margin", "result", "loss", "gewinn", "ergebnis")


def gross_lines(labels: Sequence[str], lines: Sequence[int]) -> frozenset[int]:
    """Return the lines of gross amounts that two lines at least precede and a net one of the same name follows."""
    gross = {name: line for line in lines[2:] if (name := _name(GROSS, labels[line]))}
    net = {name: line for line in lines[2:] if (name := _name(NET, labels[line]))} if gross else {}
    found = (line for name, line in gross.items() if net.get(name, line) > line and not name.startswith(RESULTS))
    return frozenset(found)


def _name(kind: re.Pattern[str], label: str) -> str:
    match = kind.fullmatch(label.strip(BLANK))
    return (match[1] or match[2]).strip().lower() if match is not None else ""
