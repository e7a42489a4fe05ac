"""Signs that few documents hold, all looked for in one pass over the text.

What is rare would else cost every document a search in vain for each of its signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import re2

from qa_service.documents.document import Document
from qa_service.documents.searching.anchors import Anchored, compile_anchor, spans
from qa_service.documents.searching.screens import Screen
from qa_service.documents.searching.utf8 import utf8

_SIGNS: list[re2._Regexp] = []


@dataclass(frozen=True)
class Signed:
    """A text, and which of the rare signs it holds, learnt when one is first asked for."""

    text: str

    @cached_property
    def signs(self) -> frozenset[int]:
        """The places of the signs that occur."""
        return frozenset(_screen(len(_SIGNS)).hits(utf8(self.text).data))


def signed(document: Document) -> Signed:
    """Return the text of a document with its rare signs."""
    return document.cached("rare signs", lambda subject: Signed(subject.text))


@dataclass(frozen=True, slots=True)
class RareSign:
    """A pattern of google-re2 that seldom occurs; ``place`` is its place among all of them."""

    pattern: re2._Regexp
    place: int

    def occurs_in(self, subject: Signed) -> bool:
        """Tell whether it matches anywhere in the text."""
        return self.place in subject.signs

    def spans_in(self, subject: Signed) -> Iterator[tuple[int, int]]:
        """Yield its matches without overlaps, in code points."""
        return spans(self.pattern, subject.text) if self.occurs_in(subject) else iter(())


@dataclass(frozen=True, slots=True)
class RareForm:
    """A pattern of `re`, the beginning of whose every match a rare sign covers."""

    sign: RareSign
    form: Anchored

    def find_in(self, subject: Signed) -> Iterator[re.Match[str]]:
        """Yield the matches of the pattern in the order of the text."""
        return self.form.finditer(subject.text) if self.sign.occurs_in(subject) else iter(())


def rare_sign(pattern: str, *, ignore_case: bool = False) -> RareSign:
    """Compile a sign, which is from now on looked for together with all others."""
    _SIGNS.append(compile_anchor(pattern, ignore_case=ignore_case))
    return RareSign(_SIGNS[-1], len(_SIGNS) - 1)


def rare_form(pattern: re.Pattern[str], sign: RareSign, width: int | None = 1) -> RareForm:
    """Return a pattern of `re` with its sign; for ``width`` see `Anchored`."""
    return RareForm(sign, Anchored(pattern, sign.pattern, width))


@lru_cache(maxsize=1)
def _screen(count: int) -> Screen:
    """Compile the signs known so far; a check that is loaded later brings more."""
    return Screen(_SIGNS[:count])
