"""What a lint rule is, what it says, and the register of all rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Literal, NamedTuple

from qa_service.rubric.lint.context import Context

Severity = Literal["error", "warning", "info"]
MODULES = (
    "header", "scales", "weights", "wording", "anchors", "gates", "reach", "bands", "checks", "conditions", "samples",
    "review_rules", "certification", "usage_levels", "usage_criteria", "usage_cases",
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
    """What a rule yields: where, what, what to do, and perhaps a value to put there."""

    pointer: str
    message: str
    suggestion: str
    fix: object = None


RuleFunction = Callable[[Context], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class LintRule:
    """One rule: what it looks for, and why that matters."""

    code: str
    severity: Severity
    title: str
    explanation: str
    function: RuleFunction


_registered: dict[str, LintRule] = {}


def rule(code: str, severity: Severity, title: str, explanation: str) -> Callable[[RuleFunction], RuleFunction]:
    """Register the decorated generator under a permanent code; a code can be taken once."""

    def register(function: RuleFunction) -> RuleFunction:
        if code in _registered:
            raise ValueError(f"the code {code!r} is taken")
        _registered[code] = LintRule(code, severity, title, explanation, function)
        return function

    return register


def rules() -> Mapping[str, LintRule]:
    """Return every rule by code."""
    for name in MODULES:
        import_module(f"qa_service.rubric.lint.{name}")
    return dict(_registered)
