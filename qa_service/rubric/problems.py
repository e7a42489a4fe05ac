"""The refusal of a rubric, the nearest valid word, and the bounds that every list of problems keeps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz, process

from qa_service.errors import DomainError, Problem

SUGGESTION_CUTOFF = 60.0
"""Lowest similarity, 0 to 100 (normalised indel similarity), at which a word is offered as "did you mean"."""
MAX_PROBLEMS = 100
"""As many are listed; a closing problem says how many more there are."""
MAX_ALLOWED = 60
"""As many accepted words are listed with a problem: where there are more, the nearest."""
_MAX_WORD = 200
_MAX_MESSAGE = 500
_MAX_SHOWN = 80


class RubricError(DomainError):
    """A rubric that cannot be used; ``problems`` holds the defects that were found, at most a hundred of them."""

    def __init__(self, problems: Sequence[Problem], name: str = "") -> None:
        first = problems[0].message if problems else "The rubric cannot be used."
        more = f" ({len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(
            "invalid_rubric", "The rubric is not valid", (f"{name}: " if name else "") + first + more, problems
        )


@dataclass(slots=True)
class Findings:
    """Problems as they are found: the first hundred are kept, the others only counted."""

    problems: list[Problem] = field(default_factory=list)
    more: int = 0

    def add(self, pointer: str, code: str, message: str, place: tuple[int, int] | None = None) -> None:
        """Keep a problem, or count it."""
        if self.full:
            self.more += 1
        else:
            self.problems.append(Problem(pointer, code, message, *(place or ())))

    @property
    def full(self) -> bool:
        """Whether the next problem will only be counted."""
        return len(self.problems) >= MAX_PROBLEMS


def bounded(problems: Sequence[Problem], more: int = 0) -> list[Problem]:
    """Return at most a hundred problems of bounded size and, where there are ``more``, a last one that says so."""
    kept = [_clipped(problem) for problem in problems[:MAX_PROBLEMS]]
    more += len(problems) - len(kept)
    if more:
        last = kept[-1]
        message = f"Only {len(kept)} of at least {len(kept) + more} problems are listed: put these right first."
        kept.append(Problem("", "too_many_problems", message, last.line, last.column))
    return kept


def _clipped(problem: Problem) -> Problem:
    sizes = len(problem.message), len(problem.pointer), len(problem.allowed)
    if sizes[0] <= _MAX_MESSAGE and sizes[1] <= _MAX_WORD and sizes[2] <= MAX_ALLOWED:
        return problem
    pointer = "/".join(shown(step, _MAX_WORD) for step in problem.pointer.split("/"))
    return replace(
        problem, pointer=pointer, message=shown(problem.message, _MAX_MESSAGE), allowed=problem.allowed[:MAX_ALLOWED]
    )


def shown(text: str, length: int = _MAX_SHOWN) -> str:
    """Return a text as messages quote it: cut where it is long."""
    return text if len(text) <= length else text[: length - 1] + "…"


def nearest(word: object, allowed: Iterable[str]) -> str | None:
    """Return the allowed word most like ``word`` (upper case, hyphens and spaces aside), or None when none is close."""
    found = _nearest(word, list(allowed), 1)
    return found[0][0] if found and found[0][1] >= SUGGESTION_CUTOFF else None


def likeness(one: str, other: str) -> float:
    """Return how alike two words are, 0 to 100: the measure of :func:`nearest`."""
    return fuzz.ratio(_plain(one), _plain(other))


def did_you_mean(suggestion: str | None) -> str:
    """Return the closing sentence that offers ``suggestion``, or nothing."""
    return f' Did you mean "{suggestion}"?' if suggestion else ""


def refused_word(pointer: str, code: str, message: str, word: object, allowed: Iterable[str]) -> Problem:
    """Build the problem of a word that is not among the ``allowed`` ones, with the nearest of them."""
    names = list(allowed)
    found = _nearest(word, names, MAX_ALLOWED if len(names) > MAX_ALLOWED else 1)
    suggestion = found[0][0] if found and found[0][1] >= SUGGESTION_CUTOFF else None
    listed = names if len(names) <= MAX_ALLOWED else [name for name, _ in found] or names[:MAX_ALLOWED]
    message = shown(message, _MAX_MESSAGE) + did_you_mean(suggestion)
    return Problem(pointer, code, message, allowed=tuple(listed), suggestion=suggestion)


def _nearest(word: object, names: list[str], count: int) -> list[tuple[str, float]]:
    if not isinstance(word, str) or len(word) > _MAX_WORD:
        return []
    found = process.extract(word, names, scorer=fuzz.ratio, processor=_plain, limit=count)
    return [(str(name), score) for name, score, _ in found]


def _plain(word: str) -> str:
    return word.casefold().replace("-", "_").replace(" ", "_")
