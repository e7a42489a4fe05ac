"""Numbers of headings, clauses, items, captions and notes that are missing, stand twice or are out of order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.references.paper_kinds import is_extract
from qa_service.checks.registry import check
from qa_service.checks.structure.marks import REFERRING, Key, Mark, last_word, marks_of
from qa_service.checks.structure.series import Irregularity, implied, irregularities
from qa_service.documents import Document
from qa_service.documents.numbers.list_numbers import LIST_FORMS, in_form
from qa_service.documents.searching.lookup import part_at

LEFT_OUT = re.compile(
    r"^[^\S\n]*+(?:(?:[*.•·][^\S\n]*){3,}|[\[(]?[^\S\n]*+(?:…|\.\.\.)[^\S\n]*[\])]?)[^\S\n]*$"
    r"|[\[(][^\])\n]{0,60}\b(?:reserved|omitted|deleted|repealed|not used|left blank|vacant)\b"
    r"|^[^\n]{0,40}\b(?:reserved|omitted|deleted|repealed|not used|left blank|vacant)\b[^\n]{0,10}$",
    re.IGNORECASE | re.MULTILINE,
)
CONTINUED = re.compile(r"[^\n]{0,80}\b(?:continued|cont(?:['’]?d)?\b\.?|forts\.|suite)", re.IGNORECASE)
JOINED = re.compile(r"(?:(?:[^\s;:.]\s+|\A)(?:and|or|to)|,|§)\s*\(?\Z")
PADDED = re.compile(r"[.-]0\d\Z")
REACH = 40_000
QUOTE_REACH = 3_000
BEFORE = 80
MANY = 12
# Where so many numbers stand twice, the text has a second language beside the first.
BILINGUAL = 6


@check(
    "structure.numbering",
    title="Numbering",
    description=(
        "Finds numbers of headings, clauses, items, captions and notes that are left out, stand twice or are out of"
        " order. Series may begin anew, nest and go on after an interruption; parts marked as reserved or omitted,"
        " contents, quotations, tables and code are left alone."
    ),
    fires="1. Term. One year.\n2. Fees. None.\n4. Law. That of England.\n5. Notices. By post.\n",
    quiet=(
        "1. Term. One year, as\nSection 9 below says.\n2. Fees:\n(a) none;\n(b) none.\n3. [Reserved]\n"
        "4. Law:\n(a) ours.\n"
    ),
)
def numbering(ctx: CheckContext) -> Iterator[Hit]:
    """Yield each break of a series; evidence names the number before it, its own, and those that are missing."""
    found = [each for each in _breaks(marks_of(ctx.document)) if not _lawful(ctx.document, each)]
    twice = sum(each.fault == "duplicate" for each in found)
    for each in found:
        if each.fault == "duplicate" and twice >= BILINGUAL:
            continue
        missing = _missing(ctx.document.text, each)
        if missing or each.fault not in ("gap", "start"):
            yield _hit(ctx.document.text, each, missing)


def _breaks(marks: Sequence[Mark]) -> Iterator[Irregularity]:
    captions = [mark for mark in marks if mark.caption]
    parts = [mark for mark in marks if not mark.caption]
    tops = {mark.readings[0][0][3] for mark in parts if not mark.inline}
    inner = [] if tops & {"1", "I"} else list(implied(parts))
    found = [*irregularities(parts), *irregularities(captions), *irregularities(inner)]
    seen: set[int] = set()
    for each in sorted(found, key=lambda each: each.mark.start):
        if each.mark.start not in seen:
            seen.add(each.mark.start)
            yield each


def _lawful(document: Document, each: Irregularity) -> bool:
    """Whether a table, code or a quotation holds the mark, or a part is continued."""
    block = part_at(document.blocks, each.mark.start)
    if block is not None and block.kind in ("table", "code", "quote"):
        return True
    before = document.text[max(0, each.mark.start - QUOTE_REACH) : each.mark.start]
    if _is_quoted(before) or part_at(document.quotations, each.mark.start) is not None:
        return True
    if each.fault == "start" and not document.text[: each.mark.start].strip(" \t\n#*_"):
        return True  # an excerpt begins with a later part
    if each.fault in ("start", "gap") and is_extract(document.text):
        return True
    if each.fault == "order":
        return each.previous is not None and _is_cited(document.text, each.previous)
    return each.fault == "duplicate" and _repeated_lawfully(document.text, each)


def _is_quoted(before: str) -> bool:
    """Whether a quotation is open at the end of a text; in German the mark that opens elsewhere closes it."""
    opened = before.rfind("„")
    return opened > before.rfind("“") if opened >= 0 else before.rfind("“") > before.rfind("”")


def _is_cited(text: str, mark: Mark) -> bool:
    """Whether a colon leads in the part, as in an amendment of another text."""
    return text[max(0, mark.start - BEFORE) : mark.start].rstrip(" \t\r\n#*_").endswith(":")


def _repeated_lawfully(text: str, each: Irregularity) -> bool:
    """Whether a part is continued or cited after a colon, or the series began anew within a line."""
    if CONTINUED.match(text, each.mark.end) or _is_cited(text, each.mark):
        return True
    return _stands(_between(text, each), _number(each.key, 1))


def _missing(text: str, each: Irregularity) -> list[str]:
    """Return the labels that ought to stand between two marks and stand nowhere there."""
    if each.fault not in ("gap", "start"):
        return []
    between = _between(text, each)
    if LEFT_OUT.search(between):
        return []
    padded = any(PADDED.search(text, mark.start, mark.end) for mark in (each.mark, each.previous) if mark is not None)
    values = range(each.before + 1, min(each.value, each.before + MANY))
    wanted = [_number(each.key, value, padded=padded) for value in values]
    return [] if any(_stands(between, number) for number in wanted) else wanted


def _between(text: str, each: Irregularity) -> str:
    """Return the text between a mark and the one before it in its series."""
    start = each.previous.end if each.previous is not None else 0
    return text[max(start, each.mark.start - REACH) : each.mark.start]


def _stands(between: str, number: str) -> bool:
    """Whether a number opens something within a line, or a line in another notation."""
    plain = re.escape(number)
    # A dotted number needs no stop.
    stop = r"[.)\]:][)\s*_]" if "." not in number else r"(?:[.)\]:][)\s*_]|\s+[A-Z“\"(])"
    within, line = rf"[\s(\[“\"_]{plain}{stop}", rf"^[ \t*_]*{plain}(?:\s+[A-Z“\"(]|[ \t]*[-–][ \t]*\d)"
    return any(
        last_word(between[max(0, found.start() - 16) : found.start() + 1].rstrip(" (")) not in REFERRING
        and JOINED.search(between, max(0, found.start() - 7), found.start() + 1) is None
        for found in re.finditer(f"{within}|{line}", between, re.MULTILINE)
    )


def _number(key: Key, value: int, *, padded: bool = False) -> str:
    """Print a number the way its series does."""
    kind = key[3]
    if kind[:1] == "1":
        return ".".join([*(part or "0" for part in kind.split(" ")[1:]), f"{value:02d}" if padded else str(value)])
    return in_form(value, LIST_FORMS.get(kind, "decimal"))


def _hit(text: str, each: Irregularity, missing: Sequence[str]) -> Hit:
    printed = " ".join(text[each.mark.start : each.mark.end].split())
    evidence: dict[str, object] = {"number": _number(each.key, each.value)}
    if each.before:
        evidence["before"] = _number(each.key, each.before)
    if each.previous is not None:
        evidence["previous"] = [each.previous.start, each.previous.end]
    if missing:
        evidence["missing"] = list(missing)
    return Hit(each.mark.start, each.mark.end, _message(each, printed, missing), evidence, code=each.fault)


def _message(each: Irregularity, printed: str, missing: Sequence[str]) -> str:
    if each.fault == "duplicate":
        return f"The number “{printed}” stands twice."
    if each.fault == "order":
        return f"“{printed}” stands after a later number."
    named = missing[0] if len(missing) == 1 else f"{missing[0]} to {missing[-1]}"
    verb = "is" if len(missing) == 1 else "are"
    return f"Before “{printed}” {named} {verb} missing."
