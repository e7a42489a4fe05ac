"""The marks in brackets that a part of a text has, (a) to (d), and whether one that a reference names is among them."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from qa_service.checks.references.undivided_parts import is_listed_otherwise, is_undivided, tells_figure

SUB_MARKER = re.compile(r"(?:^|[\s;:.,])\((?P<mark>[a-z]{1,4}|\d{1,2})\)(?=\s|$)", re.MULTILINE)
# "(A) the keys": a capital names the part that a small letter marks too, and the other way round.
_CAPITAL_MARKER = re.compile(r"(?:^|[\s;:.,])\((?P<mark>[A-Z]|[IVX]{2,4})\)(?=\s|$)", re.MULTILINE)
# "a) the keys;", "a. the keys": marks with no bracket before.
_OPEN_MARKER = re.compile(
    r"(?:^[ \t>*_-]*|[;:,.]\s)(?P<mark>[a-z])\)(?=\s)|^[ \t>*_-]*(?P<stopped>[a-z])\.(?=\s)", re.MULTILINE
)
# The paragraphs of an article: "2. Prices are those of the list."
_NUMBERED_LINE = re.compile(r"^[ \t>*]*(?P<mark>\d{1,2})[.)][ \t]", re.MULTILINE)
_LINE_OPENS = re.compile(r"(?:\A|\n)[ \t>*_-]*\Z")
_PARAGRAPH_ENDS = re.compile(r"[.;:][)\"\u201d*_]{0,3}[ \t]*\n|\n[ \t]*\n")
_FIRSTS, _SECONDS = frozenset({"a", "i", "1"}), frozenset({"b", "ii", "2"})
_ROMAN_MARK = re.compile(r"[ivx]{1,4}")
_LEAD = 12


def missing_mark(
    marks_told: Sequence[str], text: str, span: tuple[int, int], place: str, *, once: bool, number: str = ""
) -> str | None:
    """A sub-clause is missed only where there is a list of its style, known by the first two marks.

    ``span`` is that of the part which ``place`` tells of, and ``once`` says that no other has its number.
    """
    start, end = span
    labelled = _labelled_marks(text, start, end, number)
    for mark in map(_in_style, marks_told):
        marks = labelled or _marks_between(text, start, end)
        labelled = []
        if place.startswith("article") and mark.isdecimal() and not any(name.isdecimal() for name, _ in marks):
            marks = [(found["mark"], found.start()) for found in _NUMBERED_LINE.finditer(text, start, end)]
        if not is_listed(mark, {name for name, _ in marks}):
            # A list in brackets may stand within one part of "a." to "h.".
            opened = _open_marks(text, start, end)
            marks = opened if not marks or is_listed(mark, {name for name, _ in opened}) else marks
        if once and not marks and is_undivided(text, start, end, number):
            return f"{place} has no ({mark})"
        if not is_listed(mark, {name for name, _ in marks}):
            other = once and any(is_listed(first, {name for name, _ in marks}) for first in ("a", "i", "1"))
            return f"{place} has no ({mark})" if other and is_listed_otherwise(text, start, end, mark) else None
        at = next((offset for name, offset in marks if name == mark), None)
        if at is None:
            return f"{place} has no ({mark})"
        end = next((offset for name, offset in marks if offset > at and name == next_mark(mark)), end)
        start, place = at + 1, f"{place}({mark})"
    return None


def _labelled_marks(text: str, start: int, end: int, number: str) -> list[tuple[str, int]]:
    """Return the marks that stand with the number of the part at the head of lines: "3(a)", "3(b)"."""
    if not number or f"{number}(" not in text:
        return []
    form = re.compile(rf"^[ \t>*_-]*{re.escape(number)}\((?P<mark>[a-z])\)\s", re.MULTILINE)
    found = [(each["mark"], each.start("mark")) for each in form.finditer(text, start, end)]
    return found if is_listed("a", {mark for mark, _ in found}) else []


def _open_marks(text: str, start: int, end: int) -> list[tuple[str, int]]:
    return [(found["mark"] or found["stopped"], found.start()) for found in _OPEN_MARKER.finditer(text, start, end)]


def _marks_between(text: str, start: int, end: int) -> list[tuple[str, int]]:
    """Return the marks in brackets between two places, in small letters, and where they stand."""
    small = [
        (found["mark"], found.start())
        for found in SUB_MARKER.finditer(text, start, end)
        if not (found["mark"].isdecimal() and tells_figure(text, found.start("mark") - 1))
    ]
    large = [(found["mark"].lower(), found.start()) for found in _CAPITAL_MARKER.finditer(text, start, end)]
    return _outer(text, sorted((*small, *large), key=lambda pair: pair[1]) if large else small)


def _outer(text: str, marks: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Leave out the lists that begin anew within an entry, where the entries begin lines: the (a) of "(b) … (a) …"."""
    lines = {at for _, at in marks if _LINE_OPENS.search(text, max(0, at - _LEAD), text.find("(", at)) is not None}
    if not _SECONDS.intersection(name for name, at in marks if at in lines):
        return marks
    kept, seen, within, before = list[tuple[str, int]](), set[str](), False, 0
    inside = False
    for name, at in marks:
        inside = at in lines or (inside and _PARAGRAPH_ENDS.search(text, before, at) is None)
        within = inside and at not in lines and (within or (name in _FIRSTS and name in seen))
        before = at + 1
        if not within:
            kept.append((name, at))
            seen.add(name)
    return kept


def _in_style(mark: str) -> str:
    """Return a mark as `_marks_between` gives it."""
    return mark.lower() if mark.isupper() else mark


def is_listed(mark: str, marks: Set[str]) -> bool:
    """Tell whether there is a list that the mark could belong to: 1, i or a."""
    if mark.isdecimal():
        return {"1", "2"} <= marks
    if _ROMAN_MARK.fullmatch(mark) and {"i", "ii"} <= marks:
        return True
    return len(mark) == 1 and mark.islower() and {"a", "b"} <= marks


def next_mark(mark: str) -> str:
    """Return the mark behind this one in its list; no mark at all for a numeral of letters."""
    if mark.isdecimal():
        return str(int(mark) + 1)
    return chr(ord(mark) + 1) if len(mark) == 1 else ""
