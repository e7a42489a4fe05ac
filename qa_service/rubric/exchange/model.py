"""What passes between formats: the result of an export or import, each loss by item, and the one refusal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qa_service.errors import DomainError, Problem
from qa_service.rubric.writing import to_yaml

MAX_BYTES = 1024 * 1024
MAX_CRITERIA = 1_000
MAX_LEVELS = 50
_NAME_LENGTH = 80


@dataclass(frozen=True, slots=True)
class ExchangeFormat:
    """A foreign format: ``name`` for the machine, ``title`` for people, ``suffix`` of its files with the dot."""

    name: str
    title: str
    media_type: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing that was not carried over, or not as it stood.

    ``path`` says where in the source, for people ("criterion issue_spotting"); ``code`` is stable.
    """

    path: str
    code: str
    message: str

    def to_dict(self) -> dict[str, str]:
        """Return the JSON form."""
        return {"path": self.path, "code": self.code, "message": self.message}


@dataclass(frozen=True, slots=True)
class Exported:
    """A rubric in a foreign format, and what that format could not say."""

    text: str
    losses: tuple[Loss, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """A valid ``kpo-rubric/1`` document, and what of the source has no place in it."""

    document: dict[str, Any]
    losses: tuple[Loss, ...]

    @property
    def yaml(self) -> str:
        """The document as a rubric file."""
        return to_yaml(self.document)


class ExchangeError(DomainError):
    """A file that cannot be read, or a rubric of which nothing can be written; ``problems`` say why and where."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        more = f" ({len(problems) - 1} more)" if len(problems) > 1 else ""
        detail = problems[0].message + more
        super().__init__("invalid_exchange_file", "The rubric cannot be carried over", detail, problems)


class Losses:
    """Collects losses in the order in which they are met, each once."""

    def __init__(self) -> None:
        self._found: dict[Loss, None] = {}

    def add(self, path: str, code: str, message: str) -> None:
        """Note one loss."""
        self._found.setdefault(Loss(path, code, message))

    def all(self) -> tuple[Loss, ...]:
        """Return what was noted."""
        return tuple(self._found)


def refusal(problem: Problem) -> ExchangeError:
    """Build the refusal for one problem."""
    return ExchangeError([problem])


def shown(text: str) -> str:
    """Return a text of the source as it may stand in a message: one line, not too long."""
    line = " ".join(text.split())
    return line if len(line) <= _NAME_LENGTH else line[: _NAME_LENGTH - 1] + "…"
