"""Paragraphs of articles that number them each from one: "paragraph 4", "Article 5.4", "paragraph 4 of Article 5".

A bare number is that of a paragraph of the article or attached paper around, as European texts have it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from qa_service.checks.references.missing.in_series import is_elsewhere
from qa_service.checks.references.missing.parts import names_rules_beside
from qa_service.checks.references.ownership import is_instrument
from qa_service.checks.references.paper_kinds import is_extract
from qa_service.documents import Document
from qa_service.documents.references.numbers import PARAGRAPHS
from qa_service.documents.references.spans import Reference
from qa_service.documents.references.targets import Targets

_ARTICLES = frozenset({"article", "art"})
_LINE = re.compile(r"^[ \t>*_]*(?P<open>\(?)(?P<number>\d{1,2})(?P<close>[.)])[*_]*[ \t]+(?=\S)", re.MULTILINE)
_OF_ARTICLE = re.compile(r"\s(?:of|in|under|to)\s(?:Article|Art\.)\s(?P<number>\d{1,3})(?![\w(]|[.]\d)")
_ARTICLE_BEFORE = re.compile(r"\b(?:Article|Art\.)\s(?P<number>\d{1,3}),?\s\Z")
# "Annex I paragraph 4".
_OF_NAMED = re.compile(r"\b(?:\d{1,3}|[IVX]{1,5}|[A-Z])(?:\(\w{1,3}\))?,?\s\(?\Z")
_OF_ANOTHER = re.compile(r",?\s(?:of|to|in|under)\s(?!this\b)|\s(?:thereof|therein)\b")
_OF_THIS = re.compile(r"\sof\sth(?:is|e\spresent)\sarticle\b", re.IGNORECASE)
_DOTTED = re.compile(r"(?P<article>\d{1,3})\.(?P<paragraph>\d{1,2})")
_FEWEST, _REACH, _NEAR = 2, 20, 300


def missing_paragraphs(
    document: Document, references: Sequence[Reference], targets: Targets
) -> Mapping[Reference, str]:
    """Return why each such reference cannot be followed: the article counts its paragraphs from one and ends before."""
    articles = targets.of("article")
    if len(articles) < _FEWEST or is_extract(document.text):
        return {}
    lists, missing = _Lists(document, targets), {}
    if not lists.count_anew:
        return {}
    for reference in references:
        told = _told(document.text, reference, targets)
        if told is None or not lists.ends_before(*told):
            continue
        if _is_meant(document, reference):
            missing[reference] = f"article {told[0]} has no paragraph {told[1]}"
    return missing


class _Lists:
    """How many paragraphs each article counts."""

    def __init__(self, document: Document, targets: Targets) -> None:
        self._document, self._targets = document, targets
        self.numbers, self.last = cache(self._numbers), cache(self._last)

    @property
    def count_anew(self) -> bool:
        """Tell whether at least two articles number their paragraphs, each of these from one."""
        numbered = [numbers for numbers in map(self.numbers, self._targets.of("article")) if numbers]
        return len(numbered) >= _FEWEST and all(numbers[0] == 1 for numbers in numbered)

    def ends_before(self, article: str, number: int) -> bool:
        """Tell whether the paragraphs of an article end before this one, which is not far behind the last."""
        last = self.last(article)
        return _FEWEST <= last < number <= 3 * last + 3

    def _last(self, article: str) -> int:
        """Return how many paragraphs an article has; nought where its lines do not count from one."""
        numbers = self.numbers(article)
        return len(numbers) if numbers == list(range(1, len(numbers) + 1)) else 0

    def _numbers(self, article: str) -> list[int]:
        """Return the numbers that lines of an article begin with, in the form of the first."""
        found = list(_LINE.finditer(self._document.text, *self._targets.extent(article, "article")))
        return [int(each["number"]) for each in found if each["close"] == found[0]["close"]]


def _told(text: str, reference: Reference, targets: Targets) -> tuple[str, int] | None:
    """Return the article and the number of its paragraph that a reference tells."""
    articles, end = targets.of("article"), reference.group_end
    if reference.kind in _ARTICLES:
        found = _DOTTED.fullmatch(reference.number)
        if found is None or found["article"] not in articles or targets.has_parts(found["article"]):
            return None
        return found["article"], int(found["paragraph"])
    if reference.kind not in PARAGRAPHS or not reference.number.isdecimal():
        return None
    named = _OF_ARTICLE.match(text, end) or _article_before(text, reference)
    if named is not None:
        return (named["number"], int(reference.number)) if named["number"] in articles else None
    around = targets.around(reference.start, "article")
    if around is None or _OF_NAMED.search(text, max(0, reference.group_start - _REACH), reference.group_start):
        return None
    if _OF_ANOTHER.match(text, end) and not _OF_THIS.match(text, end):
        return None
    return around, int(reference.number)


def _article_before(text: str, reference: Reference) -> re.Match[str] | None:
    return _ARTICLE_BEFORE.search(text, max(0, reference.group_start - _REACH), reference.group_start)


def _is_meant(document: Document, reference: Reference) -> bool:
    """Tell whether nothing says that the article is that of a rule or of another paper."""
    text, start, end = document.text, reference.group_start, reference.group_end
    if named := _OF_ARTICLE.match(text, end):
        end = named.end()
    elif named := _article_before(text, reference):
        start = named.start()
    if _OF_THIS.match(text, end):
        return True
    if is_elsewhere(text, start, end) or _OF_ANOTHER.match(text, end):
        return False
    if not is_instrument(document):
        return False
    return not names_rules_beside(text, start, end, _NEAR)
