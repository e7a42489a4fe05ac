"""First drafts: a small rubric of one's own criteria, or a copy of another rubric under a new name.

Both give the text of a file, with comments, that the strict reader accepts and whose tests pass.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from qa_service.errors import Problem
from qa_service.plain_letters import without_accents
from qa_service.rubric.fields import RESERVED_WORDS
from qa_service.rubric.load import read_rubric
from qa_service.rubric.problems import RubricError
from qa_service.rubric.yaml_reader import read_yaml

ScaleKind = Literal["levels", "met", "number", "errors"]
SCALE_KINDS: dict[ScaleKind, str] = {
    "levels": "Four levels, each described",
    "met": "Met or not met",
    "number": "A number from 0 to 100",
    "errors": "Counted errors",
}
MAX_CRITERIA = 40
NO_WORDS = "rubric"
"""The id suggested for a title without a Latin letter."""
_WORD = re.compile(r"[^a-z0-9]+")
_DRAFT_VERSION = "1.0.0"

_SCALES: dict[ScaleKind, str] = {
    "levels": """\
  quality:
    type: ordinal
    levels:                                  # lowest first; a score from 0 to 1 for each
      - { id: unacceptable, score: 0.0, label: Unacceptable }
      - { id: rework,       score: 0.4, label: Needs rework }
      - { id: sound,        score: 0.8, label: Sound }
      - { id: exemplary,    score: 1.0, label: Exemplary }
""",
    "met": """\
  met:
    type: binary
    levels:
      - { id: not_met, score: 0, label: Not met }
      - { id: met,     score: 1, label: Met }
""",
    "number": """\
  percent:
    type: numeric
    min: 0
    max: 100
    better: higher
""",
    "errors": "",
}
_CRITERIA: dict[ScaleKind, str] = {
    "levels": """\
        scale: quality
        weight: {weight}
        anchors:                             # what a reviewer sees at each level: count, name, point to
          unacceptable: An error that would change what the reader decides.
          rework: No such error, but two or more points must be corrected before the work can be used.
          sound: At most one point to correct, and the work can be used as it stands.
          exemplary: Nothing to correct, and the reader's next question is answered before it is asked.
        evidence: {{ required: below_top, kind: span }}
        na: never
""",
    "met": """\
        scale: met
        weight: {weight}
        anchors:
          not_met: One or more of the required points is missing or wrong.
          met: Every required point is there and right.
        na: {{ allow: true, reason: required }}
""",
    "number": """\
        scale: percent
        weight: {weight}
        evidence: {{ required: true, kind: worksheet }}
        na: {{ allow: true, reason: required }}
""",
    "errors": """\
        scale: errors
        weight: {weight}
        errors:
          per: 1000                          # the tolerance is a penalty for so many words
          tolerance: 8                       # a penalty of 8 in 1 000 words earns exactly the pass mark
          severities: {{ neutral: 0, minor: 1, major: 5, critical: 25 }}
          types:
            - {{ id: fact,     title: A statement that is wrong, weight: 2 }}
            - {{ id: source,   title: A source that is missing or does not say so, weight: 2 }}
            - {{ id: language, title: "Grammar, spelling, style", weight: 1 }}
