"""Parts to put into a rubric file while writing it, indented for the place where they belong."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Snippet:
    """One part: ``key`` is permanent, ``title`` says what it is, ``text`` ends with a line feed."""

    key: str
    title: str
    text: str


SNIPPETS = (
    Snippet(
        "levels",
        "Criterion with levels",
        """\
      - id: new_criterion
        title: What is judged
        ask: One question that the levels answer?
        scale: quality
        weight: 10
        anchors:
          unacceptable: What is missing or wrong, so that the work cannot be used.
          rework: Two or more named points must be corrected before the work can be used.
          sound: At most one named point to correct; the rest holds.
          exemplary: As sound, nothing to correct, and one named thing more than was asked.
        evidence: { required: below_top, kind: span }
        na: never
""",
    ),
    Snippet(
        "met",
        "Criterion met or not met",
        """\
      - id: new_requirement
        title: What must be there
        scale: met
        weight: 10
        anchors:
          not_met: One of the required points is missing or wrong.
          met: Every required point is there and right.
        na: { allow: true, reason: required }
""",
    ),
    Snippet(
        "errors",
        "Criterion of counted errors",
        """\
      - id: slips
        title: Slips
        scale: errors
        weight: 10
        errors:
          per: 1000
          tolerance: 8
          severities: { neutral: 0, minor: 1, major: 5, critical: 25 }
          types:
            - { id: wrong_figure, title: A figure that is wrong, weight: 2 }
            - { id: wording, title: "Grammar, spelling, style", weight: 1 }
""",
    ),
    Snippet(
        "gate", "Gate: this alone fails the work", "        gate: { below: met, effect: fail, reason: point_missing }\n"
    ),
    Snippet(
        "cap", "Gate: this caps the score", "        gate: { below: met, effect: cap, to: 79, reason: point_missing }\n"
    ),
    Snippet("when", "Condition: asked only in some cases", '        when: case.kind in ["first", "second"]\n'),
    Snippet(
        "scale",
        "Scale of levels",
        """\
  quality:
    type: ordinal
    levels:
      - { id: unacceptable, score: 0.0, label: Unacceptable }
      - { id: rework, score: 0.4, label: Needs rework }
      - { id: sound, score: 0.8, label: Sound }
      - { id: exemplary, score: 1.0, label: Exemplary }
""",
    ),
    Snippet(
        "bands",
        "Scale of numbers in bands",
        """\
  days_late:
    type: numeric
    min: 0
    max: 365
    better: lower
    bands:
      - { id: on_time, from: 0, score: 1.0 }
      - { id: late, from: 1, score: 0.5 }
      - { id: very_late, from: 10, score: 0.0 }
""",
    ),
    Snippet(
        "section",
        "Section",
        """\
  - id: new_section
    title: New section
    weight: 20
    criteria:
""",
    ),
    Snippet(
        "checks",
        "Machine checks",
        """\
checks:
  - { id: left_over, uses: text.placeholders, on_fail: finding, severity: major }
  - { id: words_and_digits, uses: numbers.words_digits, on_fail: finding, severity: major }
""",
    ),
    Snippet(
        "test",
        "Test",
        """\
  - name: what this case shows
    answers: { new_criterion: sound }
    expect: { outcome: passed }
""",
    ),
)
