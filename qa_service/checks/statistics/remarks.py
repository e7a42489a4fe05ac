"""What a text says of its p values: one-tailed, adjusted for several comparisons, resampled, judged at another level.

Such remarks explain a p value that the statistic alone does not give. Adjusted p values are larger than the plain ones,
never smaller; those of permutations and bootstraps come from no formula.
"""

from __future__ import annotations

import re

from qa_service.documents import Document
from qa_service.documents.searching.lookup import last_begun

_REACH = 300
_ONE_TAILED = re.compile(
    r"\b(?<!not )(?<!non-)(?:one|1|single)[-\u2010\u2011\u2013\s](?:tailed|sided|tail)\b"
    r"|(?<!non)(?<!non[-\u2010\u2011\u2013 ])(?<!not )\bdirectional\b",
    re.IGNORECASE,
)
_METHOD = (
    r"bonferroni|\bholm\b|hochberg|\btukey|\bsid[aá]k|šid[aá]k|scheff[eé]|dunnett|games[-\u2013\s]howell|benjamini|\bfdr\b|"
    r"false\sdiscovery|greenhouse|huynh|family-?\s?wise|\bmultiple\s(?:comparisons?|test(?:s|ing))\b|"
    r"\b(?:corrected|adjusted)\sp\b|\bp\s(?:corrected|adjusted)\b|[(,]\s?(?:corrected|adjusted)\b"
)
_ADJUSTED = re.compile(
    rf"(?:{_METHOD})(?![\w\s-]{{0,30}}\b(?:alpha|level|threshold|criterion)\b|[\w\s-]{{0,30}}α)", re.IGNORECASE
)
_ANY_METHOD = re.compile(_METHOD, re.IGNORECASE)
_ALL_ADJUSTED = re.compile(
    r"\bp(?:[\s-]{0,2}values?)\s(?:(?!not\b|never\b|un)[\w-]{1,20}\s){0,4}?(?:[\w-]{1,20}-)?(?:adjusted|corrected)\b"
    r"|\b(?:adjusted|corrected)\sp[\s-]{0,2}values\b",
    re.IGNORECASE,
)
_RESAMPLED = re.compile(r"permut|bootstrap|resampl|monte\scarlo|randomi[sz]ation\stest|\bexact\stest", re.IGNORECASE)
_RANKED = re.compile(r"\b(?:spearman|kendall|rank)", re.IGNORECASE)
_LEVEL = re.compile(
    r"(?:\balpha\b|α|\bsignificance\s(?:level|threshold|criterion)|\blevel\sof\ssignificance)"
    r"(?:\s[a-z]{1,10}){0,3}?\s?[=:]?\s?(?P<level>0?[.,]\d{1,6}|\d{1,2}(?:[.,]\d{1,3})?\s?%)",
    re.IGNORECASE,
)


def speaks_of_one_tail(text: str) -> bool:
    """Whether some test of the text was one-tailed."""
    return _ONE_TAILED.search(text) is not None


def says_all_adjusted(text: str) -> bool:
    """Whether the text says of its p values at large that they were adjusted or corrected."""
    return _ALL_ADJUSTED.search(text) is not None


def strictest_level(text: str, alpha: float) -> float:
    """Return the smallest level of significance that the text names, or ``alpha``."""
    found = [alpha]
    for match in _LEVEL.finditer(text):
        said = match["level"].replace(",", ".")
        level = float(said.rstrip("% ")) / (100 if said.endswith("%") else 1)
        if level > 0:
            found.append(level)
    return min(found)


def surroundings(document: Document, start: int, end: int) -> str:
    """Return the sentence or sentences of a result, at most 300 characters on either side of it."""
    first, last = last_begun(document.sentences, start), last_begun(document.sentences, max(start, end - 1))
    low = max(start - _REACH, first.start if first else 0)
    high = min(end + _REACH, max(end, last.end) if last else len(document.text))
    return document.text[low:high]


def says_adjusted(said: str) -> bool:
    """Whether the p value of a sentence was adjusted; a corrected level of significance leaves p as it is."""
    return _ADJUSTED.search(said) is not None


def names_adjustment(said: str) -> bool:
    """Whether a sentence names an adjustment, of p or of the level of significance."""
    return _ANY_METHOD.search(said) is not None


def says_resampled(said: str) -> bool:
    """Whether the p value of a sentence comes from permutations, a bootstrap or an exact test."""
    return _RESAMPLED.search(said) is not None


def says_ranked(said: str) -> bool:
    """Whether a correlation is one of ranks, which has tables of its own."""
    return _RANKED.search(said) is not None and "pearson" not in said.lower()
