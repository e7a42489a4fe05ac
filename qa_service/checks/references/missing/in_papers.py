"""References without a whole to a part of the attached paper that they stand in: "paragraph 6" in a Schedule of three.

Only where nothing else can be meant: the parts of the document itself are called clauses or sections.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache, partial

from qa_service.checks.references.foreign_signs import NOUNS
from qa_service.checks.references.missing.in_series import is_elsewhere, is_led
from qa_service.checks.references.missing.parts import names_rules_beside
from qa_service.checks.references.noun_series import find_series
from qa_service.checks.references.reference_wholes import Papers, outermost, paper_behind
from qa_service.checks.references.titled_parts import TitledPart
from qa_service.documents import Document
from qa_service.documents.references.labels import line_start
from qa_service.documents.references.numbers import PARAGRAPHS, counts_from_one
from qa_service.documents.references.spans import Reference
from qa_service.documents.references.targets import ATTACHED, Targets
from qa_service.documents.searching.anchors import BLANK, Anchored, word_anchor
from qa_service.documents.searching.lookup import part_at

_ENTRY = Anchored(
    re.compile(
        r"\b(?P<noun>paragraph|para\.?|item|point|entry|measure|(?P<told>step|requirement|condition|task|rule|assumption|exception|qualification|"
        r"no\.|number))\s(?P<number>\d{1,2}(?:\.\d{1,2})?)"
        r"(?![\w(%]|[.,:/-]\w|['\u2019]|\s?%)",
        re.IGNORECASE,
    ),
    word_anchor(
        "paragraph|para|item|point|entry|measure|step|requirement|condition|task|rule|assumption|exception|qualification|no|number",
        behind=rf"\.?{BLANK}\p{{Nd}}",
    ),
    width=1,
)
_INLINE = re.compile(r"(?<=[.;:,)]\s)\(?(?P<number>\d{1,2})[.)]\s")
# "The Disclosure Letter says in paragraph 9": a name of another paper before.
_OTHER_TEXT = re.compile(rf"\b[A-Z]\w+\s(?:{NOUNS})\b")
_OF_ANOTHER = re.compile(r"[*_]{0,3},?\s(?:of|to|in|under)\s(?![*_]{0,3}this\b)")
_OF_THIS = re.compile(
    r"\sof\sth(?:is|e\spresent)\s(?:schedule|annex(?:ure|e)?|appendix|exhibit|attachment)\b", re.IGNORECASE
)
_BETWEEN = re.compile(r"(?:,?\s\(?(?:at\s)?|\()\Z")
_NUMBERS = frozenset({"no.", "number"})
_JOINT = 6
_CLAUSES = frozenset({"clause", "subclause", "sub-clause", "section", "article", "§"})
_ENOUGH, _NEAR = 2, 600


def missing_in_papers(
    document: Document,
    papers: Papers,
    targets: Targets,
    references: Sequence[Reference],
    resolved: Mapping[Reference, bool],
) -> Iterator[TitledPart]:
    """Yield the references to numbers that the paper meant does not have, where its own count from the first.

    It is the one named right behind, or else the one around.
    """
    if not any(targets.of(family) for family in ATTACHED):
        return
    text, spans, wholes = document.text, papers.last_spans(), papers.wholes
    attached = [reference for reference in references if reference.family in ATTACHED]
    ends = {reference.group_end: reference for reference in attached}
    others = [reference.start for reference in attached]
    taken = {reference.start for reference in wholes} | {outermost(part, wholes).start for part in wholes}
    paragraphs = _are_of_papers(references, wholes, resolved, spans, targets)
    inline = cache(partial(_inline, text))
    for found in _ENTRY.finditer(text):
        noun, number = found["noun"].lower().rstrip("."), found["number"]
        if found.start() in taken:
            continue
        whole = paper_behind(text, found.end(), attached) or _paper_before(text, found.start(), ends)
        placed = whole is not None or _OF_THIS.match(text, found.end()) is not None
        if (found["told"] and whole is None) or (not (placed or paragraphs) if noun in PARAGRAPHS else "." in number):
            continue
        span = papers.last_span(whole) if whole else _around(spans, found.start())
        if span is None or (whole is None and _OF_ANOTHER.match(text, found.end())):
            continue
        counted = papers.numbers_in(span)
        if not _is_absent(number, counted) or number in _series(document, noun) | inline(span):
            continue
        if _is_headed(text, span, noun, number):
            continue
        if _is_of(document, found, whole) if whole else _is_meant(document, found, noun, others):
            told = f"{text[whole.start : whole.end]} has no such {noun}" if whole else ""
            yield TitledPart(*found.span(), noun, number, counted, told)


def _paper_before(text: str, start: int, ends: Mapping[int, Reference]) -> Reference | None:
    """Return the paper that stands right before: "Annex II, point 8", "Schedule 1 (item 3)"."""
    joint = _BETWEEN.search(text, max(0, start - _JOINT), start)
    return ends.get(joint.start()) if joint else None


def _is_of(document: Document, found: re.Match[str], whole: Reference) -> bool:
    """Tell whether the paper whose entry is told is this document's, as far as the words around both say."""
    text, start, end = document.text, min(found.start(), whole.group_start), max(found.end(), whole.group_end)
    if is_elsewhere(text, start, end) or part_at(document.quotations, start) is not None:
        return False
    # "Amendment No. 4 to Schedule 1" is a paper of its own.
    if found["noun"].lower() in _NUMBERS and found.start() < whole.start and not is_led(text, start, found.end()):
        return False
    return not names_rules_beside(text, start, end, _NEAR)


