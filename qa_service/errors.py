"""The one exception that crosses layers: a refusal with a stable code and every problem of the input."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One defect of an input.

    ``pointer`` is an RFC 6901 JSON pointer into the input ("" is the whole); ``line`` and ``column``
    count from 1 and are given for text inputs; ``allowed`` lists what would have been accepted.
    """

    pointer: str
    code: str
    message: str
    line: int | None = None
    column: int | None = None
    allowed: tuple[str, ...] = ()
    suggestion: str | None = None

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form, without the fields that say nothing."""
        out: dict[str, object] = {"pointer": self.pointer, "code": self.code, "message": self.message}
        if self.line is not None:
            out |= {"line": self.line, "column": self.column}
        if self.allowed:
            out["allowed"] = list(self.allowed)
        if self.suggestion is not None:
            out["suggestion"] = self.suggestion
        return out


def pointer_to(parent: str, *steps: object) -> str:
    """Extend an RFC 6901 pointer by reference tokens, escaping ``~`` and ``/``."""
    for step in steps:
        parent += "/" + str(step).replace("~", "~0").replace("/", "~1")
    return parent


class DomainError(Exception):
    """A refusal that the caller can act on; the HTTP layer alone turns it into a problem document.

    ``status`` is the HTTP status that fits best; the pure packages never read it.
    """

    def __init__(self, code: str, title: str, detail: str, problems: Sequence[Problem] = (), status: int = 422) -> None:
        super().__init__(detail)
        self.code = code
        self.title = title
        self.detail = detail
        self.problems = tuple(problems)
        self.status = status


def not_found(kind: str, identifier: str) -> DomainError:
    """The thing does not exist, or belongs to somebody else: the answer is the same."""
    return DomainError(
        f"{kind}_not_found",
        f"No such {kind.replace('_', ' ')}",
        f"There is no {kind.replace('_', ' ')} {identifier!r}.",
        status=404,
    )


def forbidden(detail: str, code: str = "forbidden") -> DomainError:
    """The caller is known and may not do this."""
    return DomainError(code, "Not allowed", detail, status=403)


def conflict(code: str, title: str, detail: str, problems: Sequence[Problem] = ()) -> DomainError:
    """The request contradicts what is stored."""
    return DomainError(code, title, detail, problems, status=409)


def invalid(code: str, title: str, problems: Sequence[Problem]) -> DomainError:
    """The input was read and refused; the first problem is the headline."""
    more = f" ({len(problems) - 1} more)" if len(problems) > 1 else ""
    return DomainError(code, title, problems[0].message + more, problems)


def invalid_request(problems: Sequence[Problem]) -> DomainError:
    """What was sent does not have the shape that is asked for."""
    return invalid("invalid_request", "The request is not valid", problems)
