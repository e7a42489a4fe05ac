"""Judges of what stands between brackets: a field never filled in, or an editor's remark, a citation, a formula.

A judge takes the text and the span of a candidate and tells whether it is a placeholder. Judges look at
`NEAR` characters to each side and no further, so that a text on one line costs no more than one on many.
"""

from __future__ import annotations

import re
from functools import lru_cache

from qa_service.checks.placeholders.boxes import is_box
from qa_service.checks.placeholders.choices import is_open_choice
from qa_service.checks.placeholders.counts import asks_for_count
from qa_service.checks.placeholders.drafters import is_assigned
from qa_service.checks.placeholders.forms import is_form, is_order_of_form
from qa_service.checks.placeholders.links import is_link
from qa_service.checks.placeholders.numbers import NEAR, counts, counts_things, line_around
from qa_service.checks.placeholders.orders import (
    DASH_ORDER,
    DEMAND,
    DRAFT_ORDER,
    INITIALS,
    LABELLED,
    PHRASES,
    QUERY,
    STATE_WHAT,
    TASK,
)
from qa_service.checks.placeholders.queries import is_part_of_date, is_query, is_unsettled
from qa_service.checks.placeholders.words import (
    AWAITED,
    COUNTED,
    EDITORIAL,
    FIELDS,
    OPEN,
    ORDERS,
    OTHER_FIELD_ENDS,
    OTHER_FIELDS,
    OTHER_OPEN,
    OTHER_ORDERS,
    REMARKS,
    ROLES,
    SPEAKERS,
    STATES,
    SUFFIXES,
    UNITS,
    WITHHELD,
)

# Its closing mark opens an English quotation.
GERMAN = re.compile(r"„[^„“”]*[“”]")
LONGEST_BOX = 2
CURRENCY_BEFORE = re.compile(r"(?:(?<![A-Za-z])(?:[A-Z]{1,3}|Rs|kr))\Z")
INSERTED = re.compile(r"(?:insert|enter|add|complete|confirm|specify)(?: \w+){1,4}\Z")
# What those are asked who fill a form in.
FOR_FILLERS = re.compile(r"(?i)(?:please )?(?:attach|enclose|tick|cross|delete|strike|sign|continue|complete|list)\b")
# What a sentence has, and the name of a field has not.
SENTENCE = re.compile(
    r"(?i)(?<!\bno)(?<!\bnr)(?<!inc)(?<!ltd)(?<!corp)\.\s*\Z|\s(?:is|are|was|were|has|have|had|did|does|do|not|will|would|could|may|must|ist|war|hat|est|sont|était)\b"
)
DOUBTFUL = re.compile(r"[\w' ]{1,30}\?")
MOST_WORDS = 7
ASKED = 4
WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
# "* Confidential portions have been omitted from this public filing."
OMITTED = re.compile(
    r"(?im)^\W{0,4}\*\W{0,4}.{0,90}\b(?:omitted|redacted|filed separately|confidential treatment|withheld)\b"
)
SYMBOLS = re.compile(r"[\s●•○◦▪■□*?#$£€%–—-]+(?:\([●•]+\)\s*)?|[xX]{2,}(?:[.,/:][xX]+)*|[xX](?:[.,][xX]+)+|nn+")
# Also several of which one is to be chosen: "12 / 18".
FIGURE = re.compile(r"\d[\d.,]*(?: ?/ ?\d[\d.,]*){0,4}")
MASKS = re.compile(
    r"(?i)(?:hh|h)[:.]mm|nth|(?:tt|jj)[./]mm[./]?(?:jjjj|jj|aaaa)?|(?:(?:dd|mm|mmm|xx|day|month|20)[\s/.,-]{1,2}){0,3}(?:yyyy|yy|year|month|20xx)(?:[\s/.,-]{1,2}dd)?"
)
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
PARTS = "Appendix|Annex|Exhibit|Schedule|Section|Clause|Figure|Table|Page|Chapter|Part|Article|Paragraph"
LABEL_BEFORE = re.compile(rf"\b(?:{PARTS}|clause|section|schedule|paragraph)\s\Z")
# "31 December 20[ ]"
YEAR_OPENS = re.compile(r"\b(?:19|20)\Z")
# An empty list of a program.
ABBREVIATION, LONGEST_NAME = re.compile(r"[A-Z]{3,8}"), 120
LIST_BEFORE = re.compile(r"(?i)(?:\b(?:lists?|arrays?|brackets?|returns?|json)\s|=\s?)\Z")
TO_PRESS = re.compile(r"(?i)\b(?:press|hit|usage:|syntax:)(?: \S+){0,4} \Z")
VOWEL = re.compile(r"(?i)[aeiouy]")
EITHER = re.compile(r"\s*[A-Za-z][\w' ]*/\s?[A-Za-z][\w' /]*")


