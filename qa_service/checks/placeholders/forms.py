"""Blocks to be signed and forms to be filled in: lines of labels and blanks, which nobody forgot."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile

from qa_service.checks.placeholders.lines import (
    DATE_TO_FILL,
    FEW_LINES,
    GAP,
    LEADS_ON,
    LINES,
    WINDOW,
    is_fields,
    line_of,
    lines_around,
)
from qa_service.checks.placeholders.others import is_for_others
from qa_service.checks.placeholders.signing import is_to_sign

LEAST = 3
# A cell that somebody fills in: a blank, also of a date or an amount, boxes to tick, or nothing at all.
OPEN_CELL = re.compile(r"[\s_.£$€%:/\\–-]*|\s*(?:☐[^☐]{0,30})+")
PRINTED_CELL = re.compile(r"__|\.{5}|☐")
SIGNED_COLUMN = re.compile(r"(?i)[\s*]*(?:signature|signed|sign(?:ed)? (?:in|out|off)|initials?|unterschrift|visa)\b")
# What stands above a form: it says so, and that somebody else fills it in.
FORM_ABOVE = re.compile(
    r"(?im)(?:\b|^|(?=\())(?:please (?:complete|tick|fill in)|to be (?:completed|filled in)"
    r"|for (?:office|official|internal) use"
    r"|(?:budget|application|reply|order|claim|consent|return|booking|proxy|registration|complaint) (?:form|slip)"
    r"|agenda (?:of|for) (?:the|each|every) |check ?list|log ?sheet|record sheet"
    r"|^application (?:to|for)\b[^.\n]{0,60}$|\((?:specimen |blank )?form\)"
    r"|form of (?:tender|bid|acceptance|consent|proxy)|blank cop(?:y|ies)|reply slip|tear[- ]off|acknowledge?ment"
    r"|bitte ausfüllen|auszufüllen|formular|fragebogen|à compléter et|à (?:retourner|remplir)|bulletin de|formulaire)\b"
)
FORM_REACH = 500
# "(Form to be completed by you each month)" alone on a line
FORM_STATED = re.compile(
    r"(?im)^[ \t]*[(\[*_]*(?:this |blank )?form (?:is )?to be (?:completed|filled in|filed|signed|returned)\b"
    r"[^\n]{0,80}[)\]*_]$"
)
# "APPENDIX 2 - HARBOUR MASTER'S PERMIT (FORM)"
FORM_TITLE = re.compile(
    r"(?m)^[ \t#*]*(?:[^a-z\n.;]{6,80}|(?i:appendix|schedule|annex|attachment|form)\b[^\n.;]{0,70})"
    r"\((?i:form|specimen)\)[ \t*_]*$"
)
# "(to be completed on the last working day)" over the blanks
AT_ITS_TIME = re.compile(
    r"(?i)\(to be (?:signed|completed|filled in|entered|dated|returned|ticked)"
    r" (?:by|on|at|upon|after|before|when|within|in|during|once|for|each|every|and)\b"
)
# "Total (tenderer to enter): EUR ____"
FOR_APPLICANT = re.compile(
    r"(?i)\((?:the )?(?:tenderer|bidder|applicant|candidate|respondent|entrant|claimant|patient|student)s?"
    r" to (?:enter|complete|fill in|insert|state|sign|tick)\b[^()\n]{0,30}\)"
)
EMPTY_BOX = re.compile(r"[ \t]*(?:[-*] )?(?:\[ ?\]|☐)[ \t]*\w")
# An exercise, which is answered.
EXERCISE = re.compile(
    r"(?i)\bfill in the (?:blanks?|gaps?)|\bcomplete the (?:blanks|gaps|sentences?)|\b(?:quiz|worksheet)\b"
)
MARKED = re.compile(r"\(\d{1,2} (?:marks?|points?|Punkte?)\)")
SCORED = re.compile(r" ?/ ?(?:5|10|20|25|50|100)\b(?! ?/)")
# "Fish pie ........ £12.00", "Hamlet ........ J. Gray"
LEADER = re.compile(
    r"[ \t]*([^\W_][^…\n:]{1,60}?)[ \t]?(?:\.{5,}+[.…]*+|…[.…]++)[ \t]?[^.…\n]{1,40}(?:\.[ \w][^.…\n]{0,30})?"
)
# Who declares something, and puts in the name.
DECLARANT = re.compile(
    r"[IiJjus](?<!\w.)(?:(?<=I)(?:/[Ww]e|ch|)|(?<=i)ch|(?<=[Jj])e|(?<=u)ndersigned|(?<=s)oussigné\S{0,4})"
    rf"[,:]? ?(?:{GAP.pattern})"
)
DECLARES = re.compile(
    r"[IiJjMmPpsWw](?<!\w.)(?:(?<=I)(?:/[Ww]e|ch|)|(?<=i)ch|(?<=[Jj])e|(?<=[Mm])[ey]|(?<=[Pp])lease|(?<=s)oussigné"
    r"|(?<=[Ww])e, the undersigned)\b"
)
# Lines that only a block of signatures has: by how they begin, or by a word.
SIGNED_LINE = re.compile(
    r"(?i)\W*(?:by|per|its)[ \t]*(?:[:_\n]|\Z)"
    r"|\W*(?:signature|signed|sign here|witness(?:ed by)?|attest|agreed and accepted|accepted(?: by)?"
    r"|acknowledged and agreed|executed by|authori[sz]ed signatory|in witness whereof|unterschrift|firma"
    r"|handtekening)\b[^\n]{0,40}(?:[:_\n]|\Z)"
)
SIGNED_WORD = re.compile(r"(?i)/s/|\bsignatures?\b|\bprint(?:ed)? name\b")
# Every match of SIGNED_WORD holds one of these in small letters (none has an i, s or k, as other letters may be these).
SIGNED_LETTERS = ("/", "gnature", "nt name", "nted name")
OPENS = re.compile(
    r"(?i)^\W*(?:dated?(?: at| this| on)?|signed (?:at|on|this|in)|executed (?:at|on|this|in)|done at|given under"
    r"|fait à|ort,? ?datum|lu et approuvé|in witness whereof|hecho en)\b"
)
# "Bremen, den ____", "Braga, ____ of ____ of 20__": where and when it is signed, and no more.
PIECE = r"(?:_[_./ \t]*+|[.…]{2,}+[ \t]*+)"
SIGNED_IN = re.compile(
    rf"\W*[^\W\d_][\w./ -]{{1,40}}, (?:(?:den|le|am|on|il|el|the|this|(?:the )?date:?) ?)?{PIECE}"
    rf"(?:(?:st|nd|rd|th)? ?(?:day )?(?:of(?: the)?|de|di)? ?{PIECE}){{0,2}}(?:(?:of|de|di)? ?20[\d_]{{0,8}})?\W*"
)
# What a party writes beside its signature.
PARTY = re.compile(
    r"(?i)\W*(?:(?:seller|buyer|purchaser|landlord|tenant|lessor|lessee|lender|borrower|guarantor|agent|broker|client"
    r"|customer|party|contractor|company|bank|owner|recipient|discloser|licensor|licensee|employer|employee|witness|listing"
    r"|contact|address|telephone|text|facsimile|fax|phone|e-?mail|city|state|zip|name|title|date|place|signature|signed"
    r"|by|representing|employed|position|designation|surname|first|last|initials?|postcode|mobile|nom|prénom|vorname|nachname|adresse|attention|of|the|no|code|postal|signatory|and|print|full|legal|business|time"
    r"|executive|director|manager|officer|president|authori[sz]ed|representative|ort|datum|unterschrift|s|à|le|fait)"
    r"\b[\W\d]*)+"
)
FIRM = re.compile(r"\b(?:Inc|LLC|LLP|LP|Ltd|Limited|Corp|Corporation|PLC|plc|GmbH|AG|S\.A|N\.V|B\.V)\b")


# One blank, however it is divided.
LETTER = re.compile(r"[^\W\d_]")
# What is filled in or ticked.
FILLED = re.compile(rf"{GAP.pattern}|☐|\[ \]")
# Two of these beside each other make a block too.
BESIDE = re.compile(r"(?i)\W*(?:name|title|date)[ \t]*:?[ \t]*(?:_{2,}|\.{5,}|…).*")


# All that such a line asks for belongs to the signature: "Signature ____ in the capacity of ____".
SIGNED_AT = re.compile(
    r"(?i)[\W_]*(?:signature|(?:signed|executed)(?: (?:for|by|on behalf of)\b[^\n_.…;]{1,60}?)?)[* \t:]*"
    rf"(?:{GAP.pattern})"
)


PARAGRAPH_END = re.compile(r"\n\n|[.;:]\n")


def is_form(text: str, start: int, end: int) -> bool:
    """Tell whether others fill a blank in: a field of a form, a cell of an open column, a gap in a declaration."""
    line = line_of(text, start, end)[0]
    above, below = lines_around(text, start, end)
    if is_to_sign(text, start, end) or FOR_APPLICANT.search(line):
        return True
    if SIGNED_AT.match(line) or _is_open_column(line, start - text.rfind("\n", 0, start) - 1, above, below):
        return True
    if SCORED.match(text, end) or is_for_others(line, above) or _is_among_boxes(above, below):
        return True
    near = max(0, start - FORM_REACH)
    if FORM_STATED.search(text, near, start) or FORM_TITLE.search(text, near, start):
        return True
    opens, fields = OPENS.match(line) is not None or SIGNED_IN.fullmatch(line) is not None, is_fields(line)
    if not (opens or fields):
        return _is_declared(text, start, end, below)
    signed = any(map(is_signed, (*above, *below, line)))
    signed = signed or sum(BESIDE.fullmatch(other.rstrip()) is not None for other in (*above[:3], *below[:3])) > 1
    if opens and (signed or any(GAP.search(other) and not GAP.sub("", other).strip() for other in below)):
        return True
    return fields and (
        FORM_ABOVE.search(text, max(0, start - FORM_REACH), start) is not None
        or (signed and _is_party(line))
        or _closes(line, above, below)
        or _blanks_of_block(line, above, below) >= LEAST
    )


def _is_among_boxes(above: list[str], below: list[str]) -> bool:
    """Whether two items near a blank wait to be ticked: whoever ticks one fills the blank in too."""
    near = "\n".join((*above, *below))
    if "[ ]" not in near and "[]" not in near and "☐" not in near:
        return False
    return sum(EMPTY_BOX.match(other) is not None for other in (*above, *below)) > 1


def _closes(line: str, above: list[str], below: list[str]) -> bool:
    """Whether a text ends with lines of fields alone, two at least: it is signed there."""
    if len(below) == LINES or ":" not in line or not all(":" in other and is_fields(other) for other in below):
        return False
    return bool(below) or any(":" in other and is_fields(other) for other in above[:1])


def _blanks_of_block(line: str, above: list[str], below: list[str]) -> int:
    """Count the blanks of a line of fields and of those next to it."""
    lines = (line, *takewhile(is_fields, above), *takewhile(is_fields, below))
    return sum(len(FILLED.findall(DATE_TO_FILL.sub("____", other))) for other in lines if LETTER.search(other))


def _is_open_column(line: str, at: int, above: list[str], below: list[str]) -> bool:
    """Whether nothing stands in the column of a table below its head, or its head asks for signatures."""
    sign = "|" if "|" in line else "\t"
    column = line.count(sign, 0, at)
    if sign not in line:
        return False
    before, after = (_cells(lines, sign, column) for lines in (above, below))
    head = before[-1] if before else ""
    if SIGNED_COLUMN.match(head):
        return True
    body = [line.split(sign)[column], *before[:-1], *after]
    if OPEN_CELL.fullmatch(head):
        body.append(head)
    printed = sum(PRINTED_CELL.search(cell) is not None for cell in body)
    return printed > 1 and all(OPEN_CELL.fullmatch(cell) for cell in body)


def _cells(lines: list[str], sign: str, column: int) -> list[str]:
    """Return the cells of a column in the rows next to a line."""
    rows = takewhile(lambda cells: len(cells) > column, (line.split(sign) for line in lines))
    return [cells[column] for cells in rows]


def _is_declared(text: str, start: int, end: int, below: list[str]) -> bool:
    """Whether a blank stands in what somebody declares by signing, or in an exercise."""
    before = PARAGRAPH_END.split(text[max(0, start - WINDOW) : start])[-1]
    paragraph = f"{before}{PARAGRAPH_END.split(text[start : end + WINDOW], maxsplit=1)[0]}"
    if DECLARANT.search(paragraph) or EXERCISE.search(text, max(0, start - FORM_REACH), start):
        return True
    if MARKED.search(paragraph, len(before)):
        return True
    if not DECLARES.search(paragraph):
        return False
    own = paragraph.count("\n", len(before))
    return any(_asks_signer(other) for other in below[: own + 2])


def _asks_signer(line: str) -> bool:
    """Whether a line asks for a signature, its date, or a name."""
    if not GAP.search(line):
        return False
    return OPENS.match(line) is not None or is_signed(line) or (is_fields(line) and _is_party(line))


@lru_cache(maxsize=64)
def is_signed(line: str) -> bool:
    """Whether only a block of signatures has such a line."""
    if SIGNED_LINE.match(f"{line}\n"):
        return True
    small = line.lower()
    return any(letters in small for letters in SIGNED_LETTERS) and SIGNED_WORD.search(line) is not None


def is_led(text: str, start: int, end: int) -> bool:
    """Whether dots lead from one entry to another, as they do next to it: "Fish pie ........ £12.00"."""
    above, below = lines_around(text, start, end)
    lines = (line_of(text, start, end)[0], *above[:1], *below[:1])
    led = [found is not None and not LEADS_ON.search(found[1].strip()) for found in map(LEADER.fullmatch, lines)]
    return led[0] and any(led[1:])


def is_head_of_form(text: str, start: int, end: int) -> bool:
    """Whether an order stands over a form and says when it is filled in."""
    if AT_ITS_TIME.match(text, start, end) is None:
        return False
    return any(
        len(FILLED.findall(line)) > 1 and is_fields(line) for line in lines_around(text, start, end)[1][:FEW_LINES]
    )


def is_order_of_form(text: str, start: int, end: int) -> bool:
    """Whether an order stands alone on a line of a form, for those who fill it in: "[Attach any letter.]"."""
    if line_of(text, start, end)[0].strip(" \t*_") != text[start:end]:
        return False
    return any(
        is_fields(near) or EMPTY_BOX.match(near) for around in lines_around(text, start, end) for near in around[:1]
    )


def _is_party(line: str) -> bool:
    """Whether the labels are those that parties fill in when they sign, or the name of a firm."""
    labels = GAP.sub(" ", line)
    return not labels.strip(" \t|:") or PARTY.fullmatch(labels) is not None or FIRM.search(labels) is not None
