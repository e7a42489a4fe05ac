"""Near misses: a figure of the text that one slip parts from the table figure, or the change, that it speaks of."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from qa_service.checks.tables.footing.arithmetic import half_unit, one_edit, swapped
from qa_service.checks.tables.tie_out.another_measure import another_measure
from qa_service.checks.tables.tie_out.change_words import Manner, is_of_years, manner_of
from qa_service.checks.tables.tie_out.companions import cited_beside, is_summand, usual_powers
from qa_service.checks.tables.tie_out.doubts import is_doubtful
from qa_service.checks.tables.tie_out.entries import Entries, Entry
from qa_service.checks.tables.tie_out.evidence import in_cited_cells, is_second, shares_cell, with_cited, with_company
from qa_service.checks.tables.tie_out.follows import follows
from qa_service.checks.tables.tie_out.mentions import Mention, figures_beside
from qa_service.checks.tables.tie_out.misses import Near, powers_between, same_length
from qa_service.checks.tables.tie_out.naming import LONG_DIGITS, Named, Naming, fitting, is_part
from qa_service.checks.tables.tie_out.near_changes import near_changes
from qa_service.checks.tables.tie_out.near_round import ABOUT, is_round_of, near_round, noughts
from qa_service.checks.tables.tie_out.near_short import is_near_short, is_plain, said_beside
from qa_service.checks.tables.tie_out.one_off import one_edit_off
from qa_service.documents import Document
from qa_service.documents.numbers.figures import figure_value

MOST_SHORT, _SHORT = 3, 2
# The share of a row's words that names it well enough where the sentence tells no year.
LEAST_UNDATED, LEAST_SHORT_UNDATED = 1 / 3, 0.6


def nearest(document: Document, mention: Mention, entries: Entries) -> Near | None:
    """Return the table figure that a figure of the text misses by one slip, None where it ties or follows."""
    powers = usual_powers(mention)
    if any(entries.holds(value, value) for value in map(mention.value.scaleb, powers)):
        return None
    if mention.bare and not is_near_short(mention, entries):
        return None
    cited = cited_beside(document, mention, entries)
    manner, rounds = manner_of(document, mention), noughts(mention.value, mention.decimals)
    slips, fit, coupled = (
        one_edit_off(document, mention),
        fitting(document, mention, entries),
        [*in_cited_cells(cited, entries)],
    )
    # Most figures are near none of those that their sentence may name: how plainly it does is not asked.
    if (
        manner == "level"
        and not rounds
        and slips.isdisjoint(map(id, (*fit.entries, *(each.entry for each in coupled))))
    ):
        return None
    found = [*fit.named(entries), *coupled]
    if not found or _is_rounded(mention, found, entries):
        return None
    if rounds and any(is_round_of(mention, each) for each in found):
        return None
    if another_measure(document, mention, [each.entry for each in found]) and not any(
        shares_cell(each.entry, cited) for each in found
    ):
        return None
    found = [each for each in found if not is_part(document, mention, each)]
    found = [each for each in found if not is_second(each.entry) or shares_cell(each.entry, cited)]
    found = with_company(found, said_beside(document, mention))
    found = with_cited(document, mention, found, cited, manner)
    near = _nearest(mention, found, slips, manner, long=manner != "level" and is_of_years(document, mention))
    meant = [miss for miss in near if miss.how or not any(miss.entry is each for each in cited)]
    meant = [miss for miss in meant if not _is_told_apart(document, mention, miss)]
    meant = [miss for miss in meant if miss.how or not _names_beside(mention, miss, found)]
    if mention.bare:
        meant = [miss for miss in meant if is_plain(document, mention, miss.entry, miss.naming, entries)]
    best = max(meant, key=lambda miss: (miss.naming, -miss.entry.cell.start), default=None)
    if best is None:
        return None
    # Two swapped digits in a figure whose row and column are named are no accident.
    if _is_plain_swap(mention, best):
        return best
    if _stands_beside(mention, best):
        return None
    doubtful = is_doubtful(document, mention, best.entry, entries)
    return None if doubtful or follows(document, mention, best, found, changed=manner != "level") else best


def _is_plain_swap(mention: Mention, near: Near) -> bool:
    naming = near.naming
    full = naming.row == 1 and (naming.column == 1 or naming.cited or mention.digits > MOST_SHORT)
    return full and not near.how and mention.digits > 2 and swapped(mention.value, near.right, mention.decimals)


def _stands_beside(mention: Mention, near: Near) -> bool:
    """Whether so short a figure is another one of the row or the column, rounded: "mileage climbed to 4.3 million"."""
    if mention.digits > _SHORT or not mention.scale or near.how:
        return False
    table, (row, column) = near.entry.table, (near.entry.cell.row, near.entry.cell.column)
    around = [*table.figures[row], *(figures[column] for figures in table.figures)]
    values = (
        abs(figure.value).scaleb(power) for figure in around if figure for power in powers_between(mention, near.entry)
    )
    return any(abs(value - mention.value) <= mention.half for value in values)


def _nearest(mention: Mention, found: Sequence[Named], slips: Set[int], manner: Manner, *, long: bool) -> list[Near]:
    """Return the near misses: of figures, and of changes that the table prints, or else of those that it does not."""
    # "Cheques of 4,539.65 explain the difference" names the column of differences.
    level = [each for each in found if _is_of(each.entry, manner) or (each.entry.change and each.naming.column == 1)]
    near = [miss for each in level if (miss := _near(mention, each, slips)) is not None]
    if manner == "level" or near:
        return near
    near = [] if long else [miss for each in found for miss in near_changes(mention, each)]
    plain = [each for each in found if each.naming.row == 1 and each.naming.beside_row and mention.digits > 2]
    return near or [miss for each in plain if (miss := _near(mention, each, slips)) is not None]


def _is_of(entry: Entry, manner: Manner) -> bool:
    return manner == "either" or entry.movable or (manner == "change") == entry.change


def _is_told_apart(document: Document, mention: Mention, near: Near) -> bool:
    """Whether the sentence also says the table's figure, or the difference: "1,957, with 1,597 for wages"."""
    longer = (found.group() for found in figures_beside(document, mention) if len(found.group()) > 1)
    others = set(map(figure_value, longer))
    told = {near.right, abs(near.right - mention.value), near.entry.figure.value}
    return not near.how and (not others.isdisjoint(told) or is_summand(document, mention))


