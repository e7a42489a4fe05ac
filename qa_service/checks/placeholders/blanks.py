"""Judges of blanks: a gap in a sentence or form, or a rule, a line to sign on, a leader of a table of contents."""

from __future__ import annotations

import re
from itertools import islice

from qa_service.checks.placeholders.brackets import in_quotation
from qa_service.checks.placeholders.forms import is_form, is_led, is_signed
from qa_service.checks.placeholders.lines import is_fields
from qa_service.checks.placeholders.numbers import MEASURED_IN, MEASURES, NEAR, UNIT_SIGNS, line_around

SIGNS = (
    r"(?:by|its|x|signature|signed(?: by)?|sign|date signed|signed witness|print(?:ed)? name|name|title|dated?"
    r"|witness(?:es)?|attest|per|for|initials?|authori[sz]ed \w+|position|occupation|place|company|seal|address|phone"
    r"|telephone|e-?mail|fax|facsimile|notary public|my commission expires|ss|no)"
)
WITNESS = (
    r"(?: of (?:the |a |each )?(?:attesting |first |second )?(?:witness|signatory|director|secretary|trustee|deponent))"
)
SIGNING = re.compile(rf"(?i)\W*(?:full )?{SIGNS}{WITNESS}?(?:\s*\([^()]*\))?\s*+[:.]?\W*")
# A line of labels begins with one.
SIGNING_LINE = re.compile(rf"(?i)[\W_]*+(?:full )?{SIGNS}")
LABELS = re.compile(r"\s{2,}|_{2,}|\t|\|")
SWORN = re.compile(
    r"(?i)\bbefore me\b|\bsworn\b(?! (?:proof|statement|evidence|testimony|valu|translat|copy|inventory))|"
    r"\bnotary public\b|\bmy commission\b"
)
# Every match of SWORN holds one of these in small letters (none has an i, s or k, which other letters may stand for).
SWEARING = ("before me", "worn", "notary publ", "my comm")
SMALL_WORD = re.compile(r"\b[a-z]{3,}\b")
LEADER_END = re.compile(r"\s*(?:(?:[Pp]age|[Ss]eite|pp?\.?|S\.)\s?)?(?:\d{1,4}|[ivxlc]{1,6}|[A-Z]-?\d{1,3})\s*\Z")
PRINTED = re.compile(r"[^_\s/.,|]")
# Markdown's "___License grant.___".
EMPHASIS_OPENS = re.compile(r"[^\W_][^_\n]{0,120}[^\s_]_{3}(?![\w_])")
EMPHASIS_CLOSES = re.compile(r"(?<![\w_])_{3}[^\W_][^_\n]{0,120}[^\s_]\Z")
JOINED_BEFORE, JOINED_AFTER = re.compile(r"_[^\W_]+\Z"), re.compile(r"[^\W_]+_")
# A sentence goes on into the gap.
CLAUSE = re.compile(
    r"(?i)\b(?:made|entered|effective|dated|executed|is|are|as of|between|and|with|in|of|for|to) (?:the )?$"
)
LONGEST_CLAUSE = len("effective the ")
# What is counted behind: "within ... days".
TOLD_BEFORE = re.compile(
    r"(?i)\b(?:is|are|was|of|within|for|after|every|least|than|most|by|to|approximately|about|von|nach|etwa|rund|ca\."
    r"|beträgt|de|à|environ) \Z"
)
DATED_BEFORE = re.compile(r"(?i)\b(?:on|dated|by|until|from|since|the|vom|am|zum|bis|le|du|au) \Z")
QUOTED = re.compile(r"(?:^|[\s(])[\"“„«][^\"“„”«»_\n]*[^\W_][^\"“„”«»\n]*\Z")
AROUND = 160
MOST_PROSE = 3
LONG_DOTS = 8
# How long a blank is that is signed on; what a text has before and behind one that ends it.
TO_SIGN, OPENED, CLOSING = 8, 600, 240
MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|Januar|Februar|März|Mai|Juni"
    "|Juli|Oktober|Dezember|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
)
# "on August __", "am __. Juni", "see Annex __"
NUMBER_BEFORE = re.compile(
    rf"\b(?:{MONTHS}|on the|am|vom|zum|um|[Cc]lause|[Ss]ection|[Ss]chedule|[Aa]nnexe?|[Aa]ppendix|[Ee]xhibit|Anlage"
    r"|Ziffer|[Pp]ages?|pp?\.|[Ll]ines?|[Cc]lauses|[Ss]ections|[Pp]aragraphs?|Nos?\.|Seiten?"
    r"|_ (?:to|and|or|bis|und)) \Z"
)
# "Section 4.01(__)", "clause 7(__)"
PART_BEFORE = re.compile(
    r"(?:\b(?:[Cc]lauses?|[Ss]ections?|[Aa]rticles?|[Pp]aragraphs?|[Rr]ules?)\s|§\s?)"
    r"\d[\w.]{0,8}(?:\(\w{1,4}\)){0,2}\(\Z"
)
# "Leave ______ blank" speaks of a form.
_LEFT_BLANK = re.compile(r"\s(?:blank|empty)\b")
# Swiss courts call the parties "A.________" and "B.________ AG".
WITHHELD = re.compile(r"(?:^|[\s(„“«])[A-Z]\.\Z")
NUMBERED = re.compile(
    rf"(?:th|st|nd|rd)\b|\s(?:{MEASURED_IN}{MEASURES}|{UNIT_SIGNS})(?!\w)|\s[x×] ?__|\s(?:day of"
    rf"|(?:out )?of the|{MONTHS})\b"
)


