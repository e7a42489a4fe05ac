"""The refusal of a rubric, JSON pointers, and the nearest valid word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

from qa_service.errors import DomainError, Problem

SUGGESTION_CUTOFF = 60.0
"""Lowest similarity, 0 to 100 (normalised indel similarity), at which a word is offered as "did you mean"."""


class RubricError(DomainError):
    """A rubric that cannot be used; ``problems`` holds every defect that was found."""

    def __init__(self, problems: Sequence[Problem], name: str = "") -> None:
        first = problems[0].message if problems else "The rubric cannot be used."
        more = f" ({len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(
            "invalid_rubric", "The rubric is not valid", (f"{name}: " if name else "") + first + more, problems
        )


def pointer_to(parent: str, *steps: str | int) -> str:
    """Extend an RFC 6901 pointer by reference tokens, escaping ``~`` and ``/``."""
    for step in steps:
        parent += "/" + str(step).replace("~", "~0").replace("/", "~1")
    return parent


def nearest(word: object, allowed: Iterable[str]) -> str | None:
    """Return the allowed word most like ``word``, or None when none is close."""
    if not isinstance(word, str) or len(word) > 200:
        return None
    found = process.extractOne(word, list(allowed), scorer=fuzz.ratio, score_cutoff=SUGGESTION_CUTOFF)
    return str(found[0]) if found else None


def did_you_mean(suggestion: str | None) -> str:
    """Return the closing sentence that offers ``suggestion``, or nothing."""
    return f' Did you mean "{suggestion}"?' if suggestion else ""


def refused_word(pointer: str, code: str, message: str, word: object, allowed: Iterable[str]) -> Problem:
    """Build the problem of a word that is not among the ``allowed`` ones, with the nearest of them."""
    names = tuple(allowed)
    suggestion = nearest(word, names)
    return Problem(pointer, code, message + did_you_mean(suggestion), allowed=names, suggestion=suggestion)
