"""The register of checks: a check is a function with a name, parameters and two examples."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from threading import RLock
from typing import Literal

from marshmallow import Schema

from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.guard import guarded

CheckFunction = Callable[[CheckContext], Iterator[Hit]]
Reads = Literal["prose", "source", "all"]

FAMILIES = (
    "text",
    "structure",
    "numbers",
    "dates",
    "references",
    "terms",
    "names",
    "statistics",
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


SEVERITIES = ("neutral", "minor", "major", "critical")
NAME = re.compile(r"[a-z][a-z0-9_]{0,39}\.[a-z][a-z0-9_]{0,59}")
OWN = "qa_service.checks."


@dataclass(frozen=True, slots=True)
class CheckType:
    """A registered check; ``fires`` and ``quiet`` are example texts for documentation.

    ``reads`` is what it is given: the text without front matter, with it, or that and the running heads as well.
    ``origin`` says which package brought it, "" for the checks of this one.
    """

    name: str
    title: str
    description: str
    function: CheckFunction
    params: type[Schema] | None
    severity: str
    fires: str
    quiet: str
    reads: Reads = "prose"
    origin: str = ""

    @property
    def family(self) -> str:
        """The part of the name before the dot."""
        return self.name.partition(".")[0]


_registered: dict[str, CheckType] = {}
_loaded: set[str] = set()
_loading = RLock()
_origin = ""


def check(
    name: str,
    *,
    title: str,
    description: str,
    params: type[Schema] | None = None,
    fires: str,
    quiet: str,
    severity: str = "minor",
    reads: Reads = "prose",
) -> Callable[[CheckFunction], CheckFunction]:
    """Register the decorated generator under ``family.name``; a name can be taken once.

    With ``reads="all"`` it runs on the running heads of a file too, as on a text of their own.
    A check of another package may found a family of its own or join one. It runs guarded: a hit that is none is an
    error of that check alone. TypeError and ValueError say what cannot be registered.
    """

    def register(function: CheckFunction) -> CheckFunction:
        module = function.__module__ or "this process"  # a name is missing in some embedded interpreters
        foreign = not module.startswith(OWN)
        if name in _registered or (foreign and name in DESIGN_NAMES):
            raise ValueError(f"the check name {name!r} is taken{_by(name)}")
        kind = CheckType(name, title, description, function, params, severity, fires, quiet, reads)
        if foreign:
            _refuse_unusable(kind)
            kind = replace(kind, function=guarded(function), origin=_origin or module)
        _registered[name] = kind
        return function

    return register


def _by(name: str) -> str:
    there = _registered.get(name)
    return f" by {there.origin}" if there is not None and there.origin else " by qa-service"


def _refuse_unusable(kind: CheckType) -> None:
    if NAME.fullmatch(kind.name) is None:
        raise ValueError(f"the check name {kind.name!r} is not written as family.name in small letters, digits and _")
    if kind.severity not in SEVERITIES:
        raise ValueError(f"{kind.name}: the severity {kind.severity!r} is none of {', '.join(SEVERITIES)}")
    if kind.params is not None and not (isinstance(kind.params, type) and issubclass(kind.params, Schema)):
        raise TypeError(f"{kind.name}: params is not a class derived from qa_service.checks.Parameters")
    for what in ("title", "description", "fires", "quiet"):
        text = getattr(kind, what)
        if not isinstance(text, str) or not text.strip():
            raise TypeError(f"{kind.name}: {what} is not a text")


def registered() -> Mapping[str, CheckType]:
    """Return every registered check by name, in alphabetical order; the first call loads the plug-ins too."""
    from qa_service.checks.plugins import load_plugins

    with _loading:
        for family in FAMILIES:
            _load(family)
        load_plugins()
        return dict(sorted(_registered.items()))


def find_check(name: str) -> CheckType | None:
    """Return the check of this name, loading no more than its family where the name belongs to this package."""
    if name not in DESIGN_NAMES:
        return registered().get(name)
    family = name.partition(".")[0]
    with _loading:
        if family in FAMILIES:
            _load(family)
        return _registered.get(name)


def _load(family: str) -> None:
    if family not in _loaded:
        _loaded.add(family)
        import_module(f"qa_service.checks.{family}.checks")


@contextmanager
def registering(origin: str) -> Iterator[None]:
    """What is registered inside comes from ``origin``; on an error nothing of it stays."""
    global _origin
    before = dict(_registered)
    _origin = origin
    try:
        yield
    except BaseException:
        for name in _registered.keys() - before.keys():
            # Another plug-in may name the same module: it has to be able to import it anew.
            sys.modules.pop(_registered[name].function.__module__, None)
        _registered.clear()
        _registered.update(before)
        raise
    finally:
        _origin = ""


def adopt(package: str, origin: str) -> None:
    """Name the origin of checks that a package registered when somebody imported it earlier."""
    for name, kind in _registered.items():
        if kind.origin and (kind.origin == package or kind.origin.startswith(package + ".")):
            _registered[name] = replace(kind, origin=origin)


def is_check(function: object) -> bool:
    """Tell whether a function was registered."""
    return any(getattr(kind.function, "__wrapped__", None) is function for kind in _registered.values())
