"""The example rubrics and a small rubric to vary."""

from __future__ import annotations

from pathlib import Path

import pytest

RUBRICS = Path(__file__).parents[3] / "rubrics"

SMALL = """\
schema: kpo-rubric/1
id: test.small
version: 1.0.0
title: Small
unit: { name: page, size: deliverable.pages }
scales:
  grade:
    type: ordinal
    levels: [ { id: low, score: 0 }, { id: mid, score: 0.5 }, { id: high, score: 1 } ]
  share: { type: numeric, min: 0, max: 10 }
sections:
  - id: one
    title: One
    weight: 1
    criteria:
      - { id: first, title: First, scale: grade, weight: 1, checks: [probe] }
      - { id: second, title: Second, scale: share, weight: 1 }
      - id: third
        title: Third
        scale: errors
        weight: 1
        errors: { per: 1, tolerance: 2, severities: { minor: 1 }, types: [ { id: typo, title: Typo } ] }
checks: [ { id: probe, uses: text.must_contain, on_fail: suggest, level: low } ]
scoring: { method: weighted_mean, pass_mark: 80 }
"""


@pytest.fixture(scope="session")
def small() -> str:
    return SMALL


@pytest.fixture(scope="session")
def example_texts() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(RUBRICS.glob("*.yaml"))]
