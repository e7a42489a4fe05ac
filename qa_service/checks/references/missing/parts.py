"""Whether the part that a reference points to exists in a text, and why not."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from qa_service.checks.references.ownership import is_named_own
from qa_service.checks.references.part_marks import missing_mark
from qa_service.checks.references.undivided_parts import is_undivided
from qa_service.documents.references.bare import BARE, LOOSE, MARK
from qa_service.documents.references.labels import line_end, line_start
from qa_service.documents.references.spans import Reference
from qa_service.documents.references.targets import ATTACHED, Targets

_NEAR = 300
_FIRST = re.compile(r"(?:.*\D)?1[A-Z]?|A")
_ARTICLE = frozenset({"§", "article", "art", "artikel", "artículo", "articolo"})
# "Exhibit 10.2", "Schedule 13D" and "Schedule K-1" are numbers of registers and forms.
_ODD_NUMBER = re.compile(r"\d+[.-]\d+|\d+[A-Z]|[A-Z][-.]?\d+|\d{4}")
# Words that also mean something else are judged only where the document uses them for its parts.
_COMMON_WORDS = frozenset({"part", "chapter", "box", "photo", "chart", "step", "condition", "recommendation"})
# Of these one caption makes a series, where something is shown in it.
_SHOWN = frozenset({"box", "photo", "chart"})
_SHOWN_IN = re.compile(r"(?:\b(?:shown|set\sout|listed|given|summari[sz]ed|described)\sin|\b[Ss]ee)\s\Z")
# What a text may call its sections though their headings bear no word.
_PLACES = frozenset({"part", "chapter"})
_BANKRUPTCY = re.compile(r"bankrupt|insolven|debtor|reorgani[sz]ation", re.IGNORECASE)

# Their numbers mean parts only where other parts of the same chapter are there.
_DOTTED_ONLY = frozenset({"item", BARE, LOOSE})
# "the condition in 14.12", "interest under 2.7": parts that count from the first, and where they are looked for.
_PLACED = re.compile(r"\b(?:in|under|per)\s\Z", re.IGNORECASE)
_COUNTED = 2
_RULES = re.compile(r"\b(?:Act|Rules?|Regulations?|Code|Directive|C\.?F\.?R|Order|Statute|Form|Convention)\b")


def missing_part(reference: Reference, targets: Targets, text: str, printed: str) -> str | None:
    """Return why the target of a reference does not exist, or None when it exists or cannot be judged."""
    if reference.family == MARK:
        return None
    known = targets.of(reference.family)
    if reference.family in _PLACES and not known and reference.number.isdecimal() and is_named_own(text, reference):
        return _missing_top(reference.number, targets)
    if reference.family == "part" and not known and printed.isupper() and targets.of("roman").keys() >= {"1", "2"}:
        return None if reference.number in targets.of("roman") else _no_such("part")
    if reference.family == "condition" and reference.number in known and reference.subs:
        return _missing_sub(reference, targets, text, "condition")
    if reference.family != "section":
        return None if reference.number in known or not _judged(reference, known, text) else _no_such(reference.family)
    articles = targets.of("article")
    if reference.kind in _ARTICLE and len(articles) > 1 and "." not in reference.number:
        return (
            _missing_sub(reference, targets, text, "article") if reference.number in articles else _no_such("article")
        )
    if not reference.number[0].isdecimal() or not _is_numbered(targets, reference.number):
        return None
    if reference.number in known:
        return _missing_sub(reference, targets, text)
    return _missing_number(reference, targets, text)


def _missing_top(number: str, targets: Targets) -> str | None:
    """Judge "part 5 above" where the numbered headings, at least two from the first on, bear no word."""
    tops = targets.tops()
    return _no_such("part") if {"1", "2"} <= tops and number not in tops else None


def _is_numbered(targets: Targets, number: str) -> bool:
    """Tell whether the text numbers its parts, and not just a line or two."""
    enough = len(targets.tops()) >= (1 if targets.spoken else 2)
    return enough or ("." in number and targets.has_parts(number.rpartition(".")[0]))


def _no_such(family: str) -> str:
    return f"no {family} has that number"


def _judged(reference: Reference, known: Mapping[str, int], text: str) -> bool:
    common = reference.family in _COMMON_WORDS and not is_named_own(text, reference)
    # "Box 3" beside a caption "Box 1" is none to be ticked.
    common = common and not (reference.family in _SHOWN and known.keys() == {"1"} and _is_shown(text, reference))
    if len(known) < (2 if common else 1):
        return False
    if reference.family == "chapter" and _BANKRUPTCY.search(text):
        return False
    if reference.family in ATTACHED and not any(map(_FIRST.fullmatch, known)):
        return False  # a schedule of a contract, sent alone, knows no other
    chapters = {number.partition(".")[0] for number in known if "." in number}
    if "." in reference.number and "1" not in chapters and reference.number.partition(".")[0] not in chapters:
        return False  # the table of another chapter, of which this text is one
    odd = _ODD_NUMBER.fullmatch(reference.number) is not None
    return not odd or any(_ODD_NUMBER.fullmatch(number) for number in known)


def _is_shown(text: str, reference: Reference) -> bool:
    """Tell whether the words before show that something printed is meant: "shown in Box 3", "see Chart 2"."""
    return _SHOWN_IN.search(text, max(0, reference.start - 20), reference.start) is not None


def _missing_number(reference: Reference, targets: Targets, text: str) -> str | None:
    number = reference.number
    if number.partition(".")[0] not in targets.tops():
        if targets.is_excerpt or (reference.kind in _DOTTED_ONLY and not _is_behind_last(text, reference, targets)):
            return None
        return "no part has that number"
    parent = number.rpartition(".")[0]
    return f"part {parent} has no {number}" if parent and _may_tell(parent, targets, text) else None


def _is_behind_last(text: str, reference: Reference, targets: Targets) -> bool:
    """Tell whether a number that says that it is of this text, "9.2 above", is not far behind the last chapter."""
    if reference.kind != BARE or not is_named_own(text, reference):
        return False
    tops = {int(top) for top in targets.tops() if top.isdecimal()}
    most = next((count for count in range(len(tops), 0, -1) if tops >= set(range(1, count + 1))), 0)
    return most > _COUNTED and int(reference.number.partition(".")[0]) <= 3 * most + 3


def _may_tell(parent: str, targets: Targets, text: str) -> bool:
    """Tell whether a part has others below it, or is one paragraph that can have none."""
    if targets.has_parts(parent):
        return True
    once = parent in targets.of("section") and parent not in targets.repeated
    return once and is_undivided(text, *targets.extent(parent), parent)


def _missing_sub(reference: Reference, targets: Targets, text: str, family: str = "section") -> str | None:
    """Return the first sub-clause that a part does not have."""
    place = f"{'part' if family == 'section' else family} {reference.number}"
    if _is_glued(reference, text) and _begins_line(text, reference):
        return None
    once = reference.number not in targets.repeated
    span = targets.extent(reference.number, family)
    return missing_mark(reference.subs, text, span, place, once=once, number=reference.number)


def _is_glued(reference: Reference, text: str) -> bool:
    """Tell whether a letter stands right behind the number: "Section 4c"."""
    return len(reference.subs) == 1 and text[reference.end - 1] != ")" and text[reference.end - 2].isdecimal()


def _begins_line(text: str, reference: Reference) -> bool:
    """Tell whether a part is headed by the number and the letter behind it."""
    label = re.escape(reference.number) + re.escape(reference.subs[0])
    return re.search(rf"^[^\w\n]*(?:[A-Za-z]+[ \t]+)?{label}\b", text, re.MULTILINE | re.IGNORECASE) is not None


def unsure_references(
    text: str, foreign: frozenset[Reference], problems: Mapping[Reference, str | None], targets: Targets
) -> frozenset[Reference]:
    """Return the numbers and marks without the word for a part that may be no references to one of this text."""
    bare = [reference for reference in problems if reference.kind in {BARE, LOOSE}]
    common = any(problems[reference] is None for reference in bare)
    numbers = {other.number for other in foreign}
    doubtful = {
        r
        for r in bare
        if r.number in numbers or not (common or r.kind == BARE or r.subs or _goes_on_counting(text, r, targets))
    }
    others = sorted(other.start for other in foreign)
    marks = (reference for reference in problems if reference.family == MARK)
    return frozenset(doubtful | {mark for mark in marks if problems[mark] and _beside_rule(text, mark, others)})


def _goes_on_counting(text: str, reference: Reference, targets: Targets) -> bool:
    """Tell whether a number is not far behind the last of those beside it, and stands in what no amount is in."""
    parent, _, last = reference.number.rpartition(".")
    parts = [int(each.rpartition(".")[2]) for each in targets.of("section") if each.rpartition(".")[0] == parent]
    if len(parts) < _COUNTED or sorted(parts) != list(range(1, len(parts) + 1)) or int(last) > 3 * len(parts) + 3:
        return False
    return _PLACED.search(text, max(0, reference.start - 10), reference.start) is not None


def names_rules(text: str, start: int, end: int) -> bool:
    """Tell whether a rule or statute of others is named between two places."""
    return _RULES.search(text, start, end) is not None


def names_rules_beside(text: str, start: int, end: int, reach: int) -> bool:
    """Tell whether one is named on the lines of a reference, no further than ``reach`` from it."""
    return names_rules(text, line_start(text, start, reach), min(line_end(text, end), end + reach))


def _beside_rule(text: str, mark: Reference, others: Sequence[int]) -> bool:
    """Tell whether another text is spoken of near a mark on its line."""
    begin = line_start(text, mark.start, _NEAR)
    end = text.find("\n", mark.end, mark.end + _NEAR)
    end = end if end >= 0 else mark.end + _NEAR
    return bisect_left(others, begin) < bisect_left(others, end) or names_rules(text, begin, end)
