"""Numbered series that a document names by a noun: a list below "Exclusions", a column "Item" whose cells count.

Only nouns that stand for parts of a document are learnt: there may be a "Unit 7" beside a table of five units.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from qa_service.checks.references.captioned_series import captioned_series
from qa_service.checks.references.listed_labels import labels_below, style_of
from qa_service.documents import Document
from qa_service.documents.document import Table
from qa_service.documents.references.labels import line_end
from qa_service.documents.references.numbers import counts_from_one
from qa_service.documents.searching.anchors import BLANK, LETTER_I, match_lines
from qa_service.documents.searching.rare_signs import Signed, rare_sign, signed
from qa_service.documents.searching.word_sets import word_set

# What lists are called by and their entries referred to by: "General Conditions" holds General Condition 4. Grounds
# and principles are mostly a statute's or a code's.
_TITLES = {
    "exclusion": "exclusions", "extension": "extensions", "endorsement": "endorsements", "condition": "conditions",
    "recital": "recitals", "warranty": "warranties", "covenant": "covenants", "undertaking": "undertakings",
    "exception": "exceptions", "measure": "measures", "requirement": "requirements", "finding": "findings",
    "recommendation": "recommendations", "obligation": "obligations",
    "assumption": "assumptions", "action": "actions", "deliverable": "deliverables",
    "milestone": "milestones", "instruction": "instructions", "representation": "representations",
    "item": "items",
}  # fmt: skip
# Those that are a list's of this document only where some sentence refers to one that is there.
_OFTEN_OTHERS = {
    "note": "notes", "remark": "remarks", "comment": "comments", "observation": "observations", "option": "options",
    "risk": "risks", "issue": "issues", "question": "questions", "ground": "grounds", "principle": "principles",
    "objective": "objectives", "proposal": "proposals", "lot": "lots", "step": "steps", "conclusion": "conclusions",
    "reason": "reasons", "scenario": "scenarios", "criterion": "criteria", "defect": "defects", "point": "points",
    "resolution": "resolutions", "priority": "priorities", "task": "tasks", "allegation": "allegations",
}  # fmt: skip
_TITLES |= _OFTEN_OTHERS
# What parts are headed by in German and French.
_ABROAD = word_set(
    "feststellung befund maßnahme mangel frage variante los hinweis bemerkung annahme auflage bedingung schritt"
    " constat recommandation réserve remarque mesure hypothèse étape condition meilenstein"
)
# Titles that say it by another word.
_OTHER_TITLES = {
    "background": "recital", "whereas": "recital", "preamble": "recital", "recommend": "recommendation",
    "found": "finding",
}  # fmt: skip
_SINGULAR = {plural: noun for noun, plural in _TITLES.items()} | _OTHER_TITLES
_TITLE = rare_sign(r"(?m:\b(?:" + "|".join(_SINGULAR).replace("i", LETTER_I) + r")[*_: \t]*$)", ignore_case=True)
_NUMBERED_LINE = re.compile(r"^[ \t>#*_(-]{0,8}(?P<number>\d{1,2})[.)]?[*_]{0,3}[ \t]", re.MULTILINE)
_ITEM = rare_sign(rf"\b(?:[Ii]tem|[Pp]oint|[Cc]ondition|[Rr]equirement|[Pp]rinciple)s?{BLANK}\p{{Nd}}")
_WORD = re.compile(r"[A-Za-z]+")
GENERIC = frozenset({"item", "entry", "row", "line", "step"})
_HEADS = _TITLES.keys() | GENERIC
_NUMBER_HEAD = re.compile(r"(?:no|nr|ref|number|reference)\.?|#", re.IGNORECASE)
# A line that begins with such a head and a bar, a tab or a gap behind it, which no other table need be read for.
_COLUMN = rare_sign(
    r"(?m:^[^\pL\p{Nd}#\n]{0,20}(?:#|(?:"
    + "|".join(sorted((*_HEADS, "no", "nr", "ref", "number", "reference"))).replace("i", LETTER_I)
    + r")\b)[^\pL\p{Nd}\n]{0,8}(?:[|\t,;]|[ \x{a0}]{2}|$))",
    ignore_case=True,
)
# The head of such a table, and its rows: a number and a gap, or what goes on with a row above.
_ALIGNED_HEAD = re.compile(r"[ \t]{0,12}(?P<noun>[A-Za-z]+)[ \t]{2,}[A-Z][^\n]*\n(?:[ \t-]*\n)?")
_ALIGNED_ROW = re.compile(r"(?:[ \t]{0,12}(?:\d{1,2}[.)]?[ \t]{2,}|[ \t]{4,})\S[^\n]*(?:\n|\Z)){3,200}")
_ALIGNED_LABEL = re.compile(r"^[ \t]{0,12}(?P<label>\d{1,2})[.)]?[ \t]{2,}", re.MULTILINE)
_CELL = re.compile(r"[*_]*(?P<label>[A-Z]?\d{1,2}|[A-Za-z])[.)]?[*_]*")
_QUALIFIER = re.compile(r"(?P<word>[A-Za-z]+)[ \t]+\Z")
_FEWEST = 3
_BARE, _MAX_WORDS = " \t#*_>:", 8


class Series(NamedTuple):
    """One series: the word before its noun in small letters ("general"), its labels, and whether they are a column's.

    ``spelled`` tells that the column itself is headed by the noun, ``captioned`` that each part is headed by it, and
    ``sure`` that nothing else is numbered by the noun.
    """

    qualifier: str
    labels: frozenset[str]
    spelled: bool = True
    captioned: bool = False
    sure: bool = True


def find_series(document: Document) -> Mapping[str, Sequence[Series]]:
    """Return the series of each noun; no noun with a list that is not numbered so."""
    found = defaultdict[str, list[Series]](list)
    subject = signed(document)
    for noun, qualifier, labels in _listed(subject):
        found[noun].append(Series(qualifier, labels, sure=noun not in _OFTEN_OTHERS))
    for noun, labels in captioned_series(subject).items():
        found[noun].append(Series("", labels, captioned=True, sure=noun in _TITLES or noun in _ABROAD))
    for table in document.tables if _COLUMN.occurs_in(subject) else ():
        for noun, series in _columns(table):
            found[noun].append(series)
    for noun, series in _aligned(subject):
        found[noun].append(series)
    if numbers := _numbered_lines(subject):
        for noun in {"item", "point", *_titled(subject.text)} - found.keys():
            found[noun].append(Series("", numbers, spelled=False, sure=False))
    return {noun: _labelled(all_of) for noun, all_of in found.items() if _labelled(all_of)}


def _labelled(series: Sequence[Series]) -> Sequence[Series]:
    """Return the series, or none where one is not numbered; what has captions is numbered by them."""
    if any(each.captioned for each in series):
        return [each for each in series if each.labels]
    return series if all(each.labels for each in series) else ()


def _numbered_lines(subject: Signed) -> frozenset[str]:
    """Return the numbers that lines begin with, as the items of an agenda do, where they count from the first."""
    if not _ITEM.occurs_in(subject):
        return frozenset()
    numbers = frozenset(found["number"] for found in match_lines(_NUMBERED_LINE, subject.text))
    return numbers if counts_from_one(numbers) else frozenset()


def _titled(text: str) -> Iterator[str]:
    """Yield what the numbered parts are called by the title of the whole: "CONDITIONS OF CARRIAGE"."""
    title = text[: text.find("\n") if "\n" in text else 0].lower()
    yield from (_SINGULAR[word] for word in _WORD.findall(title) if word in _SINGULAR)


def _listed(subject: Signed) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Yield noun, qualifier and labels of each title that ends with the noun in the plural."""
    text = subject.text
    for at, _ in _TITLE.spans_in(subject):
        word = _WORD.match(text, at)
        if word is None or word.group().lower() not in _SINGULAR:
            continue
        line = text.rfind("\n", 0, at) + 1
        if _is_title(text, line, at, word.end()):
            qualifier = _QUALIFIER.search(text, line, at)
            yield (
                _SINGULAR[word.group().lower()],
                qualifier["word"].lower() if qualifier else "",
                labels_below(text, line),
            )


