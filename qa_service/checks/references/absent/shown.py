"""Tables and figures by their number alone, "the rates in Table 2", in a contract that shows none at all.

Nothing says that such a table is this text's, so it is missed only where no other paper is spoken of that may have it.
"""

from __future__ import annotations

import re

from qa_service.checks.references.missing.in_series import is_elsewhere
from qa_service.checks.references.missing.parts import names_rules
from qa_service.documents import Document
from qa_service.documents.formats.media_types import MARKDOWN, PLAIN
from qa_service.documents.references.labels import line_end, line_start
from qa_service.documents.references.spans import Reference
from qa_service.documents.searching.word_sets import word_set

_JUDGED, _DRAWN = frozenset({"table", "figure", "chart"}), frozenset({"figure", "chart"})
# What may be a table or a picture that no reader took for one: a rule, an aligned line with figures, a mark of HTML.
_SHOWN = re.compile(
    r"<(?:table|img|figure|svg)\b|!\[|^[ \t]*[|\u250c+][|\u2500=+-]{3}|(?:\t| {3})[$\u20ac\u00a3]?\d[\d.,%]*[ \t]*$|"
    r"[\"\u201c](?:table|figure|chart)\s\d{1,2}[\"\u201d]|"
    r"[\[(](?:table|figure|chart|graph|image|picture|drawing)\b[^\n\])]{0,60}[\])]",
    re.IGNORECASE | re.MULTILINE,
)
# Papers that have tables; an agreement, a letter and the like may be this text.
_PAPER = re.compile(
    r"(?P<before>\b[\w'\u2019-]+\s+)?\b(?P<noun>(?i:agreement|contract|letter|deed|lease|licen[cs]e)s?|"
    r"(?i:codes?|regulations?|directives?|polic(?:y|ies)|rules|handbooks?|manuals?|guid(?:es?|elines?|ance)|standards?|reports?|"
    r"prospectus|tariffs?|protocols?|circulars?|stud(?:y|ies)|surveys?|papers?|publications?|books?|articles?|journals?|"
    r"(?:price\s|rate\s)?lists?|supplements?|specifications?|tenders?|proposals?|quot(?:es?|ations?)|brochures?|leaflets?|"
    r"booklets?|catalogues?|catalogs?|data\s?sheets?|schedules?|annex(?:es|ures?)?|appendi(?:x|ces)|exhibits?|attachments?|"
    r"enclosures?|addend(?:um|a)|patents?|treat(?:y|ies)|websites?|portal|accounts|financial\sstatements?|prospectuses|"
    r"syllabus|curriculum|programmes?|plans?|maps?|charts?|figures|tables|drawings\sof)|"
    r"Acts?|Laws?|Orders?|Statements?|Bill|Terms|Conditions|Notices?|Minutes|Certificates?|Framework|Requirements|Procedures|Drawings|"
    r"https?|www|ISO|BS|EN|ASTM|ANSI|IEC|IEEE|DIN)\b"
)
# This text, when nothing but an article stands before.
_OWN = frozenset({"agreement", "contract", "letter", "deed", "lease", "licence", "license"})
_THIS = frozenset({"", "this", "the", "present", "said", "letter"})
# No paper yet or none in particular: "the entire agreement", "any definitive agreement".
_NO_PAPER = word_set(
    "entire whole complete definitive final binding written oral verbal mutual other existing prior previous earlier"
    " future further proposed contemplated contrary express implied non-disclosure nondisclosure"
    " confidentiality secrecy"
)
# "Table 2, Price Book", "Table 2 (Orr & Vale)".
_NAMED_BEHIND = re.compile(r"\s?[,(]\s?(?:the\s)?[A-Z]\w+")
# "the mortality Table 2" and "Orr reports in Table 3" are of the world.
_LED = re.compile(
    r"(?:\b(?:in|see|also|of|by|per|from|under|and|or|with|to|as|than|both|cf\.|that|which|where|while|if|until|unless|"
    r"(?:out|forth|shown|listed|given|found|stated|described|specified)\s(?:at|on))\s|[(\[;:,.]\s?|\n[ \t]*)\Z",
    re.IGNORECASE,
)
_AUTHOR = re.compile(
    r"\b(?!(?i:we|the|it|company|party|buyer|seller|client)\b)[A-Z][\w.'\u2019-]*,?\s(?:(?:has|have)\s)?"
    r"(?:shows?|shown|reports?|reported|gives?|finds?|found|lists?|listed|publish\w*|prints?|printed)\s(?:\w+\s){0,4}in\s\Z"
)
_MOST, _LINE, _NEAR, _BEFORE = 20, 600, 160, 100


def may_hold_pictures(document: Document) -> bool:
    """Tell whether a file may show what is not in its text."""
    return document.media_type not in (PLAIN, MARKDOWN)


def is_shown_nowhere(document: Document, reference: Reference) -> bool:
    """Tell whether a text without any table or figure means one of its own by a number."""
    text, start, end = document.text, reference.group_start, reference.group_end
    if reference.family not in _JUDGED or not reference.number.isdecimal() or int(reference.number) > _MOST:
        return False
    drawn = reference.family in _DRAWN and may_hold_pictures(document)
    shows: bool = document.cached("shown", _shows)
    if drawn or shows or document.tables:
        return False
    if text[start].islower() and text[end : end + 1] not in tuple(".,;:)"):
        return False  # "in figure 8 knots"
    if is_elsewhere(text, start, end) or _NAMED_BEHIND.match(text, end):
        return False
    before = text[max(0, start - _BEFORE) : start]
    if not _LED.search(before) or _AUTHOR.search(before):
        return False
    line = line_start(text, start, _LINE), min(line_end(text, end), end + _LINE)
    # What stands behind in the paragraph says less of it than what stands before.
    told = line[0], min(line[1], end + _NEAR)
    return not names_rules(text, *told) and not any(
        _is_other_paper(found) for found in _PAPER.finditer(text, *told) if not start <= found.start("noun") < end
    )


def _shows(document: Document) -> bool:
    """Tell whether anything may be a table or a figure, or is called one in quotation marks."""
    return _SHOWN.search(document.text) is not None


def _is_other_paper(found: re.Match[str]) -> bool:
    """Tell whether a noun is that of another paper than this text."""
    before, noun = (found["before"] or "").strip().lower(), found["noun"].lower()
    return not (before in _THIS and noun in _OWN) and not (before in _NO_PAPER and noun.rstrip("s") in _OWN)
