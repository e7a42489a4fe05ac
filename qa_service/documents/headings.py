"""What makes a line a heading, in text without markup."""

from __future__ import annotations

import re

from qa_service.documents.document import Heading
from qa_service.documents.lines import Line

MAX_TITLE = 100
MAX_INLINE_WORDS = 8
MAX_BARE = 40
LABELS = ("Article", "Section", "Clause", "Part", "Chapter", "Schedule", "Exhibit", "Appendix", "Annex")
LABEL = "(?:" + "|".join([*LABELS, *(label.upper() for label in LABELS)]) + ")"
NUMBERED = re.compile(
    rf"\s*(?:(?P<label>{LABEL})\s+)?(?P<number>\d{{1,3}}(?:\.\d{{1,3}})*|[IVXLC]{{1,7}}|[A-Z])(?P<stop>[.):]?)(?:\s+|$)"
)
INLINE = re.compile(r"(?P<title>[A-Z][^.:\n]{1,80})[.:](?=\s)")
WORD = re.compile(r"[^\W\d_][\w'’-]*")
MIN_CLAUSE_WORDS = 10
CLAUSE_END = re.compile(r"(?:[.;:]|[;,]\s(?:and|or))\Z")
# The stop after a run-in title: "Fees. Unless the Order Form says otherwise, …".
SENTENCE_BEGINS = re.compile(r"[a-z)\]]{2}[.:]\W{0,4}\s+(?:\([a-z]\)\s)?[\"\u201c]?[A-Z]")
SMALL = re.compile(r"(?i)a|an|and|as|at|but|by|for|from|in|into|nor|of|on|or|the|to|upon|via|with|without")
# "Name: Ada King", "New York 10007", "3 May 2024": parts of a letter's head or foot.
FIELD_OR_DATE = re.compile(r":\s|\d{2}|__|,")


def number_of(title: str) -> tuple[str, str]:
    """Split a heading into its printed number and its words ("7.3 Term" → "7.3", "Term")."""
    found = NUMBERED.match(title)
    if found is None or not (found["label"] or found["stop"] or _bare_number(found["number"])):
        return "", title.strip()
    return found["number"], title[found.end() :].strip(" .:-–—\t")


def _bare_number(number: str) -> bool:
    """A number without a stop heads a section when it is small or dotted; "140 West Street" is an address."""
    return number[0].isdigit() and ("." in number or int(number) <= MAX_BARE)


def plain_heading(line: Line, alone: bool) -> Heading | None:
    """Return the heading that ``line`` is, or that opens it ("7. Governing Law. This …"), or None.

    ``alone`` says that the line is a block of its own.
    """
    text = line.text.strip()
    number, title = number_of(text)
    if number and not title:
        return _heading(line, text, number, "") if alone and re.match(LABEL, text) else None
    if len(text) <= MAX_TITLE and _reads_as_title(title, bool(number)) and (alone or number or title.isupper()):
        return _heading(line, text, number, title)
    inline = INLINE.match(title) if number else None
    if inline and len(inline["title"].split()) <= MAX_INLINE_WORDS and is_title_case(inline["title"]):
        return _heading(line, line.text[: line.text.index(title) + inline.end()].strip(), number, inline["title"])
    return None


def reads_as_clause(printed: str) -> bool:
    """Tell whether a paragraph with the style of a heading is running text, as the numbered clauses of many contracts.

    Such a paragraph has no title, or one that runs in: `run_in_title` finds that one.
    """
    words = WORD.findall(printed)
    if len(words) < MIN_CLAUSE_WORDS or sum(map(str.islower, words)) < len(words) / 3:
        return False
    return CLAUSE_END.search(printed) is not None or SENTENCE_BEGINS.search(printed) is not None


def run_in_title(start: int, printed: str, level: int) -> Heading | None:
    """Return the title that opens a clause at ``start`` with the style of a heading of ``level``, or None."""
    title = plain_heading(Line(start, start + len(printed), printed), alone=True)
    return None if title is None else title._replace(level=level)


def _heading(line: Line, text: str, number: str, title: str) -> Heading:
    start = line.start + len(line.text) - len(line.text.lstrip())
    return Heading(start, start + len(text), _level(number, title), number, title)


def _level(number: str, title: str) -> int:
    if number:
        return number.count(".") + 1
    return 1 if title.isupper() else 2


def _reads_as_title(title: str, numbered: bool) -> bool:
    if not title or title[-1] in ".;,:!?" or not any(map(str.isalpha, title)):
        return False
    if title.isupper():
        return len(title) > 2
    if not numbered and (len(title.split()) > MAX_INLINE_WORDS or FIELD_OR_DATE.search(title)):
        return False
    return is_title_case(title)


def is_title_case(title: str) -> bool:
    """Tell whether all words but the small ones start with a capital."""
    words = WORD.findall(title)
    # Few words have no capital, and most of those end the search.
    return all(word[0].isupper() or SMALL.fullmatch(word) for word in words) and not all(map(SMALL.fullmatch, words))
