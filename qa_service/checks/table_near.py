"""Near misses: a figure of the text that one slip parts from the table figure, or the change, that it speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from qa_service.checks.table_arithmetic import half_unit, one_edit
from qa_service.checks.table_derived import Derived, Kind, cued, of_column, of_row
from qa_service.checks.table_entries import Entries, Entry
from qa_service.checks.table_mentions import DIGITS, Mention
from qa_service.checks.table_naming import (
    BESIDE,
    LONG_DIGITS,
    Named,
    Naming,
    another_measure,
    is_change,
    is_part,
    named,
)
from qa_service.documents import Document
from qa_service.documents.spans_figures import figure_value

ABOUT = Decimal("0.025")
MOST_RATIO = Decimal(100)
AMOUNT_POWERS = (0, 3, 6, 9, -3, -6, -9)
PERCENT_POWERS = (0, -2)


@dataclass(frozen=True, slots=True)
class Near:
    """A table figure that the text may mean; ``right`` is what the text would have to print, ``how`` its working."""

    entry: Entry
    right: Decimal
    naming: Naming
    how: str = ""


def nearest(document: Document, mention: Mention, entries: Entries) -> Near | None:
    """Return the table figure that a figure of the text misses by one slip, None where it ties or follows."""
    powers = PERCENT_POWERS if mention.percent else AMOUNT_POWERS
    if any(entries.holds(value, value) for value in map(mention.value.scaleb, powers)):
        return None
    found = named(document, mention, entries)
    if not found or another_measure(document, mention, found) or any(_rounds(mention, each.entry) for each in found):
        return None
    found = [each for each in found if not is_part(document, mention, each)]
    changed = is_change(document, mention)
    level = [each for each in found if changed == each.entry.change]
    near = [miss for each in level if (miss := _near(mention, each)) is not None]
    if changed and not near:
        near = [miss for each in found if (miss := _near_change(mention, each)) is not None]
        plain = [each for each in found if each.naming.row == 1 and each.naming.beside_row and mention.digits > 2]
        near = near or [miss for each in plain if (miss := _near(mention, each)) is not None]
    meant = [miss for miss in near if not _is_told_apart(document, mention, miss)]
    best = max(meant, key=lambda miss: (miss.naming, -miss.entry.cell.start), default=None)
    return None if best is None or _follows(document, mention, best, found, changed=changed) else best


def _is_told_apart(document: Document, mention: Mention, near: Near) -> bool:
    """Whether the sentence also says the table's figure, or the difference: "1,957, with 1,597 for wages"."""
    start, end = mention.sentence
    places = DIGITS.finditer(document.text, start, end)
    longer = (found for found in places if found.start() != mention.start and len(found.group()) > 1)
    others = {figure_value(found.group()) for found in longer}
    return not near.how and bool(others & {near.right, abs(near.right - mention.value), near.entry.figure.value})


def _rounds(mention: Mention, entry: Entry) -> bool:
    """Whether a table figure, at any usual scale, is printed as in the text when it is rounded."""
    value, powers = abs(entry.figure.value), PERCENT_POWERS if mention.percent else AMOUNT_POWERS
    return mention.digits > 1 and any(abs(value.scaleb(-at) - mention.value) <= mention.half for at in powers)


def powers_between(mention: Mention, entry: Entry) -> tuple[int, ...]:
    """Return the powers of ten by which a table figure has to be multiplied to be printed as in the text."""
    if mention.percent or entry.percent:
        return (0,) if mention.percent == entry.percent else ()
    if entry.scale is not None:
        stated = entry.scale - mention.scale
        return (stated,) if mention.scale or stated == 0 else (0, stated)
    return (0, -3, 3, -6) if mention.scale else (0, 3, 6)


def _near(mention: Mention, each: Named) -> Near | None:
    for power in powers_between(mention, each.entry):
        exact = abs(each.entry.figure.value).scaleb(power)
        right = exact.quantize(Decimal(1).scaleb(-mention.decimals), ROUND_HALF_UP)
        if not right or not one_edit(mention.value, right, mention.decimals):
            continue
        rounded = exact != right or half_unit(each.entry.figure).scaleb(power) > mention.half
        if rounded and abs(exact - mention.value) < 2 * mention.half:
            continue
        if mention.approximate and abs(exact - mention.value) <= ABOUT * exact:
            continue
        if _tells(mention, right, power, each):
            return Near(each.entry, right, each.naming)
    return None


