"""Whether a reference points into this document or into another instrument ("Clause 4 of the Head Lease").

The words around it tell: what it is "of", a statute, standard or agreement named right before it, or a list of
references that together are "of" something. In a text that is no instrument itself (a memorandum on a lease), a bare
"clause 14" belongs to what was spoken of just before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa_service.checks import foreign_signs as signs
from qa_service.documents.anchors import match_lines
from qa_service.documents.reference_numbers import DOTTED, FAMILIES
from qa_service.documents.spans_references import Reference

_STATUTE = 100
_NEAR, _LINE, _HEAD = 400, 200, 1500
_CLAUSES = frozenset({"clause", "sub-clause", "subclause", "cl", "article", "art", "klausel", "artikel"})
_ATTACHED = frozenset({"exhibit", "appendix", "attachment", "annex", "schedule", "enclosure"})
# "The letter (Exhibit 4)": the letter is the exhibit.
_BESIDE = frozenset({"exhibit", "attachment", "annex", "enclosure"})


_BEFORE = (
    signs.STATUTE_BEFORE,
    signs.LAND_BEFORE,
    signs.GONE_BEFORE,
    signs.POSSESSIVE_BEFORE,
    signs.LOCATED_BEFORE,
)
_PARAGRAPHS = frozenset({"paragraph", "para"})


def is_named_own(text: str, reference: Reference) -> bool:
    """Tell whether the words behind say that it is this document's ("below", "of this lease")."""
    return any(signs.OWN_AFTER.match(text, end) is not None for end in _ends(text, reference))


def _ends(text: str, reference: Reference) -> Iterator[int]:
    """Yield where the words behind may begin: behind the number, and behind a title in brackets."""
    end = reference.group_end
    yield end
    while gloss := signs.GLOSS.match(text, end):
        end = gloss.end()
        yield end


