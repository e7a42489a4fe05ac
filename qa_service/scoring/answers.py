"""Check answers as people and programs give them, against the scales of a rubric."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from qa_service.errors import Problem, pointer_to
from qa_service.rubric import Criterion, ErrorModel, Rubric, Scale
from qa_service.rubric.problems import refused_word
from qa_service.scoring.answer import STATES, Answer, AnswerError, AnswerState, AnswerValue, ErrorMark, Evidence

T = TypeVar("T")
MAX_COUNT = 1_000_000
_KEY = "answer_words"
_ANSWER_KEYS = ("value", "state", "rationale", "evidence")
_MARK_KEYS = ("type", "severity", "count")
_EVIDENCE_KEYS = ("start", "end", "ref")


class _Unfit(Exception):  # noqa: N818 - carries problems to the public functions, never leaves this module
    def __init__(self, *problems: Problem) -> None:
        super().__init__()
        self.problems = problems


def parse_answers(rubric: Rubric, raw: Mapping[str, object]) -> dict[str, Answer]:
    """Check answers by criterion, in the short form or the API form; a null answer counts as not given.

    Raises AnswerError with every problem; pointers start with ``/answers/<criterion>``.
    """
    words = _words(rubric)
    answers: dict[str, Answer] = {}
    problems: list[Problem] = []
    for name, given in raw.items():
        if given.__class__ is str and name in words and given in words[name]:
            answers[name] = words[name][given]
            continue
        pointer = pointer_to("/answers", str(name))
        criterion = rubric.criteria.get(name)
        if criterion is None:
            message = f'The rubric has no criterion "{name}".'
            problems.append(refused_word(pointer, "unknown_criterion", message, name, rubric.criteria))
        elif given is not None:
            answer, wrong = read_answer(criterion, rubric.scale_of(name), given, pointer)
            problems.extend(wrong)
            if answer is not None:
                answers[name] = answer
    if problems:
        raise AnswerError(problems)
    return answers


def _words(rubric: Rubric) -> Mapping[str, Mapping[object, Answer]]:
    """Return the answers that are single words, by criterion: most answers are, and need no further look."""
    words = rubric.derived.get(_KEY)
    if not isinstance(words, dict):
        words = rubric.derived[_KEY] = {name: _words_of(rubric.scale_of(name)) for name in rubric.criteria}
    return words


def _words_of(scale: Scale) -> dict[object, Answer]:
    words: dict[object, Answer] = {level: Answer(level) for level in scale.level_ids}
    return words | {state: Answer(None, state) for state in STATES if state != "answered"}


def read_answer(
    criterion: Criterion, scale: Scale, given: object, pointer: str
) -> tuple[Answer | None, tuple[Problem, ...]]:
    """Check one answer that is not null: the answer, or None with what is wrong; pointers start with ``pointer``."""
    try:
        return _answer(criterion, scale, given, pointer), ()
    except _Unfit as unfit:
        return None, unfit.problems


def _answer(criterion: Criterion, scale: Scale, given: object, pointer: str) -> Answer:
    full = given if isinstance(given, Mapping) else {"value": given}
    problems = list(_unknown_keys(full, _ANSWER_KEYS, pointer))
    value, state = _state(full, pointer)
    rationale = full.get("rationale") or ""
    if not isinstance(rationale, str):
        problems.append(Problem(f"{pointer}/rationale", "wrong_type", "A rationale is a text."))
    evidence = _gather(full.get("evidence"), f"{pointer}/evidence", _evidence, problems)
    checked: AnswerValue = None
    if state == "answered":
        try:
            checked = _value(criterion, scale, value, f"{pointer}/value")
        except _Unfit as unfit:
            problems.extend(unfit.problems)
    if problems:
        raise _Unfit(*problems)
    return Answer(checked, state, str(rationale), evidence)


def _state(full: Mapping[str, object], pointer: str) -> tuple[object, AnswerState]:
    value, state = full.get("value"), full.get("state")
    if state is None:
        state = value if value in ("na", "cannot_assess") else "answered"
        value = None if state != "answered" else value
    for known in STATES:
        if state == known:
            if known != "answered" and value is not None:
                raise _Unfit(Problem(f"{pointer}/value", "not_allowed", f"The state {known} goes without a value."))
            return value, known
    raise _Unfit(refused_word(f"{pointer}/state", "not_allowed", "There is no such state.", state, STATES))


def _value(criterion: Criterion, scale: Scale, value: object, pointer: str) -> AnswerValue:
    if scale.type == "numeric":
        return _number(scale, value, pointer)
    if criterion.errors is not None and scale.type == "errors":
        return _marks(criterion.errors, value, pointer)
    if isinstance(value, str) and value in scale.level_ids:
        return value
    allowed = scale.level_ids
    message = f"{_shown(value)} is not a level of this scale. Allowed: {', '.join(allowed)}."
    raise _Unfit(refused_word(pointer, "not_in_scale", message, value, allowed))


def _number(scale: Scale, value: object, pointer: str) -> float:
    low, high = scale.min or 0.0, scale.max or 0.0
    allowed = (f"{low:g}..{high:g}",)
    if isinstance(value, bool) or not isinstance(value, int | float):
        message = f"{_shown(value)} is not a number. Allowed: {low:g} to {high:g}."
        raise _Unfit(Problem(pointer, "wrong_type", message, allowed=allowed))
    if not low <= value <= high:
        raise _Unfit(Problem(pointer, "out_of_range", f"{value} is not between {low:g} and {high:g}.", allowed=allowed))
    if scale.step and not _on_step((value - low) / scale.step):
        message = f"{value} is not a step of {scale.step:g} from {low:g}."
        raise _Unfit(Problem(pointer, "off_step", message, allowed=allowed))
    return float(value)


def _on_step(steps: float) -> bool:
    return math.isclose(steps, round(steps), rel_tol=1e-9, abs_tol=1e-6)


def _marks(model: ErrorModel, value: object, pointer: str) -> tuple[ErrorMark, ...]:
    if not isinstance(value, list | tuple):
        raise _Unfit(Problem(pointer, "wrong_type", "A list of errors is expected; an empty list means none."))
    problems: list[Problem] = []
    marks = _gather(value, pointer, lambda mark, at: _mark(model, mark, at), problems)
    if problems:
        raise _Unfit(*problems)
    return marks


def _mark(model: ErrorModel, mark: object, pointer: str) -> ErrorMark:
    if not isinstance(mark, Mapping):
        raise _Unfit(Problem(pointer, "wrong_type", "An error is a mapping with type, severity and perhaps count."))
    problems = list(_unknown_keys(mark, _MARK_KEYS, pointer))
    for key, allowed in (("type", model.type_ids), ("severity", tuple(model.severities))):
        if not isinstance(mark.get(key), str) or mark[key] not in allowed:
            message = f"{_shown(mark.get(key))} is not an error {key}. Allowed: {', '.join(allowed)}."
            problems.append(refused_word(f"{pointer}/{key}", "not_allowed", message, mark.get(key), allowed))
    count = mark.get("count", 1)
    if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= MAX_COUNT:
        problems.append(Problem(f"{pointer}/count", "out_of_range", f"A count is a whole number, 1 to {MAX_COUNT}."))
    if problems:
        raise _Unfit(*problems)
    return ErrorMark(mark["type"], mark["severity"], int(count))


def _evidence(item: object, pointer: str) -> Evidence:
    if not isinstance(item, Mapping):
        raise _Unfit(Problem(pointer, "wrong_type", "Evidence is {start, end} or {ref}."))
    problems = list(_unknown_keys(item, _EVIDENCE_KEYS, pointer))
    ref, start, end = item.get("ref"), item.get("start"), item.get("end")
    if problems:
        raise _Unfit(*problems)
    if isinstance(ref, str) and ref.strip() and start is None and end is None:
        return Evidence(ref=ref)
    if ref is None and type(start) is int and type(end) is int and 0 <= start < end:
        return Evidence(start, end)
    message = "Evidence is a span {start, end} with 0 <= start < end, or a reference {ref}."
    raise _Unfit(Problem(pointer, "bad_evidence", message))


def _gather(items: object, pointer: str, build: Callable[[object, str], T], problems: list[Problem]) -> tuple[T, ...]:
    built: list[T] = []
    if items is not None and not isinstance(items, list | tuple):
        problems.append(Problem(pointer, "wrong_type", "A list is expected."))
        return ()
    for index, item in enumerate(items or ()):
        try:
            built.append(build(item, f"{pointer}/{index}"))
        except _Unfit as unfit:
            problems.extend(unfit.problems)
    return tuple(built)


def _unknown_keys(given: Mapping[str, object], known: tuple[str, ...], pointer: str) -> Iterator[Problem]:
    for key in given:
        if key not in known:
            message = f'There is no key "{key}" here.'
            yield refused_word(pointer_to(pointer, str(key)), "unknown_key", message, key, known)


def _shown(value: object) -> str:
    return json.dumps(value, default=str, ensure_ascii=False)[:80]