def _is_headed(text: str, span: tuple[int, int], noun: str, number: str) -> bool:
    """Tell whether a line of a paper begins with the word and the number: "Step 7: loading"."""
    form = re.compile(rf"^\W*{re.escape(noun)}\W{{1,3}}{re.escape(number)}\b", re.IGNORECASE | re.MULTILINE)
    return form.search(text, *span) is not None


def _is_absent(number: str, counted: Set[str]) -> bool:
    """Tell whether a number is behind the last of those beside it, which count from the first."""
    parent, _, last = number.rpartition(".")
    beside = {other.rpartition(".")[2] for other in counted if other.rpartition(".")[0] == parent}
    most = len(beside)
    counts = most >= _ENOUGH and counts_from_one(beside)
    return counts and most < int(last) <= 3 * most + 3


def _inline(text: str, span: tuple[int, int]) -> frozenset[str]:
    return frozenset(found["number"] for found in _INLINE.finditer(text, *span))


def _are_of_papers(
    references: Sequence[Reference],
    wholes: Mapping[Reference, Reference],
    resolved: Mapping[Reference, bool],
    spans: Sequence[tuple[int, int]],
    targets: Targets,
) -> bool:
    """Tell whether the document calls its own parts clauses or sections, and nothing outside its papers paragraphs.

    The paragraphs of an article are counted anew in each.
    """
    clauses = sum(1 for reference in references if reference.kind in _CLAUSES and resolved[reference])
    loose = (r for r in references if r.kind in PARAGRAPHS and r not in wholes and resolved[r])
    return clauses >= _ENOUGH and all(
        _around(spans, reference.start) or targets.around(reference.start, "article") for reference in loose
    )


def _around(spans: Sequence[tuple[int, int]], at: int) -> tuple[int, int] | None:
    """Return the span of the paper that a place lies in."""
    place = bisect_right(spans, at, key=lambda span: span[0]) - 1
    return spans[place] if place >= 0 and at < spans[place][1] else None


def _series(document: Document, noun: str) -> frozenset[str]:
    series = document.cached("noun series", find_series).get(noun, ())
    return frozenset(label for each in series if each.spelled or each.sure for label in each.labels)


def _is_meant(document: Document, found: re.Match[str], noun: str, others: Sequence[int]) -> bool:
    """Tell whether nothing around a reference speaks of another paper, a rule or a measure."""
    text, start, end = document.text, found.start(), found.end()
    line = line_start(text, start, _NEAR)
    if bisect_left(others, line) < bisect_left(others, start) or _OTHER_TEXT.search(text, line, start):
        return False
    if is_elsewhere(text, start, end) or part_at(document.quotations, start) is not None:
        return False
    if names_rules_beside(text, start, end, _NEAR):
        return False
    return noun in PARAGRAPHS or is_led(text, start, end)
