"""Slips of table figures told by all that speaks for and against them together, where no single rule tells them.

A figure of the text that no table holds is compared with each table figure that one slip of the pen makes of it. What
the two have in common and what parts them is added up in log odds, as records are linked (Fellegi and Sunter, "A theory
for record linkage", 1969), with the weights of a logistic regression (`weights`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import chain

from qa_service.checks.tables import kinds
from qa_service.checks.tables.footing.arithmetic import swapped
from qa_service.checks.tables.reading import ReadTable
from qa_service.checks.tables.tie_out.companions import is_held
from qa_service.checks.tables.tie_out.derived import Derived, cued, of_column, of_row
from qa_service.checks.tables.tie_out.entries import Entries, Entry
from qa_service.checks.tables.tie_out.follows import is_printed
from qa_service.checks.tables.tie_out.mentions import Mention
from qa_service.checks.tables.tie_out.misses import Near
from qa_service.checks.tables.tie_out.naming import ASIDE_OPENING, Naming, opens
from qa_service.checks.tables.tie_out.near_round import ABOUT
from qa_service.checks.tables.tie_out.near_short import NEUTRAL, is_within
from qa_service.checks.tables.tie_out.of_none import is_aim, is_of_another_thing
from qa_service.checks.tables.tie_out.one_off import Slip, one_slip_off
from qa_service.checks.tables.tie_out.other_measures import EARLIER
from qa_service.checks.tables.tie_out.passage import Passage, telling_of
from qa_service.checks.tables.tie_out.said import HUNDRED, Said, called, how_often, is_of_other_year, objections
from qa_service.checks.tables.tie_out.weights import SLIP, Signs, likeliest
from qa_service.checks.tables.tie_out.words import words_of
from qa_service.documents import Document
from qa_service.documents.document import Table

MOST_CANDIDATES = 60
MOST_SAID, MOST_FOREIGN, SHORT = 3, 5, 3
# Tenths of a text's figures that are its tables', from which a sentence that names nothing may still mean one.
LEAST_TIED = 5
# A part of what a row names is not what the row tells, and seconds are no milliseconds.
OUTRIGHT = ("part", "other_unit")
# Words by which a figure may be of something else than the table: another one, a limit, an aim.
OTHER = re.compile(
    r"(?i)\b(?:other|another|neighbou?r\w*|old|older|next|further|additional\w*|new|newly|partner\w*|competitor\w*|rival\w*|"
    r"national\w*|industry|sector|average\w*|elsewhere|where|again|both|sample|separate\w*|limit\w*|facilit\w*|undrawn|ceiling|cap|"
    r"threshold|maximum|minimum|quota|deductible)\b"
)


# "15.0% below the busiest quarter" follows from the row.
COMPARED_SHARE = re.compile(
    r"(?i)\s?(?:%|per\s?cent)\s(?:below|above|lower|higher|more|less|fewer|down|up|over|under)\b"
)
ALL_TOLD = re.compile(
    r"(?i)(?:\s[a-z-]+){0,3}?\s(?:in\sall|all\stold|altogether|in\stotal|together|combined|"
    r"(?:over|in|for|during)\sthe\s(?:whole\s)?(?:year|period))\b"
)
_UNREAL = re.compile(r"(?i)\W*(?:with|without|despite|besides?|unlike|like|apart|beyond)\b")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the text that no table holds, with what its sentence says against its being a slip of any."""

    said: Said
    others: Set[str]
    other: bool
    worked_out: bool
    aside: bool
    foreign: int
    passage: Passage

    @classmethod
    def of(cls, document: Document, mention: Mention, entries: Entries) -> Figure:
        """Return a figure with what its sentence says."""
        said, text = Said.around(document, mention, entries), document.text
        return cls(
            said,
            {found.group().lower() for found in OTHER.finditer(said.printed)},
            OTHER.search(text, *mention.sentence) is not None,
            bool(cued(text[slice(*mention.sentence)])),
            _is_aside(text, mention),
            min(len(words_of(said.printed) - NEUTRAL - entries.by_word.keys()), MOST_FOREIGN),
            Passage.before(document, mention),
        )


