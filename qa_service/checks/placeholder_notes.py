"""What drafters of a contract tell each other outside square brackets, and what word processors print of it.

"(client to check)", "– PJM to confirm.", "(per Anna's email)", "Commented [AB1]:".
"""

from __future__ import annotations

import re

from qa_service.checks.placeholder_binding import is_binding
from qa_service.checks.placeholder_brackets import in_quotation
from qa_service.checks.placeholder_drafters import TASK, assigns
from qa_service.checks.placeholder_forms import is_head_of_form
from qa_service.checks.placeholder_numbers import line_around

ASSIGNED = rf"\((?:[^()\n]{{1,60}}(?:[;,:]| [–—-]) )?{TASK}[^()\n]{{0,40}}\)"
TRAILING = rf"(?: [–—-]{{1,2}} | ?// ?| ?>{{2,3}} ?){TASK}(?: [\w-]+){{0,4}}"
_MAIL = r"(?:e-?mails?|mails?|comments?|mark-?up|redline|voicemail|note|call)"
REMARK = (
    rf"[(\[](?:see (?:my|our|previous|[\pL]+['’]s?) {_MAIL}|see comments?|(?:as )?(?:per|in|following) [\pL]+['’]s?"
    rf" {_MAIL})\b[^()\[\]\d\n]{{0,40}}[)\]]"
    r"|\((?:check|confirm|verify|clear|discuss|align) with (?:the )?(?:\pL+ ){0,2}\pL+\)"
    r"|[(\[](?i:is|are|was|does) (?:this|that|these|those|it) [^()\[\]\n]{2,50}\?[)\]]"
    r"|[(\[]subject to (?:our )?(?:client|legal|counsel|partner|finance)(?:['’]s)? (?:confirmation|approval|comments?"
    r"|instructions?|review|sign-?off|input)[)\]]|\(\?\)"
)
# What word processors print of a comment or a change.
COMMENT = (
    r"\b(?:Comment(?:ed|aire)?|Kommentar|Kommentiert|Comentario|Opmerking|Commento) ?\[[A-Z]{1,4}\d{1,3}(?:R\d{1,2})?\]:?"
    r"|\bFormatted(?: Table)?: (?:Font|Indent|Left|Right|Centered|Justified|Normal|List|Space|Tab|Heading|Highlight"
    r"|Not Highlight|English|Numbered|Bullets|Default)\b"
)
_ENDS = re.compile(r"\s*(?:[.;)]|<<|[–—-]\s|\n|\Z)")


def assigned(text: str, start: int, end: int) -> bool:
    """ "(client to check)": who works on the text is to do something to it."""
    return assigns(text[start:end]) and _is_left_over(text, start, end)


def trailing(text: str, start: int, end: int) -> bool:
    """ "– PJM to confirm." at the end of a clause."""
    if text[start:end].lstrip()[0] in "–—-" and _ENDS.match(text, end) is None:
        return False
    return assigns(text[start:end]) and _is_left_over(text, start, end)


def remark(text: str, start: int, end: int) -> bool:
    """ "(see my comment)" in a contract, outside a quotation."""
    if text[start:end] == "(?)":
        return _is_left_over(text, start, end) and line_around(text, start, end)[0][-2:-1].isalnum()
    return _is_left_over(text, start, end)


def _is_left_over(text: str, start: int, end: int) -> bool:
    return (
        is_binding(text, start, end) and not in_quotation(text, start, end) and not is_head_of_form(text, start, end)
    )
