"""Blocks to be signed and forms to be filled in: lines of labels and blanks, which nobody forgot."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A line is read no further than this to each side of a blank, and a block no further than its window.
WINDOW = 700
LINES = 7
LEAST = 3
LABEL_WORDS = 5
# `re` skips quickly to a known first character only, so each way begins with one and looks behind it.
GAP = re.compile(r"\[[ \u00a0]{3,}\]|__+|\.\.{4,}[.…]*|…[.…]*|_(?: _){2,}")
# What a form asks for in a table: blanks, also of a date or an amount, and boxes to tick.
ROW = re.compile(r"__|\.{5}|☐")
CELLS = re.compile(r"[|\t]")
ANSWER = re.compile(r"[\s_.£$€%:/–-]+|\s*(?:☐[^☐]{0,30})+")
# What stands above a form: it says so, and that somebody else fills it in.
FORM_ABOVE = re.compile(
    r"(?i)\b(?:please complete|to be completed"
    r"|(?:budget|application|reply|order|claim|consent|return|booking) (?:form|slip)"
    r"|form of (?:tender|acceptance|consent)|blank cop(?:y|ies)|reply slip|tear[- ]off|acknowledge?ment|bitte ausfüllen"
    r"|à compléter et)\b"
)
FORM_REACH = 500
# Labels with a colon, and a blank behind each.
FIELDS = re.compile(
    r"(?:[^:_.\[\n|]{1,50}:[ \t]*(?:[£$€][ \t]*)?(?:_{2,}|\.{5,}|\[[ \u00a0]{3,}\])"
    r"(?:[ \t]*/[ \t]*_{2,})*)+(?:[ \t]*\([^()\n]{1,30}\))?"
)
PARTS = re.compile(r"[\s|](?:(?<=\|)|\s{2,}|(?<=\t)\t*|(?<=:.))")
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
# What a party writes beside its signature.
PARTY = re.compile(
    r"(?i)\W*(?:(?:seller|buyer|purchaser|landlord|tenant|lessor|lessee|lender|borrower|guarantor|agent|broker|client"
    r"|customer|party|contractor|company|bank|owner|recipient|discloser|licensor|licensee|employer|employee|witness|listing"
    r"|contact|address|telephone|text|facsimile|fax|phone|e-?mail|city|state|zip|name|title|date|place|signature|signed"
    r"|by|representing|employed|position|attention|of|the|no|code|postal|signatory|and|print|full|legal|business|time"
    r"|executive|director|manager|officer|president|authori[sz]ed|representative|ort|datum|unterschrift|s|à|le|fait)"
    r"\b[\W\d]*)+"
)
FIRM = re.compile(r"\b(?:Inc|LLC|LLP|LP|Ltd|Limited|Corp|Corporation|PLC|plc|GmbH|AG|S\.A|N\.V|B\.V)\b")


# Two of these beside each other make a block too.
BESIDE = re.compile(r"(?i)\W*(?:name|title|date)[ \t]*:?[ \t]*(?:_{2,}|\.{5,}|…).*")


def is_form(text: str, start: int, end: int) -> bool:
    """Tell whether a blank stands on a line of labels in a block to be signed, or in a form of several such lines."""
    line = _line(text, start, end)
    opens, labels = OPENS.match(line) is not None, _is_labels(line) or _asks(line)
    if not (opens or labels):
        return False
    above, below = _around(text, start, end)
    signed = any(map(is_signed, (*above, *below, line)))
    signed = signed or sum(BESIDE.fullmatch(other.rstrip()) is not None for other in (*above[:3], *below[:3])) > 1
    fields = FIELDS.fullmatch(line.strip()) is not None
    if fields and (FORM_ABOVE.search(text, max(0, start - FORM_REACH), start) or _closes(above, below)):
        return True
    if opens and (signed or any(GAP.fullmatch(other.strip()) for other in below)):
        return True
    return labels and ((signed and _is_party(line)) or len(list(_run(line, above, below))) >= LEAST)


def _closes(above: list[str], below: list[str]) -> bool:
    """Whether a text ends with lines of fields alone, two at least: it is signed there."""
    if len(below) == LINES or not all(FIELDS.fullmatch(other.strip()) for other in below):
        return False
    return bool(below) or any(FIELDS.fullmatch(other.strip()) for other in above[:1])


def is_signed(line: str) -> bool:
    """Whether only a block of signatures has such a line."""
    if SIGNED_LINE.match(f"{line}\n"):
        return True
    small = line.lower()
    return any(letters in small for letters in SIGNED_LETTERS) and SIGNED_WORD.search(line) is not None


def _line(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - WINDOW) : start], text[end : end + WINDOW]
    return "".join((before.rpartition("\n")[2], text[start:end], after.partition("\n")[0]))


def _around(text: str, start: int, end: int) -> tuple[list[str], list[str]]:
    """Return the printed lines above and below a blank, the nearest first."""
    before, after = text[max(0, start - WINDOW) : start], text[end : end + WINDOW]
    above = [line for line in before.split("\n")[:-1] if line.strip()][-LINES:]
    below = [line for line in after.split("\n")[1:] if line.strip()][:LINES]
    return above[::-1], below


def _is_labels(line: str) -> bool:
    """Whether a line holds blanks and short labels alone, no sentence and nothing filled in."""
    if not GAP.search(line):
        return False
    parts = [part.strip(" \t:._|()#*-") for gap in GAP.split(line) for part in PARTS.split(gap)]
    return all(len(part.split()) <= LABEL_WORDS and not part.endswith((",", ";")) for part in parts)


def _is_party(line: str) -> bool:
    """Whether the labels are those that parties fill in when they sign, or the name of a firm."""
    labels = GAP.sub(" ", line)
    return not labels.strip(" \t|:") or PARTY.fullmatch(labels) is not None or FIRM.search(labels) is not None


def _run(line: str, above: list[str], below: list[str]) -> Iterator[str]:
    """Yield the adjacent lines that end in a blank behind a label, if this line is one of them."""
    if not _asks(line):
        return
    yield line
    for lines in (above, below):
        for other in lines:
            if not _asks(other):
                break
            yield other


def _asks(line: str) -> bool:
    """Whether a line is a label with a colon and a blank, or a row of a table with a label and an empty answer."""
    if "|" in line or "\t" in line:
        label, *answers = (cell for cell in CELLS.split(line) if cell.strip()) if ROW.search(line) else ("", "")
        if answers and not GAP.search(label):
            return all(ROW.search(answer) and ANSWER.fullmatch(answer) for answer in answers)
    label, colon, rest = line.partition(":")
    return (
        colon == ":" and bool(label.strip(" |")) and GAP.fullmatch(rest.strip(" |\t")) is not None and _is_labels(line)
    )