@dataclass(frozen=True, slots=True)
class Ownership:
    """How one document speaks of itself; ``lent`` says that its references belong to another text anyway.

    ``long`` says that its own sections have numbers of a hundred and more, ``report`` that it is a memorandum, a
    decision or a report by its headings; ``kinds`` are the words that its own headings number by ("§ 4"), ``numbers``
    the numbers of its sections; ``answers`` tells a letter that answers another.
    """

    text: str
    titles: frozenset[str]
    lent: bool = False
    long: bool = False
    report: bool = False
    kinds: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    answers: bool = False

    @property
    def is_instrument(self) -> bool:
        """Tell whether bare numbers are clauses of this text, as in "this Agreement"."""
        return not self.lent and bool(self.titles & signs.INSTRUMENTS)

    def goes_on(self, kind: str, last: int, at: int) -> bool:
        """Tell whether a bare number of this kind goes on with another text that was named before it."""
        clause = kind in _CLAUSES or self.report
        return at - last <= _NEAR and (clause or signs.NEW_PART.search(self.text, last, at) is None)

    def speaks_of(self, kind: str, times: int) -> bool:
        """Tell whether a kind of which there is none here, and another text's ``times``, is always the other's."""
        return times > (0 if self.report else 1 if kind in _CLAUSES else 2)

    def tells_of(self, at: int) -> bool:
        """Tell whether another text is spoken of on the line before a place, or all over, as in an answer."""
        line = max(self.text.rfind("\n", 0, at), at - _LINE)
        return self.answers or signs.TEXT_NAMED.search(self.text, max(0, line), at) is not None

    def has(self, reference: Reference) -> bool:
        """Tell whether it is this document's by the words behind it, or as there is such a heading."""
        named = reference.kind in self.kinds and reference.number in self.numbers
        return named or self.is_own(reference)

    def is_own(self, reference: Reference) -> bool:
        """Tell whether the words behind say that it is this document's."""
        return is_named_own(self.text, reference)

    def is_foreign(self, reference: Reference) -> bool:
        """Tell whether the words around say that it is another instrument's, or that it is there no more."""
        if self.is_own(reference):
            return False
        return self._statute_number(reference) or self._named_behind(reference) or self._named_before(reference)

    def _statute_number(self, reference: Reference) -> bool:
        top = reference.number.partition(".")[0]
        if reference.family != "section":
            return False
        return not self.long and int(top) >= _STATUTE if top.isdecimal() else len(top) > 2

    def _named_behind(self, reference: Reference) -> bool:
        text, end = self.text, reference.group_end
        if any(self._named_at(place) for place in _ends(text, reference)):
            return True
        if signs.IN_STUDY.match(text, end) or signs.LAND.match(text, end) or signs.GONE.match(text, end):
            return True
        spoken = not text[reference.group_start : reference.group_start + len(reference.kind)].isupper()
        return (spoken and signs.CODE.match(text, end) is not None) or self._named_abroad(end)

    def _named_at(self, place: int) -> bool:
        found = (pattern.match(self.text, place) for pattern in (signs.AFTER, signs.OF))
        return any(after is not None and not self._own_instrument(after) for after in found)

    def _named_abroad(self, end: int) -> bool:
        after = signs.ABROAD.match(self.text, end)
        if after is None:
            return False
        word = (after["german"] or after["romance"]).split()[-1]
        own = any(word.lower().startswith(title[:6]) for title in self.titles)
        known = signs.GERMAN_TEXT.search(word) if after["german"] else signs.ROMANCE_TEXT.match(word)
        return known is not None and not own

    def _named_before(self, reference: Reference) -> bool:
        text, start = self.text, reference.group_start
        near = max(0, start - 24)
        if any(pattern.search(text, near, start) for pattern in _BEFORE):
            return True
        if reference.kind in _PARAGRAPHS and signs.PINPOINT_BEFORE.search(text, near, start):
            return True
        if reference.family != "section" and self._in_study(near, start):
            return True
        if (reference.kind in DOTTED or reference.family in _ATTACHED) and self._pleaded(reference, near):
            return True
        if not text[start : start + 4].isupper() and (found := signs.CODE_BEFORE.search(text, near, start)):
            return found.group().strip(" ,(").lower() not in self.titles
        named = signs.INSTRUMENT_BEFORE.search(text, max(0, start - 70), start)
        beside = reference.family in _BESIDE and text[max(0, start - 2) : start].strip() in {"(", ","}
        return named is not None and not beside and not self._own_name(named)

    def _in_study(self, near: int, start: int) -> bool:
        small = [signs.AUTHOR_BEFORE] if self.text[start].islower() else []
        patterns = (signs.STUDY_BEFORE, signs.SOURCE_BEFORE, *small)
        return any(pattern.search(self.text, max(0, near - 40), start) for pattern in patterns)

    def _pleaded(self, reference: Reference, near: int) -> bool:
        found = signs.PLEADING_BEFORE.search(self.text, near, reference.group_start)
        return found is not None and (reference.kind in DOTTED or not found.group().rstrip(" ,").endswith("."))

    def _own_name(self, named: re.Match[str]) -> bool:
        if named["word"].lower() == "this":
            return True
        bare = " ".join(named.group().split()[:2]).rstrip(",('\u2019s").lower()
        own = named["noun"].lower() in self.titles or (self.lent and named["noun"].lower() in signs.LENT_TITLES)
        return own and named["year"] is None and bare.endswith(named["noun"].lower())

    def _own_instrument(self, after: re.Match[str]) -> bool:
        words = signs.PLAIN_OF.match(self.text, after.start())
        if words is None:
            return False
        title = words.group("title").lower()
        return title in self.titles or (self.lent and title in signs.LENT_TITLES)


