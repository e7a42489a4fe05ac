"""Sentences that say nearly the same, found without comparing all with all.

Of each sentence the words that carry its content are kept, as stems. Runs of three such stems that stand in two
sentences vote for the pair; a pair needs the votes of most runs of the shorter one. Each run votes for its two nearest
earlier places only, so that the number of votes is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qa_service.checks.contradiction.words import COUNTS, LONG, Senses
from qa_service.checks.reading.word_runs import Indices, Numbers, repeats, run_numbers, tallied
from qa_service.documents import Document
from qa_service.documents.words import Words, words_of

RUN = 3
LEAST_WORDS = 4
SHARE = 0.5
AFTER = r"[\"”’)\]]?[ \n]{1,3}(?=[\"“(\[]?[A-Z])"
# "(Exhibit B)" at the end of a sentence says where the proof is, not what is stated.
POINTERS = "see|cf|exhibit|annex|appendix|schedule|attachment|enclosure|tab|figure|fig|table|footnote|note"
POINTED = re.compile(rf"\((?:{POINTERS})\b[^()\n]{{0,80}}\)(?=[.;])", re.IGNORECASE)
# "(the “Price”)" gives a thing its name.
NAMED = re.compile(r"\((?:the|each,? an?|an?|together,? the)?,? ?[\"\u201c][^()\"\u201c\u201d\n]{1,60}[\"\u201d]\)")
STOP, FULL_STOP = re.compile("[.!?]" + AFTER), re.compile(r"\." + AFTER)


@dataclass(frozen=True, slots=True)
class Statements:
    """The words of a document by sentence: word ``i`` has the sense ``sense[ids[i]]``.

    ``spans`` are the sentences, cut where a block ends; ``first[s]`` is the first word of sentence ``s``.
    ``aside`` are the words in brackets that point to a proof or give a name and state nothing.
    """

    sense: Senses
    spans: Sequence[tuple[int, int]]
    first: Indices
    aside: frozenset[int]


def statements_of(document: Document) -> Statements:
    """Return the statements of a document, computed once."""
    return document.cached("statements", _statements)


def _statements(document: Document) -> Statements:
    words = words_of(document)
    spans = _spans(document)
    starts = np.array([start for start, _ in spans], np.int64)
    first = np.append(np.searchsorted(words.starts, starts), len(words.ids))
    return Statements(Senses(words.vocabulary), spans, first, _aside(document.text, words))


def _aside(text: str, words: Words) -> frozenset[int]:
    """Return the places of the words in a bracket that points to a proof at the end of a sentence, or gives a name."""
    shapes = []
    if ")." in text or ");" in text:
        shapes.append(POINTED)
    if '")' in text or "\u201d)" in text:
        shapes.append(NAMED)
    edges = [found.span() for shape in shapes for found in shape.finditer(text)]
    bounds = np.searchsorted(words.starts, np.array(edges, np.int64).reshape(-1, 2)).tolist()
    return frozenset(at for start, end in bounds for at in range(start, end))


def _spans(document: Document) -> list[tuple[int, int]]:
    """Return the sentences, cut at the end of each paragraph, heading and item.

    A full stop after a word and before a capital letter cuts too: brackets and numbered titles make long sentences.
    """
    text = document.text
    # A pattern that begins with one sign is searched for several times as fast, and most texts have no other.
    stop = STOP if "!" in text or "?" in text else FULL_STOP
    spans = map(re.Match.span, stop.finditer(text))
    stops = [end for start, end in spans if text[start - 3 if start > 3 else 0 : start].isalpha()]
    cuts = sorted({*stops, *(block.start for block in document.blocks)})
    out: list[tuple[int, int]] = []
    at = 0
    for sentence in document.sentences:
        start = sentence.start
        while at < len(cuts) and cuts[at] <= start:
            at += 1
        while at < len(cuts) and cuts[at] < sentence.end:
            out.append((start, cuts[at]))
            start = cuts[at]
            at += 1
        out.append((start, sentence.end))
    return [(start, end) for start, end in out if not (text[start].isspace() and text[start:end].isspace())]


def near_restatements(document: Document) -> list[tuple[int, int]]:
    """Return pairs of sentences (earlier, later) that share most of their words in order, sorted."""
    statements, words = statements_of(document), words_of(document)
    stems, first = statements.sense.numbers, statements.first
    content = np.where(stems & np.uint64(COUNTS), stems, np.uint64(0))
    stems, content = stems[words.ids], content[words.ids]
    if statements.aside:
        aside = list(statements.aside)
        stems[aside] = content[aside] = np.uint64(0)
    sums = np.zeros(len(content) + 1, np.uint64)
    np.cumsum(content, out=sums[1:])
    kept = np.flatnonzero(stems)
    sentence = np.searchsorted(first, kept, side="right") - 1
    return _voted(stems[kept], sentence, sums[first[1:]] - sums[first[:-1]])


def _voted(stems: Numbers, sentence: Indices, content: Numbers) -> list[tuple[int, int]]:
    """Return the pairs with enough votes; ``content`` is equal where two sentences have the same content words."""
    size, total = len(stems) - RUN + 1, len(content)
    if size < 2:
        return []
    whole = np.flatnonzero((sentence[:size] == sentence[RUN - 1 :]) & (sentence[:size] >= 0))
    later, earlier = repeats(run_numbers(stems, RUN)[whole])
    early, late = sentence[whole[earlier]], sentence[whole[later]]
    sizes = np.bincount(sentence[sentence >= 0], minlength=total)
    shorter, longer = np.minimum(sizes[early], sizes[late]), np.maximum(sizes[early], sizes[late])
    alike = (content[early] == content[late]) | (shorter >= LONG)
    # Most votes are for a pair that cannot be one, and need not be counted.
    able = alike & (early != late) & (shorter >= LEAST_WORDS) & (longer <= 2 * shorter + 4)
    pairs, heard = tallied(early[able] * total + late[able])
    early, late = pairs // total, pairs % total
    good = heard >= SHARE * (np.minimum(sizes[early], sizes[late]) - RUN + 1)
    return list(zip(early[good].tolist(), late[good].tolist(), strict=True))
