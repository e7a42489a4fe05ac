"""Marks of footnotes without their note: "[^3]" where "[^1]:" and "[^2]:" stand below, "word³" or "word.[3]" where two
notes do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa_service.checks.references.titled_parts import TitledPart
from qa_service.documents import Document
from qa_service.documents.references.labels import line_end
from qa_service.documents.references.lists import RAISED, reference_sections
from qa_service.documents.references.numbers import counts_from_one
from qa_service.documents.searching.rare_signs import rare_sign, signed

# The marks of Markdown; a note of its own is a line that begins with the mark and a colon.
_MARK = re.compile(r"(?<=[^\s`\\])\[\^(?P<label>[\w-]{1,20})\](?![:(])")
_NOTE = re.compile(r"^[ \t>]*\[\^(?P<label>[\w-]{1,20})\]:", re.MULTILINE)
_MARKED_LINE = rare_sign(r"(?m:^)[ \t>]*\[\^[^\]\n]{1,20}\]:")
_SENT_TO = re.compile(
    r"\b(?:[Ss]ee|cf\.|[Ii]n)\s(?:also\s)?(?P<note>(?:foot)?note\s(?P<label>\d{1,2}))(?=[.;:)](?:\s|\Z)|,\s[a-z]|\s(?:above|below)\b)"
)
_CODE = re.compile(r"`[^`\n]+`")
_DIGITS = "\u2070\u00b9\u00b2\u00b3\u2074-\u2079"
_RAISED_NOTE = re.compile(
    rf"^[ \t>*|]*(?P<label>[{_DIGITS}]{{1,2}})[ \t]*(?=[^\W_\d]|[\"\u201c(\u00a7$\u20ac\u00a3*_])", re.MULTILINE
)
_RAISED_LINE = rare_sign(rf"(?m:^)[ \t>*|]*[{_DIGITS}]")
# Behind a word or a stop; behind one or two letters, a figure or a bracket it is a power: "m³", "10²", "(a + b)²".
_RAISED_MARK = re.compile(
    rf"(?:(?<=[^\W\d_]{{3}})|(?<=[\u201d\"][.,;:])|(?<=[a-z][.,;:!?\u201d\"'\u2019]))(?P<label>[{_DIGITS}]{{1,2}})(?![\w{_DIGITS}\u207b\u207a])"
)
_UNITS = re.compile(
    r"\b(?:inch|inches|feet|foot|yard|yards|mile|miles|met(?:er|re)s?|mol|chi|sin|cos|tan|log|Meter|Zoll|rad|mil|eta)\Z"
)
# "[1] Letter of 4 May."; the mark stands close behind a word or a stop: "at [8]" is a paragraph of a judgment.
_BOXED_NOTE = re.compile(r"^[ \t>*]*\[(?P<label>\d{1,2})\][ \t]+(?=\S)", re.MULTILINE)
_BOXED_LINE = rare_sign(r"(?m:^)[ \t>*]*\[\p{Nd}{1,2}\][ \t]+[^ \t\n]")
_BOXED_MARK = re.compile(
    r"(?:(?<=[^\W\d_]{3})|(?<=[.,;:!?)\]\u201d\"'\u2019%]))\[(?P<labels>\d{1,2}(?:[,;\u2013-]\s?\d{1,2}){0,4})\](?![\w(:])"
)
# "(1) Reported to the committee", and "in the year.(1)" right behind a stop.
_BRACKETED_NOTE = re.compile(r"^[ \t>*]*\((?P<label>\d{1,2})\)[ \t]+(?=\S)", re.MULTILINE)
_BRACKETED_SIGN = rare_sign(r"[a-z\p{Nd}%\x{201d}\"][.,;:]\(\p{Nd}{1,2}\)(?:[\s]|$)")
_BRACKETED_MARK = re.compile(r"(?<=[a-z\d%\u201d\"][.,;:])\((?P<label>\d{1,2})\)(?=\s|\Z)")
_NOTES_TITLE = re.compile(r"[ \t#*_]*(?:\d{1,2}\.?[ \t]+)?(?:foot|end)?notes\b", re.IGNORECASE)
_ENOUGH = 2


def missing_note_marks(document: Document) -> Iterator[TitledPart]:
    """Yield the marks in the text whose note is not there, where other marks have theirs."""
    text = document.text
    if _MARKED_LINE.occurs_in(signed(document)):
        yield from _marked(document)
    if _RAISED_LINE.occurs_in(signed(document)):
        yield from _raised(text)
    if _BOXED_LINE.occurs_in(signed(document)):
        yield from _boxed(document)
    if _BRACKETED_SIGN.occurs_in(signed(document)):
        yield from _bracketed(text)


def _marked(document: Document) -> Iterator[TitledPart]:
    """Yield the marks of Markdown; one kind of label must be used for notes, as "[^3]" is an expression elsewhere."""
    text = document.text
    known = frozenset(found["label"] for found in _NOTE.finditer(text))
    if not known:
        return
    numbered = all(label.isdecimal() for label in known)
    for found in _MARK.finditer(text):
        label = found["label"]
        if label in known or label.isdecimal() != numbered:
            continue
        if not _is_code(document, found.start()):
            yield TitledPart(*found.span(), "footnote", label, known)
    if numbered and counts_from_one(known):
        yield from _told(text, known)


def _bracketed(text: str) -> Iterator[TitledPart]:
    """Yield the marks behind a stop that are behind the last note, where the notes count from one and one is used."""
    marks = [*_BRACKETED_MARK.finditer(text)]
    known = (
        frozenset(found["label"] for found in _BRACKETED_NOTE.finditer(text, marks[0].end())) if marks else frozenset()
    )
    if len(known) < _ENOUGH or not counts_from_one(known):
        return
    if not any(found["label"] in known for found in marks):
        return
    for found in marks:
        if len(known) < int(found["label"]) <= 3 * len(known) + 3:
            yield TitledPart(*found.span(), "footnote", found["label"], known)


def _told(text: str, known: frozenset[str]) -> Iterator[TitledPart]:
    """Yield the notes that a sentence sends to; a line headed by the number may be such a note too."""
    for found in _SENT_TO.finditer(text):
        label, heads = found["label"], rf"^[ \t>#*_|(]*(?:Note[ \t]+)?{found['label']}[.):\s]"
        if label not in known and int(label) <= 3 * len(known) + 3 and not re.search(heads, text, re.I | re.M):
            yield TitledPart(*found.span("note"), "note", label, known)


def _is_code(document: Document, at: int) -> bool:
    """Tell whether a place lies in a block of code or between back-ticks on its line."""
    text = document.text
    line, end = text.rfind("\n", 0, at) + 1, line_end(text, at)
    return document.in_code(at) or any(code.start() < at < code.end() for code in _CODE.finditer(text, line, end))


def _raised(text: str) -> Iterator[TitledPart]:
    """Yield the raised numbers behind the last of the notes, which count from the first on."""
    notes = [(found.start("label"), _value(found["label"])) for found in _RAISED_NOTE.finditer(text)]
    known = {value for _, value in notes}
    if len(known) < _ENOUGH or known != set(range(1, len(known) + 1)):
        return
    heads = {at for at, _ in notes}
    found = [mark for mark in _RAISED_MARK.finditer(text) if mark.start() not in heads]
    if not known & {_value(mark["label"]) for mark in found}:
        return
    for mark in found:
        value = _value(mark["label"])
        if (
            value not in known
            and value <= 2 * len(known) + 1
            and not _UNITS.search(text, max(0, mark.start() - 12), mark.start())
        ):
            yield TitledPart(*mark.span(), "footnote", str(value), frozenset(map(str, known)))


def _boxed(document: Document) -> Iterator[TitledPart]:
    """Yield the numbers in square brackets behind the last of the notes; those of a list of works are citations."""
    text, subject = document.text, signed(document)
    works = [each for each in reference_sections(subject) if _NOTES_TITLE.match(text, each.head) is None]
    notes = [each for each in _BOXED_NOTE.finditer(text) if not any(w.head <= each.start() < w.end for w in works)]
    known = [int(note["label"]) for note in notes]
    if works or len(known) < _ENOUGH or sorted(known) != list(range(1, len(known) + 1)):
        return
    labels = frozenset(map(str, known))
    marks = [mark for mark in _BOXED_MARK.finditer(text) if not _is_code(document, mark.start())]
    if not any(mark["labels"] in labels for mark in marks):
        return
    for mark in marks:
        missing = [number for number in re.findall(r"\d+", mark["labels"]) if number not in labels]
        if missing and 0 < int(missing[0]) <= 2 * len(known) + 1:
            yield TitledPart(*mark.span(), "footnote", missing[0], labels)
    yield from _told(text, labels)


def _value(raised: str) -> int:
    return int(raised.translate(RAISED))