def weighed_slip(document: Document, mention: Mention, entries: Entries) -> Near | None:
    """Return the table figure of which a figure of the text is most likely a slip, None where none is likely."""
    slip = likeliest(SLIP, weighable_slips(document, mention, entries))
    return Near(slip.entry, slip.right, Naming(0.0, 0.0, year=False)) if slip is not None else None


def weighable_slips(document: Document, mention: Mention, entries: Entries) -> Iterator[tuple[Slip, Signs]]:
    """Yield what one slip may have made a figure of the text of, with what speaks for it and against it."""
    if is_held(mention, entries) or how_often(document, mention.value) > 1:
        return
    slips = one_slip_off(document, mention)[:MOST_CANDIDATES]
    if not slips:
        return
    figure = Figure.of(document, mention, entries)
    for slip in slips:
        headed = figure.passage.is_headed_by(telling_of(document).of_row(slip.entry))
        nameless = not headed and _is_nameless(figure.said, slip.entry)
        if _is_ruled_out(document, figure.said, slip.entry, nameless=nameless):
            continue
        against = objections(document, figure.said, slip.entry, entries)
        if any(against[each] for each in OUTRIGHT):
            continue
        signs = {**against, **_signs(document, figure, slip, entries, nameless=nameless), "headed": int(headed)}
        if _is_sum_of_row(document, mention, slip.entry):
            continue
        if not (signs["derived"] and _tells_change(document, figure.said)):
            yield slip, signs


def _is_aside(text: str, mention: Mention) -> bool:
    """Whether a figure is told of what something would have been: "without the grant we had 1,973".

    "Before any allowance, debts stood at 18.5" tells no less behind its comma than other sentences do.
    """
    start = mention.sentence[0]
    opened = ASIDE_OPENING.match(text, start)
    if opened is None or _UNREAL.match(text, start):
        return opened is not None
    return ", " not in text[opened.end() : mention.start]


def _is_sum_of_row(document: Document, mention: Mention, entry: Entry) -> bool:
    """Whether a figure is said to be all that a row tells: "infections numbered 41 in all", of four quarters."""
    if mention.decimals or ALL_TOLD.match(document.text, mention.end) is None:
        return False
    row = [figure for figure in entry.table.figures[entry.cell.row] if figure is not None]
    return len(row) > 1 and sum(figure.value for figure in row) == mention.value


def _tells_change(document: Document, said: Said) -> bool:
    """Whether a figure says by how much something changed, which is right where it follows from the row."""
    compared = said.mention.percent and COMPARED_SHARE.match(document.text, said.mention.end) is not None
    # "Earning assets increased 5.6% to $2.35 billion", or "by 5.6%".
    return compared or (said.manner == "change" and bool(said.common["by"] or said.mention.percent))


def _is_ruled_out(document: Document, said: Said, entry: Entry, *, nameless: bool) -> bool:
    """Whether a figure is said to be of another year, lies in a range, or is of nothing that a table names."""
    if is_of_another_thing(document, said.mention, entry) or is_of_other_year(said, entry):
        return True
    if is_aim(document, said.mention, entry) or (said.mention.bare and entry.figure.decimals):
        return True
    if said.mention.bare and is_within(document, said.mention, entry):
        return True
    return nameless and said.common["tied"] < LEAST_TIED


def _slip_objections(figure: Figure, slip: Slip, entries: Entries, *, nameless: bool) -> Signs:
    """Return what makes a figure near enough to what it is about, or one of a part that no table tells."""
    said, mention, entry = figure.said, figure.said.mention, slip.entry
    # "An increase in contributions of 1,373" tells how much they grew.
    partly = said.clause.share(entry.row_words) < HUNDRED and not (entry.change or entry.movable)
    swap = swapped(mention.value, slip.right, mention.decimals)
    worked_out = not swap and figure.worked_out
    return {
        "about": int(mention.approximate and abs(slip.right - mention.value) <= ABOUT * slip.right),
        "undated": int(bool(said.years) and said.told_year and said.years.isdisjoint(entries.years)),
        "movement": int(_is_movement(said, entry)),
        "by_part": int(said.manner != "level" and said.common["by"] and partly),
        "other_bare": int(mention.bare and figure.other),
        "aside": int(figure.aside),
        "worked_out": int(worked_out),
        "nameless_worked_out": int(nameless and worked_out),
        "swap": int(swap),
        "long": max(said.common["digits"] - said.common["noughts"] - SHORT, 0),
    }


