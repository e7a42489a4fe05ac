"""Phrases as whole words: how they are folded, what counts as a word's edge, and a book that finds many at once.

Case, kinds of blank, quotation marks and hyphens make no difference. google-re2 finds the candidates in linear time;
its own word boundary knows ASCII only, so that edges are looked at again in code points.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import re2

from qa_service.checks.parameters import compile_pattern
from qa_service.checks.reading.encoded import Encoded, Span, encoded
from qa_service.documents import Document
from qa_service.documents.searching.screens import Screen

__all__ = ["Book", "Phrases", "Screen", "contains", "find_phrases", "fold", "phrase_source", "texts", "whole_words"]

BLANK = r"[\s\x{00a0}\x{2000}-\x{200a}\x{202f}\x{3000}]+"
FOLDED = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-"})
SAME = {"'": "['’‘]", '"': '["“”]', "-": "[-‐‑–]"}
_ASCII_WORD = re.compile(r"[A-Za-z0-9_]")
# Scripts that write no blank between words: a neighbour there joins nothing.
UNSPACED = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x2E80, 0xA4CF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """Words and phrases that one rule looks for as whole words; ``first`` tells that its first match is enough."""

    phrases: tuple[str, ...]
    ignore_case: bool = True
    first: bool = False

    def __post_init__(self) -> None:
        """Write blanks as one."""
        object.__setattr__(self, "phrases", tuple(dict.fromkeys(" ".join(phrase.split()) for phrase in self.phrases)))


@dataclass(frozen=True, slots=True)
class _Entry:
    """Who looks for a phrase (``exact`` forms, None: any case); ``length`` without blanks, 0: all that was found."""

    length: int
    rules: tuple[tuple[int, frozenset[str] | None], ...]
    cased: bool


class Book:
    """All phrases of several rules, found in one pass; a rule's own matches do not overlap, and the longest wins."""

    __slots__ = ("_entries", "pattern")

    def __init__(self, rules: Sequence[Phrases]) -> None:
        printed: dict[str, dict[int, list[str]]] = {}
        for index, rule in enumerate(rules):
            for phrase in rule.phrases:
                printed.setdefault(fold(phrase), {}).setdefault(index, []).append(phrase)
        owners = {key: _owners(by_rule, rules) for key, by_rule in printed.items()}
        self._entries = {key: tuple(_entries(key, owners)) for key in owners}
        forms = {phrase for rule in rules for phrase in rule.phrases}
        self.pattern = _alternation(forms) if forms else None

    def find(self, subject: Encoded) -> dict[int, list[Span]]:
        """Return the spans of each rule that occurs, in code points and in the order of the text."""
        out: dict[int, list[Span]] = {}
        for rule, start, end in self.walk(subject):
            spans = out.setdefault(rule, [])
            if not spans or spans[-1][1] <= start:
                spans.append((start, end))
        return out

    def walk(self, subject: Encoded) -> Iterator[tuple[int, int, int]]:
        """Yield (rule, start, end) of every phrase at every place, the longest first; a rule's may overlap."""
        text = subject.text
        for start, quote in self._candidates(subject):
            for entry in self._entries.get(fold(quote), ()):
                end = start + (_reach(quote, entry.length) if entry.length else len(quote))
                if whole_words(text, start, end):
                    written = " ".join(text[start:end].split()) if entry.cased else ""
                    for rule, exact in entry.rules:
                        if exact is None or written in exact:
                            yield rule, start, end

    def _candidates(self, subject: Encoded) -> Iterator[tuple[int, str]]:
        """Yield the longest phrase at each place where one begins."""
        if self.pattern is None:
            return
        search, text = subject.search(self.pattern), subject.text
        match = search(0)
        while match is not None:
            start, end = subject.code_points(match.span())
            yield start, text[start:end]
            match = search(match.start() + 1)


Owners = tuple[tuple[int, frozenset[str] | None], ...]


def _owners(by_rule: dict[int, list[str]], rules: Sequence[Phrases]) -> Owners:
    return tuple((at, None if rules[at].ignore_case else frozenset(forms)) for at, forms in by_rule.items())


def _entries(key: str, owners: dict[str, Owners]) -> Iterator[_Entry]:
    """Yield the phrase and those that it begins with, the longest first."""
    yield _Entry(0, owners[key], _cased(owners[key]))
    for at in range(len(key) - 1, 0, -1):
        part = key[:at]
        if part in owners and not (_joins(key[at - 1]) and _joins(key[at])):
            yield _Entry(len(part) - part.count(" "), owners[part], _cased(owners[part]))


def _cased(owners: Owners) -> bool:
    return any(exact is not None for _, exact in owners)


def _reach(quote: str, length: int) -> int:
    """Return where the first ``length`` characters that are no blanks end."""
    for at, char in enumerate(quote):
        length -= not char.isspace()
        if not length:
            return at + 1
    return len(quote)


@lru_cache(maxsize=256)
def _book_of(phrases: tuple[str, ...]) -> Book:
    return Book([Phrases(phrases)])


def find_phrases(document: Document, phrases: Sequence[str]) -> list[Span]:
    """Return the spans at which any of the phrases stands as whole words."""
    return _book_of(tuple(phrases)).find(encoded(document)).get(0, []) if phrases else []


def contains(document: Document, phrase: str) -> bool:
    """Tell whether ``phrase`` occurs as whole words, whatever its case, blanks and quotation marks."""
    return bool(find_phrases(document, (phrase,)))


def whole_words(text: str, start: int, end: int) -> bool:
    """Tell whether a span cuts no word."""
    before = start > 0 and _joins(text[start - 1]) and _joins(text[start])
    after = end < len(text) and _joins(text[end]) and _joins(text[end - 1])
    return not (before or after)


def fold(text: str) -> str:
    """Return the form in which equal phrases are equal."""
    return " ".join(text.translate(FOLDED).casefold().split())


def phrase_source(phrase: str, whole: bool = True) -> str:
    """Return the pattern of one phrase; ``whole`` adds a boundary at each edge where google-re2 can see one."""
    plain = phrase.strip().translate(FOLDED)
    body = BLANK.join("".join(SAME.get(char) or re2.escape(char) for char in word) for word in plain.split())
    left, right = (r"\b" if whole and _ASCII_WORD.match(plain[at]) else "" for at in (0, -1))
    return f"{left}{body}{right}"


def _alternation(phrases: Iterable[str]) -> re2._Regexp:
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return compile_pattern("|".join(map(phrase_source, longest_first)), ignore_case=True, capture=False)


def texts(values: object) -> list[str]:
    """Return the strings inside a fact: itself, its items, or the values of its items."""
    if isinstance(values, str):
        return [values] if values.strip() else []
    if isinstance(values, dict):
        return [text for value in values.values() for text in texts(value)]
    if isinstance(values, Iterable):
        return [text for value in values for text in texts(value)]
    return [] if values is None or isinstance(values, bool) else [str(values)]


def _joins(char: str) -> bool:
    if char.isascii():
        return char.isalnum() or char == "_"
    if not char.isalnum():
        return unicodedata.category(char) in ("Mn", "Mc")
    return not any(first <= ord(char) <= last for first, last in UNSPACED)
