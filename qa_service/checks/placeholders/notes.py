"""What drafters of a contract tell each other outside square brackets, and what word processors print of it.

"(client to check)", "– PJM to confirm.", "(per Anna's email)", "Commented [AB1]:".
"""

from __future__ import annotations

import re

from qa_service.checks.placeholders.binding import is_binding
from qa_service.checks.placeholders.brackets import in_quotation
from qa_service.checks.placeholders.drafters import TASK, assigns
from qa_service.checks.placeholders.forms import is_head_of_form
from qa_service.checks.placeholders.numbers import line_around

ASSIGNED = rf"\((?:[^()\n]+(?:[;,:]| [–—-]) )?{TASK}[^()\n]*\)"
TRAILING = (
    rf"(?: [–—-]{{1,2}} | ?// ?| ?>{{2,3}} ?|\bN\.?B\.?:? ){TASK}(?: [\w-]+){{0,4}}"
    r"|@[A-Z][A-Za-z]{1,12},? (?:(?:please|pls|can you) )(?:check|confirm|advise|review|update"
    r"|clarify)\b(?: [\w-]+){0,4}"
    r"| [–—-]{1,2} (?:(?:please|pls) (?:check|confirm|advise|clarify|verify)|check with)\b(?: [\w-]+){0,3}"
)
_MAIL = r"(?:e-?mails?|mails?|comments?|mark-?up|redline|voicemail|note|call)"
REMARK = (
    rf"[(\[](?:see (?:my|our|previous|[\pL]+['’]s?) {_MAIL}|see comments?|(?:as )?(?:per|in|following) [\pL]+['’]s?"
    rf" {_MAIL})\b[^()\[\]\d\n]{{0,40}}[)\]]"
    r"|\((?:check|confirm|verify|clear|discuss|align) with (?:the )?(?:\pL+ ){0,2}\pL+\)"
    r"|[(\[](?i:is|are|was|does) (?:this|that|these|those|it) [^()\[\]\n]{2,50}\?[)\]]"
    r"|\((?:[A-Z][a-z]+, )?(?:please|pls) (?:check|confirm|advise|clarify|verify|update|amend|insert)\b[^()\n]*\)"
    r"|\((?:(?:I|we)(?:['’]ll| will| should| must)|(?:(?:I|we) )?(?:still )?needs? to) (?:check|confirm"
    r"|revisit|ask|discuss"
    r"|clarify|verify|decide|come back)\b[^()\n]*\)"
    r"|\((?:what about|how about|should we|do we|can we|same as|shouldn['’]t|isn['’]t)\b[^()\n]+\?\)"
    r"|[(\[](?:not yet agreed|still (?:open|under discussion|being negotiated|to be agreed)|open (?:point|issue)"
    r"|under (?:discussion|negotiation))[)\]]"
    r"|\((?:figure|date|amount|name|number|wording|cap|rate)s? to be (?:checked|confirmed|verified|updated|inserted)\)"
    r"|[(\[](?:subject to|awaiting|pending) (?:our )?(?:client|legal|counsel|partner|finance)(?:['’]s)?"
    r" (?:confirmation|approval|comments?"
    r"|instructions?|review|sign-?off|input)[)\]]|\(\?\)"
)
_ASKED = r"(?:name|date|amount|address|title|details|figure|number|text|wording|clause|jurisdiction|percentage|period)"
# "– insert figure", "*insert date*"
ORDER = rf"(?:[*\"“]| [–—-] )insert (?:the |an? )?(?:\w+ )??{_ASKED}\b"
# What word processors print of a comment or a change.
COMMENT = (
    r"\b(?:Comment(?:ed|aire)?|Kommentar|Kommentiert|Comentario|Opmerking|Commento)"
    r" ?\[[A-Z]{1,4}\d{1,3}(?:R\d{1,2})?\]:?"
    r"|\bFormatted(?: Table)?: (?:Font|Indent|Left|Right|Centered|Justified|Normal|List|Space|Tab|Heading|Highlight"
    r"|Not Highlight|English|Numbered|Bullets|Default)\b"
)
# What may be doubted: a figure or a name.
VALUE_BEFORE = re.compile(r"(?:\d[\d.,%]*|\b[A-Z][\w.]+) ?\Z")
_CLOSES = re.compile(r"\s?(?:[*\"”.;]|\n|\Z)")
_ENDS = re.compile(r"\s*(?:[.;)]|<<|[–—-]\s|\n|\Z)")


def assigned(text: str, start: int, end: int) -> bool:
    """ "(client to check)": who works on the text is to do something to it."""
    return assigns(text[start:end]) and _is_left_over(text, start, end)


def trailing(text: str, start: int, end: int) -> bool:
    """ "– PJM to confirm." at the end of a clause."""
    note = text[start:end]
    if note.lstrip()[0] in "–—-" and _ENDS.match(text, end) is None:
        return False
    return (assigns(note) or " to " not in note) and _is_left_over(text, start, end)


def remark(text: str, start: int, end: int) -> bool:
    """ "(see my comment)" in a contract, outside a quotation."""
    if text[start:end] == "(?)" and VALUE_BEFORE.search(line_around(text, start, end)[0]) is None:
        return False
    return _is_left_over(text, start, end)


def whole_order(text: str, start: int, end: int) -> bool:
    """ "The cap is – insert figure.": nothing but the order stands between the signs, in a contract."""
    return _CLOSES.match(text, end) is not None and is_binding(text, start, end)


def _is_left_over(text: str, start: int, end: int) -> bool:
    return is_binding(text, start, end) and not in_quotation(text, start, end) and not is_head_of_form(text, start, end)
