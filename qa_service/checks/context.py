"""What one check sees: the document, its parameters, the submitted facts and the sources."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from qa_service.documents import Document

FACT_ROOTS: Final = frozenset({"case", "deliverable", "policy", "checks", "answers"})
IMPLIED_ROOTS: Final = ("deliverable", "case", "policy")
DOTTED = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)+")


class Missing:
    """The type of `MISSING`, the value of a fact that nobody submitted."""

    def __repr__(self) -> str:
        return "MISSING"

    def __bool__(self) -> bool:
        return False


MISSING: Final = Missing()


class FactMissing(Exception):  # noqa: N818  (it reads as what happened, and callers raise it in that sense)
    """A check cannot run because a fact it names was not submitted; the runner records the check as skipped."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True)
class Source:
    """A text that the deliverable rests on: a contract, a report, a policy form."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class CheckContext:
    """Input of one check; ``params`` are validated and complete, ``facts`` hold the results of earlier checks too."""

    document: Document
    params: Mapping[str, object]
    facts: Mapping[str, object] = field(default_factory=dict)
    sources: Sequence[Source] = ()
    brief: str = ""

    def resolve(self, value: object) -> object:
        """Return the fact that ``value`` names, or MISSING; anything that names no fact is returned as it is.

        Lists are resolved element by element.
        """
        if isinstance(value, list | tuple):
            return [self.resolve(item) for item in value]
        if isinstance(value, str) and self.names_fact(value):
            return self.fact(value)
        return value

    def names_fact(self, value: str) -> bool:
        """Tell whether a string argument is a fact's name and not a literal."""
        if DOTTED.fullmatch(value) is None:
            return False
        root = value.partition(".")[0]
        return root in FACT_ROOTS or root in self.facts

    def fact(self, name: str) -> object:
        """Return the fact with this dotted name, or MISSING.

        A bare name such as ``payments`` is looked up at the top, then in deliverable, case and policy.
        """
        if name in self.facts:
            return self.facts[name]
        found = _walk(self.facts, name.split("."))
        if found is not MISSING or "." in name:
            return found
        candidates = (_walk(self.facts, [root, name]) for root in IMPLIED_ROOTS)
        return next((value for value in candidates if value is not MISSING), MISSING)

    def require(self, name: str) -> object:
        """Return the named fact or raise FactMissing."""
        value = self.fact(name)
        if value is MISSING:
            raise FactMissing(name)
        return value

    def resolved(self, value: object) -> object:
        """Return `resolve(value)`, or raise FactMissing with the first fact that is missing."""
        if isinstance(value, list | tuple):
            return [self.resolved(item) for item in value]
        out = self.resolve(value)
        if out is MISSING:
            raise FactMissing(str(value))
        return out


def _walk(facts: object, path: Sequence[str]) -> object:
    """Follow ``path``; a key may itself hold dots (``{"checks.fraud_screen.hits": 0}``)."""
    for cut in range(len(path), 0, -1):
        key = ".".join(path[:cut])
        if isinstance(facts, Mapping) and key in facts:
            value = facts[key]
            found = value if cut == len(path) else _walk(value, path[cut:])
            if found is not MISSING:
                return found
    if path and isinstance(facts, list | tuple) and path[0].isdigit() and int(path[0]) < len(facts):
        rest = path[1:]
        return _walk(facts[int(path[0])], rest) if rest else facts[int(path[0])]
    return MISSING