YEAR_BEFORE = re.compile(rf"\b(?:in|[Yy]ear|im|Jahre?|en|{MONTHS}) \Z")


def blank(text: str, start: int, end: int) -> bool:
    """A run of underscores, unless it is a rule or a line to sign on."""
    line = line_around(text, start, end)
    return _is_gap(end - start, *line) and not _is_meant(text, start, end, *line)


def form(text: str, start: int, end: int) -> bool:
    """A run of underscores or dots, or an empty box, that is meant to be filled in or signed."""
    if text[start] == "[":
        return is_form(text, start, end)
    line = line_around(text, start, end)
    gap = _is_gap(end - start, *line) if text[start] == "_" else _is_dotted(text, start, end, *line)
    return gap and _is_meant(text, start, end, *line)


def _is_gap(size: int, before: str, after: str) -> bool:
    """Whether underscores stand for something, and are neither part of a word, a rule, nor a name withheld."""
    if WITHHELD.search(before[-3:]):
        return False
    if size < 3 and not (
        before[-2:].isdigit() or _divided(before, after) or _is_amount(before, after) or _is_number(before, after)
    ):
        return False
    joined, joins = before[-1:].isalnum(), after[:1].isalnum()
    if size == 3 and (EMPHASIS_OPENS.match(after) or EMPHASIS_CLOSES.search(before)):
        return False
    if (joined and joins) or (joins and JOINED_AFTER.match(after)) or (joined and JOINED_BEFORE.search(before)):
        return False
    return PRINTED.search(before) is not None or PRINTED.search(after) is not None


def _is_meant(text: str, start: int, end: int, before: str, after: str) -> bool:
    """Whether a blank is one to sign on or to fill in."""
    if _LEFT_BLANK.match(after) or _all_labels(f"{before}__{after}") or _is_quoted(text, start, end, before):
        return True
    if end - start >= TO_SIGN and before.rstrip().endswith(":") and _closes(text, start, end):
        return True
    return _to_sign(text, start, end, before, f"{before} {after}") or is_form(text, start, end)


def _closes(text: str, start: int, end: int) -> bool:
    """Whether a longer text ends in labels with blanks behind them, which are there to be signed: "Chair: ____"."""
    if start < OPENED or len(text) - end > CLOSING:
        return False
    last = text[start - CLOSING :].rstrip().rpartition("\n\n")[2]
    return "|" not in last and all(is_fields(line) for line in last.split("\n") if line.strip())


def _is_quoted(text: str, start: int, end: int, before: str) -> bool:
    """Whether a blank is spoken of: it stands behind words in a quotation, as in 'the line "Name: ____"'."""
    if QUOTED.search(before) is not None and in_quotation(text, start, end):
        return True
    # A quotation that goes on over the end of a line.
    above = text[max(0, start - AROUND) : start].rpartition("\n\n")[2].replace("\n", " ")
    return above.count('"') % 2 == 1 and '"' not in before and QUOTED.search(above) is not None