def _tells(mention: Mention, right: Decimal, power: int, each: Named) -> bool:
    """Whether the figure is long enough, and named well enough, for a near miss to be no accident."""
    naming = each.naming
    printed = f"{mention.value:f}".replace(".", "").lstrip("0")
    # A round figure tells less than it prints, unless all is named.
    digits = len(printed if naming.row == 1 else printed.rstrip("0"))
    if not _same_length(mention, right):
        return digits >= 3 and naming.row == 1 and naming.beside_row
    if digits >= LONG_DIGITS:
        return True
    if digits == 5:
        return naming.row > 0 or naming.column >= 0.5
    if digits == 4:
        return naming.row >= 1 / 3 or naming.column == 1
    if digits == 3:
        return naming.row >= 0.5 and power <= 3
    exact = mention.currency or mention.decimals > 0
    return naming.row == 1 and power == 0 and (naming.beside_row or exact) and not mention.approximate


def _same_length(mention: Mention, right: Decimal) -> bool:
    return len(f"{mention.value:.{mention.decimals}f}") == len(f"{right:.{mention.decimals}f}")


def _near_change(mention: Mention, each: Named) -> Near | None:
    """Return the change of a row, where it is plain which of its figures are compared."""
    entry = each.entry
    before = _before(entry) if each.naming.row == 1 and not entry.percent else None
    if before is None:
        return None
    change = abs(entry.figure.value - before)
    exact = change / abs(before) * 100 if mention.percent else change
    for power in (0,) if mention.percent else powers_between(mention, entry):
        right = exact.scaleb(power).quantize(Decimal(1).scaleb(-mention.decimals), ROUND_HALF_UP)
        long = mention.digits >= (2 if mention.percent and mention.decimals else 3)
        if long and right and one_edit(mention.value, right, mention.decimals) and _same_length(mention, right):
            return Near(entry, right, each.naming, f"{before:f} to {entry.figure.value:f}")
    return None


def _before(entry: Entry) -> Decimal | None:
    """Return the figure of the period before, in the same row: last year's, or the other one of two."""
    heads, row = entry.block.heads, entry.table.figures[entry.cell.row]
    others = [at for at, figure in enumerate(row) if figure is not None and at != entry.cell.column]
    if entry.years:
        wanted = {str(each - 1) for each in entry.years}
        chosen = [at for at in others if any(each in heads[at] for each in wanted)]
    else:
        chosen = others if len(others) == 1 else []
    figure = row[chosen[0]] if len(chosen) == 1 else None
    return figure.value if figure is not None and figure.value else None


def _follows(document: Document, mention: Mention, near: Near, found: Sequence[Named], *, changed: bool) -> bool:
    """Whether a figure can be worked out from the rows that the sentence names, in a way that it says.

    Where the sentence names the row of the near miss only in part, it need not say how.
    """
    table = near.entry.table
    full = {each.entry.cell.row for each in found if each.naming.row == 1 and each.entry.table is table}
    allowed, least = _ways(document, mention, several=len(full) > 1, changed=changed), 0.5
    if near.naming.row < 1:
        allowed |= {"sum", "difference", "share"}
    else:
        least = 1.0
    # Where the table prints the change itself nobody has to work it out.
    allowed -= {"difference", "change"} if near.entry.change else set()
    chosen = [each.entry for each in found if each.naming.row >= least]
    rows = sorted({entry.cell.row for entry in chosen if entry.table is table})
    values = (
        (value, entry)
        for entry in chosen or [near.entry]
        for value in (*of_row(entry), *of_column(entry, rows, whole="sum" in allowed))
    )
    return any(value.kind in allowed and _is(mention, value, entry) for value, entry in values)


def _ways(document: Document, mention: Mention, *, several: bool, changed: bool) -> frozenset[Kind]:
    """Return how a figure may be worked out, by the words around it."""
    start, end = mention.sentence
    said = cued(document.text[max(start, mention.start - 80) : min(end, mention.end + BESIDE)])
    # "Increased 31% to 30.4 million": the percentage changes, the amount does not.
    ways = said if mention.percent or changed else said - {"change"}
    more: set[Kind] = {"difference", "change"} if changed else set()
    more |= {"sum"} if several else set()
    return ways | more


def _is(mention: Mention, value: Derived, entry: Entry) -> bool:
    if mention.percent != value.percent:
        return False
    ratio = value.kind == "ratio"
    if ratio and (mention.scale or mention.currency or mention.value >= MOST_RATIO):
        return False
    powers = (0,) if mention.percent or ratio else powers_between(mention, entry)
    slacks = ((at, min(value.slack.scaleb(at), 2 * mention.half)) for at in powers)
    return any(abs(value.value.scaleb(at) - mention.value) <= mention.half + slack for at, slack in slacks)