def _is_title(text: str, line: int, at: int, end: int) -> bool:
    """Tell whether a line that ends with the noun is a heading: by its markup, its capitals or its place."""
    if at > line and (text[at - 1].isalnum() or text[at - 1] == "-"):
        return False
    printed = text[line : line_end(text, end)]
    words = printed.strip(_BARE).split()
    if len(words) > _MAX_WORDS:
        return False
    if printed.lstrip(" \t>").startswith(("#", "**")) or printed.isupper():
        return True
    return text[max(0, line - 2) : line] in {"\n\n", "\n", ""} and all(word[0].isupper() for word in words)


def _aligned(subject: Signed) -> Iterator[tuple[str, Series]]:
    """Yield the series of columns that blanks alone part, as a timetable in plain text has them."""
    text = subject.text
    for at, _ in _COLUMN.spans_in(subject):
        head = _ALIGNED_HEAD.match(text, text.rfind("\n", 0, at) + 1)
        if head is None or (noun := head["noun"].lower()) not in _HEADS:
            continue
        rows = _ALIGNED_ROW.match(text, head.end())
        labels = [each["label"] for each in _ALIGNED_LABEL.finditer(rows.group())] if rows else []
        if len(labels) >= _FEWEST and labels == [str(place) for place in range(1, len(labels) + 1)]:
            yield noun, Series("", frozenset(labels), sure=noun not in _OFTEN_OTHERS)


def _columns(table: Table) -> Iterator[tuple[str, Series]]:
    """Yield the series that the first column counts, by its head or, below "No.", by what rows are called."""
    if len(table.rows) < 3 or not table.rows[0]:
        return
    head = table.rows[0][0].text.strip("*_ .:").lower()
    cells = [_CELL.fullmatch(row[0].text.strip()) for row in table.rows[1:] if row and row[0].text.strip()]
    labels = frozenset(cell["label"] for cell in cells if cell)
    numbered = _NUMBER_HEAD.fullmatch(table.rows[0][0].text.strip("*_ ")) is not None
    if not labels or len(labels) < len(cells) or len({style_of(label) for label in labels}) > 1:
        if head in _HEADS and labels:
            yield head, Series("", frozenset())
        return
    if head in _HEADS:
        yield head, Series("", labels, sure=head not in _OFTEN_OTHERS)
    if head in GENERIC or numbered:
        yield from ((noun, Series("", labels, spelled=False)) for noun in sorted(GENERIC - {head, "step"}))
