"""The words of a text as integers, so that repeats can be found without comparing strings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa_service.documents.document import Document

CUT = re.compile(r"(\w+)")


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """All words: as printed, folded to lower case and numbered (equal numbers are equal words), with offsets."""

    printed: Sequence[str]
    ids: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


def words_of(document: Document) -> Words:
    """Return the words of a document, computed once."""
    return document.cached("words", lambda subject: find_words(subject.text))


def find_words(text: str) -> Words:
    """Cut ``text`` into runs of letters, digits and underscores."""
    parts = CUT.split(text)
    printed = parts[1::2]
    edges = np.cumsum(np.fromiter(map(len, parts), np.int64, len(parts)))
    folded = list(map(str.lower, printed))
    numbered = {word: number for number, word in enumerate(dict.fromkeys(folded))}
    ids = np.fromiter(map(numbered.__getitem__, folded), np.int64, len(folded))
    return Words(printed, ids, edges[0:-1:2], edges[1::2])
