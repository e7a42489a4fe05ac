"""The words of a text folded for comparison of terms: small letters, singular, without possessive endings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np
from numpy.typing import NDArray

from qa_service.documents.definitions.spans import singular
from qa_service.documents.document import Document
from qa_service.documents.searching.remembered import Remembered
from qa_service.documents.words import words_of

APOSTROPHES = "'\u2019"
FOLDED = Remembered(singular)


@dataclass(frozen=True, slots=True, eq=False)
class FoldedWords:
    """Folded word ``i`` has the number ``ids[i]`` and begins at ``starts[i]``.

    ``order`` holds the words by number; those with number ``n`` stand from ``firsts[n]`` to ``firsts[n + 1]``.
    """

    ids: NDArray[np.int64]
    starts: NDArray[np.int64]
    number: Mapping[str, int]
    order: NDArray[np.int64]
    firsts: NDArray[np.int64]

    def places(self, wanted: Sequence[int]) -> list[int]:
        """Return the offsets at which these words stand in a row."""
        at = min(range(len(wanted)), key=lambda part: self.firsts[wanted[part] + 1] - self.firsts[wanted[part]])
        first = self.order[self.firsts[wanted[at]] : self.firsts[wanted[at] + 1]] - at
        first = first[(first >= 0) & (first + len(wanted) <= len(self.ids))]
        for part, number in enumerate(wanted):
            if part != at:
                first = first[self.ids[first + part] == number]
        return [int(start) for start in self.starts[first]]


def fold_words(document: Document) -> FoldedWords:
    """Return the folded words of a document."""
    words = words_of(document)
    folded = list(map(FOLDED.__getitem__, words.vocabulary))
    numbered: defaultdict[str, int] = defaultdict(count().__next__)
    renumbered = np.fromiter(map(numbered.__getitem__, folded), np.int64, len(folded))
    number = dict(numbered)
    ids = renumbered[words.ids] if len(folded) else words.ids
    kept = np.ones(len(ids), np.bool_)
    if "s" in number:
        kept[
            [at for at in np.flatnonzero(ids == number["s"]).tolist() if _is_ending(document.text, words.starts[at])]
        ] = False
    ids, starts = ids[kept], words.starts[kept]
    firsts = np.concatenate(([0], np.cumsum(np.bincount(ids, minlength=len(number)))))
    return FoldedWords(ids, starts, number, np.argsort(ids, kind="stable"), firsts)


def _is_ending(text: str, start: int) -> bool:
    return start > 0 and text[start - 1] in APOSTROPHES and start > 1 and text[start - 2].isalnum()
