"""The words of a text as integers, so that repeats can be found without comparing strings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import overload

import numpy as np
from numpy.typing import NDArray

from qa_service.documents.document import Document

# What each byte of ASCII is in a word in lower case; a blank where it is part of none.
FOLDED = bytes(ord(chr(code).lower()) if re.match("[0-9A-Za-z_]", chr(code)) else 32 for code in range(256))
WORD = re.compile(r"\w+")
INSIDE = bytes(code != 32 for code in FOLDED)


class Printed(Sequence[str]):
    """Words as printed: cut from the text when they are asked for, since most of them never are."""

    __slots__ = ("_ends", "_starts", "_text")

    def __init__(self, text: str, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> None:
        self._text, self._starts, self._ends = text, starts, ends

    @overload
    def __getitem__(self, at: int) -> str: ...

    @overload
    def __getitem__(self, at: slice) -> list[str]: ...

    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            edges = zip(self._starts[at].tolist(), self._ends[at].tolist(), strict=True)
            return [self._text[start:end] for start, end in edges]
        return self._text[self._starts.item(at) : self._ends.item(at)]

    def __len__(self) -> int:
        return len(self._starts)

    def __iter__(self) -> Iterator[str]:
        return iter(self[:])


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


def doubles(document: Document) -> list[int]:
    """Return the positions of the words that equal the next one, computed once."""
    return document.cached("doubles", lambda subject: _doubles(words_of(subject).ids))


def _doubles(ids: NDArray[np.int64]) -> list[int]:
    return np.flatnonzero(ids[1:] == ids[:-1]).tolist()


def find_words(text: str) -> Words:
    """Cut ``text`` into runs of letters, digits and underscores."""
    plain = _ascii_words(text)
    if plain is not None:
        starts, ends = _edges(np.frombuffer(plain.translate(INSIDE), np.bool_))
        printed = Printed(text, starts, ends)
        folded = plain.translate(FOLDED).decode("ascii").split()
    else:
        starts, ends = _edges(_in_word(text))
        printed = Printed(text, starts, ends)
        folded = _lowered_words(text) or list(map(str.lower, printed))
    numbered = dict(zip(dict.fromkeys(folded), count(), strict=False))
    ids = np.fromiter(map(numbered.__getitem__, folded), np.int64, len(folded))
    return Words(printed, list(numbered), ids, starts, ends)


def _ascii_words(text: str) -> bytes | None:
    """Return the text with one "?" for each sign outside ASCII; None when one of them is part of a word."""
    if not text.isascii():
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        if any(map(_is_word_sign, set(codes[codes > 127].tolist()))):
            return None
    return text.encode("ascii", "replace")


def _lowered_words(text: str) -> list[str] | None:
    """Return the words in lower case, cut from the whole text in lower case; None where that may differ.

    A letter may become two, and how a sigma is written depends on what stands beside it.
    """
    lowered = text.lower()
    return None if len(lowered) != len(text) or "\u03a3" in text else WORD.findall(lowered)


def _in_word(text: str) -> NDArray[np.bool_]:
    """Tell of each character whether it is part of a word."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    inside = np.frombuffer(INSIDE, np.bool_)[np.minimum(codes, 128)]
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