def bracket(text: str, start: int, end: int) -> bool:
    """Square brackets: blanks, orders and names of fields; not citations, editorial marks, links or boxes."""
    content, before = text[start + 1 : end - 1], text[max(0, start - 1) : start]
    if content.strip() and is_link(text, content, end):
        return False
    if before == "!" and not content and text[end : end + 1] == "(":
        # An image that nothing describes.
        return False
    if not content.strip() and YEAR_OPENS.search(text, max(0, start - 3), start):
        return True
    if before.isalnum() and not content.isupper() and not _is_amount(text, start, content):
        return False
    if not content.strip(" _.…\t\u00a0"):
        return _empty_bracket(text, start, end, content)
    return _is_filled_wrong(text, start, end, content)


def _is_filled_wrong(text: str, start: int, end: int, content: str) -> bool:
    """Whether a bracket that holds something holds a sign or words for what is missing, or a remark of drafters."""
    if re.fullmatch(r"[xXyYnN]", content):
        return counts_things(text, start, end) or LABEL_BEFORE.search(text[max(0, start - 20) : start]) is not None
    if SYMBOLS.fullmatch(content):
        return content.strip("*–%$£€ ") != "" or (content.count("*") == 1 and not _tells_omissions(text))
    if MASKS.fullmatch(content) and any(map(str.isalpha, content)):
        return True
    if TO_PRESS.search(line_around(text, start, end)[0]) or _is_doubtful(text, start, end, content):
        return False
    if FOR_FILLERS.match(content) and is_order_of_form(text, start, end):
        return False
    if ABBREVIATION.fullmatch(content) and _abbreviates(text, start, content):
        return False
    if in_quotation(text, start, end):
        return names_field(content, quoted=True)
    if FIGURE.fullmatch(content):
        unsettled = is_unsettled(text, start, end) or asks_for_count(text, start, end)
        return unsettled or is_open_choice(text, start, end)
    if names_field(content, quoted=False) or is_query(text, start, end) or is_part_of_date(text, start, end):
        return True
    return is_assigned(content) or is_open_choice(text, start, end) or asks_for_count(text, start, end)


@lru_cache(maxsize=1)
def _tells_omissions(text: str) -> bool:
    """Whether a note says that a star marks what a public copy leaves out."""
    return OMITTED.search(text) is not None


def _is_doubtful(text: str, start: int, end: int, content: str) -> bool:
    """Whether a word is how somebody reads a hand: "[words?]" near "[illegible]"."""
    return DOUBTFUL.fullmatch(content) is not None and "[illegible" in text[max(0, start - NEAR) : end + NEAR]


def _abbreviates(text: str, start: int, letters: str) -> bool:
    """Whether letters are the capitals of the name before them: "the Convention on the Sale of Goods [CSG]"."""
    before = text[max(0, start - LONGEST_NAME) : start].rpartition("\n")[2]
    if not before.endswith(" ") or letters.lower() in FIELDS or letters.lower() in ORDERS:
        return False
    capitals = iter([word[0] for word in reversed(WORD.findall(before)) if word[0].isupper()])
    return all(letter in capitals for letter in reversed(letters))


def _is_amount(text: str, start: int, content: str) -> bool:
    """Whether an order is joined to the sign of a currency: "R[insert amount]"."""
    return INSERTED.match(content) is not None and CURRENCY_BEFORE.search(text, max(0, start - 4), start) is not None


def _empty_bracket(text: str, start: int, end: int, content: str) -> bool:
    """[ ] is a box at the head of an item; […] leaves words out."""
    if "." in content or "…" in content:
        return counts(text, start, end) and not in_quotation(text, start, end)
    if "_" in content:
        return True
    if not content and LIST_BEFORE.search(text, max(0, start - 12), start):
        return False
    if len(content) > LONGEST_BOX and is_form(text, start, end):
        return False
    before = text[max(0, start - 1) : start]
    return not (before.isalnum() or before in (")", "]")) and not is_box(text, start, end)


