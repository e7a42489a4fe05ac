"""The lines of a text that may number or name a part, told by the few characters that they begin with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from qa_service.documents.references.ordinals import OrdinalPart, ordinal_parts
from qa_service.documents.searching.rare_signs import Signed
from qa_service.documents.searching.word_sets import word_list

_LEAD = r"[ \t>*#_|\[\u201c\"+\u2022\u25cf\u25aa\u25e6\u2013(-]*"
_NUMBER = r"(?:\d{1,3}(?:\.\d{1,2})?[.)\]]?[ \t]+[*_\[\u201c\"]*)?"
# How the words begin that name a part, a list of parts or the notes.
_WORDS = word_list(
    "sec sc clau clá cla cl. art par app ann anl anh ane all att abs abb § zif kla kap ex enc eq tab tei fig foot fot"
    " fu cha box bei bij pho ind li log not end plat step cond reco empf"
)
# Letters that are one with others when case is ignored.
_ALSO = {"i": "\u0130\u0131", "k": "\u212a", "s": "\u017f"}


def _begins_with(words: Sequence[str]) -> str:
    """Return a pattern of words by their first letter, which most lines do not begin with."""
    by_first = groupby(sorted(words), key=lambda word: word[0])
    ways = [
        f"{_in_any_case(first)}(?:{'|'.join(_in_any_case(word[1:]) for word in those)})" for first, those in by_first
    ]
    initials = "".join(dict.fromkeys(letter for word in words for letter in _case_forms(word[0])))
    return f"(?=[{initials}])(?:{'|'.join(ways)})"


def _in_any_case(letters: str) -> str:
    """Return a pattern of classes, which `re` rules out at once, unlike letters in any case."""
    return "".join(f"[{_case_forms(letter)}]" for letter in letters)


def _case_forms(letter: str) -> str:
    return letter + letter.upper() + _ALSO.get(letter, "")


# A stop may be all that is left of a number, when the place where it is cut off lies behind its digits.
_OPENING = re.compile(rf"[.)\]]?{_LEAD}{_NUMBER}")
_NEAR = 40


@dataclass(frozen=True, slots=True)
class _Opening:
    """How a line may begin: the first line, and a later one with its line feed, which `re` finds at once."""

    first: re.Pattern[str]
    later: re.Pattern[str]

    def starts(self, text: str) -> list[int]:
        """Return where lines begin so."""
        first = [] if self.first.match(text) is None else [0]
        return first + [found.start() + 1 for found in self.later.finditer(text)]


def _opening(pattern: str) -> _Opening:
    return _Opening(re.compile(pattern), re.compile(rf"\n{pattern}"))


_NAMED = _opening(f"{_LEAD}{_NUMBER}{_begins_with(_WORDS)}")
_NUMBERED = _opening(rf"{_LEAD}(?:[\d^]|[ivxlcIVXLC\u0130\u0131]{{1,7}}(?=[.:)\s]))")


class Lines:
    """A text, and where its lines begin that may number a part and that may name one, "Section 1" and "Table 1"."""

    def __init__(self, subject: Signed) -> None:
        self.subject = subject
        self.text = subject.text

    @cached_property
    def ordinals(self) -> Sequence[OrdinalPart]:
        """The schedules by ordinal, which references and targets both ask for."""
        return tuple(ordinal_parts(self.subject))

    @cached_property
    def named(self) -> list[int]:
        """The lines that may begin with the word for a part, perhaps behind a number."""
        return _NAMED.starts(self.text)

    @cached_property
    def numbered(self) -> list[int]:
        """The lines that may begin with a number, a numeral or the mark of a note."""
        return _NUMBERED.starts(self.text)


def opens_line(text: str, start: int) -> bool:
    """Tell whether nothing but signs and a number may stand before a place on its line."""
    return _OPENING.fullmatch(text[max(0, start - _NEAR) : start].rpartition("\n")[2]) is not None