def ownership(
    text: str, *, lent: bool = False, long: bool = False, kinds: Iterable[str] = (), numbers: Iterable[str] = ()
) -> Ownership:
    """Learn from a text what it calls itself ("this Lease", or a title such as "Master services agreement")."""
    titles = {(match["title"] or match["abroad"]).lower() for match in signs.OWN_TITLE.finditer(text)}
    head = signs.HEAD_TITLE.match(text)
    if head and not signs.PREPOSITION.search(head["words"]) and head["title"].lower() in signs.INSTRUMENTS:
        titles.add(head["title"].lower())
    heads = {match["title"].lower() for match in match_lines(signs.REPORT_HEAD, text)}
    answers = signs.LETTER.search(text, 0, _HEAD) is not None and signs.ANSWERED.search(text) is not None
    report = len(heads) > 1
    return Ownership(text, frozenset(titles), lent, long, report, frozenset(kinds), frozenset(numbers), answers)


def foreign_references(
    owner: Ownership,
    references: Sequence[Reference],
    resolved: Mapping[Reference, bool],
    wholes: Mapping[Reference, Reference],
) -> frozenset[Reference]:
    """Return the references that are another instrument's; ``resolved`` says which have a target here.

    What ``wholes`` has is a part of that reference: both are another's, or neither is.
    """
    foreign = _with_lists(owner, references, wholes)
    numbers = {(reference.kind, reference.number) for reference in (*foreign, *wholes)}
    same = {r for r in references if (r.kind, r.number) in numbers and r not in wholes and not owner.has(r)}
    bare = [reference for reference in references if reference not in wholes]
    meant = set() if owner.is_instrument else _spoken_of(owner, bare, foreign, resolved)
    return frozenset(foreign | same | meant)


def _with_lists(
    owner: Ownership, references: Sequence[Reference], wholes: Mapping[Reference, Reference]
) -> set[Reference]:
    """Return those with words that show it, and those in one list with them: "Clause 9 and Clause 12 of the Lease"."""
    foreign = {r for r in references if r not in wholes and owner.is_foreign(r)}
    pairs = [pair for pair in pairwise(references) if pair[0] not in wholes and _is_joined(owner.text, *pair)]
    for before, behind in reversed(pairs):
        if behind in foreign and not owner.is_own(before):
            foreign.add(before)
    for before, behind in pairs:
        if before in foreign and not owner.is_own(behind):
            foreign.add(behind)
    return foreign | {part for part in wholes if outermost(part, wholes) in foreign}


def outermost(reference: Reference, wholes: Mapping[Reference, Reference]) -> Reference:
    """Return the whole of a part: of "paragraph 6 of Part 1 of Schedule 2" the schedule."""
    while reference in wholes:
        reference = wholes[reference]
    return reference


def _is_joined(text: str, reference: Reference, following: Reference) -> bool:
    gap = text[reference.end : following.start]
    return len(gap) <= 40 and signs.JOINT.match(gap) is not None


def _spoken_of(
    owner: Ownership, references: Sequence[Reference], foreign: set[Reference], resolved: Mapping[Reference, bool]
) -> set[Reference]:
    """Return bare references that follow one to another instrument by the same word, with none to this text between."""
    others = Counter(reference.kind for reference in foreign)
    own = owner.kinds | {r.kind for r in references if r not in foreign and (owner.is_own(r) or resolved[r])}
    last: dict[str, int] = {}
    found: set[Reference] = set()
    for reference in references:
        kind, at = reference.kind, reference.start
        if reference.family != "section" or kind in owner.kinds:
            continue
        near = kind in last and owner.goes_on(kind, last[kind], at)
        near = near or (kind not in own and kind in FAMILIES and owner.tells_of(at))
        often = (owner.report and kind in _CLAUSES) or (kind not in own and owner.speaks_of(kind, others[kind]))
        if reference in foreign or (not resolved[reference] and not owner.is_own(reference) and (near or often)):
            found.add(reference)
            last[kind] = reference.group_end
        elif owner.is_own(reference):
            last.pop(kind, None)
    return found
