"""What makes a figure one that no table tells: an aim, the end of a range, one of two years, one of them unknown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa_service.checks.tables import kinds
from qa_service.checks.tables.footing.arithmetic import half_unit
from qa_service.checks.tables.tie_out.companions import is_held, said_together
from qa_service.checks.tables.tie_out.entries import Entries, Entry
from qa_service.checks.tables.tie_out.mentions import Mention
from qa_service.checks.tables.tie_out.other_measures import thing_in
from qa_service.checks.tables.tie_out.weights import Signs
from qa_service.checks.tables.tie_out.words import words_of, years_of
from qa_service.checks.tables.tie_out.years import PRIOR
from qa_service.documents import Document

_SIGN = r"(?:[A-Z]{0,3}[$\u20ac\u00a3]\s?)?"
_UNIT = r"(?:\s?(?:%|per\s?cent)|\s(?:thousand|million|billion|bn|m|k)\b)?"
# "Short of our 13% target", "above the 4.5 mm/s alarm level"
AIMED = re.compile(
    rf"(?i)(?:{_UNIT}|\s?[a-z\u00b0\u00b5\u00b2\u00b3/]{{1,6}})\s(?:[a-z-]+\s)?(?P<aim>targets?|goals?|limits?|thresholds?|ceilings?|"
    r"caps?|minimum|maximum|covenants?|hurdle|(?:alarm|alert|action|warning|trip|trigger)\slevels?)\b"
)
# "The state average was 76%", "the permissible value of 12.5 mm", "the forecast for the year is held at £4.1m"
OF_OTHERS = re.compile(
    r"(?i)(?:\b(?P<group>state|national|nationwide|industry|sector|market|peer|regional|county|country|city|trade)(?:['\u2019]s|-wide)?\s"
    rf"(?:average|median|mean|norm|benchmark|figure|rate)\b[^.;,\d]{{0,30}}|"
    r"\b(?P<bound>permissible|allowable|admissible|permitted|prescribed|statutory|contractual)\s[a-z]+\s(?:[a-z]+\s)?(?:of|is|at)\s|"
    r"\b(?P<plan>forecasts?|guidance|outlook)\b[^.;,\d]{0,60}\s(?:at|of|to)\s)"
    rf"{_SIGN}\Z"
)
# "Better than the 4.0% we had set ourselves"
SET_AS_AIM = re.compile(
    rf"(?i){_UNIT}\s(?:(?:which|that)\s)?(?:we|they|it|the\s[a-z]+)\s(?:(?:had|have|has)\s)?set\s(?:ourselves|themselves|itself)\b"
)
# "8.5%, after 5.1% in the previous year"
OF_PREVIOUS = re.compile(
    rf"(?i){_UNIT}\s(?:(?:in|for|during)\s(?:the\s)?(?:previous|prior|preceding|last)\s(?:financial\s|fiscal\s)?year\b|"
    r"(?:last\syear|the\syear\sbefore|(?:a|one)\syear\s(?:earlier|ago|before))\b)"
)
# "Between 15,000 and 20,000", "12-14%"
RANGED = re.compile(
    rf"(?i)\bbetween\s[^.;]{{1,24}}\sand\s{_SIGN}\Z|\bbetween\s{_SIGN}\Z|\d\s?%?\s?(?:-|\u2013)\s?{_SIGN}\Z"
)
TO = re.compile(rf"\s?%?\s?(?:-|\u2013)\s?{_SIGN}\d")
# "21.5% (2023: 22.1%)"
OF_YEAR = re.compile(rf"{_UNIT}\s?\((?P<year>(?:19|20)\d\d):\s?{_SIGN}")
# "A 4.6% rise in the average check"
MOVED = re.compile(
    rf"(?i){_UNIT}\s(?:rise|increase|growth|gain|jump|drop|fall|decline|decrease|reduction|improvement)\sin\s"
    r"(?:(?:the|our|its|their|both|all)\s)?(?P<what>[a-z'\u2019-]+(?:\s[a-z'\u2019-]+){0,3})"
)
# "The mean strength of the eight cores is 40.2 MPa."
AVERAGED = re.compile(
    r"(?i)\b(?P<kind>mean|average|median)\b[^.;:]{0,50}?\s(?:of|across|over|for)\s(?:the|all|these|those|our|its)\s"
    rf"[^.;:,]{{1,40}}s\s(?:is|was|of|at|came\sto|comes\sto)\s(?:about\s|roughly\s)?{_SIGN}\Z"
)
# "Inside target: 0.58", "0.58, which is below the goal" compare with an aim and tell another figure.
COMPARED_AIM = re.compile(
    r"(?i)\b(?:in|inside|below|above|under|over|within|against|than|beyond|outside|near|ahead\sof|short\sof|behind|on|at|of|to|"
    r"meets?|meeting|met|exceed\w*|hits?|beats?|beat|miss\w*)\s(?:(?:the|our|its|their|a|this|that)\s)?(?:[a-z-]+\s)?"
    r"(?P<aim>targets?|goals?|budget(?:ed)?|plan(?:ned)?|limits?|thresholds?|benchmarks?|standards?|specification|minimum|maximum|"
    r"norm)(?:\s(?:figures?|amounts?|levels?|values?|rates?|sums?|totals?))?"
    r"(?=\s?[,:;.)]|\s(?:at|with|and|but|in|for|by|this|again)\b)"
)
# "187,879 shipments, about 26% of them out of Columbus": all first, then how many of them.
_OF_THEM = r"\b(?:of|among)\s(?:them|these|those|which|whom)\b"
SHARE_OF_THEM = re.compile(rf"(?i)(?:\s?%|\s?per\s?cent)\s{_OF_THEM}")
SHARED = re.compile(
    r"(?i)\b(?:shares?|proportions?|percentages?|fractions?|mix|weights?)\b|%\s?of\b|\bof\s(?:all|total)\b"
)
ALL_FIRST = re.compile(rf"(?i)[^.;\n]{{0,60}}?{_OF_THEM}")
ALL = re.compile(r"(?i)\W*(?:all|overall|whole|combined|entire)\b")
REACH = 60
LEAST_SUMMED = 3


def signs_of_none(document: Document, mention: Mention) -> Signs:
    """Return what makes a figure one that no table tells, though one holds it."""
    before = document.text[max(mention.sentence[0], mention.start - REACH) : mention.start]
    ranged = RANGED.search(before) or TO.match(document.text, mention.end)
    return {
        "aimed": int(AIMED.match(document.text, mention.end) is not None),
        "ranged": int(ranged is not None),
    }


def is_of_another_thing(document: Document, mention: Mention, entry: Entry) -> bool:
    """Whether a figure is how much something else rose or fell, or the mean of several rows."""
    own = entry.row_words | entry.column_words
    moved = MOVED.match(document.text, mention.end)
    if moved is not None and own.isdisjoint(words_of(moved["what"])):
        return True
    before = document.text[max(mention.sentence[0], mention.start - 2 * REACH) : mention.start]
    averaged = AVERAGED.search(before)
    return averaged is not None and own.isdisjoint(words_of(averaged["kind"]))


def is_beside_aim(document: Document, mention: Mention, entry: Entry) -> bool:
    """Whether a column of aims is named only because a figure is compared with its aim."""
    head = words_of(entry.block.heads[entry.cell.column])
    text, (start, end) = document.text, mention.sentence
    compared = [found for found in COMPARED_AIM.finditer(text, start, end) if words_of(found["aim"]) & head]
    return any(found.start() >= mention.end or found.end() < mention.start - 1 for found in compared)


def is_aim(document: Document, mention: Mention, entry: Entry) -> bool:
    """Whether a figure is an aim or a limit by the words behind it, and neither row nor column of an entry is one."""
    aimed = AIMED.match(document.text, mention.end)
    return aimed is not None and words_of(aimed["aim"]).isdisjoint(entry.row_words | entry.column_words)


def is_of_others(document: Document, mention: Mention, entry: Entry) -> bool:
    """Whether a figure is others' mean, a limit, a forecast or a share, and neither row nor column of an entry is."""
    if mention.percent and SHARE_OF_THEM.match(document.text, mention.end):
        heads = f"{entry.table.labels[entry.cell.row]} {entry.block.heads[entry.cell.column]}"
        return SHARED.search(heads) is None
    if SET_AS_AIM.match(document.text, mention.end):
        return True
    before = document.text[max(mention.sentence[0], mention.start - 2 * REACH) : mention.start]
    thing = thing_in(before, document.text[mention.end : mention.end + REACH])
    if thing is not None and words_of(thing).isdisjoint(entry.row_words | entry.column_words):
        return True
    if OF_PREVIOUS.match(document.text, mention.end) and _is_of_this_year(entry):
        return True
    found = OF_OTHERS.search(before)
    if found is None:
        return False
    return words_of(found["group"] or found["bound"] or found["plan"]).isdisjoint(entry.row_words | entry.column_words)


