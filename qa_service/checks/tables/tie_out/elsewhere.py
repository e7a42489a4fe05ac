"""Figures of the text that stand in the table, but in another cell than the one that the sentence names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa_service.checks.tables import kinds
from qa_service.checks.tables.tie_out.change_words import manner_of
from qa_service.checks.tables.tie_out.derived import cued
from qa_service.checks.tables.tie_out.entries import Entries, Entry
from qa_service.checks.tables.tie_out.mentions import Mention, figures_beside, figures_between
from qa_service.checks.tables.tie_out.misses import Near, powers_between
from qa_service.checks.tables.tie_out.naming import ALL_IN, TAIL, Named, Naming, is_part, opens
from qa_service.checks.tables.tie_out.near_short import NEUTRAL
from qa_service.checks.tables.tie_out.of_none import is_of_all
from qa_service.checks.tables.tie_out.other_measures import EARLIER, MEASURE
from qa_service.checks.tables.tie_out.passage import Passage, telling_of
from qa_service.checks.tables.tie_out.words import YEAR, all_words, years_of
from qa_service.checks.tables.tie_out.years import PRIOR
from qa_service.documents import Document
from qa_service.documents.numbers.figures import figure_value

# Long tables hold so many figures that one of them is met by accident.
MOST_CELLS = 250
LONG_DIGITS = 4
MOST_RATIO = 100
HEAD_CHARS = 300
# An abbreviation of a unit may hide the end of a sentence.
END = re.compile(r"(?<!\bMio)(?<!\bMrd)(?<!\bTsd)\.\s(?=[A-Z])")
BOUNDARY = re.compile(r"[,;:]\s|\s(?:and|while|whereas|but|und|\()\s?")
# With these a sentence may tell another figure than the one of what it names.
COMPARED = re.compile(
    r"(?i)\b(?:compar\w*|against|versus|vs|from|than|above|below|over|under|after|before|beside|besides|next|"
    r"ahead|behind|beginning|opening|start|(?:brought|carried)\s(?:forward|down)|less|more|fewer|most|both|respectively|either|other|"
    r"others|rest|remaining|except|without|plus|minus|net|not|nor|exceed\w*|second|third|if|would|instead)\b"
)
THIS_YEAR = re.compile(r"(?i)\b(?:during|in|for|over)\s(?:the|this)\s(?:financial\s|fiscal\s)?year\b|\bthis year\b")
LEGAL_FORM = re.compile(
    r"\s(?:SA|AG|SE|NV|BV|plc|PLC|Ltd\.?|Limited|Inc\.?|LLC|LLP|GmbH|A/S|AB|ASA|Oyj|SpA|S\.A\.|Corp\.?)\Z"
)
LEAD_IN = re.compile(r"(?i)(?:the|our|die|der|das)\s")


def elsewhere(document: Document, mention: Mention, entries: Entries) -> Near | None:
    """Return the cell that a sentence names where it prints the figure of another cell of the table."""
    if len(entries.values) > MOST_CELLS or mention.approximate or mention.digits < 2:
        return None
    holding = [entry for entry in entries.by_value.get(mention.value, ()) if _may_print(mention, entry)]
    if not holding or len({id(entry.table) for entry in holding}) > 1:
        return None
    if len(holding) != len(entries.by_value[mention.value]):
        return None
    clause = clause_of(document, mention)
    words = all_words(document.text[clause[0] : clause[1]])
    meant = _meant(document, mention, entries, holding, words, clause)
    if (
        meant is None
        or is_of_all(document, mention, holding, meant)
        or _is_doubtful(document, mention, meant, clause)
        or _tells_apart(document, mention, meant, holding, clause)
    ):
        return None
    named = Naming(1.0, 1.0, bool(meant.years))
    if is_part(document, mention, Named(meant, named)):
        return None
    return Near(meant, abs(meant.figure.value), named)


def _may_print(mention: Mention, entry: Entry) -> bool:
    """Whether a figure of the text is of the scale and the kind of a table figure."""
    if (mention.currency and entry.percent) or (mention.unit and mention.unit not in entry.times):
        return False
    return 0 in powers_between(mention, entry)


def clause_of(document: Document, mention: Mention) -> tuple[int, int]:
    """Return what a sentence says of a figure: from the clause of the figure before to the next one."""
    known: dict[int, tuple[int, int]] = document.cached("clauses of figures", lambda _: {})
    if mention.start not in known:
        known[mention.start] = _clause_of(document, mention)
    return known[mention.start]


def _clause_of(document: Document, mention: Mention) -> tuple[int, int]:
    text, (start, end) = document.text, mention.sentence
    others = [each for each in figures_between(document, start, end) if not YEAR.fullmatch(each.group())]
    before = max((each.end() for each in others if each.end() <= mention.start), default=None)
    if before is not None:
        cut = BOUNDARY.search(text, before, mention.start)
        start = cut.end() if cut else before
    behind = min((each.start() for each in others if each.start() > mention.start), default=end)
    boundary = END.search(text, mention.end, behind)
    behind = boundary.start() if boundary else behind
    boundary = BOUNDARY.search(text, mention.end, behind) or TAIL.search(text, mention.end, behind)
    return start, boundary.start() if boundary else behind


def _is_doubtful(document: Document, mention: Mention, meant: Entry, clause: tuple[int, int]) -> bool:
    """Whether a clause compares, works something out, or speaks of another time, in words that do not name the cell."""
    own = f"{meant.table.labels[meant.cell.row]} {meant.block.heads[meant.cell.column]}".lower()
    said = document.text[clause[0] : clause[1]]
    told = (found.group().lower() for each in (COMPARED, EARLIER, MEASURE, PRIOR) for found in each.finditer(said))
    if any(word not in own for word in told) or manner_of(document, mention) != "level":
        return True
    return not cued(said) <= cued(own)


def _meant(
    document: Document,
    mention: Mention,
    entries: Entries,
    holding: Sequence[Entry],
    words: frozenset[str],
    clause: tuple[int, int],
) -> Entry | None:
    """Return the one cell whose row, and whose column, year or neighbour, a clause names."""
    table = holding[0].table
    years = years_of(document.text[clause[0] : clause[1]])
    rows = [entry for entry in entries.of_table(table) if _names_row(entry, words, years)]
    most = max((len(entry.row_words) for entry in rows), default=0)
    rows = [entry for entry in rows if len(entry.row_words) == most and _may_print(mention, entry)]
    if len({entry.cell.row for entry in rows}) != 1 or kinds.TOTAL.search(table.labels[rows[0].cell.row]):
        return None
    chosen = [entry for entry in rows if _names_column(document, entry, rows, words, clause)]
    if not chosen and _is_telling(mention, holding) and _is_about(document, mention, rows[0], clause):
        columns = {entry.cell.column for entry in holding}
        last = max((year for entry in rows for year in entry.years), default=0)
        undated = not years and PRIOR.search(document.text, *mention.sentence) is None
        chosen = [entry for entry in rows if entry.cell.column in columns]
        chosen = [entry for entry in chosen if not entry.years or (undated and last in entry.years)]
    return chosen[0] if len(chosen) == 1 else None


def _is_telling(mention: Mention, holding: Sequence[Entry]) -> bool:
    """Whether a figure is too long, or printed too much like the table, to stand there by accident."""
    if mention.digits >= LONG_DIGITS:
        return True
    alike = all(entry.figure.decimals == mention.decimals for entry in holding)
    return mention.digits == LONG_DIGITS - 1 and mention.decimals > 0 and alike


def _is_about(document: Document, mention: Mention, entry: Entry, clause: tuple[int, int]) -> bool:
    return is_subject(document, mention, entry, clause) or opens(document, mention, entry)


def _names_row(entry: Entry, words: frozenset[str], years: frozenset[int]) -> bool:
    if entry.table.figures[entry.cell.row][entry.cell.column] is None:
        return False
    if not entry.row_words:
        return bool(entry.years) and entry.years == years
    return entry.row_words <= words and bool(entry.row_words - NEUTRAL)


def _names_column(
    document: Document, entry: Entry, rows: Sequence[Entry], words: frozenset[str], clause: tuple[int, int]
) -> bool:
    if entry.years:
        said = years_of(document.text[clause[0] : clause[1]])
        latest = max(year for each in rows for year in each.years)
        this = entry.row_words and not said and THIS_YEAR.search(document.text, *clause) is not None
        dated = entry.years == said or (this and entry.years == {latest})
        return bool(dated) and entry.column_words <= words and bool(entry.row_words or entry.column_words)
    return bool(entry.column_words) and entry.column_words <= words


def is_subject(document: Document, mention: Mention, entry: Entry, clause: tuple[int, int]) -> bool:
    """Whether a sentence begins with the label of a row."""
    said = document.text[clause[0] : mention.start].lstrip()
    label = LEGAL_FORM.sub("", entry.table.labels[entry.cell.row].strip(" *_")).lower()
    opened = LEAD_IN.match(said)
    return len(label) > 3 and said[opened.end() if opened else 0 :].lower().startswith(f"{label} ")


def _tells_apart(
    document: Document, mention: Mention, meant: Entry, holding: Sequence[Entry], clause: tuple[int, int]
) -> bool:
    """Whether the figure is what the clause says after all, or the sentence speaks of the cell that holds it."""
    start, end = mention.sentence
    sentence = document.text[start:end]
    twice = len(set(_places(document, mention))) > 1
    said = all_words(document.text[clause[0] : clause[1]] if twice else sentence)
    years = years_of(sentence)
    if any(str(year) not in _head_of(document, meant) for year in years - meant.years):
        return True
    # "186 people quit on an average headcount of 1,090" has the figure that it names too.
    if any(abs(meant.figure.value) == figure_value(each.group()) for each in figures_beside(document, mention)):
        return True
    if any(_is_of_other_kind(mention, meant, entry) for entry in holding):
        return True
    # "**Flexibles.** Adjusted EBITDA climbed to 63.7" is about the row that heads the paragraph.
    passage, telling = Passage.before(document, mention), telling_of(document)
    if any(passage.is_about(telling.of_row(entry)) for entry in holding):
        return True
    whole, clause_text = ALL_IN.search(document.text, *clause) is not None, document.text[slice(*clause)].lower()
    words_said = frozenset(re.findall(r"[^\W_]+", clause_text))
    return any(_is_said(entry, meant, said, years, words_said, whole=whole) for entry in holding)


def _head_of(document: Document, entry: Entry) -> str:
    """Return what stands before a table, where its year may be told."""
    start = entry.table.table.start
    return document.text[max(0, start - HEAD_CHARS) : start]


def _is_of_other_kind(mention: Mention, meant: Entry, holding: Entry) -> bool:
    """Whether a figure is printed like the cell that holds it and unlike the one that is named."""
    figure, other = meant.figure, holding.figure
    if mention.currency and figure.currency != other.currency:
        return True
    far = not abs(figure.value) / MOST_RATIO <= mention.value <= abs(figure.value) * MOST_RATIO
    return far or figure.decimals != other.decimals or meant.percent != holding.percent


def _is_said(
    entry: Entry, meant: Entry, said: frozenset[str], years: frozenset[int], clause: frozenset[str], *, whole: bool
) -> bool:
    """Whether the sentence may speak of a cell after all."""
    if abs(entry.figure.value) == abs(meant.figure.value) or (entry.years - meant.years) & years:
        return True
    if (entry.row_words - meant.row_words) & said or (entry.column_words - meant.column_words) & said:
        return True
    if entry.cell.row == meant.cell.row:
        # "The stock claim" is not what was claimed of the stock.
        printed = meant.block.heads[meant.cell.column].lower().split()
        if printed and not meant.years and not any(word in clause for word in printed if len(word) > 1):
            return True
        nameless = not entry.column_words | entry.years
        # "Awards" is said within "amount awarded".
        return nameless or (not meant.years and meant.column_words < entry.column_words)
    if whole and kinds.TOTAL.search(entry.table.labels[entry.cell.row]) is not None:
        return True
    return bool(meant.row_words) and entry.row_words <= meant.row_words


def _places(document: Document, mention: Mention) -> Iterator[int]:
    printed = document.text[mention.start : mention.end]
    found = figures_between(document, *mention.sentence)
    return (each.start() for each in found if each.group() == printed)
