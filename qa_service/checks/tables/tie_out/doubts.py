"""What makes a near miss an accident: many figures of other things around it, or a unit that the table contradicts."""

from __future__ import annotations

import re
from decimal import Decimal

from qa_service.checks.tables.tie_out.entries import Entries, Entry
from qa_service.checks.tables.tie_out.mentions import Mention, figures_beside
from qa_service.checks.tables.tie_out.words import YEAR
from qa_service.documents import Document
from qa_service.documents.numbers.figures import figure_value

MOST_STRANGE = 3
CAPTION = 240
SCALES = (0, 3, 6)
_UNITS = (
    r"(?:[num\u00b5]?s|sec|seconds|min|minutes|[kKMGT]i?B|bytes|(?:k|M|G)?Hz|req/s|MB/s|px|fps|kW|MW|GW|[kMGT]Wh|kg|mg|"
    r"mm|cm|km|\u00b0[CF]|litres|tonnes|gas|[kMG]?Pa|[kM]N|[km]V|mA|k?VA|dB|psi|ppm|ppb|[kM]?J|ml|mol|lux|rpm|"
    r"[nm\u00b5\u03bc]?g/(?:[Ll]|kg|m3|m\u00b3))(?![\w/]|-\d)"
)
BEHIND = re.compile(rf"(?:\s(?:and|to|or|-|\u2013)\s\d[\d.,]*)?\s?(?P<unit>{_UNITS})")
# "Flow (m\u00b3/h)", "Output (tonnes)"; a share has signs of its own.
BRACKETED = re.compile(r"\((?P<unit>(?!%)[^()\d][^()]{0,11})\)")
LONGEST_UNIT = 14
STATED = re.compile(rf"(?<![\w/]){_UNITS}")


def is_doubtful(document: Document, mention: Mention, entry: Entry, entries: Entries) -> bool:
    """Tell whether a figure that nearly is a table's may be one of something else."""
    return is_in_other_unit(document, mention, entry) or is_among_strange(document, mention, entry, entries)


def is_in_foreign_unit(document: Document, mention: Mention, entry: Entry) -> bool:
    """Tell whether a unit stands behind a figure that neither the table nor what stands before it tells."""
    behind = BEHIND.match(document.text, mention.end)
    if behind is None or mention.scale:
        return False
    table, (start, end) = entry.table.table, mention.sentence
    told = document.text[max(0, table.start - CAPTION) : table.end]
    return behind["unit"] not in told.replace(document.text[start:end], "")


def is_in_own_unit(document: Document, mention: Mention, entry: Entry) -> bool:
    """Tell whether the unit behind a figure is the one that the head of its column, or its row, has in brackets."""
    called = f"{entry.table.labels[entry.cell.row]} {entry.block.heads[entry.cell.column]}"
    units = [found["unit"].lower() for found in BRACKETED.finditer(called)]
    behind = document.text[mention.end : mention.end + LONGEST_UNIT].lower().lstrip()
    return any(behind.startswith(unit) and not behind[len(unit) : len(unit) + 1].isalnum() for unit in units)


def is_in_other_unit(document: Document, mention: Mention, entry: Entry) -> bool:
    """Tell whether a unit stands behind a figure, and an entry or its table is in others."""
    behind = BEHIND.match(document.text, mention.end)
    if behind is None:
        return False
    stated = STATED.findall(f"{entry.table.labels[entry.cell.row]} {entry.block.heads[entry.cell.column]}")
    if stated:
        energy = behind["unit"].endswith("Wh")
        return not any(unit == behind["unit"] or (energy and unit.endswith("Wh")) for unit in stated)
    if _is_told_above(document, mention, entry, behind["unit"]):
        return False
    # Where other columns tell their units, one that tells none counts.
    heads = entry.block.heads[entry.table.first_column :]
    return not mention.scale and any(STATED.search(head) for head in heads)


def _is_told_above(document: Document, mention: Mention, entry: Entry, unit: str) -> bool:
    """Whether the words above a table tell a unit: "Concentrations are in \u00b5g/L; dissolved oxygen in mg/L"."""
    text, start = document.text, entry.table.table.start
    above = text[max(0, start - CAPTION) : start].replace(text[slice(*mention.sentence)], "")
    return unit in STATED.findall(above)


def is_among_strange(document: Document, mention: Mention, entry: Entry, entries: Entries) -> bool:
    """Tell whether the sentence has several figures, most in no table; "$282 million" tells what it is."""
    if mention.scale and (mention.currency or entry.scale is not None):
        return False
    # Two digits tell hours, ages and days.
    telling = [each.group() for each in figures_beside(document, mention) if len(each.group()) > 2]
    if len(telling) < MOST_STRANGE:
        return False
    figures = {figure_value(digits) for digits in telling if not YEAR.fullmatch(digits)}
    told = [value for value in figures if value is not None]
    strange = sum(not _is_known(value, entries) for value in told)
    return strange >= MOST_STRANGE and strange * 2 > len(told)


def _is_known(value: Decimal, entries: Entries) -> bool:
    """Whether a figure is, at some scale, what a table's would be rounded to."""
    half = Decimal(5).scaleb(int(value.as_tuple().exponent) - 1)
    bounds = (((value - half).scaleb(power), (value + half).scaleb(power)) for power in SCALES)
    return any(entries.holds(low, high) for low, high in bounds)
