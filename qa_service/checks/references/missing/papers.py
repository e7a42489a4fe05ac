"""Attached papers that a contract names without a number, by an ordinal or by a rarer word, and does not have.

"The Schedule hereto", "the attached Annex", "the Second Schedule to this Deed", "Rider A attached hereto".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa_service.checks.references.attached_signs import is_attached, is_left_open
from qa_service.checks.references.attached_titles import are_left_out, has_title
from qa_service.checks.references.foreign_signs import OWN_AFTER
from qa_service.checks.references.ownership import is_instrument
from qa_service.checks.references.paper_kinds import is_extract
from qa_service.checks.references.titled_parts import TitledPart
from qa_service.documents import Document
from qa_service.documents.searching.anchors import BLANK, LETTER_I
from qa_service.documents.searching.lookup import part_at
from qa_service.documents.searching.rare_signs import rare_form, rare_sign, signed

_RARE = "Rider|Addendum|Supplement|Form|Map|Drawing|Order Form|Statement of Work|SOW"
_USUAL = "Schedule|Annexure|Annexe|Annex|Appendix|Exhibit|Attachment|Enclosure"
_ORDINAL = "First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth"
_LABEL = r"(?:No\.?\s)?[\u201c\"(]?(?-i:\d{1,2}|[IVX]{1,4}|[A-HJ-Z]|A-\d)[\u201d\")]?(?![\w-])"
# What may follow a word without a number, of which another text would go on with "of the lease".
_ALONE = r"(?!\s(?:No\.?\s)?[\u201c\"(]?(?-i:[A-Z\d]))(?!\w)"


def _in_any_case(words: str) -> str:
    """Return words for re2, which knows fewer forms of a letter than `re`."""
    return words.replace(" ", BLANK).replace("i", LETTER_I)


_FORM = rare_form(
    re.compile(
        rf"(?P<numbered>\b(?P<rare>{_RARE.replace(' ', chr(92) + 's')})\s{_LABEL})|"
        rf"(?P<counted>\b(?:{_ORDINAL})\s(?P<usual>{_USUAL})\b)|"
        rf"(?P<named>\b(?:the|said|that)\s(?P<alone>{_USUAL}|Rider|Addendum){_ALONE})|"
        rf"(?P<ahead>\b(?:the|said|an?)\s(?:attached|annexed|appended)\s(?P<led>{_USUAL}|Rider|Addendum){_ALONE})",
        re.IGNORECASE,
    ),
    rare_sign(
        rf"\b(?:(?:{_in_any_case(_RARE)}){BLANK}(?:No\.?{BLANK})?[\x{{201c}}\"(]?"
        r"(?-i:\p{Nd}|(?:[IVX]{1,4}|[A-HJ-Z])\b)|"
        rf"(?:{_ORDINAL}|{_in_any_case('the|said|that')}){BLANK}(?:{_in_any_case(_USUAL)}|Rider|Addendum)\b|"
        rf"{_in_any_case('(?:the|said|an?)')}{BLANK}(?:attached|annexed|appended){BLANK}"
        rf"(?:{_in_any_case(_USUAL)}|Rider|Addendum)\b)",
        ignore_case=True,
    ),
)
_HERE = re.compile(r"[\u201d\"')*_]*,?\s(?:hereto\b|(?:of|to)\sthis\s)", re.IGNORECASE)


def missing_papers(document: Document) -> Iterator[TitledPart]:
    """Yield such papers that the words around say to be attached, where no title has the word."""
    found = list(_FORM.find_in(signed(document)))
    if not found or not is_instrument(document) or is_extract(document.text) or are_left_out(document.text):
        return
    text, titled = document.text, dict[str, bool]()
    for each in found:
        word = (each["rare"] or each["usual"] or each["alone"] or each["led"]).lower()
        if not _is_here(text, each) or is_left_open(text, *each.span()):
            continue
        if part_at(document.quotations, each.start()) is not None:
            continue
        if word not in titled:
            titled[word] = has_title(text, word, *_ALIKE.get(word, ()))
        if not titled[word]:
            told = f"the text says that it is attached, and the document has no {word}"
            yield TitledPart(*each.span(), word, text[each.start() : each.end()], frozenset(), told)


_ALIKE = {
    "annex": ("annexure", "annexe"), "annexure": ("annex",), "sow": ("statement of work",),
    "statement of work": ("sow",), "rider": ("riders",), "schedule": ("schedules",), "exhibit": ("exhibits",),
}  # fmt: skip


def _is_here(text: str, found: re.Match[str]) -> bool:
    """Tell whether the words around say that the paper is attached to this text."""
    start, end = found.span()
    if found["ahead"]:
        return OWN_AFTER.match(text, end) is not None or _STOP.match(text, end) is not None
    return _HERE.match(text, end) is not None or is_attached(text, start, end, plainly=True)


_STOP = re.compile(r"\s?[.,;:)]|\s(?:hereto|and|or|shall|is|are|will|which|apply|applies|sets|contains|lists)\b")
