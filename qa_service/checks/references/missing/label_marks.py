"""References to a mark in a part with a Roman number, or with a letter and a number, whose list ends before it.

"Item III(vi)" of a part III that goes to (iv), and "E.2(a) to (e)" of three entries.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from qa_service.checks.references.missing.lettered_decimals import lettered_heads
from qa_service.checks.references.others_parts import is_others_part
from qa_service.checks.references.paper_kinds import is_extract
from qa_service.checks.references.part_marks import missing_mark
from qa_service.checks.references.reference_wholes import numeral_heads
from qa_service.checks.references.titled_parts import TitledPart
from qa_service.documents import Document
from qa_service.documents.searching.rare_signs import rare_sign, signed

_WORD = r"(?:[Ii]tem|[Pp]oint|[Pp]art|[Ss]ection|[Pp]aragraph|[Cc]lause|[Aa]rticle|[Rr]ule|[Aa]genda\sitem)s?\s"
_USED = re.compile(
    rf"(?<![\w.\u00a7/(-])(?:{_WORD}(?P<numeral>[IVX]{{1,5}})\s?|(?:{_WORD})?(?P<decimal>[A-Z]\.\d{{1,2}}(?:\.\d{{1,2}})?))"
    r"(?P<marks>(?:\([a-z]{1,4}\)){1,2})(?:\s(?:to|and|or|through)\s\((?P<other>[a-z]{1,4})\))?(?![\w(])"
)
_SIGN = rare_sign(r"\b(?:[IVX]{1,5} ?|[A-Z]\.\p{Nd}{1,2}(?:\.\p{Nd}{1,2})?)\([a-z]")
_MARK = re.compile(r"\(([a-z]{1,4})\)")


def missing_label_marks(document: Document) -> Iterator[TitledPart]:
    """Yield the references whose mark the list of the part does not have."""
    if not _SIGN.occurs_in(signed(document)) or is_extract(document.text):
        return
    text = document.text
    spans = _spans(document)
    for found in _USED.finditer(text) if spans else ():
        number = found["numeral"] or found["decimal"]
        if number not in spans or is_others_part(document, *found.span()):
            continue
        marks = _MARK.findall(found["marks"])
        asked = [marks, [*marks[:-1], found["other"]]] if found["other"] else [marks]
        told = (missing_mark(each, text, spans[number], f"part {number}", once=False) for each in asked)
        if problem := next(filter(None, told), None):
            label = text[found.start("numeral" if found["numeral"] else "decimal") : found.end()]
            yield TitledPart(found.start(), found.end(), "part", label, frozenset(), problem)


def _spans(document: Document) -> dict[str, tuple[int, int]]:
    """Return where each part lies that has such a number, up to the next one; none of those that stand twice."""
    spans = dict[str, tuple[int, int]]()
    for heads in (numeral_heads(document.text), lettered_heads(document)):
        ends = [*(head.start for head in heads[1:]), len(document.text)]
        times = Counter(head.number for head in heads)
        spans |= {
            head.number: (head.end, end) for head, end in zip(heads, ends, strict=False) if times[head.number] == 1
        }
    return spans