def _is_of_this_year(entry: Entry) -> bool:
    """Whether the table of an entry has a single year, that of its column."""
    heads = " ".join(entry.block.heads)
    return len(entry.years) == 1 and years_of(heads) == entry.years and PRIOR.search(heads) is None


def is_total(entry: Entry) -> bool:
    """Whether an entry stands in a row of totals."""
    label = entry.table.labels[entry.cell.row]
    return kinds.TOTAL.search(label) is not None or ALL.match(label) is not None


def _sums_up(entry: Entry) -> bool:
    """Whether an entry is the sum of the figures above it, whatever its row is called."""
    above = [row[entry.cell.column] for row in entry.table.figures[: entry.cell.row]]
    figures = [figure for figure in above if figure is not None]
    if len(figures) < LEAST_SUMMED or entry.percent:
        return False
    slack = half_unit(entry.figure) * (len(figures) + 1)
    return abs(sum(figure.value for figure in figures) - entry.figure.value) <= slack


def is_total_column(entry: Entry) -> bool:
    """Whether an entry stands in a column of totals."""
    return kinds.TOTAL.search(entry.block.heads[entry.cell.column]) is not None


def is_of_all(document: Document, mention: Mention, holders: Sequence[Entry], entry: Entry) -> bool:
    """Whether the figure is the one of all rows, and little more than chance names another row.

    "Our emergency department cared for 51,797 people": the single word of a row is soon said when all are meant, and
    any row when it is told behind all how many of them are its own.
    """
    if is_total(entry) or not any(is_total(each) or _sums_up(each) for each in holders):
        return False
    return len(entry.row_words) == 1 or ALL_FIRST.match(document.text, mention.end) is not None


def is_unpaired(document: Document, mention: Mention, holders: Sequence[Entry], entries: Entries) -> bool:
    """Whether a figure stands beside one of another year that its own table tells, and no table holds it."""
    aside = OF_YEAR.match(document.text, mention.end)
    if aside is None:
        return False
    tables = {id(each.table) for each in holders}
    if not any(int(aside["year"]) in each.years for each in entries.entries if id(each.table) in tables):
        return False
    partner = next((each for each in said_together(document, mention) if each.start == aside.end()), None)
    return partner is not None and not is_held(partner, entries)
