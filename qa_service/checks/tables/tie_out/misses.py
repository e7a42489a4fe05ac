"""What a near miss is: a table figure that the text may mean, and how its scale and that of the text differ."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from qa_service.checks.tables.tie_out.entries import Entry
from qa_service.checks.tables.tie_out.mentions import Mention
from qa_service.checks.tables.tie_out.naming import Naming


@dataclass(frozen=True, slots=True)
class Near:
    """A table figure that the text may mean; ``right`` is what the text would have to print, ``how`` its working."""

    entry: Entry
    right: Decimal
    naming: Naming
    how: str = ""


def powers_between(mention: Mention, entry: Entry) -> tuple[int, ...]:
    """Return the powers of ten by which a table figure has to be multiplied to be printed as in the text."""
    if mention.percent or entry.percent:
        return (0,) if mention.percent == entry.percent else ()
    if entry.scale is not None:
        stated = entry.scale - mention.scale
        return (stated,) if mention.scale or stated == 0 else (0, stated)
    if mention.scale:
        return (0, -mention.scale, -3, 3, -6)
    # Where nothing tells a scale, money alone is printed at another one.
    return (0, 3, 6) if mention.currency or entry.figure.currency else (0,)


def same_length(mention: Mention, right: Decimal) -> bool:
    """Tell whether two figures print as many digits."""
    return len(f"{mention.value:.{mention.decimals}f}") == len(f"{right:.{mention.decimals}f}")
