"""Finding the passage of a text that has most of a statement's words: tf-idf weights, and how much of them is there.

The score of a statement in a passage is the share of the statement's weight that the passage holds: the sum of the idf
weights (as scikit-learn computes them, smoothed) of the stems that both have, divided by the sum of all of the
statement's. 1 means that every word is there, 0 that none is. A word that no passage has weighs as much as the
statement's other words on average, or with ``strict`` as much as the rarest word. scikit-learn is imported when used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from qa_service.checks.reading.stems import FUNCTION_WORDS, stem
from qa_service.documents.words import Words

PORTION = 64
PREFIX = 5

Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Best:
    """The passage that holds most of a statement: its position (-1: none), the score 0..1, and what it lacks."""

    passage: int
    score: float
    missing: Stems


def stems_between(words: Words, spans: Sequence[tuple[int, int]]) -> list[Stems]:
    """Return the stems of the words in each span of their text, without function words and repeats."""
    known = [_content(word) for word in words.vocabulary]
    starts = np.searchsorted(words.starts, [start for start, _ in spans])
    ends = np.searchsorted(words.starts, [end for _, end in spans])
    ids = words.ids.tolist()
    return [
        tuple(dict.fromkeys(found for i in ids[a:b] if (found := known[i])))
        for a, b in zip(starts.tolist(), ends.tolist(), strict=True)
    ]


@lru_cache(maxsize=1 << 16)
def _content(word: str) -> str:
    return "" if word in FUNCTION_WORDS or len(word) < 2 or not word[0].isalpha() else stem(word)


def beginnings(stems: Stems) -> Stems:
    """Cut stems to their first letters: "applicable" and "application" are one subject."""
    return tuple(dict.fromkeys(word[:PREFIX] for word in stems))


def best_passages(statements: Sequence[Stems], passages: Sequence[Stems], *, strict: bool = False) -> list[Best]:
    """Return, for each statement, the passage that holds most of it (the first among equals)."""
    if not any(passages) or not statements:
        return [Best(-1, 0.0, statement) for statement in statements]
    from sklearn.feature_extraction.text import TfidfVectorizer

    index = TfidfVectorizer(analyzer=_as_it_is, binary=True, norm=None)
    held = index.fit_transform(passages).astype(bool).astype(np.float64).T.tocsr()
    rare = float(np.log(1 + len(passages)) + 1) if strict else None
    weight = {word: float(index.idf_[at]) for word, at in index.vocabulary_.items()}
    out: list[Best] = []
    for begin in range(0, len(statements), PORTION):
        part = statements[begin : begin + PORTION]
        shares = (index.transform(part) @ held).tocsr()
        out += [_best(shares[row], words, passages, weight, rare) for row, words in enumerate(part)]
    return out


def _as_it_is(words: Stems) -> Stems:
    return words


def _best(row: Any, words: Stems, passages: Sequence[Stems], weight: dict[str, float], rare: float | None) -> Best:
    seen = [weight[word] for word in words if word in weight]
    unseen = rare if rare is not None else sum(seen) / len(seen) if seen else 1.0
    whole = sum(seen) + unseen * (len(words) - len(seen))
    if not row.nnz or not whole:
        return Best(-1, 0.0, words)
    top = row.data.max()
    at = int(row.indices[row.data >= top - 1e-9].min())
    there = set(passages[at])
    return Best(at, round(float(top) / whole, 6), tuple(word for word in words if word not in there))
