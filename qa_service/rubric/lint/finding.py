"""What a lint rule is, what it says, and the register of all rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Literal, NamedTuple

from qa_service.rubric.lint.context import Context
from qa_service.rubric.lint.examples import EXAMPLES

Severity = Literal["error", "warning", "info"]
MODULES = (
    "header", "scales", "weights", "questions", "wording", "anchors", "evidence", "gates", "caps", "verdicts", "bands",
    "checks", "conditions", "samples", "review_rules", "disagreement", "certification", "monitoring",
    "usage_levels", "usage_criteria", "usage_cases",
)  # fmt: skip
"""The modules of the rules, in the order of a rubric file; those of the data come last."""


@dataclass(frozen=True, slots=True)
class LintFinding:
    """One piece of advice on one place.

    ``pointer`` is an RFC 6901 pointer into the document, ``path`` the same place in words; ``fix`` is a change that a
    program could make, ``{"pointer": …, "value": …}``, where there is one. ``silenced`` is the author's reason for not
    wanting to hear of it, empty when there is none. Line and column count from 1 where the text is known.
    """

    code: str
    severity: Severity
    pointer: str
    path: str
    message: str
    suggestion: str
    fix: Mapping[str, object] | None = None
    line: int | None = None
    column: int | None = None
    silenced: str = ""

    @property
    def suppressed(self) -> bool:
        """Whether the author has silenced it."""
        return bool(self.silenced)

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form, without the fields that say nothing."""
        out: dict[str, object] = {
            "code": self.code, "severity": self.severity, "pointer": self.pointer, "path": self.path,
            "message": self.message, "suggestion": self.suggestion,
        }  # fmt: skip
        if self.fix is not None:
            out["fix"] = dict(self.fix)
        if self.line is not None:
            out |= {"line": self.line, "column": self.column}
        return out | ({"silenced": self.silenced} if self.silenced else {})


class Hit(NamedTuple):
    """What a rule yields: where, what, what to do, and perhaps a value to put there (or at ``fix_at``)."""

    pointer: str
    message: str
    suggestion: str
    fix: object = None
    fix_at: str = ""


RuleFunction = Callable[[Context], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class LintRule:
    """One rule: what it looks for, why that matters, and as an author would write it what fires and what is quiet.

    A rule that ``needs_usage`` looks at reviews or cases and says nothing of the file alone.
    """

    code: str
    severity: Severity
    title: str
    explanation: str
    fires: str
    quiet: str
    function: RuleFunction
    needs_usage: bool = False


_registered: dict[str, LintRule] = {}


def rule(
    code: str, severity: Severity, title: str, explanation: str, *, needs_usage: bool = False
) -> Callable[[RuleFunction], RuleFunction]:
    """Register the decorated generator under a permanent code that ``EXAMPLES`` has; a code can be taken once."""

    def register(function: RuleFunction) -> RuleFunction:
        if code in _registered:
            raise ValueError(f"the code {code!r} is taken")
        fires, quiet = EXAMPLES[code]
        _registered[code] = LintRule(code, severity, title, explanation, fires, quiet, function, needs_usage)
        return function

    return register


def rules() -> Mapping[str, LintRule]:
    """Return every rule by code."""
    for name in MODULES:
        import_module(f"qa_service.rubric.lint.{name}")
    return dict(_registered)
