"""Percentages of n persons or things that stand beside their n: "33 % of 20 respondents", "Of 35 files, 12 % were"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa_service.checks.statistics.averages import ADJECTIVE, COUNT, COUNT_WORDS, PEOPLE, Average, count_of
from qa_service.checks.tables.footing.share_lists import ANY_SIGN
from qa_service.documents import Document
from qa_service.documents.searching.lookup import last_begun
from qa_service.documents.searching.rare_signs import rare_form, rare_sign, signed

_PERCENT = r"(?P<percent>(?P<share>\d{1,3}(?:[.,]\d{1,3})?)\s?(?:%|percent\b|per\scent\b))"
_DONE = (
    r"(?:were|was|are|is|had|have|has|did|failed|passed|left|said|felt|thought|gave|chose|won|lost|paid|met|took|made|"
    r"went|came|saw|knew|found|held|(?!owned|priced|based)[a-z]{2,14}ed)\b"
)
_UNITS = (
    r"(?:days|weeks|months|years|hours|minutes|seconds|points|shares|euros|dollars|pounds|miles|metres|meters|litres|"
    r"acres|hectares|tonnes|tons|times|units|percent|francs|yen|kilograms|grams|credits)"
)
_THINGS = rf"(?!{_UNITS}\b|[a-z]{{1,17}}(?:ss|us|is)\b)[a-z]{{2,18}}s"
_THE = r"(?:(?:the|our|all|these|those|its|their)\s){0,2}"
_BEHIND = rare_form(
    re.compile(
        rf"(?<![\d.,]){_PERCENT}\s\(?of\s{_THE}(?:[nN]\s?=\s?)?(?P<n>{COUNT})\s{ADJECTIVE}?"
        rf"(?:{PEOPLE}\b|{_THINGS}\b(?=\s(?:[a-z]{{3,15}}ed\s)?{_DONE}))(?!['’]|-)",
        re.IGNORECASE,
    ),
    rare_sign(r"\p{Nd}{1,3}(?:[.,]\p{Nd}{1,3})?[\pZ\s]?(?:%|(?i:percent|per[\pZ\s]cent))[\pZ\s]\(?(?i:of)[\pZ\s]"),
)
_BEFORE = rare_form(
    re.compile(
        rf"\b(?:of|among)\s{_THE}(?P<n>{COUNT})\s{ADJECTIVE}?"
        rf"(?:{PEOPLE}|{_THINGS})(?:\s[a-z]{{3,15}}ed)?,?\s(?:only\s|exactly\s|just\s)?{_PERCENT}\s{_DONE}",
        re.IGNORECASE,
    ),
    rare_sign(
        rf"(?i:\b(?:of|among)[\pZ\s](?:(?:the|our|all|these|those|its|their)[\pZ\s]){{0,2}}(?:\d|{COUNT_WORDS}))"
    ),
)
# Before a share: it is not exact, or the end of a range.
_LOOSE = re.compile(
    r"(?:about|around|approximately|approx\.?|roughly|nearly|almost|some|over|under|above|below|than|least|most|to|~|≈|"
    r"≥|≤|>|<|up|circa|ca\.?|\d\s?%?\s?(?:[-\u2010-\u2014\u2212]|to|and|or)|"
    r"(?<!\bshare )(?<!\bproportion )(?<!\bpercentage )(?<!\bportion )(?<!\brate )(?<!\btotal )\bof)\s?\Z",
    re.IGNORECASE,
)
# A sentence that owns, prices, plans or weighs speaks of no count.
_NO_COUNT = re.compile(
    r"\b(?:if|unless|will|would|should|shall|must|could|may|might|expect\w*|assum\w*|forecast\w*|project(?:s|ed|ion)|plan(?:s|ned)?|"
    r"target\w*|goals?|quorum|thresholds?|requir\w*|minimum|maximum|chance|probab\w*|likel\w*|weight\w*|estimat\w*|"
    r"extrapolat\w*|simulat\w*|owns?|owned|stakes?|holds?|tax\w*|fees?|discount\w*|interest|commission|market|revenues?|"
    r"sales|prices?|on\saverage|an?\saverage|between|imput\w*|valid|missing|non-?response)\b|[$€£]",
    re.IGNORECASE,
)
_SHORT = 300


def find_shares(document: Document) -> Iterator[Average]:
    """Yield the percentages of named counts; years, ranges, round figures and what is only planned are no counts."""
    if not ANY_SIGN.occurs_in(signed(document)):
        return
    for pattern, is_behind in ((_BEHIND, True), (_BEFORE, False)):
        for match in pattern.find_in(signed(document)):
            n = count_of(match["n"])
            if _is_plain(document, match, n):
                start, end = match.span() if is_behind else (match.start(), match.end("percent"))
                yield Average(start, end, match["share"], n, 100)


def _is_plain(document: Document, match: re.Match[str], n: int) -> bool:
    share = float(match["share"].replace(",", "."))
    if not n or share > 100 or (1900 <= n <= 2099 and "," not in match["n"]):
        return False
    text, start = document.text, match.start("share")
    if _LOOSE.search(text, max(0, start - 16), start):
        return False
    sentence = last_begun(document.sentences, match.start())
    low = max(sentence.start if sentence else 0, start - _SHORT)
    high = min(sentence.end if sentence else len(text), match.end() + _SHORT)
    return high >= match.end() and not _NO_COUNT.search(text, low, high)
