"""References by a mark alone, "paragraph (f)", "clause (vii) below", whose mark no part of the text has."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence, Set
from functools import cache, partial

from qa_service.checks.references.own_lists import OwnLists, stands_open
from qa_service.checks.references.ownership import is_instrument
from qa_service.checks.references.part_marks import SUB_MARKER, is_listed, next_mark
from qa_service.documents import Document
from qa_service.documents.references.bare import MARK
from qa_service.documents.references.spans import Reference
from qa_service.documents.references.targets import Targets

_LIST = re.compile(r"^[ \t>*-]*\((?P<mark>[ab])\)\s", re.MULTILINE)
_LINE_MARK = re.compile(r"^[ \t>*-]*\((?P<mark>[a-z])\)(?=\s)", re.MULTILINE)
_ANY_MARK = re.compile(r"\((?<![^\W_]\()(?P<mark>[a-z]{1,5})\)", re.IGNORECASE)
_PLACED = re.compile(
    r"\s(?:(?P<way>above|below)|of\sth(?:is|e\spresent)\s(?:section|clause|article|paragraph|(?P<whole>[a-z]{3,})))\b",
    re.IGNORECASE,
)

_JOINED = re.compile(r"(?:,\s(?:(?:and|or|nor|in|under)\s)?|\s(?:and(?:/or)?|or|nor|in|under|to|through)\s|\s\(?)\Z")
_GOES_ON = re.compile(
    r"(?:(?:,\s|,?\s(?:and(?:/or)?|or|nor|to|through)\s)(?:(?:sub-?)?(?:paragraph|clause|section|item|point|limb)s?\s)?\(\w{1,5}\)){1,6}"
    r",?\s(?:of|in|under|to)\s(?!this\b)",
    re.IGNORECASE,
)
_JOINT = 12
_RANGE = re.compile(r"\)(?:\s(?:(?:up\s)?to|through|thru)\s|\s?[\u2013\u2014-]\s?)", re.IGNORECASE)
# "item (e)" may be one of the goods that another part lists.
_PLAIN = frozenset({"paragraph", "subparagraph", "sub-paragraph", "clause", "subclause", "sub-clause", "point", "limb"})
_STRUCTURAL = _PLAIN | {"subsection", "sub-section"}
_Marks = Sequence[tuple[int, str]]
_Places = Mapping[str, tuple[int, int]]
_BEGIN_LISTS = ("a", "b", "i", "ii", "1", "2")


def missing_marks(document: Document, references: Sequence[Reference], targets: Targets) -> Mapping[Reference, str]:
    """Return the references by a mark alone that is nowhere where it may stand, beside a list of its style.

    That is the list of the part around, where this has one, and else anywhere but in other references; "below" it
    stands behind, and a range goes through one list.
    """
    text, marks = document.text, [each for each in references if each.family == MARK and not each.subs]
    if not marks:
        return {}
    own = is_instrument(document)
    places = {text.rfind("(", reference.start, reference.end) for reference in marks}
    known = [
        (found.start(), found["mark"].lower()) for found in _ANY_MARK.finditer(text) if found.start() not in places
    ]
    last = {name: at for at, name in known}
    first = {name: at for at, name in reversed(known)}
    places_in = cache(partial(_places_in_part, known, targets))
    stands = cache(lambda name: stands_open(text, name, 0, len(text)))
    lists = OwnLists(text, known, targets)
    ends = {reference.group_end for reference in references if reference.family != MARK}
    lettered = {found["mark"] for found in _LIST.finditer(text)} == {"a", "b"}
    lettered = lettered or (own and first.keys() >= {"a", "b", "c"})
    missing = {}
    for mark in marks:
        name, placed = mark.number.lower(), _PLACED.match(text, mark.group_end)
        if mark.kind == MARK and placed is None and not (own and _first_mark(text, mark) in first):
            continue
        around = None if placed and placed["whole"] else targets.around(mark.start)
        judged = placed is not None or mark.kind.rstrip("s") in (_STRUCTURAL if own else _PLAIN)
        if around and judged and not _is_of_named(text, mark, ends) and (part := lists.without(name, around)):
            missing[mark] = f"part {part} has no ({mark.number})"
            continue
        if "section" in mark.kind:
            continue  # of a statute, as most that are named by their mark alone
        # A lone i, v or x is told for a numeral by the others of its range.
        listed_here = lettered if len(name) == 1 and name not in "ivx" else is_listed(name, first.keys())
        unmarked = placed is not None and name not in first and not stands(name)
        if not (listed_here or unmarked):
            continue
        if placed and placed["way"]:
            below = placed["way"].lower() == "below"
            is_there = last.get(name, 0) > mark.start if below else first.get(name, mark.start) < mark.start
        else:
            listed = lists.marks_of(lists.outermost(around)) if placed and around else frozenset[str]()
            is_there = name in (listed if is_listed(name, listed) else first)
        if is_there and _RANGE.search(text, mark.group_start, mark.group_end):
            here = targets.around(mark.start)
            listed = _at_hand(name, places_in(here), mark, placed["way"] if placed else None) if here else frozenset()
            is_there = name in listed or not is_listed(name, listed)
        if not is_there and not stands(name):
            missing[mark] = f"no part has the mark ({mark.number})"
    return missing


def _is_of_named(text: str, mark: Reference, ends: Set[int]) -> bool:
    """Tell whether a mark goes on with those of a part that is named before or behind them.

    "Section 4, paragraph (b) or paragraph (f)", "paragraph (e) or paragraph (f) of Section 4".
    """
    joint = _JOINED.search(text, max(0, mark.group_start - _JOINT), mark.group_start)
    return (joint is not None and joint.start() in ends) or _GOES_ON.match(text, mark.group_end) is not None


def _first_mark(text: str, mark: Reference) -> str:
    """Return the mark that a range begins with; a list has it, but for "(p) - (q)" of a formula."""
    return text[mark.group_start + 1 : text.find(")", mark.group_start)].lower()


def _at_hand(name: str, places: _Places, mark: Reference, way: str | None) -> frozenset[str]:
    """Return which of a mark and those that begin lists stand on the side of a range that "above" or "below" tells."""
    below, above = (way or "").lower() == "below", (way or "").lower() == "above"
    near = ((each, places[each]) for each in (name, *_BEGIN_LISTS) if each in places)
    return frozenset(
        each
        for each, (first, last) in near
        if (first < mark.group_start or not above) and (last >= mark.group_end or not below)
    )


def _places_in_part(known: _Marks, targets: Targets, part: str) -> _Places:
    """Return where each mark of a part and those around it stands first and last; nothing where two have its number."""
    top = part.partition(".")[0]
    if top in targets.repeated:
        return {}
    start, end = targets.extent(top if top in targets.of("section") else part)
    found = known[bisect_left(known, (start, "")) : bisect_left(known, (end, ""))]
    last = {name: at for at, name in found}
    return {name: (at, last[name]) for name, at in {name: at for at, name in reversed(found)}.items()}


def missing_inner_marks(text: str, references: Sequence[Reference], targets: Targets) -> Mapping[Reference, str]:
    """Return each "subsection (c)(4)" that is not in the part it stands in, where the list of its (c) is known."""
    marks = [reference for reference in references if reference.family == MARK and reference.subs]
    found: dict[tuple[str, str], frozenset[str]] = {}
    missing = {}
    for mark in marks:
        part, inner = targets.around(mark.start), mark.subs[0]
        if part is None:
            continue
        if (part, mark.number) not in found:
            found[part, mark.number] = _marks_within(text, mark.number, targets.extent(part))
        if inner not in found[part, mark.number] and is_listed(inner, found[part, mark.number]):
            missing[mark] = f"part {part}({mark.number}) has no ({inner})"
    return missing


def _marks_within(text: str, mark: str, span: tuple[int, int]) -> frozenset[str]:
    """Return the marks between that of a paragraph and the next one of its list."""
    lists = list(_LINE_MARK.finditer(text, *span))
    at = next((place for place, found in enumerate(lists) if found["mark"] == mark), None)
    if at is None:
        return frozenset()
    end = next((found.start() for found in lists[at:] if found["mark"] == next_mark(mark)), span[1])
    return frozenset(found["mark"] for found in SUB_MARKER.finditer(text, lists[at].end() - 1, end))
