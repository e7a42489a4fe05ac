"""Notes of a contract that has none: "footnote 4", "note 3 at the foot of this letter", "(see note 5)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial

from qa_service.checks.references.missing.in_series import is_elsewhere
from qa_service.checks.references.ownership import is_instrument
from qa_service.checks.references.paper_kinds import is_extract
from qa_service.checks.references.titled_parts import TitledPart
from qa_service.documents import Document
from qa_service.documents.references.labels import line_end, line_start
from qa_service.documents.searching.anchors import BLANK
from qa_service.documents.searching.lookup import part_at
from qa_service.documents.searching.rare_signs import rare_form, rare_sign, signed

_MARKS = re.compile(
    r"[\u00b9\u00b2\u00b3\u2070-\u2079]|\[\^|\[\d{1,2}\]|(?<=[^\W\d_]{3})[.,;:\u201d\"]?\d{1,2}(?=[\s,;.]|\Z)"
)
# "Note:", "Notes", "Footnote 1".
_LINE = re.compile(
    r"^[ \t>#*_|(\[]*+(?:foot|end)?notes?[*_]*+(?:[:.)\]\u2014-]|[ \t]+\(?\d|[*_ \t]*$)", re.IGNORECASE | re.MULTILINE
)
_SENT_TO = rare_form(
    re.compile(
        r"\b(?:[Ss]ee|cf\.|[Ii]n|[Bb]y|[Uu]nder|[Pp]er|[Tt]o)\s(?:also\s|however,?\s)?(?P<note>note\s(?:(?P<number>\d{1,2})|\((?P<boxed>\d{1,2})\)))"
        r"(?=[.;:)]{1,2}(?:\s|\Z)|\)?,\s[a-z]|\n)"
    ),
    rare_sign(
        rf"\b(?:[Ss]ee|cf\.|[Ii]n|[Bb]y|[Uu]nder|[Pp]er|[Tt]o){BLANK}(?:(?:also|however,?){BLANK})?note{BLANK}\(?\p{{Nd}}"
    ),
)
# What has numbered notes of its own: securities, accounts and tariffs.
_OTHERS = re.compile(
    r"\b(?:promissory|loan\snotes?|notes?\sto\b|accounts|financial\sstatements?|balance\ssheet|tariff|Notes)\b"
)
# "annex 2" is no word with the mark of a note behind it.
_NO_LABEL = (
    r"(?!(?:(?:foot)?notes?|annex|section|clause|article|schedule|exhibit|appendix|part|paragraph|item|table|figure|rule|"
    r"page|point|number|chapter|line|column|step|phase|stage|version|class|grade|level)\b)"
)
_NEAR = 600


def has_note(text: str, number: str) -> bool:
    """Tell whether there are marks of notes, or a number behind a word that two lines begin with, one of which may be
    the note.
    """
    if _MARKS.search(text) is not None or _LINE.search(text) is not None:
        return True
    name = re.escape(number)
    heads = re.compile(rf"^[ \t>*_(\[]*{name}(?:[.)\]][ \t]|[ \t]+(?=[A-Z]))", re.MULTILINE)
    mark = re.compile(rf"\b{_NO_LABEL}[a-z]{{3,40}}[.,;:\u201d\"]?[ \t]{name}(?=[ \t][A-Za-z]|[.;,)]|\n)")
    return len(heads.findall(text)) > 1 and mark.search(text) is not None


def absent_notes(document: Document) -> Iterator[TitledPart]:
    """Yield the notes that a sentence of a contract sends to, where nothing in it may be a note."""
    found = list(_SENT_TO.find_in(signed(document)))
    if not found or not is_instrument(document) or is_extract(document.text):
        return
    text, noted = document.text, cache(partial(has_note, document.text))
    for each in found:
        start, end = each.span("note")
        if part_at(document.quotations, start) is not None or is_elsewhere(text, start, end):
            continue
        number = each["number"] or each["boxed"]
        near = line_start(text, start, _NEAR), min(line_end(text, end), end + _NEAR)
        if not _OTHERS.search(text, *near) and not noted(number):
            yield TitledPart(start, end, "note", number, frozenset(), "the document has no notes")
