"""References to entries of a document's own numbered series that it does not have: "Exclusion 8" of six."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, partial

from qa_service.checks.references.adverbial_phrases import ADVERBIAL
from qa_service.checks.references.emphasis import unmarked
from qa_service.checks.references.listed_labels import counts_from_first, style_of, value_of
from qa_service.checks.references.noun_series import GENERIC, Series, find_series
from qa_service.checks.references.ownership import is_instrument
from qa_service.checks.references.paper_kinds import is_extract, is_review
from qa_service.checks.references.quoted_references import is_mentioned
from qa_service.checks.references.titled_parts import TitledPart
from qa_service.documents import Document
from qa_service.documents.references.labels import line_start
from qa_service.documents.searching.anchors import places_of
from qa_service.documents.searching.lookup import part_at
from qa_service.documents.searching.word_sets import word_set

_LABEL = r"(?:[A-Z]?\d{1,2}|[A-HJ-Z]|[b-hj-z])"
# No part of a longer number or name, no measure.
_WHOLE = r"(?![\w(%]|[.,:/-]\w|['\u2019]|\s?%|\s[A-Z])"
_REFERENCE = re.compile(
    rf"(?P<noun>[^\W\d_]+)\s(?:No\.?\s)?(?:(?P<label>{_LABEL})|\((?P<boxed>\d{{1,2}}|[a-zA-Z])\)){_WHOLE}"
)
_JOINT = r"(?:,\s|,?\s(?:and|or|to|und|oder|bis|et|ou|\u00e0)\s|\s?[\u2013-]\s?)"
_SEVERAL = re.compile(rf"(?P<noun>[^\W\d_]+)\s(?P<labels>{_LABEL}(?:{_JOINT}{_LABEL}){{1,8}}){_WHOLE}")
_HERE = re.compile(r"\s(?:above|below)\b")
_EACH = re.compile(_LABEL)
_SENTENCE = re.compile(r",?\s[a-z]")
# "of the permit", "to that Act" make it another paper's; a part of the document itself does not, nor does what goes on
# with the sentence.
_ELSEWHERE = re.compile(
    r",?\s(?:thereof|therein|(?:(?:of|in|under|from)\s|to\s(?!an?\s))(?<!,\sto\s)(?!(?:this|these|Section\s[A-Z])\b|"
    rf"{ADVERBIAL}|"
    r"(?:(?:that|the)\s)?(?:[A-Z][a-z]+\s)?(?:Schedule|Annex(?:ure|e)?|Appendix|Part|SCHEDULE|ANNEX)\b"
    r"(?:\s[\dA-Z]{1,4}\b)?+(?!,?\s(?:of|to|in)\b|\s[A-Z])))"
)
_TITLE_BEHIND = re.compile(r",?\s(?:of|in|to|under)\sthe\s(?P<title>[A-Z][a-z]+(?:\s[A-Z][a-z]+){0,4})(?!['\u2019])")
_UNIT = re.compile(
    r"\s(?:[mcdk]?m|[mk]?g|met(?:re|er)s?|inch(?:es)?|feet|foot|days?|weeks?|months?|years?|hours?|minutes|times|percent|"
    r"per\s?cent|million|thousand|people|persons|pages|copies)\b",
    re.IGNORECASE,
)
_SMALL_LEAD = re.compile(
    r"(?:\b(?:in|of|for|by|to|under|per|from|with|see|and|or|both|at|than|as|after|before|until|upon|voir|siehe|vgl\.|les?|la|du|des|aux?)\s|"
    r"\bl['\u2019]|\()\Z",
    re.IGNORECASE,
)
# "the Club's Condition 4", "Permit Condition 4", "the permit, condition 4": a name or a paper before.
_OWNED = re.compile(r"(?:['\u2019]s|s['\u2019]|,|\b[A-Z]{2,6}|\b(?:[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Yy]our))\s\Z")
# One of an earlier paper, or one that is there no more.
_FORMER = re.compile(
    r"\b(?:former|formerly|previous|prior(?:-year)?|earlier|old|original|deleted|repealed|new|proposed|last\syear['\u2019]s)"
    r"\s\Z",
    re.IGNORECASE,
)
# "Minutes of 9 April … action 4", "our 2024 report … Recommendation 6".
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Januar|Februar|M\u00e4rz|Mai|Juni|Juli|Oktober|Dezember)"
)
_DATED_PAPER = re.compile(
    r"\b(?:minutes|reports?|review|audit|survey|letter|policy|permit|decision|opinion|agreement|contract|plan|memo)\s"
    rf"(?:of|dated|from|vom)\s(?:the\s)?(?:\d{{1,2}}\s)?(?:{_MONTH}|(?:19|20)\d\d)\b|"
    r"\b(?:19|20)\d\d\s(?:minutes|report|review|audit|survey|letter|policy|plan|strategy)\b",
    re.IGNORECASE,
)
_CAPITAL_WORD = re.compile(r"(?P<opens>\A|[.;:?!\n(|*]\s{0,3}|\d\s)?\b(?P<word>[A-Z][A-Za-z-]+)\s\Z")
_OPENERS = word_set(
    "under see in if by as to at of and but or for from when where with on per both once after before then unless"
    " although since while the this that each any no neither either subject pursuant despite notwithstanding"
)
# What is granted on conditions, which are then those of the grant, and laws that have recitals.
_OWNERS = {
    "condition": re.compile(r"\b(?:permit|permission|consent|licen[cs]e|approval|planning)\b", re.IGNORECASE),
    "recital": re.compile(r"\b(?:GDPR|Regulation|Directive|Treaty)\b"),
}
_ENOUGH, _BEFORE, _BEHIND, _LINE = 3, 40, 80, 300


def missing_in_series(document: Document) -> Iterator[TitledPart]:
    """Yield the references whose label no series of the noun has, where each counts from the first on.

    A memorandum on a policy speaks of the exclusions of that, whatever it lists itself; what has captions is its own,
    and so is what it refers to elsewhere.
    """
    text, found_series = document.text, document.cached("noun series", find_series)
    if not found_series or is_extract(text):
        return
    review, own = is_review(text), is_instrument(document)
    for noun, series in found_series.items():
        captioned = any(each.captioned for each in series)
        if not all(counts_from_first(each.labels) for each in series):
            continue
        heads = cache(partial(_heads_line, text, noun))
        missing, referred = [], (own or any(each.sure for each in series)) and (captioned or not review)
        for start, end, label in _references(document, noun, series):
            known = _known(series, label)
            if label in known:
                referred = referred or not _heads(text, start, end)
            elif _is_missing(label, known, captioned=captioned) and not heads(
                label, _may_be_of_a_list(text[start], noun, series, label)
            ):
                missing.append(TitledPart(start, end, noun, label, known))
        yield from (part for part in missing if referred or _HERE.match(text, part.end))


def _references(document: Document, noun: str, series: Sequence[Series]) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and label of each reference by the noun to one of these series, or to several."""
    text = document.text
    for at in sorted(places_of(text, (noun, noun.capitalize(), noun.upper()))):
        if text[max(0, at - 1) : at].isalnum():
            continue
        several, one = _SEVERAL.match(text, at), _REFERENCE.match(text, at)
        found = several or one
        if found is None or not _is_noun(found["noun"].lower(), noun) or not _is_meant(document, found, noun, series):
            continue
        if several:
            yield from (
                (each.start(), each.end(), each.group()) for each in _EACH.finditer(text, *found.span("labels"))
            )
        else:
            yield at, found.end(), found["label"] or found["boxed"]


