"""Answers: a level, a number, a list of errors, or one of the two non-answers that a person may give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from qa_service.errors import DomainError, Problem

AnswerState = Literal["answered", "na", "cannot_assess"]
STATES: tuple[AnswerState, ...] = ("answered", "na", "cannot_assess")


class ErrorMark(NamedTuple):
    """``occurrences`` errors of one type and severity."""

    type: str
    severity: str
    occurrences: int = 1

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return {"type": self.type, "severity": self.severity, "count": self.occurrences}


class Evidence(NamedTuple):
    """A span of the deliverable (code-point offsets, end exclusive) or a reference to a document."""

    start: int | None = None
    end: int | None = None
    ref: str | None = None

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return {"ref": self.ref} if self.ref is not None else {"start": self.start, "end": self.end}


AnswerValue = str | float | tuple[ErrorMark, ...] | None


@dataclass(frozen=True, slots=True)
class Answer:
    """One checked answer; ``value`` is None unless the state is ``answered``."""

    value: AnswerValue
    state: AnswerState = "answered"
    rationale: str = ""
    evidence: tuple[Evidence, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form, which :func:`parse_answers` reads back."""
        evidence = [item.to_dict() for item in self.evidence]
        return {
            "value": plain_value(self.value), "state": self.state, "rationale": self.rationale, "evidence": evidence,
        }  # fmt: skip

    def short(self) -> object:
        """Return the short form: the plain value, or the name of the non-answer."""
        return plain_value(self.value) if self.state == "answered" else self.state


class AnswerError(DomainError):
    """Answers that do not fit the rubric; ``problems`` holds every one with its pointer and what is allowed."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("invalid_answers", "The answers do not fit the rubric", problems[0].message, problems)


def plain_value(value: AnswerValue) -> object:
    """Return the JSON form of an answer's value."""
    return [mark.to_dict() for mark in value] if isinstance(value, tuple) else value
