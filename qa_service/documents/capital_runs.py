"""Runs of capitalised words: "Receiving Party", "Event of Default", "Premises"; counted first, located on demand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

from qa_service.documents.definition import term_key
from qa_service.documents.word_sets import word_set

# A way that may be empty is tried more quickly than an optional group.
_REST = r"[\w&]*+(?:-\w[\w&-]*+|)"
# The look-behind stands behind the first letter because `re` skips quickly to a known first character only.
RUN = re.compile(
    rf"[A-Z](?<![\w.@/&-].){_REST}(?:['\u2019]s(?=[ ][A-Z])|)(?:[ \u00a0](?:of[ ]|)[A-Z\u00c0-\u00de]{_REST})*"
)
# Words that open a sentence or a phrase and belong to no term.
OPENERS = word_set(
    "The A An Such Each Any No This That These Those All If In To By For From Upon On At Neither Either Both Every Its "
    "Their Our Your His Her My Some Other Another When Where While Unless Until After Before During Except Under "
    "Without "
    "With As Of And Or But Nor Said Nothing Notwithstanding Provided Whereas Should Once Since Because However "
    "Pursuant "
    "Subject Dear Per Via Within Through Only Also Although Between Following "
    "Outside Inside Throughout Against Over Beyond Whether"
)
BLANKS = " \u00a0"
# Beyond MANY runs the text is read once for all; of each of a few runs the first places are ENOUGH.
MANY, ENOUGH = 40, 64


@lru_cache(maxsize=1 << 15)
def split_opener(run: str) -> tuple[str, str]:
    """Split a run into the opening words that belong to no term, and the rest: "The Seller" → "The ", "Seller"."""
    rest = run
    while True:
        first, _, later = rest.partition(" ")
        if first not in OPENERS or not later:
            break
        rest = later.removeprefix("of ")
    return ("", "") if rest in OPENERS else (run[: len(run) - len(rest)], rest)


@lru_cache(maxsize=1 << 15)
def run_key(run: str) -> str:
    """Return the folded term of a run, empty for a lone opening word."""
    return term_key(split_opener(run)[1])


def count_runs(text: str) -> dict[str, int]:
    """Count the runs of a text as printed, in the order of their first appearance."""
    return Counter(RUN.findall(text))


def locate_runs(text: str, wanted: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """Yield where the wanted runs, given with their counts, stand; the cost is linear however many there are."""
    if len(wanted) > MANY:
        yield from (match.span() for match in RUN.finditer(text) if match.group() in wanted)
    else:
        yield from sorted(span for run, count in wanted.items() for span in _places(text, run, count))


def _places(text: str, run: str, count: int) -> Iterator[tuple[int, int]]:
    at, left = text.find(run), min(count, ENOUGH)
    while at >= 0 and left:
        match = RUN.match(text, at)
        if match is not None and match.group() == run and not _goes_on(text, at):
            left -= 1
            yield match.span()
        at = text.find(run, at + 1) if left else -1


def _goes_on(text: str, at: int) -> bool:
    """Whether the run began before this place."""
    if not at or text[at - 1] not in BLANKS:
        return False
    words = text[max(0, at - 40) : at].split()
    word = words[-2] if len(words) > 1 and words[-1] == "of" else words[-1] if words else ""
    word = word.lstrip("([\"\u201c\u2018\u00ab*_'")
    return bool(word) and "A" <= word[0] <= "Z" and (word[-1].isalnum() or word[-1] in "&_")