def _is_noun(printed: str, noun: str) -> bool:
    return printed in {noun, noun + "s", noun + "n", noun + "en"}


def _heads(text: str, start: int, end: int) -> bool:
    """Tell whether a noun and label are those of a caption: at the beginning of a line, and no sentence goes on."""
    opens = text[text.rfind("\n", 0, start) + 1 : start].strip(" \t>#*_|\u2022-") == ""
    return opens and _SENTENCE.match(text, end) is None


def _known(series: Sequence[Series], label: str) -> frozenset[str]:
    """Return the labels of the style of a reference, of all series together; "(A)" is a letter of "(a)" too."""
    style = style_of(label)
    return frozenset(other for each in series for other in each.labels if style_of(other) == style)


def _is_missing(label: str, known: frozenset[str], *, captioned: bool) -> bool:
    enough = _ENOUGH if len(style_of(label)) == 1 and not captioned else 2
    return label not in known and len(known) >= enough and value_of(label) <= 3 * len(known) + 3


def _is_meant(document: Document, found: re.Match[str], noun: str, series: Sequence[Series]) -> bool:
    """Tell whether a reference is to one of these series, as far as the words around it say."""
    text, start = document.text, found.start()
    if part_at(document.quotations, start) is not None:
        return False
    if is_elsewhere(text, start, found.end()) and not _is_under_own_title(text, found.end()):
        return False
    if text[start].islower() and not (is_led(text, start, found.end()) or _HERE.match(text, found.end())):
        return False
    qualifier = _qualifier(text, start, captioned=any(each.captioned for each in series))
    if qualifier and not any(each.qualifier == qualifier for each in series):
        return False
    near = line_start(text, start, _LINE)
    return noun not in _OWNERS or _OWNERS[noun].search(text, near, start) is None


