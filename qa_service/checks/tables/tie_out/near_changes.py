"""Changes that a table does not print, and that a figure of the text misses by one slip."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations

from qa_service.checks.tables.footing.arithmetic import one_edit, swapped
from qa_service.checks.tables.tie_out.entries import Entry
from qa_service.checks.tables.tie_out.mentions import Mention
from qa_service.checks.tables.tie_out.misses import Near, powers_between, same_length
from qa_service.checks.tables.tie_out.naming import Named, Naming
from qa_service.checks.tables.tie_out.periods import periods_in
from qa_service.checks.tables.tie_out.words import years_of

MOST_COMPARED = 4
# Shorter figures are the difference of some two of a column by accident.
LEAST_DIGITS, MOST_ROWS = 3, 12
_FEWEST_NOUGHTS = 3


def near_changes(mention: Mention, each: Named) -> Iterator[Near]:
    """Yield the changes of a row, where it is plain which of its figures are compared."""
    entry, naming = each.entry, each.naming
    if entry.percent or not (naming.row == 1 or naming.alone):
        return
    for before in _before(entry):
        change = abs(entry.figure.value - before)
        exact = change / abs(before) * 100 if mention.percent else change
        for power in (0,) if mention.percent else powers_between(mention, entry):
            right = exact.scaleb(power).quantize(Decimal(1).scaleb(-mention.decimals), ROUND_HALF_UP)
            if _is_about(mention, exact.scaleb(power)):
                continue
            if right and _tells_change(mention, right, naming) and not _is_of_two_rows(mention, entry, power):
                yield Near(entry, right, naming, f"{before:f} to {entry.figure.value:f}")
                return


def _is_about(mention: Mention, exact: Decimal) -> bool:
    """Whether a round figure is the change to the thousand: "some £126,000 less" for 126,006."""
    end = len(printed := f"{mention.value:f}") - len(printed.rstrip("0")) if not mention.decimals else 0
    return end >= _FEWEST_NOUGHTS and abs(exact - mention.value) <= Decimal(5).scaleb(end - 1)


def _tells_change(mention: Mention, right: Decimal, naming: Naming) -> bool:
    if not one_edit(mention.value, right, mention.decimals) or not same_length(mention, right):
        return False
    swap, exact = swapped(mention.value, right, mention.decimals), mention.percent and mention.decimals > 0
    if mention.digits < 2 or (mention.digits == 2 and not (mention.decimals and (swap or exact))):
        return False
    return swap or (naming.row == 1 and (mention.digits > 2 or exact))


def _is_of_two_rows(mention: Mention, entry: Entry, power: int) -> bool:
    """Whether a figure is the difference of two figures of a column, as of what is brought and carried forward."""
    if mention.percent or mention.digits < LEAST_DIGITS or len(entry.table.figures) > MOST_ROWS:
        return False
    wanted, half = mention.value.scaleb(-power), mention.half.scaleb(-power)
    columns = ([row[at] for row in entry.table.figures] for at in range(entry.table.first_column, entry.table.width))
    return any(
        abs(abs(one.value - other.value) - wanted) <= half
        for column in columns
        for one, other in combinations([figure for figure in column if figure and not figure.percent], 2)
    )


def _before(entry: Entry) -> list[Decimal]:
    """Return the figures that an entry may be compared with: last year's, else those of the same row."""
    heads, row = entry.block.heads, entry.table.figures[entry.cell.row]
    others = [at for at, figure in enumerate(row) if figure is not None and at != entry.cell.column]
    if entry.years:
        wanted = {str(each - 1) for each in entry.years}
        dated = [at for at in others if years_of(heads[at]) and _same_period(entry, heads[at])]
        # Where only two years are told, they are compared, however far apart.
        chosen = [at for at in dated if any(each in heads[at] for each in wanted)] or dated
    else:
        chosen = others
    if len(chosen) != 1 and (entry.years or len(chosen) > MOST_COMPARED):
        return []
    figures = [figure for at in chosen if (figure := row[at]) is not None and not figure.percent]
    return [figure.value for figure in figures if figure.value]


def _same_period(entry: Entry, head: str) -> bool:
    return periods_in(head) == periods_in(entry.block.heads[entry.cell.column])
