"""References to a mark in a part with a Roman number: "item III(vi)" of a part III whose list ends with (iv)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa_service.checks.references.others_parts import is_others_part
from qa_service.checks.references.paper_kinds import is_extract
from qa_service.checks.references.part_marks import missing_mark
from qa_service.checks.references.reference_wholes import numeral_heads
from qa_service.checks.references.titled_parts import TitledPart
from qa_service.documents import Document
from qa_service.documents.searching.rare_signs import rare_sign, signed

_USED = re.compile(
    r"\b(?:[Ii]tem|[Pp]oint|[Pp]art|[Ss]ection|[Pp]aragraph|[Aa]genda\sitem)\s(?P<label>(?P<number>[IVX]{1,5})\s?"
    r"(?P<marks>(?:\([a-z]{1,4}\)){1,2}))(?![\w(])"
)
_SIGN = rare_sign(r"\b(?:[Ii]tem|[Pp]oint|[Pp]art|[Ss]ection|[Pp]aragraph) [IVX]{1,5} ?\([a-z]")
_MARK = re.compile(r"\(([a-z]{1,4})\)")


def missing_numeral_marks(document: Document) -> Iterator[TitledPart]:
    """Yield the references whose mark the list of the part does not have."""
    if not _SIGN.occurs_in(signed(document)) or is_extract(document.text):
        return
    text = document.text
    heads = numeral_heads(text)
    ends = [*(head.start for head in heads[1:]), len(text)]
    spans = {head.number: (head.end, end) for head, end in zip(heads, ends, strict=False)}
    for found in _USED.finditer(text):
        if found["number"] not in spans or is_others_part(document, *found.span()):
            continue
        told = missing_mark(
            _MARK.findall(found["marks"]), text, spans[found["number"]], f"part {found['number']}", once=False
        )
        if told:
            yield TitledPart(found.start(), found.end(), "part", found["label"], frozenset(), told)