def _is_movement(said: Said, entry: Entry) -> bool:
    """Whether an entry is a variance or the like, of which a sentence that tells a level does not speak."""
    unsaid = not said.sentence.share(entry.column_words)
    return said.manner == "level" and unsaid and kinds.MOVEMENT.search(entry.block.heads[entry.cell.column]) is not None


def _is_nameless(said: Said, entry: Entry) -> bool:
    """Whether a sentence says no word of a row or a column, and no other figure of the row."""
    words = entry.row_words | entry.column_words
    return said.sentence.whole.isdisjoint(words) and (id(entry.table), entry.cell.row) not in said.rows


def _signs(document: Document, figure: Figure, slip: Slip, entries: Entries, *, nameless: bool) -> Signs:
    said, mention = figure.said, figure.said.mention
    entry, table, right = slip.entry, slip.entry.table, slip.right
    row, column = (id(table), entry.cell.row), (id(table), entry.cell.column)
    exact = abs(entry.figure.value).scaleb(slip.power)
    own = called(entry)
    money = mention.currency and not entry.figure.currency
    return {
        **said.common,
        **_slip_objections(figure, slip, entries, nameless=nameless),
        "first_digit": int(f"{right:f}"[0] != f"{mention.value:f}"[0]),
        "off_by_one": int(abs(exact - mention.value) <= 2 * mention.half),
        "finer": int(exact != right),
        "row": said.clause.share(entry.row_words),
        "row_sentence": said.sentence.share(entry.row_words),
        "row_rare": said.rarity(entry, entries),
        "rowless": int(not entry.row_words),
        "column": said.clause.share(entry.column_words),
        "column_rare": said.rarity_of_column(entry, entries),
        "nameless": int(nameless),
        "opens": int(opens(document, mention, entry)),
        "year": int(bool(said.years & entry.years)),
        "row_cited": int(row in said.rows),
        "column_cited": int(column in said.columns),
        "told": int(not said.others.isdisjoint({right, entry.figure.value, abs(right - mention.value)})),
        "right_said": min(how_often(document, right), MOST_SAID),
        "derived": int(_is_derived(document, said, entry, entries)),
        "change": int(entry.change),
        "level_of_change": int(entry.change and said.manner == "level"),
        "earlier": int(EARLIER.search(own) is None and any(word not in own for word in said.earlier)),
        "other": int(any(word not in own for word in figure.others)),
        "foreign": figure.foreign,
        "money_elsewhere": int(money and entries.tell_money),
        "nearest": int(_is_nearest(document, mention, table)),
        "distance": _distance(table.table, mention).bit_length(),
    }


def _is_nearest(document: Document, mention: Mention, table: ReadTable) -> bool:
    """Whether no other table stands nearer to a figure."""
    starts = document.cached("where tables begin", lambda given: [each.start for each in given.tables])
    after = bisect_left(starts, mention.start)
    beside = document.tables[max(after - 1, 0) : after + 1]
    return all(_distance(each, mention) >= _distance(table.table, mention) for each in beside)


def _distance(table: Table, mention: Mention) -> int:
    return min(abs(table.start - mention.start), abs(table.end - mention.start))


def _is_derived(document: Document, said: Said, entry: Entry, entries: Entries) -> bool:
    """Whether the figure can be worked out from its row, or from rows of its column that the sentence names."""
    rows = entries.words_of_rows[id(entry.table)]
    named = [row for row, words in rows.items() if said.sentence.share(words) >= HUNDRED // 2]
    values = chain(_of_row(document, entry), of_column(entry, named, whole=True))
    return any(is_printed(said.mention, each, entry) for each in values)


def _of_row(document: Document, entry: Entry) -> Sequence[Derived]:
    """Return what follows from the row of an entry, worked out once for all of its figures."""
    known: dict[tuple[int, int], Sequence[Derived]] = document.cached("worked out of rows", lambda _: {})
    row = (id(entry.table), entry.cell.row)
    if row not in known:
        known[row] = tuple(of_row(entry))
    return known[row]
