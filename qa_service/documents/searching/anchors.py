"""Where a costly pattern can match at all: places found by google-re2 in one pass, tried by `re` one by one.

`re` tries a pattern at every character; an anchor names what every match begins with (or covers the beginning of
every match), so that only those places are tried. What is found does not change, only how fast.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import re2

from qa_service.documents.searching.utf8 import utf8

# What `re` counts as a blank; re2's own class knows ASCII only.
BLANK = r"[\s\x0b\x1c-\x1f\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}]"
DIGIT = re.compile(r"\d")
# Letters that `re` takes for an "i" when case is ignored, and re2 does not.
LETTER_I = "[iI\u0130\u0131]"


def compile_anchor(pattern: str, *, ignore_case: bool = False) -> re2._Regexp:
    """Compile with google-re2."""
    options = re2.Options()
    options.log_errors = False
    options.case_sensitive = not ignore_case
    return re2.compile(pattern, options)


def word_anchor(words: str, behind: str = "", signs: str = "") -> re2._Regexp:
    """Return an anchor for words divided by "|", in any case, at the beginning of a word.

    ``behind`` is what has to follow; ``signs`` may stand for a word.
    """
    plain = words.replace("i", LETTER_I)
    # A long s is a letter to `re` and none to re2's word boundary.
    long_s = "|".join("\u017f" + word[1:] for word in plain.split("|") if word.startswith("s"))
    ways = [rf"\b(?:{plain})", *filter(None, [long_s]), *([f"[{signs}]"] if signs else [])]
    return compile_anchor(f"(?:{'|'.join(ways)}){behind}", ignore_case=True)


def has_digit(text: str) -> bool:
    """Tell whether a text holds a decimal digit of any script."""
    return any(digit in text for digit in "0123456789") or (not text.isascii() and DIGIT.search(text) is not None)


def spans(pattern: re2._Regexp, text: str) -> Iterator[tuple[int, int]]:
    """Yield the matches of a pattern without overlaps, in code points."""
    read = utf8(text)
    return read.code_points(match.span() for match in pattern.finditer(read.data))


@dataclass(frozen=True, slots=True)
class Anchored:
    """A pattern of `re` and the anchor whose matches cover the beginning of each of its matches.

    ``width`` is the number of characters of an anchor at which a match may begin (None: all of them).
    """

    pattern: re.Pattern[str]
    anchor: re2._Regexp
    width: int | None = None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield what ``pattern.finditer`` yields."""
        reach, match = 0, self.pattern.match
        for start, end in spans(self.anchor, text):
            last = end if self.width is None else start + self.width
            at = max(start, reach)
            while at < last:
                found = match(text, at)
                if found is None:
                    at += 1
                    continue
                yield found
                reach = at = max(found.end(), at + 1)


def match_lines(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield what ``pattern.finditer`` yields for a pattern that begins with ^ and matches no empty text."""
    match, at, reach = pattern.match, 0, 0
    while at >= 0:
        found = match(text, at) if at >= reach else None
        if found is not None:
            yield found
            reach = found.end()
        at = text.find("\n", at) + 1 or -1


def places_of(text: str, signs: Iterable[str]) -> list[int]:
    """Return where any of the signs stands, sign by sign: a search for each is quicker than one for a class."""
    places = []
    for sign in signs:
        at = text.find(sign)
        while at >= 0:
            places.append(at)
            at = text.find(sign, at + 1)
    return places