def _names_beside(mention: Mention, near: Near, found: Sequence[Named]) -> bool:
    """Whether a short figure is said of another column of the row, and the near one has no name."""
    if near.entry.column_words or near.entry.years or mention.digits > MOST_SHORT:
        return False
    row = [each for each in found if each.entry.cell.row == near.entry.cell.row]
    row = [each for each in row if each.entry.table is near.entry.table and each.entry is not near.entry]
    return any(each.naming.column == 1 for each in row)


def _is_rounded(mention: Mention, found: Sequence[Named], entries: Entries) -> bool:
    """Whether one of these table figures, at any usual scale, is printed as in the text when it is rounded.

    All figures of the tables are asked first, which costs little, and few figures of a text are near any.
    """
    if mention.digits < 2:
        return False
    powers, half = usual_powers(mention), mention.half
    ranges = [((mention.value - half).scaleb(at), (mention.value + half).scaleb(at)) for at in powers]
    ranges = [(low, high) for low, high in ranges if entries.holds(low, high) or entries.holds(-high, -low)]
    return any(low <= abs(each.entry.figure.value) <= high for low, high in ranges for each in found)


def _near(mention: Mention, each: Named, slips: Set[int]) -> Near | None:
    rounds = noughts(mention.value, mention.decimals)
    for power in powers_between(mention, each.entry) if rounds else ():
        if (near := near_round(mention, each, abs(each.entry.figure.value).scaleb(power))) is not None:
            return near
    for power in powers_between(mention, each.entry) if id(each.entry) in slips else ():
        exact = abs(each.entry.figure.value).scaleb(power)
        right = exact.quantize(Decimal(1).scaleb(-mention.decimals), ROUND_HALF_UP)
        if not right or not one_edit(mention.value, right, mention.decimals):
            continue
        guessed = power and not mention.scale and each.entry.scale is None
        if guessed and not same_length(mention, right):
            continue
        if power == 0 and mention.decimals > each.entry.figure.decimals:
            continue
        rounding = half_unit(each.entry.figure).scaleb(power)
        rounded = exact != right or rounding > mention.half
        if rounded and abs(exact - mention.value) < max(2 * mention.half, rounding):
            continue
        # What a table gives in tenths is seldom told in units without a sign: "127 families" are no 126.9.
        bare = not (mention.percent or mention.currency or mention.scale)
        if power == 0 and bare and each.entry.figure.decimals > mention.decimals and each.naming.column < 1:
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
    # A round figure tells less than it prints, unless all is named; a swap tells as much as a digit more.
    swap = swapped(mention.value, right, mention.decimals)
    named = naming.row > 0 or naming.column > 0
    if (
        naming.cited
        and not (naming.year or naming.column)
        and not power
        and mention.decimals != each.entry.figure.decimals
    ):
        naming = replace(naming, cited=False)
    telling = printed.rstrip("0")
    if len(telling) == 1 and (power or mention.approximate):
        return False
    digits = len(printed if naming.row == 1 and (len(telling) > 1 or naming.beside_row) else telling) + (swap and named)
    if mention.bare:
        return naming.row == 1 and naming.beside_row and power == 0
    if not same_length(mention, right):
        return digits >= 3 and naming.row == 1 and (naming.year or naming.column > 0)
    if digits >= LONG_DIGITS:
        return True
    if naming.row < (LEAST_UNDATED if digits > 3 else LEAST_SHORT_UNDATED) and _is_undated(each.entry, naming):
        return False
    if digits == 5:
        return naming.row > 0 or naming.column >= 0.5
    if digits == 4:
        return naming.row >= 1 / 3 or naming.column == 1
    if digits == 3:
        plain = naming.row == 1 or naming.alone or naming.beside_row or mention.percent or mention.currency
        half = naming.row >= 0.5 and plain
        partly = half or (naming.alone and (swap or naming.column == 1))
        return partly and (abs(power) <= 3 or power == -mention.scale)
    exact = mention.currency or mention.decimals > 0
    # Where text and table both tell their scale, and all is named, a power says nothing against it.
    sure = naming.year or naming.column == 1 or naming.cited
    scaled = mention.scale > 0 and each.entry.scale is not None and sure
    return naming.row == 1 and (power == 0 or scaled) and (naming.beside_row or exact) and not mention.approximate


def _is_undated(entry: Entry, naming: Naming) -> bool:
    """Whether neither the year of a figure nor another figure of its row is said."""
    return bool(entry.years) and not naming.year and not naming.cited
