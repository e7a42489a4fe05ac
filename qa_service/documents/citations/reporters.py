"""Volume, reporter and page in a piece of text, found by eyecite (Free Law Project) and its table of reporters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from eyecite.models import CitationToken, Edition, TokenExtractor

# Kinds of reporters whose "page" stands for a decision; laws, registers and journals are no cases.
_CASES = frozenset({
    "federal", "state", "state_regional", "specialty", "specialty_west", "specialty_lexis", "scotus_early", "neutral",
})  # fmt: skip
_NEUTRAL = frozenset({"specialty_west", "specialty_lexis", "neutral"})
_BLANK = re.compile(r"\s")
_SIGNS = re.compile(r"[^A-Za-z0-9']")


@dataclass(frozen=True, slots=True)
class Reported:
    """Volume, reporter and page of a decision, with offsets in the text that was read.

    ``reporters`` are the editions that the abbreviation may mean, in alphabetical order; ``lasted`` holds the years
    of the first and the last volume of each (None: open). ``neutral`` tells numbers of a court or of a database from
    volumes of print.
    """

    start: int
    end: int
    volume: str
    page: str
    reporters: tuple[str, ...]
    lasted: tuple[tuple[int | None, int | None], ...]
    short: bool
    neutral: bool


@dataclass(frozen=True, slots=True)
class _Finder:
    """Which of eyecite's patterns can match, by a string that the text has to hold."""

    strings: Any
    order: dict[int, int]

    def likely(self, text: str) -> list[TokenExtractor]:
        """Return the patterns in the order of eyecite's own table, whatever the order of the strings."""
        found = {id(each): each for _, those in self.strings.iter(_BLANK.sub("", text)) for each in those}
        return sorted(found.values(), key=lambda extractor: self.order[id(extractor)])


@cache
def _finder() -> _Finder:
    from eyecite.tokenizers import EXTRACTORS, AhocorasickTokenizer

    used = [extractor for extractor in EXTRACTORS if extractor.strings and any(_case_editions(extractor.extra))]
    pairs = ((_BLANK.sub("", string), extractor) for extractor in used for string in extractor.strings)
    return _Finder(AhocorasickTokenizer.make_ahocorasick_filter(pairs), {id(e): at for at, e in enumerate(used)})


def _case_editions(extra: dict[str, list[Edition]]) -> Iterator[Edition]:
    for name in ("exact_editions", "variation_editions"):
        yield from (edition for edition in extra.get(name, ()) if edition.reporter.cite_type in _CASES)


def find_reported(text: str) -> list[Reported]:
    """Return what a piece of text cites by volume, reporter and page, without overlaps, in its order."""
    plain = _BLANK.sub(" ", text)
    spans: dict[tuple[int, int], list[CitationToken]] = {}
    for extractor in _finder().likely(plain):
        for token in _tokens(extractor, plain):
            spans.setdefault((token.start, token.end), []).append(token)
    out: list[Reported] = []
    for _, tokens in sorted(spans.items(), key=lambda item: (item[0][0], -item[0][1])):
        if not out or tokens[0].start >= out[-1].end:
            out.append(_reported(tokens))
    return out


def _tokens(extractor: TokenExtractor, text: str) -> Iterator[CitationToken]:
    matches: Iterator[re.Match[str]] = extractor.compiled_regex.finditer(text)
    for match in matches:
        if match["volume"] and match["page"]:
            yield cast("CitationToken", extractor.get_token(match))


def _reported(tokens: list[CitationToken]) -> Reported:
    editions = {
        (e.short_name, e.start.year if e.start else None, e.end.year if e.end else None, e.reporter.cite_type)
        for token in tokens
        for e in _case_editions({"exact_editions": [*token.exact_editions, *token.variation_editions]})
    }
    ordered = sorted(editions, key=lambda edition: (edition[0], edition[1] or 0, edition[2] or 0))
    first = tokens[0]
    return Reported(
        first.start,
        first.end,
        str(first.groups["volume"]),
        str(first.groups["page"]),
        tuple(dict.fromkeys(name for name, *_ in ordered)),
        tuple((begun, ended) for _, begun, ended, _ in ordered),
        all(token.short for token in tokens),
        all(kind in _NEUTRAL for *_, kind in ordered),
    )


@cache
def reporter_names() -> tuple[str, ...]:
    """Return the abbreviations of all reporters of cases, in alphabetical order."""
    from eyecite.tokenizers import EDITIONS_LOOKUP

    every = (edition for editions in EDITIONS_LOOKUP.values() for edition in editions)
    return tuple(sorted({edition.short_name for edition in every if edition.reporter.cite_type in _CASES}))


@cache
def known_abbreviations() -> frozenset[str]:
    """Return letters and digits, in small letters, of every abbreviation of a reporter, journal or law."""
    from eyecite.tokenizers import EDITIONS_LOOKUP, EXTRACTORS

    strings = (string for extractor in EXTRACTORS for string in extractor.strings)
    return frozenset(_SIGNS.sub("", name).lower() for name in (*EDITIONS_LOOKUP, *strings))
