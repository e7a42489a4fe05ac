"""Read Open edX ORA: an ``<openassessment>`` element, or its ``<rubric>`` alone.

``name`` becomes the id where it can be one, ``label`` the title; the options' ``points`` become weight and scores.
Steps, prompts, dates, examples and settings have no place in a rubric and are losses.
"""

from __future__ import annotations

import re

from qa_service.errors import Problem
from qa_service.rubric.exchange.draft import Draft, DraftCriterion, DraftLevel
from qa_service.rubric.exchange.model import ExchangeError, Losses, refusal, shown
from qa_service.rubric.exchange.texts import number
from qa_service.rubric.exchange.xml_tree import Node, read_xml

_ROOTS = ("openassessment", "rubric")
_DATES = frozenset({"start", "due", "submission_start", "submission_due"})
# Studio names what it creates by 32 random digits or by a count; the label says more.
MADE_UP = re.compile(r"[0-9a-f]{32}|[0-9]+")
_RUBRIC_TEXTS = {
    "prompt": ("prompt", "The prompt shown to learners has no place here"),
    "feedbackprompt": ("feedback", "The request for overall feedback has no place here"),
    "feedback_default_text": ("feedback", "The default text of the feedback has no place here"),
}


def read_ora(source: str | bytes, losses: Losses) -> Draft:
    """Return the draft of an ORA file. Raises ExchangeError."""
    root = read_xml(source)
    if root.tag not in _ROOTS:
        message = f"The root is <{shown(root.tag)}>, not <openassessment> or <rubric>."
        raise refusal(Problem("", "wrong_type", message, root.line, root.column, _ROOTS))
    draft = Draft()
    if root.tag == "rubric":
        _rubric(root, draft, losses)
    else:
        _assessment(root, draft, losses)
    return draft


def _assessment(root: Node, draft: Draft, losses: Losses) -> None:
    _attributes(root, "openassessment", losses)
    rubrics = root.all("rubric")
    if not rubrics:
        raise refusal(Problem("", "required", "There is no <rubric> inside <openassessment>.", root.line, root.column))
    for child in root.children:
        if child.tag == "title":
            draft.title = draft.title or child.text()
        elif child.tag == "assessments":
            _steps(child, losses)
        elif child.tag == "prompts":
            _prompts(child, losses)
        elif child.tag != "rubric":
            _unknown(child, "openassessment", losses)
    for extra in rubrics[1:]:
        losses.add(f"rubric in line {extra.line}", "other_rubric", "Only the first rubric of the file is read.")
    _rubric(rubrics[0], draft, losses)


def _steps(steps: Node, losses: Losses) -> None:
    for step in steps.children:
        name = shown(step.attributes.get("name", step.tag))
        where = f"assessment {name}"
        losses.add(where, "assessment_step", f"The step {name} says who assesses in the course; a rubric does not.")
        rest = {key: value for key, value in step.attributes.items() if key != "name"}
        _attributes(Node(step.tag, rest, step.line, step.column), where, losses)
        for count, example in enumerate(step.all("example"), 1):
            text = f'The training example "{shown(example.text())[:40]}" has no place here.'
            losses.add(f"{where}, example {count}", "training_example", text)


def _prompts(prompts: Node, losses: Losses) -> None:
    for count, prompt in enumerate(prompts.children, 1):
        if text := shown(prompt.text()):
            losses.add(f"prompt {count}", "prompt", f'The prompt shown to learners has no place here: "{text}".')


def _rubric(rubric: Node, draft: Draft, losses: Losses) -> None:
    _attributes(rubric, "rubric", losses)
    _stray(rubric, "rubric", losses)
    for child in rubric.children:
        if child.tag == "criterion":
            draft.criteria.append(_criterion(child, len(draft.criteria) + 1, losses))
        elif child.tag in _RUBRIC_TEXTS:
            code, message = _RUBRIC_TEXTS[child.tag]
            if text := shown(child.text()):
                losses.add(f"rubric, {child.tag}", code, f'{message}: "{text}".')
        else:
            _unknown(child, "rubric", losses)


def _criterion(node: Node, count: int, losses: Losses) -> DraftCriterion:
    name = _text(node, "name")
    label = _text(node, "label") or name
    where = f"criterion {shown(name if _says_something(name) else label) or count}"
    feedback = node.attributes.pop("feedback", "disabled")
    if feedback != "disabled":
        losses.add(where, "feedback", f"Whether written feedback is {shown(feedback)} has no place here.")
    _attributes(node, where, losses)
    _stray(node, where, losses)
    _check_parts(node, ("name", "label", "prompt", "option"), where, losses)
    levels = [_option(option, where, losses) for option in node.all("option")]
    highest_first = len(levels) > 1 and levels[0].points > levels[-1].points
    usable = name if _says_something(name) else ""
    return DraftCriterion(where, usable, label, levels, ask=_text(node, "prompt"), highest_first=highest_first)


def _option(node: Node, where: str, losses: Losses) -> DraftLevel:
    name = _text(node, "name")
    label = _text(node, "label") or name
    here = f"option {shown(label or name)} of {where}"
    raw = node.attributes.pop("points", None)
    points = number(raw) if raw is not None else None
    if points is None:
        raise _bad_points(node, raw, here)
    _attributes(node, here, losses)
    _stray(node, here, losses)
    _check_parts(node, ("name", "label", "explanation"), here, losses)
    return DraftLevel(name if _says_something(name) else "", label, _text(node, "explanation"), points)


def _bad_points(node: Node, raw: str | None, here: str) -> ExchangeError:
    if raw is None:
        return refusal(Problem("", "required", f"The {here} has no points.", node.line, node.column))
    message = f'The points of {here} are a number, not "{shown(raw)}".'
    return refusal(Problem("", "wrong_type", message, node.line, node.column))


def _says_something(name: str) -> bool:
    return MADE_UP.fullmatch(name) is None


def _text(node: Node, tag: str) -> str:
    found = node.all(tag)
    return found[0].text().strip() if found else ""


def _check_parts(node: Node, known: tuple[str, ...], where: str, losses: Losses) -> None:
    """Note what a criterion or option holds beside its known parts, and marks inside their texts."""
    seen: set[str] = set()
    for child in node.children:
        if child.tag not in known:
            _unknown(child, where, losses)
        elif child.tag in seen and child.tag != "option":
            losses.add(where, "repeated_element", f"<{child.tag}> stands there more than once: the first counts.")
        elif child.tag != "option" and child.children:
            losses.add(f"{child.tag} of {where}", "markup", "Only the text is kept of the elements inside.")
        seen.add(child.tag)


def _attributes(node: Node, where: str, losses: Losses) -> None:
    for name, value in node.attributes.items():
        code = "date" if name in _DATES else "setting"
        if value:
            losses.add(where, code, f'{shown(name)}="{shown(value)}" belongs to the course and has no place here.')


def _stray(node: Node, where: str, losses: Losses) -> None:
    if node.own_text:
        losses.add(
            where, "stray_text", f'The text "{shown(node.own_text)}" stands between the elements and is dropped.'
        )


def _unknown(node: Node, where: str, losses: Losses) -> None:
    losses.add(where, "unknown_element", f"<{shown(node.tag)}> is not known here and was left out.")
