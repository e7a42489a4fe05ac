"""Near misses: a figure of the text that one slip parts from the table figure, or the change, that it speaks of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from heapq import nlargest

from qa_service.checks.table_arithmetic import half_unit, one_edit, swapped
from qa_service.checks.table_change_words import Manner, is_of_years, manner_of
from qa_service.checks.table_companions import AMOUNT_POWERS, PERCENT_POWERS, cited_beside
from qa_service.checks.table_coupled import coupled, is_coupled
from qa_service.checks.table_derived import Derived, Kind, cued, of_column, of_row
from qa_service.checks.table_doubts import is_doubtful
from qa_service.checks.table_entries import Entries, Entry
from qa_service.checks.table_mentions import Mention, figures_between
from qa_service.checks.table_naming import (
    BESIDE,
    LONG_DIGITS,
    Named,
    Naming,
    another_measure,
    is_part,
    named,
    opens,
)
from qa_service.checks.table_near_short import is_near_short, is_plain, said_beside
from qa_service.checks.table_periods import periods_in
from qa_service.checks.table_words import YEAR, years_of
from qa_service.documents import Document
from qa_service.documents.spans_figures import figure_value

ABOUT = Decimal("0.025")
MOST_COMPARED = 4
MOST_SHORT = 3
# The share of a row's words that names it well enough where the sentence tells no year.
LEAST_UNDATED, LEAST_SHORT_UNDATED = 1 / 3, 0.6
MOST_FOLLOWED = 30
MOST_LISTED = 12
# "29,400" is round and tells enough; "29,000" tells too little.
FEWEST_NOUGHTS, FEWEST_ROUND = 2, 3
MOST_RATIO = Decimal(100)


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
    if mention.bare and not is_near_short(mention, entries):
        return None
    cited = cited_beside(document, mention, entries)
    found = [*named(document, mention, entries), *_in_cited_cells(cited, entries)]
    if not found or _is_rounded(mention, found, entries):
        return None
    if _noughts(mention.value, mention.decimals) and any(_is_round_of(mention, each) for each in found):
        return None
    if another_measure(document, mention, found) and not any(_shares_cell(each.entry, cited) for each in found):
        return None
    found = [each for each in found if not is_part(document, mention, each)]
    found = [each for each in found if not _is_second(each.entry) or _shares_cell(each.entry, cited)]
    manner = manner_of(document, mention)
    found = _with_company(found, said_beside(document, mention))
    found = _with_cited(document, mention, found, cited, manner)
    near = _nearest(mention, found, manner, long=manner != "level" and is_of_years(document, mention))
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
    doubtful = is_doubtful(document, mention, best.entry, entries)
    return None if doubtful or _follows(document, mention, best, found, changed=manner != "level") else best


def _is_plain_swap(mention: Mention, near: Near) -> bool:
    naming = near.naming
    full = naming.row == 1 and (naming.column == 1 or naming.cited or mention.digits > MOST_SHORT)
    return full and not near.how and mention.digits > 2 and swapped(mention.value, near.right, mention.decimals)


def _with_company(found: Sequence[Named], said: Set[Decimal]) -> list[Named]:
    """Name in full the figures of a column that the sentence names and of which it cites another: "103 of 168"."""
    alone = [each for each in found if each.naming.column == 1 and not each.naming.row] if said else []
    columns = {_column(each.entry): each.entry for each in alone}
    cited = {place for place, entry in columns.items() if not said.isdisjoint(_figures_of_column(entry))}
    fuller = {id(each): replace(each, naming=replace(each.naming, row=1.0)) for each in alone}
    return [fuller[id(each)] if id(each) in fuller and _column(each.entry) in cited else each for each in found]


def _with_cited(
    document: Document, mention: Mention, found: Sequence[Named], cited: Sequence[Entry], manner: Manner
) -> list[Named]:
    """Tell of each figure whether the sentence cites another one of its row, or is about the row in its last year.

    What shares a cell with another cited figure is named in full: "262 subjects (83.4%)".
    """
    last = _last_of_subjects(document, mention, found)
    rows = frozenset(map(_row, cited))
    named: list[Named] = []
    for each in found:
        entry, naming = each.entry, each.naming
        moved = manner != "level" and entry.change and naming.row == 1
        only = not mention.bare and entry.table.width == entry.table.first_column + 1
        if _shares_cell(entry, cited):
            naming = replace(naming, row=1.0, column=1.0, cited=True)
        elif moved or only or _row(entry) in rows or entry.cell.start in last:
            naming = replace(naming, cited=True)
        named.append(each if naming is each.naming else replace(each, naming=naming))
    return named


def _in_cited_cells(cited: Sequence[Entry], entries: Entries) -> Iterator[Named]:
    """Yield the figures of cells of which the sentence cites another figure, whatever words it has."""
    for other in cited:
        if is_coupled(other.table.texts[other.cell.row][other.cell.column]):
            alike = (each for each in entries.of_table(other.table) if _shares_cell(each, cited))
            yield from (Named(each, Naming(1.0, 1.0, year=False, cited=True)) for each in alike)
            return


def _shares_cell(entry: Entry, cited: Sequence[Entry]) -> bool:
    """Whether another figure of the same cell is cited."""
    return any(entry.cell is other.cell for other in cited) and not any(entry is other for other in cited)


def _is_second(entry: Entry) -> bool:
    """Whether a figure is the deviation behind a mean in its cell, which nobody tells without it."""
    text = entry.table.texts[entry.cell.row][entry.cell.column]
    return not entry.percent and is_coupled(text) and coupled(text, comma=entry.table.comma)[0] != entry.figure


def _last_of_subjects(document: Document, mention: Mention, found: Sequence[Named]) -> Set[int]:
    """Return the figures of the last year of rows with which a sentence without a year begins."""
    dated = [each.entry for each in found if each.entry.years and each.naming.row == 1]
    if not dated or YEAR.search(document.text, *mention.sentence):
        return frozenset()
    last = max(year for entry in dated for year in entry.years)
    return {entry.cell.start for entry in dated if last in entry.years and opens(document, mention, entry)}


def _row(entry: Entry) -> tuple[int, int]:
    return id(entry.table), entry.cell.row


def _column(entry: Entry) -> tuple[int, int, int]:
    """Return what tells the column of an entry from those of other blocks and tables."""
    return entry.table.table.start, entry.block.start, entry.cell.column


def _figures_of_column(entry: Entry) -> Iterator[Decimal]:
    rows = entry.table.figures[entry.block.start : entry.block.end]
    return (abs(figure.value) for row in rows if (figure := row[entry.cell.column]) is not None)


def _nearest(mention: Mention, found: Sequence[Named], manner: Manner, *, long: bool) -> list[Near]:
    """Return the near misses: of figures, and of changes that the table prints, or else of those that it does not."""
    # "Cheques of 4,539.65 explain the difference" names the column of differences.
    level = [each for each in found if _is_of(each.entry, manner) or (each.entry.change and each.naming.column == 1)]
    near = [miss for each in level if (miss := _near(mention, each)) is not None]
    if manner == "level" or near:
        return near
    near = [] if long else [miss for each in found for miss in _near_changes(mention, each)]
    plain = [each for each in found if each.naming.row == 1 and each.naming.beside_row and mention.digits > 2]
    return near or [miss for each in plain if (miss := _near(mention, each)) is not None]


def _is_of(entry: Entry, manner: Manner) -> bool:
    return manner == "either" or entry.movable or (manner == "change") == entry.change


def _is_told_apart(document: Document, mention: Mention, near: Near) -> bool:
    """Whether the sentence also says the table's figure, or the difference: "1,957, with 1,597 for wages"."""
    start, end = mention.sentence
    places = figures_between(document, start, end)
    longer = (found for found in places if found.start() != mention.start and len(found.group()) > 1)
    others = {figure_value(found.group()) for found in longer}
    told = {near.right, abs(near.right - mention.value), near.entry.figure.value}
    return not near.how and (not others.isdisjoint(told) or _is_summand(document, mention))