def in_quotation(text: str, start: int, end: int) -> bool:
    """Tell whether a span stands between quotation marks on its line, or in a quoted block of Markdown."""
    before = text[max(0, start - NEAR) : start].rpartition("\n")[2]
    if "„" in before:
        before = GERMAN.sub("", before)
    curly = max(before.rfind("“"), before.rfind("„")) > before.rfind("”") or before.rfind("«") > before.rfind("»")
    return curly or before.count('"') % 2 == 1 or before.lstrip().startswith(">")


def names_field(content: str, quoted: bool) -> bool:
    """Tell whether the words between brackets are an order to the writer or the name of a field."""
    words = [word.lower() for word in WORD.findall(CAMEL.sub(" ", content))]
    if not words or not any(char.isalpha() for char in content):
        return False
    label, colon, rest = content.partition(":")
    if colon and rest.strip():
        return _is_remark(label, rest)
    if DASH_ORDER.search(content) or _is_order(words, content) or (not quoted and _in_other_language(words)):
        return True
    if not quoted and len(words) <= ASKED and content.rstrip().endswith("?") and words[0] != "sic":
        return True
    if not quoted and (DRAFT_ORDER.match(content) or QUERY.fullmatch(content)):
        return True
    if not quoted and PHRASES.fullmatch(content):
        return True
    if quoted or words[0] in EDITORIAL or len(words) > MOST_WORDS or WITHHELD.intersection(words):
        return _alternatives(content) and not quoted
    return _alternatives(content) or (SENTENCE.search(content) is None and _head_is_field(words, content))


def _is_remark(label: str, rest: str) -> bool:
    """Read "NTD: align", "translator: check", "Note: client to confirm", but not "Note: figures are rounded"."""
    words = [word.lower() for word in WORD.findall(label)]
    if words and (words[-1] in SPEAKERS or words[0] in ("question", "answer")):
        return False
    if words and (words[-1] in ROLES or INITIALS.fullmatch(label)) and TASK.match(rest):
        return True
    meant = LABELLED.match(label) is not None or (words[:1] != [] and (words[0] in REMARKS or words[0] in ORDERS))
    return meant or rest.rstrip().endswith("?") or _is_order([word.lower() for word in WORD.findall(rest)], rest)


def _in_other_language(words: list[str]) -> bool:
    """Read "Datum einfügen", "à compléter", "nom du client", "noch offen"."""
    if words[-1].isdigit():
        # Courts withhold "[Adresse 2]".
        return False
    if len(words) > MOST_WORDS or " ".join(words) in OTHER_OPEN or OTHER_ORDERS.intersection(words):
        return len(words) <= MOST_WORDS
    return len(words) <= ASKED and (
        words[0] in OTHER_FIELDS
        or words[0].endswith(OTHER_FIELD_ENDS)
        or (words[0] in FIELDS and words[-1] in OTHER_FIELDS)
    )


def _is_order(words: list[str], content: str) -> bool:
    if not words:
        return False
    if words[0] in ORDERS or DEMAND.search(content) or STATE_WHAT.match(content) or LABELLED.match(content):
        return True
    if words[0] == "your":
        return bool(FIELDS.intersection(words[1:]))
    return words[0] in OPEN and (len(words) == 1 or words[1] in AWAITED)


def _alternatives(content: str) -> bool:
    """Read "is/is not", "Buyer/Seller", but not "mg/L", "EUR/USD" or "and/or"."""
    if EITHER.fullmatch(content) is None:
        return False
    parts = [part.strip().lower() for part in content.split("/")]
    return all(len(part) > 1 for part in parts) and parts != ["and", "or"] and not UNITS.intersection(parts)


def _head_is_field(words: list[str], content: str) -> bool:
    """Read "name of client", "Client Name", "EFFECTIVE DATE", "party 1" as names of fields."""
    cut = next(
        (at for at, word in enumerate(words) if at and word in ("of", "in", "for", "to", "at", "on", "des", "der")),
        len(words),
    )
    core = words[:cut]
    if any(char.isdigit() for char in content) and not COUNTED.intersection(core):
        return False
    while len(core) > 1 and (core[-1].isdigit() or len(core[-1]) == 1 or core[-1] in SUFFIXES):
        core = core[:-1]
    return core[-1].removesuffix("'s").removesuffix("’s") in FIELDS or _shouts(words, content)


def _shouts(words: list[str], content: str) -> bool:
    if VOWEL.search(content) is None:
        # An abbreviation.
        return False
    named = all(word not in EDITORIAL and word not in STATES for word in words) and len(words[0]) > 3
    return named and content.isupper() and content.isascii() and len(words) <= 4 and content.replace(" ", "").isalpha()
