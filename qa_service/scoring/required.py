"""What still keeps a review from being submitted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qa_service.errors import Problem, pointer_to
from qa_service.rubric import EvidenceRule, Rubric
from qa_service.scoring.answer import Answer, Evidence
from qa_service.scoring.engine import NO_FACTS
from qa_service.scoring.plan import Item, plan_of, triggered, with_answers


def required_problems(
    rubric: Rubric, answers: Mapping[str, Answer], facts: Mapping[str, object] = NO_FACTS
) -> list[Problem]:
    """Return what blocks submission: answers, reasons and evidence that are missing, N/A that is not allowed.

    Advisory criteria need no answer; an answer given to one is held to the same rules. Criteria that are not
    triggered are passed over. ``cannot_assess`` always blocks: it waits for the producer.
    """
    plan = plan_of(rubric)
    facts = with_answers(plan, facts, answers)
    problems: list[Problem] = []
    for item in plan.items:
        applies, note = triggered(plan, item, facts)
        if applies:
            problems.extend(_item_problems(item, answers.get(item.id), note))
    return problems


def _item_problems(item: Item, answer: Answer | None, note: str) -> Iterator[Problem]:
    pointer = pointer_to("/answers", item.id)
    title = item.criterion.title
    if answer is None:
        if item.counts:
            hint = f" It {note}." if note else ""
            yield Problem(pointer, "missing_answer", f'"{title}" has no answer yet.{hint}')
    elif answer.state == "na":
        yield from _na_problems(item, answer, pointer)
    elif answer.state == "cannot_assess":
        yield Problem(pointer, "cannot_assess", f'"{title}" waits for evidence from the producer.')
        if not answer.rationale.strip():
            yield Problem(f"{pointer}/rationale", "reason_required", f'Say what is missing to assess "{title}".')
    else:
        yield from _evidence_problems(item, answer, pointer)


def _na_problems(item: Item, answer: Answer, pointer: str) -> Iterator[Problem]:
    rule, title = item.criterion.na, item.criterion.title
    if not rule.allow:
        yield Problem(f"{pointer}/state", "na_not_allowed", f'"{title}" may not be answered with N/A.')
    elif rule.reason == "required" and not answer.rationale.strip():
        yield Problem(f"{pointer}/rationale", "reason_required", f'Say why "{title}" does not apply.')


def _evidence_problems(item: Item, answer: Answer, pointer: str) -> Iterator[Problem]:
    rule = item.criterion.evidence
    if rule.required is False or (rule.required == "below_top" and _is_top(item, answer)):
        return
    found = sum(_fits(rule, evidence) for evidence in answer.evidence)
    if found < rule.min:
        what = {"span": "a marked passage", "any": "evidence"}.get(rule.kind, f"a {rule.kind.replace('_', ' ')}")
        message = f'"{item.criterion.title}" needs {what}: {found} of {rule.min} given.'
        yield Problem(f"{pointer}/evidence", "evidence_required", message, allowed=(rule.kind,))


def _is_top(item: Item, answer: Answer) -> bool:
    value = answer.value
    if isinstance(value, tuple):
        return not value
    if isinstance(value, str):
        return item.scores[value] >= item.top
    return item.curve is not None and value is not None and item.curve(value) >= item.top


def _fits(rule: EvidenceRule, evidence: Evidence) -> bool:
    if rule.kind == "span":
        return evidence.start is not None
    return rule.kind == "any" or evidence.ref is not None
