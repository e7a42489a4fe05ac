"""Which sources a text can be held against word by word: those with running text in its own language."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice, takewhile

from qa_service.checks.context import CannotRun, Source
from qa_service.checks.reading.languages import language_of, same_language
from qa_service.checks.reading.stems import FUNCTION_WORDS, FUNCTION_WORDS_ABROAD
from qa_service.documents import Document, Sentence

WORD = re.compile(r"\w+")
NAME = re.compile(r"\b[^\W\d_a-z][^\W\d_]{3,}")
# One word in so many of running text is a function word of its language.
FUNCTION_SHARE = 6
SAMPLE = 100_000
SMALLEST = Decimal(10)


@dataclass(frozen=True, slots=True)
class Readable:
    """``passages`` are the sources whose wording counts; the names and figures are those that only others have."""

    passages: tuple[Source, ...]
    names: frozenset[str]
    figures: frozenset[Decimal]

    def speaks_elsewhere(self, document: Document, sentence: Sentence) -> bool:
        """Tell whether a sentence has a name or figure that only sources have whose wording does not count."""
        found = NAME.finditer(document.text, sentence.start, sentence.end)
        if any(name.group().lower() in self.names for name in found):
            return True
        first = bisect_left(document.numbers, sentence.start, key=lambda number: number.start)
        numbers = takewhile(lambda number: number.start < sentence.end, islice(document.numbers, first, None))
        return any(abs(number.amount) in self.figures for number in numbers)


def readable(document: Document, sources: Sequence[Source], given: Sequence[Source]) -> Readable:
    """Sort what is given by language, or raise CannotRun where no source has running text in that of the text."""
    own = _running(document) or language_of(document)
    if own is None:
        raise CannotRun("the text is too short to tell its language")
    languages = [_language(source) for source in sources if source.text.strip()]
    if not any(one is not None and same_language(one, own) for one in languages):
        if None in languages:
            raise CannotRun("no source has running text in the language of the text")
        raise CannotRun("no source is in the language of the text")
    found = [(source, _language(source)) for source in given]
    alike = [source for source, one in found if one is not None and same_language(one, own)]
    unclear = [source for source, one in found if one is None]
    foreign = [source for source, one in found if one is not None and not same_language(one, own)]
    names, figures = _only([*unclear, *foreign], alike)
    return Readable((*alike, *unclear), names, figures)


def _language(source: Source) -> str | None:
    return source.cached("running_language", lambda given: _running(given.document))


def _running(document: Document) -> str | None:
    """Return the language of the running text; None where there is none, as in a table of figures, or too little."""
    english = abroad = 0
    for block in document.blocks:
        if block.start > SAMPLE:
            break
        words = [] if block.kind in ("table", "code") else WORD.findall(document.text, block.start, block.end)
        own = _share(words, FUNCTION_WORDS)
        other = _share(words, FUNCTION_WORDS_ABROAD)
        if max(own, other) * FUNCTION_SHARE >= len(words) > 1:
            english += len(words) if own >= other else 0
            abroad += len(words) if own < other else 0
    if english and english >= abroad:
        return "en"
    found = language_of(document)
    # Words without the small ones between them are labels.
    return None if found == "en" else found


def _share(words: Iterable[str], known: frozenset[str]) -> int:
    return sum(word.lower() in known for word in words)


def _only(aside: Sequence[Source], alike: Sequence[Source]) -> tuple[frozenset[str], frozenset[Decimal]]:
    """Return the names and figures of the ones that the others have not."""
    if not aside:
        return frozenset(), frozenset()
    known, found = ([source.cached("told", _names_and_figures) for source in part] for part in (alike, aside))
    names = frozenset().union(*(one for one, _ in found)) - frozenset().union(*(one for one, _ in known))
    figures = frozenset().union(*(one for _, one in found)) - frozenset().union(*(one for _, one in known))
    return names, figures


def _names_and_figures(source: Source) -> tuple[frozenset[str], frozenset[Decimal]]:
    numbers = (abs(number.amount) for number in source.document.numbers)
    names = (found.group().lower() for found in NAME.finditer(source.text))
    return frozenset(names), frozenset(amount for amount in numbers if amount >= SMALLEST or amount % 1)
