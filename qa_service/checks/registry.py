"""The register of checks: a check is a function with a name, parameters and two examples."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module

from marshmallow import Schema

from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit

CheckFunction = Callable[[CheckContext], Iterator[Hit]]

FAMILIES = (
    "text",
    "structure",
    "numbers",
    "dates",
    "references",
    "terms",
    "names",
    "privacy",
    "grounding",
    "contradiction",
    "case",
    "file",
    "facts",
)

DESIGN = {
    "structure": "sections numbering length duplicates doubled_words",
    "text": (
        "existence substitution occurrence repetition consistency conditional capitalization metric must_contain"
        " must_not_contain placeholders indicators hedging"
    ),
    "numbers": "footing percentages words_digits restated tie_out arithmetic formula reconcile units",
    "dates": "impossible order between deadlines",
    "references": "dangling citations legal_citations",
    "terms": "undefined unused duplicate variant coverage",
    "names": "variants foreign allowlist",
    "statistics": "p_values grim",
    "privacy": "identifiers",
    "grounding": "quotes numbers entities coverage support",
    "contradiction": "restatements",
    "case": "conflicts near_duplicate regression",
    "file": "properties hidden_content",
    "facts": "expression schema equal duplicates",
}
DESIGN_NAMES = frozenset(f"{family}.{name}" for family, names in DESIGN.items() for name in names.split())


@dataclass(frozen=True, slots=True)
class CheckType:
    """A registered check; ``fires`` and ``quiet`` are example texts for documentation."""

    name: str
    title: str
    description: str
    function: CheckFunction
    params: type[Schema] | None
    severity: str
    fires: str
    quiet: str

    @property
    def family(self) -> str:
        """The part of the name before the dot."""
        return self.name.partition(".")[0]


_registered: dict[str, CheckType] = {}
_loaded: set[str] = set()


def check(
    name: str,
    *,
    title: str,
    description: str,
    params: type[Schema] | None = None,
    fires: str,
    quiet: str,
    severity: str = "minor",
) -> Callable[[CheckFunction], CheckFunction]:
    """Register the decorated generator under ``family.name``; a name can be taken once."""

    def register(function: CheckFunction) -> CheckFunction:
        if name in _registered:
            raise ValueError(f"the check name {name!r} is taken")
        _registered[name] = CheckType(name, title, description, function, params, severity, fires, quiet)
        return function

    return register


def registered() -> Mapping[str, CheckType]:
    """Return every registered check by name, in alphabetical order."""
    for family in FAMILIES:
        if family not in _loaded:
            _loaded.add(family)
            import_module(f"qa_service.checks.{family}")
    return dict(sorted(_registered.items()))
