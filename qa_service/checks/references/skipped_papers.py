"""Attached papers that a text speaks of by a label behind others that it speaks of nowhere.

A contract that has its papers elsewhere names each of them: "Annexure C" is a slip where all else is about an Annexure
A and nothing about a B, and so is "Exhibit B" where nothing is about an Exhibit A.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from qa_service.checks.references.foreign_signs import INSTRUMENTS, TEXT_NAMED
from qa_service.checks.references.listed_labels import counts_from_first, style_of, value_of
from qa_service.documents.references.labels import line_start
from qa_service.documents.references.numbers import FAMILIES, PLURALS, family_of
from qa_service.documents.references.spans import Reference
from qa_service.documents.references.targets import ATTACHED

_LABEL = re.compile(r"(?<!\w)(?:[A-Z]|\d{1,2})[\"'\u201d\u2019]?\Z")
# "Annex II countries" are no paper; what goes on behind one is no noun.
_BEHIND = re.compile(
    r"[\"'\u201d\u2019)*_]*(?:[.,;:)\]]|\s?\n|\Z|\s\(|\s(?:and|or|shall|is|are|will|must|may|hereto|hereof|above|below|to\sthis|"
    r"of\sthis|as|for|in|by|on|with|which|that|if|unless|does|do|has|have|appl(?:y|ies))\b)"
)
# "listed in Schedule 2": where a text sends its reader; "all but Appendix F" may be of anything.
_LED = re.compile(
    r"\b(?:in|under|see|with|by|per|to|at|(?:in\sthe|a)\sform\sof)\s(?:the\s(?:enclosed\s)?)?[\"'\u201c(*_]{0,3}\Z",
    re.IGNORECASE,
)
# "Exhibit B, attached to the Lease", "Schedule 2 (as defined in the Purchase Agreement)".
_OF_ANOTHER = re.compile(
    r"[\s,(\"\u201d]*(?:(?:as|which|that|is)\s){0,3}(?:attached|annexed|appended|defined|described|contained|included|set\s(?:out|forth))"
    r"\s(?:to|in)\s(?!this\b|these\b)",
)
_MOST, _HEAD, _NEAR, _LINE = 12, 300, 30, 300
# How often the others are spoken of before they are surely all that there are.
_OFTEN = 3


def skipped_papers(text: str, references: Sequence[Reference]) -> Iterator[Reference]:
    """Yield such references among those to kinds of papers that the text has none of; several may be to one."""
    kinds = defaultdict[str, list[tuple[Reference, str]]](list)
    for reference in references:
        if reference.family in ATTACHED:
            kinds[reference.family].append((reference, _label(text, reference)))
    for spoken in kinds.values():
        times = Counter(label for _, label in spoken)
        if len({style_of(label) if label else "" for label in times}) == 1 and "" not in times:
            yield from (reference for reference, label in spoken if times[label] == 1 and _skips(label, times))
    for family, spoken in kinds.items():
        yield from _without_first(text, family, (reference for reference, _ in spoken))


def _without_first(text: str, family: str, references: Iterable[Reference]) -> Iterator[Reference]:
    """Yield the references to papers of which the first is named nowhere, not even in another style.

    What is itself one of such papers by its head may speak of the others.
    """
    later = [reference for reference in references if _is_later(text, reference)]
    if not later:
        return
    words = "|".join(re.escape(word) for word in (*FAMILIES, *PLURALS) if family_of(word) == family)
    first = re.compile(rf"\b(?:{words})\.?\s(?:No\.\s)?[\"'\u201c(]?(?:A|1|I|One)\b", re.IGNORECASE)
    heads = re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    if first.search(text) is None and heads.search(text, 0, _HEAD) is None:
        yield from later


def _is_later(text: str, reference: Reference) -> bool:
    number = reference.number
    if not (number.isdecimal() or (len(number) == 1 and number.isalpha())):
        return False
    start = reference.group_start
    if not 1 < value_of(number) <= _MOST or _BEHIND.match(text, reference.group_end) is None:
        return False
    if _OF_ANOTHER.match(text, reference.group_end) is not None:
        return False
    return _LED.search(text, max(0, start - _NEAR), start) is not None and not _speaks_of_another(text, start)


def _speaks_of_another(text: str, at: int) -> bool:
    """Tell whether the sentence before a place names a text that may have such papers: "the dam safety report"."""
    begin = line_start(text, at, _LINE)
    sentence = re.split(r"[.;:]\s", text[begin:at])[-1]
    return any(named.group().lower().split()[-1] not in INSTRUMENTS for named in TEXT_NAMED.finditer(sentence))


def _label(text: str, reference: Reference) -> str:
    """Return a letter or a number as it is printed; nothing for a longer label."""
    found = _LABEL.search(text[reference.start : reference.end])
    return found.group().rstrip("\"'\u201d\u2019") if found else ""


def _skips(label: str, times: Counter[str]) -> bool:
    """Tell whether the labels but this one count from the first, and this one leaves some out behind them."""
    others = frozenset(times.keys() - {label})
    if not others or times.total() - 1 < _OFTEN:
        return False
    return counts_from_first(others) and value_of(label) > len(others) + 1
