"""Round figures of the text: "29,400" is 29,387 to the hundred, and "28,400" is a slip."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from qa_service.checks.tables.footing.arithmetic import one_edit
from qa_service.checks.tables.tie_out.mentions import Mention
from qa_service.checks.tables.tie_out.misses import Near, powers_between, same_length
from qa_service.checks.tables.tie_out.naming import Named

ABOUT = Decimal("0.025")
# "29,400" is round and tells enough; "29,000" tells too little.
FEWEST_NOUGHTS, FEWEST_ROUND = 2, 3


@lru_cache(maxsize=256)
def noughts(value: Decimal, decimals: int) -> int:
    """Return with how many noughts a round figure ends, such as two for "29,400"; none where it tells too little."""
    printed = f"{value:f}"
    found = 0 if decimals else len(printed) - len(printed.rstrip("0"))
    return found if found >= FEWEST_NOUGHTS and len(printed) - found >= FEWEST_ROUND else 0


def _round_of(mention: Mention, exact: Decimal) -> Decimal:
    """Return a figure rounded as a round one of the text."""
    return exact.quantize(Decimal(1).scaleb(noughts(mention.value, mention.decimals)), ROUND_HALF_UP)


def is_round_of(mention: Mention, each: Named) -> bool:
    """Tell whether a round figure is a table's, rounded as far."""
    values = (abs(each.entry.figure.value).scaleb(power) for power in powers_between(mention, each.entry))
    return any(_round_of(mention, value) == mention.value for value in values)


def near_round(mention: Mention, each: Named, exact: Decimal) -> Near | None:
    """Return a table figure that one slip parts from a round one, where row and column are named."""
    right, naming = _round_of(mention, exact), each.naming
    if naming.row < 1 or not naming.beside_row or abs(exact - mention.value) <= ABOUT * exact:
        return None
    if not one_edit(mention.value, right, 0) or not same_length(mention, right):
        return None
    return Near(each.entry, right, naming)
