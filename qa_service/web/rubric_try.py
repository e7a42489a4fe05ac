"""Trying a rubric out: answers and facts in, the score with its arithmetic out; nothing is kept."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template, request
from werkzeug.datastructures import MultiDict

from qa_service.errors import DomainError, Problem
from qa_service.rubric import ERROR_SCALE, Criterion, Rubric, RubricTest, Scale, Section
from qa_service.scoring import ScoreResult, expand_facts
from qa_service.services import rubrics
from qa_service.services.stateless import ScoreReport, score_answers
from qa_service.web import forms
from qa_service.web.blueprint import blueprint
from qa_service.web.context import read
from qa_service.web.forms import Entry
from qa_service.web.rubrics import reference_of

_FACT = "fact."
_MAX_FACT = 2000


@dataclass(frozen=True, slots=True)
class Asked:
    """One criterion of the form: what the question macros of the scoring form read."""

    criterion: Criterion
    scale: Scale
    entry: Entry
    state: str
    note: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """What was filled in: an entry for each criterion, facts as typed, the size as typed."""

    entries: Mapping[str, Entry]
    facts: Mapping[str, str]
    size: str = ""


@blueprint.route("/rubrics/<rubric_id>/try", methods=["GET", "POST"])
def try_rubric(rubric_id: str) -> str:
    """The form of a published version with the score of what is filled in; ``?test=N`` fills in one of its tests."""
    reference = reference_of(rubric_id)
    rubric = read(lambda uow: rubrics.resolve(uow, reference)).rubric
    return render_template("rubric_try.html", rubric=rubric, **shown(rubric))


def shown(rubric: Rubric) -> dict[str, Any]:
    """Everything the template needs, from the request: the form as posted, or a test's answers, or nothing yet."""
    given = _posted(rubric, request.form) if request.method == "POST" else _of_test(rubric, request.args.get("test"))
    report, problems = _scored(rubric, given)
    sorted_problems = forms.by_criterion(problems)
    states = {c.id: c for c in report.result.criteria} if report else {}
    asked = {
        c.id: Asked(
            c, rubric.scale_of(c.id), given.entries.get(c.id, Entry()),
            states[c.id].state if c.id in states else "", states[c.id].note if c.id in states else "",
            tuple(sorted_problems.get(c.id, ())),
        )
        for c in rubric.criteria.values()
    }  # fmt: skip
    return {
        "asked": asked,
        "given": given,
        "facts": fact_names(rubric),
        "report": report,
        "result": report.result if report else None,
        "verdict": _verdict(rubric, report.result) if report else "",
        "general": sorted_problems.get("", ()),
        "needs_size": any(scale == ERROR_SCALE for scale in (c.scale for c in rubric.criteria.values())),
    }


def fact_names(rubric: Rubric) -> tuple[str, ...]:
    """The facts that the rubric's conditions ask for, in the order in which they are met; answers are no facts."""
    parts: list[Section | Criterion] = [*rubric.sections, *rubric.criteria.values()]
    conditions = [part.when for part in parts if part.when is not None]
    paths = dict.fromkeys(path for condition in conditions for path in condition.paths)
    size = rubric.unit.size if rubric.unit else None
    return tuple(path for path in paths if not path.startswith("answers.") and path != size and "." in path)


def _posted(rubric: Rubric, form: MultiDict[str, str]) -> Given:
    entries, _ = forms.posted(form, rubric, "")
    facts = {name: form.get(_FACT + name, "").strip()[:_MAX_FACT] for name in fact_names(rubric)}
    return Given(entries, facts, form.get("size", "").strip())


def _of_test(rubric: Rubric, number: str | None) -> Given:
    if number is None or not number.isdecimal() or len(number) > 6 or int(number) >= len(rubric.tests):
        return Given({}, {})
    test = rubric.tests[int(number)]
    answers = {name: value if isinstance(value, Mapping) else _full(value) for name, value in test.answers.items()}
    size = "" if test.size is None else f"{test.size:g}"
    return Given(forms.stored(answers, rubric), _flat(rubric, test), size)


def _full(value: object) -> dict[str, object]:
    return {"state": value, "value": None} if value in forms.NON_ANSWERS else {"state": "answered", "value": value}


def _flat(rubric: Rubric, test: RubricTest) -> dict[str, str]:
    facts = expand_facts({"case": dict(test.case), **test.facts})
    found = {}
    for name in fact_names(rubric):
        value: Any = facts
        for step in name.split("."):
            value = value.get(step) if isinstance(value, Mapping) else None
        if value is not None:
            found[name] = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return found


def _scored(rubric: Rubric, given: Given) -> tuple[ScoreReport | None, Sequence[Problem]]:
    """Score what can be read, and name what cannot; without any answer there is nothing to score."""
    raw = forms.raw_answers(given.entries)
    if not raw:
        return None, ()
    facts = {name: _value(text) for name, text in given.facts.items() if text}
    size, problems = _size(given.size)
    try:
        return score_answers(rubric, raw, facts, size), problems
    except DomainError as error:
        if error.code != "invalid_answers":
            raise
        wrong = forms.by_criterion(error.problems)
        kept = {name: value for name, value in raw.items() if name not in wrong}
        return (score_answers(rubric, kept, facts, size) if kept else None), [*problems, *error.problems]


def _value(text: str) -> object:
    """A fact as typed: JSON where it is that (12, true, ["a"]), else the text itself."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _size(text: str) -> tuple[float | None, list[Problem]]:
    if not text:
        return None, []
    try:
        size = float(text.replace(",", ""))
    except ValueError:
        size = -1.0
    if not 0 < size < 1e12:
        return None, [Problem("", "out_of_range", "The size is a number above 0.")]
    return size, []


def _verdict(rubric: Rubric, result: ScoreResult) -> str:
    """One sentence on the outcome and what decided it."""
    mark = rubric.scoring.pass_mark
    if result.outcome == "incomplete" or result.score is None:
        missing = ", ".join(rubric.criterion(name).title for name in result.missing)
        if missing:
            return f"Not complete yet: {missing} {'has' if len(result.missing) == 1 else 'have'} no answer."
        return "Not complete: too much of the weight is N/A, or a size is missing."
    if result.outcome == "failed_gate":
        return f"A gate decides: {', '.join(gate.reason.replace('_', ' ') for gate in result.gates)}. The number stays."
    if mark is None:
        return "There is no pass mark."
    distance = result.score - mark
    if not distance:
        return "Exactly at the pass mark."
    return f"{abs(distance):.1f} points {'above' if distance > 0 else 'below'} the pass mark of {mark:g}."
