"""The words of a text as integers, so that repeats can be found without comparing strings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np
from numpy.typing import NDArray

from qa_service.documents.document import Document

CUT = re.compile(r"(\w+)")
NO_WORD = "".join(chr(code) if chr(code).isalnum() or chr(code) == "_" else " " for code in range(128))
IN_WORD = np.array([char != " " for char in NO_WORD])


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """All words: as printed, with offsets; word ``i`` in lower case is ``vocabulary[ids[i]]``, without repeats."""

    printed: Sequence[str]
    vocabulary: Sequence[str]
    ids: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


def words_of(document: Document) -> Words:
    """Return the words of a document, computed once."""
    return document.cached("words", lambda subject: find_words(subject.text))


def find_words(text: str) -> Words:
    """Cut ``text`` into runs of letters, digits and underscores."""
    plain = _ascii_words(text)
    if plain is not None:
        printed = plain.translate(NO_WORD).split()
        starts, ends = _ascii_edges(plain)
    else:
        parts = CUT.split(text)
        printed = parts[1::2]
        edges = np.cumsum(np.fromiter(map(len, parts), np.int64, len(parts)))
        starts, ends = edges[0:-1:2], edges[1::2]
    folded = list(map(str.lower, printed))
    numbered = dict(zip(dict.fromkeys(folded), count()))
    ids = np.fromiter(map(numbered.__getitem__, folded), np.int64, len(folded))
    return Words(printed, list(numbered), ids, starts, ends)


def _ascii_words(text: str) -> str | None:
    """Return the text with one "?" for each sign outside ASCII; None when one of them is part of a word."""
    if text.isascii():
        return text
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    if any(chr(code).isalnum() for code in set(codes[codes > 127].tolist())):
        return None
    return text.encode("ascii", "replace").decode("ascii")


def _ascii_edges(text: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where words begin and end, without a loop over the characters."""
    inside = np.zeros(len(text) + 2, np.bool_)
    inside[1:-1] = IN_WORD[np.frombuffer(text.encode("ascii"), np.uint8)]
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    return edges[0::2], edges[1::2]