def _is_summand(document: Document, mention: Mention) -> bool:
    """Whether a figure and those beside it add up to another of the sentence: "35.2 included 21.2, 8.7 and 5.3"."""
    start, end = mention.sentence
    places = [found for found in figures_between(document, start, end) if not YEAR.fullmatch(found.group())]
    figures = [(found.start(), figure_value(found.group()) or Decimal(0)) for found in places[:MOST_LISTED]]
    own = next((at for at, (place, _) in enumerate(figures) if place == mention.start), None)
    if own is None:
        return False
    values = [value for _, value in figures]
    runs = ((first, last) for first in range(own + 1) for last in range(own + 1, len(values) + 1) if last - first > 1)
    return any(sum(values[first:last]) in values[:first] + values[last:] for first, last in runs)


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
    powers, half = PERCENT_POWERS if mention.percent else AMOUNT_POWERS, mention.half
    ranges = [((mention.value - half).scaleb(at), (mention.value + half).scaleb(at)) for at in powers]
    ranges = [(low, high) for low, high in ranges if entries.holds(low, high) or entries.holds(-high, -low)]
    return any(low <= abs(each.entry.figure.value) <= high for low, high in ranges for each in found)


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


@lru_cache(maxsize=256)
def _noughts(value: Decimal, decimals: int) -> int:
    """Return with how many noughts a round figure ends, such as two for "29,400"; none where it tells too little."""
    printed = f"{value:f}"
    found = 0 if decimals else len(printed) - len(printed.rstrip("0"))
    return found if found >= FEWEST_NOUGHTS and len(printed) - found >= FEWEST_ROUND else 0