def _is_under_own_title(text: str, end: int) -> bool:
    """Tell whether what is told behind to have the part is a title of this text: "item 3 of the Hire Details"."""
    found = _TITLE_BEHIND.match(text, end)
    if found is None:
        return False
    title = r"[ \t]+".join(map(re.escape, found["title"].split()))
    return re.search(rf"^[ \t>*#_|]*{title}[ \t*_:]*$", text, re.IGNORECASE | re.MULTILINE) is not None


def is_elsewhere(text: str, start: int, end: int) -> bool:
    """Tell whether the words beside a reference say that it is another paper's, or that it is a name's."""
    before = unmarked(text[max(0, start - _BEFORE) : start])
    if _OWNED.search(before) or _FORMER.search(before):
        return True
    line = line_start(text, start, _LINE)
    if _DATED_PAPER.search(text, line, start) or is_mentioned(text, start, end):
        return True
    return _ELSEWHERE.match(unmarked(text[end : end + _BEHIND])) is not None


def is_led(text: str, start: int, end: int) -> bool:
    """Tell whether a noun in small letters stands where no verb and no measure can: "in item 5"."""
    return _SMALL_LEAD.search(text, max(0, start - 12), start) is not None and _UNIT.match(text, end) is None


def _qualifier(text: str, start: int, *, captioned: bool) -> str:
    """Return the word with a capital before the noun, which makes "Special Condition" of it; none that opens."""
    found = _CAPITAL_WORD.search(text, max(0, start - _BEFORE), start)
    if found is None or found["word"].lower() in _OPENERS or (captioned and found["opens"] is not None):
        return ""
    return found["word"].lower()


def _may_be_of_a_list(initial: str, noun: str, series: Sequence[Series], label: str) -> bool:
    """Tell whether a general noun may stand for the place in any list; "Item 5" beside a column "Item" does not."""
    spelled = any(each.spelled for each in series)
    return noun in GENERIC and label.isdecimal() and not (initial.isupper() and spelled)


def _heads_line(text: str, noun: str, label: str, line_numbers: bool) -> bool:
    """Tell whether a line is headed by the noun and the label, or by the label alone where that will do."""
    alone = rf"|\(?{label}[.)]" if line_numbers else rf"|{label}\b" if len(style_of(label)) > 1 else ""
    titled = rf"(?i:{noun})\s(?:No\.?\s)?\(?{label}\b(?!\)?(?:[,;]|\s[a-z]))"
    named = re.compile(rf"^[ \t>#*_|(-]*(?:{titled}{alone})", re.MULTILINE)
    return named.search(text) is not None
