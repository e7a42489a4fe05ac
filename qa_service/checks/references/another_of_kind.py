"""Another instrument of this text's own kind: in a lease, "clause 4 of the lease of Unit 7 dated 2 May 2019".

"The lease" alone is this one. Behind it its date, its other party or what it lets may tell another: what stands neither
at the head of this text nor above its signatures, where an instrument names itself and its parties, is not of it.
"""

from __future__ import annotations

import re

from qa_service.checks.references.foreign_signs import LOWER, NOUNS
from qa_service.documents.dates.calendar_names import MONTH_NAME

_MONTH = rf"(?:{MONTH_NAME})\.?"
_DATE = (
    rf"(?:the\s)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s(?:day\s)?(?:of\s)?{_MONTH},?\s(?:19|20)\d\d|"
    rf"{_MONTH}\s(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s)?(?:19|20)\d\d|\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{2,4}}|(?:19|20)\d\d\b)"
)
# "Unit 7", "Castle Mill Dairy Limited", "Plot 14B".
_NAME = r"[A-Z][\w&'\u2019-]*(?:\s(?:(?:and|of|&)\s)?(?:[A-Z][\w&'\u2019-]*|\d[\w-]{0,4}\b)){0,5}"
_WHAT = (
    r"(?:\s(?P<how>of|over|to|with|for|(?:made\s|entered\sinto\s)?(?:between|by|with)|relating\sto|in\srespect\sof|"
    rf"granted\s(?:to|by))\s(?:the\s)?(?P<name>{_NAME}))"
)
_WHEN = (
    rf"(?:,?\s\(?(?:also\s)?(?:dated|of|made|entered\sinto|signed|executed|concluded|completed|granted)"
    rf"(?:\s(?:as\sof|on|in))?\s(?P<date>{_DATE}))"
)
# No verb stands between, as in "clause 9 of the lease may be exercised by notice dated 3 May 2019".
_BETWEEN = (
    r"(?:(?!\s(?:shall|must|will|may|can|is|was|are|were|has|have|had|by|if|which|that|and\s[a-z])\b)[^.;:()\n]){0,60}?"
)
_TAIL = re.compile(rf"{_WHAT}?(?:{_BETWEEN}{_WHEN})?")
# What speaks of another one where its day is told: "by an agreement dated 3 May 2019".
_OF_OTHER = re.compile(
    rf"\b(?:an?|another|the|that|certain|its|their|his|her|such|said)\s(?:[\w-]+\s){{0,4}}?(?:{NOUNS}|{LOWER})\b[^.;\n]{{0,60}}\Z"
)
# "The lease of Unit 7 dated 2 May 2019, clause 4".
_NAMED = re.compile(
    rf"\b[Tt]he\s(?:{NOUNS}|{LOWER})\b(?=\s[^.;\n()]{{0,90}}(?:,\s|\s?\(|(?<=[12]\d\d\d)\s)(?:(?:see|at|in)\s)?\Z)"
)
_ABOUT = frozenset({"for", "relating to", "in respect of"})
_JOINT = re.compile(r"\s(?:and|&)\s(?:the\s)?")
_EDGE, _NEAR, _REACH = 1500, 120, 200
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")


def tells_another(text: str, end: int) -> bool:
    """Tell whether the words behind "the lease", which ends here, are those of another one than this text."""
    found = _TAIL.match(_one_line(text[end : end + _REACH]))
    if found is None:
        return False
    if found["date"] is not None:
        return not _is_own_date(text, found["date"], end)
    # What it is for stands in its clauses: "the agreement for Hosted Support Services".
    where = _edges(text, end) if found["how"] not in _ABOUT else _without(text, end)
    return any(name not in where for name in _JOINT.split(found["name"] or "") if _is_distinct(name))


def names_another(text: str, start: int) -> bool:
    """Tell whether the words before a reference, which begins here, name another one than this text."""
    before = _one_line(text[max(0, start - _NEAR) : start])
    found = _NAMED.search(before)
    return found is not None and tells_another(text, start - len(before) + found.end())


def _is_distinct(name: str) -> bool:
    """Tell whether a name is more than what a text may call a thing or a party of its own: "the Works", "Alder"."""
    return any(map(str.isdigit, name)) or len(name.split()) > 2


def _is_own_date(text: str, date: str, at: int) -> bool:
    """Tell whether the day stands where this text tells its own, in whatever order of day, month and year."""
    wanted = _parts(date)
    edges = _edges(text, at)
    for other in re.finditer(_DATE, edges):
        if (
            wanted <= _parts(other.group())
            and _OF_OTHER.search(edges, max(0, other.start() - _NEAR), other.start()) is None
        ):
            return True
    return False


def _parts(date: str) -> set[str]:
    words = re.findall(r"\d+|[A-Za-z]{3,}", _ORDINAL.sub("", date))
    return {word.lstrip("0") if word.isdecimal() else word[:3].lower() for word in words} - {"the", "day"}


def _edges(text: str, at: int) -> str:
    """Return the head and the end of a text on one line, without the place itself."""
    head, foot = text[:_EDGE], text[max(_EDGE, len(text) - _EDGE) :]
    if at < _EDGE:
        head = text[: max(0, at - 1)] + "\n" + text[min(_EDGE, at + _REACH) : _EDGE]
    elif at >= len(text) - _EDGE:
        foot = text[max(_EDGE, len(text) - _EDGE) : at] + "\n" + text[at + _REACH :]
    return _one_line(head) + "\n" + _one_line(foot)


def _without(text: str, at: int) -> str:
    return _one_line(text[: max(0, at - 1)] + "\n" + text[at + _REACH :])


def _one_line(text: str) -> str:
    """Return a text with its line feeds as blanks."""
    return text.replace("\n", " ")