def _round_of(mention: Mention, exact: Decimal) -> Decimal:
    """Return a figure rounded as a round one of the text."""
    return exact.quantize(Decimal(1).scaleb(_noughts(mention.value, mention.decimals)), ROUND_HALF_UP)


def _is_round_of(mention: Mention, each: Named) -> bool:
    values = (abs(each.entry.figure.value).scaleb(power) for power in powers_between(mention, each.entry))
    return any(_round_of(mention, value) == mention.value for value in values)


def _near_round(mention: Mention, each: Named, exact: Decimal) -> Near | None:
    """Return a table figure that one slip parts from a round one, where row and column are named."""
    right, naming = _round_of(mention, exact), each.naming
    if naming.row < 1 or not naming.beside_row or abs(exact - mention.value) <= ABOUT * exact:
        return None
    if not one_edit(mention.value, right, 0) or not _same_length(mention, right):
        return None
    return Near(each.entry, right, naming)


def _near(mention: Mention, each: Named) -> Near | None:
    rounds = _noughts(mention.value, mention.decimals)
    for power in powers_between(mention, each.entry) if rounds else ():
        if (near := _near_round(mention, each, abs(each.entry.figure.value).scaleb(power))) is not None:
            return near
    for power in powers_between(mention, each.entry):
        exact = abs(each.entry.figure.value).scaleb(power)
        right = exact.quantize(Decimal(1).scaleb(-mention.decimals), ROUND_HALF_UP)
        if not right or not one_edit(mention.value, right, mention.decimals):
            continue
        guessed = power and not mention.scale and each.entry.scale is None
        if guessed and not _same_length(mention, right):
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
    if not _same_length(mention, right):
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


def _same_length(mention: Mention, right: Decimal) -> bool:
    return len(f"{mention.value:.{mention.decimals}f}") == len(f"{right:.{mention.decimals}f}")


def _near_changes(mention: Mention, each: Named) -> Iterator[Near]:
    """Yield the changes of a row, where it is plain which of its figures are compared."""
    entry, naming = each.entry, each.naming
    if entry.percent or not (naming.row == 1 or naming.alone):
        return
    for before in _before(entry):
        change = abs(entry.figure.value - before)
        exact = change / abs(before) * 100 if mention.percent else change
        for power in (0,) if mention.percent else powers_between(mention, entry):
            right = exact.scaleb(power).quantize(Decimal(1).scaleb(-mention.decimals), ROUND_HALF_UP)
            if right and _tells_change(mention, right, naming):
                yield Near(entry, right, naming, f"{before:f} to {entry.figure.value:f}")
                return


def _tells_change(mention: Mention, right: Decimal, naming: Naming) -> bool:
    if not one_edit(mention.value, right, mention.decimals) or not _same_length(mention, right):
        return False
    swap, exact = swapped(mention.value, right, mention.decimals), mention.percent and mention.decimals > 0
    if mention.digits < 2 or (mention.digits == 2 and not (mention.decimals and (swap or exact))):
        return False
    return swap or (naming.row == 1 and (mention.digits > 2 or exact))


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
    fitting = (each for each in found if each.naming.row >= least)
    # Nobody works a figure out of more: where words name so many rows, they are those of every row.
    best = nlargest(MOST_FOLLOWED, fitting, key=lambda each: each.naming)
    chosen = [each.entry for each in best]
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
