"""From the `checks:` of a rubric to a plan: names resolved, parameters validated, patterns compiled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import groupby
from typing import Protocol

from marshmallow import ValidationError

from qa_service.checks.plugins import broken_plugins
from qa_service.checks.reading.wording import Rule, Wording
from qa_service.checks.registry import DESIGN_NAMES, CheckType, find_check, registered
from qa_service.checks.related import LAST
from qa_service.errors import DomainError, Problem, pointer_to
from qa_service.rubric import located

QUIET: Mapping[str, object] = {"hits": 0}


class Spec(Protocol):
    """What is read of a rubric's check."""

    @property
    def id(self) -> str:
        """The name of this use of the check."""

    @property
    def uses(self) -> str:
        """The catalogue name."""

    @property
    def params(self) -> Mapping[str, object]:
        """The arguments."""

    @property
    def severity(self) -> str | None:
        """The severity of its findings."""


class Listing(Protocol):
    """What is read of a criterion."""

    @property
    def id(self) -> str:
        """The criterion's id."""

    @property
    def checks(self) -> tuple[str, ...]:
        """The ids of the checks that inform it."""


class CheckedRubric(Protocol):
    """What is read of a rubric."""

    @property
    def checks(self) -> Sequence[Spec]:
        """The checks."""

    @property
    def criteria(self) -> Mapping[str, Listing]:
        """All criteria by id."""

    @property
    def derived(self) -> dict[str, object]:
        """What was found out about the rubric beside its value, such as the places in its text."""


class CheckError(DomainError):
    """Checks that cannot be compiled, with one problem per defect."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        detail = problems[0].message if len(problems) == 1 else f"{len(problems)} problems in the checks."
        super().__init__("invalid_checks", "Invalid checks", detail, problems)


@dataclass(frozen=True, slots=True)
class PlannedCheck:
    """One check with validated parameters."""

    id: str
    type: CheckType
    params: Mapping[str, object]
    severity: str
    criterion: str | None = None

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The wording rules among its parameters."""
        return _rules(self.params, "rules")

    @property
    def exempt(self) -> tuple[Rule, ...]:
        """The wording that its rules leave alone."""
        return _rules(self.params, "exempt")

    @property
    def rests(self) -> bool:
        """Whether it is quiet where none of its wording rules occurs; phrases from facts are not known yet."""
        quiet = getattr(self.type.params, "quiet_without_match", False)
        return bool(quiet and self.rules and not self.params.get("from_facts"))


def _rules(params: Mapping[str, object], name: str) -> tuple[Rule, ...]:
    found = params.get(name, ())
    return found if isinstance(found, tuple) else ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Checks that run one after the other: either all of them, or those of which a wording rule occurs.

    ``quiet`` holds the result of the others, ``waking`` the positions of the checks that a rule wakes.
    """

    checks: tuple[PlannedCheck, ...]
    quiet: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    waking: Mapping[Rule, tuple[int, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, checks: tuple[PlannedCheck, ...], rests: bool) -> Stretch:
        """Return the stretch of checks that all rest, or all run, where nothing occurs."""
        if not rests:
            return cls(checks)
        waking: dict[Rule, tuple[int, ...]] = {}
        for at, each in enumerate(checks):
            for rule in each.rules:
                waking[rule] = (*waking.get(rule, ()), at)
        return cls(checks, {each.id: QUIET for each in checks}, waking)

    def awake(self, occurring: Iterable[Rule]) -> Sequence[PlannedCheck]:
        """Return the checks that have to run, in order."""
        if not self.quiet:
            return self.checks
        places = {at for rule in occurring for at in self.waking.get(rule, ())}
        return [self.checks[at] for at in sorted(places)]


@dataclass(frozen=True, slots=True)
class CheckPlan:
    """Checks ready to run, in the order of the rubric; ``missing`` maps ids to names that are not built.

    ``stretches`` holds them in the order of running: checks that compare findings come last. ``wording`` holds the
    wording rules of all checks, compiled together; ``uses`` the catalogue names of its checks.
    """

    checks: tuple[PlannedCheck, ...]
    missing: Mapping[str, str] = field(default_factory=dict)
    stretches: tuple[Stretch, ...] = field(init=False, repr=False, compare=False)
    wording: Wording = field(init=False, repr=False, compare=False)
    uses: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Compile what all checks share."""
        rules = (rule for each in self.checks for rule in (*each.rules, *each.exempt))
        order = sorted(self.checks, key=lambda each: each.type.name in LAST)
        stretches = (Stretch.of(tuple(group), rests) for rests, group in groupby(order, key=lambda each: each.rests))
        object.__setattr__(self, "stretches", tuple(stretches))
        object.__setattr__(self, "wording", Wording(rules))
        object.__setattr__(self, "uses", frozenset(each.type.name for each in self.checks))

    @property
    def unavailable(self) -> tuple[str, ...]:
        """The ids of the checks that this installation cannot run."""
        return tuple(self.missing)


