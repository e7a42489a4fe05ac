"""One file checked: what every file is checked against, and what becomes of each.

Nothing of the services is loaded: they bring the store's library, which takes longer to load than a file to check.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING, Any

from qa_service.cli.check_places import Place, Placing
from qa_service.cli.check_waivers import Waiver, Waivers
from qa_service.cli.inputs import STDIN, naming, read_bytes, read_rubric_file
from qa_service.errors import DomainError, Problem

if TYPE_CHECKING:
    from qa_service.checks import CheckPlan, CheckResult, Finding, Source
    from qa_service.documents import Document
    from qa_service.rubric import Rubric


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that is needed to check files in this process or another: ``sources`` are (path, text).

    Without a rubric and named checks, every check runs for which the material is there.
    """

    rubric: str | None = None
    checks: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    sources: tuple[tuple[str, str], ...] = ()
    brief: str = ""
    media_type: str | None = None
    waivers: Waivers = field(default_factory=Waivers)
    shadow: frozenset[str] = frozenset()
    contexts: bool = False

    @property
    def open(self) -> bool:
        """Whether it is left to the catalogue what runs."""
        return self.rubric is None and not self.checks


@dataclass(frozen=True, slots=True)
class Input:
    """A file: how it is read, what it is called, and its content where that was read already."""

    path: str
    name: str
    content: bytes | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A finding in its place; ``waiver`` is what it was waived by, ``known`` whether the baseline has it."""

    finding: Finding
    place: Place
    waiver: Waiver | None = None
    known: bool = False


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file; where it could not be read, ``problems`` say why and there is nothing else.

    ``shadow`` counts the findings of checks in shadow. ``skipped`` maps checks to why they did not run.
    """

    name: str
    media_type: str = ""
    findings: tuple[Found, ...] = ()
    waived: tuple[Found, ...] = ()
    shadow: Mapping[str, int] = field(default_factory=dict)
    skipped: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


class Material:
    """A recipe made ready: the checks compiled, the sources read; building it refuses what is wrong with them."""

    def __init__(self, recipe: Recipe) -> None:
        from qa_service.checks import Source

        self.recipe = recipe
        self.rubric: Rubric | None = None if recipe.rubric is None else read_rubric_file(recipe.rubric)
        self.plan: CheckPlan = _plan(recipe, self.rubric)
        self.sources: tuple[Source, ...] = tuple(Source(path, Path(path).name, text) for path, text in recipe.sources)

    def check(self, given: Input) -> FileReport:
        """Check one file; one that cannot be read, or breaks what reads it, is a report that says so."""
        try:
            with naming(given.name):
                return self._checked(given, self._document(given))
        except DomainError as error:
            return FileReport(given.name, problems=error.problems or (Problem("", error.code, error.detail),))
        except OSError as error:
            message = f"{error.strerror or error}."
            return FileReport(given.name, problems=(Problem("", "unreadable", message),))
        except Exception as error:
            message = f"The file could not be checked ({type(error).__name__}); this is a fault of qa-service."
            return FileReport(given.name, problems=(Problem("", "internal", message),))

    def _document(self, given: Input) -> Document:
        return read_document(given, self.recipe.media_type)

    def _checked(self, given: Input, document: Document) -> FileReport:
        from qa_service.checks import applicable, run_checks

        facts = _facts(self.recipe.facts, document)
        covers = partial(self.recipe.waivers.covers, given.name)
        result = run_checks(
            self.plan, document, facts=facts, sources=self.sources, brief=self.recipe.brief,
            set_aside=lambda finding: self._shadowed(finding) or covers(finding) is not None,
        )  # fmt: skip
        if self.rubric is not None:
            result = applicable(self.rubric, result, facts)
        placing = Placing(document, self.recipe.contexts)
        waived = (finding for finding in result.aside if not self._shadowed(finding))
        return FileReport(
            given.name,
            document.media_type,
            tuple(Found(finding, placing.of(finding)) for finding in result.findings),
            tuple(Found(finding, placing.of(finding), covers(finding)) for finding in waived),
            Counter(finding.check for finding in result.aside if self._shadowed(finding)),
            self._skipped(result),
        )

    def _skipped(self, result: CheckResult) -> dict[str, str]:
        """Return why checks did not run; one that nobody asked for by name is not missed where its material is."""
        missed = [name for name in result.skipped if not (self.recipe.open and name in result.lacking)]
        return {name: _reason(name, result.skipped[name], result) for name in missed}

    def _shadowed(self, finding: Finding) -> bool:
        return finding.check in self.recipe.shadow or finding.uses in self.recipe.shadow


def _plan(recipe: Recipe, rubric: Rubric | None) -> CheckPlan:
    from qa_service.checks import CheckError, compile_checks, compile_rubric_checks, text_checks
    from qa_service.rubric import CheckSpec

    if rubric is not None:
        with naming(recipe.rubric or ""):
            return compile_rubric_checks(rubric)
    named = recipe.checks or tuple((name, {}) for name in text_checks())
    try:
        return compile_checks([CheckSpec(name, name, params, "finding") for name, params in named])
    except CheckError as error:
        raise CheckError([_of_check(problem, recipe) for problem in error.problems]) from None


def _of_check(problem: Problem, recipe: Recipe) -> Problem:
    """The problem with the name of the check whose parameters are wrong."""
    _, index, *inside = problem.pointer.split("/")
    return (
        replace(problem, message=f"{recipe.checks[int(index)][0]}: {problem.message}") if "with" in inside else problem
    )


def read_document(given: Input, media_type: str | None = None) -> Document:
    """Read a file as ``media_type``, else as the ending of its name says, else as plain text."""
    from qa_service.documents import media_type_of, parse_document

    kind = media_type or media_type_of(given.name) or "text/plain"
    return parse_document(_content(given), kind, filename=given.name)


def _content(given: Input) -> bytes:
    if given.content is not None:
        return given.content
    if given.path == STDIN:
        return read_bytes(STDIN)
    from qa_service.documents.parse import MAX_BYTES

    # One byte more than is allowed is enough to be refused, however long the file is.
    with Path(given.path).open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _facts(given: Mapping[str, Any], document: Document) -> dict[str, Any]:
    """The facts as conditions and checks see them in the service: with the measures of the text."""
    from qa_service.checks.facts.measures import with_measures

    return {"case": {}, **given, "deliverable": with_measures(given, document)}


def _reason(name: str, reason: str, result: CheckResult) -> str:
    """Why a check did not run; of a fault also what it said and where, for whoever wrote the check."""
    fault = result.failed.get(name)
    if fault is None:
        return reason
    frames: Sequence[Any] = extract_tb(fault.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{reason}: {' '.join(str(fault).split()) or type(fault).__name__}{place}"
