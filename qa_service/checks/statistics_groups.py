"""Sizes of the groups that a text tells of once: "31 in the letter condition", "the control group (n = 29)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from qa_service.checks.statistics_averages import COUNT, count_of
from qa_service.documents import Document
from qa_service.documents.lookup import last_begun
from qa_service.documents.statistics_notation import fold_notation

_KINDS = ("condition", "group", "arm")
_KIND = r"(?:conditions?|groups?|arms?)"
_NAME = rf"(?P<name>[a-z][\w-]{{2,20}}(?: (?!{_KIND}\b)[a-z][\w-]{{2,20}})?)"
_TOLD = (
    re.compile(
        rf"(?<![\w.,-])(?P<n>{COUNT}) (?:[a-z-]{{3,20}} ){{0,2}}?(?:in|to|received?|for) (?:the |an? )?"
        rf"{_NAME} {_KIND}\b",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?:[Tt]he |[Aa]n? ){_NAME} {_KIND} \((?:n|N) ?= ?(?P<n>{COUNT})\)"),
)
# Of "31 in the letter condition and 29 in the control condition" each is told in full.
_BEFORE_MEAN = re.compile(rf"\b(?:the|an?) {_NAME}(?: {_KIND})? ?\(?\Z", re.IGNORECASE)
# Somebody's answer may be missing, and then a group has fewer than it is said to have.
_MISSING = re.compile(
    r"\bmissing\b(?! (?:tooth|teeth|words?|letters?|persons?|parts?)\b)|"
    r"\b(?:gave|give|giving|with|had|has|have|wrote) no (?:rating|answer|score|response|data|value|mark)|"
    r"\b(?:did|does|could|would) not (?:answer|respond|rate|reply|complete|fill|finish|attend|return)|"
    r"\bleft (?:\w+ ){0,3}(?:blank|unanswered|out)\b|\bunanswered\b|\bskipp|\bdropp?(?:ed)?[ -]?outs?\b|\bwithdrew\b|"
    r"\blost to follow|\bnon-?response|\bincomplete\b|\bn varies\b|\bexcluded\b|\bexclusions? of\b|\brefused\b|"
    r"\bdeclined\b|\bkeine Angabe|\bfehlende|\bohne Antwort|\bausgeschlossen|\bsans réponse|\bmanquant|\bexclus\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"\b(?:no|nobody|none|no-one|never|not|nothing|without|niemand|keine?|aucune?|personne)\b", re.IGNORECASE
)
_NEAR = 60


def answers_may_be_missing(text: str) -> bool:
    """Whether a text speaks of answers or persons that its results are without."""
    return any(
        _NOBODY.search(text[max(0, match.start() - _NEAR) : match.start()].rpartition(". ")[2]) is None
        for match in _MISSING.finditer(text)
    )


def group_sizes(document: Document) -> dict[str, int]:
    """Return the sizes of the groups of a text by name; none for one that is told twice with two sizes."""
    found: dict[str, set[int]] = {}
    if any(kind in document.text for kind in _KINDS):
        for name, n in _told(document):
            found.setdefault(name, set()).add(n)
    return {name: sizes.pop() for name, sizes in found.items() if len(sizes) == 1}


def _told(document: Document) -> Iterator[tuple[str, int]]:
    text, done = fold_notation(document.text), -1
    for kind in _KINDS:
        at = text.find(kind)
        while at >= 0:
            sentence = last_begun(document.sentences, at)
            if sentence is not None and sentence.start != done:
                done = sentence.start
                for pattern in _TOLD:
                    for match in pattern.finditer(text, sentence.start, sentence.end):
                        if n := count_of(match["n"]):
                            yield match["name"].lower(), n
            at = text.find(kind, at + 1)


def size_before(said: str, start: int, sizes: Mapping[str, int]) -> int:
    """Return the size of the group that is named right before a mean: "in the letter condition (M = …"."""
    found = _BEFORE_MEAN.search(said, max(0, start - _NEAR), start) if sizes else None
    return sizes.get(found["name"].lower(), 0) if found else 0