""",
}
_BEST: dict[ScaleKind, str] = {"levels": "exemplary", "met": "met", "number": "100", "errors": "[]"}
_WORST: dict[ScaleKind, str] = {
    "levels": "unacceptable",
    "met": "not_met",
    "number": "0",
    "errors": "[ { type: fact, severity: critical, count: 1000 } ]",
}


@dataclass(frozen=True, slots=True)
class StarterCriterion:
    """One line of a first draft: what is judged, how it is answered, and its weight in the rubric."""

    title: str
    scale: ScaleKind = "levels"
    weight: int = 1


def starter(rubric_id: str, title: str, criteria: Sequence[StarterCriterion], *, pass_mark: int = 80) -> str:
    """Return the text of a first draft with 1 to 40 criteria and a pass mark of 1 to 99.

    Raises RubricError for other counts and marks, and for an id that cannot be one.
    """
    if not 1 <= len(criteria) <= MAX_CRITERIA:
        message = f"A first draft has 1 to {MAX_CRITERIA} criteria, not {len(criteria)}."
        raise RubricError([Problem("/sections/0/criteria", "wrong_count", message)])
    if not 1 <= pass_mark <= 99:
        raise RubricError([Problem("/scoring/pass_mark", "out_of_range", "A pass mark lies between 1 and 99 here.")])
    ids = criterion_ids([one.title for one in criteria])
    kinds = tuple(dict.fromkeys(one.scale for one in criteria))
    best = ", ".join(f"{name}: {_BEST[one.scale]}" for name, one in zip(ids, criteria, strict=True))
    worst = ", ".join(f"{name}: {_WORST[one.scale]}" for name, one in zip(ids, criteria, strict=True))
    counted = "errors" in kinds
    text = "".join([
        _head(rubric_id, title, counted),
        "scales:\n" + ("".join(_SCALES[kind] for kind in kinds) or _SCALES["met"]),
        '\nsections:\n  - id: work\n    title: "The work"\n    weight: 100\n    criteria:\n',
        *(_criterion(name, one) for name, one in zip(ids, criteria, strict=True)),
        f"\nscoring:\n  method: weighted_mean\n  pass_mark: {pass_mark}\n"
        "  na: { redistribute: section, max_share: 0.4 }\n"
        f"  bands: [ {{ id: pass, from: {pass_mark} }}, {{ id: rework, from: 0 }} ]\n",
        _POLICIES,
        _tests(best, worst, counted),
    ])  # fmt: skip
    return _readable(text)


def renamed(source: str, rubric_id: str, title: str = "") -> str:
    """Return the text of a rubric under another id, as version 1.0.0; its comments and order stay.

    Its change log starts anew. Raises RubricError when the source or the new id cannot be read.
    """
    original = read_rubric(source)
    places = read_yaml(source).values
    lines = source.splitlines(keepends=True)
    values = {"/id": _word(rubric_id), "/version": _DRAFT_VERSION} | ({"/title": _quoted(title)} if title else {})
    for pointer, value in sorted(values.items(), key=lambda pair: places[pair[0]], reverse=True):
        _replace_value(lines, places[pointer], str(original.document[pointer[1:]]), value)
    text = "".join(lines)
    if "changes" in original.document:
        text = _without_block(text, "changes")
    if not text.lstrip().startswith("{"):
        note = f"Made from {original.id}@{original.version}"
        text = f"{text.rstrip()}\n\nchanges:\n  - {{ version: {_DRAFT_VERSION}, level: major, note: {note} }}\n"
    return _readable(text)


def _readable(text: str) -> str:
    """Return the text; what is wrong with it is told without lines, which nobody has seen."""
    try:
        read_rubric(text)
    except RubricError as error:
        raise RubricError([replace(problem, line=None, column=None) for problem in error.problems]) from None
    return text


def rubric_id_of(title: str) -> str:
    """Return an id that a title suggests: lower-case words joined by hyphens; ``NO_WORDS`` when there are none."""
    words = "-".join(part for part in _WORD.split(_plain(title)) if part)
    return words.lstrip("0123456789-")[:100].rstrip("-") or NO_WORDS


def criterion_ids(titles: Sequence[str]) -> list[str]:
    """Return one id for each title, in order, no two alike."""
    taken: dict[str, None] = {}
    for title in titles:
        base = "_".join(part for part in _WORD.split(_plain(title)) if part).lstrip("0123456789_")[:48].rstrip("_")
        base = base if base and base not in RESERVED_WORDS else f"criterion_{base}".rstrip("_")
        name, number = base, 2
        while name in taken:
            name, number = f"{base}_{number}", number + 1
        taken[name] = None
    return list(taken)


def _plain(text: str) -> str:
    return without_accents(text).lower()


def _quoted(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def _word(rubric_id: str) -> str:
    return _quoted(rubric_id) if rubric_id in RESERVED_WORDS else rubric_id


def _head(rubric_id: str, title: str, counted: bool) -> str:
    unit = "unit: { name: document, size: deliverable.word_count }\n" if counted else "unit: { name: document }\n"
    return (
        "# One file says how one kind of work is judged. `qa-service rubric validate FILE` names every mistake\n"
        "# with its line; `qa-service rubric lint FILE` says what would make judgments less repeatable.\n"
        f"schema: kpo-rubric/1\nid: {_word(rubric_id)}\nversion: {_DRAFT_VERSION}\ntitle: {_quoted(title)}\n"
        "language: en\nowner: quality-lead\n"
        "purpose: >\n  Says who scores which work, at what moment, and what the score decides.\n"
        f"{unit}\n"
    )


def _criterion(name: str, one: StarterCriterion) -> str:
    head = f"      - id: {name}\n        title: {_quoted(one.title)}\n"
    return head + _CRITERIA[one.scale].format(weight=one.weight)


_POLICIES = """
review:
  reviewers: 1
  double: { rate: 0.2, near_pass_mark: 5, seed: first }   # one in five is read by a second, blind reviewer
  blind: { producer: true, other_reviewers: true, model: until_submitted }
  not_by: [producer, producer_lead]

adjudication:
  open_when: { outcome_differs: true, gate_differs: true, score_apart: 15, cannot_assess: true }
  by: { role: adjudicator, not: [producer, reviewers], sees: [answers, evidence] }
  result: adjudicator
  otherwise: mean

changes:
  - { version: 1.0.0, level: major, note: First version }
"""


def _tests(best: str, worst: str, counted: bool) -> str:
    size = "    size: 1000\n" if counted else ""
    return (
        "\n# A version is published only when these pass: they keep the arithmetic what you meant it to be.\n"
        f"tests:\n  - name: the best answers\n{size}    answers: {{ {best} }}\n"
        "    expect: { outcome: passed, score: 100 }\n"
        f"  - name: the worst answers\n{size}    answers: {{ {worst} }}\n"
        "    expect: { outcome: failed_threshold, score: 0 }\n"
    )


def _replace_value(lines: list[str], place: tuple[int, int], old: str, new: str) -> None:
    """Put a new scalar where the old one stands; a value that spans lines is replaced up to the next key."""
    row, column = place[0] - 1, place[1] - 1
    head, rest = lines[row][:column], lines[row][column:]
    written = next((w for w in (old, f'"{old}"', f"'{old}'") if rest.startswith(w)), None)
    if written is not None:
        if written[0] in "\"'" and new[0] != '"':
            new = json.dumps(new, ensure_ascii=False)
        lines[row] = head + new + rest[len(written) :]
        return
    last = row + 1
    while last < len(lines) and (not lines[last].strip() or lines[last][0] in " \t"):
        last += 1
    lines[row:last] = [head + new + "\n"]


def _without_block(text: str, key: str) -> str:
    """Drop a top-level key with all that is indented below it, where the file is written in block style."""
    found = re.search(rf"^{key}:[^\n]*\n(?:(?:[ \t][^\n]*|-[^\n]*|[ \t]*)\n)*", text, re.MULTILINE)
    return text if found is None else text[: found.start()] + text[found.end() :]