def _all_labels(line: str) -> bool:
    """Whether nothing but labels of a block of signatures stands on a line."""
    if SIGNING_LINE.match(line) is None:
        return False
    return all(SIGNING.fullmatch(part) for part in LABELS.split(line) if part.strip(" _/.,"))


def _divided(before: str, after: str) -> bool:
    """Two underscores between strokes: a date to fill in."""
    return re.search(r"_[/.-]\Z", before) is not None or re.match(r"[/.-]_", after) is not None


def _is_amount(before: str, after: str) -> bool:
    """Two underscores beside the sign of a currency or of a percentage."""
    percent = after.lstrip()[:1] == "%" and not before[-1:].isalnum()
    return percent or before.rstrip()[-1:] in ("$", "£", "€")


def _is_number(before: str, after: str) -> bool:
    """Two underscores apart from words, before a measure, beside a month or "x __": a number to fill in."""
    if before[-1:] not in (" ", "\t", "(", "|"):
        return False
    if before[-1:] == "(" and after[:1] == ")":
        return PART_BEFORE.search(before) is not None
    return NUMBERED.match(after) is not None or (
        not after[:1].isalnum() and NUMBER_BEFORE.search(before[-12:]) is not None
    )


def _to_sign(text: str, start: int, end: int, before: str, line: str) -> bool:
    """A blank outside prose, beside lines that only a block of signatures has; or in a notary's certificate."""
    if _swears(line) or SWORN.match(text[end : end + AROUND].partition("\n")[2].lstrip()):
        return True
    if CLAUSE.search(before, max(0, len(before) - LONGEST_CLAUSE)) or _is_prose(line):
        return False
    own = len(text[max(0, start - NEAR) : start].rpartition("\n")[2])
    above = text[max(0, start - own - AROUND) : start - own].split("\n")[1:]
    below = text[end : end + AROUND].split("\n")[1:]
    near = [other for other in above if other.strip()][-2:] + [other for other in below if other.strip()][:2]
    return any(map(is_signed, (*near, line)))


def _swears(line: str) -> bool:
    small = line.lower()
    return any(words in small for words in SWEARING) and SWORN.search(line) is not None


def _is_prose(line: str) -> bool:
    return next(islice(SMALL_WORD.finditer(line), MOST_PROSE, None), None) is not None


def escaped(text: str, start: int, end: int) -> bool:
    """Underscores that Markdown escapes: a gap, unless they stand alone on their line or are meant to be filled in."""
    before, after = line_around(text, start, end)
    return bool(before.strip() or after.strip()) and not _is_meant(text, start, end, before, after)


def dots(text: str, start: int, end: int) -> bool:
    """A dotted gap, unless it is a line to sign on."""
    line = line_around(text, start, end)
    if not _is_dotted(text, start, end, *line) or (SIGNING.fullmatch(line[0]) and not _is_prose(line[1])):
        return False
    return not _is_meant(text, start, end, *line) and not is_led(text, start, end)


def omitted_count(text: str, start: int, end: int) -> bool:
    """ "The term is ... months", but no quotation, where dots leave words out."""
    before = text[max(0, start - 15) : start]
    return TOLD_BEFORE.search(before) is not None and not in_quotation(text, start, end)


def omitted_day(text: str, start: int, end: int) -> bool:
    """ "The hearing took place on ... March 2025"."""
    return DATED_BEFORE.search(text, max(0, start - 10), start) is not None and not in_quotation(text, start, end)


def omitted_year(text: str, start: int, end: int) -> bool:
    """ "in the year 20.." """
    before, after = text[max(0, start - 15) : start], text[end : end + 1]
    return after not in (".", "…") and YEAR_BEFORE.search(before) is not None and not in_quotation(text, start, end)


def _is_dotted(text: str, start: int, end: int, before: str, after: str) -> bool:
    """Whether dots are a gap: leaders of a table of contents end in a page number, and an ellipsis has fewer dots."""
    if (not before.strip(" \t|.…") and not after.strip(" \t|.…")) or LEADER_END.match(after):
        return False
    opens = not before.strip() or before[-1:].isspace() or before[-1:] in "([“\"':$£€|_"
    long = (end - start) * (3 if text[start] == "…" else 1) >= LONG_DOTS
    return opens or (long and re.match(r"\s*(?:[a-z(,;]|20\d\d\b|\Z)", after) is not None)
