"""MinHash signatures: which texts share much of their wording, told from a few numbers each.

A text is the set of its shingles: runs of `RUN` words in lower case, letters and digits only, after NFKC. A word's
number is the first eight bytes (little-endian) of its BLAKE2b digest of eight bytes over UTF-8; a shingle's number is
the polynomial of its words' numbers with the multiplier `RADIX`, then mixed by the finalizer of SplitMix64. Function
``i`` of the signature is the least ``mix(shingle xor seed_i)`` over all shingles, where ``seed_i`` is ``mix(i + 1)``.
Everything is arithmetic modulo 2⁶⁴, so a text has the same signature on every machine.

The signature is cut into `BANDS` bands of `ROWS` numbers (Broder 1997, "On the resemblance and containment of
documents"; Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", 3.4). Two texts with the Jaccard similarity s
share at least one band with the probability 1 - (1 - s³)³²: .88 at s = .4, .985 at .5, .9996 at .6.
"""

from __future__ import annotations

import unicodedata
from hashlib import blake2b

import numpy as np

from qa_service.checks.reading.word_runs import Numbers, run_numbers
from qa_service.documents import Document
from qa_service.documents.words import Words, find_words, words_of

RUN = 5
BANDS, ROWS = 32, 3
RADIX = np.uint64(0x9E3779B97F4A7C15)
PORTION = 1 << 14


def mix(numbers: Numbers) -> Numbers:
    """Return SplitMix64's finalizer (Steele, Lea, Flood 2014) of each number."""
    out = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    out = (out ^ (out >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return out ^ (out >> np.uint64(31))


SEEDS = mix(np.arange(1, BANDS * ROWS + 1, dtype=np.uint64))


def shingles_of(document: Document) -> Numbers:
    """Return the number of each run of words of a document, in order; computed once."""
    return document.cached("shingles", lambda subject: _shingles(_folded(subject)))


def shingles(text: str) -> Numbers:
    """Return the number of each run of words of a text, in order."""
    return _shingles(find_words(unicodedata.normalize("NFKC", text)))


def bands(document: Document) -> tuple[int, ...]:
    """Return the bands of a document as signed 64-bit integers; none for one with fewer words than a shingle."""
    return document.cached("bands", lambda subject: _bands(np.unique(shingles_of(subject))))


def resemblance(left: Numbers, right: Numbers) -> tuple[int, float, float]:
    """Return the number of shared shingles of two sets, their Jaccard similarity and their containment.

    Both sets are sorted without repeats. Containment is the shared part of the smaller set. Both shares are 0..1.
    """
    shared = int(np.intersect1d(left, right, assume_unique=True).size)
    smaller, every = min(left.size, right.size), left.size + right.size - shared
    return shared, (shared / every if every else 0.0), (shared / smaller if smaller else 0.0)


def _folded(document: Document) -> Words:
    if document.text.isascii() or unicodedata.is_normalized("NFKC", document.text):
        return words_of(document)
    return find_words(unicodedata.normalize("NFKC", document.text))


def _shingles(words: Words) -> Numbers:
    if len(words.ids) < RUN:
        return np.zeros(0, np.uint64)
    # Words are numbered in the order in which they first occur.
    names = words.vocabulary
    known = np.fromiter(map(_word_number, names), np.uint64, len(names))
    return mix(run_numbers(known[words.ids], RUN, RADIX))


def _word_number(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _bands(unique: Numbers) -> tuple[int, ...]:
    if not unique.size:
        return ()
    least = np.full(len(SEEDS), np.iinfo(np.uint64).max, np.uint64)
    for start in range(0, unique.size, PORTION):
        part = unique[start : start + PORTION]
        least = np.minimum(least, [mix(part ^ seed).min() for seed in SEEDS])
    out = np.arange(BANDS, dtype=np.uint64)
    for row in range(ROWS):
        out = mix(out * RADIX + least[row::ROWS])
    return tuple(out.view(np.int64).tolist())
