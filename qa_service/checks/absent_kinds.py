"""References to a kind of part that a document has none of at all, though its words say that the part is its own.

"The form annexed hereto as Exhibit A" where no exhibit is in the text, "Table 2 below" where there is no table, and
"footnote 3" of a contract without notes. What nothing says to be of this text may be of any other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, partial

from qa_service.checks.attached_signs import is_attached, is_left_open
from qa_service.checks.ownership import SHOWN, is_instrument, is_named_own
from qa_service.checks.paper_kinds import is_extract
from qa_service.checks.quoted_references import is_mentioned
from qa_service.documents import Document
from qa_service.documents.lookup import part_at
from qa_service.documents.reference_labels import line_end
from qa_service.documents.reference_numbers import FAMILIES, PLURALS
from qa_service.documents.reference_targets import ATTACHED, Targets
from qa_service.documents.spans_references import Reference

_HEAD, _HEAD_LINES, _LINE, _WRAPPED = 240, 3, 100, 45
# What a line says that is a sentence and no title.
_TOLD = re.compile(
    r"\b(?:attached|annexed|appended|hereto|hereof|herein|shall|will|is|are|was|were|may|must|has|have|see|under|"
    r"accordance|pursuant|set\s(?:out|forth)|listed|described|defined|below|above)\b",
    re.IGNORECASE,
)
_STOPPED, _ENDED = (".", ";", ","), (".", ":", ";", "!", "?", "\u201d", '"', ")", "|", "_")
_NO_TITLE = re.compile(r"\btables?\sof\s(?:contents|authorities)\b", re.IGNORECASE)
_FEW = 4
# "Exhibits have been omitted", "the schedules are filed separately".
_OMITTED = re.compile(
    r"\b(?:exhibits?|schedules?|annex(?:ure)?(?:e?s)?|appendi(?:x|ces)|attachments?|enclosures?)\b[^.\n]{0,80}?"
    r"\b(?:omitted|redacted|not\s(?:attached|reproduced|included|filed|printed)|under\sseparate\scover|"
    r"separately\s(?:filed|provided|attached|delivered)|(?:filed|provided|attached|delivered)\sseparately)\b",
    re.IGNORECASE,
)
# Where a table stands that no words "above" or "below" tell of.
_PLACED = re.compile(
    r"[\s,)]*(?:\(?(?:at|on|in)\sthe\s(?:end|foot|back|bottom|beginning|head|top|next|following|previous|preceding|last)"
    r"(?:\s(?:page|pages))?(?:\sof\sthis\b|\shereof|[).,;]|\s(?:page|paragraph)\b)|overleaf\b)",
    re.IGNORECASE,
)
_NOTE_MARKS = re.compile(
    r"[\u00b9\u00b2\u00b3\u2070-\u2079]|\[\^|\[\d{1,2}\]|(?<=[^\W\d_]{3})[.,;:\u201d\"]?\d{1,2}(?=[\s,;.]|\Z)"
)
_TABLE_TAG = re.compile(r"<table\b|^[ \t]*[|\u250c+][|\u2500=+-]{3}", re.IGNORECASE | re.MULTILINE)


def absent_kinds(document: Document, references: Sequence[Reference], targets: Targets) -> dict[Reference, str | None]:
    """Return why each reference cannot be followed whose kind of part a contract or the like has nowhere."""
    asked = [r for r in references if r.family in _FAMILIES and not _known(r, targets)]
    if not asked or not is_instrument(document) or is_extract(document.text):
        return {}
    named = cache(partial(_has_label, document.text))
    return {reference: told for reference in asked if (told := _problem(document, reference, named))}


_OF_PLURALS = {plural: FAMILIES[word] for plural, word in PLURALS.items()}
_PICTURED = frozenset({"figure", "chart", "plate", "photo", "box", "equation"})
_SEEN = SHOWN | _PICTURED
_PLAIN = frozenset({"text/plain", "text/markdown"})
_FAMILIES = ATTACHED | _SEEN | {"footnote"}


def _known(reference: Reference, targets: Targets) -> bool:
    """Tell whether the kind has parts; one label over the whole text is that of the paper which this one goes with."""
    known = targets.of(reference.family)
    over_all = len(known) == 1 and reference.number not in known and min(known.values()) < _HEAD
    return bool(known) and not (over_all and reference.family in ATTACHED)


def _problem(document: Document, reference: Reference, named: Callable[[str], bool]) -> str | None:
    text, family, start, end = document.text, reference.family, reference.group_start, reference.group_end
    if is_mentioned(text, start, end) or part_at(document.quotations, start) is not None or document.in_code(start):
        return None
    if is_left_open(text, start, end):
        return None
    if family == "footnote":
        return None if _has_notes(text, reference) or named(family) else "the document has no footnotes"
    if family in _SEEN:
        return (
            None
            if not _is_placed(text, reference) or _may_be_seen(document, reference) or named(family)
            else (f"the text points to it, and the document has no {family}")
        )
    attached = is_attached(text, start, end)
    if not (attached or is_named_own(text, reference)) or named(family) or _OMITTED.search(text):
        return None
    told = "the text says that it is attached, and" if attached else "the text speaks of it as its own, and"
    return f"{told} the document has no {family}"


def _is_placed(text: str, reference: Reference) -> bool:
    return is_named_own(text, reference) or _PLACED.match(text, reference.group_end) is not None


def _may_be_seen(document: Document, reference: Reference) -> bool:
    """Tell whether a table without its label may be the one that is meant; a file's pictures may be figures."""
    if reference.family in _PICTURED:
        return document.media_type not in _PLAIN
    if _TABLE_TAG.search(document.text):
        return True
    return bool(document.tables) and not (reference.number.isdecimal() and int(reference.number) > len(document.tables))


def _has_notes(text: str, reference: Reference) -> bool:
    """Tell whether there are marks of notes, or two lines with the number, one of which may be the note."""
    heads = re.compile(rf"^[ \t>*_(\[]*{re.escape(reference.number)}(?:[.)\]][ \t]|[ \t]+(?=[A-Z]))", re.MULTILINE)
    return _NOTE_MARKS.search(text) is not None or len(heads.findall(text)) > 1


def _has_label(text: str, family: str) -> bool:
    """Tell whether some line is a title with the word for the kind, however it is numbered."""
    words = "|".join(
        sorted(word for word, of in (FAMILIES | _OF_PLURALS).items() if of == family and len(word) >= _FEW)
    )
    head = _head(text)
    return any(
        _is_title(text, found.start())
        for found in re.finditer(rf"\b(?:{words})\b", text, re.IGNORECASE)
        if found.start() >= head
    )


def _head(text: str) -> int:
    """Return where the first lines end, which may say what the whole text is attached to."""
    end = 0
    for _ in range(_HEAD_LINES):
        end = line_end(text, end) + 1
    return min(end, _HEAD)


def _is_title(text: str, at: int) -> bool:
    line, end = text.rfind("\n", 0, at) + 1, line_end(text, at)
    printed, before = (
        text[line:end].strip(),
        text[text.rfind("\n", 0, max(line - 1, 0)) + 1 : max(line - 1, 0)].rstrip(),
    )
    if len(printed) > _LINE or (printed.endswith(_STOPPED) and len(printed.split()) > _FEW):
        return False
    if len(before) >= _WRAPPED and not before.endswith(_ENDED):
        return False  # the line goes on with a sentence
    if text[end + 1 : end + 2].islower():
        return False
    return _TOLD.search(printed) is None and _NO_TITLE.search(printed) is None