def compile_checks(specs: Sequence[Spec], criteria: Mapping[str, str] | None = None, prefix: str = "") -> CheckPlan:
    """Validate every check; raise CheckError with all problems, pointers relative to the list (``/0/with/any``).

    ``criteria`` maps a check id to the criterion that its findings inform; ``prefix`` is the pointer of the list.
    """
    owners = criteria or {}
    planned: list[PlannedCheck] = []
    missing: dict[str, str] = {}
    problems: list[Problem] = []
    for index, spec in enumerate(specs):
        kind = find_check(spec.uses)
        if kind is not None:
            planned += _planned(spec, kind, owners.get(spec.id), f"{prefix}/{index}/with", problems)
        elif spec.uses in DESIGN_NAMES:
            missing[spec.id] = spec.uses
        else:
            problems.append(_unknown(spec, f"{prefix}/{index}/uses"))
    if problems:
        raise CheckError(problems)
    return CheckPlan(tuple(planned), missing)


def compile_rubric_checks(rubric: CheckedRubric) -> CheckPlan:
    """Compile the checks of a rubric; a finding belongs to the first criterion that lists its check.

    Problems point into the rubric (``/checks/0/with/any``), with line and column when it was read from text.
    """
    owners: dict[str, str] = {}
    for criterion in rubric.criteria.values():
        for name in criterion.checks:
            owners.setdefault(name, criterion.id)
    try:
        return compile_checks(rubric.checks, owners, "/checks")
    except CheckError as error:
        raise CheckError(located(rubric, error.problems)) from error


def _planned(
    spec: Spec, kind: CheckType, criterion: str | None, pointer: str, problems: list[Problem]
) -> Iterator[PlannedCheck]:
    try:
        params = _load(kind, spec.params)
    except ValidationError as refused:
        problems.extend(_problems(refused.messages, pointer, _allowed(kind)))
        return
    yield PlannedCheck(spec.id, kind, params, spec.severity or kind.severity, criterion)


def _load(kind: CheckType, given: Mapping[str, object]) -> Mapping[str, object]:
    if kind.params is not None:
        loaded: Mapping[str, object] = kind.params().load(dict(given))
        return loaded
    if given:
        raise ValidationError({name: ["Unknown field."] for name in given})
    return {}


def _allowed(kind: CheckType) -> tuple[str, ...]:
    return () if kind.params is None else tuple(sorted(kind.params().fields))


def _problems(messages: object, pointer: str, allowed: tuple[str, ...]) -> Iterator[Problem]:
    """Flatten marshmallow's nested messages."""
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            yield from _problems(inner, pointer if key == "_schema" else pointer_to(pointer, key), allowed)
    elif isinstance(messages, list):
        yield from (_problem(str(message), pointer, allowed) for message in messages)


def _problem(message: str, pointer: str, allowed: tuple[str, ...]) -> Problem:
    name = pointer.rpartition("/")[2]
    if message == "Unknown field.":
        text = f"The check has no parameter {name!r}."
        return Problem(pointer, "unknown_parameter", text, allowed=allowed, suggestion=_closest(name, allowed))
    if message == "Missing data for required field.":
        return Problem(pointer, "invalid_parameter", f"The check needs {name!r}: give it a value.")
    return Problem(pointer, "invalid_parameter", message)


def _unknown(spec: Spec, pointer: str) -> Problem:
    names = tuple(registered())
    text = " ".join((f"There is no check named {spec.uses!r}.", *(f"The {broken}." for broken in broken_plugins())))
    return Problem(pointer, "unknown_check", text, allowed=names, suggestion=_closest(spec.uses, names))


def _closest(name: str, names: Iterable[str]) -> str | None:
    return next(iter(get_close_matches(name, list(names), n=1)), None)
