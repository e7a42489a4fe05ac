"""The words of a text as integers, so that repeats can be found without comparing strings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np
from numpy.typing import NDArray

from qa_service.documents.document import Document

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
        starts, ends = _edges(IN_WORD[np.frombuffer(plain.encode("ascii"), np.uint8)])
    else:
        starts, ends = _edges(_in_word(text))
        printed = [text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    folded = list(map(str.lower, printed))
    numbered = dict(zip(dict.fromkeys(folded), count()))
    ids = np.fromiter(map(numbered.__getitem__, folded), np.int64, len(folded))
    return Words(printed, list(numbered), ids, starts, ends)


def _ascii_words(text: str) -> str | None:
    """Return the text with one "?" for each sign outside ASCII; None when one of them is part of a word."""
    if text.isascii():
        return text
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    if any(map(_is_word_sign, set(codes[codes > 127].tolist()))):
        return None
    return text.encode("ascii", "replace").decode("ascii")


def _in_word(text: str) -> NDArray[np.bool_]:
    """Tell of each character whether it is part of a word."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    inside = IN_WORD[np.minimum(codes, 127)] & (codes < 128)
    other = np.flatnonzero(codes > 127)
    known = {code: _is_word_sign(code) for code in set(codes[other].tolist())}
    inside[other] = [known[code] for code in codes[other].tolist()]
    return inside


def _is_word_sign(code: int) -> bool:
    return chr(code).isalnum()


def _edges(inside: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where words begin and end, without a loop over the characters."""
    padded = np.zeros(len(inside) + 2, np.bool_)
    padded[1:-1] = inside
    edges = np.flatnonzero(padded[1:] != padded[:-1])
    return edges[0::2], edges[1::2]
