"""References without a whole to a part of the attached paper that they stand in: "paragraph 6" in a Schedule of three.

Only where nothing else can be meant: the parts of the document itself are called clauses or sections.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

from qa_service.checks.foreign_signs import NOUNS
from qa_service.checks.missing_in_series import is_elsewhere, is_led
from qa_service.checks.missing_parts import names_rules
from qa_service.checks.noun_series import find_series
from qa_service.checks.reference_wholes import Papers, outermost
from qa_service.checks.titled_parts import TitledPart
from qa_service.documents import Document
from qa_service.documents.anchors import BLANK, Anchored, word_anchor
from qa_service.documents.lookup import part_at
from qa_service.documents.reference_labels import line_end
from qa_service.documents.reference_targets import ATTACHED, Targets
from qa_service.documents.spans_references import Reference

_ENTRY = Anchored(
    re.compile(
        r"\b(?P<noun>paragraph|para\.?|item|point|entry|measure)\s(?P<number>\d{1,2})"
        r"(?![\w(%]|[.,:/-]\w|['\u2019]|\s?%)",
        re.IGNORECASE,
    ),
    word_anchor("paragraph|para|item|point|entry|measure", behind=rf"\.?{BLANK}\p{{Nd}}"),
    width=1,
)
_INLINE = re.compile(r"(?<=[.;:,)]\s)\(?(?P<number>\d{1,2})[.)]\s")
# "The Disclosure Letter says in paragraph 9": a name of another paper before.
_OTHER_TEXT = re.compile(rf"\b[A-Z]\w+\s(?:{NOUNS})\b")
_PARAGRAPHS = frozenset({"paragraph", "para"})
_CLAUSES = frozenset({"clause", "subclause", "sub-clause", "section", "article", "§"})
_ENOUGH = 2


def missing_in_papers(
    document: Document,
    papers: Papers,
    targets: Targets,
    references: Sequence[Reference],
    resolved: Mapping[Reference, bool],
) -> Iterator[TitledPart]:
    """Yield the references to numbers that the paper around them does not have, where its own count from the first."""
    if not any(targets.of(family) for family in ATTACHED):
        return
    text, spans = document.text, papers.last_spans()
    others = [reference.start for reference in references if reference.family in ATTACHED]
    wholes = papers.wholes
    taken = {reference.start for reference in wholes} | {outermost(part, wholes).start for part in wholes}
    paragraphs = _are_of_papers(references, wholes, resolved, spans)
    entries: dict[tuple[int, int], list[re.Match[str]]] = {}
    for each in _ENTRY.finditer(text):
        span = _around(spans, each.start())
        if span is not None and each.start() not in taken:
            entries.setdefault(span, []).append(each)
    for (start, end), found in entries.items():
        counted = papers.numbers_in((start, end))
        if len(counted) < _ENOUGH or counted != {str(number) for number in range(1, len(counted) + 1)}:
            continue
        inline = {each["number"] for each in _INLINE.finditer(text, start, end)}
        for each in found:
            noun = each["noun"].lower().rstrip(".")
            known = counted | inline | _series(document, noun)
            if each["number"] in known or int(each["number"]) > 3 * len(counted) + 3:
                continue
            if (noun not in _PARAGRAPHS or paragraphs) and _is_meant(document, each, noun, others):
                yield TitledPart(*each.span(), noun, each["number"], counted)


def _are_of_papers(
    references: Sequence[Reference],
    wholes: Mapping[Reference, Reference],
    resolved: Mapping[Reference, bool],
    spans: Sequence[tuple[int, int]],
) -> bool:
    """Tell whether the document calls its own parts clauses or sections, and nothing outside its papers paragraphs."""
    clauses = sum(1 for reference in references if reference.kind in _CLAUSES and resolved[reference])
    loose = (r for r in references if r.kind in _PARAGRAPHS and r not in wholes and resolved[r])
    return clauses >= _ENOUGH and all(_around(spans, reference.start) for reference in loose)


def _around(spans: Sequence[tuple[int, int]], at: int) -> tuple[int, int] | None:
    """Return the span of the paper that a place lies in."""
    place = bisect_right(spans, at, key=lambda span: span[0]) - 1
    return spans[place] if place >= 0 and at < spans[place][1] else None


def _series(document: Document, noun: str) -> frozenset[str]:
    series = document.cached("noun series", find_series).get(noun, ())
    return frozenset(label for each in series for label in each.labels)


def _is_meant(document: Document, found: re.Match[str], noun: str, others: Sequence[int]) -> bool:
    """Tell whether nothing around a reference speaks of another paper, a rule or a measure."""
    text, start, end = document.text, found.start(), found.end()
    line = text.rfind("\n", 0, start) + 1
    if bisect_left(others, line) < bisect_left(others, start) or _OTHER_TEXT.search(text, line, start):
        return False
    if is_elsewhere(text, start, end) or part_at(document.quotations, start) is not None:
        return False
    if names_rules(text, line, line_end(text, end)):
        return False
    return noun in _PARAGRAPHS or is_led(text, start, end)
