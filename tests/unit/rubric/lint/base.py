"""A rubric about which lint has nothing to say, and ways to change it."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from qa_service.rubric import load_rubric, read_rubric
from qa_service.rubric.lint import LintFinding, Usage, lint_rubric

CLEAN = """\
schema: kpo-rubric/1
id: test.clean
version: 1.0.0
title: Advice note
language: en
owner: quality
purpose: Scores the note before it goes to the client.
scales:
  quality:
    type: ordinal
    levels:
      - { id: unusable, score: 0 }
      - { id: rework, score: 0.5 }
      - { id: sound, score: 1 }
  met: { type: binary, levels: [ { id: not_met, score: 0 }, { id: met, score: 1 } ] }
  percent: { type: numeric, min: 0, max: 100 }
sections:
  - id: substance
    title: Substance
    weight: 70
    criteria:
      - id: reasoning
        title: The reasoning holds
        ask: Does each conclusion follow from a stated fact?
        scale: quality
        weight: 40
        anchors:
          unusable: A conclusion contradicts a fact that the note itself states.
          rework: No contradiction, but two or more conclusions rest on no stated fact.
          sound: At most one conclusion rests on no stated fact, and it decides nothing.
        evidence: { required: below_top, kind: span }
        na: never
        checks: [placeholders]
      - id: coverage
        title: Every question is answered
        scale: percent
        weight: 40
        na: { allow: true, reason: required }
      - id: deadline
        title: The deadline is stated
        scale: met
        weight: 20
        when: case.urgent == true
        anchors:
          not_met: No date by which the client must act, or a wrong one.
          met: The date by which the client must act, with its source.
        evidence: { required: below_top, kind: span }
        gate: { below: met, effect: fail, reason: deadline_missed }
        na: never
        checks: [dates]
  - id: form
    title: Form
    weight: 30
    criteria:
      - id: slips
        title: Slips
        scale: errors
        weight: 100
        errors:
          per: 1000
          tolerance: 8
          severities: { minor: 1, major: 5 }
          types: [ { id: figure, title: Wrong figure }, { id: wording, title: Wording } ]
checks:
  - { id: placeholders, uses: text.placeholders, on_fail: finding, severity: major }
  - { id: dates, uses: dates.impossible, on_fail: suggest, level: not_met }
scoring:
  method: weighted_mean
  pass_mark: 80
  na: { redistribute: section, max_share: 0.5 }
  bands: [ { id: pass, from: 80 }, { id: rework, from: 0 } ]
review:
  double: { rate: 0.1, near_pass_mark: 5, seed: one }
adjudication:
  open_when: { levels_apart: 2, score_apart: 10, value_apart: { coverage: 30 } }
  by: { role: adjudicator }
  result: adjudicator
certification:
  sets: { must_see: 1, must_pass: 1, items: 25 }
  pass: { exact: 0.8 }
monitoring:
  gold: { every: [15, 25], window: 20, min_exact: 0.65, on_breach: lock }
disputes: { window: 10d, decide_within: 5d }
changes:
  - { version: 1.0.0, level: major, note: First version }
tests:
  - name: sound note
    case: { urgent: false }
    answers: { reasoning: sound, coverage: 100, slips: [] }
    expect: { outcome: passed, score: 100 }
  - name: no date
    case: { urgent: true }
    answers: { reasoning: sound, coverage: 100, deadline: not_met, slips: [] }
    expect: { outcome: failed_gate, score: 86, gates: [deadline_missed] }
"""
FIRST, SECOND, THIRD, SLIPS = (
    "/sections/0/criteria/0", "/sections/0/criteria/1", "/sections/0/criteria/2", "/sections/1/criteria/0",
)  # fmt: skip
Changes = Mapping[str, Any]
REMOVE = object()


def document() -> dict[str, Any]:
    """The clean document, to be changed."""
    return copy.deepcopy(dict(read_rubric(CLEAN).document))


def changed(changes: Changes) -> dict[str, Any]:
    """The clean document with values put, added (``-`` at the end of a list) or removed at pointers."""
    whole = document()
    for pointer, value in changes.items():
        *above, last = pointer.split("/")[1:]
        holder: Any = whole
        for step in above:
            holder = holder[int(step)] if isinstance(holder, list) else holder.setdefault(step, {})
        if value is REMOVE:
            del holder[int(last) if isinstance(holder, list) else last]
        elif isinstance(holder, list):
            if last == "-":
                holder.append(copy.deepcopy(value))
            else:
                holder[int(last)] = copy.deepcopy(value)
        else:
            holder[last] = copy.deepcopy(value)
    return whole


def lint(changes: Changes, usage: Usage | None = None) -> list[LintFinding]:
    """What lint says of the changed rubric."""
    return lint_rubric(load_rubric(changed(changes)), usage)
