"""References to parts by a capital letter that heads none: "Article D" of an agreement with the parts A and B."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set

from qa_service.checks.references.missing.parts import names_rules_beside
from qa_service.checks.references.ownership import is_instrument, is_named_own
from qa_service.documents import Document
from qa_service.documents.references.spans import Reference
from qa_service.documents.references.targets import Targets

_KINDS = frozenset({"section", "article", "clause", "paragraph", "para"})
_HEAD = re.compile(
    r"^[ \t>#*_|\u201c\"]*(?:(?:section|article|clause|paragraph|part)[ \t]+)?"
    r"(?:\(?(?P<letter>[A-Z])[*_]{0,3}[.):]|(?P<alone>[A-Z])[*_]{0,3}(?=[ \t]*$|[ \t]{1,4}[\u2013\u2014-]|[ \t]{2,}))",
    re.MULTILINE,
)
_NAMED_HEAD = re.compile(
    r"^[ \t>#*_|\u201c\"]*(?:section|article|clause|paragraph|part)[ \t]+(?P<letter>[A-Z])\b",
    re.MULTILINE | re.IGNORECASE,
)
# A mark within a paragraph.
_WITHIN = re.compile(r"(?:\(|[.;:,]\s)(?P<letter>[A-Z])[.)]\s")
# "D", and "A.4" of a text that has no part A.
_LETTER = re.compile(r"[A-Z](?:[.-]\d{1,2})?")
_FEWEST, _NUMBERED, _LINE = 2, 3, 300


def missing_letters(document: Document, references: Sequence[Reference], targets: Targets) -> Mapping[Reference, str]:
    """Return why each reference by a letter cannot be followed, in a contract whose lettered parts count from A."""
    asked = [each for each in references if each.kind in _KINDS and _is_letter(each.number)]
    if not asked or not is_instrument(document):
        return {}
    text = document.text
    letters = _letters(text)
    counts = len(letters) >= _FEWEST and letters == {chr(ord("A") + at) for at in range(len(letters))}
    within = {found["letter"] for found in _WITHIN.finditer(text)}
    numbered = not letters and len(targets.tops()) >= _NUMBERED
    return {
        each: "no part has that letter"
        for each in asked
        if each.number[0] not in letters | within and (counts or numbered) and _is_meant(text, each, told=not numbered)
    }


def _is_letter(number: str) -> bool:
    return _LETTER.fullmatch(number) is not None


def _letters(text: str) -> Set[str]:
    found = {each["letter"] or each["alone"] for each in _HEAD.finditer(text)}
    return found | {each["letter"].upper() for each in _NAMED_HEAD.finditer(text)}


def _is_meant(text: str, reference: Reference, *, told: bool) -> bool:
    """Tell whether nothing near speaks of a rule or statute, or the text says that the part is its own."""
    start, end = reference.group_start, reference.group_end
    if is_named_own(text, reference):
        return True
    if names_rules_beside(text, start, end, _LINE):
        return False
    return told or text[start].isupper()
