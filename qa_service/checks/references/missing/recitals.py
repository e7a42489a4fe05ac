"""References to recitals that a contract does not have: "Recital (D)" of three, "the fourth recital" of two WHEREAS.

Recitals that stand in a list of their own are judged with the other series.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from qa_service.checks.references.listed_labels import style_of
from qa_service.checks.references.missing.in_series import is_elsewhere
from qa_service.checks.references.noun_series import find_series
from qa_service.checks.references.ownership import is_instrument
from qa_service.checks.references.paper_kinds import is_extract
from qa_service.checks.references.titled_parts import TitledPart
from qa_service.documents import Document
from qa_service.documents.numbers.list_numbers import roman_sum
from qa_service.documents.numbers.numerals import ORDINALS, place_of
from qa_service.documents.references.labels import line_start
from qa_service.documents.searching.anchors import BLANK
from qa_service.documents.searching.lookup import part_at
from qa_service.documents.searching.rare_signs import rare_form, rare_sign, signed

_LABEL = r"[A-Z]|\d{1,2}|[ivxIVX]{1,4}|[a-h]"
_COUNTED = "|".join(sorted((word for word, count in ORDINALS.items() if 0 < count <= 12), key=len, reverse=True))
_REFERENCE = rare_form(
    re.compile(
        rf"\b(?:[Rr]ecitals?|RECITALS?)\s(?:No\.\s)?[(\u201c\"]{{0,2}}(?P<label>{_LABEL})[)\u201d\"]{{0,2}}"
        rf"(?![\w(%]|[.,:/-]\w|['\u2019]|\s[A-Z])"
        rf"|\b[Pp]aragraphs?\s\(?(?P<placed>{_LABEL})\)?\sof\sthe\s(?i:background|recitals?|preamble)\b"
        rf"|\b(?P<ordinal>(?i:{_COUNTED})|\d{{1,2}}(?:st|nd|rd|th))\s(?:above\s|foregoing\s|introductory\s)?"
        r"(?:(?i:recital)|[\u201c\"]?(?i:whereas)[\u201d\"]?(?:\s(?:clause|paragraph|recital))?|"
        r"(?:paragraph|clause)\sof\sthe\s[Rr]ecitals)\b"
    ),
    rare_sign(
        rf"\b[Pp]aragraphs?{BLANK}\(?\w{{1,4}}\)?{BLANK}of{BLANK}the{BLANK}\pL{{6,11}}\b|"
        rf"\b(?i:rec[i\x{{130}}\x{{131}}]tals?){BLANK}(?:No\.{BLANK})?[(\x{{201c}}\"]{{0,2}}\w{{1,4}}\b|"
        rf"(?i:{_COUNTED}|\p{{Nd}}{{1,2}}[a-z]{{2}}){BLANK}(?:(?:above|foregoing|introductory){BLANK})?"
        rf"(?i:rec[i\x{{130}}\x{{131}}]tal\b|[\x{{201c}}\"]{{0,2}}whereas|(?:paragraph|clause){BLANK}of{BLANK}the{BLANK}recitals)"
    ),
)
_OPENING = re.compile(
    r"^[ \t#*_(]*(?:(?:\d{1,2}\.?[ \t]+)?(?:the[ \t]+)?(?:recitals?|background|preamble|whereas|premises|considering|"
    r"introduction|w[ \t]?i[ \t]?t[ \t]?n[ \t]?e[ \t]?s[ \t]?s[ \t]?e[ \t]?t[ \t]?h)[ \t:*_)]*$|"
    r"(?:\(?\w{1,3}[.)][ \t]+)?(?:and[ \t]+)?whereas\b)",
    re.MULTILINE | re.IGNORECASE,
)
_OPERATIVE = re.compile(
    r"\bNow,?\s(?:it\sis\s)?therefore\b|\bNow\sthis\s(?:deed|agreement|indenture|contract|lease)\b|\bIt\sis\s(?:hereby\s|therefore\s|now\s)?agreed\b|"
    r"\bthe\sparties\s(?:\w+\s){0,3}agree\b|\bhave\sagreed\sas\sfollows\b|"
    r"^[ \t#*_]*(?:agreed\sterms|operative\s\w+|terms\sof\sagreement|agreement)[ \t:*_]*$|"
    r"^[ \t#*_]*(?:(?:section|article|clause)\s(?:1|I)[.:)]?(?:[ \t]|$)|1[.:)]?[ \t])",
    re.IGNORECASE | re.MULTILINE,
)
_MARK = re.compile(rf"(?:^[ \t>*_#]*\(?|[;:,.]\s(?:and\s)?\()(?P<label>{_LABEL})[).:]", re.MULTILINE)
_WHEREAS = re.compile(r"\b(?:WHEREAS|Whereas)\b")
_FACTS = re.compile(
    r"\bwhereas\b|\brecitals[ \t*_:]*$|\bfollowing\s(?:facts|background)|"
    r"^[ \t>*_#]*\(?(?:A|i|1)[.)]\s(?=[^\n]{0,300}\b(?:wish|desire|owns?|intends?)\b)",
    re.IGNORECASE | re.MULTILINE,
)
_OWN = re.compile(r"\s(?:of|in|to)\sthe\s(?:preamble|recitals?|background)\b", re.IGNORECASE)
_LAW = re.compile(r"\b(?:GDPR|Regulations?|Directives?|Treaty|Decision|Act|EU|EC)\b")
# A list of so many entries is judged with the other series.
_JUDGED = 3
_LINE, _REGION = 300, 20_000


class _Recitals(NamedTuple):
    """The labels of the recitals in capitals, and how many there may be."""

    labels: frozenset[str]
    most: int


def missing_recitals(document: Document) -> Iterator[TitledPart]:
    """Yield the references by "recital" whose label or place among the recitals of the document none has."""
    subject = signed(document)
    found = list(_REFERENCE.find_in(subject))
    if not found or not is_instrument(document) or is_extract(document.text):
        return
    recitals = _recitals(document.text)
    series = document.cached("noun series", find_series).get("recital", ())
    times = Counter(style_of(other) for each in series for other in each.labels)
    for reference in found:
        if _is_anothers(document, *reference.span()):
            continue
        label = reference["label"] or reference["placed"]
        if label and times[style_of(label)] < _JUDGED and _is_missing(document.text, label, recitals):
            yield TitledPart(*reference.span(), "recital", label, recitals.labels if recitals else frozenset())
        if reference["ordinal"] and recitals is None and not _may_be_told(document.text):
            yield TitledPart(*reference.span(), "recital", reference["ordinal"], frozenset(), "there are no recitals")
        if reference["ordinal"] and recitals is not None and place_of(reference["ordinal"]) > recitals.most:
            number = str(place_of(reference["ordinal"]))
            yield TitledPart(*reference.span(), "recital", number, frozenset(map(str, range(1, recitals.most + 1))))


def _recitals(text: str) -> _Recitals | None:
    """Return what stands between the first recital and what is agreed; None where no recitals are to be seen."""
    opening = _OPENING.search(text, 0, _REGION)
    if opening is None:
        return None
    stop = _OPERATIVE.search(text, opening.end(), opening.end() + _REGION)
    region = text[opening.start() : stop.start() if stop else opening.end() + _REGION]
    labels = frozenset(mark["label"].upper() for mark in _MARK.finditer(region))
    body = region if _WHEREAS.match(region.lstrip(" \t#*_(")) else region[opening.end() - opening.start() :]
    paragraphs = re.split(r"\n\s*\n" if "\n\n" in body.strip() else r"\n", body.strip())
    return _Recitals(labels, max(len(labels), len(paragraphs), len(_WHEREAS.findall(region))))


def _is_missing(text: str, label: str, recitals: _Recitals | None) -> bool:
    """Tell whether no recital bears a label; where none has one they are counted."""
    if recitals is None and not _may_be_told(text):
        return True
    if recitals is None:
        return re.search(rf"^[ \t>*_#]*\(?{label}[).:]", text, re.MULTILINE | re.IGNORECASE) is None
    name = label.upper()
    alike = {other for other in recitals.labels if other.isdecimal() == name.isdecimal()}
    for read in (_letter, _numeral):
        if alike and {read(other) for other in alike} == set(range(1, len(alike) + 1)):
            return name not in alike
    return name not in recitals.labels and min(filter(None, (_letter(name), _numeral(name))), default=0) > recitals.most


def _may_be_told(text: str) -> bool:
    """Tell whether facts that may be called recitals stand anywhere, though under no such heading."""
    return _FACTS.search(text) is not None


def _letter(label: str) -> int:
    """Return the place of a letter in the alphabet, or the number itself; nought for what is neither."""
    if label.isdecimal():
        return int(label)
    return ord(label) - ord("A") + 1 if len(label) == 1 else 0


def _numeral(label: str) -> int:
    return roman_sum(label.lower()) or 0


def _is_anothers(document: Document, start: int, end: int) -> bool:
    """Tell whether a recital is a law's or another paper's, or stands in words that are quoted."""
    text = document.text
    if part_at(document.quotations, start) is not None:
        return True
    if _OWN.match(text, end) is None and is_elsewhere(text, start, end):
        return True
    line = line_start(text, start, _LINE)
    return _LAW.search(text, line, min(len(text), end + 40)) is not None
