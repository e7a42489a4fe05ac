"""Runs of capitalised words: "Receiving Party", "Event of Default", "Premises"; found once."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from qa_service.documents.definitions.definition import term_key
from qa_service.documents.searching.word_sets import word_set

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
    "Throughout Against Over Beyond Whether"
)
# Of each of a few runs the first places are ENOUGH.
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


def find_runs(text: str) -> dict[str, list[int]]:
    """Return where each run of a text begins, as printed, in the order of their first appearance."""
    places: dict[str, list[int]] = {}
    for match in RUN.finditer(text):
        places.setdefault(match.group(), []).append(match.start())
    return places


def locate_runs(places: Mapping[str, Sequence[int]], wanted: Collection[str]) -> list[tuple[int, int]]:
    """Return where the wanted runs stand, in order; of each of a few runs the first places are ENOUGH."""
    limit = None if len(wanted) > MANY else ENOUGH
    return sorted((start, start + len(run)) for run in wanted for start in places[run][:limit])
