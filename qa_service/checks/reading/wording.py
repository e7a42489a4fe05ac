"""All wording rules of a plan, matched together: one book of phrases, one screen of patterns.

The phrases of every rule are found in one pass. Patterns are read in one pass that tells which of them occur, and
only those are then searched. Each rule keeps its matches, whatever other rules match at the same place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import re2
from marshmallow import ValidationError

from qa_service.checks.parameters import compile_pattern
from qa_service.checks.reading.encoded import Encoded, Span, encoded
from qa_service.checks.reading.matching import Book, Phrases, phrase_source
from qa_service.documents import Document
from qa_service.documents.searching.screens import Screen

MAX_RULE_SIZE = 200_000
SCREEN_SIZE = 200_000


@dataclass(frozen=True, slots=True, eq=False)
class Patterns:
    """The patterns of one rule, joined; at one place the first that matches counts."""

    matcher: re2._Regexp


Rule = Phrases | Patterns


def patterns(sources: Sequence[str], ignore_case: bool) -> Patterns:
    """Join patterns; ValidationError when together they need too much memory."""
    try:
        joined = compile_pattern("|".join(f"(?:{each})" for each in sources), ignore_case, capture=False)
    except ValidationError:
        raise ValidationError("Together the patterns need too much memory.") from None
    if joined.programsize > MAX_RULE_SIZE:
        size = f"{joined.programsize} instructions; at most {MAX_RULE_SIZE} are allowed"
        raise ValidationError(f"Together the patterns need too much memory: {size}.")
    return Patterns(joined)


def rules_of(phrases: Sequence[str], raw: Sequence[str], ignore_case: bool, whole: bool = True) -> tuple[Rule, ...]:
    """Return the rules for phrases (``whole``: as whole words) and patterns."""
    out: list[Rule] = []
    if phrases and whole:
        out.append(Phrases(tuple(phrases), ignore_case))
    parts = [] if whole else [phrase_source(phrase, whole=False) for phrase in sorted(phrases, key=_longest_first)]
    for sources in (parts, raw):
        if sources:
            out.append(patterns(sources, ignore_case))
    return tuple(out)


def _longest_first(phrase: str) -> tuple[int, str]:
    return -len(phrase), phrase


class Wording:
    """The rules of one plan, compiled once and used for many documents."""

    __slots__ = ("_alone", "_book", "_phrases", "_screens")

    def __init__(self, rules: Iterable[Rule]) -> None:
        distinct = list(dict.fromkeys(rules))
        self._phrases = [rule for rule in distinct if isinstance(rule, Phrases) and not rule.first]
        self._book = Book(self._phrases)
        # Where one match is enough, a rule is read alone, and only as far as that match.
        self._alone: dict[Rule, Book] = {
            rule: Book([rule]) for rule in distinct if isinstance(rule, Phrases) and rule.first
        }
        sources = [(rule, self._source(rule)) for rule in distinct]
        screened = [(rule, source) for rule, source in sources if source is not None]
        self._screens = [([rule for rule, _ in each], Screen(p for _, p in each)) for each in _groups(screened)]

    def _source(self, rule: Rule) -> re2._Regexp | None:
        """Return the pattern by which the screen learns whether a rule can occur."""
        if isinstance(rule, Patterns):
            return rule.matcher
        return self._alone[rule].pattern if rule in self._alone else None

    def find(self, document: Document) -> Found:
        """Return which rules occur in the document, and where."""
        if not self._phrases and not self._screens:
            return Found(None, {}, {})
        subject = encoded(document)
        spans = self._book.find(subject)
        occurring: dict[Rule, list[Span] | None] = {self._phrases[at]: found for at, found in sorted(spans.items())}
        for group, screen in self._screens:
            occurring.update((group[at], None) for at in screen.hits(subject.data))
        return Found(subject, occurring, self._alone)


def _groups(wanted: Sequence[tuple[Rule, re2._Regexp]]) -> Iterator[list[tuple[Rule, re2._Regexp]]]:
    """Cut the rules into groups that one pass can hold."""
    group: list[tuple[Rule, re2._Regexp]] = []
    size = 0
    for rule, pattern in wanted:
        if group and size + pattern.programsize > SCREEN_SIZE:
            yield group
            group, size = [], 0
        group.append((rule, pattern))
        size += pattern.programsize
    if group:
        yield group


class Found:
    """Where the rules of a plan occur in one document; patterns are searched when they are asked for."""

    __slots__ = ("_alone", "_subject", "occurring")

    def __init__(
        self, subject: Encoded | None, occurring: dict[Rule, list[Span] | None], alone: Mapping[Rule, Book]
    ) -> None:
        self._subject = subject
        self._alone = alone
        self.occurring = occurring

    def spans(self, rule: Rule) -> Iterable[Span]:
        """Return the matches of a rule in the order of the text, in code points."""
        found = self.occurring.get(rule, ())
        if found is not None or self._subject is None:
            return found or ()
        if isinstance(rule, Patterns):
            return self._subject.spans(rule.matcher)
        return ((start, end) for _, start, end in self._alone[rule].walk(self._subject))
