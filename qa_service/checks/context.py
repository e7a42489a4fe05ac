"""What one check sees: the document, its parameters, the submitted facts and the sources."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar, cast

from qa_service.documents import Document, parse_document

if TYPE_CHECKING:
    from qa_service.checks.finding import Finding
    from qa_service.checks.reading.wording import Found
    from qa_service.checks.related import Related

T = TypeVar("T")

FACT_ROOTS: Final = frozenset({"case", "deliverable", "policy", "checks", "answers"})
IMPLIED_ROOTS: Final = ("deliverable", "case", "policy")
DOTTED = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)+")


# Facts about the text itself and about its checks, which nobody submitted.
RESULTS: Final = frozenset({"deliverable", "checks", "answers"})
MAX_FACT_TEXT = 500
SHOWN_OF_A_FACT = 80


class Missing:
    """The type of `MISSING`, the value of a fact that nobody submitted."""

    def __repr__(self) -> str:
        return "MISSING"

    def __bool__(self) -> bool:
        return False


MISSING: Final = Missing()


class CannotRun(Exception):  # noqa: N818  (it reads as what happened, and callers raise it in that sense)
    """A check lacks something that it needs; the runner records it as skipped for ``reason``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class FactMissing(CannotRun):
    """A fact that the check names was not submitted."""

    def __init__(self, name: str) -> None:
        super().__init__(f"fact {name} is missing")
        self.name = name


class FactUnfit(CannotRun):
    """A fact, or what stands in its place, that is not what the check has to have: ``wanted``, such as a date."""

    def __init__(self, name: str, value: object, wanted: str) -> None:
        shown = _shown(value)
        given = shown if value == name else f"fact {name} is {shown}, which"
        super().__init__(f"{given} is no {wanted}")
        self.name = name


def _shown(value: object) -> str:
    if isinstance(value, str):
        return f"“{value}”" if len(value) <= SHOWN_OF_A_FACT else f"“{value[: SHOWN_OF_A_FACT - 1]}…”"
    if isinstance(value, Mapping | list | tuple):
        return "an object" if isinstance(value, Mapping) else "a list"
    return str(value).lower() if isinstance(value, bool) else str(value)


@dataclass(frozen=True, slots=True)
class Source:
    """A text that the deliverable rests on: a contract, a report, a policy form.

    What checks build of a source is kept with it, so that checks and documents share it.
    """

    id: str
    title: str
    text: str
    _views: dict[str, object] = field(default_factory=dict, repr=False, compare=False)

    def cached(self, key: str, build: Callable[[Source], T]) -> T:
        """Return ``build(self)``, computed once per source and key."""
        if key not in self._views:
            self._views[key] = build(self)
        return cast(T, self._views[key])

    @property
    def document(self) -> Document:
        """The source as a plain text with its sentences, numbers and blocks."""
        return self.cached("document", lambda source: parse_document(source.text))


# One is made per check and document; a frozen one would take three times as long to make.
@dataclass(slots=True)
class CheckContext:
    """Input of one check; ``params`` are validated and complete, ``facts`` hold the results of earlier checks too.

    ``related`` is what the store knows around the deliverable, None where there is no store; ``findings`` are those
    of the checks that ran before; ``asked`` is the brief as a source, shared by all checks of a run; ``wording`` says
    where the plan's wording rules match.
    """

    document: Document
    params: Mapping[str, object]
    facts: Mapping[str, object] = field(default_factory=dict)
    sources: Sequence[Source] = ()
    brief: str = ""
    related: Related | None = None
    findings: Sequence[Finding] = ()
    asked: Source | None = None
    wording: Found | None = None

    def given_params(self, params: Mapping[str, object]) -> CheckContext:
        """Return the same for a check with other parameters."""
        shared = (self.facts, self.sources, self.brief, self.related, self.findings, self.asked, self.wording)
        return CheckContext(self.document, params, *shared)

    @property
    def found(self) -> Found:
        """Where the wording rules of the plan match."""
        if self.wording is None:
            raise CannotRun("its wording rules were not compiled")
        return self.wording

    @property
    def given(self) -> tuple[Source, ...]:
        """What the deliverable may rest on: brief and sources with text and, if there is any, the submitted facts."""
        brief = self.asked or Source("brief", "", self.brief)
        found = tuple(source for source in (brief, *self.sources) if source.text.strip())
        facts = "\n".join(_lines({name: value for name, value in self.facts.items() if name not in RESULTS}))
        return (*found, Source("facts", "", facts)) if found and facts else found

    def around(self) -> Related:
        """Return what the store knows around the deliverable, or raise CannotRun."""
        if self.related is None:
            raise CannotRun("it compares with stored deliverables, and nothing is stored here")
        return self.related

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


def _lines(value: object, name: str = "") -> Iterator[str]:
    """Yield each fact as a line of its name and value; long texts are left out."""
    if isinstance(value, Mapping):
        for key in sorted(value, key=str):
            yield from _lines(value[key], f"{name} {key}".strip())
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _lines(item, name)
    elif value is not None and not isinstance(value, bool) and len(str(value)) <= MAX_FACT_TEXT:
        yield f"{name.replace('_', ' ')}: {value}"
