"""Places that an agreement does not reach: "page 14 of this Agreement", "the ninth clause hereof", "line 90 above".

What the number or ordinal counts is counted here, rather too many than too few: a text without pages may be printed
in large type.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from functools import cache, partial

from qa_service.checks.references.missing.in_series import is_elsewhere
from qa_service.checks.references.ownership import is_instrument
from qa_service.checks.references.paper_kinds import is_extract
from qa_service.checks.references.titled_parts import TitledPart
from qa_service.documents import Document
from qa_service.documents.numbers.list_numbers import roman_sum
from qa_service.documents.numbers.numerals import ORDINALS, place_of
from qa_service.documents.searching.anchors import BLANK, LETTER_I
from qa_service.documents.searching.lookup import part_at
from qa_service.documents.searching.rare_signs import rare_form, rare_sign, signed

_COUNTED = "|".join(sorted((word for word, count in ORDINALS.items() if 1 < count <= 40), key=len, reverse=True))
_TENS = r"(?:twenty|thirty|forty)"
_PARTS = "sections?|clauses?|articles?|paragraphs?|pages?|lines?"
_PAPERS = "Schedule|Appendix|Annex|Annexure|Exhibit|Attachment"
# "of this Agreement" counts through the whole, and "of this Section" through a part of it.
_OWN = (
    r"(?:,?\s(?:above|below|here(?:of|in)|(?:of|in)\s(?:this|the\spresent)\s(?!(?:sub-?)?(?:section|clause|article|paragraph|page|"
    r"part|schedule|appendix|annex|exhibit|attachment|table|list|definition|recital|regard|connection|case|way)\b)))"
)
_FORM = rare_form(
    re.compile(
        rf"\b(?:(?P<counted>page|line)s?\s(?P<number>\d{{1,4}})(?:\s?(?:and|or|to|[\u2013-])\s?\d{{1,4}})?(?={_OWN})"
        rf"|(?P<ordinal>(?:{_TENS}[-\s])?(?:first|{_COUNTED})|\d{{1,2}}(?:st|nd|rd|th))\s(?:full\s|numbered\s)?(?P<part>{_PARTS})(?={_OWN})"
        rf"|(?<=\bthe\s)(?P<paper_ordinal>{_COUNTED})\s(?P<paper>(?-i:{_PAPERS}))\b)",
        re.IGNORECASE,
    ),
    rare_sign(
        rf"\b(?:(?:page|l{LETTER_I}ne)s?{BLANK}\p{{Nd}}|"
        rf"(?:(?:{_TENS.replace('i', LETTER_I)}(?:-|{BLANK}))?(?:f{LETTER_I}rst|{_COUNTED.replace('i', LETTER_I)})|"
        rf"\p{{Nd}}{{1,2}}(?:st|nd|rd|th)){BLANK}"
        rf"(?:(?:full|numbered){BLANK})?(?:{_PARTS.replace('i', LETTER_I)}|{_PAPERS.replace('i', LETTER_I)})\b)",
        ignore_case=True,
    ),
)
_HEAD = re.compile(
    r"^[ \t>#*_|]*+(?:(?P<word>section|clause|article|paragraph)[ \t]+)?"
    r"\(?(?P<label>\d{1,3}|[IVXL]{1,6}|[A-Z]|[A-Za-z]{5,13}(?=\b))"
    r"(?=\**(?:[.):]\s|[.):]?\**$|[ \t]))",
    re.IGNORECASE | re.MULTILINE,
)
_SENTENCE = re.compile(r"[^\n]{40,}[.;:][\u201d\"')*_ \t]*$", re.MULTILINE)
_PAGE_OF = re.compile(
    r"^[^\w\n]*(?:page[ \t])?\d{1,3}[ \t]?(?:of|/)[ \t]?(?P<all>\d{1,3})[^\w\n]*$", re.IGNORECASE | re.MULTILINE
)
_MANY, _FAR = 8, 4
_SHORT_PAGE, _SHORT_LINE, _FRONT = 1500, 50, 3


def missing_places(document: Document) -> Iterator[TitledPart]:
    """Yield the references to pages, lines and counted parts of the document itself that are behind its last."""
    found = list(_FORM.find_in(signed(document)))
    if not found or not is_instrument(document) or is_extract(document.text):
        return
    text = document.text
    most_of, papers_of = cache(partial(_most, document)), cache(partial(_papers, text))
    for each in found:
        start, end = each.span()
        if part_at(document.quotations, start) is not None or is_elsewhere(text, start, end):
            continue
        kind = (each["counted"] or each["part"] or each["paper"]).lower().rstrip("s")
        number = int(each["number"]) if each["number"] else place_of(each["ordinal"] or each["paper_ordinal"])
        most = papers_of(kind) if each["paper"] else most_of(kind, number if kind == "page" else 0)
        if most and number > most:
            yield TitledPart(start, end, kind, str(number), frozenset(), f"the document has at most {most}")


def _most(document: Document, kind: str, number: int) -> int:
    """Return how many parts of a kind there may be; nought where that cannot be told."""
    text = document.text
    if kind == "page":
        return _pages(document, number)
    if kind == "line":
        return sum(1 + len(line) // _SHORT_LINE for line in text.split("\n"))
    last = _last_counted(_heads(text, kind))
    if kind != "paragraph":
        return last
    paragraphs = [found.start() for found in _SENTENCE.finditer(text)]
    if not last:
        return max(len(paragraphs), sum(1 for line in text.split("\n") if line.strip()))
    first = next(found.start() for found in _HEAD.finditer(text) if _value(found["label"]) == 1)
    return max(last + 1, sum(1 for at in paragraphs if at < first))


def _pages(document: Document, number: int) -> int:
    """Return how many pages there may be at most; a printed number of a page shows that it is there."""
    text = document.text
    if document.pages:
        return len(document.pages)
    if re.search(rf"^[^\w\n]*(?:page[ \t])?{number}[^\w\n]*$", text, re.IGNORECASE | re.MULTILINE):
        return 0
    told = max((int(found["all"]) for found in _PAGE_OF.finditer(text)), default=0)
    return told or _FRONT + len(text) // _SHORT_PAGE + text.count("\f")


def _heads(text: str, kind: str) -> Set[int]:
    """Return the numbers, numerals or ordinals that head the parts of a kind, or else any, whichever go furthest."""
    found = list(_HEAD.finditer(text))
    return _furthest(each for each in found if (each["word"] or "").lower() == kind) or _furthest(found)


def _last_counted(heads: Set[int]) -> int:
    """Return the last of parts that are counted from one on; nought where that cannot be told.

    Of many, one may be printed otherwise, and a line far behind begins with a figure of its own: "140 West Street".
    """
    last = max((each for each in heads if {each - 1, each - 2} & {0, *heads}), default=0)
    near = {each for each in heads if each <= _FAR * last}
    gaps = last - len(near & set(range(1, last + 1)))
    if 1 not in heads or last < 2 or max(near) > last:
        return 0
    return last if not gaps or (gaps == 1 and last >= _MANY) else 0


def _furthest(heads: Iterable[re.Match[str]]) -> Set[int]:
    series: dict[str, set[int]] = {"number": set(), "numeral": set(), "letter": set(), "ordinal": set()}
    for found in heads:
        label = found["label"]
        if label.isdecimal():
            series["number"].add(int(label))
        elif label.lower() in ORDINALS:
            series["ordinal"].add(ORDINALS[label.lower()])
        elif label.isupper() and (numeral := roman_sum(label.lower())):
            series["numeral"].add(numeral)
        elif len(label) == 1 and label.isupper():
            series["letter"].add(ord(label) - ord("A") + 1)
    return max((each for each in series.values() if 1 in each), key=lambda each: max(each), default=set())


def _value(label: str) -> int:
    if label.isdecimal():
        return int(label)
    return 1 if label.upper() in {"I", "A"} or ORDINALS.get(label.lower()) == 1 else 0


def _papers(text: str, kind: str) -> int:
    """Return how many attached papers of a kind have a heading with a label; none where ordinals count them."""
    labels = {
        found["label"]
        for found in re.finditer(
            rf"^[ \t>#*_|]*{kind}[ \t]+(?:No\.[ \t])?\(?(?P<label>\d{{1,2}}|[IVX]{{1,4}}|[A-Z])\b(?![ \t]+[a-z])",
            text,
            re.IGNORECASE | re.MULTILINE,
        )
    }
    if re.search(rf"^[ \t>#*_|]*(?:the[ \t]+)?(?:{_COUNTED}|first)[ \t]+{kind}\b", text, re.IGNORECASE | re.MULTILINE):
        return 0
    return len(labels)
