"""Judges of fields in angle brackets, braces and parentheses, and of words between underscores."""

from __future__ import annotations

import re

from qa_service.checks.placeholders.binding import is_binding
from qa_service.checks.placeholders.brackets import TO_PRESS, WORD, in_quotation, names_field
from qa_service.checks.placeholders.choices import is_clause
from qa_service.checks.placeholders.forms import is_head_of_form
from qa_service.checks.placeholders.numbers import NEAR, line_around
from qa_service.checks.placeholders.orders import DEMAND
from qa_service.checks.placeholders.queries import stands_for_value
from qa_service.checks.placeholders.words import FIELDS, TAGS

# Others fill a form in, and strike out what does not apply.
BY_OTHERS = re.compile(r"(?i)\b(?:completed|filled in|signed|ticked) by (?:the|each|all|your)\b")
AFTER_BLANK = re.compile(r"(?:__|\.{4}|…)[ \t]?\Z")
FORM_NEAR = re.compile(r"_{4,}|\.{8,}|\[ {3,}\]")
# What a contract leaves to the parties or to somebody else: "(to be appointed by the Employer)".
SETTLED_LATER = re.compile(
    r"(?i)\(to be (?:agreed|appointed|selected|chosen|determined|decided|provided|supplied|announced"
    r"|nominated|delivered)"
    r"(?: \w+)? (?:(?:by|between|among) (?:the|both|all|each|either|an?|its|them)\b|within|in accordance"
    r"|upon|from time)"
)
# What is missing at the head of a line or behind its label.
STILL = re.compile(r"(?i)(?:still|noch|encore|nog|todavía|ancora)(?: \w+)?? (?:to|zu|te|à|por|da) \w+[\w ]{0,30}\Z")
IN_PATH = re.compile(r"(?:^|\s|://|[A-Z]:)[^\s()]{0,80}[/\\@]\Z")


def angle(text: str, start: int, end: int) -> bool:
    """<client name> but neither a tag, an address nor a comparison."""
    content = text[start + 1 : end - 1].strip(" <>")
    name = re.match(r"/?\s*([\w-]+)", content)
    if not name or re.search(r"[=\"@;]|://|^/|/$", content) or text[max(0, start - 1) : start].isalnum():
        return False
    if text[start : start + 2] == "<<":
        return True
    if (content.lower() in TAGS and content.islower()) or _in_path(text, start, end):
        return False
    return names_field(content.replace("_", " "), quoted=in_quotation(text, start, end))


def _in_path(text: str, start: int, end: int) -> bool:
    """Whether a variable is part of an address or a path, a key to press, or an argument: "/users/{name}/files"."""
    before, after = line_around(text, start, end)
    return IN_PATH.search(before) is not None or after[:1] in ("@", "/", "\\") or TO_PRESS.search(before) is not None


def brace(text: str, start: int, end: int) -> bool:
    """{CLIENT_NAME} or {name}, but no set, no formula and no JSON."""
    before = text[max(0, start - 1) : start]
    if before == "$":
        return True
    if before.isalnum() or before in ("\\", "^", "_", "}", "{"):
        return False
    if _in_path(text, start, end):
        return False
    content = text[start + 1 : end - 1]
    return names_field(re.sub(r"[_.]", " ", content), quoted=False)


# "3. (insert further customers, if any)"
ITEM = re.compile(r"[ \t>*_]*(?:\(?\w{1,4}[.)][ \t]*)?")


def parenthesis(text: str, start: int, end: int) -> bool:
    """(insert date) but not (enter)."""
    words = [word.lower() for word in WORD.findall(text[start:end])]
    known = words[-1] in ("here", "appropriate", "applicable") or any(word in FIELDS for word in words[1:])
    struck = words[0] == "delete" and FORM_NEAR.search(text[max(0, start - NEAR) : end + NEAR])
    struck = struck and not is_clause(text, start, end)
    if AFTER_BLANK.search(text, max(0, start - NEAR), start):
        # It says how the blank is to be filled in.
        return False
    if SETTLED_LATER.match(text[start:end]) and is_binding(text, start, end):
        return False
    if struck or BY_OTHERS.search(text[start:end]) or is_head_of_form(text, start, end):
        return False
    before, after = line_around(text, start, end)
    if words[0] == "insert" and not after.strip(" .;*_") and ITEM.fullmatch(before):
        return True
    return words == ["insert"] or (len(words) > 1 and (known or DEMAND.search(text[start:end]) is not None))


def value(text: str, start: int, end: int) -> bool:
    """(date – Ewan to fill in) where a value should stand, or (still to write)."""
    before, content = line_around(text, start, end)[0], text[start + 1 : end - 1]
    if in_quotation(text, start, end) or AFTER_BLANK.search(before):
        return False
    if STILL.match(content):
        return not before.strip(" \t*_-") or before.rstrip(" *")[-1] in ":|"
    return stands_for_value(content, before)


def field_marks(text: str, start: int, end: int) -> bool:
    """__CLIENT_NAME__ but not a word set in bold."""
    words = [word.lower() for word in re.findall(r"[A-Za-z]+", text[start:end])]
    return bool(words) and words[-1] in FIELDS
